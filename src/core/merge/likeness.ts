import { yearOf } from '../paper/dates';
import { familyName } from '../paper/names';
import type { Identifiers, IncomingPaper } from '../paper/paper';
import { fold, wordsOf } from '../text/fold';
import { withoutMarkup } from '../text/markup';
import { identifiersOf } from './identity';

/** What telling two papers apart needs of one, each read when first asked for. All texts are folded. */
export class Profile {
	/** Words of the title. */
	readonly words: readonly string[];
	/** Words of the title before its first colon, dash or question mark. */
	readonly mainWords: readonly string[];
	readonly firstFamily: string;
	readonly year: number | undefined;
	private everyFamily: readonly string[] | undefined;
	private knownIdentifiers: Identifiers | undefined;

	constructor(private readonly paper: IncomingPaper) {
		const title = withoutMarkup(paper.title);
		const main = /^(.{3,}?)(?:: | [-–—] |[?!] )/.exec(title)?.[1];
		const [first] = paper.author ?? [];
		this.words = wordsOf(title);
		this.mainWords = main === undefined ? this.words : this.words.slice(0, wordsOf(main).length);
		this.firstFamily = first === undefined ? '' : fold(familyName(first));
		this.year = yearOf(paper.issued);
	}

	/** Family names of the authors, in order. */
	get families(): readonly string[] {
		// A lost letter is one, however many bytes it had.
		return (this.everyFamily ??= (this.paper.author ?? []).map(name => fold(familyName(name)).replace(/\ufffd+/g, '\ufffd')));
	}

	get identifiers(): Identifiers {
		return (this.knownIdentifiers ??= identifiersOf(this.paper));
	}

	/** `journal|12|34`: where it was printed, for papers whose titles were written down differently. */
	get place(): string | undefined {
		return placeOf(this.paper);
	}
}

/**
 * How likely two papers that are not surely one still are: 0 (no reason to ask) to 1. Asked about are titles that say nearly the same, or
 * of which one lacks the subtitle, by authors of whom one at least is the same, a few years apart at most; and papers that stand on the
 * same page of the same volume.
 */
export function likeness(a: Profile, b: Profile): number {
	if (!nearYears(a, b, 3) || !shareAuthor(a, b)) {
		return 0;
	}
	const titles = titleLikeness(a, b);
	if (titles < 1 && haveOtherIdentifiers(a, b)) {
		return 0;
	}
	const samePlace = a.place !== undefined && a.place === b.place;
	const score = samePlace ? Math.max(titles, 0.9) : titles;
	return score < least ? 0 : score;
}

/** Papers less alike are not asked about. */
const least = 0.84;

/**
 * 1 for equal titles, 0.9 where one only lacks the other's subtitle, else the part of their letters that stands in words that both have.
 * Other numbers (`Part 2`, `GPT-4`) make other titles.
 */
export function titleLikeness(a: Profile, b: Profile): number {
	if (a.words.length === 0 || b.words.length === 0) {
		return 0;
	}
	const mine = remaining(a.words, b.words);
	const theirs = remaining(b.words, a.words);
	if (mine.length === 0 && theirs.length === 0) {
		return 1;
	}
	if (lacksSubtitle(a, b) || lacksSubtitle(b, a)) {
		return 0.9;
	}
	if (numbersOf(mine) !== numbersOf(theirs)) {
		return 0;
	}
	const all = letters(a.words) + letters(b.words);
	return 1 - unmatched(mine, theirs) / all;
}

/**
 * Whether one title is what the other was before somebody corrected it: a slip in a longer word, words written together or apart, or the
 * subtitle alone is new. `Pine in bridges` is no correction of `Spruce in bridges`, nor `Brains` of `Trains`.
 */
export function isCorrectedTitle(a: string, b: string): boolean {
	const [mine, theirs] = [new Profile({ type: '', title: a }), new Profile({ type: '', title: b })];
	const [mineLeft, theirsLeft] = [remaining(mine.words, theirs.words), remaining(theirs.words, mine.words)];
	if (isMainTitle(mine, theirs) || isMainTitle(theirs, mine) || mineLeft.join('') === theirsLeft.join('')) {
		return true;
	}
	return (
		mineLeft.length === theirsLeft.length &&
		mineLeft.every((word, at) => {
			const other = theirsLeft[at] ?? '';
			return Math.min(word.length, other.length) > 4 && !/\d/.test(word + other) && word[0] === other[0] && nearlyEqual(word, other);
		})
	);
}

