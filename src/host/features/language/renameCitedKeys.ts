import { WorkspaceEdit, workspace } from 'vscode';
import type { Uri } from 'vscode';
import { isArray, isObject, textOf } from '../../../core/data/json';
import { saveExactly } from '../../documents/exactEditing';
import type { WorkspaceNotes } from '../../documents/workspaceNotes';
import { findKeys } from './citingDocuments';

/** How many places were renamed, for who called the command. */
export interface RenamedPlaces {
	readonly places: number;
}

/**
 * Puts new keys in place of old ones in every citation, note and link of the workspace, as one edit that one undo takes back. Takes a list
 * of `{ from, to }`. Files are saved where the setting `files.refactoring.autoSave` says so, but for those that an editor held unsaved
 * before: their words are the user's to save.
 */
export async function renameCitedKeys(notes: WorkspaceNotes, argument: unknown): Promise<RenamedPlaces> {
	const renamed = new Map(pairsOf(argument).map(({ from, to }) => [from.toLowerCase(), to]));
	const edit = new WorkspaceEdit();
	const placed =
		renamed.size === 0
			? []
			: await findKeys(
					notes,
					[...renamed.keys()],
					key => renamed.has(key.toLowerCase()),
					() => false,
				);
	for (const { uri, range, key } of placed) {
		edit.replace(uri, range, renamed.get(key.toLowerCase()) ?? key);
	}
	const unsaved = new Set(
		workspace.textDocuments.filter(document => document.isDirty || document.isUntitled).map(({ uri }) => uri.toString()),
	);
	if (placed.length > 0 && (await workspace.applyEdit(edit)) && workspace.getConfiguration('files').get('refactoring.autoSave') !== false) {
		await Promise.all(
			edit
				.entries()
				.filter(([uri]) => !unsaved.has(uri.toString()))
				.map(([uri]) => save(uri)),
		);
	}
	return { places: placed.length };
}

async function save(uri: Uri): Promise<void> {
	await saveExactly(await workspace.openTextDocument(uri));
}

function pairsOf(argument: unknown): readonly { readonly from: string; readonly to: string }[] {
	const items = isArray(argument) ? argument.filter(isObject) : [];
	return items.flatMap(item => {
		const [from, to] = [textOf(item['from']), textOf(item['to'])];
		return from === undefined || to === undefined ? [] : [{ from, to }];
	});
}
