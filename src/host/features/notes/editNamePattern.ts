import { workspace } from 'vscode';
import { localize } from '../../../core/data/localize';
import type { Papers } from '../../../core/library/papers';
import { defaultNamePattern } from '../../../core/notes/fileNames';
import { previewNames } from '../../../core/notes/namePattern';
import { editPattern } from '../../ui/editPattern';
import { settings } from '../../settings/settings';
import { plainLabel } from '../../../core/text/printable';

/**
 * Edits how new notes are named, and shows where the notes of real papers would go. Resolves to the pattern, or `undefined` where the user
 * turned away.
 */
export function editNamePattern(library: Papers): Promise<string | undefined> {
	const folder = settings.notesFolder(workspace.workspaceFolders?.[0]?.uri);
	return editPattern(library, {
		title: localize('Note file names'),
		placeholder: `${defaultNamePattern}, {{year}}/{{key}}, {{tags.0}}/{{short-author}} {{title}}`,
		setting: 'notes.fileName',
		pattern: settings.noteFileName(),
		preview: (pattern, papers) => previewNames(papers, pattern, new Date()),
		rowOf: ({ name, title }) => ({ label: plainLabel(`${folder}/${name}`), description: plainLabel(title) }),
	});
}
