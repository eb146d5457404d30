import { Worker } from 'node:worker_threads';
import type { Uri } from 'vscode';
import { PdfReader } from './pdfReading';

/** What runs in the thread: dist/pdf.js is a third of the whole extension, so nothing else brings it in. */
const program = `
const { parentPort, workerData } = require('node:worker_threads');
const { readPdf } = require(workerData);
parentPort.on('message', ({ id, bytes }) => readPdf(bytes).then(text => parentPort.postMessage({ id, text }), error => parentPort.postMessage({ id, error: String(error) })));
`;

/** Starts the thread that reads PDFs. Whoever opens it disposes it. */
export function openPdfReader(pdfFile: Uri): Promise<PdfReader> {
	// pdf.js prints what it misses for drawing, which nobody does here.
	const worker = new Worker(program, { eval: true, workerData: pdfFile.fsPath, stdout: true, stderr: true });
	return Promise.resolve(
		new PdfReader({
			post: message => worker.postMessage(message),
			listen: (listener, failed) => worker.on('message', listener).on('error', error => failed(error.message)),
			stop: () => {
				// It ends with the window in any case.
				worker.terminate().catch(() => undefined);
			},
		}),
	);
}
