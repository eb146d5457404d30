import { yearOf } from '../paper/dates';
import { textOf } from '../data/json';
import type { IncomingPaper } from '../paper/paper';
import { fold, wordsOf } from '../text/fold';
import { lettersOf, titleWords } from '../text/titleWords';

/** What two records say against being of one work. */
export type Contradiction = 'title' | 'kind' | 'type' | 'volume' | 'number' | 'edition' | 'version' | 'isbn' | 'page' | 'year';

/**
 * All that speaks against two records being of one work, whatever identifier they share: a chapter and its book, two volumes, two editions,
 * the reports of two years, an article and its erratum. What only one of them says is no contradiction.
 */
export function contradictions(a: IncomingPaper, b: IncomingPaper): readonly Contradiction[] {
	const isPlaceholder = a['incomplete'] === true || b['incomplete'] === true;
	return [...tests].flatMap(([name, differ]) => (!(isPlaceholder && ofPlaceholder.has(name)) && differ(a, b) ? [name] : []));
}

// Of a record that is only its identifier yet, title and type are placeholders.
const ofPlaceholder: ReadonlySet<Contradiction> = new Set<Contradiction>(['title', 'kind', 'type']);

const tests: ReadonlyMap<Contradiction, (a: IncomingPaper, b: IncomingPaper) => boolean> = new Map([
	['title', (a, b) => !areAlike(a.title, b.title)],
	['kind', (a, b) => kindOf(a.title) !== kindOf(b.title)],
	['type', (a, b) => !mayBeOne(a.type, b.type)],
	['volume', (a, b) => differ(numeral(a, 'volume'), numeral(b, 'volume'))],
	['number', (a, b) => differ(numberOf(a), numberOf(b))],
	['edition', (a, b) => differ(numeral(a, 'edition'), numeral(b, 'edition'))],
	['version', (a, b) => differ(versionOf(a), versionOf(b))],
	['isbn', (a, b) => areDisjoint(isbnsOf(a), isbnsOf(b))],
	['page', (a, b) => inOneContainer(a, b) && differ(firstPage(a), firstPage(b))],
	['year', (a, b) => isOfSeries(a) && isOfSeries(b) && differ(yearOf(a.issued), yearOf(b.issued))],
]);

/**
 * Titles of which the words in common are less than this part are of two works: a translated title is no proof either way, and is kept
 * apart.
 */
const leastAlike = 0.6;

/**
 * Whether two titles may be of one work: the same but for hyphens, one without the other's subtitle, or nearly the same words; with the
 * same numbers and signs. An empty title says nothing.
 */
export function areAlike(a: string, b: string): boolean {
	if ((a.includes('\ufffd') || b.includes('\ufffd')) && (isDamagedForm(a, b) || isDamagedForm(b, a))) {
		return true;
	}
	const [mine, theirs] = [titleWords(a), titleWords(b)];
	if (mine.words.length === 0 || theirs.words.length === 0) {
		return true;
	}
	if (lettersOf(mine) === lettersOf(theirs)) {
		return mine.marks === theirs.marks;
	}
	const [short, long] = mine.words.length <= theirs.words.length ? [mine, theirs] : [theirs, mine];
	if (short.words.every((word, at) => word === long.words[at])) {
		// `Walks, Part I` is not the beginning of `Walks, Part I and II`, nor `Walks` of `Walks 2`.
		return (
			long.marks === short.marks ||
			(long.marks.startsWith(short.marks) && short.words.length > 2 && !isNumeral(long.words[short.words.length] ?? ''))
		);
	}
	return mine.marks === theirs.marks && shareOfWords(mine.words, theirs.words) >= leastAlike;
}

/** Whether two titles are the same, word for word, number for number and sign for sign. */
export function isVeryTitle(a: string, b: string): boolean {
	if (a.includes('\ufffd') || b.includes('\ufffd')) {
		return isDamagedForm(a, b) || isDamagedForm(b, a);
	}
	const [mine, theirs] = [titleWords(a), titleWords(b)];
	return mine.words.length > 0 && lettersOf(mine) === lettersOf(theirs) && mine.marks === theirs.marks;
}