function isMainTitle(short: Profile, long: Profile): boolean {
	return (
		short.words.length > 2 &&
		short.words.length === short.mainWords.length &&
		long.mainWords.length < long.words.length &&
		short.words.join(' ') === long.mainWords.join(' ')
	);
}

function lacksSubtitle(short: Profile, long: Profile): boolean {
	return (
		short.words.length === short.mainWords.length &&
		long.mainWords.length < long.words.length &&
		short.firstFamily !== '' &&
		long.firstFamily !== '' &&
		short.words.join(' ') === long.mainWords.join(' ')
	);
}

/** The words of one title that the other has not, each counted as often as it stands there. */
function remaining(words: readonly string[], others: readonly string[]): readonly string[] {
	const counts = new Map<string, number>();
	for (const word of others) {
		counts.set(word, (counts.get(word) ?? 0) + 1);
	}
	return words.filter(word => {
		const count = counts.get(word) ?? 0;
		counts.set(word, count - 1);
		return count <= 0;
	});
}

/** Letters in words that have no counterpart; a mistyped word, or one in two parts (`pre training`), has one. */
function unmatched(mine: readonly string[], theirs: readonly string[]): number {
	const longest = letters(mine) > letters(theirs) ? letters(mine) : letters(theirs);
	if (longest <= 40 && nearlyEqual(mine.join(''), theirs.join(''))) {
		return 0.5;
	}
	const left = [...theirs];
	const lone = mine.filter(word => {
		const at = left.findIndex(other => nearlyEqual(word, other));
		if (at >= 0) {
			left.splice(at, 1);
		}
		return at < 0;
	});
	return letters(lone) + letters(left) + 0.5;
}

/** Numbers, Roman ones included: they part volumes, versions and years. */
function numbersOf(words: readonly string[]): string {
	return words
		.filter(word => /\d/.test(word) || /^[ivx]{1,5}$/.test(word))
		.sort()
		.join(' ');
}

function letters(words: readonly string[]): number {
	return words.reduce((sum, word) => sum + word.length, 0);
}

/** One slip in words of four letters and more, two from nine letters on. */
function nearlyEqual(a: string, b: string): boolean {
	const length = Math.min(a.length, b.length);
	const slips = length < 4 ? 0 : length < 9 ? 1 : 2;
	return Math.abs(a.length - b.length) <= slips && withinSlips(a, b, slips);
}

/** Whether letters put in, left out or replaced, so many at most, make one word of the other. */
function withinSlips(a: string, b: string, slips: number): boolean {
	let at = 0;
	while (at < a.length && a[at] === b[at]) {
		at += 1;
	}
	if (at === a.length && at === b.length) {
		return true;
	}
	const mine = a.slice(at);
	const theirs = b.slice(at);
	return (
		slips > 0 &&
		(withinSlips(mine.slice(1), theirs.slice(1), slips - 1) ||
			withinSlips(mine.slice(1), theirs, slips - 1) ||
			withinSlips(mine, theirs.slice(1), slips - 1))
	);
}

/** Where one of two has no authors, they say nothing against it. */
export function shareAuthor(a: Profile, b: Profile): boolean {
	return (
		a.families.length === 0 ||
		b.families.length === 0 ||
		a.families.some(family => b.families.some(other => family === other || nearlyEqual(family, other)))
	);
}

function nearYears(a: Profile, b: Profile, most: number): boolean {
	return a.year === undefined || b.year === undefined || Math.abs(a.year - b.year) <= most;
}

/** Identifiers of the same kind, none of which is the same. */
function haveOtherIdentifiers({ identifiers: mine }: Profile, { identifiers: theirs }: Profile): boolean {
	const shared = (['doi', 'arxiv', 'pmid'] as const).filter(kind => mine[kind] !== undefined && theirs[kind] !== undefined);
	return shared.length > 0 && shared.every(kind => mine[kind] !== theirs[kind]);
}

function placeOf(paper: IncomingPaper): string | undefined {
	const { volume, page } = paper;
	const container = paper['container-title'];
	const first = typeof page === 'string' ? /^\w+/.exec(page)?.[0] : undefined;
	return container === undefined || container === '' || first === undefined || (typeof volume !== 'string' && typeof volume !== 'number')
		? undefined
		: `${wordsOf(container).join(' ')}|${volume}|${first}`;
}
