import type { PDFDocumentProxy } from 'pdfjs-dist';
import type { AnnotationQuote, Box, Landmark, Quad } from '../../core/annotations/annotation';
import { boundsOf, unionOf } from '../../core/annotations/annotation';
import type { Piece } from '../../core/pdf/readingOrder';
import { piecesInOrder } from '../../core/pdf/readingOrder';
import { contextLength, readable } from './selection';

/** The text of a page, one-based, piece by piece as it is read. */
export async function textPieces(pdf: PDFDocumentProxy, page: number): Promise<readonly Piece[]> {
	const { items } = await (await pdf.getPage(page)).getTextContent();
	return piecesInOrder(items.flatMap(item => ('str' in item ? [item] : [])));
}

/** How a piece lies on its page. */
interface Frame {
	readonly x: number;
	readonly y: number;
	/** Where its letters run to, from left to right or down, and what is up for them; of length 1. */
	readonly along: readonly [number, number];
	readonly up: readonly [number, number];
	readonly length: number;
	readonly above: number;
	readonly below: number;
	/** A height that is within its letters. */
	readonly middle: number;
}

function frameOf({ dir, transform, width, height }: Piece): Frame {
	const [a = 1, b = 0, c = 0, d = 1, x = 0, y = 0] = transform;
	const [along, up] = [unit(a, b), unit(c, d)];
	return dir === 'ttb'
		? { x, y, along: [-up[0], -up[1]], up: along, length: height, above: width / 2, below: width / 2, middle: 0 }
		: // A fifth of a line's height lies below its letters.
			{ x, y, along, up, length: width, above: height * 0.8, below: height * 0.2, middle: height * 0.3 };
}

function unit(x: number, y: number): readonly [number, number] {
	const length = Math.hypot(x, y);
	return length === 0 ? [1, 0] : [x / length, y / length];
}

/** Where along its frame a letter of a piece begins. */
function edgeOf({ str, dir }: Piece, { length }: Frame, offset: number): number {
	return length * (dir === 'rtl' ? 1 - offset / str.length : offset / str.length);
}

/** The pieces as one text, a line a line. */
export function textOfPieces(pieces: readonly Piece[]): string {
	return pieces.map(({ str, hasEOL }) => (hasEOL ? `${str}\n` : str)).join('');
}

/** Quads of a stretch of {@link textOfPieces}; where within a piece it begins is reckoned by its letters. */
export function quadsOf(pieces: readonly Piece[], start: number, end: number): readonly Quad[] {
	const quads: Quad[] = [];
	let at = 0;
	for (const piece of pieces) {
		const { str, hasEOL } = piece;
		const [from, to] = [Math.max(start - at, 0), Math.min(end - at, str.length)];
		if (from < to && str.trim() !== '') {
			const frame = frameOf(piece);
			const edges = [edgeOf(piece, frame, from), edgeOf(piece, frame, to)];
			const [left, right] = [Math.min(...edges), Math.max(...edges)];
			quads.push([
				...pointAt(frame, left, frame.above),
				...pointAt(frame, right, frame.above),
				...pointAt(frame, left, -frame.below),
				...pointAt(frame, right, -frame.below),
			]);
		}
		at += str.length + (hasEOL ? 1 : 0);
	}
	return quads;
}

/** A gap between pieces of a height of 1 that columns and cells have between them. */
const widestSpace = 1.5;

/** The lines of a page as they are drawn, each cell of a table one by itself. */
export function linesOfPage(pieces: readonly Piece[]): readonly Landmark[] {
	const lines: Landmark[] = [];
	let isOpen = false;
	for (const piece of pieces) {
		const last = lines.at(-1);
		if (piece.str.trim() !== '') {
			const box = boundsOf(quadsOf([piece], 0, piece.str.length));
			if (isOpen && last !== undefined && isBeside(last, box)) {
				lines[lines.length - 1] = joined(last, piece.str, box);
			} else {
				lines.push({ text: piece.str, box });
			}
			isOpen = true;
		} else if (isOpen && last !== undefined && piece.str !== '') {
			lines[lines.length - 1] = { ...last, text: `${last.text} ` };
		}
		isOpen &&= !piece.hasEOL;
	}
	return lines.map(({ text, box }) => ({ text: text.trim(), box }));
}

