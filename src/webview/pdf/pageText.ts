import type { PDFDocumentProxy } from 'pdfjs-dist';
import type { AnnotationQuote, Quad } from '../../core/annotations/annotation';
import { contextLength, readable } from './selection';

/** A piece of a page's text and where it stands, as pdf.js gives it. */
export interface Piece {
	readonly str: string;
	readonly hasEOL: boolean;
	/** A matrix: the last two are the lower left corner, in PDF user space. */
	readonly transform: readonly number[];
	readonly width: number;
	readonly height: number;
}

/** The text of a page, one-based, piece by piece. */
export async function textPieces(pdf: PDFDocumentProxy, page: number): Promise<readonly Piece[]> {
	const { items } = await (await pdf.getPage(page)).getTextContent();
	return items.flatMap(item => ('str' in item ? [item] : []));
}

/** The pieces as one text, a line a line. */
export function textOfPieces(pieces: readonly Piece[]): string {
	return pieces.map(({ str, hasEOL }) => (hasEOL ? `${str}\n` : str)).join('');
}

/** Quads of a stretch of {@link textOfPieces}; where within a piece it begins is reckoned by its letters. */
export function quadsOf(pieces: readonly Piece[], start: number, end: number): readonly Quad[] {
	const quads: Quad[] = [];
	let at = 0;
	for (const { str, hasEOL, transform, width, height } of pieces) {
		const [from, to] = [Math.max(start - at, 0), Math.min(end - at, str.length)];
		if (from < to && str.trim() !== '') {
			const [x = 0, y = 0] = transform.slice(4);
			const [left, right] = [x + (width * from) / str.length, x + (width * to) / str.length];
			// A fifth of a line's height lies below its letters.
			const [bottom, top] = [y - height * 0.2, y + height * 0.8];
			quads.push([left, top, right, top, left, bottom, right, bottom]);
		}
		at += str.length + (hasEOL ? 1 : 0);
	}
	return quads;
}

/** Letters differ in width, so that an edge that is reckoned by their number may miss the end of its word by a few. */
const mostMissed = 4;

/** An offset in a text, or the nearest edge of the word that it is in. */
function atWord(text: string, offset: number): number {
	const before = /[^\s\p{Lo}]*$/u.exec(text.slice(0, offset))?.[0].length ?? 0;
	const after = /^[^\s\p{Lo}]*/u.exec(text.slice(offset))?.[0].length ?? 0;
	if (before === 0 || after === 0 || Math.min(before, after) > mostMissed) {
		return offset;
	}
	return before < after ? offset - before : offset + after;
}

/** The words under some quads, and those around them; `undefined` where there are none, as in a scan. */
export function quoteUnder(pieces: readonly Piece[], quads: readonly Quad[]): AnnotationQuote | undefined {
	const text = textOfPieces(pieces);
	const boxes = quads.map(quad => ({
		left: Math.min(quad[0], quad[2], quad[4], quad[6]),
		right: Math.max(quad[0], quad[2], quad[4], quad[6]),
		bottom: Math.min(quad[1], quad[3], quad[5], quad[7]),
		top: Math.max(quad[1], quad[3], quad[5], quad[7]),
	}));
	const marked: string[] = [];
	let [first, last, at] = [text.length, 0, 0];
	for (const { str, hasEOL, transform, width, height } of pieces) {
		const [x = 0, y = 0] = transform.slice(4);
		const middle = y + height * 0.3;
		for (const box of str === '' ? [] : boxes.filter(({ bottom, top }) => bottom <= middle && middle <= top)) {
			const offsetOf = (edge: number) => Math.round(Math.min(Math.max((edge - x) / (width / str.length), 0), str.length));
			const [from, to] = width > 0 ? [atWord(str, offsetOf(box.left)), atWord(str, offsetOf(box.right))] : [0, 0];
			if (from < to) {
				marked.push(str.slice(from, to) + (hasEOL && to === str.length ? '\n' : ''));
				[first, last] = [Math.min(first, at + from), Math.max(last, at + to)];
			}
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
