import type { TermRange } from './dictionary';
import { rangeOfPrefix, rangeOfWord } from './dictionary';
import { factorOf, largestImpact, qualities, worthOf } from './scoring';
import { stringAt } from './packedStrings';
import type { Postings, IndexSegment } from './segment';
import { documentCount } from './segment';
import type { SoughtWord } from './soughtWords';
import { allowedTypos, digitsOf, nearWords } from './typos';

/**
 * How widely a query is taken: as `typed` (all words, the last as a beginning), `near` (all words, each also as a beginning or with a
 * typing mistake), `some` (as near, but half of the words will do).
 */
export type Width = 'typed' | 'near' | 'some';

/** Words of the dictionary that stand for a typed one. */
export interface TermExpansion extends TermRange {
	/** What an impact is multiplied by. */
	readonly factor: number;
	/** Whether words that stand in abstracts alone count too. */
	readonly abstracts: boolean;
}

/** How one typed word is looked for in one segment. */
export interface WordPlan {
	/** Bits of the fields that count; 0 for all. */
	readonly mask: number;
	readonly expansions: readonly TermExpansion[];
	/** Postings to read at most. */
	readonly size: number;
	/** A word that ranks papers and keeps none out. */
	readonly optional: boolean;
}

export interface SearchPlan {
	/** For each segment its words, in the order of the query. */
	readonly words: readonly (readonly WordPlan[])[];
	/** The sum of all words' products is below this. */
	readonly most: number;
}

/** Looks the words up in every segment's dictionary and weighs them by how many papers of all segments have them. */
export function planOf(segments: readonly IndexSegment[], words: readonly SoughtWord[], width: Width): SearchPlan {
	const documents = segments.reduce((sum, segment) => sum + documentCount(segment), 0);
	let most = 0;
	const columns = words.map(word => {
		const candidates = candidatesOf(segments, word, width);
		const sizes = candidates.map((ranges, index) => sizeOf(segments[index], ranges));
		const worth = worthOf(
			documents,
			sizes.reduce((sum, size) => sum + size, 0),
		);
		most += factorOf(worth, qualities.same) * largestImpact;
		return candidates.map((ranges, index): WordPlan => ({
			mask: word.mask,
			expansions: ranges.map(({ from, to, quality, abstracts }) => ({ from, to, factor: factorOf(worth, quality), abstracts })),
			size: sizes[index] ?? 0,
			optional: word.optional || (width === 'some' && !word.required),
		}));
	});
	return { words: segments.map((_, index) => columns.map(column => column[index]).filter(plan => plan !== undefined)), most };
}

interface Candidate extends TermRange {
	readonly quality: number;
	readonly abstracts: boolean;
}

/** For each segment the words that stand for the sought one. */
function candidatesOf(segments: readonly IndexSegment[], word: SoughtWord, width: Width): readonly (readonly Candidate[])[] {
	const spelled = segments.map(segment => asSpelled(segment, word, width));
	if (width === 'typed' || word.exact) {
		return spelled;
	}
	// What begins so tells of a word only while it is typed.
	const meant = (candidate: Candidate) => word.unfinished || candidate.quality !== qualities.prefix;
	const known = segments.reduce((sum, segment, index) => sum + sizeOf(segment, (spelled[index] ?? []).filter(meant)), 0);
	return known > mostOfAMistake ? spelled : segments.map((segment, index) => [...(spelled[index] ?? []), ...typosOf(segment, word)]);
}

/** What stands in more papers than these is taken for a word and not for a typing mistake. */
export const mostOfAMistake = 32;

function asSpelled(segment: IndexSegment, word: SoughtWord, width: Width): readonly Candidate[] {
	const { terms } = segment;
	const found: Candidate[] = word.writings.map(text => ({ ...rangeOfWord(terms, text), quality: qualities.same, abstracts: true }));
	if (!word.exact) {
		found.push(...pluralsOf(word.text).map(text => ({ ...rangeOfWord(terms, text), quality: qualities.plural, abstracts: true })));
		if (word.unfinished || (width !== 'typed' && word.text.length >= shortestBeginning)) {
			found.push({ ...rangeOfPrefix(terms, word.text), quality: qualities.prefix, abstracts: !word.short });
		}
	}
	return found.filter(({ from, to }) => to > from);
}

const shortestBeginning = 3;

function typosOf({ terms }: IndexSegment, { text, unfinished }: SoughtWord): readonly Candidate[] {
	const most = allowedTypos(text);
	if (most === 0) {
		return [];
	}
	const digits = digitsOf(text);
	const whole = nearWords(terms, text, most, false)
		.filter(({ from }) => digitsOf(stringAt(terms, from)) === digits)
		.map(range => ({ ...range, quality: range.distance > 1 ? qualities.twoTypos : qualities.typo, abstracts: true }));
	// One mistake only: the beginnings two mistakes away from a beginning are nearly everything.
	const beginnings =
		unfinished && digits === ''
			? nearWords(terms, text, 1, true).map(range => ({ ...range, quality: qualities.typoInPrefix, abstracts: true }))
			: [];
	return [...whole, ...beginnings];
}

/** `models` for `model` and the other way round, as far as spelling tells. */
export function pluralsOf(word: string): readonly string[] {
	if (word.length < 4 || !/^[a-z]+$/.test(word)) {
		return [];
	}
	if (word.endsWith('ies')) {
		return [`${word.slice(0, -3)}y`];
	}
	if (word.endsWith('s') && !word.endsWith('ss')) {
		return [word.slice(0, -1)];
	}
	return word.endsWith('y') ? [`${word.slice(0, -1)}ies`, `${word}s`] : [`${word}s`];
}

function sizeOf(segment: IndexSegment | undefined, ranges: readonly Candidate[]): number {
	return segment === undefined
		? 0
		: ranges.reduce((sum, range) => sum + lengthOf(segment.heads, range) + (range.abstracts ? lengthOf(segment.abstracts, range) : 0), 0);
}

function lengthOf({ starts }: Postings, { from, to }: TermRange): number {
	return (starts[to] ?? 0) - (starts[from] ?? 0);
}
