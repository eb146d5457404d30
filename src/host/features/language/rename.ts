import { WorkspaceEdit, window, workspace } from 'vscode';
import type { CancellationToken, Disposable, Position, Range, RenameProvider, TextDocument, Uri } from 'vscode';
import { renameEntryKey } from '../../../core/bibtex/entryKeys';
import { problemOfKey } from '../../../core/citing/keyProblems';
import { renameKeyIn } from '../../../core/citing/renameKey';
import { pathIdentity, safeFileName } from '../../../core/notes/fileNames';
import { noteName } from '../../../core/notes/notePaths';
import type { RecordedLibrary } from '../../../core/library/recordedLibrary';
import { withKey } from '../../../core/library/regenerateKeys';
import type { Log } from '../../../core/ports';
import type { AnnouncedMoves, Move } from '../../adapters/announcedMoves';
import { tell } from '../../adapters/commands';
import { isThere } from '../../adapters/filePresence';
import { rangeOf } from '../../adapters/rangeOf';
import type { WorkspaceNotes } from '../../adapters/workspaceNotes';
import { citingTexts, keyAt, placesIn } from './citingDocuments';

interface Renaming {
	readonly from: string;
	readonly to: string;
	/** The document that was asked, by its URI behind the edit. */
	readonly document: string;
}

/**
 * Renames a key in every citation, note, wikilink and bibliography of the workspace, with the note's file where it is named by the key. The editor may show the edit first and the user may turn it down, so the library's
 * record follows only once the edit has been made; the old key then stays as an alias, and finds the paper even where an undo brings it back.
 */
export class KeyRename implements RenameProvider, Disposable {
	private renaming: Renaming | undefined;
	private readonly subscription = workspace.onDidChangeTextDocument(({ document }) => {
		const renaming = this.renaming;
		if (renaming?.document === document.uri.toString() && !document.isClosed && !holdsKey(document, renaming.from, renaming.to) && holdsKey(document, renaming.to)) {
			this.renaming = undefined;
			this.renamePaper(renaming).catch((error: unknown) => this.log.error('The paper could not be renamed', error));
		}
	});

	constructor(private readonly library: RecordedLibrary, private readonly noteUri: (key: string) => Promise<Uri | undefined>, private readonly log: Log, private readonly notes: WorkspaceNotes, private readonly moves: AnnouncedMoves) {}

	prepareRename(document: TextDocument, position: Position): { range: Range; placeholder: string } {
		const occurrence = keyAt(document, position);
		if (occurrence === undefined) {
			throw new Error('There is no citation key here.');
		}
		if (!workspace.isTrusted) {
			throw new Error('This workspace is not trusted, so Marginalia only reads here.');
		}
		return { range: rangeOf(document, occurrence), placeholder: occurrence.key };
	}

	async provideRenameEdits(document: TextDocument, position: Position, newName: string, token: CancellationToken): Promise<WorkspaceEdit> {
		const { placeholder: key } = this.prepareRename(document, position);
		const to = newName.trim().replace(/^@/, '');
		const problem = problemOfKey(to) ?? this.rivalOf(key, to);
		if (problem !== undefined) {
			// An error would hand the question to the next provider: the built-in one for markdown takes `[@key]` for a link and renames all of it.
			tell(window.showWarningMessage, `The key was not renamed. ${problem}`);
			return new WorkspaceEdit();
		}
		const move = await this.moveOfNote(key, to);
		const edit = await this.editFor(key, to, move, () => token.isCancellationRequested);
		this.moves.announce(move);
		this.renaming = { from: key, to, document: behind(move, document.uri).toString() };
		return edit;
	}

