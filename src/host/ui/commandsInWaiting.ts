import { Disposable, commands } from 'vscode';
import type { Extension } from 'vscode';
import { isArray, isObject } from '../../core/data/json';

/**
 * Stands in for every command that the manifest contributes until `ready`: VS Code looks for a command once, as soon as the extension is
 * activated. Who runs one meanwhile waits, and gets what the command itself gives. Has to go before the commands themselves are registered.
 * @param early by command, what is done at once; the command then gets what that returns
 */
export function commandsInWaiting(
	{ packageJSON }: Pick<Extension<unknown>, 'packageJSON'>,
	ready: Promise<unknown>,
	early: ReadonlyMap<string, (...args: readonly unknown[]) => unknown> = new Map(),
): Disposable {
	return Disposable.from(
		...contributedCommands(packageJSON).map(id =>
			commands.registerCommand(id, async (...args: unknown[]) => {
				const begin = early.get(id);
				const given = begin === undefined ? args : [begin(...args)];
				await ready;
				return commands.executeCommand(id, ...given);
			}),
		),
	);
}

/** https://code.visualstudio.com/api/references/contribution-points#contributes.commands */
function contributedCommands(manifest: unknown): readonly string[] {
	const contributes = isObject(manifest) ? manifest['contributes'] : undefined;
	const contributed = isObject(contributes) && isArray(contributes['commands']) ? contributes['commands'] : [];
	return contributed.flatMap(command => (isObject(command) && typeof command['command'] === 'string' ? [command['command']] : []));
}
