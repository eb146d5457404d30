import { yearOf } from '../paper/dates';
import { textOf } from '../data/json';
import { isVeryTitle } from '../merge/contradictions';
import { identifiersOf } from '../merge/identity';
import { areOfOnePublication, containerOf } from '../merge/publication';
import { familyName } from '../paper/names';
import type { IncomingPaper } from '../paper/paper';
import { isBody } from '../paper/personName';
import { fold, wordsOf } from '../text/fold';
import { withoutMarkup } from '../text/markup';
import { lettersOf, titleWords } from '../text/titleWords';

/** How far a candidate is the paper that is meant. */
export interface Match {
	/** `certain` may be taken without asking. */
	readonly kind: 'certain' | 'possible' | 'other';
	/** Share of words in common, in order, 0 to 1. */
	readonly similarity: number;
}

/**
 * Whether a found record is the paper meant. Only a title that is the same word for word, number for number and sign for sign, and long
 * enough to be nobody else's, can be certain, and only where nothing else that both sides say speaks against it: authors, year, type, where
 * and on which pages it appeared. Everything else that is close is for a person to decide: two papers may differ by one word, `A Survey`
 * and `A Survey of Surveys`, `Part I` and `Part II`, and a conference paper and the article of its title are two publications.
 */
export function matchTitle(known: IncomingPaper, found: IncomingPaper): Match {
	const mine = titleWords(known.title);
	const theirs = titleWords(found.title);
	const similarity = similarityOf(mine.words, theirs.words);
	if (similarity < 0.6) {
		return { kind: 'other', similarity };
	}
	const agreeing = sameAuthors(known, found);
	const doubt = agreeing === false || speaksAgainst(known, found);
	const length = lettersOf(mine).length;
	const telling = agreeing === true ? mine.words.length >= 2 : mine.words.length >= 4 && length >= 20;
	const isCertain = isVeryTitle(known.title, found.title) && telling && !doubt && !(isCommon(known.title) && !isOneIssue(known, found));
	return { kind: isCertain ? 'certain' : similarity < 0.75 && doubt ? 'other' : 'possible', similarity };
}

/** Whether anything that both records say makes them two publications, if they are one work at all. */
function speaksAgainst(known: IncomingPaper, found: IncomingPaper): boolean {
	return (
		!areOfOnePublication(known, found) ||
		differ(identifiersOf(known).doi, identifiersOf(found).doi) ||
		differ(identifiersOf(known).arxiv, identifiersOf(found).arxiv) ||
		isAboutAnother(known) !== isAboutAnother(found) ||
		(ofPublishers.has(known.type) && areOfOtherPublishers(known, found)) ||
		differ(firstPage(known), firstPage(found)) ||
		differ(textOf(known['issue']), textOf(found['issue']))
	);
}

/** Whether its genre says that it corrects, retracts or supplements a work, whose title it has. */
function isAboutAnother(paper: IncomingPaper): boolean {
	return /^(?:errat|corri?g|correction|addend|clarification|(?:partial )?retraction|withdrawal|removal|expression of concern|suppl|paratext|abstract)/i.test(
		textOf(paper['genre']) ?? '',
	);
}

// What is told apart by who published it, since it is in no container.
const ofPublishers: ReadonlySet<string> = new Set(['book', 'report', 'thesis', 'dataset', 'software', 'standard', 'map', 'webpage']);

/** Whether two records name publishers that have no word in common: `Springer` and `Springer Nature` have. */
function areOfOtherPublishers(a: IncomingPaper, b: IncomingPaper): boolean {
	const [mine, theirs] = [a, b].map(paper =>
		wordsOf(textOf(paper['publisher']) ?? '').filter(word => !/^(?:university|press|of|the|and|verlag)$/.test(word)),
	);
	return (mine ?? []).length > 0 && (theirs ?? []).length > 0 && !(mine ?? []).some(word => theirs?.includes(word));
}

function firstPage(paper: IncomingPaper): string | undefined {
	return /\w+/.exec(textOf(paper['page']) ?? '')?.[0].toLowerCase();
}

function differ(a: string | undefined, b: string | undefined): boolean {
	return a !== undefined && b !== undefined && a !== b;
}

/** Titles that each issue or each conference has again. */
function isCommon(title: string): boolean {
	return /^\W*(?:(?:a )?(?:message|welcome|letter|note|word)s? (?:from|of|by)\b|(?:guest )?editor(?:ial|s)?\b|introduction to (?:the|this) (?:special|theme|issue|section|mini)|preface\b|foreword\b|book review|in memoriam|obituary|call for papers|table of contents|front matter|program(?:me)? (?:committee|chairs)|organi[sz]ing committee|author index|list of reviewers|annual report|acknowledge?ments? to|correction\b)/i.test(
		withoutMarkup(title),
	);
}

/** Whether two records surely are of one issue: the same container and year, and volume or pages. */
function isOneIssue(a: IncomingPaper, b: IncomingPaper): boolean {
	const same = (field: string) => textOf(a[field]) !== undefined && textOf(a[field]) === textOf(b[field]);
	return (
		containerOf(a) !== '' &&
		containerOf(a) === containerOf(b) &&
		yearOf(a.issued) !== undefined &&
		yearOf(a.issued) === yearOf(b.issued) &&
		(same('volume') || same('page'))
	);
}

/**
 * The one candidate that is certain; `undefined` where none is or where two differing papers are (a title may be given twice).
 * `isSame` says whether two candidates are one paper in two services.
 */
export function certainMatch<T extends IncomingPaper>(
	known: IncomingPaper,
	found: readonly T[],
	isSame: (a: T, b: T) => boolean,
): T | undefined {
	const certain = found.filter(candidate => matchTitle(known, candidate).kind === 'certain');
	const [first] = certain;
	return first !== undefined && certain.slice(1).every(candidate => isSame(first, candidate)) ? first : undefined;
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

/** `undefined` where one side does not say. Of two persons of one family name, initials that both have must agree. */
function sameAuthors(a: IncomingPaper, b: IncomingPaper): boolean | undefined {
	const mine = personsOf(a);
	const theirs = personsOf(b);
	if (mine.length === 0 || theirs.length === 0) {
		return undefined;
	}
	const shared = mine.filter(person =>
		theirs.some(
			other => person.family === other.family && (person.initial === '' || other.initial === '' || person.initial === other.initial),
		),
	).length;
	return shared * 2 >= Math.min(mine.length, theirs.length, 10);
}

interface Person {
	/** The last word of the family name, folded: `van Beethoven` and `Beethoven` are one. All words of a body. */
	readonly family: string;
	/** Folded; '' where none is known. */
	readonly initial: string;
}

function personsOf(paper: IncomingPaper): readonly Person[] {
	return (paper.author ?? []).slice(0, 20).flatMap(name => {
		const whole = fold(familyName(name));
		const family = name.literal !== undefined && isBody(name.literal) ? whole : (whole.split(/\s+/).at(-1) ?? '');
		return family === ''
			? []
			: [
					{
						family,
						initial: fold(name.given ?? '')
							.trim()
							.slice(0, 1),
					},
				];
	});
}
