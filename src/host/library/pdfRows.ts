import { ThemeIcon, Uri, commands } from 'vscode';
import type { QuickPickItem } from 'vscode';
import { localize } from '../../core/data/localize';
import type { Papers } from '../../core/library/papers';
import type { Passage } from '../../core/pdf/fullText';
import { plainLabel } from '../../core/text/printable';
import { searchInPdfs } from '../../core/tools/searchPapers';
import type { PdfWords } from '../pdf/pdfWords';
import { settings } from '../settings/settings';

/** A row of a search box that stands for a page of a PDF. */
export interface PdfRow extends QuickPickItem {
	/** The paper's. */
	readonly key: string;
	readonly passage: Passage;
}

/** Pages of PDFs that have the words of a query, the best papers first. */
export async function pdfRows(papers: Papers, query: string, words: PdfWords, limit: number): Promise<readonly PdfRow[]> {
	const { heads, passages } = await searchInPdfs(papers, query, limit, words.search);
	return heads.flatMap(({ id, key, title }) =>
		(passages.get(id) ?? []).map(passage => ({
			key,
			passage,
			label: plainLabel(title || key),
			description: localize('page {0}', passage.page),
			detail: plainLabel(passage.snippet),
			iconPath: new ThemeIcon('file-pdf'),
			alwaysShow: true,
		})),
	);
}

/** Opens the PDF at the page. */
export async function openPassage({ key, passage: { file, page } }: PdfRow): Promise<void> {
	const uri = Uri.parse(file, true).with({ fragment: `page=${page}` });
	await (settings.pdfViewer() === 'marginalia'
		? commands.executeCommand('marginalia.openPdfFile', uri, key)
		: commands.executeCommand('vscode.open', uri));
}
