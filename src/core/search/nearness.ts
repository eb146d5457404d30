import type { Found } from './best';
import { compareFound } from './best';
import { rangeOfWord } from './dictionary';
import { positionsOf } from './lookup';
import type { SoughtWord } from './soughtWords';

/** The papers again, those first where the words stand one behind the other as they were typed. */
export function byNearness(found: readonly Found[], words: readonly SoughtWord[]): readonly Found[] {
	return found.map(one => ({ ...one, points: one.points * nearnessFactor(neighbours(one, words), words.length) })).sort(compareFound);
}

export const mostNearness = 5;

/** From 1 to {@link mostNearness}: little for a pair among many words, which is often chance, and much where they all follow each other. */
export function nearnessFactor(neighbourCount: number, wordCount: number): number {
	return 1 + (mostNearness - 1) * (neighbourCount / (wordCount - 1)) ** 12;
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
