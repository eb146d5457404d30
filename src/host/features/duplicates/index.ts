import { Disposable } from 'vscode';
import { keysOf } from '../../ui/commandArguments';
import { lazily } from '../../../core/work/lazily';
import { registerWritingCommand } from '../../settings/trust';
import type { DuplicatesDependencies, DuplicatesPanel } from './duplicatesPanel';
import type { ShowPairs } from './finding';

/** Papers that stand in the library more than once: certain ones are merged, likely ones shown side by side. */
export function registerDuplicates(dependencies: DuplicatesDependencies): Disposable {
	const { library, log } = dependencies;
	const finding = () => import('./finding');
	let panel: DuplicatesPanel | undefined;
	const makePanel = lazily(async () => {
		panel = new (await import('./duplicatesPanel')).DuplicatesPanel(dependencies);
		return panel;
	});
	const show: ShowPairs = async pairs => (await makePanel()).show(pairs);
	return Disposable.from(
		{ dispose: () => panel?.dispose() },
		library.onDidChange(() => panel?.refresh()),
		registerWritingCommand(log, 'marginalia.findDuplicates', async (...args) =>
			(await finding()).findAndMerge(dependencies, show, keysOf(args)),
		),
		// Not in the palette: what an ingest asks for, quietly, for the papers that came in.
		registerWritingCommand(log, 'marginalia.checkForDuplicates', async (...args) =>
			(await finding()).checkQuietly(dependencies, show, keysOf(args) ?? []),
		),
		registerWritingCommand(log, 'marginalia.mergePapers', async (...args) => (await finding()).mergeChosen(dependencies, args)),
		registerWritingCommand(log, 'marginalia.keepApart', async (...args) => (await finding()).keepApart(dependencies, args)),
	);
}
