import { workspace } from 'vscode';
import type { Uri } from 'vscode';
import { AnnotationsForNotes } from '../../core/annotations/annotationFields';
import { AnnotationStore } from '../../core/annotations/annotationStore';
import { folderStore } from '../files/folderStore';
import { settings } from '../settings/settings';

/** The annotations that notes show, from the library in a folder. */
export function annotationsForNotes(folder: Uri): AnnotationsForNotes {
	const { files, path } = folderStore(folder);
	return new AnnotationsForNotes(new AnnotationStore(files, path), {
		root: () => workspace.workspaceFolders?.[0]?.uri,
		colourNames: () => settings.pdfColours(),
	});
}
