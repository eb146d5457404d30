import { localize } from '../data/localize';
import { tableOf } from '../data/table';
import { editDistance } from '../text/editDistance';
import { parseArxivId } from '../paper/identifiers';
import { dayOf } from '../paper/dueDate';
import { readDueDate } from '../paper/readDueDate';
import { parseDoi } from '../paper/doi';
import type { Status } from '../paper/paper';
import { statuses } from '../paper/paper';
import { present } from '../paper/paper';
import { had } from './facts';
import type { FactClause, Had, InstantField } from './facts';
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
	| { readonly kind: 'status'; readonly statuses: readonly Status[]; readonly excluded: boolean }
	/** All of any branch. */
	| { readonly kind: 'either'; readonly branches: readonly (readonly Clause[])[]; readonly excluded: boolean }
	| FactClause;

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
 * `year:2020`, `year:2020..2023`, `year:2020..`, `status:unread`, `rating:>=3`, `added:<7d`, `read:2026-11`, `has:note`, `cited:here`. Any
 * of these can be excluded with `-` or `NOT`. `OR` parts what may be met instead: `a b OR c` finds papers with a and b, and papers with c.
 * Parentheses keep parts together, also of one field: `tag:(x OR y)`. DOIs and arXiv ids are also found in links. A text without a space
 * behind it is still being typed: its last word stands for all words that start so, and `year:20` for 2000 to 2099.
 * @param now relative dates count from here
 */
export function parseQuery(text: string, now: Date = new Date()): Query {
	const reader = new QueryReader(text, now);
	return { clauses: reader.read(), mistakes: reader.mistakes.sort((a, b) => a.start - b.start) };
}

const deepestGroup = 8;

class QueryReader {
	readonly mistakes: QueryMistake[] = [];
	private readonly text: string;
	private readonly tokens: readonly Token[];
	private at = 0;
	private count = 0;

	constructor(
		private readonly whole: string,
		private readonly now: Date,
	) {
		this.text = whole.slice(0, longestQuery);
		this.tokens = [...tokensOf(this.text)];
	}

	read(): readonly Clause[] {
		return this.either(0, undefined);
	}

	/** Up to the end of a group. One branch alone is no choice: its clauses are given. */
	private either(depth: number, name: string | undefined): readonly Clause[] {
		const branches: (readonly Clause[])[] = [];
		let before: Token | undefined;
		for (;;) {
			const branch = this.all(depth, name);
			const token = this.tokens[this.at];
			const choice = token?.kind === 'or' ? token : before;
			if (branch.length > 0) {
				branches.push(branch);
			} else if (choice !== undefined) {
				this.mistake(choice, localize('OR needs a term on both sides.'));
			}
			if (token?.kind !== 'or') {
				break;
			}
			before = token;
			this.at += 1;
		}
		return branches.length > 1 ? [{ kind: 'either', branches, excluded: false }] : (branches[0] ?? []);
	}

	/** Up to the next OR or the end of the group. */
	private all(depth: number, name: string | undefined): readonly Clause[] {
		const clauses: Clause[] = [];
		for (
			let token = this.tokens[this.at];
			token !== undefined && token.kind !== 'or' && token.kind !== 'close';
			token = this.tokens[this.at]
		) {
			this.at += 1;
			if (token.kind === 'part') {
				clauses.push(...this.clausesOf(name === undefined || token.part.name !== undefined ? token.part : { ...token.part, name }));
			} else {
				clauses.push(...this.group(token, depth, name));
			}
		}
		return clauses;
	}

	private group(open: Extract<Token, { kind: 'open' }>, depth: number, name: string | undefined): readonly Clause[] {
		if (depth === deepestGroup) {
			this.mistake(open, localize('Parentheses nest too deep.'));
		}
		const inner = this.either(depth + 1, open.name ?? name);
		if (this.tokens[this.at]?.kind === 'close') {
			this.at += 1;
		} else {
			this.mistake(open, localize('This parenthesis isn’t closed.'));
		}
		return !open.excluded || inner.length === 0 ? inner : [{ kind: 'either', branches: [inner], excluded: true }];
	}

