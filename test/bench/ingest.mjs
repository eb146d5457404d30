import { ingest } from '../../src/core/ingest/ingest.ts';

/**
 * Reads realistic BibTeX of 1,000 to 50,000 entries (2 kB each), and 10,000 beside the peers that are installed. `-- --json` prints the rows as JSON; `-- --all` gives each peer all 10,000 entries, else
 * the slow ones get 500.
 */

const all = process.argv.includes('--all');
const rows = [];

for (const entries of [1000, 10_000, 50_000]) {
	rows.push(await measure('Marginalia', entries, entries > 10_000 ? 1 : 3, text => ingest(text).papers));
}
for (const [name, load] of Object.entries(peers())) {
	const read = await load().catch(() => undefined);
	if (read === undefined) {
		console.error(`${name}: skipped, it is not installed.`);
		continue;
	}
	rows.push(await measure(name, all ? 10_000 : 500, 1, read));
}
console.log(process.argv.includes('--json') ? JSON.stringify(rows) : '');
if (!process.argv.includes('--json')) {
	console.table(rows);
}

function peers() {
	return {
		'@citation-js/plugin-bibtex': async () => {
			const { plugins } = await import('@citation-js/core');
			await import('@citation-js/plugin-bibtex');
			return text => plugins.input.chain(text, { generateGraph: false });
		},
		'@retorquere/bibtex-parser': async () => {
			const { parse } = await import('@retorquere/bibtex-parser');
			return text => parse(text).entries;
		},
		'biblatex-csl-converter': async () => {
			const { BibLatexParser, CSLExporter } = await import('biblatex-csl-converter');
			return text => Object.values(new CSLExporter(new BibLatexParser(text, { processUnexpected: true, processUnknown: true }).parse().entries).parse());
		},
	};
}

/** `memory` is the growth of the heap while the result is held, as a multiple of the input; it needs node's --expose-gc. */
async function measure(what, entries, times, read) {
	const text = bibliography(entries);
	const durations = [];
	let found = 0;
	let memory;
	for (let turn = 0; turn < times; turn += 1) {
		globalThis.gc?.();
		const before = process.memoryUsage().heapUsed;
		const started = performance.now();
		const result = await read(text);
		durations.push(performance.now() - started);
		globalThis.gc?.();
		// Later turns begin with the result of the one before still held.
		memory = globalThis.gc === undefined || turn > 0 ? memory : (process.memoryUsage().heapUsed - before) / text.length;
		// Asked last, so that the result is still held above.
		found = Array.isArray(result) ? result.length : 0;
	}
	const milliseconds = durations.sort((a, b) => a - b)[Math.floor(durations.length / 2)] ?? 0;
	return {
		what,
		entries,
		megabytes: round(text.length / 1e6),
		milliseconds: round(milliseconds),
		megabytesPerSecond: round(text.length / 1e3 / milliseconds),
		found,
		...(memory === undefined ? {} : { memory: round(memory) }),
	};
}

function round(number) {
	return Math.round(number * 100) / 100;
}

/** Entries of 2 kB with the TeX that real ones have; the same for the same number. */
function bibliography(entries) {
	const sentence = 'We study the \\emph{dynamics} of deep networks in which $\\mathcal{O}(n^2)$ interactions govern learning --- a regime that is poorly understood. Our results for {ResNet} and {BERT} models show that the error falls by 12\\% on average, as conjectured by Erd{\\H o}s. ';
	const entry = index => `@${index % 5 === 0 ? 'inproceedings' : 'article'}{author${index}word,
  title = {A {Bayesian} Approach to Number ${index} and {S}chr{\\"o}dinger's Equation},
  author = {M{\\"u}ller, Anna and van der Berg, Jan and Smith, John A. and {World Health Organization}},
  ${index % 5 === 0 ? 'booktitle' : 'journal'} = {Journal of Applied Things},
  year = {${1990 + (index % 30)}},
  month = may,
  volume = {${index % 100}},
  number = {4},
  pages = {${index}--${index + 12}},
  doi = {10.1234/abc.${index}},
  url = {https://example.org/${index}},
  keywords = {learning, physics, networks},
  abstract = {${sentence.repeat(6)}}
}
`;
	return Array.from({ length: entries }, (_none, index) => entry(index)).join('\n');
}
