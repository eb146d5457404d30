import { Uri, WorkspaceEdit, window, workspace } from 'vscode';
import type { CancellationToken, Position, Range, RenameProvider, TextDocument } from 'vscode';
import { localize } from '../../../core/data/localize';
import { problemOfKey } from '../../../core/citing/keyProblems';
import { pathIdentity, safeFileName } from '../../../core/notes/fileNames';
import { noteName } from '../../../core/notes/notePaths';
import type { LinkedBibliographies } from '../../../core/library/linkedBibliographies';
import type { LibraryReader } from '../../../core/library/library';
import type { Papers } from '../../../core/library/papers';
import type { Disposable, Log } from '../../../core/files/ports';
import { tell } from '../../ui/commands';
import { isThere } from '../../files/filePresence';
import { isWritable } from '../../files/writable';
import { isUtf8 } from '../../documents/exactEditing';
import { keyUri } from '../../documents/keyFiles';
import { placesIn, rangeOf } from '../../documents/rangeOf';
import type { WorkspaceNotes } from '../../documents/workspaceNotes';
import { keyAt } from '../../documents/documentReading';
import { citingTexts } from './citingDocuments';
import { renamedBibliographies } from './renamedBibliographies';
import type { RenamedFile } from './renamedBibliographies';

/** Milliseconds in which an editor renames a file, and asks what else is to change, after it renamed a key. */
const moveTime = 5000;

/** The renaming of a file. */
interface Move {
	readonly oldUri: Uri;
	readonly newUri: Uri;
}

/**
 * Renames a key in every citation, note, wikilink and bibliography, with the note's file where it is named by the key, and in the library:
 * all by one edit, which the editor may show first and the user turn down. The old key stays as an alias of the paper.
 */
export class KeyRename implements RenameProvider {
	/** Of the last renaming, which may never be made. */
	private watching: Disposable | undefined;

	constructor(
		private readonly log: Log,
		private readonly library: LibraryReader,
		private readonly papers: Papers,
		private readonly linked: LinkedBibliographies,
		private readonly noteUri: (key: string) => Promise<Uri | undefined>,
		private readonly notes: WorkspaceNotes,
	) {}

	prepareRename(document: TextDocument, position: Position): { range: Range; placeholder: string } {
		const occurrence = keyAt(document, position);
		if (occurrence === undefined) {
			throw new Error('No citation key here.');
		}
		if (!workspace.isTrusted) {
			throw new Error('Couldn’t rename: this workspace isn’t trusted.');
		}
		return { range: rangeOf(document, occurrence), placeholder: occurrence.key };
	}

	async provideRenameEdits(document: TextDocument, position: Position, newName: string, token: CancellationToken): Promise<WorkspaceEdit> {
		const { placeholder: key } = this.prepareRename(document, position);
		const to = newName.trim().replace(/^@/, '');
		const problem = problemOfKey(to) ?? this.rivalOf(key, to);
		if (problem !== undefined) {
			// An error would hand the question to the next provider: the built-in one for markdown takes `[@key]` for a link and renames all of
			// it.
			return refused(problem);
		}
		if (to === key) {
			return new WorkspaceEdit();
		}
		const { files, unchanged } = await renamedBibliographies(this.linked, key, to);
		if (unchanged !== undefined) {
			return refused(localize('Its entry is in {0}, which renaming doesn’t change. Change the key there first.', unchanged));
		}
		const move = await this.moveOfNote(key, to);
		const edit = await this.editFor(key, to, move, files, () => token.isCancellationRequested);
		const hindered = token.isCancellationRequested ? undefined : await this.hindranceOf(edit, move);
		if (hindered !== undefined) {
			tell(window.showWarningMessage, localize('Couldn’t rename the key; nothing was changed. {0}', hindered));
			return new WorkspaceEdit();
		}
		if (!(await mayChangeOutside(key, files)) || token.isCancellationRequested) {
			return new WorkspaceEdit();
		}
		if (move !== undefined) {
			this.watchMove(key, to, move);
		}
		return edit;
	}

	/** Why some part of an edit would fail, so that none of it is to be made: the editor would make the others. */
	private async hindranceOf(edit: WorkspaceEdit, move: Move | undefined): Promise<string | undefined> {
		if (move !== undefined && !(await isWritable(Uri.joinPath(move.oldUri, '..')))) {
			return localize('{0} can’t be written to, so the note can’t be renamed.', workspace.asRelativePath(Uri.joinPath(move.oldUri, '..')));
		}
		for (const [uri] of edit.entries()) {
			const file = move?.newUri.toString() === uri.toString() ? move.oldUri : uri;
			const name = workspace.asRelativePath(file);
			if (!(await isWritable(file))) {
				return localize('{0} refers to it and is read-only. Make the file writable, then try again.', name);
			}
			if (!(await isUtf8(file))) {
				return localize(
					'{0} refers to it and isn’t saved as UTF-8. Select the encoding in the status bar, choose “Save with Encoding”, then UTF-8, and try again.',
					name,
				);
			}
		}
		return undefined;
	}

