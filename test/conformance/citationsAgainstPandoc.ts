// npm run conformance:markdown: which works our reader and pandoc find cited, in the small documents, in random ones and, where they are,
// in those of ../shared/fixtures. Needs `npm install --no-save pandoc-wasm` (60 MB).
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { findPandocCitations } from '../../src/core/citing/pandoc';
import { isArray, isObject, parseJson, textOf } from '../../src/core/data/json';

/** Why we read otherwise, by what the text then has. A difference that none of these has a word for fails the run. */
const explanations: readonly (readonly [reason: string, applies: (text: string, name: string) => boolean])[] = [
	['TOML front matter is none to pandoc', text => text.startsWith('+++')],
	['a carriage return alone ends a line, as in editors; pandoc drops it', text => /\r(?!\n)/.test(text)],
	['Quarto resolves its shortcodes before pandoc reads', text => /\{\{[<%]/.test(text)],
	['bare addresses are links in the preview', text => /(?:https?:\/\/|www\.)\S*@/.test(text)],
	['[@tag:x]: defines a tag of Manubot, and [@key]: a link of the preview', text => /^[ >]*\[@[^\]]*\]:/m.test(text)],
	[
		'a code fence without an end is code, as in the preview',
		text => (text.match(/^[ \t>\-*+0-9.]*(?:`{3}|~{3})/gm)?.length ?? 0) % 2 === 1,
	],
	['a rule below text is a rule, as in the preview; pandoc reads a table', text => /^[ >]*[^\s][^\n]*\n[ >]*-+ +-[- ]*$/m.test(text)],
	[
		'references to figures and tables are no citations',
		text => /@(?:fig|tbl|tab|eq|sec|lst|thm|alg|lem|cor|def|exm|exr|prp|cnj|Fig|Tbl|Eq|Sec)[-:]/.test(text),
	],
	['braces that end a line, or follow a bracket, are attributes wherever they stand', text => /\{\.c k=/.test(text)],
	[
		'a run of backticks without its like is text, and what follows is read as ever, as in the preview; pandoc reads within it',
		text => /(?<!`)``(?!`)|```code/.test(text),
	],
	[
		'an @ directly after a word is part of an address, and a formula directly after a key is part of it or ends it',
		text => /[\w}]\$x@no/.test(text),
	],
	['[[words]] links to a note', text => /\[\[(?!-?@)/.test(text)],
	['nocite is read key by key', text => /^nocite:/m.test(text)],
	['front matter is no text', text => text.startsWith('---\n')],
];

interface Difference {
	readonly name: string;
	readonly text: string;
	readonly ours: string;
	readonly theirs: string;
}

const count = Number(process.env['MARKDOWN_DOCUMENTS'] ?? 1000);
const inline = fc.constantFrom(
	' @a1',
	' [@b2]',
	'[see @c3, p. 4; -@d4]',
	'words',
	' ',
	'`code @no`',
	'``',
	'$x@no$',
	'$5',
	'*',
	'**',
	'_',
	'[',
	']',
	'](u)',
	'(',
	')',
	'{#id}',
	'{.c k="@no"}',
	'\n',
	'<b>',
	'</b>',
	'<!-- @no -->',
	'$$y @no$$',
	'\\',
	'"',
	'\\textbf{@no}',
	'<code>@e5</code>',
	' ![@f6](p.png)',
	' [@g7](u)',
	'; ',
	'-',
	' @{h8:x}',
	'[^1]',
	'^[@i9]',
	' me@x.org',
	'<https://x.org/@no>',
	'[@j0][r]',
	' @k1 [p. 3]',
	'...',
);
const paragraph = fc
	.array(inline, { minLength: 1, maxLength: 8 })
	.map(pieces => `Words ${pieces.join('')}`.replace(/\n\s*(?=[-#>+*:~|]|$)/g, '\n x '));
const indented = (by: string) => (text: string) => text.replace(/\n(?=.)/g, `\n${by}`);
const block: fc.Arbitrary<string> = fc.oneof(
	paragraph,
	paragraph,
	paragraph.map(text => `# ${text.replace(/\n/g, ' ')}`),
	paragraph.map(text => `> ${indented('> ')(text)}`),
	paragraph.map(text => `- ${indented('  ')(text)}\n\n  [@in1]`),
	paragraph.map(text => `1. ${indented('   ')(text)}\n\n       @code`),
	paragraph.map(text => `(@x) ${indented('    ')(text)}\n\n    [@in2]`),
	paragraph.map(text => `Term\n:   ${indented('    ')(text)}\n\n    [@in3]`),
	paragraph.map(text => `<div class="@no">\n${text}\n</div>`),
	paragraph.map(text => `::: {.note data="@no"}\n${text}\n:::`),
	fc.constantFrom(
		'```\n@no\n```',
		'~~~ {.r}\n@no\n~~~',
		'    @no',
		'$$\nx @no\n$$',
		'$$ x\n@no y $$',
		'\\begin{align}\n@no\n\n@no\n\\end{align}',
		'<!-- @no\n\n@no -->',
		'<!-- x --> [@in5]',
		'<pre>\n@no\n</pre>',
		'<script>\n"@no"\n</script>',
		'[r]: /u "@no"',
		'| a | @in6 |\n|---|---|\n| `x` | [@in7] |',
		'| Line [@in8]\n| more',
		'* * *',
		'---',
		'+---+---+\n| a | @in9 |\n+---+---+',
	),
);
// A footnote counts for pandoc where something refers to it.
const document = fc
	.tuple(fc.array(block, { minLength: 1, maxLength: 6 }), paragraph)
	.map(([blocks, note]) => `${blocks.join('\n\n')}\n\nLast[^1].\n\n[^1]: ${indented('    ')(note)}\n\n    [@in4]\n`);

async function compare(): Promise<void> {
	const convert = await load();
	if (convert === undefined) {
		console.log('pandoc is not installed here: npm install --no-save pandoc-wasm');
		return;
	}
	const named: (readonly [name: string, text: string])[] = [];
	const small = parseJson(readFileSync(join(__dirname, '../fixtures/markdown/small-documents.json'), 'utf8'));
	for (const [name, text] of Object.entries(isObject(small) ? small : {})) {
		named.push([name, textOf(text) ?? '']);
	}
	const fixtures = join(__dirname, '../../../shared/fixtures/markdown-citations');
	for (const file of existsSync(fixtures)
		? readdirSync(fixtures, { recursive: true, encoding: 'utf8' }).filter(name => /\.(?:md|qmd|Rmd)$/.test(name))
		: []) {
		named.push([file, readFileSync(join(fixtures, file), 'utf8')]);
	}
	fc.sample(document, { numRuns: count, seed: 20261129 }).forEach((text, index) => named.push([`random ${index}`, text]));
	const differences: Difference[] = [];
	let unread = 0;
	for (const [name, text] of named) {
		const theirs = await citedByPandoc(convert, text);
		const ours = findPandocCitations(text)
			.flatMap(({ cites }) => cites.map(({ key }) => key))
			.filter(key => key !== '*');
		if (theirs === undefined) {
			unread += 1;
		} else if (spread(theirs) !== spread(ours)) {
			differences.push({ name, text, ours: spread(ours), theirs: spread(theirs) });
		}
	}
	const byReason = new Map<string, Difference[]>();
	for (const difference of differences) {
		const reason = explanations.find(([, applies]) => applies(difference.text, difference.name))?.[0] ?? 'unexplained';
		byReason.set(reason, [...(byReason.get(reason) ?? []), difference]);
	}
	console.log(`${named.length} documents, ${unread} that pandoc cannot read, ${differences.length} read otherwise:`);
	for (const [reason, found] of byReason) {
		console.log(
			`  ${found.length} ${reason}: ${found
				.slice(0, 3)
				.map(({ name }) => name)
				.join(', ')}`,
		);
	}
	const unexplained = byReason.get('unexplained') ?? [];
	for (const { name, text, ours, theirs } of unexplained.slice(0, Number(process.env['SHOWN'] ?? 10))) {
		console.log(`\n${name}\n  ours   ${ours}\n  theirs ${theirs}\n  ${JSON.stringify(text.slice(0, 700))}`);
	}
	process.exitCode = unexplained.length === 0 ? 0 : 1;
}

type Convert = (options: object, text: string, files: object) => Promise<{ readonly stdout: string }>;

async function load(): Promise<Convert | undefined> {
	const name = 'pandoc-wasm';
	try {
		const loaded: unknown = await import(name);
		const convert = isObject(loaded) ? loaded['convert'] : undefined;
		return isConvert(convert) ? convert : undefined;
	} catch {
		return undefined;
	}
}

function isConvert(value: unknown): value is Convert {
	return typeof value === 'function';
}

/** As a set: pandoc repeats what a footnote cites with each reference to it. */
function spread(keys: readonly string[]): string {
	return [...new Set(keys)].sort().join(' ');
}

/** The keys that pandoc cites; `undefined` where it takes the text for no document. */
async function citedByPandoc(convert: Convert, text: string): Promise<readonly string[] | undefined> {
	const { stdout } = await convert({ from: 'markdown', to: 'json' }, text, {});
	const tree = parseJson(stdout);
	const keys: string[] = [];
	const walk = (value: unknown): void => {
		if (isArray(value)) {
			value.forEach(walk);
		} else if (isObject(value)) {
			const cites = value['t'] === 'Cite' && isArray(value['c']) && isArray(value['c'][0]) ? value['c'][0] : [];
			keys.push(...cites.flatMap(cite => (isObject(cite) ? (textOf(cite['citationId']) ?? []) : [])));
			// The caption of a picture stands twice in a figure.
			Object.entries(value).forEach(([name, part]) =>
				value['t'] === 'Figure' && name === 'c' && isArray(part) ? walk(part[2]) : walk(part),
			);
		}
	};
	walk(tree);
	return isObject(tree) ? keys : undefined;
}

compare().catch((error: unknown) => {
	throw error;
});
