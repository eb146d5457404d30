import type { Tab, Uri } from 'vscode';
import { textOfTab } from '../../ui/textTabs';

/** The PDF of which a tab shows the text, or VS Code's sign that there is none; `undefined` for all else. */
export function pdfAsText(tab: Tab): Uri | undefined {
	const uri = textOfTab(tab);
	return uri?.path.toLowerCase().endsWith('.pdf') === true ? uri : undefined;
}
