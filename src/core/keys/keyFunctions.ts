import { tableOf } from '../data/table';
import { monthMacro, twoDigits, yearOf } from '../paper/dates';
import { textOf } from '../data/json';
import { fullName } from '../paper/names';
import type { CslDate, IncomingPaper, Name } from '../paper/paper';
import { dateOf, namesOf } from '../paper/values';
import { literalPattern } from '../text/literalPattern';
import { asciiOf, capitalise, nameOf, withoutPunctuation, withoutSkipped, wordsOfTitle } from './keyWords';
import type { KeyArgument, KeyArguments } from './keyCall';

/** A function's or filter's text, words parted by spaces; `undefined` goes on with the pattern's next alternative. */
export type KeyText = string | undefined;

export interface KeyFunction {
	readonly parameters: readonly string[];
	read(paper: IncomingPaper, given: KeyArguments): KeyText;
}

export interface KeyFilter {
	readonly parameters: readonly string[];
	change(text: string, given: KeyArguments): KeyText;
}

/** Family names, of editors or translators where there are no authors; with initials behind them on request. */
function people(paper: IncomingPaper, given: KeyArguments): readonly string[] {
	const wanted = given.text('creator', '*');
	const names =
		wanted === '*' || wanted === ''
			? (['author', 'editor', 'translator'].map(role => namesOf(paper[role])).find(found => found.length > 0) ?? [])
			: namesOf(paper[wanted]);
	return names.map(name => nameOf(name) + (given.flag('initials') ? initialsOf(name) : '')).filter(name => name !== '');
}

function initialsOf(name: Name): string {
	return asciiOf(name.given ?? '').replace(/[^\p{Lu}]/gu, '');
}

const creator = ['creator', 'initials', 'sep'];

/** A function of the names; papers without any have nothing to say. */
function ofPeople(parameters: readonly string[], read: (names: readonly string[], given: KeyArguments) => string): KeyFunction {
	return {
		parameters,
		read: (paper, given) => {
			const names = people(paper, given);
			return names.length === 0 ? '' : read(names, given);
		},
	};
}

/** Physics has papers of five thousand authors, whose names would make a key of 45,000 characters. */
const mostPeople = 30;

/** The first `n`, and "EtAl" for the others. */
const firstPeople = ofPeople(['n', ...creator], (names, given) => {
	const count = given.number('n', 0) || mostPeople;
	return [...names.slice(0, count), ...(names.length > count ? ['EtAl'] : [])].join(given.text('sep', ' '));
});

function shortTitle(count: number, capitals: number): KeyFunction {
	return {
		parameters: ['n', 'm'],
		read: (paper, given) => {
			const words = wordsOfTitle(paper.title).slice(0, given.number('n', count));
			return words.map((word, index) => (index < given.number('m', capitals) ? capitalise(word) : word)).join(' ');
		},
	};
}

function field(read: (paper: IncomingPaper) => string | undefined): KeyFunction {
	return { parameters: [], read: paper => read(paper) ?? '' };
}

function written(name: string): KeyFunction {
	return field(paper => textOf(paper[name])?.replace(/<[^<>]{1,100}>/g, ''));
}

function partOf(date: CslDate | undefined, index: number): number | undefined {
	const part = Number(date?.['date-parts']?.[0]?.[index]);
	return part > 0 ? part : undefined;
}

/** `%Y-%m-%d` as far as the date goes. */
function formatDate(date: CslDate | undefined, format: string): string {
	const [year, month, day] = [yearOf(date), partOf(date, 1), partOf(date, 2)];
	const parts = tableOf<string | undefined>({
		Y: year === undefined ? undefined : String(year),
		y: year === undefined ? undefined : String(year).slice(-2),
		m: month === undefined ? undefined : twoDigits(month),
		d: day === undefined ? undefined : twoDigits(day),
	});
	let known = true;
	return format.replace(/[^%]{0,99}%-?([YymdoH])/g, (whole, part: string) => {
		const value = parts.get(part);
		known &&= value !== undefined;
		return known ? whole.replace(/%-?[YymdoH]/, value ?? '') : '';
	});
}

function pageAt(paper: IncomingPaper, index: number): string {
	return (
		(textOf(paper['page']) ?? '')
			.split(/[-–—,+\s]+/)
			.filter(part => part !== '')
			.at(index) ?? ''
	);
}

/** Passes where the paper has one of the values asked for; without any it says its own. */
function test(own: (paper: IncomingPaper) => string): KeyFunction {
	return {
		parameters: [],
		read: (paper, given) => {
			const value = own(paper);
			const wanted = given.all.map(word => word.toLowerCase().replace(/[-_\s]/g, ''));
			return wanted.length === 0 ? value : wanted.includes(value.toLowerCase().replace(/[-_\s]/g, '')) ? '' : undefined;
		},
	};
}

