import { readFileSync } from 'node:fs';
import { openFormatter } from '../../src/core/citing/bibliography/formatter';
import { nearestLocale } from '../../src/core/citing/bibliography/styles';
import { findPandocCitations } from '../../src/core/citing/pandoc';
import type { Bench, Peer } from './bench';
import { processorTime, row } from './bench';
import { generatePapers } from './generatePapers';
import type { JsonObject } from '../../src/core/data/json';

const groups = 1500;
const works = 800;
/** UTF-16 code units. */
const length = 500_000;

/**
 * A thesis of 500,000 characters with 1,500 citations of 800 works: formatted for the first time, with a letter typed, and with a work
 * cited at its start that was not cited before, in a style of authors and dates and in a numeric one; and the longest stretch in all that
 * in which the formatter doesn't give way. It has a thread of its own, so the stretch delays what that is asked next, not the host.
 * Milliseconds are the processor's, so that what else runs on the machine does not count. That counts what V8 does beside the thread too,
 * compiling and collecting garbage: a stretch is no longer than it takes by the clock.
 */
export const bench: Bench = {
	sizes: [works],
	async rows(size) {
		const papers = new Map<string, JsonObject>(generatePapers(size + 5).map((paper, index) => [`w${index}`, { ...paper }]));
		const rows = [];
		for (const style of ['apa', 'ieee']) {
			let longest = 0;
			let started = now();
			const formatter = await openFormatter({
				style: readFileSync(`media/csl/styles/${style}.csl`, 'utf8'),
				localeOf: language => readFileSync(`media/csl/locales/locales-${nearestLocale(language)}.xml`, 'utf8'),
				itemOf: key => papers.get(key),
				pause: async () => {
					longest = Math.max(longest, since(started));
					await new Promise(resolve => setImmediate(resolve));
					started = now();
				},
			});
			const format = async (text: string) => {
				longest = 0;
				const citations = findPandocCitations(text);
				const begun = processorTime();
				started = now();
				await formatter.format(citations);
				longest = Math.max(longest, since(started));
				return processorTime() - begun;
			};
			const text = thesis(size);
			const first = await format(text);
			const stretches = [longest];
			const typed = [];
			for (let index = 0; index < 9; index += 1) {
				typed.push(await format(text.replace('lorem', `lorem${'s'.repeat(index)}`)));
				stretches.push(longest);
			}
			const cited = [];
			for (let index = 0; index < 3; index += 1) {
				cited.push(await format(addition(text, `w${size + index}`)));
				stretches.push(longest);
			}
			const peer = await pandocTime(text, [...papers].slice(0, size), style);
			rows.push(
				row(`thesis-first-${style}`, size, 'ms', [first], peer, { mostRatio: 0.25 }),
				row(`thesis-typed-${style}`, size, 'ms', typed, undefined, { most: 50 }),
				row(`thesis-cite-${style}`, size, 'ms', cited, undefined, { most: 300 }),
				row(`thesis-stretch-${style}`, size, 'ms', [Math.max(...stretches)], undefined, { most: 50 }),
			);
		}
		return rows;
	},
};

interface Instant {
	readonly clock: number;
	readonly processor: number;
}

function now(): Instant {
	return { clock: performance.now(), processor: processorTime() };
}

function since(start: Instant): number {
	return Math.min(performance.now() - start.clock, processorTime() - start.processor);
}

/** What pandoc takes for the same document, where the npm package pandoc-wasm is installed: it is under the GPL and no dependency. */
async function pandocTime(text: string, papers: readonly (readonly [string, JsonObject])[], style: string): Promise<Peer | undefined> {
	const name = 'pandoc-wasm';
	const loaded: unknown = await import(name).catch(() => undefined);
	const convert: unknown = typeof loaded === 'object' && loaded !== null && 'convert' in loaded ? loaded.convert : undefined;
	if (typeof convert !== 'function') {
		return undefined;
	}
	const files = {
		'references.json': JSON.stringify(papers.map(([id, paper]) => ({ ...paper, id }))),
		'style.csl': readFileSync(`media/csl/styles/${style}.csl`, 'utf8'),
	};
	const options = { from: 'markdown', to: 'html', citeproc: true, bibliography: ['references.json'], csl: 'style.csl' };
	const begun = processorTime();
	await Promise.resolve(Reflect.apply(convert, undefined, [options, text, files]));
	return { name: 'pandoc --citeproc (WebAssembly)', values: [processorTime() - begun] };
}

function thesis(size: number): string {
	const words = 'lorem dolor sit amet consectetur '.repeat(Math.ceil(length / groups / 33));
	const paragraphs = Array.from({ length: groups }, (_, index) => {
		const key = (step: number) => `w${(index * step + step) % size}`;
		const cites =
			index % 5 === 0 ? `[see @${key(1)}, p. ${index}; @${key(13)}; @${key(7)}]` : index % 3 === 0 ? `@${key(1)} [p. 3]` : `[@${key(1)}]`;
		return `${words}${cites}.`;
	});
	return `# A thesis\n\n${paragraphs.join('\n\n')}\n`;
}

/** A text with one more work cited in its first paragraph. */
function addition(text: string, key: string): string {
	return text.replace(/\n\n/, `\n\nNewly cited [@${key}]. `);
}
