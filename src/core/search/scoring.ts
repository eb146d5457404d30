import type { SearchField } from './fields';

/**
 * BM25F in whole numbers. A word's weight in one paper is a byte, made when the paper is added; a word's worth in a query is a whole number
 * of thousandths. Their products add up exactly, in any order, so the ranking is the same however the index is cut into segments.
 * Robertson, Zaragoza: The Probabilistic Relevance Framework, 2009, section 3.6. https://doi.org/10.1561/1500000019
 */
export const largestImpact = 255;

// Low: that an abstract repeats a word says little, that the title has it says much (its boost).
const saturation = 1.2;

/** What one occurrence of a word in a field of `length` words adds to its frequency. */
export function occurrenceWeight(field: SearchField, length: number): number {
	return field.boost / (1 - field.slope + (field.slope * length) / field.usualLength);
}

/** A paper's weighted frequency of a word as a byte, at least 1. */
export function impactOf(frequency: number): number {
	return Math.max(1, Math.round((largestImpact * frequency) / (saturation + frequency)));
}

/** How well a word of the dictionary stands for the one that was typed. */
export const qualities = {
	same: 1,
	plural: 0.9,
	prefix: 0.75,
	typo: 0.6,
	twoTypos: 0.35,
	typoInPrefix: 0.4,
} as const;

/** What a typed word is worth among `documents` papers of which `found` have it. */
export function worthOf(documents: number, found: number): number {
	const known = Math.min(found, documents);
	return Math.log(1 + (documents - known + 0.5) / (known + 0.5));
}

/** The factor for impacts: 1,000 times worth and quality, whole. */
export function factorOf(worth: number, quality: number): number {
	return Math.max(1, Math.round(1000 * worth * quality));
}
