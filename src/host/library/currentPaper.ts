import { commands, window } from 'vscode';
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

/** The key of the paper the user is at: in the active reader, or the one whose note is the active editor. */
export async function currentPaperKey(papers: Papers): Promise<string | undefined> {
	const inReader = await currentPassage();
	if (inReader !== undefined) {
		return inReader.key;
	}
	const document = window.activeTextEditor?.document;
	if (document?.languageId !== 'markdown') {
		return undefined;
	}
	const { readNoteIdentity } = await import('../../core/notes/frontmatter');
	return papers.head(readNoteIdentity(document.getText()).citationKey ?? noteName(document.uri.path))?.key;
}
