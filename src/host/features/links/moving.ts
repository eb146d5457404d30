import { Disposable, Uri, window, workspace } from 'vscode';
import { localize } from '../../../core/data/localize';
import type { Log } from '../../../core/files/ports';
import { tell } from '../../ui/commands';
import { keyScheme } from '../../documents/keyFiles';
import { settings } from '../../settings/settings';
import type { WorkspaceNotes } from '../../documents/workspaceNotes';
import type { WaitingLinks } from './linkEdits';

type FileMoves = readonly { readonly oldUri: Uri; readonly newUri: Uri }[];

/**
 * Renaming or moving a note or a folder in the explorer keeps every link to it: by the setting the editor asks, and can show what would
 * change. The edit that renames a key has the links in it.
 */
export function followMoves(notes: WorkspaceNotes, log: Log): Disposable {
	let waiting: readonly WaitingLinks[] = [];
	return Disposable.from(
		workspace.onWillRenameFiles(event => {
			const wanted = settings.linksOnMove();
			const isOfKey = event.files.some(({ oldUri }) => oldUri.scheme === keyScheme);
			waiting = [];
			if (workspace.isTrusted && wanted !== 'never' && !isOfKey) {
				const edits = editsFor(event.files, notes, wanted === 'ask').then(found => {
					({ waiting } = found);
					return found.edit;
				});
				event.waitUntil(edits.catch((error: unknown) => log.error('The links to renamed files could not be found', error)));
			}
		}),
		workspace.onDidRenameFiles(() => {
			const links = waiting;
			waiting = [];
			if (links.length > 0) {
				import('./waitingLinks')
					.then(({ changeWaiting }) => changeWaiting(links, settings.linksOnMove() === 'ask', log))
					.catch((error: unknown) => log.error('Links to what was moved could not be changed', error));
			}
		}),
	);
}

async function editsFor(files: FileMoves, notes: WorkspaceNotes, asking: boolean) {
	const { editForMoves } = await import('./linkEdits');
	const { edit, waiting, unreadable } = await editForMoves(notes, files, asking);
	if (unreadable.length > 0) {
		tell(
			window.showWarningMessage,
			localize(
				'Links in {0} were left as they are: the file isn’t saved as UTF-8.',
				unreadable
					.map(path => workspace.asRelativePath(Uri.parse(path)))
					.slice(0, 3)
					.join(', '),
			),
		);
	}
	return { edit, waiting };
}
