import { localize } from '../data/localize';
import { tableOf } from '../data/table';
import { editDistance } from '../text/editDistance';
import { parseArxivId } from '../paper/identifiers';
import { parseDoi } from '../paper/doi';
import type { Status } from '../paper/paper';
import { statuses } from '../paper/paper';
import { present } from '../paper/paper';
import type { FieldName } from './fields';
import { wordsIn } from './tokenizer';

/** One thing asked of a paper. `excluded` turns it round. */
export type Clause =
	| {
			readonly kind: 'words';
			/** As the index knows them; several for `score-based`. */
			readonly words: readonly string[];
			readonly field?: FieldName;
			readonly excluded: boolean;
			/** The last word is still being typed and stands for all that start so. */
			readonly unfinished: boolean;
	  }
	| { readonly kind: 'phrase'; readonly words: readonly string[]; readonly field?: FieldName; readonly excluded: boolean }
	/** Both ends included; one may be missing. */
	| { readonly kind: 'year'; readonly from?: number; readonly to?: number; readonly excluded: boolean }
	/** Any of them. */
	| { readonly kind: 'status'; readonly statuses: readonly Status[]; readonly excluded: boolean };

/** A part of a query that can't be meant as it reads: it says nothing, or its words are searched as they are. */
export interface QueryMistake {
	/** UTF-16 offsets in the query. */
	readonly start: number;
	readonly end: number;
	/** A plain sentence. */
	readonly message: string;
}

export interface Query {
	readonly clauses: readonly Clause[];
	readonly mistakes: readonly QueryMistake[];
}

const mostClauses = 32;
const longestQuery = 2000;

/**
 * Reads what a person types: words, `"exact words"`, `-word` for what must not stand there, and `field:word`, `field:"exact words"`,
 * `year:2020`, `year:2020..2023`, `year:2020..`, `status:unread`. Any of these can be excluded with `-`. DOIs and arXiv ids are also found
 * in links. A text without a space behind it is still being typed: its last word stands for all words that start so, and `year:20` for 2000
 * to 2099.
 */
export function parseQuery(text: string): Query {
	const clauses: Clause[] = [];
	const mistakes: QueryMistake[] = [];
	const read = text.slice(0, longestQuery);
	for (const part of partsOf(read)) {
		if (clauses.length === mostClauses) {
			mistakes.push({ start: part.start, end: text.length, message: localize('Only the first {0} words are searched.', mostClauses) });
			break;
		}
		const made = clauseOf(part, read.length);
		if (typeof made === 'string') {
			mistakes.push({ start: part.start, end: part.end, message: made });
		} else if (made !== undefined) {
			clauses.push(made);
			const meant = mistypedField(part);
			if (meant !== undefined) {
				const message = localize('Unknown field “{0}”. Did you mean {1}:{2}?', part.name ?? '', meant, part.value);
				mistakes.push({ start: part.start, end: part.end, message });
			}
		}
	}
	return { clauses, mistakes };
}

/** A part of a query: `-author:"yang song"` has all of it. */
interface Part {
	readonly start: number;
	readonly end: number;
	readonly excluded: boolean;
	readonly name?: string;
	readonly value: string;
	readonly quote: 'none' | 'closed' | 'open';
}

