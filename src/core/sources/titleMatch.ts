import { yearOf } from '../dates';
import { familyName } from '../names';
import type { IncomingPaper } from '../paper';
import { fold, wordsOf } from '../text/fold';
import { withoutMarkup } from '../text/markup';

/** How far a candidate is the paper that is meant. */
export interface Match {
	/** `certain` may be taken without asking. */
	readonly kind: 'certain' | 'possible' | 'other';
	/** Share of words in common, in order, 0 to 1. */
	readonly similarity: number;
}

/**
 * Whether a found record is the paper meant. Only a title that is the same word for word, and long enough to be nobody else's, can be certain; authors and year that both sides have must agree.
 * Everything else that is close is for a person to decide: two papers may differ by one word, `A Survey` and `A Survey of Surveys`, `Part I` and `Part II`.
 */
export function matchTitle(known: IncomingPaper, found: IncomingPaper): Match {
	const mine = titleWords(known.title);
	const theirs = titleWords(found.title);
	const similarity = similarityOf(mine, theirs);
	if (similarity < 0.6) {
		return { kind: 'other', similarity };
	}
	const same = mine.join('') === theirs.join('');
	const agreeing = sameAuthors(known, found);
	const doubt = agreeing === false || !nearYears(known, found);
	const telling = agreeing === true ? mine.length >= 2 : mine.length >= 4 && mine.join('').length >= 20;
	return { kind: same && telling && !doubt ? 'certain' : similarity < 0.75 && doubt ? 'other' : 'possible', similarity };
}

/**
 * The one candidate that is certain; `undefined` where none is or where two differing papers are (a title may be given twice).
 * `isSame` says whether two candidates are one paper in two services.
 */
export function certainMatch<T extends IncomingPaper>(known: IncomingPaper, found: readonly T[], isSame: (a: T, b: T) => boolean): T | undefined {
	const certain = found.filter(candidate => matchTitle(known, candidate).kind === 'certain');
	const [first] = certain;
	return first !== undefined && certain.slice(1).every(candidate => isSame(first, candidate)) ? first : undefined;
}

/** Without TeX, formulae's dollars and markup: what a saved page, arXiv and Crossref write the same. */
function titleWords(title: string): readonly string[] {
	return wordsOf(withoutMarkup(title).replace(/\\(?:text|math)[a-z]*|\\(?:emph|rm|bf|it|em)\b|[$^_{}\\]/g, ' '));
}

/** Dice's coefficient over pairs of neighbouring words, with the ends as words: sensitive to order and to one word more. */
export function similarityOf(a: readonly string[], b: readonly string[]): number {
	if (a.length === 0 || b.length === 0) {
		return 0;
	}
	const mine = pairsOf(a);
	const theirs = pairsOf(b);
	const counts = new Map<string, number>();
	for (const pair of mine) {
		counts.set(pair, (counts.get(pair) ?? 0) + 1);
	}
	let shared = 0;
	for (const pair of theirs) {
		const left = counts.get(pair) ?? 0;
		if (left > 0) {
			counts.set(pair, left - 1);
			shared += 1;
		}
	}
	return (2 * shared) / (mine.length + theirs.length);
}

function pairsOf(words: readonly string[]): readonly string[] {
	const bounded = ['', ...words, ''];
	return bounded.slice(1).map((word, index) => `${bounded[index] ?? ''} ${word}`);
}

/** `undefined` where one side does not say. */
function sameAuthors(a: IncomingPaper, b: IncomingPaper): boolean | undefined {
	const mine = familiesOf(a);
	const theirs = familiesOf(b);
	if (mine.size === 0 || theirs.size === 0) {
		return undefined;
	}
	const shared = [...mine].filter(name => theirs.has(name)).length;
	return shared * 2 >= Math.min(mine.size, theirs.size, 10);
}

/** The last word of each family name: `van Beethoven` and `Beethoven` are one person. */
function familiesOf(paper: IncomingPaper): ReadonlySet<string> {
	return new Set((paper.author ?? []).slice(0, 20).flatMap(name => fold(familyName(name)).split(/\s+/).at(-1) ?? []));
}

function nearYears(a: IncomingPaper, b: IncomingPaper): boolean {
	const mine = yearOf(a.issued);
	const theirs = yearOf(b.issued);
	return mine === undefined || theirs === undefined || Math.abs(mine - theirs) <= 2;
}
