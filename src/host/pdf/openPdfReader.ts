import { Uri } from 'vscode';
import { openThread } from '../files/thread';
import { PdfReader } from './pdfReading';
import { readBytes } from '../files/bytesOf';

/** Starts a thread that reads PDFs, with the character maps of the extension. Whoever opens it disposes it. */
export async function openPdfReader(extensionUri: Uri): Promise<PdfReader> {
	const maps = Uri.joinPath(extensionUri, 'dist', 'webview', 'pdfjs', 'cmaps');
	return new PdfReader(await openThread(Uri.joinPath(extensionUri, 'dist', 'pdf.js')), async name =>
		readBytes(Uri.joinPath(maps, `${name}.bcmap`)),
	);
}
