import { isArray } from '../../core/data/json';
import type { AnnotationQuote, Quad } from '../../core/annotations/annotation';
import { lineEndsOfIdeographs } from '../../core/pdf/pdfPages';
import type { DrawnPiece } from '../../core/pdf/readingOrder';
import { inReadingOrder } from '../../core/pdf/readingOrder';

/** How much of the text before and behind a selection is kept, to find it again; UTF-16 units. */
export const contextLength = 64;

/** What of a selection lies on one page. */
export interface PageSelection {
	/** The element of the page. */
	readonly page: HTMLElement;
	/** In CSS pixels of the window, a rectangle for each line. */
	readonly lines: readonly DOMRect[];
	readonly quote: AnnotationQuote;
}

/** The parts of what is selected that lie in the text of pages, in their order. */
export function selectionByPage(selection: Selection | null): readonly PageSelection[] {
	if (selection === null || selection.isCollapsed || selection.rangeCount === 0) {
		return [];
	}
	const range = selection.getRangeAt(0);
	return [...document.querySelectorAll<HTMLElement>('.page')].flatMap(page => {
		const layer = page.querySelector<HTMLElement>('.textLayer');
		if (layer === null || !range.intersectsNode(layer)) {
			return [];
		}
		const part = clamped(range, layer);
		const quote = layer.querySelector('[dir="rtl"]') === null ? quoteOf(part, layer) : quoteInOrder(part, layer);
		return quote.exact.trim() === '' ? [] : [{ page, lines: linesOf(part), quote }];
	});
}

/** The part of a range that lies in an element. */
function clamped(range: Range, element: HTMLElement): Range {
	const whole = document.createRange();
	whole.selectNodeContents(element);
	const part = range.cloneRange();
	if (part.compareBoundaryPoints(Range.START_TO_START, whole) < 0) {
		part.setStart(whole.startContainer, whole.startOffset);
	}
	if (part.compareBoundaryPoints(Range.END_TO_END, whole) > 0) {
		part.setEnd(whole.endContainer, whole.endOffset);
	}
	return part;
}

/** The text of a range as it reads: a line's end is a space, and a word that is divided there is one. */
export function textOf(range: Range): string {
	return readable(rawText(range));
}

/** The text of lines as it reads: {@link textOf}. */
export function readable(lines: string): string {
	return (
		lines
			// `re-` at the end of a line and `sults` in the next; a name such as `Navier-Stokes` has a capital there.
			.replace(/(\p{Ll})[-\u00AD\u2010]\n(?=\p{Ll})/gu, '$1')
			.replace(lineEndsOfIdeographs, '')
			.replace(/\s+/g, ' ')
			.trim()
	);
}

