import { Disposable } from 'vscode';
import type { ExtensionContext } from 'vscode';
import type { EditorWorkplaceParts } from './editorWorkplace';

export interface AssistantsDependencies extends EditorWorkplaceParts {
	readonly context: ExtensionContext;
}

/**
 * Language-model tools, the MCP server and the task `marginalia: check`, each where the editor has such a thing. Nothing at the start
 * waits for
 * them.
 */
export function registerAssistants({ context, ...parts }: AssistantsDependencies): Disposable {
	const owned: Disposable[] = [];
	let disposed = false;
	import('./offering').then(
		({ offer }) => {
			const offered = offer(context, parts);
			owned.push(offered);
			if (disposed) {
				offered.dispose();
			}
		},
		(error: unknown) => parts.log.error('What assistants use could not be offered', error),
	);
	return new Disposable(() => {
		disposed = true;
		Disposable.from(...owned).dispose();
	});
}
