import { Uri, window, workspace } from 'vscode';
import type { Disposable } from 'vscode';
import type { Log } from '../../../core/files/ports';
import { tell } from '../../ui/commands';
import { keyScheme } from '../../documents/keyFiles';
import { settings } from '../../settings/settings';
import type { WorkspaceNotes } from '../../documents/workspaceNotes';

/**
 * Renaming or moving a note or a folder in the explorer keeps every link to it: by the setting the editor asks, and can show what would
 * change. The edit that renames a key has the links in it.
 */
export function followMoves(notes: WorkspaceNotes, log: Log): Disposable {
	return workspace.onWillRenameFiles(event => {
		const wanted = settings.linksOnMove();
		const isOfKey = event.files.some(({ oldUri }) => oldUri.scheme === keyScheme);
		if (workspace.isTrusted && wanted !== 'never' && !isOfKey) {
			event.waitUntil(
				editsFor(event.files, notes, wanted === 'ask').catch((error: unknown) =>
					log.error('The links to renamed files could not be found', error),
				),
			);
		}
	});
}

async function editsFor(files: readonly { readonly oldUri: Uri; readonly newUri: Uri }[], notes: WorkspaceNotes, asking: boolean) {
	const { editForMoves } = await import('./linkEdits');
	const { edit, left, unreadable } = await editForMoves(notes, files, asking);
	const [first] = left;
	if (first !== undefined) {
		const where = `${workspace.asRelativePath(Uri.parse(first))}${left.length === 1 ? '' : ` and ${left.length - 1} more`}`;
		tell(
			window.showWarningMessage,
			`VS Code changes the links in ${where}, so Marginalia left the [[links]] there as they are. Set “markdown.updateLinksOnFileMove.enabled” to “never” to have all of them follow.`,
		);
	}
	if (unreadable.length > 0) {
		tell(
			window.showWarningMessage,
			`Links in ${unreadable
				.map(path => workspace.asRelativePath(Uri.parse(path)))
				.slice(0, 3)
				.join(', ')} were left as they are: the file isn't saved as UTF-8.`,
		);
	}
	return edit;
}
