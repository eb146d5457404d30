import { workspace } from 'vscode';
import type { Disposable } from 'vscode';
import type { WorkspaceNotes } from '../../adapters/workspaceNotes';
import { editForMoves } from './linkEdits';

/** Renaming or moving a note or a folder in the explorer keeps every link to it: the editor asks, and can show what would change. */
export function followMoves(notes: WorkspaceNotes): Disposable {
	return workspace.onWillRenameFiles(event => {
		if (workspace.isTrusted) {
			event.waitUntil(notes.checked().then(index => editForMoves(index, event.files, true)));
		}
	});
}
