import type { PackedStrings, SortedTerms } from './packedStrings';

/** Documents are numbered in 16 bits. */
export const mostDocuments = 65_535;

/** For each word of the dictionary the documents that have it, ascending. All words' postings stand one after the other. */
export interface Postings {
	/** Where each word's postings start, and at the end where the last one's end. */
	readonly starts: Uint32Array;
	readonly documents: Uint16Array;
	readonly impacts: Uint8Array;
	/** The fields the word stands in, as bits; empty where it is always the abstract alone. */
	readonly masks: Uint16Array;
	/** The word's offsets in each document, see positions.ts. */
	readonly positions: Uint8Array;
	/** Where in `positions` every 32nd posting starts. */
	readonly blocks: Uint32Array;
}

/**
 * A part of the index that never changes but for `removed`. Words that stand in a document's abstract alone are kept apart from those of
 * its other fields: nine tenths of the postings are in the abstracts, and what is typed is nearly always in a title or name.
 */
export interface IndexSegment {
	readonly ids: PackedStrings;
	/** Hash table from ids to documents, see idTable.ts. */
	readonly idTable: Uint16Array;
	/** 0 where unknown. */
	readonly years: Int16Array;
	/** Index into the statuses plus 1; 0 where unknown. */
	readonly statuses: Uint8Array;
	/** 1 for a document that was removed. */
	readonly removed: Uint8Array;
	readonly terms: SortedTerms;
	readonly heads: Postings;
	readonly abstracts: Postings;
}

export function documentCount(segment: IndexSegment): number {
	return segment.years.length;
}

export function liveCount(segment: IndexSegment): number {
	const { removed } = segment;
	let count = removed.length;
	for (let at = 0; at < removed.length; at += 1) {
		count -= removed[at] ?? 0;
	}
	return count;
}
