import { TabInputCustom, window } from 'vscode';
import type { TabChangeEvent } from 'vscode';
import type { Log } from '../../../core/files/ports';
import type { Papers } from '../../../core/library/papers';
import { settings } from '../../settings/settings';
import { pdfAsText } from './pdfAsText';
import { paperOfPdf } from './paperOfPdf';
import type { PdfEditorInWaiting } from './pdfEditorInWaiting';

/**
 * Shows the PDFs of papers that VS Code would show as text, having no viewer for them: opened from the explorer, or by a link in the
 * preview of Markdown, which tells no editor of the page. Any other PDF and any other viewer stays, and so does one that the user reopens
 * as text.
 */
export async function takeOver({ opened, closed }: TabChangeEvent, papers: Papers, editor: PdfEditorInWaiting, log: Log): Promise<void> {
	const reopened = new Set(closed.flatMap(({ input }) => (input instanceof TabInputCustom ? [input.uri.toString()] : [])));
	for (const tab of settings.pdfViewer() === 'marginalia' ? opened : []) {
		const uri = pdfAsText(tab);
		if (uri !== undefined && !reopened.has(uri.toString())) {
			try {
				const paper = await paperOfPdf(papers, uri);
				if (paper !== undefined) {
					await editor.open(uri, paper['citation-key']);
					await window.tabGroups.close(tab);
				}
			} catch (error) {
				log.error(`${uri.toString()} could not be opened as the PDF of a paper`, error);
			}
		}
	}
}
