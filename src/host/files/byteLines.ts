import type { KeptLine, Lines } from '../../core/files/ports';

const lineFeed = 10;
const byteOrderMark = [0xef, 0xbb, 0xbf];
// A mark at the start of the file is no part of its first line; anywhere else it is a character like others.
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const encoder = new TextEncoder();

/** The lines of a file in UTF-8. */
export class ByteLines implements Lines {
	/** Where each line starts, and behind the last one where another would. */
	private readonly starts: readonly number[];

	constructor(private readonly bytes: Uint8Array) {
		const starts = [byteOrderMark.every((byte, at) => bytes[at] === byte) ? byteOrderMark.length : 0];
		for (let at = bytes.indexOf(lineFeed); at >= 0; at = bytes.indexOf(lineFeed, at + 1)) {
			starts.push(at + 1);
		}
		this.starts = [...starts, bytes.length + 1];
	}

	get count(): number {
		return this.starts.length - 1;
	}

	at(index: number): string {
		return decoder.decode(this.bytesOf(index, index + 1));
	}

	startsWith(index: number, text: string): boolean {
		const wanted = encoder.encode(text);
		const from = this.starts[index] ?? this.bytes.length;
		const end = (this.starts[index + 1] ?? this.bytes.length + 1) - 1;
		return from + wanted.length <= end && wanted.every((byte, at) => this.bytes[from + at] === byte);
	}

	/** The bytes of some lines, `end` not among them, without the last one's line feed. */
	bytesOf(from: number, end: number): Uint8Array {
		return this.bytes.subarray(this.starts[from] ?? this.bytes.length, (this.starts[end] ?? this.bytes.length + 1) - 1);
	}
}

/** Lines put together, each with a line feed behind it but for the last. Neighbours that stood together are copied together. */
export function joinLines(lines: readonly (string | KeptLine)[]): Uint8Array {
	const parts: Uint8Array[] = [];
	for (let at = 0; at < lines.length;) {
		const line = lines[at] ?? '';
		if (typeof line === 'string' || !(line.of instanceof ByteLines)) {
			parts.push(encoder.encode(typeof line === 'string' ? line : line.of.at(line.index)));
			at += 1;
		} else {
			const count = lengthOfRun(lines, at, line);
			parts.push(line.of.bytesOf(line.index, line.index + count));
			at += count;
		}
	}
	const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length + 1, -1));
	let end = 0;
	for (const part of parts) {
		if (end > 0) {
			bytes[end - 1] = lineFeed;
		}
		bytes.set(part, end);
		end += part.length + 1;
	}
	return bytes;
}

function lengthOfRun(lines: readonly (string | KeptLine)[], at: number, { of, index }: KeptLine): number {
	let count = 1;
	for (
		let next = lines[at + 1];
		next !== undefined && typeof next !== 'string' && next.of === of && next.index === index + count;
		next = lines[at + count]
	) {
		count += 1;
	}
	return count;
}
