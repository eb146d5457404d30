import { Uri, window, workspace } from 'vscode';
import type { Range, TextDocument } from 'vscode';
import { keyOccurrences } from '../../../core/citing/keyOccurrences';
import { citingLanguages, languageOfFile } from '../../../core/citing/languages';
import { Pace } from '../../../core/work/pace';
import { placesIn } from '../../documents/rangeOf';
import { isUtf8 } from '../../documents/exactEditing';
import { settledText } from '../../documents/settledText';
import { pause } from '../../ui/pause';
import type { WorkspaceNotes } from '../../documents/workspaceNotes';

export interface PlacedKey {
	readonly uri: Uri;
	readonly range: Range;
	readonly key: string;
}

/** A file's text as it should be edited, and its language. */
export interface CitingText {
	readonly uri: Uri;
	readonly text: string;
	readonly languageId: string;
	/** Whether it can be written back as it was read. */
	readonly isUtf8: boolean;
}

/**
 * The texts of the workspace, and of the documents in sight, that name one of some keys; the index says which to read. What an editor holds
 * unsaved counts before the disk, and the disk before everything else: a document that nobody looks at may be older than its file, and an
 * edit made for it would hit the wrong place.
 */
export async function* citingTexts(notes: WorkspaceNotes, keys: readonly string[], cancelled: () => boolean): AsyncIterable<CitingText> {
	const index = await notes.checked();
	const isOnDisk = ({ uri }: TextDocument) => index.get(uri.toString()) !== undefined;
	const inSight = new Set(window.visibleTextEditors.map(editor => editor.document));
	const live = workspace.textDocuments.filter(
		document =>
			!document.isClosed &&
			(document.isDirty
				? isOnDisk(document) || citingLanguages.includes(document.languageId)
				: !isOnDisk(document) && inSight.has(document) && citingLanguages.includes(document.languageId)),
	);
	const known = new Set(live.map(document => document.uri.toString()));
	const sought = keys.map(key => key.toLowerCase());
	const pace = new Pace(pause);
	for (const document of live) {
		const text = document.getText();
		if (holdsAny(text, sought)) {
			yield { uri: document.uri, text, languageId: document.languageId, isUtf8: await isUtf8(document.uri) };
		}
	}
	for (const path of index.filesNaming(keys)) {
		if (cancelled()) {
			return;
		}
		const text = known.has(path) ? undefined : await settledText(notes, path);
		if (text !== undefined) {
			const uri = Uri.parse(path);
			yield { uri, text, languageId: languageOfFile(path), isUtf8: !text.includes('\uFFFD') || (await isUtf8(uri)) };
		}
		await pace.rest();
	}
}

function holdsAny(text: string, sought: readonly string[]): boolean {
	const folded = text.toLowerCase();
	return sought.some(word => folded.includes(word));
}

/** Where keys that `wanted` accepts stand in {@link citingTexts}. */
export async function findKeys(
	notes: WorkspaceNotes,
	keys: readonly string[],
	wanted: (key: string) => boolean,
	cancelled: () => boolean,
): Promise<readonly PlacedKey[]> {
	const placed: PlacedKey[] = [];
	for await (const { uri, text, languageId, isUtf8: isReadable } of citingTexts(notes, keys, cancelled)) {
		// What is no UTF-8 cannot be written back as it was.
		if (!isReadable) {
			continue;
		}
		const place = placesIn(text);
		placed.push(
			...keyOccurrences(text, languageId)
				.filter(({ key }) => wanted(key))
				.map(occurrence => ({ uri, range: place(occurrence), key: occurrence.key })),
		);
	}
	return cancelled() ? [] : placed;
}
