import type { Uri } from 'vscode';
import type * as PdfModule from './pdfText';

/** Loads what reads PDFs: a third of the whole extension, so nothing else brings it in. */
export async function openPdfReader(pdfFile: Uri): Promise<typeof PdfModule> {
	return (await import(pdfFile.fsPath)) as typeof PdfModule;
}
