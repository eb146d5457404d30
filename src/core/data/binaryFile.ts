/** Arrays of numbers one after the other in one binary, as they stand in memory: reading makes views and copies nothing. */
export type Numbers = Uint8Array | Uint16Array | Int16Array | Uint32Array;

/**
 * Layout, all numbers of 32 bits: `magic`, bytes in all, how many arrays, the length of each; then the arrays themselves, each from a
 * multiple of 4 bytes on. Numbers are written as the machine has them: to a machine with the other byte order, `magic` reads as another
 * kind of file.
 *
 * The file comes in parts that are the arrays' own memory: to copy 100 MB would keep the host for longer than it may wait, and take as much
 * memory again.
 */
export function writeArrays(magic: number, arrays: readonly Numbers[]): readonly Uint8Array[] {
	const header = Uint32Array.from([magic, 0, arrays.length, ...arrays.map(array => array.length)]);
	header[1] = arrays.reduce((sum, array) => sum + padded(array.byteLength), header.byteLength);
	return [header, ...arrays].flatMap(array => {
		const padding = padded(array.byteLength) - array.byteLength;
		const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
		return padding === 0 ? [bytes] : [bytes, new Uint8Array(padding)];
	});
}

/** Parts of a file in one piece. */
export function joinParts(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
	const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
	let at = 0;
	for (const part of parts) {
		bytes.set(part, at);
		at += part.length;
	}
	return bytes;
}

/** `undefined` where the bytes are no such file, or not all of it. */
export function readArrays(magic: number, bytes: Uint8Array): ArrayReader | undefined {
	const aligned = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
	if (aligned.byteLength < 12 || aligned.byteLength % 4 !== 0) {
		return undefined;
	}
	const words = new Uint32Array(aligned.buffer, aligned.byteOffset, aligned.byteLength / 4);
	const [found, size, count = 0] = words;
	return found === magic && size === aligned.byteLength && 3 + count <= words.length
		? new ArrayReader(aligned, words.subarray(3, 3 + count))
		: undefined;
}

/** Hands out views of the arrays, one after the other; empty ones behind the end of the file. */
export class ArrayReader {
	private index = 0;
	private at: number;

	constructor(
		private readonly file: Uint8Array,
		private readonly lengths: Uint32Array,
	) {
		this.at = 4 * (3 + lengths.length);
	}

	/** How many arrays the file holds. */
	get count(): number {
		return this.lengths.length;
	}

	/** Whether what was read so far is just what the file holds. */
	get isAtEnd(): boolean {
		return this.at === this.file.byteLength;
	}

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

function padded(bytes: number): number {
	return Math.ceil(bytes / 4) * 4;
}
