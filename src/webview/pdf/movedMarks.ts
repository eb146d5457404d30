import type { PDFDocumentProxy } from 'pdfjs-dist';
import { anchorQuote } from '../../core/annotations/anchoring';
import type { MarkChange, ShownMark } from '../../protocol/pdf';
import type { Piece } from '../../core/pdf/readingOrder';
import { quadsOf, textOfPieces, textPieces } from './pageText';

/** Where a mark of another version of the file stands in this one; without a change its words are not here. */
export interface MovedMark {
	readonly mark: ShownMark;
	readonly change: MarkChange | undefined;
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
	const others = marks.filter(
		known => known.fingerprint !== undefined && known.fingerprint !== fingerprint && (known.quote !== undefined || known.kind === 'area'),
	);
	for (const mark of others) {
		const { quote } = mark;
		let change: MarkChange | undefined;
		let similar: MarkChange | undefined;
		for (const page of nearestFirst(mark.page, pdf.numPages)) {
			// A picture has no words to be found by.
			if (quote === undefined) {
				break;
			}
			const pieces = await piecesOf(page);
			const found = anchorQuote(textOfPieces(pieces), quote);
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
