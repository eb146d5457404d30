import type { PDFDocumentProxy } from 'pdfjs-dist';
import { anchorQuote } from '../../core/annotations/anchoring';
import type { Quad } from '../../core/annotations/annotation';
import type { MarkChange, ShownMark } from '../../protocol/pdf';

/** Where a mark of another version of the file stands in this one; without a change its words are not here. */
export interface MovedMark {
	readonly mark: ShownMark;
	readonly change: MarkChange | undefined;
}

/** A piece of a page's text and where it stands, as pdf.js gives it. */
interface Piece {
	readonly str: string;
	readonly hasEOL: boolean;
	/** A matrix: the last two are the lower left corner, in PDF user space. */
	readonly transform: readonly number[];
	readonly width: number;
	readonly height: number;
}

/** Looks for the marks that were made in another version of a file, by their words: first on their own page, then on those around it. */
export async function* movedMarks(pdf: PDFDocumentProxy, marks: readonly ShownMark[]): AsyncGenerator<MovedMark> {
	const fingerprint = pdf.fingerprints[0] ?? undefined;
	const pages = new Map<number, readonly Piece[]>();
	const piecesOf = async (page: number): Promise<readonly Piece[]> => {
		const pieces = pages.get(page) ?? (await textPieces(pdf, page));
		pages.set(page, pieces);
		return pieces;
	};
	for (const mark of marks.filter(
		known => known.fingerprint !== undefined && known.fingerprint !== fingerprint && known.quote !== undefined,
	)) {
		const { quote } = mark;
		let change: MarkChange | undefined;
		let similar: MarkChange | undefined;
		for (const page of nearestFirst(mark.page, pdf.numPages)) {
			const pieces = await piecesOf(page);
			const found = quote && anchorQuote(textOf(pieces), quote);
			const here = found && { page, quads: quadsOf(pieces, found.start, found.end), fingerprint };
			if (found?.match === 'exact') {
				change = here;
				break;
			}
			similar ??= here;
		}
		yield { mark, change: change ?? similar };
	}
}

function nearestFirst(page: number, count: number): readonly number[] {
	return Array.from({ length: count }, (_, at) => at + 1).sort((a, b) => Math.abs(a - page) - Math.abs(b - page) || a - b);
}

async function textPieces(pdf: PDFDocumentProxy, page: number): Promise<readonly Piece[]> {
	const { items } = await (await pdf.getPage(page)).getTextContent();
	return items.flatMap(item => ('str' in item ? [item] : []));
}

function textOf(pieces: readonly Piece[]): string {
	return pieces.map(({ str, hasEOL }) => (hasEOL ? `${str}\n` : str)).join('');
}

/** Quads of a stretch of {@link textOf}; where within a piece it begins is reckoned by its letters. */
function quadsOf(pieces: readonly Piece[], start: number, end: number): readonly Quad[] {
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
