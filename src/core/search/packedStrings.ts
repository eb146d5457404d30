/** Many strings in two arrays, which a file holds as they are. */
export interface PackedStrings {
	/** UTF-16 units of all strings, one after the other. */
	readonly units: Uint16Array;
	/** Where each string starts, and at the end where the last one ends. */
	readonly offsets: Uint32Array;
}

export function packStrings(strings: readonly string[]): PackedStrings {
	const offsets = new Uint32Array(strings.length + 1);
	let length = 0;
	strings.forEach((string, index) => {
		length += string.length;
		offsets[index + 1] = length;
	});
	const units = new Uint16Array(length);
	let at = 0;
	for (const string of strings) {
		for (let index = 0; index < string.length; index += 1) {
			units[at] = string.charCodeAt(index);
			at += 1;
		}
	}
	return { units, offsets };
}

/** Packed strings in the order of their UTF-16 units. */
export interface SortedTerms extends PackedStrings {
	/** How many units each shares with the one before it, 255 at most. */
	readonly shared: Uint8Array;
}

export function packSorted(strings: readonly string[]): SortedTerms {
	const packed = packStrings(strings);
	return { ...packed, shared: Uint8Array.from(strings, (_, index) => sharedWithPrevious(packed, index)) };
}

/** How many units the string at `index` shares with the one before it, 255 at most. */
export function sharedWithPrevious({ units, offsets }: PackedStrings, index: number): number {
	const start = offsets[index] ?? 0;
	const before = index === 0 ? start : (offsets[index - 1] ?? 0);
	const most = Math.min(start - before, (offsets[index + 1] ?? 0) - start, 255);
	let length = 0;
	while (length < most && units[before + length] === units[start + length]) {
		length += 1;
	}
	return length;
}

export function countOf(strings: PackedStrings): number {
	return strings.offsets.length - 1;
}

export function stringAt({ units, offsets }: PackedStrings, index: number): string {
	let string = '';
	for (let at = offsets[index] ?? 0, end = offsets[index + 1] ?? 0; at < end; at += 1) {
		string += String.fromCharCode(units[at] ?? 0);
	}
	return string;
}

/** Negative, zero or positive as the string at `index` stands before, at or behind `text`, by UTF-16 units. */
export function compareAt({ units, offsets }: PackedStrings, index: number, text: string): number {
	const start = offsets[index] ?? 0;
	const length = (offsets[index + 1] ?? 0) - start;
	const shared = Math.min(length, text.length);
	for (let at = 0; at < shared; at += 1) {
		const difference = (units[start + at] ?? 0) - text.charCodeAt(at);
		if (difference !== 0) {
			return difference;
		}
	}
	return length - text.length;
}

/** As {@link compareAt}, between strings of two lists. */
export function compareBetween(left: PackedStrings, leftIndex: number, right: PackedStrings, rightIndex: number): number {
	const leftStart = left.offsets[leftIndex] ?? 0;
	const rightStart = right.offsets[rightIndex] ?? 0;
	const leftLength = (left.offsets[leftIndex + 1] ?? 0) - leftStart;
	const rightLength = (right.offsets[rightIndex + 1] ?? 0) - rightStart;
	const shared = Math.min(leftLength, rightLength);
	for (let at = 0; at < shared; at += 1) {
		const difference = (left.units[leftStart + at] ?? 0) - (right.units[rightStart + at] ?? 0);
		if (difference !== 0) {
			return difference;
		}
	}
	return leftLength - rightLength;
}
