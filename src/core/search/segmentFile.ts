import type { Postings, Segment } from './segment';

// 'MSI1' when read as the machine reads numbers: a file from a machine with the other byte order is refused like one of another version.
const magic = 0x3149_534d;

type Numbers = Uint8Array | Uint16Array | Int16Array | Uint32Array;

/**
 * Layout, all numbers of 32 bits: magic, bytes in all, segments; for each segment the length of each of its arrays; then the arrays themselves in the same
 * order, each from a multiple of 4 bytes on. Arrays stand as they are in memory, so reading makes views and copies nothing.
 */
export function writeSegments(segments: readonly Segment[]): Uint8Array<ArrayBuffer> {
	const arrays = segments.flatMap(arraysOf);
	const header = Uint32Array.from([magic, 0, segments.length, ...arrays.map(array => array.length)]);
	const size = arrays.reduce((sum, array) => sum + padded(array.byteLength), header.byteLength);
	header[1] = size;
	const bytes = new Uint8Array(size);
	let at = put(bytes, 0, header);
	for (const array of arrays) {
		at = put(bytes, at, array);
	}
	return bytes;
}

/** `undefined` where the bytes are no such file, or not all of it. */
export function readSegments(bytes: Uint8Array): readonly Segment[] | undefined {
	const aligned = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
	if (aligned.byteLength < 12 || aligned.byteLength % 4 !== 0) {
		return undefined;
	}
	const words = new Uint32Array(aligned.buffer, aligned.byteOffset, aligned.byteLength / 4);
	const [found, size, count = 0] = words;
	const headerLength = 3 + count * arraysPerSegment;
	if (found !== magic || size !== aligned.byteLength || headerLength > words.length) {
		return undefined;
	}
	const reader = new ArrayReader(aligned, words.subarray(3, headerLength), 4 * headerLength);
	const segments: Segment[] = [];
	for (let index = 0; index < count; index += 1) {
		segments.push(segmentFrom(reader));
	}
	return reader.at === aligned.byteLength && segments.every(isSound) ? segments : undefined;
}

/**
 * Whether every place the arrays name is inside them, as far as a damaged file could otherwise make a search read without end. Postings are not looked at:
 * wrong ones give wrong hits, and there are a hundred times more of them.
 */
function isSound({ ids, years, statuses, removed, terms, heads, abstracts }: Segment): boolean {
	const count = years.length;
	const words = terms.offsets.length - 1;
	return (
		statuses.length === count &&
		removed.length === count &&
		ids.offsets.length === count + 1 &&
		risesTo(ids.offsets, ids.units.length) &&
		risesTo(terms.offsets, terms.units.length) &&
		terms.shared.length === words &&
		[heads, abstracts].every(({ starts, documents, impacts }) => starts.length === words + 1 && risesTo(starts, documents.length) && impacts.length === documents.length)
	);
}

function risesTo(offsets: Uint32Array, end: number): boolean {
	let before = 0;
	for (const offset of offsets) {
		if (offset < before) {
			return false;
		}
		before = offset;
	}
	return offsets[0] === 0 && before === end;
}

function put(bytes: Uint8Array, at: number, array: Numbers): number {
	bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), at);
	return at + padded(array.byteLength);
}

function padded(bytes: number): number {
	return Math.ceil(bytes / 4) * 4;
}

const arraysPerSegment = 21;

/** In the order {@link segmentFrom} reads them. */
function arraysOf(segment: Segment): readonly Numbers[] {
	const { ids, idTable, years, statuses, removed, terms, heads, abstracts } = segment;
	return [ids.units, ids.offsets, idTable, years, statuses, removed, terms.units, terms.offsets, terms.shared, ...postingArrays(heads), ...postingArrays(abstracts)];
}

function postingArrays({ starts, documents, impacts, masks, positions, blocks }: Postings): readonly Numbers[] {
	return [starts, documents, impacts, masks, positions, blocks];
}

function segmentFrom(reader: ArrayReader): Segment {
	return {
		ids: { units: reader.shorts(), offsets: reader.words() },
		idTable: reader.shorts(),
		years: reader.signedShorts(),
		statuses: reader.bytes(),
		// The one array that changes: a copy, so that the saved bytes do not.
		removed: reader.bytes().slice(),
		terms: { units: reader.shorts(), offsets: reader.words(), shared: reader.bytes() },
		heads: postingsFrom(reader),
		abstracts: postingsFrom(reader),
	};
}

function postingsFrom(reader: ArrayReader): Postings {
	return { starts: reader.words(), documents: reader.shorts(), impacts: reader.bytes(), masks: reader.shorts(), positions: reader.bytes(), blocks: reader.words() };
}

/** Hands out views of the arrays, one after the other; empty ones behind the end of the file. */
class ArrayReader {
	private index = 0;

	constructor(private readonly file: Uint8Array, private readonly lengths: Uint32Array, public at: number) {}

	bytes(): Uint8Array {
		return this.view(1, (buffer, offset, length) => new Uint8Array(buffer, offset, length));
	}

	shorts(): Uint16Array {
		return this.view(2, (buffer, offset, length) => new Uint16Array(buffer, offset, length));
	}

	signedShorts(): Int16Array {
		return this.view(2, (buffer, offset, length) => new Int16Array(buffer, offset, length));
	}

	words(): Uint32Array {
		return this.view(4, (buffer, offset, length) => new Uint32Array(buffer, offset, length));
	}

	private view<A>(width: number, make: (buffer: ArrayBufferLike, offset: number, length: number) => A): A {
		const length = this.lengths[this.index] ?? 0;
		const start = this.at;
		this.index += 1;
		this.at += padded(length * width);
		return this.at <= this.file.byteLength ? make(this.file.buffer, this.file.byteOffset + start, length) : make(this.file.buffer, 0, 0);
	}
}
