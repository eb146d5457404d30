import { Uri, workspace } from 'vscode';
import { localize } from '../../core/data/localize';
import { isLinkingFile } from '../../core/citing/languages';
import { readBytes } from '../files/bytesOf';

export type UserTemplate =
	| { readonly kind: 'template'; readonly name: string; readonly text: string }
	/** A template is named that is not there; the message says where it was looked for. */
	| { readonly kind: 'missing'; readonly message: string };

/**
 * The template that a setting names: a name under `.marginalia/templates`, or a path in the first folder of the workspace; the built-in one
 * where none is named. In a workspace that the user does not trust its templates are strangers' text, and the built-in one stands in.
 */
export async function readTemplate(wanted: string, setting: string, builtIn: string): Promise<UserTemplate> {
	const root = workspace.workspaceFolders?.[0]?.uri;
	if (wanted === '' || root === undefined || !workspace.isTrusted) {
		return { kind: 'template', name: localize('the built-in template'), text: builtIn };
	}
	const path = templatePath(wanted);
	try {
		const bytes = await readBytes(Uri.joinPath(root, path));
		// TextDecoder drops a byte order mark.
		return { kind: 'template', name: path, text: new TextDecoder().decode(bytes) };
	} catch {
		return {
			kind: 'missing',
			message: localize('Couldn’t read the template {0}. Create the file, or change the setting “{1}”.', path, setting),
		};
	}
}

/** `thesis` is `.marginalia/templates/thesis.md`; `templates/thesis.md` and `thesis.md` are paths. */
function templatePath(wanted: string): string {
	return /[/\\]/.test(wanted) || isLinkingFile(wanted) ? wanted.replaceAll('\\', '/') : `.marginalia/templates/${wanted}.md`;
}
