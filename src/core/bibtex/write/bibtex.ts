import { monthMacro } from '../../paper/dates';
import type { Dialect } from '../entryTypes';
import { cslTypes, entryTypeOf, kindOfEntry } from '../entryTypes';
import type { BibtexFieldKind } from '../fields';
import { fieldRows, rowOfVariable } from '../fields';
import { babelName } from '../languages';
import { isObject, ownValue, stringsOf, textOf } from '../../data/json';
import type { Json } from '../../data/json';
import type { CslDate, IncomingPaper } from '../../paper/paper';
import { dateOf, namesOf } from '../../paper/values';
import { edtfOf } from '../../paper/writeEdtf';
import { groupsField } from '../jabrefNames';
import { nameToTex } from './nameToTex';
import { isTexHazard } from './texHazards';
import { balanced, textToTex, wordsToTex } from './texWriter';
import { addressPart } from '../../text/addressPart';

/** Papers as BibTeX entries, in UTF-8, one empty line between two. What BibTeX has no field for is left out. */
export function toBibtex(papers: readonly IncomingPaper[]): string {
	return papers.map(paper => entryOf(paper, 'bibtex')).join('\n');
}

/** Papers as biblatex entries, for biber. https://ctan.org/pkg/biblatex */
export function toBiblatex(papers: readonly IncomingPaper[]): string {
	return papers.map(paper => entryOf(paper, 'biblatex')).join('\n');
}

function entryOf(paper: IncomingPaper, dialect: Dialect): string {
	const type = entryTypeOf(paper.type, textOf(paper['genre']), dialect);
	const fields = [
		...tableFields(paper, type, dialect),
		...eprintFields(paper, dialect),
		...subtypeField(paper, type),
		...customFields(paper),
	];
	// Names of fields do not tell cases apart.
	const names = new Set<string>();
	const unique = fields.filter(([name]) => names.size < names.add(name.toLowerCase()).size);
	const lines = unique.map(([name, value]) => `  ${name} = ${value}`);
	return `@${type}{${[writtenKey(paper['citation-key'] ?? ''), ...lines].join(',\n')}\n}\n`;
}

/**
 * A key as it stands in an entry: without what ends a key in BibTeX or begins a comment or command in LaTeX. All else is written as it is
 * cited.
 */
export function writtenKey(key: string): string {
	return key.replace(/[\s,{}%\\]/g, '');
}

/** A field as it is written into an entry: its name, and its value in braces or as a macro. */
export type Field = readonly [name: string, value: string];

/** The fields in which an entry of a type has one variable of a paper; none where the paper, or BibTeX, has none. */
export function fieldsOfVariable(paper: IncomingPaper, variable: string, type: string, dialect: Dialect): readonly Field[] {
	switch (variable) {
		case 'identifiers.arxiv':
			return eprintFields(paper, dialect);
		case 'entrysubtype':
			return subtypeField(paper, type);
		default:
			return tableField(paper, variable, type, dialect);
	}
}

function tableFields(paper: IncomingPaper, type: string, dialect: Dialect): readonly Field[] {
	return [...new Set(fieldRows.map(row => row.variable))].flatMap(variable => tableField(paper, variable, type, dialect));
}

function tableField(paper: IncomingPaper, variable: string, type: string, dialect: Dialect): readonly Field[] {
	const value = ownValue(paper, variable);
	const found = rowOfVariable(type, variable, dialect);
	if (value === undefined || found === undefined || (variable === 'genre' && kindOfEntry(type).genre === value)) {
		return [];
	}
	if (variable === 'issued' && dialect === 'bibtex') {
		return bibtexDate(dateOf(value) ?? {});
	}
	if (found.row.kind === 'date') {
		return dateField(found.name, dateOf(value) ?? {});
	}
	const text = writers[found.row.kind](value, dialect, variable);
	return text === undefined || text === '' ? [] : [[found.name, `{${text}}`]];
}

type Writer = (value: Json, dialect: Dialect, variable: string) => string | undefined;

