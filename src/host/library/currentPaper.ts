import { commands, window } from 'vscode';
import { citingLanguages } from '../../core/citing/languages';
import { isObject } from '../../core/data/json';
import type { Papers } from '../../core/library/papers';
import { noteName } from '../../core/notes/notePaths';

/**
 * What is selected in the active reader, with the key of its paper; `undefined` where another editor is active. The text is empty where
 * nothing is selected.
 */
export async function currentPassage(): Promise<{ readonly key: string; readonly text: string; readonly place: string } | undefined> {
	const current: unknown = await commands.executeCommand('marginalia.readerPassage');
	const selected = isObject(current) ? current['selected'] : undefined;
	if (!isObject(current) || typeof current['key'] !== 'string' || !isObject(selected)) {
		return undefined;
	}
	const { text, place } = selected;
	return { key: current['key'], text: typeof text === 'string' ? text : '', place: typeof place === 'string' ? place : '' };
}

/** The key of the paper that is cited where the cursor of the active editor is. */
export async function citedAtCursor(papers: Papers): Promise<string | undefined> {
	const editor = window.activeTextEditor;
	if (editor === undefined || !citingLanguages.includes(editor.document.languageId)) {
		return undefined;
	}
	const { keyAt } = await import('../documents/documentReading');
	const cited = keyAt(editor.document, editor.selection.active)?.key;
	return cited === undefined ? undefined : papers.head(cited)?.key;
}

/**
 * The key of the paper the user is at: in the active reader, else cited at the cursor, else the one whose note is the active editor.
 */
export async function currentPaperKey(papers: Papers): Promise<string | undefined> {
	const here = (await currentPassage())?.key ?? (await citedAtCursor(papers));
	if (here !== undefined) {
		return here;
	}
	const document = window.activeTextEditor?.document;
	if (document?.languageId !== 'markdown') {
		return undefined;
	}
	const { readNoteIdentity } = await import('../../core/notes/frontmatter');
	return papers.head(readNoteIdentity(document.getText()).citationKey ?? noteName(document.uri.path))?.key;
}
