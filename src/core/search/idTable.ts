import type { PackedStrings } from './packedStrings';
import { compareAt, countOf } from './packedStrings';

/**
 * A hash table from ids to their numbers, plus 1, open at both sides: made in a millisecond, saved as it is, and no string is made to look
 * one up.
 */
export function makeIdTable(ids: PackedStrings): Uint16Array {
	const count = countOf(ids);
	const table = new Uint16Array(tableSize(count));
	for (let number = 0; number < count; number += 1) {
		let slot = hashOfUnits(ids, number) & (table.length - 1);
		while (table[slot] !== 0) {
			slot = (slot + 1) & (table.length - 1);
		}
		table[slot] = number + 1;
	}
	return table;
}

/** The numbers of an id, latest last; one that was removed and came again has several. */
export function numbersOfId(ids: PackedStrings, table: Uint16Array, id: string): readonly number[] {
	const numbers: number[] = [];
	const mask = table.length - 1;
	for (let slot = hashOf(id) & mask, left = table.length; left > 0; slot = (slot + 1) & mask, left -= 1) {
		const entry = table[slot] ?? 0;
		if (entry === 0) {
			break;
		}
		if (compareAt(ids, entry - 1, id) === 0) {
			numbers.push(entry - 1);
		}
	}
	return numbers;
}

function tableSize(count: number): number {
	let size = 16;
	while (size < 2 * count) {
		size *= 2;
	}
	return size;
}

// FNV-1a over UTF-16 units. http://www.isthe.com/chongo/tech/comp/fnv/
const basis = 0x811c9dc5;
const prime = 0x01000193;

function hashOf(text: string): number {
	let hash = basis;
	for (let at = 0; at < text.length; at += 1) {
		hash = Math.imul(hash ^ text.charCodeAt(at), prime);
	}
	return spread(hash);
}

function hashOfUnits({ units, offsets }: PackedStrings, index: number): number {
	let hash = basis;
	for (let at = offsets[index] ?? 0, end = offsets[index + 1] ?? 0; at < end; at += 1) {
		hash = Math.imul(hash ^ (units[at] ?? 0), prime);
	}
	return spread(hash);
}

function spread(hash: number): number {
	return (hash ^ (hash >>> 15)) >>> 0;
}
