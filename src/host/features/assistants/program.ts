import { Disposable, EventEmitter, McpStdioServerDefinition, ProcessExecution, Task, TaskScope, Uri, lm, tasks, workspace } from 'vscode';
import type { ExtensionContext } from 'vscode';
import { localize } from '../../../core/data/localize';

/**
 * Offers what the command line does to the editor: the task `marginalia: check`, and a library for language models over the Model Context
 * Protocol.
 */
export function offerProgram({ extensionUri }: ExtensionContext, library: string): Disposable {
	const program = Uri.joinPath(extensionUri, 'dist/cli.mjs').fsPath;
	// The editor's own Node, where it is Electron's too.
	const environment = { ELECTRON_RUN_AS_NODE: '1' };
	const checking = tasks.registerTaskProvider('marginalia', {
		provideTasks: () =>
			(workspace.workspaceFolders ?? []).map(folder => {
				const execution = new ProcessExecution(process.execPath, [program, 'check'], { cwd: folder.uri.fsPath, env: environment });
				return new Task({ type: 'marginalia', task: 'check' }, folder, 'check', 'marginalia', execution, '$marginalia');
			}),
		resolveTask: task => {
			const folder = typeof task.scope === 'object' ? task.scope : workspace.workspaceFolders?.[0];
			const execution = new ProcessExecution(process.execPath, [program, 'check'], {
				env: environment,
				...(folder && { cwd: folder.uri.fsPath }),
			});
			return new Task(task.definition, task.scope ?? TaskScope.Workspace, 'check', 'marginalia', execution, '$marginalia');
		},
	});
	const changed = new EventEmitter<void>();
	const serving = lm?.registerMcpServerDefinitionProvider?.('marginalia.library', {
		onDidChangeMcpServerDefinitions: changed.event,
		provideMcpServerDefinitions: () => {
			const [folder] = workspace.workspaceFolders ?? [];
			// Where the workspace isn't trusted, no program is started on it.
			return folder === undefined || !workspace.isTrusted
				? []
				: [
						new McpStdioServerDefinition(
							localize('Marginalia Library'),
							process.execPath,
							[program, 'mcp', '--library', library, '--workspace', folder.uri.fsPath],
							environment,
						),
					];
		},
	});
	return Disposable.from(
		checking,
		changed,
		workspace.onDidGrantWorkspaceTrust(() => changed.fire()),
		...(serving === undefined ? [] : [serving]),
	);
}
