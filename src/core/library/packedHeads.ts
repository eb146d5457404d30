import type { ArrayReader } from '../data/binaryFile';
import { readArrays, writeArrays } from '../data/binaryFile';
import { isObject, parseJson } from '../data/json';
import { TextReader, TextWriter } from '../data/packedTexts';
import type { Source, Status } from '../paper/paper';
import { statuses } from '../paper/paper';
import { fnv1a } from '../text/hash';
import { foldKey } from './foldKey';
import type { Head } from '../paper/head';

// 'MHD7' when read as the machine reads numbers.
const magic = 0x3744_484d;

export interface PackedHeads {
	/** Read from the bytes as they are asked for. Their fields are getters: `{ ...head }` has none. */
	readonly heads: readonly Head[];
	/** The identity hashes of each, made when they are asked for. */
	readonly hashes: () => readonly Uint32Array[];
}

/** The heads of a volume in one binary, some 400 bytes each, and what they were read from. */
export function packHeads(stamp: string, heads: readonly Head[], hashes: readonly ArrayLike<number>[]): readonly Uint8Array[] {
	const texts = new TextWriter();
	texts.add(stamp);
	const rows: number[] = [];
	const counts: number[] = [];
	const sources: number[] = [];
	const names: number[] = [];
	const kinds: number[] = [];
	for (const head of heads) {
		rows.push(texts.count, sources.length, names.length);
		counts.push(head.aliases.length, head.names.length, head.tags.length, head.collections.length, head.sources.length);
		const { aliases, names: authors, tags, collections } = head;
		const fixed = [head.id, head.key, head.title, head.authors ?? '', head.added, head.updated, String(head.rating ?? '')];
		[...fixed, ...aliases, ...authors, ...tags, ...collections].forEach(text => texts.add(text));
		// Of these there are few, or few papers have them.
		kinds.push(texts.addOnce(head.type));
		kinds.push(...[head.venue, head.queued, head.due, head.statusDate].map(text => (text === undefined ? 0 : texts.addOnce(text) + 1)));
		for (const source of head.sources) {
			sources.push(...packedSource(source, texts));
		}
		for (let index = 0; index < nameCount(head); index += 1) {
			names.push(nameHash(head, index));
		}
	}
	const hashStarts = new Uint32Array(heads.length + 1);
	hashes.forEach((list, at) => {
		hashStarts[at + 1] = (hashStarts[at] ?? 0) + list.length;
	});
	return writeArrays(magic, [
		...texts.arrays(),
		Uint32Array.from(rows),
		Uint16Array.from(counts),
		Uint32Array.from(sources),
		Uint32Array.from(names),
		Uint32Array.from(kinds),
		Uint32Array.from(heads, head => (head.year === undefined ? 0 : head.year + yearOffset)),
		Uint8Array.from(heads, head => statuses.indexOf(head.status) + (head.pinned ? pinned : 0) + (head.hasPdf ? withPdf : 0)),
		hashStarts,
		Uint32Array.from(hashes.flatMap(list => Array.from(list))),
	]);
}

/** `undefined` where the bytes are not such a file, not all of it, or of another state than `stamp`. */
export function readHeads(bytes: Uint8Array, stamp: string): PackedHeads | undefined {
	const reader = readArrays(magic, bytes);
	if (reader?.count !== 12) {
		return undefined;
	}
	const table = new HeadTable(reader);
	if (!reader.isAtEnd || table.texts.at(0) !== stamp) {
		return undefined;
	}
	const { hashStarts, hashes } = table;
	return {
		heads: Array.from({ length: table.count }, (_, at) => new PackedHead(table, at)),
		hashes: () => Array.from({ length: table.count }, (_, at) => hashes.subarray(hashStarts[at], hashStarts[at + 1])),
	};
}

/** How many names a head goes by: its id, its key, its aliases. */
export function nameCount(head: Head): number {
	return head instanceof PackedHead ? head.nameCount : 2 + head.aliases.length;
}

/** Of a head's names, in any case, one by its number: the id is 0, the key 1, then the aliases. Of a packed head no text is made. */
export function nameHash(head: Head, index: number): number {
	return head instanceof PackedHead
		? head.nameHash(index)
		: fnv1a(foldKey((index === 0 ? head.id : index === 1 ? head.key : head.aliases[index - 2]) ?? ''));
}

/** So that a year before our era is a number above 0; 0 stands for none. */
const yearOffset = 100_000;

/** Beside the number of the status. */
const pinned = 16;
const withPdf = 32;

/** Rank and upvotes apart, plus 1: the rest is the same for a whole list and is kept once. */
function packedSource({ rank, upvotes, ...rest }: Source, texts: TextWriter): readonly number[] {
	const whole = [rank, upvotes].every(number => number === undefined || (Number.isInteger(number) && number >= 0 && number < 1e9));
	const text = JSON.stringify(whole ? rest : { ...rest, rank, upvotes });
	return [texts.addOnce(text), whole && rank !== undefined ? rank + 1 : 0, whole && upvotes !== undefined ? upvotes + 1 : 0];
}

