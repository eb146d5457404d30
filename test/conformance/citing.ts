import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import remarkFrontmatter from 'remark-frontmatter';
import remarkGfm from 'remark-gfm';
import remarkMath from 'remark-math';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { textOfFormatted } from '../../src/core/citing/bibliography/formattedText';
import { openFormatter } from '../../src/core/citing/bibliography/formatter';
import { bundledStyle, nearestLocale } from '../../src/core/citing/bibliography/styles';
import { documentSettings } from '../../src/core/citing/documentSettings';
import { frontMatterRange } from '../../src/core/markdown/frontMatter';
import { withFootnotes as citationsByPlace } from '../../src/core/citing/footnotes';
import { findPandocCitations } from '../../src/core/citing/pandoc';
import type { JsonObject } from '../../src/core/data/json';
import { isArray, isObject, textOf } from '../../src/core/data/json';

/** Holds the citing part of the core against real manuscripts, pandoc's expected outputs and cases of citeproc (the Haskell one). */

export interface Row {
	readonly suite: string;
	readonly cases: number;
	readonly equal: number;
	readonly explained: number;
	readonly different: number;
}

/** The rows, none where ../shared/fixtures is absent. `report` gets each difference as lines of text. */
export async function citingRows(report: (difference: string) => void = () => undefined, only = ''): Promise<readonly Row[]> {
	if (!existsSync(fixtures)) {
		report('Citing: skipped, ../shared/fixtures is not there.');
		return [];
	}
	const rows: Row[] = [];
	for (const [name, run] of suites) {
		if (name.toLowerCase().includes(only.toLowerCase())) {
			rows.push(await run(new Tally(name, report), report));
		}
	}
	return rows;
}

const suites: readonly (readonly [name: string, run: (tally: Tally, report: Report) => Row | Promise<Row>])[] = [
	['manuscripts: citations found', manuscripts],
	['pandoc: citations and references', pandocTests],
	['citeproc-extra: lists of references', citeprocCases],
];

type Report = (difference: string) => void;

const root = join(import.meta.dirname, '../..');
const fixtures = join(root, '../shared/fixtures');

class Tally {
	private readonly counts = { equal: 0, explained: 0, different: 0 };

	constructor(
		private readonly suite: string,
		private readonly report: Report,
	) {}

	/** Without an explanation a difference is one. */
	add(name: string, expected: string, found: string, explanation?: string): void {
		const verdict = expected === found ? 'equal' : explanation === undefined ? 'different' : 'explained';
		this.counts[verdict] += 1;
		if (verdict !== 'equal') {
			this.report(
				`${verdict === 'different' ? 'DIFFERENT' : 'explained'} ${this.suite} | ${name}\n    expected ${JSON.stringify(expected)}\n    found    ${JSON.stringify(found)}${explanation === undefined ? '' : `\n    because ${explanation}`}`,
			);
		}
	}

	get row(): Row {
		const { equal, explained, different } = this.counts;
		return { suite: this.suite, cases: equal + explained + different, equal, explained, different };
	}
}

interface Node {
	readonly type: string;
	readonly referenceType?: string | undefined;
	readonly children?: readonly Node[] | undefined;
	readonly position?:
		| { readonly start: { readonly offset?: number | undefined }; readonly end: { readonly offset?: number | undefined } }
		| undefined;
}

/** One case for each `@key` that we or remark see: remark's text nodes outside links are the slow, independent way. */
function manuscripts(tally: Tally): Row {
	const folder = join(fixtures, 'markdown-citations');
	const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
		.filter(file => /\.(?:md|qmd|Rmd|txt)$/.test(file))
		.sort();
	for (const file of files) {
		const text = readFileSync(join(folder, file), 'utf8');
		const found = new Set(
			findPandocCitations(text)
				.filter(({ form }) => form !== 'uncited')
				.flatMap(({ cites }) => cites.map(({ keyStart }) => text.lastIndexOf('@', keyStart))),
		);
		const expected = textMarks(text);
		for (const offset of [...new Set([...found, ...expected])].sort((a, b) => a - b)) {
			tally.add(
				`${file} at ${offset}: ${text.slice(Math.max(0, offset - 30), offset + 30)}`,
				String(expected.has(offset)),
				String(found.has(offset)),
				manuscriptExplanation(text, offset, found.has(offset)),
			);
		}
	}
	return tally.row;
}

