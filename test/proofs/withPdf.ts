import type { PDFDocumentProxy } from 'pdfjs-dist';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** Opens a PDF as the view does, with character maps and fonts, for as long as it is used. */
export async function withPdf<T>(bytes: Uint8Array, use: (pdf: PDFDocumentProxy) => Promise<T>): Promise<T> {
	const task = getDocument({
		// pdf.js takes the bytes away.
		data: new Uint8Array(bytes),
		isEvalSupported: false,
		verbosity: 0,
		cMapUrl: 'node_modules/pdfjs-dist/cmaps/',
		cMapPacked: true,
		standardFontDataUrl: 'node_modules/pdfjs-dist/standard_fonts/',
	});
	try {
		return await use(await task.promise);
	} finally {
		await task.destroy();
	}
}