/** The text nodes of a range, and a line feed for each break that pdf.js put between lines. */
function rawText(range: Range): string {
	if (range.startContainer === range.endContainer && range.startContainer instanceof Text) {
		return range.toString();
	}
	const walker = document.createTreeWalker(range.commonAncestorContainer, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
	let text = '';
	for (let node: Node | null = walker.currentNode; node !== null; node = walker.nextNode()) {
		if (!range.intersectsNode(node)) {
			continue;
		}
		if (node instanceof Text) {
			const from = node === range.startContainer ? range.startOffset : 0;
			const to = node === range.endContainer ? range.endOffset : node.data.length;
			text += node.data.slice(from, to);
		} else if (node instanceof HTMLBRElement) {
			text += '\n';
		}
	}
	return text;
}

function quoteOf(part: Range, layer: HTMLElement): AnnotationQuote {
	const before = document.createRange();
	before.selectNodeContents(layer);
	before.setEnd(part.startContainer, part.startOffset);
	const behind = document.createRange();
	behind.selectNodeContents(layer);
	behind.setStart(part.endContainer, part.endOffset);
	return { exact: textOf(part), prefix: textOf(before).slice(-contextLength), suffix: textOf(behind).slice(0, contextLength) };
}

/** {@link quoteOf} where lines run from right to left, whose pieces may stand in the layer in another order than they are read in. */
function quoteInOrder(part: Range, layer: HTMLElement): AnnotationQuote {
	const pieces = inReadingOrder(layerPieces(part, layer), before => ({
		...before,
		str: ' ',
		isRightToLeft: false,
		selected: before.selected && { from: 0, to: 1 },
	}));
	const first = pieces.findIndex(({ selected }) => selected !== undefined);
	const last = pieces.findLastIndex(({ selected }) => selected !== undefined);
	const textFrom = (some: readonly LayerPiece[]) => some.map(({ str, hasEOL }) => str + (hasEOL ? '\n' : '')).join('');
	const exact = pieces.map(({ str, hasEOL, selected }) =>
		selected === undefined ? '' : str.slice(selected.from, selected.to) + (hasEOL && selected.to === str.length ? '\n' : ''),
	);
	const [from, to] = [pieces[first]?.selected?.from ?? 0, pieces[last]?.selected?.to ?? 0];
	const prefix = textFrom(pieces.slice(0, Math.max(first, 0))) + (pieces[first]?.str.slice(0, from) ?? '');
	const suffix = (pieces[last]?.str.slice(to) ?? '') + textFrom(pieces.slice(last + 1));
	return {
		exact: readable(exact.join('')),
		prefix: readable(prefix).slice(-contextLength),
		suffix: readable(suffix).slice(0, contextLength),
	};
}

interface LayerPiece extends DrawnPiece {
	/** What of it is selected; `undefined` where nothing is. */
	readonly selected: { readonly from: number; readonly to: number } | undefined;
}

function layerPieces(part: Range, layer: HTMLElement): readonly LayerPiece[] {
	// In a page that the reader turned, lines do not lie level.
	const isTurned = (layer.dataset['mainRotation'] ?? '0') !== '0';
	const walker = document.createTreeWalker(layer, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
	const pieces: LayerPiece[] = [];
	for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
		const before = pieces.at(-1);
		if (node instanceof HTMLBRElement && before !== undefined) {
			pieces[pieces.length - 1] = { ...before, hasEOL: true };
		} else if (node instanceof Text && node.parentElement !== null) {
			const { left, top, width, height } = node.parentElement.getBoundingClientRect();
			pieces.push({
				str: node.data,
				hasEOL: false,
				isRightToLeft: node.parentElement.dir === 'rtl',
				place: isTurned ? undefined : { x: left, y: top, width, height },
				selected: part.intersectsNode(node)
					? {
							from: node === part.startContainer ? part.startOffset : 0,
							to: node === part.endContainer ? part.endOffset : node.data.length,
						}
					: undefined,
			});
		}
	}
	return pieces;
}

/** One rectangle for each line: the browser gives one for each piece of text, and pieces of one line overlap in height. */
function linesOf(range: Range): readonly DOMRect[] {
	const pieces = textPieces(range)
		.filter(({ width, height }) => width > 0.5 && height > 0.5)
		.sort((a, b) => a.top - b.top || a.left - b.left);
	const lines: DOMRect[] = [];
	for (const piece of pieces) {
		const line = lines.findIndex(
			known => sharedHeight(known, piece) > 0.5 * Math.min(known.height, piece.height) && gap(known, piece) < piece.height * 2,
		);
		const known = lines[line];
		if (known === undefined) {
			lines.push(piece);
		} else {
			lines[line] = joined(known, piece);
		}
	}
	return lines;
}

/** Rectangles of the selected text itself: those of elements would be whole lines, also where half of one is selected. */
function textPieces(range: Range): readonly DOMRect[] {
	const root = range.commonAncestorContainer;
	const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
	const pieces: DOMRect[] = [];
	for (let node: Node | null = root instanceof Text ? root : walker.nextNode(); node !== null; node = walker.nextNode()) {
		if (node instanceof Text && range.intersectsNode(node)) {
			const piece = document.createRange();
			piece.setStart(node, node === range.startContainer ? range.startOffset : 0);
			piece.setEnd(node, node === range.endContainer ? range.endOffset : node.data.length);
			pieces.push(...piece.getClientRects());
		}
	}
	return pieces;
}

function sharedHeight(a: DOMRect, b: DOMRect): number {
	return Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
}

/** How far apart two pieces of one height stand: those of two columns are no line. */
function gap(a: DOMRect, b: DOMRect): number {
	return Math.max(a.left, b.left) - Math.min(a.right, b.right);
}

function joined(a: DOMRect, b: DOMRect): DOMRect {
	const [left, top] = [Math.min(a.left, b.left), Math.min(a.top, b.top)];
	return new DOMRect(left, top, Math.max(a.right, b.right) - left, Math.max(a.bottom, b.bottom) - top);
}

/** What of pdf.js's viewport is needed to turn pixels of a page into points of PDF and back. */
export interface Viewport {
	readonly width: number;
	readonly height: number;
	convertToPdfPoint(x: number, y: number): unknown;
	convertToViewportPoint(x: number, y: number): unknown;
}

/** A rectangle in CSS pixels from the page's upper left corner, as corners in PDF user space, which a turned page turns. */
export function quadOf(viewport: Viewport, { left, top, right, bottom }: Pick<DOMRect, 'left' | 'top' | 'right' | 'bottom'>): Quad {
	const corners = [
		[left, top],
		[right, top],
		[left, bottom],
		[right, bottom],
	] as const;
	const [a, b, c, d] = corners.map(([x, y]) => pointOf(viewport.convertToPdfPoint(x, y)));
	return [...(a ?? [0, 0]), ...(b ?? [0, 0]), ...(c ?? [0, 0]), ...(d ?? [0, 0])];
}

/** A quad as a box of the page in per cent of its size, so that it stays right at every zoom. */
export function boxOf(
	viewport: Viewport,
	quad: Quad,
): { readonly left: number; readonly top: number; readonly width: number; readonly height: number } {
	const points = [0, 2, 4, 6].map(at => pointOf(viewport.convertToViewportPoint(quad[at] ?? 0, quad[at + 1] ?? 0)));
	const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
	const [left, top] = [Math.min(...xs), Math.min(...ys)];
	return {
		left: (left / viewport.width) * 100,
		top: (top / viewport.height) * 100,
		width: ((Math.max(...xs) - left) / viewport.width) * 100,
		height: ((Math.max(...ys) - top) / viewport.height) * 100,
	};
}

/** pdf.js says `any[]` of its points. */
function pointOf(value: unknown): readonly [number, number] {
	return isArray(value) ? [round(value[0]), round(value[1])] : [0, 0];
}

/** To hundredths of a point: finer than any screen, and a short line in the file. */
function round(value: unknown): number {
	return typeof value === 'number' && Number.isFinite(value) ? Math.round(value * 100) / 100 : 0;
}
