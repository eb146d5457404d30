import type { PDFDocumentProxy } from 'pdfjs-dist';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { WorkerMessageHandler } from 'pdfjs-dist/legacy/build/pdf.worker.mjs';
import { isObject } from '../../core/data/json';
import type { PdfPages } from '../../core/pdf/pdfPages';
import { pageLimits } from '../../core/pdf/pdfPages';
import type { PdfText } from '../../core/pdf/pdfPaper';
import { piecesInOrder } from '../../core/pdf/readingOrder';

/**
 * Adobe's character maps, by their names, as pdf.js packs them; `undefined` where there is none. They say what the bytes of Chinese,
 * Japanese and Korean texts mean where a PDF only names its encoding: `UniGB-UCS2-H`.
 */
export type CharacterMaps = (name: string) => Promise<Uint8Array | undefined>;

/** What names a paper stands in front. */
const pagesRead = 2;

/**
 * The text of a PDF's first pages and what it says of itself, by pdf.js. `undefined` where it is no PDF, is broken beyond repair, or is
 * locked by a password. This module is a bundle of its own, dist/pdf.js, which both hosts load when the first PDF comes.
 */
export function readPdf(bytes: Uint8Array, maps?: CharacterMaps): Promise<PdfText | undefined> {
	return opened(bytes, maps, async document => {
		const { info, metadata } = await document.getMetadata();
		const pages: string[] = [];
		for (let number = 1; number <= Math.min(pagesRead, document.numPages); number += 1) {
			pages.push(await textOfPage(document, number));
		}
		return { information: textsOf(info), metadata: packetOf(metadata), pages };
	});
}

/** The text of all pages, of a very long PDF of the first; `undefined` as for {@link readPdf}. */
export function readPages(bytes: Uint8Array, maps?: CharacterMaps): Promise<PdfPages | undefined> {
	return opened(bytes, maps, async document => {
		const pages: string[] = [];
		let letters = 0;
		for (let number = 1; number <= Math.min(pageLimits.pages, document.numPages); number += 1) {
			// A page that is broken costs itself.
			const text = await textOfPage(document, number).catch(() => '');
			letters += text.length;
			if (letters > pageLimits.letters) {
				break;
			}
			pages.push(text);
		}
		return { pages, total: document.numPages };
	});
}

async function textOfPage(document: PDFDocumentProxy, number: number): Promise<string> {
	const page = await document.getPage(number);
	const { items } = await page.getTextContent();
	page.cleanup();
	return piecesInOrder(items.flatMap(item => ('str' in item ? [item] : [])))
		.map(({ str, hasEOL }) => (hasEOL ? `${str}\n` : str))
		.join('');
}

async function opened<T>(
	bytes: Uint8Array,
	maps: CharacterMaps = () => Promise.resolve(undefined),
	work: (document: PDFDocumentProxy) => Promise<T>,
): Promise<T | undefined> {
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
		useWorkerFetch: false,
		CMapReaderFactory: readerOf(maps),
		verbosity: 0,
	});
	try {
		return await work(await task.promise);
	} catch (error) {
		if (error instanceof Error && /^(?:InvalidPDF|Password|FormatError|UnknownError|MissingPDF|XRef|Unexpected)/.test(error.name)) {
			return undefined;
		}
		throw error;
	} finally {
		await task.destroy();
	}
}

/** What pdf.js makes to ask for character maps. */
function readerOf(maps: CharacterMaps): new () => object {
	return class {
		async fetch({ name }: { readonly name: string }): Promise<object> {
			const map = await maps(name);
			if (map === undefined) {
				throw new Error(`There is no character map ${name}.`);
			}
			// pdf.js may take its bytes away.
			return { cMapData: map.slice(), isCompressed: true };
		}
	};
}

/** What `PdfReader` says. */
export type ToPdfReading =
	| {
			readonly kind: 'read';
			readonly id: number;
			/** All pages, or what says of what paper it is. */
			readonly wanted: 'pages' | 'paper';
			readonly bytes: Uint8Array;
	  }
	/** The character map that was asked for; without bytes where there is none. */
	| { readonly kind: 'map'; readonly name: string; readonly bytes?: Uint8Array | undefined };

/** Answers it; asks for the character maps that it needs, each once. */
export function serve(post: (answer: object) => void): (said: ToPdfReading) => void {
	const maps = new Map<string, { readonly map: Promise<Uint8Array | undefined>; readonly take: (map: Uint8Array | undefined) => void }>();
	const mapOf: CharacterMaps = name => {
		const known = maps.get(name);
		if (known !== undefined) {
			return known.map;
		}
		let take: (map: Uint8Array | undefined) => void = () => undefined;
		const map = new Promise<Uint8Array | undefined>(resolve => (take = resolve));
		maps.set(name, { map, take });
		post({ map: name });
		return map;
	};
	return said => {
		if (said.kind === 'map') {
			maps.get(said.name)?.take(said.bytes);
			return;
		}
		const { id, wanted, bytes } = said;
		const read: Promise<object | undefined> = wanted === 'pages' ? readPages(bytes, mapOf) : readPdf(bytes, mapOf);
		read.then(
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
