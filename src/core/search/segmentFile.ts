import type { ArrayReader, Numbers } from '../data/binaryFile';
import { readArrays, writeArrays } from '../data/binaryFile';
import type { Postings, IndexSegment } from './segment';

// 'MSI2' when read as the machine reads numbers: a file from a machine with the other byte order is refused like one of another version.
const magic = 0x3249_534d;

/** The segments' arrays one after the other (see binaryFile.ts), behind a note of whoever saves them. */
export function writeSegments(segments: readonly IndexSegment[], note: string): readonly Uint8Array[] {
	return writeArrays(magic, [Uint16Array.from(note, unit => unit.charCodeAt(0)), ...segments.flatMap(arraysOf)]);
}

/** `undefined` where the bytes are no such file, or not all of it. */
export function readSegments(bytes: Uint8Array): { readonly segments: readonly IndexSegment[]; readonly note: string } | undefined {
	const reader = readArrays(magic, bytes);
	if (reader === undefined || reader.count % arraysPerSegment !== 1) {
		return undefined;
	}
	const note = Array.from(reader.shorts(), unit => String.fromCharCode(unit)).join('');
	const segments = Array.from({ length: (reader.count - 1) / arraysPerSegment }, () => segmentFrom(reader));
	return reader.isAtEnd && segments.every(isSound) ? { segments, note } : undefined;
}

/**
 * Whether every place the arrays name is inside them, as far as a damaged file could otherwise make a search read without end. Postings are
 * not looked at: wrong ones give wrong hits, and there are a hundred times more of them.
 */
function isSound({ ids, years, statuses, removed, terms, heads, abstracts }: IndexSegment): boolean {
	const count = years.length;
	const words = terms.offsets.length - 1;
	return (
		statuses.length === count &&
		removed.length === count &&
		ids.offsets.length === count + 1 &&
		risesTo(ids.offsets, ids.units.length) &&
		risesTo(terms.offsets, terms.units.length) &&
		terms.shared.length === words &&
		[heads, abstracts].every(
			({ starts, documents, impacts }) =>
				starts.length === words + 1 && risesTo(starts, documents.length) && impacts.length === documents.length,
		)
	);
}

function risesTo(offsets: Uint32Array, end: number): boolean {
	let before = 0;
	// By index: an iterator takes three times as long for the millions of a large index.
	for (let at = 0; at < offsets.length; at += 1) {
		const offset = offsets[at] ?? 0;
		if (offset < before) {
			return false;
		}
		before = offset;
	}
	return offsets[0] === 0 && before === end;
}

const arraysPerSegment = 21;

/** In the order {@link segmentFrom} reads them. */
function arraysOf(segment: IndexSegment): readonly Numbers[] {
	const { ids, idTable, years, statuses, removed, terms, heads, abstracts } = segment;
	// The one array that changes is copied.
	return [
		ids.units,
		ids.offsets,
		idTable,
		years,
		statuses,
		removed.slice(),
		terms.units,
		terms.offsets,
		terms.shared,
		...postingArrays(heads),
		...postingArrays(abstracts),
	];
}

function postingArrays({ starts, documents, impacts, masks, positions, blocks }: Postings): readonly Numbers[] {
	return [starts, documents, impacts, masks, positions, blocks];
}

function segmentFrom(reader: ArrayReader): IndexSegment {
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
	return {
		starts: reader.words(),
		documents: reader.shorts(),
		impacts: reader.bytes(),
		masks: reader.shorts(),
		positions: reader.bytes(),
		blocks: reader.words(),
	};
}