/** By name; names that begin with a capital letter are fields as they stand. */
export const keyFunctions: ReadonlyMap<string, KeyFunction> = new Map(
	Object.entries<KeyFunction>({
		auth: ofPeople(['n', 'm', 'creator', 'initials'], (names, given) =>
			(names[given.number('m', 1) - 1] ?? '').slice(0, given.number('n', 0) || undefined),
		),
		authors: firstPeople,
		authorsn: firstPeople,
		authorlast: ofPeople(creator, names => names.at(-1) ?? ''),
		authforeini: { parameters: ['creator'], read: paper => initialsOf((paper.author ?? [])[0] ?? {}) },
		authorlastforeini: { parameters: ['creator'], read: paper => initialsOf((paper.author ?? []).at(-1) ?? {}) },
		authorsalpha: ofPeople(creator, (names, given) => {
			const initials = (count: number) =>
				names
					.slice(0, count)
					.map(name => name.charAt(0))
					.join(given.text('sep', ' '));
			return names.length === 1 ? (names[0] ?? '').slice(0, 3) : names.length <= 4 ? initials(4) : `${initials(3)}+`;
		}),
		authini: ofPeople(['n', ...creator], (names, given) =>
			names.map(name => name.slice(0, given.number('n', 0) || undefined)).join(given.text('sep', '.')),
		),
		authorini: ofPeople(creator, ([first = '', ...others], given) =>
			[first.slice(0, 5), ...others.map(name => name.charAt(0))].join(given.text('sep', '.')),
		),
		authauthea: ofPeople(creator, (names, given) =>
			[...names.slice(0, 2), ...(names.length > 2 ? ['ea'] : [])].join(given.text('sep', '.')),
		),
		authetal: ofPeople(creator, (names, given) =>
			(names.length === 2 ? names : [...names.slice(0, 1), ...(names.length > 1 ? ['EtAl'] : [])]).join(given.text('sep', ' ')),
		),
		authetal2: ofPeople(creator, (names, given) =>
			(names.length === 2 ? names : [...names.slice(0, 1), ...(names.length > 1 ? ['etal'] : [])]).join(given.text('sep', '.')),
		),
		authshort: ofPeople(creator, (names, given) =>
			names.length === 1
				? (names[0] ?? '')
				: names
						.slice(0, 3)
						.map(name => name.charAt(0))
						.join(given.text('sep', '.')) + (names.length > 3 ? '+' : ''),
		),
		creators: {
			parameters: ['n', 'creator', 'name', 'etal', 'sep', 'min', 'max'],
			read: (paper, given) => {
				const names = people(paper, given);
				const count = given.number('n', 0);
				const [least, most] = [given.number('min', 0), given.number('max', 0)];
				if ((least > 0 && names.length < least) || (most > 0 && names.length > most)) {
					return undefined;
				}
				const etal = given.text('etal', '');
				return [...names.slice(0, count || undefined), ...(count > 0 && names.length > count && etal !== '' ? [etal] : [])].join(
					given.text('sep', ' '),
				);
			},
		},
		year: field(paper => textOf(yearOf(paper.issued))),
		shortyear: field(paper => textOf(yearOf(paper.issued))?.slice(-2)),
		month: field(paper => monthMacro(partOf(paper.issued, 1) ?? 0)),
		date: { parameters: ['format'], read: (paper, given) => formatDate(paper.issued, given.text('format', '%Y-%m-%d')) },
		origyear: field(paper => textOf(yearOf(dateOf(paper['original-date'])))),
		origdate: field(paper => formatDate(dateOf(paper['original-date']), '%Y-%m-%d')),
		title: field(paper => wordsOfTitle(paper.title).map(capitalise).join(' ')),
		shorttitle: shortTitle(3, 0),
		veryshorttitle: shortTitle(1, 0),
		journal: {
			parameters: ['abbrev'],
			read: (paper, given) =>
				(/^(?:full|off)$/.test(given.text('abbrev', '')) ? undefined : textOf(paper['container-title-short'])) ??
				paper['container-title'] ??
				'',
		},
		firstpage: field(paper => pageAt(paper, 0)),
		lastpage: field(paper => pageAt(paper, -1)),
		keyword: { parameters: ['n'], read: (paper, given) => [...(paper.tags ?? [])].sort()[given.number('n', 0)] ?? '' },
		type: test(paper => paper.type),
		language: test(paper => textOf(paper['language']) ?? ''),
		Title: written('title'),
		ShortTitle: written('title-short'),
		Authors: field(paper => paper.author?.map(fullName).join(' ')),
		PublicationTitle: written('container-title'),
		Series: written('collection-title'),
		Volume: written('volume'),
		Issue: written('issue'),
		Number: written('number'),
		Pages: written('page'),
		Publisher: written('publisher'),
		Place: written('publisher-place'),
		Edition: written('edition'),
		DOI: written('DOI'),
		ISBN: written('ISBN'),
		ISSN: written('ISSN'),
		Language: written('language'),
		ArXiv: field(paper => paper.identifiers?.arxiv),
	}),
);

