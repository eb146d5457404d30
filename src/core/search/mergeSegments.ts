import { makeIdTable } from './idTable';
import type { PackedStrings } from './packedStrings';
import { compareBetween, countOf, sharedWithPrevious } from './packedStrings';
import { endOfPosting, postingsPerBlock } from './positions';
import type { Postings, IndexSegment } from './segment';

/** Postings copied between two steps of a merge: a millisecond or two. */
const postingsPerStep = 50_000;

/** To find the place of a word among the words of all sources takes as long as so many postings. Most words stand in one paper. */
const postingsPerWord = 16;

export interface Merged {
	readonly segment: IndexSegment;
	/** For each source the new number of each document, -1 where it was removed before the merge began. */
	readonly numbers: readonly Int32Array[];
}

/**
 * One segment with the documents of several, removed ones left behind. A generator, so that the work can be done in slices: each step is
 * short, and the sources stay usable meanwhile.
 */
export function* mergeSegments(sources: readonly IndexSegment[]): Generator<undefined, Merged> {
	const numbers = renumber(sources);
	const kept = numbers.map(list => list.reduce((sum, number) => (number >= 0 ? sum + 1 : sum), 0)).reduce((sum, count) => sum + count, 0);
	const merger = new TermMerger(sources, numbers);
	yield;
	const { terms, heads, abstracts } = yield* merger.run();
	const ids = keptStrings(sources, numbers, kept);
	yield;
	const segment: IndexSegment = {
		ids,
		idTable: makeIdTable(ids),
		years: keptNumbers(
			sources.map(source => source.years),
			numbers,
			new Int16Array(kept),
		),
		statuses: keptNumbers(
			sources.map(source => source.statuses),
			numbers,
			new Uint8Array(kept),
		),
		removed: new Uint8Array(kept),
		terms,
		heads,
		abstracts,
	};
	return { segment, numbers };
}

function renumber(sources: readonly IndexSegment[]): readonly Int32Array[] {
	let next = 0;
	return sources.map(({ removed }) =>
		Int32Array.from(removed, gone => {
			next += gone === 0 ? 1 : 0;
			return gone === 0 ? next - 1 : -1;
		}),
	);
}

function keptNumbers<A extends Int16Array | Uint8Array>(sources: readonly A[], numbers: readonly Int32Array[], into: A): A {
	sources.forEach((source, index) => {
		numbers[index]?.forEach((number, document) => {
			if (number >= 0) {
				into[number] = source[document] ?? 0;
			}
		});
	});
	return into;
}

function keptStrings(sources: readonly IndexSegment[], numbers: readonly Int32Array[], count: number): PackedStrings {
	const offsets = new Uint32Array(count + 1);
	const units = new Uint16Array(sources.reduce((sum, { ids }) => sum + ids.units.length, 0));
	let length = 0;
	sources.forEach(({ ids }, index) => {
		numbers[index]?.forEach((number, document) => {
			if (number >= 0) {
				length = appendString(ids, document, units, length);
				offsets[number + 1] = length;
			}
		});
	});
	return { units: units.slice(0, length), offsets };
}

function appendString({ units, offsets }: PackedStrings, index: number, into: Uint16Array, length: number): number {
	let at = length;
	for (let from = offsets[index] ?? 0, end = offsets[index + 1] ?? 0; from < end; from += 1) {
		into[at] = units[from] ?? 0;
		at += 1;
	}
	return at;
}

/** Walks the sorted dictionaries of all sources side by side. */
class TermMerger {
	readonly units: Uint16Array<ArrayBuffer>;
	readonly offsets: Uint32Array<ArrayBuffer>;
	private readonly shared: Uint8Array<ArrayBuffer>;
	private readonly cursors: Cursors;
	private readonly heads: PostingsMerger;
	private readonly abstracts: PostingsMerger;
	private count = 0;

