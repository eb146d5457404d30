import { Disposable } from 'vscode';
import { lazily } from '../../../core/work/lazily';
import { registerWritingCommand } from '../../settings/trust';
import type { Restoring, RestoringDependencies } from './restoring';

/** Going back to a backup of the library. */
export function registerBackups(dependencies: RestoringDependencies): Disposable {
	let restoring: Restoring | undefined;
	const load = lazily(async () => {
		restoring = new (await import('./restoring')).Restoring(dependencies);
		return restoring;
	});
	return Disposable.from(
		{ dispose: () => restoring?.dispose() },
		/** Without arguments it asks. With the file of a backup (or `newest`) and `missing` or `exact` it restores at once. */
		registerWritingCommand(dependencies.log, 'marginalia.restoreLibrary', async (...args) => (await load()).restore(args)),
	);
}