/** The expression that finds a text in any case, or the one given, everywhere. */
function everywhere(find: KeyArgument | undefined): RegExp | undefined {
	if (find instanceof RegExp) {
		return new RegExp(find.source, find.flags.includes('g') ? find.flags : `${find.flags}g`);
	}
	return find === undefined || find === '' ? undefined : new RegExp(literalPattern(String(find)), 'gi');
}

const compare = tableOf<(a: number, b: number) => boolean>({
	'<': (a, b) => a < b,
	'<=': (a, b) => a <= b,
	'=': (a, b) => a === b,
	'!=': (a, b) => a !== b,
	'>=': (a, b) => a >= b,
	'>': (a, b) => a > b,
});

const umlauts = tableOf<string>({ ä: 'ae', ö: 'oe', ü: 'ue', Ä: 'Ae', Ö: 'Oe', Ü: 'Ue' });

function plain(change: (text: string) => string): KeyFilter {
	return { parameters: [], change };
}

export const keyFilters: ReadonlyMap<string, KeyFilter> = new Map(
	Object.entries<KeyFilter>({
		abbr: {
			parameters: ['chars'],
			change: (text, given) =>
				text
					.split(/\s+/)
					.map(word => word.slice(0, given.number('chars', 1)))
					.join(''),
		},
		alphanum: plain(text => text.replace(/[^\p{L}\p{N}\s]/gu, '')),
		ascii: plain(text => text.replace(/[^ -~]/g, '')),
		capitalize: plain(text => text.replace(/(?:^|\s)\p{Ll}/gu, letter => letter.toUpperCase())),
		clean: plain(text => asciiOf(text).replace(/[^\p{L}\p{N}\s_:.+/-]/gu, '')),
		condense: { parameters: ['sep'], change: (text, given) => text.replace(/\s+/g, given.text('sep', '')) },
		default: { parameters: ['text'], change: (text, given) => text || given.text('text', '') },
		discard: plain(() => ''),
		fold: plain(asciiOf),
		len: {
			parameters: ['relation', 'length'],
			change: (text, given) =>
				compare.get(given.text('relation', '>'))?.(text.replace(/\s/g, '').length, given.number('length', 0)) === true ? text : undefined,
		},
		lower: plain(text => text.toLowerCase()),
		match: {
			parameters: ['match'],
			change: (text, given) => {
				const found = everywhere(given.value('match'))?.exec(text);
				return found === null || found === undefined ? undefined : found.length === 1 ? text : found.slice(1).join('');
			},
		},
		nopunct: { parameters: ['dash'], change: (text, given) => withoutPunctuation(text, given.text('dash', '-')) },
		nopunctordash: plain(text => withoutPunctuation(text, '')),
		numeric: plain(text => (Number.isNaN(Number.parseInt(text, 10)) ? '' : text)),
		postfix: { parameters: ['postfix'], change: (text, given) => (text === '' ? '' : text + given.text('postfix', '')) },
		prefix: { parameters: ['prefix'], change: (text, given) => (text === '' ? '' : given.text('prefix', '') + text) },
		replace: {
			parameters: ['find', 'replace'],
			change: (text, given) => {
				const find = everywhere(given.value('find'));
				return find === undefined ? text : text.replace(find, () => given.text('replace', ''));
			},
		},
		select: {
			parameters: ['start', 'n'],
			change: (text, given) => {
				const words = text.split(/\s+/);
				const start = given.number('start', 1);
				const from = start < 0 ? words.length + start : Math.max(start, 1) - 1;
				return words.slice(from, from + Math.max(1, given.number('n', words.length))).join(' ');
			},
		},
		skipwords: {
			parameters: ['nopunct'],
			change: (text, given) => withoutSkipped((given.flag('nopunct') ? withoutPunctuation(text, '-') : text).split(/\s+/)).join(' '),
		},
		substring: {
			parameters: ['start', 'n'],
			change: (text, given) => text.slice(given.number('start', 1) - 1, given.number('start', 1) - 1 + given.number('n', text.length)),
		},
		transliterate: {
			parameters: ['mode'],
			change: (text, given) =>
				asciiOf(/^(?:de|german)$/.test(given.text('mode', '')) ? text.replace(/[äöüÄÖÜ]/g, letter => umlauts.get(letter) ?? letter) : text),
		},
		upper: plain(text => text.toUpperCase()),
	}),
);
