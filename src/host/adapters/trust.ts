import { commands, window, workspace } from 'vscode';
import type { Disposable } from 'vscode';
import type { Log } from '../../core/ports';
import { registerCommand, tell } from './commands';

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
		tell(window.showInformationMessage, 'This workspace is not trusted, so Marginalia only reads here. Trust it to change its library and notes.', {
			'Manage Workspace Trust': () => commands.executeCommand('workbench.trust.manage'),
		});
	}
	return workspace.isTrusted;
}
