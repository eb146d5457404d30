import { Uri, workspace } from 'vscode';
import { openThread } from '../files/thread';
import { PdfReader } from './pdfReading';

/** Starts a thread that reads PDFs, with the character maps of the extension. Whoever opens it disposes it. */
export async function openPdfReader(extensionUri: Uri): Promise<PdfReader> {
	const maps = Uri.joinPath(extensionUri, 'dist', 'webview', 'pdfjs', 'cmaps');
	return new PdfReader(await openThread(Uri.joinPath(extensionUri, 'dist', 'pdf.js')), async name =>
		workspace.fs.readFile(Uri.joinPath(maps, `${name}.bcmap`)),
	);
}
