import { UIKind, Uri, env, window, workspace } from 'vscode';
import { documentPage } from '../../../core/citing/documentPage';
import { localize } from '../../../core/data/localize';
import { safeFileName } from '../../../core/notes/fileNames';
import { writeText } from '../../files/writeText';
import { tell } from '../../ui/commands';

/**
 * Writes a paper's page as a web page of its own where the user wants it, and opens that in the browser, whose Print prints it: VS Code
 * lets no view print.
 */
export async function printPaper(key: string, title: string, body: string): Promise<void> {
	const folder = workspace.workspaceFolders?.[0]?.uri;
	const target = await window.showSaveDialog({
		title: localize('Print paper: save it as a web page first'),
		filters: { html: ['html'] },
		...(folder ? { defaultUri: Uri.joinPath(folder, `${safeFileName(key)}.html`) } : {}),
	});
	if (target === undefined) {
		return;
	}
	await writeText(target, documentPage({ title, language: 'en', body, pictures: new Map(), style: '' }));
	const isHere = target.scheme === 'file' && env.remoteName === undefined && env.uiKind === UIKind.Desktop;
	if (!isHere || !(await env.openExternal(target))) {
		tell(window.showInformationMessage, localize('Saved {0}. Open it in a browser to print it.', workspace.asRelativePath(target)));
	}
}
