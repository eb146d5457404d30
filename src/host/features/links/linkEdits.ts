import { Uri, WorkspaceEdit, workspace } from 'vscode';
import { addTo } from '../../../core/data/lists';
import { localize } from '../../../core/data/localize';
import type { NoteIndex } from '../../../core/notes/noteIndex';
import type { LinkEdit } from '../../../core/notes/movedNotes';
import { linksOfMovedNotes, textEditOf } from '../../../core/notes/movedNotes';
import { isLinkingFile } from '../../../core/citing/languages';
import { placesIn } from '../../documents/rangeOf';
import { isUtf8 } from '../../documents/exactEditing';
import { settledText } from '../../documents/settledText';
import type { WorkspaceNotes } from '../../documents/workspaceNotes';

type FileMoves = readonly { readonly oldUri: Uri; readonly newUri: Uri }[];

export interface MoveEdits {
	readonly edit: WorkspaceEdit;
	/** What waits until VS Code has changed its own links in the same files. */
	readonly waiting: readonly WaitingLinks[];
	/** Paths of files that are no UTF-8, although they have links that should change. */
	readonly unreadable: readonly string[];
}

/** `[[links]]` of a file in which VS Code changes other links once all has moved. */
export interface WaitingLinks {
	/** Where the file is then. */
	readonly uri: Uri;
	readonly links: readonly LinkEdit[];
}

/**
 * The edits that keep every link when files move; `needsConfirmation` lets the editor ask first, and show them. In a file in which VS Code
 * changes links itself, Markdown's are left to it, and the others come after: it counts its places in the text as it was, and would write
 * into the midst of what was changed before.
 */
export async function editForMoves(notes: WorkspaceNotes, moves: FileMoves, needsConfirmation: boolean): Promise<MoveEdits> {
	const edit = new WorkspaceEdit();
	const index = await notes.checked();
	const moved = movedNotes(index, moves);
	const found = linksOfMovedNotes(index, {
		notes: moved,
		named: new Map(moves.map(({ oldUri, newUri }) => [oldUri.toString(), newUri.toString()])),
		namesakes: await namesakesOf(moves),
	});
	const byPath = new Map<string, LinkEdit[]>();
	found.forEach(link => addTo(byPath, link.place.path, link));
	const isTheirs = editorMovesLinks(index, moves);
	const waiting: WaitingLinks[] = [];
	const unreadable: string[] = [];
	for (const [path, links] of byPath) {
		const uri = Uri.parse(path);
		const text = await settledText(notes, path);
		if (text === undefined || !(await isUtf8(uri))) {
			// What is no UTF-8 cannot be written back as it was.
			unreadable.push(path);
		} else if (isTheirs && isMarkdownFile(path) && links.some(({ place }) => place.kind === 'link')) {
			const ours = links.filter(({ place }) => place.kind !== 'link');
			waiting.push(...(ours.length === 0 ? [] : [{ uri: Uri.parse(moved.get(path) ?? path), links: ours }]));
		} else {
			const place = placesIn(text);
			links
				.map(link => textEditOf(text, link))
				.filter(change => change !== undefined)
				.forEach(change =>
					edit.replace(uri, place(change), change.text, { label: localize('Links to what is renamed'), needsConfirmation }),
				);
		}
	}
	return { edit, waiting, unreadable };
}

/** The files that VS Code's own Markdown extension knows; Quarto's and others' are ours. */
function isMarkdownFile(path: string): boolean {
	return /\.(?:md|mkd|mdwn|mdown|markdown|markdn|mdtxt|mdtext)$/i.test(path);
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

/**
 * Whether VS Code's own Markdown extension was told to change Markdown links along with what moves; it knows no wikilinks, and no Quarto.
 * https://code.visualstudio.com/docs/languages/markdown#_automatically-update-links-when-files-move-or-are-renamed
 */
function editorMovesLinks(index: NoteIndex, moves: FileMoves): boolean {
	const settings = workspace.getConfiguration('markdown.updateLinksOnFileMove');
	const isFolder = moves.some(({ oldUri }) => index.get(oldUri.toString()) === undefined && !/\.\w+$/.test(oldUri.path));
	return ['prompt', 'always'].includes(settings.get('enabled', 'never')) && (!isFolder || settings.get('enableForDirectories', true));
}

/** Every note that moves, those in folders that move included. */
function movedNotes(index: NoteIndex, moves: FileMoves): ReadonlyMap<string, string> {
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