/** Whether one title is what became of another on the way: U+FFFD stands for each character that was lost, or for each of its bytes. */
function isDamagedForm(damaged: string, whole: string): boolean {
	const parts = damaged.split(/\ufffd+/).map(part => fold(part).replace(/[^\p{L}\p{N}]+/gu, ''));
	const letters = fold(whole).replace(/[^\p{L}\p{N}]+/gu, '');
	// As many letters are missing as there are gaps, at most two in each.
	let at = 0;
	for (const [index, part] of parts.entries()) {
		const found = letters.indexOf(part, at);
		if (found < 0 || found - at > (index === 0 ? 0 : 2)) {
			return false;
		}
		at = found + part.length;
	}
	return parts.length > 1 && letters.length - at <= (parts.at(-1) === '' ? 2 : 0) && parts.join('').length >= letters.length / 2;
}

function isNumeral(word: string): boolean {
	return /^\d/.test(word) || /^(?:[ivx]{1,5}|and|part|vol|volume|supplement|appendix|erratum|corrigendum|addendum)$/.test(word);
}

/** Twice the words in common, by all words of both: 1 for the same words in any order. */
function shareOfWords(a: readonly string[], b: readonly string[]): number {
	const left = new Map<string, number>();
	a.forEach(word => left.set(word, (left.get(word) ?? 0) + 1));
	let shared = 0;
	for (const word of b) {
		const count = left.get(word) ?? 0;
		if (count > 0) {
			left.set(word, count - 1);
			shared += 1;
		}
	}
	return (2 * shared) / (a.length + b.length);
}

