import { Range, Uri, WorkspaceEdit, workspace } from 'vscode';
import type { NoteIndex } from '../../../core/notes/noteIndex';
import { linksOfMovedNotes } from '../../../core/notes/movedNotes';
import { isUtf8 } from '../../documents/exactEditing';

export interface MoveEdits {
	readonly edit: WorkspaceEdit;
	/** Paths of files whose links are left to VS Code, although they have wikilinks that should change. */
	readonly left: readonly string[];
	/** Paths of files that are no UTF-8, although they have links that should change. */
	readonly unreadable: readonly string[];
}

/**
 * The edits that keep every link when files move; `needsConfirmation` lets the editor ask first, and show them. A file in which VS Code
 * changes links itself is left to it: it counts its places in the text as it was, and would write into the midst of what was changed
 * before.
 */
export async function editForMoves(
	index: NoteIndex,
	moves: readonly { readonly oldUri: Uri; readonly newUri: Uri }[],
	needsConfirmation: boolean,
): Promise<MoveEdits> {
	const edit = new WorkspaceEdit();
	const found = linksOfMovedNotes(
		index,
		movedNotes(index, moves),
		new Map(moves.map(({ oldUri, newUri }) => [oldUri.toString(), newUri.toString()])),
	);
	const unreadable = new Set<string>();
	for (const path of new Set(found.map(({ place }) => place.path))) {
		if (!(await isUtf8(Uri.parse(path)))) {
			unreadable.add(path);
		}
	}
	// What is no UTF-8 cannot be written back as it was.
	const edits = found.filter(({ place }) => !unreadable.has(place.path));
	const theirs = new Set(
		editorMovesLinks()
			? edits.filter(({ place }) => place.kind === 'link' && /\.(?:md|markdown)$/i.test(place.path)).map(({ place }) => place.path)
			: [],
	);
	for (const { place, text } of edits.filter(({ place: { path } }) => !theirs.has(path))) {
		const range = new Range(place.line, place.column, place.line, place.column + place.target.length);
		edit.replace(Uri.parse(place.path), range, text, { label: 'Links to what is renamed', needsConfirmation });
	}
	return {
		edit,
		left: [...theirs].filter(path => edits.some(({ place }) => place.path === path && place.kind !== 'link')),
		unreadable: [...unreadable],
	};
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
