import { Uri, WorkspaceEdit, workspace } from 'vscode';
import type { TextDocument } from 'vscode';
import { localize } from '../../../core/data/localize';
import type { DocumentTakeBack } from '../../../core/library/recordedLibrary';
import { largestNote } from '../../../core/notes/noteSize';
import { renameTagsIn } from '../../../core/notes/tagEdits';
import { hindrance, saveExactly } from '../../documents/exactEditing';
import { placesIn } from '../../documents/rangeOf';
import { takeBackEdit } from '../../documents/takingBack';
import type { WorkspaceNotes } from '../../documents/workspaceNotes';

export interface TagEditsOfNotes {
	/** Changes the notes; `undefined` where the user turned the preview away. */
	readonly apply: () => Promise<TagsChanged | undefined>;
}

export interface TagsChanged {
	/** One for each note that was changed. */
	readonly takeBacks: readonly DocumentTakeBack[];
	/** Notes that have the tag and could not be changed, by their paths. */
	readonly left: readonly string[];
}

interface NoteChange {
	readonly document: TextDocument;
	readonly before: string;
	readonly wasUnsaved: boolean;
}

/**
 * What notes of papers need to follow a tag in their front matter. Tags that came from the paper change at once; where some are the user's
 * own, the editor shows all changes first, and those unticked.
 */
export async function tagEditsOfNotes(notes: WorkspaceNotes, from: ReadonlySet<string>, to: string | undefined): Promise<TagEditsOfNotes> {
	const index = await notes.checked();
	const bare = (tag: string) => tag.replace(/^#/, '');
	const paths = [...index.notes()].filter(note => note.citationKey !== undefined && note.tags.some(tag => from.has(bare(tag))));
	const edit = new WorkspaceEdit();
	const changes: NoteChange[] = [];
	const left: string[] = [];
	for (const { path } of paths) {
		const uri = Uri.parse(path);
		const document = await workspace.openTextDocument(uri);
		const text = document.getText();
		const found = text.length > largestNote ? undefined : renameTagsIn(text, from, to);
		if (found === undefined) {
			continue;
		}
		if (found.edits.length === 0 || (await hindrance(document)) !== undefined) {
			left.push(workspace.asRelativePath(uri));
			continue;
		}
		const place = placesIn(text);
		const label = to === undefined ? localize('Tags to delete') : localize('Tags to change');
		const metadata = found.isOurs
			? { label, needsConfirmation: false }
			: {
					label: localize('{0}: your own', label),
					needsConfirmation: true,
					description: localize('Not written by Marginalia, or edited since'),
				};
		found.edits.forEach(change => edit.replace(uri, place(change), change.text, metadata));
		changes.push({ document, before: text, wasUnsaved: document.isDirty });
	}
	return {
		apply: async () => {
			if (changes.length > 0 && !(await workspace.applyEdit(edit))) {
				return undefined;
			}
			const made = changes.filter(({ document, before }) => document.getText() !== before);
			for (const { document, wasUnsaved } of made) {
				if (!wasUnsaved) {
					await saveExactly(document);
				}
			}
			return { takeBacks: made.map(({ document, before }) => takeBackEdit(document.uri, before, document.getText())), left };
		},
	};
}
