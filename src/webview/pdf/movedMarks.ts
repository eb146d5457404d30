import type { PDFDocumentProxy } from 'pdfjs-dist';
import { anchorQuote } from '../../core/annotations/anchoring';
import type { FoundArea } from '../../core/annotations/landmarks';
import { areaOnPage, bestPlace, landmarksOf, quadOfBox } from '../../core/annotations/landmarks';
import type { AnnotationQuote, Box } from '../../core/annotations/annotation';
import { boundsOf } from '../../core/annotations/annotation';
import type { MarkChange, ShownMark } from '../../protocol/pdf';
import type { Piece } from '../../core/pdf/readingOrder';
import { linesOfPage, quadsOf, textOfPieces, textPieces } from './pageText';

/** Where a mark of another version of the file stands in this one; without a change its words are not here. */
export interface MovedMark {
	readonly mark: ShownMark;
	readonly change: MarkChange | undefined;
}

/**
 * Looks for the marks that were made in another version of a file: for words first on their own page, then on those around it; for areas by
 * the lines in them and next to them, on all pages, since two places may look alike.
 */
export async function* movedMarks(pdf: PDFDocumentProxy, marks: readonly ShownMark[]): AsyncGenerator<MovedMark> {
	const fingerprint = pdf.fingerprints[0] ?? undefined;
	const pages = new Map<number, readonly Piece[]>();
	const piecesOf = async (page: number): Promise<readonly Piece[]> => {
		const pieces = pages.get(page) ?? (await textPieces(pdf, page));
		pages.set(page, pieces);
		return pieces;
	};
	for (const mark of marks.filter(known => known.fingerprint !== undefined && known.fingerprint !== fingerprint)) {
		const order = nearestFirst(mark.page, pdf.numPages);
		const place =
			mark.quote !== undefined
				? await placeOfQuote(mark.quote, order, piecesOf)
				: mark.kind === 'area'
					? await placeOfArea(pdf, mark, order, piecesOf)
					: mark;
		if (place !== mark) {
			yield { mark, change: place && { ...place, fingerprint } };
		}
	}
}

type PiecesOf = (page: number) => Promise<readonly Piece[]>;

async function placeOfQuote(quote: AnnotationQuote, pages: readonly number[], piecesOf: PiecesOf): Promise<MarkChange | undefined> {
	let similar: MarkChange | undefined;
	for (const page of pages) {
		const pieces = await piecesOf(page);
		const found = anchorQuote(textOfPieces(pieces), quote);
		const here = found && { page, quads: quadsOf(pieces, found.start, found.end) };
		if (found?.match === 'exact') {
			return here;
		}
		similar ??= here;
	}
	return similar;
}

async function placeOfArea(
	pdf: PDFDocumentProxy,
	{ quads, landmarks = [] }: ShownMark,
	pages: readonly number[],
	piecesOf: PiecesOf,
): Promise<MarkChange | undefined> {
	const places: (FoundArea & { readonly change: MarkChange })[] = [];
	for (const page of quads.length === 0 || landmarks.length === 0 ? [] : pages) {
		const lines = linesOfPage(await piecesOf(page));
		const found = areaOnPage(boundsOf(quads), landmarks, { box: boxOfView((await pdf.getPage(page)).view), lines });
		if (found !== undefined) {
			places.push({ ...found, change: { page, quads: [quadOfBox(found.box)], landmarks: landmarksOf(lines, found.box) } });
		}
	}
	return bestPlace(places)?.change;
}

/** pdf.js gives its four numbers in any order of edges. */
function boxOfView([a = 0, b = 0, c = 0, d = 0]: readonly number[]): Box {
	return [Math.min(a, c), Math.min(b, d), Math.max(a, c), Math.max(b, d)];
}

function nearestFirst(page: number, count: number): readonly number[] {
	return Array.from({ length: count }, (_, at) => at + 1).sort((a, b) => Math.abs(a - page) - Math.abs(b - page) || a - b);
}