function manuscriptExplanation(text: string, offset: number, found: boolean): string | undefined {
	const rest = text.slice(offset + 1, offset + 40);
	if (!found && /^(?:fig|tbl|eq|sec|lst)[:-]/i.test(rest)) {
		return 'it is a cross reference of the document';
	}
	const paragraph = text.slice(text.lastIndexOf('\n\n', offset) + 2, offset);
	return found && /^<[a-z/]/i.test(paragraph) ? 'pandoc reads markdown within HTML elements, remark does not' : undefined;
}

function textMarks(text: string): ReadonlySet<number> {
	const marks = new Set<number>();
	for (const { position } of textNodes(parser.parse(text))) {
		const start = position?.start.offset ?? 0;
		const source = text.slice(start, position?.end.offset);
		for (const { index } of source.matchAll(/(?<![\p{L}\p{N}.\\])@(?=[\p{L}\p{N}_]|\{)/gu)) {
			marks.add(start + index);
		}
	}
	return marks;
}

function textNodes(node: Node): readonly Node[] {
	if (node.type === 'link' || (node.type === 'linkReference' && node.referenceType === 'full')) {
		return [];
	}
	return node.type === 'text' || node.type === 'image' ? [node] : (node.children ?? []).flatMap(textNodes);
}

const parser = unified().use(remarkParse).use(remarkFrontmatter).use(remarkGfm).use(remarkMath).use(withoutTransforms);

/** GFM's search for addresses in texts makes nodes without places; the tokenizer has found those it needs before. */
function withoutTransforms(this: { data(): { fromMarkdownExtensions?: unknown } }): void {
	const strip = (extension: unknown): void => {
		if (Array.isArray(extension)) {
			extension.forEach(strip);
		} else if (typeof extension === 'object' && extension !== null) {
			Reflect.deleteProperty(extension, 'transforms');
		}
	};
	strip(this.data().fromMarkdownExtensions);
}

/** One case for each paragraph with a citation, and each entry of the list of references. */
async function pandocTests(tally: Tally, report: Report): Promise<Row> {
	const folder = join(fixtures, 'markdown-citations/pandoc-tests');
	for (const file of readdirSync(folder).sort()) {
		const [, command = '', input = '', output = ''] =
			/^```[^\n]*\n(%[^\n]*)\n([^]*?)\n\^D\n([^]*?)\n?```\s*$/.exec(readFileSync(join(folder, file), 'utf8')) ?? [];
		const settings = documentSettings(input);
		const style = styleText(/--csl (\S+)/.exec(command)?.[1] ?? settings.csl ?? 'chicago-author-date');
		if (style === undefined) {
			report(`skipped ${file}: the style ${settings.csl ?? ''} is not among the fixtures`);
			continue;
		}
		const items = new Map([...sharedItems, ...settings.references].map(item => [textOf(item['id']) ?? '', item]));
		const { body, references } = await formatted(input, style, items, settings.lang, settings.citesAll);
		const expected = expectedOutput(output);
		const name = file.replace(/^pandoc-citeproc-|\.md$/g, '');
		const why = (place: string) => pandocExplanations[name] ?? pandocExplanations[`${name} ${place}`];
		// Plain output has the list of references as further paragraphs.
		for (const [index, paragraph] of expected.paragraphs.slice(0, command.includes('-t plain') ? body.length : undefined).entries()) {
			const found = body[index] ?? '';
			tally.add(`${file} paragraph ${index + 1}`, paragraph, found, why(`paragraph ${index + 1}`));
		}
		for (const [key, entry] of expected.entries) {
			tally.add(`${file} reference ${key}`, entry, references.get(key) ?? '', why(`reference ${key}`));
		}
	}
	return tally.row;
}

/**
 * By case, or by one paragraph or reference of it. Only what is sure; a difference without a sentence here counts as one. README.md has
 * them at length.
 */
const pandocExplanations: Readonly<Record<string, string | undefined>> = {
	175: 'the edition of the style among the fixtures gives no pages for magazines',
	338: 'pandoc ran another edition of the style',
	371: 'citeproc-js collapses dates only, pandoc also what stands for one',
	416: 'its references stand in a metadata block at the end of the text, and we read the one at its start',
	75: 'pandoc ran another edition of the style',
	'chicago-author-date paragraph 6': 'citeproc-js joins the cites of one author by a comma even beside a locator',
	'chicago-author-date paragraph 10': 'citeproc-js joins the cites of one author by a comma even beside a locator',
	ieee: 'pandoc ran another edition of the style',
};

const citeprocExplanations: Readonly<Record<string, string | undefined>> = {
	'extra/issue_101.txt': 'citeproc-js prints names again that stood in for missing ones',
	'extra/case_insensitive.txt': 'its style is invalid, with a text in place of a sort key, which citeproc-js prints',
};

/** The editions among the fixtures are those pandoc's outputs were made with, or near them. */
function styleText(name: string): string | undefined {
	const bundled = bundledStyle(name);
	const plain = (name.split('/').at(-1) ?? '').replace(/\.csl$/, '');
	const paths = [
		join(fixtures, 'csl-styles', `${plain}.csl`),
		...(bundled === undefined ? [] : [join(root, 'media/csl/styles', `${bundled.id}.csl`)]),
	];
	const path = paths.find(candidate => existsSync(candidate));
	return path === undefined ? undefined : readFileSync(path, 'utf8');
}

function localeOf(language: string): string {
	return readFileSync(join(root, 'media/csl/locales', `locales-${nearestLocale(language)}.xml`), 'utf8');
}

async function formatted(
	input: string,
	style: string,
	items: ReadonlyMap<string, JsonObject>,
	language: string | undefined,
	citesAll: boolean,
): Promise<{ readonly body: readonly string[]; readonly references: ReadonlyMap<string, string> }> {
	const formatter = await openFormatter({
		style,
		localeOf,
		itemOf: key => items.get(key),
		pause: () => Promise.resolve(),
		...(language === undefined ? {} : { language }),
	});
	const found = citationsByPlace(input, findPandocCitations(input));
	const uncited = citesAll ? [{ form: 'uncited' as const, cites: [...items.keys()].map(key => ({ key })) }] : [];
	const { citations, references } = await formatter.format([...found, ...uncited]);
	let text = '';
	let at = frontMatterRange(input)?.end ?? 0;
	for (const [index, citation] of found.entries()) {
		if (citation.form !== 'uncited') {
			const { text: inText = [], note } = citations[index] ?? {};
			// As in the preview, the sign of a note goes behind punctuation.
			const behind = note === undefined || inText.length > 0 ? '' : (/^[.,;:!?]+/.exec(input.slice(citation.end))?.[0] ?? '');
			text +=
				input.slice(at, citation.start).replace(note === undefined ? /$^/ : /\s+$/, '') +
				behind +
				textOfFormatted(inText) +
				(note === undefined ? '' : `{${textOfFormatted(note.text)}}`);
			at = citation.end + behind.length;
		}
	}
	text += input.slice(at);
	return {
		body: paragraphsOf(withFootnotes(text)),
		references: new Map(references.map(reference => [reference.key, normal(textOfFormatted(reference.text))])),
	};
}

/** Paragraphs of running text, plain; notes stand in braces where they are called. */
function paragraphsOf(text: string): readonly string[] {
	return text
		.split(/\n{2,}/)
		.map(paragraph => paragraph.trim())
		.filter(paragraph => !/^(?:#|\[\^|.*\n[=-]+$|$)/.test(paragraph))
		.map(normal);
}

function expectedOutput(output: string): { readonly paragraphs: readonly string[]; readonly entries: ReadonlyMap<string, string> } {
	const body = output
		.replace(/^2> .*\n/gm, '')
		.replace(/^(?:#+ .*\n+)?:{3,} \{#refs[^]*?\n:{5,}$/m, '')
		.replace(/^(?:#+ .*\n+)?:{3,} \{#refs[^]*?\n:::\n::::$/m, '');
	const entries = Array.from(
		output.matchAll(/:::+ \{#ref-(\S+) \.csl-entry\}\n([^]*?)\n:::/g),
		match => [match[1] ?? '', normal(match[2] ?? '')] as const,
	);
	return { paragraphs: paragraphsOf(withFootnotes(body)), entries: new Map(entries) };
}

/** The text with each footnote in braces where it is called. */
function withFootnotes(text: string): string {
	const parts = text.split(/^\[\^(\d+)\]: /m);
	const notes = new Map(parts.flatMap((part, index) => (index % 2 === 1 ? [[part, (parts[index + 1] ?? '').trim()] as const] : [])));
	return (parts[0] ?? '').replace(/\[\^(\d+)\]/g, (_, number: string) => `{${notes.get(number) ?? ''}}`);
}

/** Words alone: without emphasis, links, spans, kinds of quotes and dashes, and line breaks. */
function normal(text: string): string {
	return text
		.replace(/\[((?:[^[\]\\]|\\[^])*)\]\{\.csl-left-margin\}/g, '$1 ')
		.replace(/\[((?:[^[\]\\]|\\[^])*)\]\{\.[^}]*\}/g, '$1')
		.replace(/\[((?:[^[\]\\]|\\[^])*)\]\((?:#ref-[^)]*|<[^>]*>|[^)\s]*)\)(?:\{[^}]*\})?/g, '$1')
		.replace(/\{\.[^}]*\}/g, '')
		.replace(/<(https?:[^>]*)>/g, '$1')
		.replace(/\\(?=[^\p{L}\p{N}\s])/gu, '')
		.replace(/[*_^]/g, '')
		.replace(/[“”„«»]/g, '"')
		.replace(/[‘’]/g, "'")
		.replace(/---?/g, dashes => (dashes.length === 3 ? '—' : '–'))
		.replace(/[\s\u00a0]+/g, ' ')
		.trim();
}

/** The three works pandoc's tests cite from a file that is not among the fixtures, as their outputs tell them. */
const sharedItems: readonly JsonObject[] = [
	{
		id: 'item1',
		type: 'book',
		title: 'First book',
		author: [{ family: 'Doe', given: 'John' }],
		issued: { 'date-parts': [[2005]] },
		publisher: 'Cambridge University Press',
		'publisher-place': 'Cambridge',
	},
	{
		id: 'item2',
		type: 'article-journal',
		title: 'Article',
		author: [{ family: 'Doe', given: 'John' }],
		issued: { 'date-parts': [[2006]] },
		'container-title': 'Journal of Generic Studies',
		volume: '6',
		page: '33-34',
	},
	{
		id: 'пункт3',
		type: 'chapter',
		title: 'Why water is wet',
		author: [
			{ family: 'Doe', given: 'John' },
			{ family: 'Roe', given: 'Jenny' },
		],
		issued: { 'date-parts': [[2007]] },
		'container-title': 'Third book',
		editor: [{ family: 'Smith', given: 'Sam' }],
		publisher: 'Oxford University Press',
		'publisher-place': 'Oxford',
	},
];

/** The plain words of each case's list of references. */
async function citeprocCases(tally: Tally): Promise<Row> {
	const folder = join(fixtures, 'csl-test-suite/citeproc-extra');
	for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })
		.filter(name => name.endsWith('.txt'))
		.sort()) {
		const text = readFileSync(join(folder, file), 'utf8');
		const section = (name: string): string => new RegExp(`>>=+ ${name} =+>>\\n([^]*?)\\n?<<=+ ${name} =+<<`).exec(text)?.[1]?.trim() ?? '';
		const input: unknown = JSON.parse(section('INPUT') || '[]');
		if (section('MODE') !== 'bibliography' || !isArray(input)) {
			continue;
		}
		const items = new Map(input.filter(isObject).map(item => [textOf(item['id']) ?? '', item]));
		const formatter = await openFormatter({
			style: section('CSL'),
			localeOf,
			itemOf: key => items.get(key),
			pause: () => Promise.resolve(),
		});
		const { references } = await formatter.format([...items.keys()].map(key => ({ form: 'parenthetical', cites: [{ key }] })));
		const expected = section('RESULT')
			.replace(/<[^>]*>/g, ' ')
			.replace(/&amp;|&#38;/g, '&')
			.replace(/&lt;|&#60;/g, '<')
			.replace(/&gt;|&#62;/g, '>');
		tally.add(
			file,
			squeezed(expected),
			squeezed(references.map(({ text: nodes }) => textOfFormatted(nodes)).join(' ')),
			citeprocExplanations[file],
		);
	}
	return tally.row;
}

function squeezed(text: string): string {
	return normal(text).replace(/\s/g, '');
}
