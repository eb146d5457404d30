import type { Disposable } from 'vscode';
import { keysOf, namesKeys } from '../../ui/commandArguments';
import { registerWritingCommand } from '../../settings/trust';
import type { UpdateDependencies } from './checking';

/** Looks after papers that are here: whether one was taken back, a preprint was published, or arXiv has a newer version. */
export function registerUpdates(dependencies: UpdateDependencies): Disposable {
	return registerWritingCommand(dependencies.log, 'marginalia.checkForUpdates', async (...args) =>
		(await import('./checking')).checkPapers(dependencies, keysOf(args), namesKeys(args)),
	);
}