	private clausesOf(part: Part): readonly Clause[] {
		if (this.count >= mostClauses) {
			if (this.count === mostClauses) {
				this.count += 1;
				this.mistake({ start: part.start, end: this.whole.length }, localize('Only the first {0} words are searched.', mostClauses));
			}
			return [];
		}
		const made = clauseOf(part, this.text.length, this.now);
		if (typeof made === 'string') {
			this.mistake(part, made);
			return [];
		}
		if (made === undefined) {
			return [];
		}
		this.count += 1;
		const meant = mistypedField(part);
		if (meant !== undefined) {
			this.mistake(part, localize('Unknown field “{0}”. Did you mean {1}:{2}?', part.name ?? '', meant, part.value));
		}
		return [made];
	}

	private mistake({ start, end }: { readonly start: number; readonly end: number }, message: string): void {
		this.mistakes.push({ start, end, message });
	}
}

/** A part of a query with what holds parts together. */
export type Token =
	| { readonly kind: 'part'; readonly part: Part; readonly start: number; readonly end: number }
	| { readonly kind: 'open'; readonly excluded: boolean; readonly name?: string; readonly start: number; readonly end: number }
	| { readonly kind: 'or'; readonly start: number; readonly end: number }
	| { readonly kind: 'close'; readonly start: number; readonly end: number };

