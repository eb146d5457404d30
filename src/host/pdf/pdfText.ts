import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { WorkerMessageHandler } from 'pdfjs-dist/legacy/build/pdf.worker.mjs';
import { isObject } from '../../core/data/json';
import type { PdfText } from '../../core/pdf/pdfPaper';

/** What names a paper stands in front. */
const pagesRead = 2;

/**
 * The text of a PDF's first pages and what it says of itself, by pdf.js. `undefined` where it is no PDF, is broken beyond repair, or is
 * locked by a password. This module is a bundle of its own, dist/pdf.js, which both hosts load when the first PDF comes.
 */
export async function readPdf(bytes: Uint8Array): Promise<PdfText | undefined> {
	// pdf.js would look for its other half in a file of its own.
	Object.assign(globalThis, { pdfjsWorker: { WorkerMessageHandler } });
	// A copy: pdf.js takes its bytes away, and wants no Buffer.
	const task = getDocument({
		data: new Uint8Array(bytes),
		isEvalSupported: false,
		disableFontFace: true,
		useSystemFonts: false,
		isOffscreenCanvasSupported: false,
		enableXfa: false,
		verbosity: 0,
	});
	try {
		const document = await task.promise;
		const { info, metadata } = await document.getMetadata();
		const pages: string[] = [];
		for (let number = 1; number <= Math.min(pagesRead, document.numPages); number += 1) {
			const { items } = await (await document.getPage(number)).getTextContent();
			pages.push(items.map(item => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join(''));
		}
		return { information: textsOf(info), metadata: packetOf(metadata), pages };
	} catch (error) {
		if (error instanceof Error && /^(?:InvalidPDF|Password|FormatError|UnknownError|MissingPDF|XRef|Unexpected)/.test(error.name)) {
			return undefined;
		}
		throw error;
	} finally {
		await task.destroy();
	}
}

/** Answers what `PdfReader` asks. */
export function serve(post: (answer: object) => void): (asked: { readonly id: number; readonly bytes: Uint8Array }) => void {
	return ({ id, bytes }) => {
		readPdf(bytes).then(
			text => post({ id, text }),
			(error: unknown) => post({ id, error: String(error) }),
		);
	};
}

/** The fields of a PDF's information dictionary, and those that its maker added under `Custom`. */
function textsOf(information: unknown): Readonly<Record<string, string>> {
	const fields = isObject(information) ? { ...information, ...(isObject(information['Custom']) ? information['Custom'] : {}) } : {};
	return Object.fromEntries(Object.entries(fields).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])));
}

/** pdf.js gives `null` where there is no packet, whatever its types say. */
function packetOf(metadata: { getRaw(): unknown } | null): string {
	const packet = metadata?.getRaw();
	return typeof packet === 'string' ? packet : '';
}