// What is published about another work bears its title.
const kinds: readonly (readonly [string, RegExp])[] = [
	[
		'erratum',
		/^\W*(?:(?:publisher|author|editor)(?:['’]?s['’]?)?\s+(?:note\s*:\s*)?)?(?:errat(?:um|a)|corrigend(?:um|a)|correction|addendum)\b(?=\s*(?::|[-–—]|to|for|of|in|$))|^\W*publisher['’]?s['’]? note\s*:|[([:]\s*(?:erratum|corrigendum|correction)\s*[)\]]?\s*$/i,
	],
	['retraction', /^\W*(?:retraction(?: note| notice)?|notice of retraction|expression of concern|withdrawal notice)\b/i],
	['reply', /^\W*(?:(?:author(?:s)?['’]?s?\s+)?(?:repl(?:y|ies)|response|rejoinder)|in reply|rebuttal)\s*(?::|to\b)/i],
	['comment', /^\W*(?:comments?|commentary|discussion|remarks?|letter)\s*(?::|on\b|to\b|of\b)/i],
	['review', /^\W*(?:(?:book\s+)?review(?:\s+of)?\s*:|(?:book\s+)?review\s+of\b|peer review)/i],
	[
		'supplement',
		/^\W*(?:supplement(?:ary|al)?(?:\s+(?:materials?|information|data|file))?|supporting information|additional file|appendix|data (?:for|from))\b\s*(?::|to|for|of|\d)?/i,
	],
];

/** What kind of writing about another work a title says it is; '' for a work of its own. */
function kindOf(title: string): string {
	return kinds.find(([, pattern]) => pattern.test(title.slice(0, 300)))?.[0] ?? '';
}

// Types that sources mix up. A paper in proceedings is a chapter to Crossref and an article to OpenAlex.
const families: readonly (readonly string[])[] = [
	['article-journal', 'article', 'article-magazine', 'article-newspaper', 'paper-conference', 'manuscript', 'post', 'post-weblog'],
	['paper-conference', 'chapter'],
	['paper-conference', 'speech'],
	['chapter', 'entry', 'entry-dictionary', 'entry-encyclopedia'],
	['article-newspaper', 'post-weblog', 'webpage', 'post'],
	['book', 'collection', 'classic'],
	['report', 'pamphlet'],
	['review', 'review-book'],
];

/** Whether two CSL types may be of one work. `document` is what has no better type. */
export function mayBeOne(a: string, b: string): boolean {
	return a === b || a === 'document' || b === 'document' || families.some(family => family.includes(a) && family.includes(b));
}

const series = new Set(['report', 'standard', 'software', 'dataset', 'webpage', 'legislation', 'periodical', 'map']);

/** Whether there is such a work each year or each version: annual reports, standards, tables on the web. */
function isOfSeries({ type }: IncomingPaper): boolean {
	return series.has(type);
}

function differ<T>(mine: T | undefined, theirs: T | undefined): boolean {
	return mine !== undefined && theirs !== undefined && mine !== theirs;
}

/** `12`, `Vol. 12` and `XII` are one; `B` stays a letter. */
function numeral(paper: IncomingPaper, field: string): string | undefined {
	const text = textOf(paper[field])?.trim().toLowerCase();
	if (text === undefined || text === '') {
		return undefined;
	}
	const digits = /\d+/.exec(text)?.[0].replace(/^0+(?=\d)/, '');
	const word = text
		.replace(/^(?:vol(?:ume)?|band|bd|tome?|no|nr|ed(?:ition)?)\b\.?\s*/, '')
		.replace(/(?<!\s)\s+(?:ed(?:ition)?|aufl(?:age)?)\.?$/, '');
	return digits ?? ordinals.get(word) ?? (/^[ivxl]+$/.test(word) ? String(roman(word)) : word);
}

const ordinals: ReadonlyMap<string, string> = new Map(
	['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth'].map((word, at) => [word, String(at + 1)]),
);

function roman(text: string): number {
	const values = Array.from(text, letter => ({ i: 1, v: 5, x: 10, l: 50 })[letter] ?? 0);
	return values.reduce((sum, value, at) => sum + (value < (values[at + 1] ?? 0) ? -value : value), 0);
}

/** A report's or article's number. What archives number is no part of the publication. */
function numberOf(paper: IncomingPaper): string | undefined {
	const text = textOf(paper['number'])
		?.toLowerCase()
		.replace(/[\s.:–—-]+/g, '');
	return text === undefined || text === '' || text.startsWith('arxiv') || /^\d{4}\d{4,5}(?:v\d+)?$/.test(text) ? undefined : text;
}

function versionOf(paper: IncomingPaper): string | undefined {
	return textOf(paper['version'])
		?.trim()
		.toLowerCase()
		.replace(/^(?:version|ver|v)\.?\s*(?=\d)/, '');
}

/** All ISBNs as 13 digits. */
function isbnsOf(paper: IncomingPaper): readonly string[] {
	return (textOf(paper['ISBN']) ?? '').split(/(?<![,;/\s])[,;/\s]+(?=97[89]|\d)/).flatMap(text => {
		const digits = text.replace(/[^\dXx]/g, '').toUpperCase();
		return digits.length === 13 ? [digits] : digits.length === 10 ? [withoutOldCheck(digits)] : [];
	});
}

/**
 * https://www.isbn-international.org/content/isbn-users-manual: an old number is 978 and its first nine digits, with a check digit of its
 * own.
 */
function withoutOldCheck(isbn: string): string {
	const stem = `978${isbn.slice(0, 9)}`;
	const sum = Array.from(stem, Number).reduce((total, digit, at) => total + digit * (at % 2 === 0 ? 1 : 3), 0);
	return stem + String((10 - (sum % 10)) % 10);
}

function areDisjoint(a: readonly string[], b: readonly string[]): boolean {
	return a.length > 0 && b.length > 0 && !a.some(one => b.includes(one));
}

function inOneContainer(a: IncomingPaper, b: IncomingPaper): boolean {
	const mine = wordsOf(a['container-title'] ?? '').join(' ');
	return mine !== '' && mine === wordsOf(b['container-title'] ?? '').join(' ');
}

function firstPage(paper: IncomingPaper): string | undefined {
	return /\w+/
		.exec(textOf(paper['page']) ?? '')?.[0]
		.toLowerCase()
		.replace(/^[a-z]?0+(?=\d)/, '');
}
