import type { PackedStrings } from './packedStrings';
import { compareAt, countOf } from './packedStrings';

/** A run of neighbours in a sorted dictionary: `from` up to, not including, `to`. */
export interface TermRange {
	readonly from: number;
	readonly to: number;
}

/** The range that holds just `word`, or an empty one. `terms` are sorted by UTF-16 units. */
export function rangeOfWord(terms: PackedStrings, word: string): TermRange {
	const from = firstAtLeast(terms, word, 0);
	return { from, to: from < countOf(terms) && compareAt(terms, from, word) === 0 ? from + 1 : from };
}

/** All words that start with `prefix`. */
export function rangeOfPrefix(terms: PackedStrings, prefix: string): TermRange {
	const from = firstAtLeast(terms, prefix, 0);
	return { from, to: firstBehindPrefix(terms, prefix, from) };
}

/** The first index from `low` on whose word stands at or behind `text`. */
function firstAtLeast(terms: PackedStrings, text: string, low: number): number {
	return partition(low, countOf(terms), index => compareAt(terms, index, text) < 0);
}

function firstBehindPrefix(terms: PackedStrings, prefix: string, low: number): number {
	return partition(low, countOf(terms), index => startsWith(terms, index, prefix));
}

function startsWith({ units, offsets }: PackedStrings, index: number, prefix: string): boolean {
	const start = offsets[index] ?? 0;
	if ((offsets[index + 1] ?? 0) - start < prefix.length) {
		return false;
	}
	for (let at = 0; at < prefix.length; at += 1) {
		if (units[start + at] !== prefix.charCodeAt(at)) {
			return false;
		}
	}
	return true;
}

/** The first index for which `before` no longer holds. */
export function partition(low: number, high: number, before: (index: number) => boolean): number {
	let from = low;
	let to = high;
	while (from < to) {
		const middle = (from + to) >>> 1;
		if (before(middle)) {
			from = middle + 1;
		} else {
			to = middle;
		}
	}
	return from;
}
