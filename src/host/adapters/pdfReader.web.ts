import { workspace } from 'vscode';
import type { Uri } from 'vscode';
import type * as PdfModule from './pdfText';

/** Loads what reads PDFs. The web worker host loads no second file of an extension by itself, so the bundle, which is CommonJS, becomes a module made of its text. */
export async function openPdfReader(pdfFile: Uri): Promise<typeof PdfModule> {
	const text = new TextDecoder().decode(await workspace.fs.readFile(pdfFile));
	const url = URL.createObjectURL(new Blob([`const module = { exports: {} }; const { exports } = module;\n${text}\nexport default module.exports;`], { type: 'text/javascript' }));
	try {
		return ((await import(url)) as { readonly default: typeof PdfModule }).default;
	} finally {
		URL.revokeObjectURL(url);
	}
}
