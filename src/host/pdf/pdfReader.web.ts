import { workspace } from 'vscode';
import type { Uri } from 'vscode';
import { localize } from '../../core/data/localize';
import { PdfReader } from './pdfReading';

/** What is used of a browser's worker: the types of Node, with which this file is checked, have none. */
declare class Worker {
	constructor(url: string);
	onmessage: (event: { readonly data: unknown }) => void;
	onerror: (event: { readonly message: string }) => void;
	postMessage(message: unknown): void;
	terminate(): void;
}

/**
 * Starts the worker that reads PDFs: it is made of the text of dist/pdf.js, which is CommonJS, as this host loads no second file of an
 * extension by itself. Whoever opens it disposes it.
 */
export async function openPdfReader(pdfFile: Uri): Promise<PdfReader> {
	const text = new TextDecoder().decode(await workspace.fs.readFile(pdfFile));
	const program = localize(
		'const module = { exports: {} }; const { exports } = module;\n{0}\nonmessage = ({ data: { id, bytes } }) => module.exports.readPdf(bytes).then(text => postMessage({ id, text }), error => postMessage({ id, error: String(error) }));',
		text,
	);
	const url = URL.createObjectURL(new Blob([program], { type: 'text/javascript' }));
	const worker = new Worker(url);
	return new PdfReader({
		post: message => worker.postMessage(message),
		listen: (listener, failed) => {
			worker.onmessage = ({ data }) => listener(data);
			worker.onerror = ({ message }) => failed(message);
		},
		stop: () => {
			worker.terminate();
			URL.revokeObjectURL(url);
		},
	});
}
