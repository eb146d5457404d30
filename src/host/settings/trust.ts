import { commands, window, workspace } from 'vscode';
import type { Disposable, Uri } from 'vscode';
import { localize } from '../../core/data/localize';
import type { Log } from '../../core/files/ports';
import { withEndSlash } from '../../core/text/paths';
import { registerCommand, tell } from '../ui/commands';
import { realUri } from '../files/realUri';

/**
 * Registers a command that writes into the workspace. In a workspace that the user does not trust Marginalia only reads.
 * https://code.visualstudio.com/api/extension-guides/workspace-trust
 */
export function registerWritingCommand(log: Log, id: string, run: (...args: unknown[]) => unknown): Disposable {
	return registerCommand(log, id, (...args) => (mayWrite() ? run(...args) : undefined));
}

/** Whether files of the workspace may be written; says why not. */
export function mayWrite(): boolean {
	if (!workspace.isTrusted) {
		tell(
			window.showInformationMessage,
			localize('This workspace isn’t trusted, so Marginalia is read-only. Trust it to change its library and notes.'),
			{
				[localize('Manage Workspace Trust')]: () => commands.executeCommand('workbench.trust.manage'),
			},
		);
	}
	return workspace.isTrusted;
}

/**
 * Whether a file that a document, a setting or a record names may be looked at: anywhere on this machine where the workspace is trusted,
 * else only within it, symbolic links followed as far as that can be told. Nothing is asked of a place outside.
 */
export async function mayReach(uri: Uri): Promise<boolean> {
	return workspace.isTrusted || staysInWorkspace(uri);
}

/** Whether a file lies in a folder of the workspace, symbolic links followed as far as that can be told. */
export async function staysInWorkspace(uri: Uri): Promise<boolean> {
	const folder = workspace.getWorkspaceFolder(uri);
	if (folder === undefined) {
		return false;
	}
	const [place, root] = await Promise.all([realUri(uri), realUri(folder.uri)]);
	return place === undefined || (root !== undefined && `${place.path}/`.startsWith(withEndSlash(root.path)));
}
