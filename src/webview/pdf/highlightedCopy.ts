import type { PDFDocumentProxy } from 'pdfjs-dist';
import type { Quad } from '../../core/annotations/annotation';
import { tableOf } from '../../core/data/table';
import type { ShownMark } from '../../protocol/pdf';

/** Red, green and blue, each from 0 to 255. */
export type Rgb = readonly [number, number, number];

/** What pdf.js saves as an annotation of PDF, and what it was made to take besides (`besides` in esbuild.mjs). */
export interface WrittenAnnotation {
	/** pdf.js's number for a highlight. https://github.com/mozilla/pdf.js/blob/v4.10.38/src/shared/util.js */
	readonly annotationType: 9;
	readonly pageIndex: number;
	readonly color: Rgb;
	readonly opacity: number;
	readonly rotation: 0;
	readonly rect: readonly [number, number, number, number];
	readonly quadPoints: readonly number[];
	/** What the appearance fills, by the corners of each part. */
	readonly outlines: readonly (readonly number[])[];
	readonly user: string;
	/** A name of PDF, as names and entries are written there: with a slash. */
	readonly subtype: string;
	readonly besides: readonly (readonly [name: string, value: string])[];
}

const subtypes = tableOf({ highlight: '/Highlight', underline: '/Underline', strikeout: '/StrikeOut', area: '/Square', note: '/Text' });

/** Points of PDF: how thick lines are. */
const line = 1.2;

/**
 * The PDF with the marks in it as annotations, which Acrobat, Preview and all others show: as an update behind the bytes of the file, which
 * stay. Marks that came from the PDF are in it as they were.
 */
export async function highlightedCopy(
	pdf: PDFDocumentProxy,
	marks: readonly ShownMark[],
	rgbOf: (mark: ShownMark) => Rgb,
): Promise<Uint8Array> {
	const written = marks.filter(mark => mark.inPdf === undefined && mark.quads.length > 0);
	// pdf.js saves what it finds under such names.
	const names = written.map((_, at) => `pdfjs_internal_editor_marginalia${at}`);
	written.forEach((mark, at) => pdf.annotationStorage.setValue(names[at] ?? '', writtenAnnotation(mark, rgbOf(mark))));
	try {
		return written.length === 0 ? await pdf.getData() : await pdf.saveDocument();
	} finally {
		names.forEach(name => pdf.annotationStorage.remove(name));
	}
}

/** A mark as pdf.js saves it. */
export function writtenAnnotation(mark: ShownMark, color: Rgb): WrittenAnnotation {
	const { id, kind, page, quads, comment, tags, author, created, modified } = mark;
	const xs = quads.flatMap(quad => [quad[0], quad[2], quad[4], quad[6]]);
	const ys = quads.flatMap(quad => [quad[1], quad[3], quad[5], quad[7]]);
	const said = [comment, tags.map(tag => `#${tag}`).join(' ')].filter(Boolean).join('\n');
	return {
		annotationType: 9,
		pageIndex: page - 1,
		color,
		opacity: kind === 'highlight' ? 0.6 : 1,
		rotation: 0,
		rect: [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)],
		quadPoints: quads.flat(),
		outlines: quads.flatMap(quad => outlinesOf(kind, quad)),
		user: author ?? 'Marginalia',
		subtype: subtypes.get(kind) ?? '/Highlight',
		besides: [
			['/NM', id],
			...(said === '' ? [] : [['/Contents', said] as const]),
			...dateEntry('/CreationDate', created),
			...dateEntry('/M', modified),
		],
	};
}

function outlinesOf(kind: ShownMark['kind'], quad: Quad): readonly (readonly number[])[] {
	const [ax, ay, bx, by, cx, cy, dx, dy] = quad;
	switch (kind) {
		case 'highlight':
		case 'note':
			return [[ax, ay, bx, by, dx, dy, cx, cy]];
		case 'underline':
			return [[cx, cy + line, dx, dy + line, dx, dy, cx, cy]];
		case 'strikeout': {
			const [left, right] = [(ay + cy) / 2, (by + dy) / 2];
			return [[ax, left + line / 2, bx, right + line / 2, bx, right - line / 2, ax, left - line / 2]];
		}
		case 'area':
			// Between two frames, by the even-odd rule.
			return [
				[ax, ay, bx, by, dx, dy, cx, cy],
				[ax + line, ay - line, bx - line, by - line, dx - line, dy + line, cx + line, cy + line],
			];
	}
}

/** `D:20261129100000Z`. ISO 32000-1, 7.9.4 */
function dateEntry(name: string, moment: string): readonly (readonly [string, string])[] {
	const digits = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)/.exec(moment)?.slice(1).join('');
	return digits === undefined ? [] : [[name, `D:${digits}Z`]];
}