class HeadTable {
	readonly texts: TextReader;
	readonly rows: Uint32Array;
	readonly counts: Uint16Array;
	private readonly sources: Uint32Array;
	readonly names: Uint32Array;
	private readonly kinds: Uint32Array;
	readonly years: Uint32Array;
	readonly statuses: Uint8Array;
	readonly hashStarts: Uint32Array;
	readonly hashes: Uint32Array;

	constructor(reader: ArrayReader) {
		this.texts = new TextReader(reader);
		this.rows = reader.words();
		this.counts = reader.shorts();
		this.sources = reader.words();
		this.names = reader.words();
		this.kinds = reader.words();
		this.years = reader.words();
		this.statuses = reader.bytes();
		this.hashStarts = reader.words();
		this.hashes = reader.words();
	}

	get count(): number {
		return this.years.length;
	}

	/**
	 * Type, venue, place in the queue, due date and date of the status of a head, each kept once for all that have it; of these each has a
	 * type.
	 */
	kind(at: number, which: 0 | 1 | 2 | 3 | 4): string | undefined {
		const text = (this.kinds[5 * at + which] ?? 0) - (which === 0 ? 0 : 1);
		return text < 0 ? undefined : this.texts.at(text);
	}

	source(at: number): Source {
		const base = sourceFrom(this.texts.at(this.sources[at] ?? 0));
		const [, rank = 0, upvotes = 0] = this.sources.subarray(at, at + 3);
		return rank === 0 && upvotes === 0
			? base
			: { ...base, ...(rank === 0 ? {} : { rank: rank - 1 }), ...(upvotes === 0 ? {} : { upvotes: upvotes - 1 }) };
	}
}

const sourcesByText = new Map<string, Source>();

/** Lists and files are few: each is parsed once. */
function sourceFrom(text: string): Source {
	const known = sourcesByText.get(text);
	if (known !== undefined) {
		return known;
	}
	const parsed = parseJson(text);
	const source = isObject(parsed) && typeof parsed['kind'] === 'string' ? { ...parsed, kind: parsed['kind'] } : { kind: '' };
	if (sourcesByText.size < 10_000) {
		sourcesByText.set(text, source);
	}
	return source;
}

const fixedTexts = 7;

class PackedHead implements Head {
	constructor(
		private readonly table: HeadTable,
		private readonly at: number,
	) {}

	get id(): string {
		return this.text(0);
	}

	get key(): string {
		return this.text(1);
	}

	get title(): string {
		return this.text(2);
	}

	get authors(): string | undefined {
		return this.text(3) || undefined;
	}

	get added(): string {
		return this.text(4);
	}

	get updated(): string {
		return this.text(5);
	}

	get aliases(): readonly string[] {
		return this.list(0);
	}

	get names(): readonly string[] {
		return this.list(1);
	}

	get tags(): readonly string[] {
		return this.list(2);
	}

	get collections(): readonly string[] {
		return this.list(3);
	}

	get rating(): number | undefined {
		const rating = this.text(6);
		return rating === '' ? undefined : Number(rating);
	}

	get pinned(): boolean {
		return ((this.table.statuses[this.at] ?? 0) & pinned) !== 0;
	}

	get hasPdf(): boolean {
		return ((this.table.statuses[this.at] ?? 0) & withPdf) !== 0;
	}

	get sources(): readonly Source[] {
		const first = this.table.rows[3 * this.at + 1] ?? 0;
		const count = this.table.counts[5 * this.at + 4] ?? 0;
		return count === 0 ? [] : Array.from({ length: count }, (_, index) => this.table.source(first + 3 * index));
	}

	get year(): number | undefined {
		const year = this.table.years[this.at] ?? 0;
		return year === 0 ? undefined : year - yearOffset;
	}

	get type(): string {
		return this.table.kind(this.at, 0) ?? '';
	}

	get venue(): string | undefined {
		return this.table.kind(this.at, 1);
	}

	get queued(): string | undefined {
		return this.table.kind(this.at, 2);
	}

	get due(): string | undefined {
		return this.table.kind(this.at, 3);
	}

	get statusDate(): string | undefined {
		return this.table.kind(this.at, 4);
	}

	get status(): Status {
		return statuses[(this.table.statuses[this.at] ?? 0) & ~(pinned | withPdf)] ?? statuses[0];
	}

	/** How many names it has: id, key, aliases. */
	get nameCount(): number {
		return 2 + (this.table.counts[5 * this.at] ?? 0);
	}

	nameHash(index: number): number {
		return this.table.names[(this.table.rows[3 * this.at + 2] ?? 0) + index] ?? 0;
	}

	private text(index: number): string {
		return this.table.texts.at((this.table.rows[3 * this.at] ?? 0) + index);
	}

	/** Aliases, names, tags, collections: one behind the other. */
	private list(which: 0 | 1 | 2 | 3): readonly string[] {
		const { counts } = this.table;
		const base = 5 * this.at;
		const count = counts[base + which] ?? 0;
		if (count === 0) {
			return [];
		}
		let index = fixedTexts;
		for (let before = 0; before < which; before += 1) {
			index += counts[base + before] ?? 0;
		}
		return Array.from({ length: count }, (_, item) => this.text(index + item));
	}
}