	/**
	 * Citations, links and notes, and entries of bibliographies; and the note whose file is named by the key. The file belongs to the edit, so that one undo takes back all of it, and comes first, for who asks by
	 * command is given files first in any case. https://github.com/microsoft/vscode/blob/main/src/vs/workbench/api/common/extHostTypeConverters.ts (WorkspaceEdit.to)
	 */
	private async editFor(key: string, to: string, move: Move | undefined, cancelled: () => boolean): Promise<WorkspaceEdit> {
		const edit = new WorkspaceEdit();
		const noteRenamed = move !== undefined;
		const note = move?.oldUri ?? (await this.noteUri(key));
		const index = await this.notes.current();
		if (move !== undefined) {
			edit.renameFile(move.oldUri, move.newUri);
		}
		for await (const { uri, text, languageId } of citingTexts(this.notes, [key], cancelled)) {
			const place = placesIn(text);
			const path = uri.toString();
			const leadsElsewhere = (target: string, kind: 'wikilink' | 'link') => {
				const found = kind === 'link' ? index.resolvePath(target, path) : index.resolve(target, path);
				return found !== undefined && found.path !== note?.toString() && (kind === 'link' || found.citationKey?.toLowerCase() !== key.toLowerCase());
			};
			renameKeyIn(text, uri.path, key, to, { languageId, noteRenamed, leadsElsewhere }).forEach(change => edit.replace(behind(move, uri), place(change), change.text));
		}
		for (const { uri, text } of await bibliographiesNaming(key)) {
			const place = placesIn(text);
			renameEntryKey(text, key, to).forEach(change => edit.replace(uri, place(change), change.text));
		}
		return edit;
	}

	/** `undefined` where the note has a name of its own, or another file has the name that it would get. */
	private async moveOfNote(key: string, to: string): Promise<Move | undefined> {
		const note = await this.noteUri(key);
		if (note === undefined || ![key, safeFileName(key)].map(pathIdentity).includes(pathIdentity(noteName(note.path))) || !(await isThere(note))) {
			return undefined;
		}
		const newUri = note.with({ path: note.path.replace(/[^/]+(\.[^./]+)$/, (_, ending: string) => `${safeFileName(to)}${ending}`) });
		const isTaken = pathIdentity(newUri.path) !== pathIdentity(note.path) && (await isThere(newUri));
		return isTaken ? undefined : { oldUri: note, newUri };
	}

	dispose(): void {
		this.subscription.dispose();
	}

	private rivalOf(key: string, to: string): string | undefined {
		const rival = this.library.head(to);
		const own = this.library.head(key);
		return rival !== undefined && own !== undefined && rival.id !== own.id ? `“${to}” is the key of another paper, ${rival.title}.` : undefined;
	}

	private async renamePaper({ from, to }: Renaming): Promise<void> {
		const { refused } = await this.library.step(`Rename of Key ${from}`, editor => editor.update([from], paper => withKey(paper, to)));
		for (const problem of refused) {
			tell(window.showErrorMessage, `The library still has “${from}”. ${problem.message}`);
		}
	}
}

/** Where a file is when a move was made. */
function behind(move: Move | undefined, uri: Uri): Uri {
	return move?.oldUri.toString() === uri.toString() ? move.newUri : uri;
}

/** Whether a document names a key; a link `[[ml/key]]` to a key that goes on with it does not. */
function holdsKey(document: TextDocument, key: string, but = ''): boolean {
	return renameKeyIn(document.getText(), document.uri.path, key, but, { languageId: document.languageId }).length > 0;
}

/** The workspace's BibTeX files that hold a word, as their editors have them. */
async function bibliographiesNaming(word: string): Promise<readonly { readonly uri: Uri; readonly text: string }[]> {
	const uris = await workspace.findFiles('**/*.bib', '**/node_modules/**');
	const texts = await Promise.all(uris.map(async uri => {
		const open = workspace.textDocuments.find(document => document.isDirty && document.uri.toString() === uri.toString());
		return { uri, text: open?.getText() ?? new TextDecoder().decode(await workspace.fs.readFile(uri)) };
	}));
	return texts.filter(({ text }) => text.toLowerCase().includes(word.toLowerCase()));
}
