import { tableOf } from '../data/table';
import type { Locator } from './syntax';

/**
 * The locator at the start of what follows a key, and the rest of it. For `, pp. 3-5, and passim` that is page `3-5` and the rest `, and
 * passim`; a bare number behind a comma or a space is a page; braces set the bounds by hand: `{ii, A}, passim`, `{}, 99 years later`.
 * https://pandoc.org/MANUAL.html#citations-in-markdown
 *
 * @param bare whether a number without a term is a page even with no comma before it, as in `@doe2020 [3]`
 * @param terms how the document's language writes locators
 * @param english whether English words are understood besides
 * @param withUnnamed whether words in braces that are no place of the language, `{Satz 3}`, are one without a term; else they are rest
 * @param postnote whether a Roman numeral is too where nothing else stands there, as in `\cite[iv]{doe2020}`; among words it may be one of
 * them: `[@doe2020, I think]`
 */
export function splitLocator(
	text: string,
	{ bare = false, postnote = false, terms = [], english = true, withUnnamed = false }: LocatorOptions = {},
): { readonly locator?: Locator; readonly rest: string } {
	const lead = /^\s*(?:,\s*)?/.exec(text)?.[0] ?? '';
	const body = text.slice(lead.length);
	if (body.startsWith('{')) {
		return bracedLocator(body, text, { terms, english, withUnnamed });
	}
	const label = readLabel(body, terms, english);
	if (label !== undefined) {
		const value = readValue(body.slice(label.length), false);
		return value === undefined
			? { rest: text }
			: { locator: { label: label.name, value: value.text }, rest: body.slice(label.length + value.length) };
	}
	if (!bare && !postnote && lead === '') {
		return { rest: text };
	}
	const value = readValue(body, true) ?? (postnote && romanAlone.test(body) ? { text: body.trim(), length: body.length } : undefined);
	return value === undefined ? { rest: text } : { locator: { label: 'page', value: value.text }, rest: body.slice(value.length) };
}

export interface LocatorOptions {
	readonly bare?: boolean;
	readonly postnote?: boolean;
	readonly terms?: LocatorTerms;
	readonly english?: boolean;
	readonly withUnnamed?: boolean;
}

/** Stands for the CSL locator of a place that has no term. */
export const unnamedPlace = 'unnamed';

/** Words in small letters and the CSL locators they stand for, the longest first. */
export type LocatorTerms = readonly (readonly [word: string, label: string])[];

/** `p. 3`, `pp. 3-5`, `chap. 2`. */
export function printLocator({ label, value }: Locator): string {
	const [singular, plural] = abbreviations.get(label) ?? abbreviations.get('page') ?? ['p.', 'pp.'];
	return `${/[-–—,&]/.test(value) ? plural : singular} ${value}`;
}

/** CSL locator terms and how `[@doe2020, ...]` abbreviates each, for one and for several. */
export const abbreviations = tableOf<readonly [singular: string, plural: string]>({
	page: ['p.', 'pp.'],
	chapter: ['chap.', 'chaps.'],
	section: ['sec.', 'secs.'],
	figure: ['fig.', 'figs.'],
	paragraph: ['para.', 'paras.'],
	verse: ['v.', 'vv.'],
	volume: ['vol.', 'vols.'],
	part: ['pt.', 'pts.'],
	book: ['bk.', 'bks.'],
	column: ['col.', 'cols.'],
	folio: ['fol.', 'fols.'],
	issue: ['no.', 'nos.'],
	line: ['l.', 'll.'],
	note: ['n.', 'nn.'],
	opus: ['op.', 'opp.'],
	'sub-verbo': ['s.v.', 's.vv.'],
});

/**
 * Further words for the terms, longest forms of them in full. https://pandoc.org/MANUAL.html#citations-in-markdown names them for English.
 */
const words = tableOf<readonly string[]>({
	page: ['p.', 'p', 'pp.', 'pp', 'page', 'pages'],
	chapter: ['chap.', 'chaps.', 'chapter', 'chapters', 'ch.'],
	section: ['sec.', 'secs.', 'section', 'sections', '§', '§§'],
	figure: ['fig.', 'figs.', 'figure', 'figures'],
	paragraph: ['para.', 'paras.', 'paragraph', 'paragraphs', '¶', '¶¶'],
	verse: ['v.', 'vv.', 'verse', 'verses'],
	volume: ['vol.', 'vols.', 'volume', 'volumes'],
	part: ['pt.', 'pts.', 'part', 'parts'],
	book: ['bk.', 'bks.', 'book', 'books'],
	column: ['col.', 'cols.', 'column', 'columns'],
	folio: ['fol.', 'fols.', 'folio', 'folios'],
	issue: ['no.', 'nos.', 'number', 'numbers', 'issue', 'issues'],
	line: ['l.', 'll.', 'line', 'lines'],
	note: ['n.', 'nn.', 'note', 'notes'],
	opus: ['op.', 'opp.', 'opus', 'opera'],
	'sub-verbo': ['s.v.', 's.vv.', 'sub verbo', 'sub verbis'],
});

