import { Disposable, window, workspace } from 'vscode';
import type { Papers } from '../../../core/library/papers';
import type { Log } from '../../../core/files/ports';
import { urisOf } from '../../ui/commandArguments';
import { settings } from '../../settings/settings';
import { registerWritingCommand } from '../../settings/trust';

export interface KeepReferencesDependencies {
	readonly papers: Papers;
	readonly log: Log;
}

/**
 * `Sync References File`: the works that a document or a folder cites, written into the `.bib` or `.json` that it names, or into
 * `references.bib` beside it. Takes URIs, else the active document; resolves to what became of each file. With the setting, saving a
 * document does the same quietly and removes nothing.
 */
export function registerKeepReferences({ papers, log }: KeepReferencesDependencies): Disposable {
	return Disposable.from(
		registerWritingCommand(log, 'marginalia.keepReferences', async (...args) => {
			const { keepReferences } = await import('./keeping');
			return keepReferences(
				papers,
				urisOf(args) ?? (window.activeTextEditor === undefined ? undefined : [window.activeTextEditor.document.uri]),
			);
		}),
		workspace.onDidSaveTextDocument(document => {
			if (workspace.isTrusted && settings.keepReferencesOnSave(document.uri)) {
				import('./keeping')
					.then(({ keepOnSave }) => keepOnSave(papers, document))
					.catch((error: unknown) => log.error(`The references of ${document.uri.toString()} could not be kept`, error));
			}
		}),
	);
}
