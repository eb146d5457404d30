import type { Document, Node } from 'yaml';
import { isMap, isNode, isScalar } from 'yaml';
import { frontMatterSpan } from '../markdown/frontMatter';
import type { Range } from '../text/edits';
import type { YamlMistake } from '../text/readYaml';
import type { Pace } from '../work/pace';
import { parseFrontMatterYaml } from './yamlFrontMatter';

/** The front matter of a text, read entry by entry, so that what is done to one entry costs its lines and not those of all. */
export type ReadFrontMatter =
	| { readonly kind: 'read'; readonly parts: readonly FrontMatterPart[] }
	/** Its line counts from the first of the front matter. */
	| { readonly kind: 'mistake'; readonly mistake: YamlMistake };

/** A piece of the YAML that a parser understands without the rest: one entry, or all of it where it is not written as lines of entries. */
export class FrontMatterPart {
	private read: readonly FrontMatterNode[] | undefined;

	/** @param start In UTF-16 offsets of the text. */
	constructor(
		readonly start: number,
		readonly source: string,
		readonly keys: readonly string[],
	) {}

	/** With offsets of the source. */
	get entries(): readonly FrontMatterNode[] {
		if (this.read === undefined) {
			const document = parseFrontMatterYaml(this.source);
			this.read = 'contents' in document ? entriesOf(document) : [];
		}
		return this.read;
	}
}

export interface FrontMatterNode {
	readonly key: string;
	readonly node: Node;
}

/** Reads the front matter of a text; `undefined` where it has none. */
export function readFrontMatter(text: string): ReadFrontMatter | undefined {
	const reading = readings(text);
	for (;;) {
		const step = reading.next();
		if (step.done === true) {
			return step.value;
		}
	}
}

/** {@link readFrontMatter} that gives way: a parser takes a millisecond for a few kB, and front matter may hold a bibliography. */
export async function readLongFrontMatter(text: string, pace: Pace): Promise<ReadFrontMatter | undefined> {
	const reading = readings(text);
	for (;;) {
		const step = reading.next();
		if (step.done === true) {
			return step.value;
		}
		await pace.rest();
	}
}

/** Gives way behind each entry, and behind each piece of a long one. */
function* readings(text: string): Generator<undefined, ReadFrontMatter | undefined> {
	const span = frontMatterSpan(text);
	if (span === undefined) {
		return undefined;
	}
	const source = text.slice(span.start, span.end);
	const parts: FrontMatterPart[] = [];
	const known = new Set<string>();
	for (const { start, end } of entryRanges(source)) {
		const part = source.slice(start, end);
		const [first, ...pieces] = piecesOf(part);
		const keys = keysOf(first, known);
		const inner = new Set<string>();
		if (keys === undefined) {
			return readWhole(source, span.start);
		}
		for (const piece of pieces) {
			yield;
			if (keysOf(piece, inner) === undefined) {
				return readWhole(source, span.start);
			}
		}
		parts.push(new FrontMatterPart(span.start + start, part, keys));
		yield;
	}
	return { kind: 'read', parts };
}

/**
 * The keys of a piece, which are known from now on; `undefined` where it has a mistake or a key that was known. Then all has to be read at
 * once: a mistake has its line there, and an alias may stand for what another entry says.
 */
function keysOf(piece: string, known: Set<string>): readonly string[] | undefined {
	const document = parseFrontMatterYaml(piece);
	const keys = 'contents' in document ? entriesOf(document).map(({ key }) => key) : undefined;
	if (keys?.some(key => known.has(key)) === true) {
		return undefined;
	}
	keys?.forEach(key => known.add(key));
	return keys;
}

function readWhole(source: string, start: number): ReadFrontMatter {
	const document = parseFrontMatterYaml(source);
	return 'contents' in document
		? {
				kind: 'read',
				parts: [
					new FrontMatterPart(
						start,
						source,
						entriesOf(document).map(({ key }) => key),
					),
				],
			}
		: { kind: 'mistake', mistake: document };
}

/** A parser takes a few milliseconds for so many characters. */
const longPiece = 4000;

/**
 * Pieces of a long entry that are right where all of it is: the line of its key, then runs of the items of its list or of the entries of
 * its map. What is written otherwise is one piece.
 */
function piecesOf(entry: string): readonly [string, ...string[]] {
	const [first = '', indent] = /^[^\r\n]*:[ \t]*\r?\n(?=( *)\S)/.exec(entry) ?? [];
	if (entry.length <= longPiece || indent === undefined) {
		return [entry];
	}
	const pieces: string[] = [];
	const child = entry.startsWith(`${indent}-`, first.length) ? itemLine : entryLine;
	let piece = first.length;
	for (let start = first.length; start < entry.length;) {
		const newline = entry.indexOf('\n', start);
		const next = newline < 0 ? entry.length : newline + 1;
		const line = entry.slice(start, next);
		if (!line.startsWith(`${indent} `) && line.trim() !== '') {
			if (!line.startsWith(indent) || !child.test(line.slice(indent.length))) {
				return [entry];
			}
			if (start - piece >= longPiece) {
				pieces.push(entry.slice(piece, start));
				piece = start;
			}
		}
		start = next;
	}
	return [first, ...pieces, entry.slice(piece)];
}

const itemLine = /^-(?:[ \t]|\r?\n|$)/;

/** The entries of a map that is all of a document. */
export function entriesOf(document: Document): readonly FrontMatterNode[] {
	if (!isMap(document.contents)) {
		return [];
	}
	return document.contents.items.flatMap(({ key, value }) =>
		isScalar(key) && isNode(value) ? [{ key: String(key.value), node: value }] : [],
	);
}

/**
 * The lines of each entry, in order: `key: value` at the start of a line, and the lines under it that are indented, items or empty. Remarks
 * between two entries belong to none. Where any other line stands at the top, such as `? key`, `"key": value` or `{ a: b }`, all of it is
 * one range.
 */
export function entryRanges(source: string): readonly Range[] {
	const whole = [{ start: 0, end: source.length }];
	const ranges: Range[] = [];
	let open: { readonly start: number; end: number } | undefined;
	for (let start = 0; start < source.length;) {
		const newline = source.indexOf('\n', start);
		const next = newline < 0 ? source.length : newline + 1;
		const line = source.slice(start, next);
		if (entryLine.test(line)) {
			if (open !== undefined) {
				ranges.push(open);
			}
			open = { start, end: next };
		} else if (goesOn.test(line) && open !== undefined) {
			open.end = next;
		} else if (!remarkLine.test(line)) {
			return whole;
		}
		start = next;
	}
	return open === undefined ? whole : [...ranges, open];
}

/** Each takes a line with its end, `\n` or `\r\n`; YAML as we read it knows no `\r` alone. */
const entryLine = /^[A-Za-z_][\w .-]*:(?:[ \t][^\r\n]*)?(?:\r?\n|$)/;
const goesOn = /^(?: [^\r\n]*|-(?: [^\r\n]*)?|)(?:\r?\n|$)/;
const remarkLine = /^#[^\r\n]*(?:\r?\n|$)/;
