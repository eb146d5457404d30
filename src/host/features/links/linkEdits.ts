import { Uri, WorkspaceEdit, workspace } from 'vscode';
import type { NoteIndex } from '../../../core/notes/noteIndex';
import { linksOfMovedNotes, textEditOf } from '../../../core/notes/movedNotes';
import type { LinkEdit } from '../../../core/notes/movedNotes';
import { isLinkingFile } from '../../../core/citing/languages';
import { placesIn } from '../../documents/rangeOf';
import { isUtf8 } from '../../documents/exactEditing';
import type { WorkspaceNotes } from '../../documents/workspaceNotes';

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
	notes: WorkspaceNotes,
	moves: readonly { readonly oldUri: Uri; readonly newUri: Uri }[],
	needsConfirmation: boolean,
): Promise<MoveEdits> {
	const edit = new WorkspaceEdit();
	const index = await notes.checked();
	const found = linksOfMovedNotes(index, {
		notes: movedNotes(index, moves),
		named: new Map(moves.map(({ oldUri, newUri }) => [oldUri.toString(), newUri.toString()])),
		namesakes: await namesakesOf(moves),
	});
	const byPath = new Map<string, LinkEdit[]>();
	found.forEach(link => byPath.set(link.place.path, [...(byPath.get(link.place.path) ?? []), link]));
	const left: string[] = [];
	const unreadable: string[] = [];
	for (const [path, links] of byPath) {
		const uri = Uri.parse(path);
		const text = await notes.textOf(path);
		if (text === undefined || !(await isUtf8(uri))) {
			// What is no UTF-8 cannot be written back as it was.
			unreadable.push(path);
		} else if (editorMovesLinks() && /\.(?:md|markdown)$/i.test(path) && links.some(({ place }) => place.kind === 'link')) {
			left.push(...(links.some(({ place }) => place.kind !== 'link') ? [path] : []));
		} else {
			const place = placesIn(text);
			links
				.map(link => textEditOf(text, link))
				.filter(change => change !== undefined)
				.forEach(change => edit.replace(uri, place(change), change.text, { label: 'Links to what is renamed', needsConfirmation }));
		}
	}
	return { edit, left, unreadable };
}

/** Images and other attachments that have the name of one that moves, which are no notes. */
async function namesakesOf(moves: readonly { readonly oldUri: Uri }[]): Promise<readonly string[]> {
	const names = moves
		.map(({ oldUri: { path } }) => path.slice(path.lastIndexOf('/') + 1))
		.filter(name => /\.\w+$/.test(name) && !isLinkingFile(name));
	const found = await Promise.all(
		names.map(name => workspace.findFiles(`**/${name.replace(/[*?[\]{}]/g, '?')}`, '**/node_modules/**', mostNamesakes)),
	);
	return found.flat().map(uri => uri.toString());
}

/** So many files of one name are looked at. */
const mostNamesakes = 1000;

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
