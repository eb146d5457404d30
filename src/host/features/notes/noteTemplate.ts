import { Uri, workspace } from 'vscode';
import { builtInTemplate } from '../../../core/notes/builtInTemplate';
import { settings } from '../../adapters/settings';

export type NoteTemplate =
	| { readonly kind: 'template'; readonly name: string; readonly text: string }
	/** A template is named that is not there; the message says where it was looked for. */
	| { readonly kind: 'missing'; readonly message: string };

/**
 * The template of the setting: a name under `.marginalia/templates`, or a path in the first folder of the workspace; the built-in one where none is set.
 * In a workspace that the user does not trust its templates are strangers' text, and the built-in one stands in.
 */
export async function readNoteTemplate(): Promise<NoteTemplate> {
	const wanted = settings.noteTemplate();
	const root = workspace.workspaceFolders?.[0]?.uri;
	if (wanted === '' || root === undefined || !workspace.isTrusted) {
		return { kind: 'template', name: 'the built-in template', text: builtInTemplate };
	}
	const path = templatePath(wanted);
	try {
		const bytes = await workspace.fs.readFile(Uri.joinPath(root, path));
		// TextDecoder drops a byte order mark.
		return { kind: 'template', name: path, text: new TextDecoder().decode(bytes) };
	} catch {
		return { kind: 'missing', message: `The note template ${path} cannot be read. Make the file, or change the setting marginalia.notes.template.` };
	}
}

/** `thesis` is `.marginalia/templates/thesis.md`; `templates/thesis.md` and `thesis.md` are paths. */
function templatePath(wanted: string): string {
	return /[/\\]|\.(?:md|markdown|qmd|rmd)$/i.test(wanted) ? wanted.replaceAll('\\', '/') : `.marginalia/templates/${wanted}.md`;
}