	/**
	 * The editor renames files one after the other, and stops at one that fails: where the paper has its new key and the note is still at its
	 * old place after a while, the key is taken back. Nothing after it was changed.
	 */
	private watchMove(key: string, to: string, move: Move): void {
		this.watching?.dispose();
		const check = async () => {
			if (this.library.head(key)?.key === to && (await isThere(move.oldUri)) && !(await isThere(move.newUri))) {
				await workspace.fs.rename(keyUri('library', to), keyUri('library', key));
				tell(
					window.showWarningMessage,
					localize('Couldn’t rename the key: {0} couldn’t be renamed. The library wasn’t changed.', workspace.asRelativePath(move.oldUri)),
				);
			}
		};
		const watching = this.library.onDidChange(() => {
			if (this.library.head(key)?.key === to) {
				watching.dispose();
				setTimeout(() => void check().catch((error: unknown) => this.log.error('A renaming could not be checked', error)), moveTime);
			}
		});
		this.watching = watching;
	}

	/**
	 * The paper in the library (keyFiles.ts), the note whose file is named by the key, citations, links and notes, and entries of
	 * bibliographies: one undo takes back all of it. The paper comes first, so that nothing is changed where it cannot be, and then the file,
	 * for callers by command are given files first in any case.
	 * https://github.com/microsoft/vscode/blob/main/src/vs/workbench/api/common/extHostTypeConverters.ts (WorkspaceEdit.to)
	 */
	private async editFor(
		key: string,
		to: string,
		move: Move | undefined,
		files: readonly RenamedFile[],
		cancelled: () => boolean,
	): Promise<WorkspaceEdit> {
		const edit = new WorkspaceEdit();
		const paper = this.library.head(key);
		if (paper !== undefined && paper.key !== to) {
			edit.renameFile(keyUri('library', key), keyUri('library', to));
		} else if (move !== undefined) {
			edit.renameFile(keyUri('documents', key), keyUri('documents', to), { overwrite: true });
		}
		const noteRenamed = move !== undefined;
		const note = move?.oldUri ?? (await this.noteUri(key));
		const index = await this.notes.current();
		if (move !== undefined) {
			edit.renameFile(move.oldUri, move.newUri);
		}
		const { renameKeyIn } = await import('../../../core/notes/renameKey');
		for await (const { uri, text, languageId } of citingTexts(this.notes, [key], cancelled)) {
			const place = placesIn(text);
			const path = uri.toString();
			const leadsElsewhere = (target: string, kind: 'wikilink' | 'link') => {
				const found = kind === 'link' ? index.resolvePath(target, path) : index.resolve(target, path);
				return (
					found !== undefined &&
					found.path !== note?.toString() &&
					(kind === 'link' || found.citationKey?.toLowerCase() !== key.toLowerCase())
				);
			};
			renameKeyIn(text, uri.path, key, to, { languageId, noteRenamed, leadsElsewhere }).forEach(change =>
				edit.replace(behind(move, uri), place(change), change.text),
			);
		}
		// A text that is cited from and cites itself has been looked through.
		for (const { uri, text, edits } of files.filter(file => !edit.has(file.uri))) {
			const place = placesIn(text);
			edits.forEach(change => edit.replace(uri, place(change), change.text));
		}
		return edit;
	}

	/** `undefined` where the note has a name of its own, or another file has the name that it would get. */
	private async moveOfNote(key: string, to: string): Promise<Move | undefined> {
		const note = await this.noteUri(key);
		if (
			note === undefined ||
			![key, safeFileName(key)].map(pathIdentity).includes(pathIdentity(noteName(note.path))) ||
			!(await isThere(note))
		) {
			return undefined;
		}
		const newUri = note.with({
			path: note.path.replace(/(?<![^/])[^/]+(\.[^./]+)$/, (_, ending: string) => `${safeFileName(to)}${ending}`),
		});
		const isTaken = pathIdentity(newUri.path) !== pathIdentity(note.path) && (await isThere(newUri));
		return isTaken ? undefined : { oldUri: note, newUri };
	}

	private rivalOf(key: string, to: string): string | undefined {
		const rival = this.papers.head(to);
		const own = this.papers.head(key);
		return rival !== undefined && own !== undefined && rival.id !== own.id
			? localize('“{0}” is already the key of “{1}”.', to, rival.title)
			: undefined;
	}
}

function refused(reason: string): WorkspaceEdit {
	tell(window.showWarningMessage, localize('Couldn’t rename the key. {0}', reason));
	return new WorkspaceEdit();
}

/** Files outside of the workspace are changed only where the user says so; without them nothing is. */
async function mayChangeOutside(key: string, files: readonly RenamedFile[]): Promise<boolean> {
	const outside = files
		.filter(({ uri }) => workspace.getWorkspaceFolder(uri) === undefined)
		.map(({ uri }) => workspace.asRelativePath(uri));
	if (outside.length === 0) {
		return true;
	}
	const rename = localize('Rename There Too');
	const question = localize('“{0}” is also in {1}, outside of the workspace. Rename it there too?', key, outside.join(', '));
	const detail = localize(
		'If a program such as Zotero writes the file, rename the key in that program as well, or the old one comes back.',
	);
	return (await window.showWarningMessage(question, { modal: true, detail }, rename)) === rename;
}

/** Where a file is when a move was made. */
function behind(move: Move | undefined, uri: Uri): Uri {
	return move?.oldUri.toString() === uri.toString() ? move.newUri : uri;
}
