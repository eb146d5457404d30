import type { TermRange } from './dictionary';
import { partition, rangeOfWord } from './dictionary';
import type { SearchField } from './fields';
import { abstractOnly } from './fields';
import { readPositions } from './positions';
import type { Postings, IndexSegment } from './segment';

/** The number of a document's posting for one term, -1 where it has none. */
export function postingOf({ starts, documents }: Postings, term: number, document: number): number {
	const end = starts[term + 1] ?? 0;
	const found = partition(starts[term] ?? 0, end, at => (documents[at] ?? 0) < document);
	return found < end && documents[found] === document ? found : -1;
}

/** Whether a word stands in a document, in any of the fields of `mask` (0 for all). */
export function hasWord({ heads, abstracts }: IndexSegment, { from, to }: TermRange, document: number, mask: number): boolean {
	if (from === to) {
		return false;
	}
	const head = postingOf(heads, from, document);
	if (head >= 0) {
		return mask === 0 || ((heads.masks[head] ?? 0) & mask) !== 0;
	}
	return (mask === 0 || (mask & abstractOnly) !== 0) && postingOf(abstracts, from, document) >= 0;
}

/** Words that must follow each other. */
export interface Phrase {
	readonly terms: readonly TermRange[];
	readonly field?: SearchField;
}

export function phraseIn(segment: IndexSegment, words: readonly string[], field: SearchField | undefined): Phrase {
	const terms = words.map(word => rangeOfWord(segment.terms, word));
	return field === undefined ? { terms } : { terms, field };
}

export function hasPhrase(segment: IndexSegment, { terms, field }: Phrase, document: number): boolean {
	let starts: readonly number[] | undefined;
	for (const [index, term] of terms.entries()) {
		const positions = positionsOf(segment, term, document);
		if (starts === undefined) {
			starts = field === undefined ? positions : positions.filter(at => at >= field.base && at < field.base + field.span);
		} else {
			const here = new Set(positions);
			starts = starts.filter(at => here.has(at + index));
		}
		if (starts.length === 0) {
			return false;
		}
	}
	return true;
}

/** The ascending offsets of a word in a document. */
export function positionsOf({ heads, abstracts }: IndexSegment, { from, to }: TermRange, document: number): readonly number[] {
	const positions: number[] = [];
	if (from < to) {
		const head = postingOf(heads, from, document);
		const inAbstract = head < 0 ? postingOf(abstracts, from, document) : -1;
		if (head >= 0) {
			readPositions(heads, head, positions);
		} else if (inAbstract >= 0) {
			readPositions(abstracts, inAbstract, positions);
		}
	}
	return positions;
}
