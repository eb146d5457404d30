import { Disposable, DocumentDropEdit, Range, Selection, WorkspaceEdit, env, languages, window } from 'vscode';
import type { Position, TextDocument, TextEditor } from 'vscode';
import { insertCitation } from '../../../core/citing/insertion';
import type { Insertion } from '../../../core/citing/insertion';
import type { Papers } from '../../../core/library/papers';
import { present } from '../../../core/paper';
import type { Log } from '../../../core/ports';
import { keysOf } from '../../adapters/commandArguments';
import { registerCommand, tell } from '../../adapters/commands';
import type { LastEditor } from '../../adapters/lastEditor';
import type { RecentKeys } from '../../adapters/recentKeys';
import { draggedKeys, libraryDrag } from '../../adapters/libraryDrag';
import { pickPapers } from '../../adapters/paperPicker';

export interface CitingDependencies {
	readonly library: Papers;
	readonly log: Log;
	readonly lastEditor: LastEditor;
	readonly recent: RecentKeys;
}

/** Citations into documents (by command or drop) and onto the clipboard. */
export function registerCiting({ library, log, lastEditor, recent }: CitingDependencies): Disposable {
	const ask = (title: string) => pickPapers(library, { title, placeholder: 'Words of title, authors, year, key or tags; pick one or more', many: true });
	return Disposable.from(
		registerCommand(log, 'marginalia.insertCitation', async (...args) => {
			const editor = await lastEditor.get();
			if (editor === undefined) {
				tell(window.showInformationMessage, 'There is no open document to cite in. Open one, then insert the citation.');
				return;
			}
			const keys = keysOf(args) ?? (await ask('Insert citation'));
			if (keys !== undefined) {
				const current = keys.map(key => currentKey(library, key));
				await cite(editor, current);
				await recent.add(current);
			}
		}),
		registerCommand(log, 'marginalia.copyCitation', async (...args) => {
			const keys = keysOf(args) ?? (await ask('Copy citation'));
			if (keys !== undefined) {
				const languageId = window.activeTextEditor?.document.languageId ?? 'markdown';
				await copy(insertCitation('', 0, keys.map(key => currentKey(library, key)), languageId).text);
			}
		}),
		registerCommand(log, 'marginalia.copyBibtex', async (...args) => {
			const keys = keysOf(args) ?? (await ask('Copy BibTeX'));
			if (keys !== undefined) {
				const { toBibtex } = await import('../../../core/export/bibtex');
				await copy(toBibtex(await library.papers(keys)));
			}
		}),
		registerDrop(),
	);
}

/** Writes the citation at every cursor, as one undo step, and leaves each cursor behind it. */
async function cite(editor: TextEditor, keys: readonly string[]): Promise<void> {
	const { document } = editor;
	const text = document.getText();
	const insertions = editor.selections.map(selection => insertCitation(text, document.offsetAt(selection.active), keys, document.languageId));
	// Two cursors within one citation ask for the same change of it.
	const distinct = [...new Map(insertions.map(insertion => [insertion.start, insertion])).values()].sort((a, b) => a.start - b.start);
	const done = await editor.edit(edit => distinct.forEach(insertion => edit.replace(rangeOf(document, insertion), insertion.text)));
	if (!done) {
		tell(window.showErrorMessage, 'The citation could not be inserted: the document cannot be edited.');
		return;
	}
	let shift = 0;
	editor.selections = distinct.map(({ start, end, text: inserted, caret }) => {
		const position = document.positionAt(caret + shift);
		shift += inserted.length - (end - start);
		return new Selection(position, position);
	});
	await window.showTextDocument(document, { ...present('viewColumn', editor.viewColumn), preserveFocus: false });
}

function rangeOf(document: TextDocument, { start, end }: Insertion): Range {
	return new Range(document.positionAt(start), document.positionAt(end));
}

/** An alias cites the key that the paper has now; an unknown key is cited as it is. */
function currentKey(library: Papers, key: string): string {
	return library.head(key)?.key ?? key;
}

async function copy(text: string): Promise<void> {
	await env.clipboard.writeText(text);
	window.setStatusBarMessage('$(check) Copied', 3000);
}

/** Papers dragged from the Library tree into an editor become a citation where they are dropped. */
function registerDrop(): Disposable {
	return languages.registerDocumentDropEditProvider('*', {
		async provideDocumentDropEdits(document, position, transfer, token) {
			const item = transfer.get(libraryDrag);
			const keys = item && draggedKeys(await item.asString());
			if (keys === undefined || keys.length === 0 || token.isCancellationRequested) {
				return undefined;
			}
			return dropEdit(document, position, keys);
		},
	});
}

function dropEdit(document: TextDocument, position: Position, keys: readonly string[]): DocumentDropEdit {
	const insertion = insertCitation(document.getText(), document.offsetAt(position), keys, document.languageId);
	const at = document.offsetAt(position);
	if (insertion.start === at && insertion.end === at) {
		return new DocumentDropEdit(insertion.text);
	}
	// Dropped within a citation: the change lies elsewhere than the drop.
	const edit = new DocumentDropEdit('');
	edit.additionalEdit = new WorkspaceEdit();
	edit.additionalEdit.replace(document.uri, rangeOf(document, insertion), insertion.text);
	return edit;
}
