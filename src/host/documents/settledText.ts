import { workspace } from 'vscode';
import { hindrance } from './exactEditing';
import type { WorkspaceNotes } from './workspaceNotes';

/**
 * A file's text, once the editor that may hold it has seen what was written to disk: an edit made for the one text would hit wrong places
 * of the other.
 */
export async function settledText(notes: WorkspaceNotes, path: string): Promise<string | undefined> {
	const text = await notes.textOf(path);
	const open = workspace.textDocuments.find(document => document.uri.toString() === path);
	if (text === undefined || open === undefined || open.getText() === text) {
		return text;
	}
	await hindrance(open);
	return notes.textOf(path);
}
