import type { PDFDocumentProxy } from 'pdfjs-dist';
import type { Quad } from '../../core/annotations/annotation';
import { boxOf } from './selection';

/** CSS pixels; a picture of more is no figure of a paper. */
const largest = 2_400;

/**
 * Draws a part of a page as it is, without what is marked on it.
 * @param page one-based
 * @param width of the picture, in CSS pixels; less where it would be higher than is allowed
 */
export async function areaPicture(pdf: PDFDocumentProxy, page: number, quad: Quad, width: number): Promise<HTMLCanvasElement> {
	const proxy = await pdf.getPage(page);
	const whole = proxy.getViewport({ scale: 1 });
	const box = boxOf(whole, quad);
	const [boxWidth, boxHeight] = [(box.width / 100) * whole.width, (box.height / 100) * whole.height];
	const scale = Math.min(Math.min(width, largest) / Math.max(boxWidth, 1), largest / Math.max(boxHeight, 1));
	const viewport = proxy.getViewport({
		scale,
		offsetX: (-box.left / 100) * whole.width * scale,
		offsetY: (-box.top / 100) * whole.height * scale,
	});
	const canvas = document.createElement('canvas');
	canvas.width = Math.max(1, Math.round(boxWidth * scale));
	canvas.height = Math.max(1, Math.round(boxHeight * scale));
	const canvasContext = canvas.getContext('2d');
	if (canvasContext !== null) {
		await proxy.render({ canvasContext, viewport }).promise;
	}
	return canvas;
}

/** A picture as the bytes of a PNG. */
export async function pngOf(canvas: HTMLCanvasElement): Promise<Uint8Array> {
	const blob = await new Promise<Blob | null>(resolve => canvas.toBlob(resolve, 'image/png'));
	return new Uint8Array((await blob?.arrayBuffer()) ?? new ArrayBuffer(0));
}
