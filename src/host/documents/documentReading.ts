import type { Position, TextDocument } from 'vscode';
import type { KeyOccurrence } from '../../core/citing/keyOccurrences';
import { keyOccurrences } from '../../core/citing/keyOccurrences';
import { ProseFinder } from '../../core/markdown/prose';
import type { MarkdownScan } from '../../core/markdown/scan';
import { scanMarkdown } from '../../core/markdown/scan';

/** What was read of a version of a document, as far as somebody asked for it. */
interface Reading {
	readonly version: number;
	readonly languageId: string;
	keys?: readonly KeyOccurrence[];
	scan?: MarkdownScan;
}

const readings = new WeakMap<TextDocument, Reading>();
/** The keys as they were read last, of whatever version. */
const lastKeys = new WeakMap<TextDocument, readonly KeyOccurrence[]>();
/** One for all versions of a document: it reads only what changed. */
const finders = new WeakMap<TextDocument, ProseFinder>();

function readingOf(document: TextDocument): Reading {
	const known = readings.get(document);
	if (known?.version === document.version && known.languageId === document.languageId) {
		return known;
	}
	const reading: Reading = { version: document.version, languageId: document.languageId };
	readings.set(document, reading);
	return reading;
}

/** The keys of a document, read once for each of its versions. */
export function keysOfDocument(document: TextDocument): readonly KeyOccurrence[] {
	const reading = readingOf(document);
	reading.keys ??= keyOccurrences(document.getText(), document.languageId);
	lastKeys.set(document, reading.keys);
	return reading.keys;
}

/** The key at a position, with the position after its last letter counting as in it. */
export function keyAt(document: TextDocument, position: Position): KeyOccurrence | undefined {
	const offset = document.offsetAt(position);
	return keysOfDocument(document).find(({ start, end }) => start <= offset && offset <= end);
}

/**
 * The keys of a document as they were read last, which may be a few key presses ago in a long one, or never: for what must be instant and
 * need not be exact.
 */
export function latestKeysOfDocument(document: TextDocument): readonly KeyOccurrence[] {
	return document.getText().length > longDocument ? (lastKeys.get(document) ?? []) : keysOfDocument(document);
}

/** In UTF-16 code units. Documents that are shorter read in a millisecond or two. */
const longDocument = 50_000;

/** The links and headings of a document, read once for each of its versions. */
export function scanDocument(document: TextDocument): MarkdownScan {
	const reading = readingOf(document);
	reading.scan ??= scanMarkdown(document.getText());
	return reading.scan;
}

/** Tells at which offsets of a document citations count. */
export function proseOfDocument(document: TextDocument): ProseFinder {
	const finder = finders.get(document) ?? new ProseFinder();
	finders.set(document, finder);
	return finder;
}
