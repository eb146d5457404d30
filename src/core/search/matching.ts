import { abstractOnly } from './fields';
import { postingOf } from './lookup';
import type { TermExpansion, WordPlan } from './plan';
import type { Postings, IndexSegment } from './segment';
import { documentCount, mostDocuments } from './segment';

/** Documents of a segment that the words choose, in no order, and what the words say of each. */
export interface Matches {
	readonly documents: Uint16Array;
	/** Sums of products. */
	readonly scores: Int32Array;
	/** How many of the optional words each has. */
	readonly met: Uint8Array;
	count: number;
}

/**
 * Finds the documents of one segment that have all words, and scores them. The rarest word goes first. For each further one either its
 * postings are all read, or, where few documents are left, those are looked up in it: whichever costs less. Its arrays are used again for
 * the next segment.
 */
export class Matching {
	private readonly values = new Int32Array(mostDocuments + 1);
	private readonly matches: Matches = {
		documents: new Uint16Array(mostDocuments + 1),
		scores: new Int32Array(mostDocuments + 1),
		met: new Uint8Array(mostDocuments + 1),
		count: 0,
	};

	find(segment: IndexSegment, words: readonly WordPlan[]): Readonly<Matches> {
		const required = words.filter(word => !word.optional).sort((a, b) => a.size - b.size);
		const [first, ...others] = required;
		if (first === undefined) {
			this.takeAll(documentCount(segment));
		} else {
			this.takeFirst(segment, first);
		}
		this.matches.met.fill(0, 0, this.matches.count);
		for (const word of others) {
			this.combine(segment, word, true);
		}
		for (const word of words) {
			if (word.optional) {
				this.combine(segment, word, false);
			}
		}
		return this.matches;
	}

	private takeAll(count: number): void {
		for (let document = 0; document < count; document += 1) {
			this.matches.documents[document] = document;
		}
		this.matches.scores.fill(0, 0, count);
		this.matches.count = count;
	}

	private takeFirst(segment: IndexSegment, word: WordPlan): void {
		const { documents, scores } = this.matches;
		const { values } = this;
		const total = documentCount(segment);
		this.scatter(segment, word);
		let count = 0;
		for (let document = 0; document < total; document += 1) {
			const value = values[document] ?? 0;
			if (value !== 0) {
				documents[count] = document;
				scores[count] = value;
				count += 1;
			}
		}
		values.fill(0, 0, total);
		this.matches.count = count;
	}

	/** Adds a word to what was found; with `keepOnly`, documents without it go. */
	private combine(segment: IndexSegment, word: WordPlan, keepOnly: boolean): void {
		const terms = word.expansions.reduce((sum, { from, to }) => sum + to - from, 0);
		if (this.matches.count * terms * lookupCost < word.size) {
			this.lookUp(segment, word);
		} else {
			this.scatter(segment, word);
		}
		this.keep(keepOnly);
		this.values.fill(0, 0, documentCount(segment));
	}

	private keep(keepOnly: boolean): void {
		const { values } = this;
		const { documents, scores, met, count } = this.matches;
		let kept = 0;
		for (let at = 0; at < count; at += 1) {
			const document = documents[at] ?? 0;
			const value = values[document] ?? 0;
			if (value > 0 || !keepOnly) {
				documents[kept] = document;
				scores[kept] = (scores[at] ?? 0) + value;
				met[kept] = (met[at] ?? 0) + (value > 0 && !keepOnly ? 1 : 0);
				kept += 1;
			}
		}
		this.matches.count = kept;
	}

	/** As {@link scatter}, for the documents found so far. */
	private lookUp(segment: IndexSegment, word: WordPlan): void {
		const { documents, count } = this.matches;
		for (let at = 0; at < count; at += 1) {
			const document = documents[at] ?? 0;
			this.values[document] = bestOf(segment, word, document);
		}
	}

	/** Leaves in `values` for each document the best of the word's expansions. */
	private scatter({ heads, abstracts }: IndexSegment, { mask, expansions }: WordPlan): void {
		for (const expansion of expansions) {
			if (mask === 0) {
				scatterAll(heads, expansion, this.values);
			} else {
				scatterMasked(heads, expansion, mask, this.values);
			}
			if (expansion.abstracts && (mask === 0 || (mask & abstractOnly) !== 0)) {
				scatterAll(abstracts, expansion, this.values);
			}
		}
	}
}

/** A look-up costs about as much as reading so many postings. */
const lookupCost = 24;

/** The postings of neighbouring words are neighbours too: a beginning of a word is read in one go. */
function scatterAll({ starts, documents, impacts }: Postings, { from, to, factor }: TermExpansion, values: Int32Array): void {
	const end = starts[to] ?? 0;
	for (let at = starts[from] ?? 0; at < end; at += 1) {
		const document = documents[at] ?? 0;
		const value = (impacts[at] ?? 0) * factor;
		if (value > (values[document] ?? 0)) {
			values[document] = value;
		}
	}
}

function scatterMasked(
	{ starts, documents, impacts, masks }: Postings,
	{ from, to, factor }: TermExpansion,
	mask: number,
	values: Int32Array,
): void {
	const end = starts[to] ?? 0;
	for (let at = starts[from] ?? 0; at < end; at += 1) {
		const document = documents[at] ?? 0;
		const value = (impacts[at] ?? 0) * factor;
		if (((masks[at] ?? 0) & mask) !== 0 && value > (values[document] ?? 0)) {
			values[document] = value;
		}
	}
}

function bestOf({ heads, abstracts }: IndexSegment, { mask, expansions }: WordPlan, document: number): number {
	let best = 0;
	for (const { from, to, factor, abstracts: withAbstracts } of expansions) {
		for (let term = from; term < to; term += 1) {
			const head = postingOf(heads, term, document);
			if (head >= 0) {
				best = mask === 0 || ((heads.masks[head] ?? 0) & mask) !== 0 ? Math.max(best, (heads.impacts[head] ?? 0) * factor) : best;
			} else if (withAbstracts && (mask === 0 || (mask & abstractOnly) !== 0)) {
				const found = postingOf(abstracts, term, document);
				best = found >= 0 ? Math.max(best, (abstracts.impacts[found] ?? 0) * factor) : best;
			}
		}
	}
	return best;
}