function isBeside({ box: [left, bottom, right, top] }: Landmark, next: Box): boolean {
	const height = Math.max(top - bottom, next[3] - next[1]);
	const gap = Math.max(next[0] - right, left - next[2]);
	return Math.abs(bottom - next[1]) < height * 0.5 && gap < height * widestSpace;
}

function joined({ text, box }: Landmark, more: string, next: Box): Landmark {
	return { text: text + more, box: unionOf([box, next]) };
}

function pointAt({ x, y, along, up }: Frame, far: number, high: number): readonly [number, number] {
	return [x + along[0] * far + up[0] * high, y + along[1] * far + up[1] * high];
}

/** What of a piece's line a quad covers, from and to; `undefined` where it lies on another line. */
function coveredBy(quad: Quad, { x, y, along, up, middle }: Frame): readonly [number, number] | undefined {
	const corners = [0, 2, 4, 6].map(at => [(quad[at] ?? 0) - x, (quad[at + 1] ?? 0) - y] as const);
	const heights = corners.map(([across, high]) => across * up[0] + high * up[1]);
	const lengths = corners.map(([across, high]) => across * along[0] + high * along[1]);
	return Math.min(...heights) <= middle && middle <= Math.max(...heights) ? [Math.min(...lengths), Math.max(...lengths)] : undefined;
}

/** Letters differ in width, so that an edge that is reckoned by their number may miss the end of its word by a few. */
const mostMissed = 4;

/** An offset in a text, or the nearest edge of the word that it is in. */
function atWord(text: string, offset: number): number {
	const before = /(?<![^\s\p{Lo}])[^\s\p{Lo}]*$/u.exec(text.slice(0, offset))?.[0].length ?? 0;
	const after = /^[^\s\p{Lo}]*/u.exec(text.slice(offset))?.[0].length ?? 0;
	if (before === 0 || after === 0 || Math.min(before, after) > mostMissed) {
		return offset;
	}
	return before < after ? offset - before : offset + after;
}

/** The words under some quads, and those around them; `undefined` where there are none, as in a scan. */
export function quoteUnder(pieces: readonly Piece[], quads: readonly Quad[]): AnnotationQuote | undefined {
	const text = textOfPieces(pieces);
	const marked: string[] = [];
	let [first, last, at] = [text.length, 0, 0];
	for (const piece of pieces) {
		const { str, hasEOL } = piece;
		for (const [from, to] of stretchesUnder(piece, quads)) {
			marked.push(str.slice(from, to) + (hasEOL && to === str.length ? '\n' : ''));
			[first, last] = [Math.min(first, at + from), Math.max(last, at + to)];
		}
		at += str.length + (hasEOL ? 1 : 0);
	}
	const exact = readable(marked.join(''));
	return exact === ''
		? undefined
		: {
				exact,
				prefix: readable(text.slice(0, first)).slice(-contextLength),
				suffix: readable(text.slice(last)).slice(0, contextLength),
			};
}

/** The stretches of a piece that quads cover, the first one first, each letter once. */
function stretchesUnder(piece: Piece, quads: readonly Quad[]): readonly (readonly [number, number])[] {
	const { str, dir } = piece;
	const frame = frameOf(piece);
	const { length } = frame;
	if (str === '' || length <= 0) {
		return [];
	}
	const offsetOf = (edge: number) => {
		const part = Math.min(Math.max(edge / length, 0), 1);
		return atWord(str, Math.round((dir === 'rtl' ? 1 - part : part) * str.length));
	};
	const stretches: (readonly [number, number])[] = [];
	const found = quads
		.flatMap(quad => {
			const covered = coveredBy(quad, frame);
			return covered === undefined ? [] : [covered.map(offsetOf).sort((a, b) => a - b)];
		})
		.sort(([a = 0], [b = 0]) => a - b);
	for (const [from = 0, to = 0] of found) {
		const before = stretches.at(-1);
		if (from < to && before !== undefined && from <= before[1]) {
			stretches[stretches.length - 1] = [before[0], Math.max(before[1], to)];
		} else if (from < to) {
			stretches.push([from, to]);
		}
	}
	return stretches;
}