const openPattern = /(-?)(?:(\p{L}{1,20}):)?\(/uy;
const operatorPattern = /(?:OR|AND|NOT)(?![^\s()])/y;

/** Whether `OR`, `AND` and `NOT` are operators of a query: in a title that shouts, they are words. */
export function readsOperators(query: string): boolean {
	return /\p{Ll}/u.test(query);
}

/** @param hasOperators given where a text is a part of a query */
export function* tokensOf(text: string, hasOperators = readsOperators(text)): Generator<Token> {
	let depth = 0;
	/** Where the NOT before what comes next begins. */
	let notAt: number | undefined;
	for (let at = 0; at < text.length;) {
		const open = matchAt(openPattern, text, at);
		const operator = hasOperators ? matchAt(operatorPattern, text, at) : undefined;
		if (/\s/.test(text.charAt(at))) {
			at += 1;
		} else if (open !== undefined && (open[2] === undefined || isField(open[2].toLowerCase())) && depth <= deepestGroup) {
			const end = at + open[0].length;
			const excluded = (notAt === undefined) === (open[1] === '-');
			yield { kind: 'open', excluded, ...present('name', open[2]?.toLowerCase()), start: notAt ?? at, end };
			depth += 1;
			notAt = undefined;
			at = end;
		} else if (text[at] === ')' && depth > 0) {
			depth -= 1;
			yield { kind: 'close', start: at, end: at + 1 };
			notAt = undefined;
			at += 1;
		} else if (operator !== undefined) {
			const end = at + operator[0].length;
			if (operator[0] === 'OR') {
				yield { kind: 'or', start: at, end };
			}
			notAt = operator[0] === 'NOT' ? at : undefined;
			at = end;
		} else {
			const part = partAt(text, at, depth > 0);
			const isTurned = notAt !== undefined;
			const start = notAt ?? part.start;
			yield { kind: 'part', part: { ...part, start, excluded: part.excluded !== isTurned }, start, end: part.end };
			notAt = undefined;
			at = Math.max(part.end, at + 1);
		}
	}
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
	pattern.lastIndex = at;
	return pattern.exec(text) ?? undefined;
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
const partPattern = /(-?)(?:([\p{L}]{1,20}):(?=\S))?(?:["“”„]([^"“”„]*)(["“”„]?)|(\S+))/uy;

/** The part that begins at an offset; within a group it ends before the parenthesis that closes it. */
function partAt(text: string, at: number, isInGroup: boolean): Part {
	const [whole, sign, name, quoted, closing, bare = ''] = matchAt(partPattern, text, at) ?? [text.charAt(at)];
	const value = quoted ?? (isInGroup ? beforeClosing(bare) : bare);
	const end = at + whole.length - (quoted === undefined ? bare.length - value.length : 0);
	const excluded = sign === '-';
	// `(has:)` asks for a word, as `has:` before a space does.
	if (quoted === undefined && value === '' && name !== undefined) {
		return { start: at, end, excluded, value: `${name}:`, quote: 'none' };
	}
	return {
		start: at,
		end,
		excluded,
		...present('name', name?.toLowerCase()),
		value,
		quote: quoted === undefined ? 'none' : closing === '' ? 'open' : 'closed',
	};
}

function beforeClosing(bare: string): string {
	let depth = 0;
	for (let at = 0; at < bare.length; at += 1) {
		depth += bare[at] === '(' ? 1 : bare[at] === ')' ? -1 : 0;
		if (depth < 0) {
			return bare.slice(0, at);
		}
	}
	return bare;
}

/** A message where it cannot be read, nothing where it says nothing yet. */
function clauseOf(part: Part, end: number, now: Date): Clause | string | undefined {
	const name = part.name ?? '';
	const special = specialClauses.get(name);
	if (special !== undefined) {
		return special(part, now);
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

const specialClauses = tableOf<(part: Part, now: Date) => Clause | string>({
	year: yearClause,
	date: yearClause,
	status: statusClause,
	is: isClause,
	rating: ratingClause,
	added: (part, now) => instantClause(part, 'added', now),
	updated: (part, now) => instantClause(part, 'updated', now),
	due: dueClause,
	read: readClause,
	has: hasClause,
	cited: citedClause,
	// Asked of PDFs, by those who have their words: fullTextParts takes it out before.
	fulltext: () => localize('fulltext: searches the text of PDFs, which isn’t available here.'),
});

/**
 * A query in two: what is asked of papers, and what of the words of their PDFs, `fulltext:word` and `fulltext:"exact words"`; that without
 * the field's name. The last word of each is still being typed if it is so in the whole.
 */
export function fullTextParts(text: string): { readonly papers: string; readonly pages: string } {
	const tokens = [...tokensOf(text)];
	const written = (token: Token) => text.slice(token.start, token.end);
	const asks = (token: Token) => token.kind === 'part' && token.part.name === 'fulltext';
	const joined = (some: readonly string[], last: Token | undefined) =>
		some.join(' ') +
		(some.length > 0 && last !== tokens.at(-1) ? ' ' : '') +
		(last !== undefined && last === tokens.at(-1) ? text.slice(last.end) : '');
	const pages = tokens.filter(asks);
	const papers = tokens.filter(token => !asks(token));
	return {
		papers: joined(papers.map(written), papers.at(-1)),
		pages: joined(
			pages.map(token => written(token).replace(/fulltext:/i, '')),
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
export const searchFields = [
	'author',
	'year',
	'title',
	'tag',
	'venue',
	'status',
	'collection',
	'abstract',
	'key',
	'id',
	'rating',
	'added',
	'due',
	'read',
	'has',
	'cited',
] as const;

function isField(name: string): boolean {
	return fieldNames.has(name) || specialClauses.has(name);
}

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
	return localize('“{0}” isn’t a year. Use year:2020 or year:2020..2023.', value);
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

function isClause(part: Part): Clause | string {
	const what = marks.get(part.value.toLowerCase());
	return what === undefined ? statusClause(part) : { kind: 'has', what, excluded: part.excluded };
}

const marks = tableOf<Had>({ pinned: 'pin', queued: 'queue' });

function hasClause({ value, excluded }: Part): Clause | string {
	const typed = value.toLowerCase().replace(/s$/, '');
	const what = had.find(name => name === typed) ?? (typed === '' ? undefined : had.find(name => name.startsWith(typed)));
	return what === undefined
		? localize('Unknown value “{0}”. Use {1}.', value, had.map(name => `has:${name}`).join(', '))
		: { kind: 'has', what, excluded };
}

function citedClause({ value, excluded }: Part): Clause | string {
	return value !== '' && 'here'.startsWith(value.toLowerCase())
		? { kind: 'has', what: 'citation', excluded }
		: localize('Use cited:here for papers that a document in the workspace cites or links.');
}

/** `4`, `>=3`, `<3`, `3..5`. */
function ratingClause({ value, excluded }: Part): Clause | string {
	const [, sign = '', from = '', isRange, to = ''] = /^([<>]=?)?(\d(?:\.\d+)?)?(\.\.)?(\d(?:\.\d+)?)?$/.exec(value) ?? [];
	if (from === '' && to === '') {
		return localize('“{0}” isn’t a rating. Use rating:4, rating:>=3 or rating:3..5.', value);
	}
	if (isRange !== undefined) {
		return {
			kind: 'rating',
			...present('from', from === '' ? undefined : Number(from)),
			...present('to', to === '' ? undefined : Number(to)),
			excluded,
		};
	}
	const bound = Number(from);
	const beyond = sign.endsWith('=') ? 0 : 1e-9;
	return sign.startsWith('<')
		? { kind: 'rating', to: bound - beyond, excluded }
		: { kind: 'rating', from: sign === '' ? bound : bound + beyond, ...present('to', sign === '' ? bound : undefined), excluded };
}

const units = tableOf<(date: Date, count: number) => Date>({
	d: (date, count) => new Date(date.getTime() - count * dayLength),
	w: (date, count) => new Date(date.getTime() - 7 * count * dayLength),
	m: (date, count) => new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - count, date.getUTCDate(), date.getUTCHours())),
	y: (date, count) => new Date(Date.UTC(date.getUTCFullYear() - count, date.getUTCMonth(), date.getUTCDate(), date.getUTCHours())),
});

/** Milliseconds. */
const dayLength = 86_400_000;

/** `<7d` for the last seven days, `>1y` for what is longer ago, `2026-03`, `>=2026-03-01`, `2026-01..2026-03`. Days are those of UTC. */
function instantClause({ value, excluded }: Part, field: InstantField, now: Date, instantOf = isoInstant): Clause | string {
	const [, younger, count = '', unit = ''] = /^([<>]?)=?(\d{1,4})([dwmy])$/i.exec(value) ?? [];
	const ago = units.get(unit.toLowerCase())?.(now, Number(count));
	if (ago !== undefined) {
		return { kind: 'instant', field, ...(younger === '>' ? { to: instantOf(ago) } : { from: instantOf(ago) }), excluded };
	}
	const [, sign = '', first = '', isRange, last = ''] = /^([<>]=?)?(\d{4}(?:-\d\d){0,2})?(\.\.)?(\d{4}(?:-\d\d){0,2})?$/.exec(value) ?? [];
	if (first === '' && last === '') {
		return localize('“{0}” isn’t a time. Use {1}:<7d, {1}:2026-03 or {1}:>=2026-03-01.', value, field);
	}
	const [start, end] = [first, isRange === undefined ? first : last].map(date => (date === '' ? undefined : date));
	const bounds = sign.startsWith('<')
		? { to: sign.endsWith('=') ? after(first) : first }
		: sign.startsWith('>')
			? { from: sign.endsWith('=') ? first : after(first) }
			: { ...present('from', start), ...present('to', end === undefined ? undefined : after(end)) };
	return { kind: 'instant', field, ...bounds, excluded };
}

/** `<7d` for what is due in the next seven days, `overdue`, and dates as those of {@link instantClause}. */
function dueClause(part: Part, now: Date): Clause | string {
	const { value, excluded } = part;
	const today = dayOf(now);
	if (/^overdue$/i.test(value)) {
		return { kind: 'instant', field: 'due', to: today, excluded };
	}
	if (/^today$/i.test(value)) {
		return { kind: 'instant', field: 'due', from: today, to: after(today), excluded };
	}
	const [, sign, span = ''] = /^([<>]?)=?(\d{1,4}[dwmy])$/i.exec(value) ?? [];
	const day = span === '' ? undefined : readDueDate(span, today, 'en');
	return day === undefined
		? instantClause(part, 'due', now)
		: { kind: 'instant', field: 'due', ...(sign === '>' ? { from: after(day) } : { to: after(day) }), excluded };
}

/** `today`, and times as those of {@link instantClause}, by the day. */
function readClause(part: Part, now: Date): Clause | string {
	const { value, excluded } = part;
	const today = dayOf(now);
	if (/^today$/i.test(value)) {
		return { kind: 'instant', field: 'read', from: today, to: after(today), excluded };
	}
	return instantClause(part, 'read', now, dayOf);
}

function isoInstant(date: Date): string {
	return date.toISOString();
}

/** What every instant of a year, a month or a day is before, and none after it: `~` comes after the digits and signs of instants. */
function after(date: string): string {
	return `${date}~`;
}