	constructor(
		private readonly sources: readonly IndexSegment[],
		numbers: readonly Int32Array[],
	) {
		const termsAtMost = sources.reduce((sum, { terms }) => sum + countOf(terms), 0);
		this.units = new Uint16Array(sources.reduce((sum, { terms }) => sum + terms.units.length, 0));
		this.offsets = new Uint32Array(termsAtMost + 1);
		this.shared = new Uint8Array(termsAtMost);
		this.heads = new PostingsMerger(
			sources.map(source => source.heads),
			numbers,
			termsAtMost,
		);
		this.abstracts = new PostingsMerger(
			sources.map(source => source.abstracts),
			numbers,
			termsAtMost,
		);
		this.cursors = new Cursors(sources.map(source => source.terms));
	}

	*run(): Generator<undefined, Pick<IndexSegment, 'terms' | 'heads' | 'abstracts'>> {
		let copied = 0;
		for (let same = this.cursors.next(); same.length > 0; same = this.cursors.next()) {
			const before = this.heads.length + this.abstracts.length;
			for (const { source, term } of same) {
				this.heads.append(source, term);
				this.abstracts.append(source, term);
			}
			const added = this.heads.length + this.abstracts.length - before;
			// Words of removed documents alone go with them.
			if (added > 0) {
				this.endTerm(same[0]?.source ?? 0, same[0]?.term ?? 0);
			}
			copied += added + same.length * postingsPerWord;
			if (copied > postingsPerStep) {
				copied = 0;
				yield;
			}
		}
		const terms = {
			units: this.units.slice(0, this.offsets[this.count]),
			offsets: this.offsets.slice(0, this.count + 1),
			shared: this.shared.slice(0, this.count),
		};
		yield;
		const heads = this.heads.finish(this.count);
		yield;
		return { terms, heads, abstracts: this.abstracts.finish(this.count) };
	}

	private endTerm(source: number, term: number): void {
		const { terms } = this.sources[source] ?? {};
		const start = this.offsets[this.count] ?? 0;
		this.count += 1;
		this.offsets[this.count] = terms === undefined ? start : appendString(terms, term, this.units, start);
		this.shared[this.count - 1] = sharedWithPrevious(this, this.count - 1);
		this.heads.endTerm(this.count);
		this.abstracts.endTerm(this.count);
	}
}

interface Cursor {
	readonly source: number;
	term: number;
}

/** Hands out, word by word in order, the places where it stands in the dictionaries: a heap of one cursor for each. */
class Cursors {
	private readonly heap: Cursor[] = [];

	constructor(private readonly dictionaries: readonly PackedStrings[]) {
		dictionaries.forEach((terms, source) => {
			if (countOf(terms) > 0) {
				this.heap.push({ source, term: 0 });
				this.rise(this.heap.length - 1);
			}
		});
	}

	/** The places of the next word, by source; empty at the end. */
	next(): readonly Cursor[] {
		const same: Cursor[] = [];
		for (let [top] = this.heap; top !== undefined; [top] = this.heap) {
			const [first] = same;
			if (first !== undefined && this.compare(first, top) !== 0) {
				break;
			}
			same.push({ source: top.source, term: top.term });
			this.advance(top);
		}
		return same;
	}

	private advance(top: Cursor): void {
		top.term += 1;
		const terms = this.dictionaries[top.source];
		if (terms !== undefined && top.term >= countOf(terms)) {
			const last = this.heap.pop();
			if (last === undefined || this.heap.length === 0) {
				return;
			}
			this.heap[0] = last;
		}
		this.sink();
	}

	/** By word, then by source, so that documents stay in order. */
	private before(left: Cursor, right: Cursor): boolean {
		const difference = this.compare(left, right);
		return difference < 0 || (difference === 0 && left.source < right.source);
	}

	private compare(left: Cursor, right: Cursor): number {
		const a = this.dictionaries[left.source];
		const b = this.dictionaries[right.source];
		return a === undefined || b === undefined ? 0 : compareBetween(a, left.term, b, right.term);
	}