const writers: Readonly<Record<Exclude<BibtexFieldKind, 'date'>, Writer>> = {
	prose: (value, _dialect, variable) =>
		variable === 'note'
			? linesOf(value, true)
			: textToTexOf(value, { markup: true, protect: variable === 'title' || variable === 'title-short' }),
	plain: (value, _dialect, variable) => (variable === 'annote' ? linesOf(value, false) : textToTexOf(value, {})),
	// Some styles set a DOI as TeX.
	verbatim: value => textOf(value)?.replace(/[{}\s]|\\(?=[A-Za-z@])|\^(?=\^)/g, addressPart),
	// For biblatex these are lists, which "and" parts.
	list: (value, dialect) => {
		const text = textOf(value);
		return text === undefined ? undefined : dialect === 'biblatex' && /\sand\s/i.test(text) ? `{${textToTex(text)}}` : textToTex(text);
	},
	names: (value, dialect) =>
		namesOf(value)
			.map(name => nameToTex(name, dialect))
			.join(' and '),
	pages: value =>
		textOf(value)
			?.split(',')
			.map(range => textToTex(range.trim()).replace(/(?<=[\w}])\s*[-–]\s*(?=[\w\\{])/, '--'))
			.join(', '),
	language: value => {
		const tag = textOf(value);
		return tag === undefined ? undefined : (babelName(tag) ?? textToTex(tag));
	},
	tags: value =>
		stringsOf(value)
			.map(tag => (/,/.test(tag) ? `{${textToTex(tag)}}` : textToTex(tag)))
			.join(', '),
	groups: value => groupsField(stringsOf(value)),
};

/**
 * A note whose lines stay lines, as in Zotero's `tex.x = y`: TeX joins them where no `\\\\` parts them. Markup and formulae may reach over
 * lines.
 */
function linesOf(value: Json, markup: boolean): string | undefined {
	const text = textOf(value);
	return text === undefined || /[$<]/.test(text)
		? textToTexOf(value, { markup })
		: text
				.split(/(?<![\n\\])\n(?!\n)/)
				.map(line => textToTex(line))
				.join('\\\\\n');
}

function textToTexOf(value: Json, options: { readonly markup?: boolean; readonly protect?: boolean }): string | undefined {
	const text = textOf(value);
	return text === undefined ? undefined : textToTex(text, options);
}

function dateField(name: string, date: CslDate): readonly Field[] {
	const edtf = edtfOf(date);
	if (edtf !== undefined) {
		return [[name, `{${edtf}}`]];
	}
	const literal = date.literal ?? date.raw;
	return literal === undefined ? [] : [[name === 'date' ? 'year' : name, `{${textToTex(literal)}}`]];
}

/**
 * `year = {2020}, month = may, day = {4}`, which classic styles print as they stand. What a year can't say, a range, a season or doubt,
 * stands beside them as biblatex's `date`, which BibTeX passes over.
 */
function bibtexDate(date: CslDate): readonly Field[] {
	const [first, last] = date['date-parts'] ?? [];
	const [year, month, day] = (first ?? []).map(Number);
	if (year === undefined || Number.isNaN(year)) {
		return dateField('date', date).map(([, value]) => ['year', value]);
	}
	const macro = month === undefined ? undefined : monthMacro(month);
	const isMore = last !== undefined || date['circa'] !== undefined || date['season'] !== undefined;
	return [
		['year', `{${year}}`],
		...(macro === undefined ? [] : [['month', macro] as const]),
		...(macro === undefined || day === undefined ? [] : [['day', `{${day}}`] as const]),
		...(isMore ? dateField('date', date) : []),
	];
}

/**
 * biblatex tells kinds of articles apart by it. What has no entry type of its own keeps its CSL type there: no standard style looks at it,
 * and the reader finds it again.
 */
function subtypeField({ type }: IncomingPaper, entryType: string): readonly Field[] {
	const subtype = /^article-(magazine|newspaper)$/.exec(type)?.[1];
	return subtype !== undefined
		? [['entrysubtype', `{${subtype}}`]]
		: kindOfEntry(entryType).type === type || !cslTypes.has(type)
			? []
			: [['entrysubtype', `{${type}}`]];
}

function eprintFields(paper: IncomingPaper, dialect: Dialect): readonly Field[] {
	const arxiv = paper.identifiers?.arxiv;
	const prefix = dialect === 'bibtex' ? 'archiveprefix' : 'eprinttype';
	return arxiv === undefined
		? []
		: [
				['eprint', `{${arxiv}}`],
				[prefix, '{arXiv}'],
			];
}

/** Fields of the source that CSL has no variable for, kept as they were written, unless their TeX does more than set words. */
function customFields(paper: IncomingPaper): readonly Field[] {
	const custom = isObject(paper['custom']) ? paper['custom'] : {};
	return Object.entries(custom).flatMap(([name, value]) => {
		const text = textOf(value);
		return text === undefined || !/^[a-z][\w+:-]*$/i.test(name) || !balanced(text)
			? []
			: [[name, `{${isTexHazard(text) ? wordsToTex(text) : text}}`] as const];
	});
}
