import { Disposable, window, workspace } from 'vscode';
import { localize } from '../../../core/data/localize';
import { BatchJob } from '../../../core/work/batchJob';
import { keysOf } from '../../ui/commandArguments';
import { tell } from '../../ui/commands';
import { registerWritingCommand } from '../../settings/trust';
import type { CompleteDependencies } from './completing';

/** Fills in what papers lack from the services that are switched on. A run that was cut short by a restart can be gone on with. */
export function registerComplete(dependencies: CompleteDependencies): Disposable {
	const { log, memory } = dependencies;
	const job = new BatchJob(memory, 'marginalia.completing');
	const run = async (keys: readonly string[] | undefined, quiet: boolean) =>
		(await import('./completing')).completePapers(dependencies, job, keys, quiet);
	if (job.pending.length > 0 && workspace.isTrusted) {
		tell(window.showInformationMessage, localize('Filling in details was interrupted after {0} of {1} papers.', job.done, job.total), {
			[localize('Continue')]: () => run(undefined, false),
			[localize('Stop')]: () => job.end(),
		});
	}
	return Disposable.from(
		registerWritingCommand(log, 'marginalia.completePapers', (...args) => {
			const keys = keysOf(args);
			return run(keys, keys !== undefined);
		}),
	);
}