// Behind the sign and the name either quoted words, to the end where the quote is not closed, or anything without a space.
const partPattern = /(-?)(?:([\p{L}]{1,20}):(?=\S))?(?:["“”„]([^"“”„]*)(["“”„]?)|(\S+))/gu;

function* partsOf(text: string): Iterable<Part> {
	for (const match of text.matchAll(partPattern)) {
		const [whole, sign, name, quoted, closing, bare] = match;
		yield {
			start: match.index,
			end: match.index + whole.length,
			excluded: sign === '-',
			...present('name', name?.toLowerCase()),
			value: quoted ?? bare ?? '',
			quote: quoted === undefined ? 'none' : closing === '' ? 'open' : 'closed',
		};
	}
}

/** A message where it cannot be read, nothing where it says nothing yet. */
function clauseOf(part: Part, end: number): Clause | string | undefined {
	const name = part.name ?? '';
	const special = specialClauses.get(name);
	if (special !== undefined) {
		return special(part);
	}
	const link = identifierIn(part);
	if (link !== undefined) {
		return { kind: 'words', words: wordsIn(link), field: 'identifier', excluded: part.excluded, unfinished: part.end === end };
	}
	const field = fieldNames.get(name);
	// `BERT:Pre-training` is no field but what somebody pasted.
	const value = field === undefined && name !== '' ? `${name} ${part.value}` : part.value;
	return textClause(part, value, field, end);
}

function textClause(part: Part, value: string, field: FieldName | undefined, end: number): Clause | undefined {
	const words = wordsIn(value);
	if (words.length === 0) {
		return undefined;
	}
	const base = { words, excluded: part.excluded, ...present('field', field) };
	// What is left out is left out exactly: `-mod` on its way to `-model` must not hide everything else that starts with it.
	if (part.quote === 'closed' || part.excluded) {
		return words.length > 1 ? { kind: 'phrase', ...base } : { kind: 'words', ...base, unfinished: false };
	}
	return { kind: 'words', ...base, unfinished: part.end === end && !/\s$/.test(value) };
}

/** The DOI or arXiv id of a link or prefixed id; plain ids are words like others. */
function identifierIn({ name, value, quote }: Part): string | undefined {
	if (quote !== 'none' || !(name === 'http' || name === 'https' || name === 'doi' || name === 'arxiv')) {
		return undefined;
	}
	const text = `${name}:${value}`;
	return parseArxivId(text) ?? parseDoi(text);
}

const specialClauses = tableOf<(part: Part) => Clause | string>({
	year: yearClause,
	date: yearClause,
	status: statusClause,
	is: statusClause,
	// Asked of PDFs, by those who have their words: fullTextParts takes it out before.
	fulltext: () => 'fulltext: asks for words of PDFs, which aren’t searched here.',
});

/**
 * A query in two: what is asked of papers, and what of the words of their PDFs, `fulltext:word` and `fulltext:"exact words"`; that without
 * the field's name. The last word of each is still being typed if it is so in the whole.
 */
export function fullTextParts(text: string): { readonly papers: string; readonly pages: string } {
	const parts = [...partsOf(text)];
	const written = (part: Part) => text.slice(part.start, part.end);
	const asks = (part: Part) => part.name === 'fulltext';
	const joined = (some: readonly string[], last: Part | undefined) =>
		some.join(' ') +
		(some.length > 0 && last !== parts.at(-1) ? ' ' : '') +
		(last !== undefined && last === parts.at(-1) ? text.slice(last.end) : '');
	const pages = parts.filter(asks);
	const papers = parts.filter(part => !asks(part));
	return {
		papers: joined(papers.map(written), papers.at(-1)),
		pages: joined(
			pages.map(part => written(part).replace(/fulltext:/i, '')),
			pages.at(-1),
		),
	};
}

const fieldNames = tableOf<FieldName>({
	title: 'title',
	ti: 'title',
	author: 'author',
	authors: 'author',
	au: 'author',
	by: 'author',
	abstract: 'abstract',
	ab: 'abstract',
	tag: 'tag',
	tags: 'tag',
	keyword: 'tag',
	key: 'key',
	citekey: 'key',
	venue: 'venue',
	journal: 'venue',
	in: 'venue',
	id: 'identifier',
	doi: 'identifier',
	arxiv: 'identifier',
	pmid: 'identifier',
	collection: 'collection',
	folder: 'collection',
});

/** The field that was meant by `autor:smith`; `undefined` for fields, and for `BERT:Pre-training`. */
function mistypedField({ name, quote }: Part): string | undefined {
	if (name === undefined || name.length < 3 || fieldNames.has(name) || specialClauses.has(name) || addressSchemes.has(name)) {
		return undefined;
	}
	const most = name.length < 5 && quote === 'none' ? 1 : 2;
	const [nearest] = [...searchFields, ...otherNames]
		.map(field => ({ field, distance: editDistance(name, field, most) }))
		.filter(({ distance }) => distance <= most)
		.sort((one, other) => one.distance - other.distance);
	return nearest?.field;
}

const addressSchemes: ReadonlySet<string> = new Set(['http', 'https', 'doi', 'arxiv']);

const otherNames = ['authors', 'tags', 'keyword', 'journal', 'folder', 'fulltext'];

/** The fields that help texts name, the most used first. */
export const searchFields = ['author', 'year', 'title', 'tag', 'venue', 'status', 'collection', 'abstract', 'key', 'id'] as const;

function yearClause({ value, excluded }: Part): Clause | string {
	const single = /^(\d{1,4})$/.exec(value);
	const range = /^(\d{0,4})(?:\.\.+|…|-|–)(\d{0,4})$/.exec(value);
	const bound = /^([<>]=?)(\d{1,4})$/.exec(value);
	if (single) {
		return { kind: 'year', from: earliest(value), to: latest(value), excluded };
	}
	if (range) {
		const [, from = '', to = ''] = range;
		return {
			kind: 'year',
			...present('from', from === '' ? undefined : earliest(from)),
			...present('to', to === '' ? undefined : latest(to)),
			excluded,
		};
	}
	if (bound) {
		const [, sign = '', year = ''] = bound;
		const step = sign.endsWith('=') ? 0 : 1;
		return sign.startsWith('<')
			? { kind: 'year', to: latest(year) - step, excluded }
			: { kind: 'year', from: earliest(year) + step, excluded };
	}
	return localize("“{0}” isn't a year. Use year:2020 or year:2020..2023.", value);
}

/** `20` on its way to `2021`: 2000. */
function earliest(digits: string): number {
	return Number(digits.padEnd(4, '0'));
}

function latest(digits: string): number {
	return Number(digits.padEnd(4, '9'));
}

function statusClause({ value, excluded }: Part): Clause | string {
	const typed = value.toLowerCase();
	const exact = statuses.filter(status => status === typed);
	const meant = exact.length > 0 ? exact : statuses.filter(status => typed !== '' && status.startsWith(typed));
	return meant.length > 0
		? { kind: 'status', statuses: meant, excluded }
		: localize('“{0}” isn’t a status. Use {1}.', value, statuses.map(status => `status:${status}`).join(', '));
}
