import { Disposable, commands, window, workspace } from 'vscode';
import type { Uri } from 'vscode';
import type { Papers } from '../../../core/library/papers';
import type { Log } from '../../../core/files/ports';
import { paperScheme } from '../../library/paperScheme';
import { textTabs } from '../../ui/textTabs';

/** Gives papers' addresses a text, for peeks and previews, and shows the reader instead where an editor opens one. */
export function registerPaperDocuments(library: Papers, log: Log): Disposable {
	return Disposable.from(
		workspace.registerTextDocumentContentProvider(paperScheme, {
			provideTextDocumentContent: async uri => {
				const paper = await library.paper(keyOf(uri));
				return [paper?.title, library.head(keyOf(uri))?.names.join(', '), paper?.abstract]
					.filter(part => part !== undefined && part !== '')
					.join('\n\n');
			},
		}),
		window.onDidChangeActiveTextEditor(editor => {
			if (editor?.document.uri.scheme === paperScheme) {
				openReader(editor.document.uri).catch((error: unknown) => log.error('The paper could not be opened', error));
			}
		}),
	);
}

async function openReader(uri: Uri): Promise<void> {
	await commands.executeCommand('marginalia.openPaper', keyOf(uri));
	await window.tabGroups.close(textTabs(uri).map(({ tab }) => tab));
}

function keyOf(uri: Uri): string {
	return uri.path.slice(1);
}
