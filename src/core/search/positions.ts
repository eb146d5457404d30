import type { Postings } from './segment';

/**
 * Offsets of a word in a document, as gaps in variable-length numbers of seven bits, lowest first. Each number is the gap doubled, plus 1
 * where another follows: one or two bytes an occurrence, and a posting's end is seen without knowing where the next begins.
 */
export const postingsPerBlock = 32;

/** Writes a number at `at` and returns where the next goes; five bytes must be free. */
export function writeNumber(bytes: Uint8Array, at: number, number: number): number {
	let rest = number;
	let next = at;
	while (rest > 127) {
		bytes[next] = (rest & 127) | 128;
		rest >>>= 7;
		next += 1;
	}
	bytes[next] = rest;
	return next + 1;
}

/** Where the offsets of the posting that starts at `at` end. */
export function endOfPosting(bytes: Uint8Array, at: number): number {
	let next = at;
	for (let more = true; more && next < bytes.length;) {
		more = ((bytes[next] ?? 0) & 1) === 1;
		while (((bytes[next] ?? 0) & 128) !== 0) {
			next += 1;
		}
		next += 1;
	}
	return next;
}

/** The ascending offsets of posting number `posting`, appended to `into`. */
export function readPositions(postings: Postings, posting: number, into: number[]): void {
	const bytes = postings.positions;
	let at = postings.blocks[Math.floor(posting / postingsPerBlock)] ?? 0;
	for (let skipped = posting % postingsPerBlock; skipped > 0; skipped -= 1) {
		at = endOfPosting(bytes, at);
	}
	let position = 0;
	for (let more = true; more && at < bytes.length;) {
		let number = 0;
		let byte = 0;
		let shift = 0;
		do {
			byte = bytes[at] ?? 0;
			number |= (byte & 127) << shift;
			shift += 7;
			at += 1;
		} while (byte > 127 && shift < 28);
		position += number >>> 1;
		into.push(position);
		more = (number & 1) === 1;
	}
}
