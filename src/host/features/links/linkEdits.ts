import { Range, Uri, WorkspaceEdit, workspace } from 'vscode';
import type { NoteIndex } from '../../../core/notes/noteIndex';
import { linksOfMovedNotes } from '../../../core/notes/movedNotes';

/** The edits that keep every link when files move; `needsConfirmation` lets the editor ask first, and show them. */
export function editForMoves(index: NoteIndex, moves: readonly { readonly oldUri: Uri; readonly newUri: Uri }[], needsConfirmation: boolean): WorkspaceEdit {
	const edit = new WorkspaceEdit();
	const editors = editorMovesLinks();
	for (const { place, text } of linksOfMovedNotes(index, movedNotes(index, moves))) {
		if (editors && place.kind === 'link' && /\.(?:md|markdown)$/i.test(place.path)) {
			continue;
		}
		const range = new Range(place.line, place.column, place.line, place.column + place.target.length);
		edit.replace(Uri.parse(place.path), range, text, { label: 'Links to what is renamed', needsConfirmation });
	}
	return edit;
}

/** Whether VS Code's own markdown extension was told to change markdown links along with files; it knows no wikilinks, and no Quarto. */
function editorMovesLinks(): boolean {
	return ['prompt', 'always'].includes(workspace.getConfiguration('markdown').get('updateLinksOnFileMove.enabled', 'never'));
}

/** Every note that moves, those in folders that move included. */
function movedNotes(index: NoteIndex, moves: readonly { readonly oldUri: Uri; readonly newUri: Uri }[]): ReadonlyMap<string, string> {
	const moved = new Map<string, string>();
	for (const { oldUri, newUri } of moves) {
		const from = oldUri.toString();
		if (index.get(from) !== undefined) {
			moved.set(from, newUri.toString());
			continue;
		}
		for (const { path } of index.notes()) {
			if (path.startsWith(`${from}/`)) {
				moved.set(path, newUri.toString() + path.slice(from.length));
			}
		}
	}
	return moved;
}