	private rise(from: number): void {
		for (let at = from; at > 0;) {
			const parent = (at - 1) >>> 1;
			const [lower, upper] = [this.heap[at], this.heap[parent]];
			if (lower === undefined || upper === undefined || !this.before(lower, upper)) {
				return;
			}
			this.heap[at] = upper;
			this.heap[parent] = lower;
			at = parent;
		}
	}

	private sink(): void {
		for (let at = 0; ;) {
			const left = 2 * at + 1;
			const [here, a, b] = [this.heap[at], this.heap[left], this.heap[left + 1]];
			if (here === undefined || a === undefined) {
				return;
			}
			const [child, place] = b !== undefined && this.before(b, a) ? [b, left + 1] : [a, left];
			if (!this.before(child, here)) {
				return;
			}
			this.heap[at] = child;
			this.heap[place] = here;
			at = place;
		}
	}
}

class PostingsMerger {
	length = 0;
	private bytes = 0;
	private readonly starts: Uint32Array<ArrayBuffer>;
	private readonly documents: Uint16Array<ArrayBuffer>;
	private readonly impacts: Uint8Array<ArrayBuffer>;
	private readonly masks: Uint16Array<ArrayBuffer>;
	private readonly positions: Uint8Array<ArrayBuffer>;
	private readonly blocks: Uint32Array<ArrayBuffer>;
	/** Where in each source's positions the next posting starts: words come in order, so each source is read from front to back. */
	private readonly read: number[];

	constructor(
		private readonly sources: readonly Postings[],
		private readonly numbers: readonly Int32Array[],
		termsAtMost: number,
	) {
		const total = (count: (postings: Postings) => number) => sources.reduce((sum, postings) => sum + count(postings), 0);
		const postings = total(source => source.documents.length);
		this.starts = new Uint32Array(termsAtMost + 1);
		this.documents = new Uint16Array(postings);
		this.impacts = new Uint8Array(postings);
		this.masks = new Uint16Array(total(source => source.masks.length));
		this.positions = new Uint8Array(total(source => source.positions.length));
		this.blocks = new Uint32Array(Math.ceil(postings / postingsPerBlock));
		this.read = sources.map(() => 0);
	}

	append(index: number, term: number): void {
		const source = this.sources[index];
		const numbers = this.numbers[index];
		if (source === undefined || numbers === undefined) {
			return;
		}
		const { starts, documents, impacts, masks, positions } = source;
		const masked = masks.length > 0;
		let read = this.read[index] ?? 0;
		for (let at = starts[term] ?? 0, end = starts[term + 1] ?? 0; at < end; at += 1) {
			const next = endOfPosting(positions, read);
			const number = numbers[documents[at] ?? 0] ?? -1;
			if (number >= 0) {
				this.documents[this.length] = number;
				this.impacts[this.length] = impacts[at] ?? 0;
				if (masked) {
					this.masks[this.length] = masks[at] ?? 0;
				}
				if (this.length % postingsPerBlock === 0) {
					this.blocks[this.length / postingsPerBlock] = this.bytes;
				}
				this.copyPositions(positions, read, next);
				this.length += 1;
			}
			read = next;
		}
		this.read[index] = read;
	}

	endTerm(count: number): void {
		this.starts[count] = this.length;
	}

	finish(terms: number): Postings {
		const whole = this.length === this.documents.length;
		return {
			starts: this.starts.slice(0, terms + 1),
			documents: whole ? this.documents : this.documents.slice(0, this.length),
			impacts: whole ? this.impacts : this.impacts.slice(0, this.length),
			masks: whole || this.masks.length === 0 ? this.masks : this.masks.slice(0, this.length),
			positions: whole ? this.positions : this.positions.slice(0, this.bytes),
			blocks: whole ? this.blocks : this.blocks.slice(0, Math.ceil(this.length / postingsPerBlock)),
		};
	}

	private copyPositions(from: Uint8Array, start: number, end: number): void {
		for (let at = start; at < end; at += 1) {
			this.positions[this.bytes] = from[at] ?? 0;
			this.bytes += 1;
		}
	}
}
