/**
 * Files with checksums at their end, so that what a disk, a sync tool or a power cut damaged is not taken for whole. Against accidents
 * only: whoever can write the file can also write its checksums.
 *
 * Layout: the content; zeros up to a multiple of 4 bytes; two words for each block of the content; the length of the content; `magic`.
 * Words have 32 bits, lowest byte first: a machine with the other byte order takes every file for damaged.
 */

/** Bytes of content that share a checksum. A reader may read and check blocks apart from each other. */
export const blockSize = 1 << 23;

/** 'MSM1' when read as the machine reads numbers. */
const magic = 0x314d_534d;

export type BlockSum = readonly [number, number];

/**
 * The parts of a file, followed by its checksums. The parts themselves are passed on, not copied.
 * @param rest called between blocks (some milliseconds of work each), so that the caller can yield.
 */
export async function withChecksums(parts: readonly Uint8Array[], rest: () => Promise<void>): Promise<readonly Uint8Array[]> {
	const sums: number[] = [];
	let sum = new Checksum();
	let length = 0;
	for (const part of parts) {
		for (let at = 0; at < part.length;) {
			const end = Math.min(part.length, at + blockSize - (length % blockSize));
			sum.add(part.subarray(at, end));
			length += end - at;
			at = end;
			if (length % blockSize === 0) {
				sums.push(...sum.finish());
				sum = new Checksum();
				await rest();
			}
		}
	}
	if (length % blockSize > 0) {
		sums.push(...sum.finish());
	}
	const trailer = Uint32Array.from([...sums, length, magic]);
	return [...parts, new Uint8Array(-length & 3), new Uint8Array(trailer.buffer)];
}

/**
 * The content of a file that {@link withChecksums} made, as a view of `bytes`; `undefined` where anything of it is damaged or missing.
 * @param known sums of full blocks that were computed already, by the block's number.
 */
export function withoutChecksums(bytes: Uint8Array, known: readonly (BlockSum | undefined)[] = []): Uint8Array | undefined {
	const whole = wordAligned(bytes);
	if (whole.length < 8 || whole.length % 4 !== 0) {
		return undefined;
	}
	const words = wordsOf(whole, 0, whole.length);
	const length = words[words.length - 2] ?? 0;
	const first = Math.ceil(length / 4);
	const blocks = Math.ceil(length / blockSize);
	if (
		words[words.length - 1] !== magic ||
		first + 2 * blocks + 2 !== words.length ||
		whole.subarray(length, 4 * first).some(byte => byte !== 0)
	) {
		return undefined;
	}
	for (let block = 0; block < blocks; block += 1) {
		const end = (block + 1) * blockSize;
		const [one, two] = (end <= length ? known[block] : undefined) ?? blockSum(whole.subarray(block * blockSize, Math.min(end, length)));
		if (one !== words[first + 2 * block] || two !== words[first + 2 * block + 1]) {
			return undefined;
		}
	}
	return whole.subarray(0, length);
}

/** The checksum of a block's bytes. */
export function blockSum(bytes: Uint8Array): BlockSum {
	const sum = new Checksum();
	sum.add(bytes);
	return sum.finish();
}

// Odd, so that no step of the sum loses anything.
// https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md#xxh32-algorithm-description
const factor = 0x9e37_79b1 | 0;
const otherFactor = 0x85eb_ca77 | 0;

/** The checksum of bytes, by which they are known again: against accidents, as all here. */
export function checksumOf(bytes: Uint8Array): BlockSum {
	const sum = new Checksum();
	sum.add(bytes);
	return sum.finish();
}

/**
 * 64 bits over 32-bit words in eight lanes, which a processor computes in parallel (5 GB/s; one lane: 1 GB/s). A step is reversible in the
 * lane and in the word, so that one word that differs always shows.
 */
class Checksum {
	private readonly lanes = Int32Array.from([1, 2, 3, 4, 5, 6, 7, 8], lane => Math.imul(lane, otherFactor));
	/** How many bytes came. */
	private length = 0;
	/** The bytes of a word that is not whole yet, the first one lowest. */
	private pending = 0;

	add(bytes: Uint8Array): void {
		let at = 0;
		while (at < bytes.length && this.length % 32 !== 0) {
			this.addByte(bytes[at] ?? 0);
			at += 1;
		}
		const end = at + ((bytes.length - at) & ~31);
		if (end > at) {
			const rows = wordAligned(bytes.subarray(at, end));
			this.addRows(wordsOf(rows, 0, rows.length));
			this.length += end - at;
		}
		for (at = end; at < bytes.length; at += 1) {
			this.addByte(bytes[at] ?? 0);
		}
	}

	finish(): BlockSum {
		const { length } = this;
		while (this.length % 4 !== 0) {
			this.addByte(0);
		}
		return [
			this.lanes.reduce((sum, lane) => step(sum, lane, factor), length) >>> 0,
			this.lanes.reduceRight((sum, lane) => step(sum, lane, otherFactor), length) >>> 0,
		];
	}

	private addByte(byte: number): void {
		this.pending |= byte << (8 * (this.length & 3));
		this.length += 1;
		if ((this.length & 3) === 0) {
			const lane = ((this.length >>> 2) - 1) & 7;
			this.lanes[lane] = step(this.lanes[lane] ?? 0, this.pending, factor);
			this.pending = 0;
		}
	}

	/** Eight words at a time. */
	private addRows(words: Uint32Array): void {
		let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = this.lanes;
		for (let at = 0; at < words.length; at += 8) {
			a = step(a, words[at] ?? 0, factor);
			b = step(b, words[at + 1] ?? 0, factor);
			c = step(c, words[at + 2] ?? 0, factor);
			d = step(d, words[at + 3] ?? 0, factor);
			e = step(e, words[at + 4] ?? 0, factor);
			f = step(f, words[at + 5] ?? 0, factor);
			g = step(g, words[at + 6] ?? 0, factor);
			h = step(h, words[at + 7] ?? 0, factor);
		}
		this.lanes.set([a, b, c, d, e, f, g, h]);
	}
}

function step(lane: number, word: number, by: number): number {
	return Math.imul(((lane << 15) | (lane >>> 17)) ^ word, by);
}

function wordAligned(bytes: Uint8Array): Uint8Array {
	return bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
}

function wordsOf(bytes: Uint8Array, start: number, end: number): Uint32Array {
	return new Uint32Array(bytes.buffer, bytes.byteOffset + start, (end - start) / 4);
}
