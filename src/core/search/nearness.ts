import type { Found } from './best';
import { compareFound } from './best';
import { rangeOfWord } from './dictionary';
import { fieldNamed } from './fields';
import { positionsOf } from './lookup';
import type { WordPlan } from './plan';
import type { IndexSegment } from './segment';
import { documentCount } from './segment';
import type { SoughtWord } from './soughtWords';

/**
 * The papers again, those first whose words say something together that they do not say apart, for one of two reasons. They all stand in
 * its title, in whatever order: what is remembered of a paper is mostly words of its title. Or they stand in a row as they were typed,
 * anywhere. Three frequent words in a row are often chance in somebody's abstract, so a title that has them outweighs that; a row of four
 * or more outweighs the title. Metzler, Croft: A Markov Random Field Model for Term Dependencies, 2005, tells words in a row and words
 * together apart so. https://doi.org/10.1145/1076034.1076115
 */
export function byNearness(
	found: readonly Found[],
	words: readonly SoughtWord[],
	plans: ReadonlyMap<IndexSegment, readonly WordPlan[]>,
): readonly Found[] {
	const titled = new Map([...plans].map(([segment, plan]) => [segment, wordsInTitles(segment, plan)]));
	return found
		.map(one => {
			const inTitle = titled.get(one.segment)?.[one.document] === words.length;
			return { ...one, points: one.points * (inTitle ? titleFactor : 1) * nearnessFactor(neighbours(one, words), words.length) };
		})
		.sort(compareFound);
}

/**
 * What it counts that a title has all of the words: as much as three words in a row, and an abstract's words have less than half of the
 * points of a title's.
 */
export const titleFactor = 5;

/** A row of so many words is as surely no chance as a longer one. */
const longestChance = 5;

/** Each word more makes it so many times less likely that a row of them is chance. */
const surprise = 4;

/**
 * From 1 to {@link mostNearness}: little for a pair among many words, which is often chance, and the more where they all follow each other
 * the more words there are.
 */
export function nearnessFactor(neighbourCount: number, wordCount: number): number {
	return 1 + surprise ** (Math.min(wordCount, longestChance) - 2) * (neighbourCount / (wordCount - 1)) ** 12;
}

const mostNearness = nearnessFactor(longestChance - 1, longestChance);

/** No paper's points are multiplied by more. */
export const mostTogether = titleFactor * mostNearness;

const title = fieldNamed('title');

/**
 * For each document how many words its title has, in any of their expansions, up to the first that it has not. The rarest goes first, as it
 * mostly leaves no title.
 */
function wordsInTitles(segment: IndexSegment, words: readonly WordPlan[]): Uint16Array {
	const { starts, documents, masks } = segment.heads;
	const counts = new Uint16Array(documentCount(segment));
	for (const [index, { expansions }] of [...words].sort((a, b) => a.size - b.size).entries()) {
		let left = 0;
		for (const { from, to } of expansions) {
			const end = starts[to] ?? 0;
			for (let at = starts[from] ?? 0; at < end; at += 1) {
				const document = documents[at] ?? 0;
				if (counts[document] === index && ((masks[at] ?? 0) & title.bit) !== 0) {
					counts[document] = index + 1;
					left += 1;
				}
			}
		}
		if (left === 0) {
			break;
		}
	}
	return counts;
}

/** How many of the words stand right behind the word typed before them. */
function neighbours({ segment, document }: Found, words: readonly SoughtWord[]): number {
	let count = 0;
	let before: ReadonlySet<number> = new Set();
	for (const { text } of words) {
		const positions = positionsOf(segment, rangeOfWord(segment.terms, text), document);
		count += positions.some(at => before.has(at - 1)) ? 1 : 0;
		before = new Set(positions);
	}
	return count;
}
