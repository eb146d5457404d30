import { statuses } from '../paper/paper';
import type { SearchDocument } from './document';
import type { SearchField } from './fields';
import { abstractOnly, fields, gapBetweenValues } from './fields';
import { growingBytes, growingShorts, growingWords } from './growing';
import { makeIdTable } from './idTable';
import { packSorted, packStrings } from './packedStrings';
import { postingsPerBlock, writeNumber } from './positions';
import { impactOf, occurrenceWeight } from './scoring';
import type { Postings, IndexSegment } from './segment';
import { eachWord, eachWordAndJoin } from './tokenizer';

/** Gathers documents and makes a segment of them. */
export class SegmentBuilder {
	private readonly documents: SearchDocument[] = [];
	private readonly numbers = new Map<string, number>();
	private readonly removed = new Set<number>();
	private readonly terms = new Map<string, number>();

	// One entry for each word of each document, in the order the documents came.
	private readonly entryTerms = growingWords();
	private readonly entryDocuments = growingShorts();
	private readonly entryImpacts = growingBytes();
	private readonly entryMasks = growingShorts();
	private readonly entryPositions = growingWords();
	private readonly positions = growingBytes();

	private readonly reader = new DocumentReader(this.terms);

	/** Documents in it, removed ones included. */
	get count(): number {
		return this.documents.length;
	}

	/** Postings in it; the work of {@link finish} goes with them. */
	get postings(): number {
		return this.entryTerms.length;
	}

	get live(): number {
		return this.documents.length - this.removed.size;
	}

	add(document: SearchDocument): void {
		const number = this.documents.length;
		this.documents.push(document);
		this.numbers.set(document.id, number);
		this.reader.read(document);
		for (let slot = 0; slot < this.reader.count; slot += 1) {
			this.entryTerms.push(this.reader.term(slot));
			this.entryDocuments.push(number);
			this.entryImpacts.push(impactOf(this.reader.weight(slot)));
			this.entryMasks.push(this.reader.mask(slot));
			this.entryPositions.push(this.positions.length);
			this.writePositions(slot);
		}
	}

	/** Says whether the document was there. */
	remove(id: string): boolean {
		const number = this.numbers.get(id);
		if (number === undefined) {
			return false;
		}
		this.numbers.delete(id);
		this.removed.add(number);
		return true;
	}

	finish(): IndexSegment {
		const words = [...this.terms.keys()].sort();
		const ranks = new Uint32Array(words.length);
		words.forEach((word, rank) => {
			ranks[this.terms.get(word) ?? 0] = rank;
		});
		const ids = packStrings(this.documents.map(document => document.id));
		const removed = new Uint8Array(this.count);
		this.removed.forEach(number => {
			removed[number] = 1;
		});
		return {
			ids,
			idTable: makeIdTable(ids),
			years: Int16Array.from(this.documents, document => document.year ?? 0),
			statuses: Uint8Array.from(this.documents, document => (document.status === undefined ? 0 : statuses.indexOf(document.status) + 1)),
			removed,
			terms: packSorted(words),
			heads: this.sorted(ranks, mask => mask !== abstractOnly, true),
			abstracts: this.sorted(ranks, mask => mask === abstractOnly, false),
		};
	}

	private writePositions(slot: number): void {
		let previous = 0;
		for (let token = this.reader.firstToken(slot); token >= 0;) {
			const position = this.reader.position(token);
			const next = this.reader.nextToken(token);
			this.positions.reserve(5);
			this.positions.length = writeNumber(this.positions.items, this.positions.length, ((position - previous) << 1) | (next >= 0 ? 1 : 0));
			previous = position;
			token = next;
		}
	}

	/** The entries whose mask is chosen, sorted by word; a counting sort, so each word's documents stay in order. */
	private sorted(ranks: Uint32Array, chosen: (mask: number) => boolean, withMasks: boolean): Postings {
		const { length } = this.entryTerms;
		const terms = this.entryTerms.items;
		const masks = this.entryMasks.items;
		const starts = new Uint32Array(ranks.length + 1);
		let bytes = 0;
		for (let entry = 0; entry < length; entry += 1) {
			if (chosen(masks[entry] ?? 0)) {
				const rank = ranks[terms[entry] ?? 0] ?? 0;
				starts[rank + 1] = (starts[rank + 1] ?? 0) + 1;
				bytes += this.endOfPositions(entry) - (this.entryPositions.items[entry] ?? 0);
			}
		}
		for (let rank = 0; rank < ranks.length; rank += 1) {
			starts[rank + 1] = (starts[rank + 1] ?? 0) + (starts[rank] ?? 0);
		}
		const order = new Uint32Array(starts[ranks.length] ?? 0);
		const next = starts.slice();
		for (let entry = 0; entry < length; entry += 1) {
			if (chosen(masks[entry] ?? 0)) {
				const rank = ranks[terms[entry] ?? 0] ?? 0;
				const place = next[rank] ?? 0;
				next[rank] = place + 1;
				order[place] = entry;
			}
		}
		return this.gathered(starts, order, bytes, withMasks);
	}

