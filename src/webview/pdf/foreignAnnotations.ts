import type { PDFDocumentProxy } from 'pdfjs-dist';
import type { AnnotationKind, Quad } from '../../core/annotations/annotation';
import type { ForeignAnnotation } from '../../core/annotations/broughtAlong';
import { nearestColour } from '../../core/annotations/broughtAlong';
import { isObject, textOf } from '../../core/data/json';
import { tableOf } from '../../core/data/table';
import { present } from '../../core/paper/paper';
import type { Piece } from '../../core/pdf/readingOrder';
import { quoteUnder, textPieces } from './pageText';
import { pdfjs } from './pdfjs';

/** A file of a stranger's may have any number of annotations, each of any length; a reader has not. */
const mostAnnotations = 5_000;
const mostQuads = 500;
const longestComment = 20_000;

/** What an annotation of PDF is here, by its subtype. https://opensource.adobe.com/dc-acrobat-sdk-docs/pdfstandards/PDF32000_2008.pdf#page=398 */
const kinds = tableOf<AnnotationKind>({
	Highlight: 'highlight',
	Underline: 'underline',
	Squiggly: 'underline',
	StrikeOut: 'strikeout',
	Text: 'note',
});

/** The annotations that a PDF holds itself: highlights, underlines, strikeouts and notes, with what is said in them. */
export async function foreignAnnotations(pdf: PDFDocumentProxy, labels: readonly string[] | null): Promise<readonly ForeignAnnotation[]> {
	const fingerprint = pdf.fingerprints[0] ?? undefined;
	const found: ForeignAnnotation[] = [];
	const times = new Map<string, number>();
	for (let page = 1; page <= pdf.numPages && found.length < mostAnnotations; page += 1) {
		const annotations: readonly unknown[] = await (await pdf.getPage(page)).getAnnotations({ intent: 'display' });
		let pieces: readonly Piece[] | undefined;
		for (const value of annotations) {
			const raw: unknown = value;
			const kind = isObject(raw) ? kinds.get(textOf(raw['subtype']) ?? '') : undefined;
			// An answer to another one stands where that stands.
			if (!isObject(raw) || kind === undefined || raw['inReplyTo'] !== undefined) {
				continue;
			}
			const quads = quadsIn(raw['quadPoints'], raw['rect']);
			if (quads.length === 0) {
				continue;
			}
			pieces ??= await textPieces(pdf, page);
			// Two of one kind may lie on the same words.
			const place = `${kind} ${page} ${quads.map(quad => quad.map(Math.round).join(' ')).join(',')}`;
			const time = (times.get(place) ?? 0) + 1;
			times.set(place, time);
			found.push({
				key: time === 1 ? place : `${place} ${time}`,
				kind,
				colour: colourIn(raw['color']),
				page,
				quads,
				...present('quote', kind === 'note' ? undefined : quoteUnder(pieces, quads)),
				...present('fingerprint', fingerprint),
				...present('pageLabel', labels?.[page - 1] === String(page) ? undefined : labels?.[page - 1]),
				...present('comment', textIn(raw['contentsObj'])),
				...present('author', textIn(raw['titleObj'])),
				...present('created', momentOf(raw['creationDate'])),
				...present('modified', momentOf(raw['modificationDate'])),
			});
		}
	}
	return found.slice(0, mostAnnotations);
}

/** Eight numbers for each line, else the rectangle. */
function quadsIn(points: unknown, rect: unknown): readonly Quad[] {
	const numbers = numbersIn(points);
	if (numbers.length >= 8) {
		return Array.from({ length: Math.min(Math.floor(numbers.length / 8), mostQuads) }, (_, at) =>
			numbers.slice(at * 8, at * 8 + 8),
		).flatMap(([a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0]): readonly Quad[] => [[a, b, c, d, e, f, g, h]]);
	}
	const [left, bottom, right, top] = numbersIn(rect);
	return left === undefined || bottom === undefined || right === undefined || top === undefined || left === right
		? []
		: [[left, top, right, top, left, bottom, right, bottom]];
}

/** To hundredths of a point, as our own are; none where one of them is no number. */
function numbersIn(value: unknown): readonly number[] {
	const numbers: readonly unknown[] = value instanceof Float32Array || Array.isArray(value) ? Array.from<unknown>(value) : [];
	const rounded = numbers.flatMap(number =>
		typeof number === 'number' && Number.isFinite(number) ? [Math.round(number * 100) / 100] : [],
	);
	return rounded.length === numbers.length ? rounded : [];
}

function colourIn(value: unknown): ForeignAnnotation['colour'] {
	const [red = 255, green = 255, blue = 0] = value instanceof Uint8ClampedArray ? value : [];
	return nearestColour(red, green, blue);
}

function textIn(value: unknown): string | undefined {
	const text = isObject(value) ? textOf(value['str'])?.slice(0, longestComment).replace(/\r\n?/g, '\n').trim() : undefined;
	return text === '' ? undefined : text;
}

function momentOf(value: unknown): string | undefined {
	return typeof value === 'string' ? pdfjs.PDFDateString.toDateObject(value)?.toISOString() : undefined;
}