const labels: ReadonlyMap<string, string> = new Map([...words].flatMap(([name, forms]) => forms.map(form => [form, name] as const)));

interface Label {
	readonly name: string;
	readonly length: number;
}

function readLabel(text: string, terms: LocatorTerms, english: boolean): Label | undefined {
	const start = text.slice(0, longestTerm).toLowerCase().replace(/\s/g, ' ');
	const term = terms.find(([form]) => start.startsWith(form) && !(/\p{L}$/u.test(form) && /^[\p{L}.]/u.test(start.slice(form.length))));
	if (term !== undefined) {
		return { name: term[1], length: term[0].length };
	}
	const word = !english ? undefined : /^(?:sub\s+verb(?:o|is)|s\.vv?\.|§+|¶+|[\p{L}]+\.?)/u.exec(text)?.[0];
	const name = word === undefined ? undefined : labels.get(word.toLowerCase().replace(/\s+/g, ' '));
	return word === undefined || name === undefined ? undefined : { name, length: word.length };
}

const longestTerm = 40;

interface Value {
	readonly text: string;
	readonly length: number;
}

// `3`, `A3`, `3.2`, `12r`, `3(a)`
const numbered = String.raw`[\p{L}]{0,3}\d[\p{L}\d.:/]*(?:\([\p{L}\d]{1,5}\))*`;
const roman = String.raw`[ivxlcdm]+\b|[IVXLCDM]+\b`;
const enclosed = (one: string) => String.raw`(?:${one}|\[(?:${one})\]|\((?:${one})\))`;
// Emphasis may stand around a place, `p. **32**`; the `S` of `2, S. 3` begins another place.
const joined = (one: string) => new RegExp(String.raw`^(?:\\?\s)*\*{0,2}(${one}(?:\s*(?:[-–—]{1,3}|,|&)\s*${one})*)\*{0,2}`, 'u');
const bareValue = joined(enclosed(numbered));
const termedValue = joined(enclosed(String.raw`${numbered}|${roman}|[A-Z]\b(?!\.)`));
const romanAlone = new RegExp(String.raw`^\s*(?:${roman})(?:\s*[-–—]{1,3}\s*(?:${roman}))?\s*$`);

function readValue(text: string, bare: boolean): Value | undefined {
	const match = (bare ? bareValue : termedValue).exec(text);
	const found = match?.[1]?.replace(/(?<![.:/])[.:/]+$/, '');
	return match === null || found === undefined || found === ''
		? undefined
		: { text: found, length: match[0].length - (/\*$/.test(match[0]) ? 0 : (match[1]?.length ?? 0) - found.length) };
}

function bracedLocator(
	body: string,
	text: string,
	{ terms, english, withUnnamed }: Required<Pick<LocatorOptions, 'terms' | 'english' | 'withUnnamed'>>,
): { readonly locator?: Locator; readonly rest: string } {
	const end = closingBrace(body);
	if (end === undefined) {
		return { rest: text };
	}
	const inside = body
		.slice(1, end)
		.replace(/^\s*,?\s*/, '')
		.trimEnd();
	const rest = body.slice(end + 1);
	if (inside === '') {
		// `{}33`: no place, and words behind a comma, as in pandoc.
		return { rest: /^[\p{L}\p{N}]/u.test(rest) ? `, ${rest}` : rest };
	}
	const label = readLabel(inside, terms, english);
	if (label === undefined && readValue(inside, false) === undefined) {
		return withUnnamed ? { locator: { label: unnamedPlace, value: inside }, rest } : { rest: `, ${inside}${rest}` };
	}
	return { locator: { label: label?.name ?? 'page', value: inside.slice(label?.length ?? 0).trim() }, rest };
}

function closingBrace(text: string): number | undefined {
	let depth = 0;
	for (let at = 0; at < text.length; at += 1) {
		depth += text[at] === '{' ? 1 : text[at] === '}' ? -1 : 0;
		if (depth === 0) {
			return at;
		}
	}
	return undefined;
}