	private gathered(starts: Uint32Array, order: Uint32Array, bytes: number, withMasks: boolean): Postings {
		const documents = new Uint16Array(order.length);
		const impacts = new Uint8Array(order.length);
		const masks = new Uint16Array(withMasks ? order.length : 0);
		const positions = new Uint8Array(bytes);
		const blocks = new Uint32Array(Math.ceil(order.length / postingsPerBlock));
		let at = 0;
		for (let place = 0; place < order.length; place += 1) {
			const entry = order[place] ?? 0;
			documents[place] = this.entryDocuments.items[entry] ?? 0;
			impacts[place] = this.entryImpacts.items[entry] ?? 0;
			if (withMasks) {
				masks[place] = this.entryMasks.items[entry] ?? 0;
			}
			if (place % postingsPerBlock === 0) {
				blocks[place / postingsPerBlock] = at;
			}
			for (let from = this.entryPositions.items[entry] ?? 0, end = this.endOfPositions(entry); from < end; from += 1) {
				positions[at] = this.positions.items[from] ?? 0;
				at += 1;
			}
		}
		return { starts, documents, impacts, masks, positions, blocks };
	}

	private endOfPositions(entry: number): number {
		return entry + 1 < this.entryPositions.length ? (this.entryPositions.items[entry + 1] ?? 0) : this.positions.length;
	}
}

/**
 * The words of one document at a time: for each its weight, the fields it stands in and a chain of its offsets. Its arrays are used again.
 */
class DocumentReader {
	private readonly tokenTerms = growingWords();
	private readonly tokenPositions = growingShorts();
	private tokenNext = new Int32Array(1024);

	private slotTerms: number[] = [];
	private slotWeights: number[] = [];
	private slotMasks: number[] = [];
	private slotFirst: number[] = [];
	private slotLast: number[] = [];
	/** The slot a term has in this document, valid where the slot says so too. */
	private readonly slotOfTerm: number[] = [];

	constructor(private readonly terms: Map<string, number>) {}

	get count(): number {
		return this.slotTerms.length;
	}

	term(slot: number): number {
		return this.slotTerms[slot] ?? 0;
	}

	weight(slot: number): number {
		return this.slotWeights[slot] ?? 0;
	}

	mask(slot: number): number {
		return this.slotMasks[slot] ?? 0;
	}

	firstToken(slot: number): number {
		return this.slotFirst[slot] ?? -1;
	}

	/** -1 behind the last. */
	nextToken(token: number): number {
		return this.tokenNext[token] ?? -1;
	}

	position(token: number): number {
		return this.tokenPositions.items[token] ?? 0;
	}

	read(document: SearchDocument): void {
		this.tokenTerms.length = 0;
		this.tokenPositions.length = 0;
		this.slotTerms = [];
		this.slotWeights = [];
		this.slotMasks = [];
		this.slotFirst = [];
		this.slotLast = [];
		for (const field of fields) {
			const values = document.texts[field.name];
			if (values !== undefined && values.length > 0) {
				const from = this.tokenTerms.length;
				const length = this.readValues(field, values);
				this.weigh(field, from, occurrenceWeight(field, length));
			}
		}
	}

	/** Returns how many words the field has. */
	private readValues(field: SearchField, values: readonly string[]): number {
		const last = field.span - 1;
		let offset = 0;
		const visit = (word: string, at: number) => {
			this.tokenTerms.push(this.termOf(word));
			this.tokenPositions.push(field.base + Math.min(offset + at, last));
		};
		let words = 0;
		for (const value of values) {
			const length = field.joins ? eachWordAndJoin(value, visit) : eachWord(value, visit);
			words += length;
			offset += length + gapBetweenValues;
		}
		return words;
	}

	private weigh(field: SearchField, from: number, weight: number): void {
		if (this.tokenNext.length < this.tokenTerms.length) {
			const larger = new Int32Array(2 * this.tokenTerms.length);
			larger.set(this.tokenNext);
			this.tokenNext = larger;
		}
		for (let token = from; token < this.tokenTerms.length; token += 1) {
			this.tokenNext[token] = -1;
			const slot = this.slotOf(this.tokenTerms.items[token] ?? 0, token);
			this.slotWeights[slot] = (this.slotWeights[slot] ?? 0) + weight;
			this.slotMasks[slot] = (this.slotMasks[slot] ?? 0) | field.bit;
		}
	}

	private slotOf(term: number, token: number): number {
		const known = this.slotOfTerm[term];
		if (known !== undefined && this.slotTerms[known] === term) {
			this.tokenNext[this.slotLast[known] ?? 0] = token;
			this.slotLast[known] = token;
			return known;
		}
		const slot = this.slotTerms.length;
		this.slotOfTerm[term] = slot;
		this.slotTerms.push(term);
		this.slotWeights.push(0);
		this.slotMasks.push(0);
		this.slotFirst.push(token);
		this.slotLast.push(token);
		return slot;
	}

	private termOf(word: string): number {
		const known = this.terms.get(word);
		if (known !== undefined) {
			return known;
		}
		const term = this.terms.size;
		this.terms.set(word, term);
		return term;
	}
}
