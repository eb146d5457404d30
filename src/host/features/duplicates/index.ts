import { Disposable } from 'vscode';
import type { LikelyPair } from '../../../core/library/duplicates';
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
	/** What the last quiet check found. */
	let checked: readonly LikelyPair[] = [];
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
		// Not in the palette: what an import asks for the papers that came in. It resolves to the keys of each pair.
		registerWritingCommand(log, 'marginalia.checkForDuplicates', async (...args) => {
			checked = await (await finding()).checkQuietly(dependencies, keysOf(args) ?? []);
			return checked.map(({ ids }) => ids.flatMap(id => library.head(id)?.key ?? []));
		}),
		registerWritingCommand(log, 'marginalia.showCheckedDuplicates', () => show(checked)),
		registerWritingCommand(log, 'marginalia.mergePapers', async (...args) => (await finding()).mergeChosen(dependencies, args)),
		registerWritingCommand(log, 'marginalia.keepApart', async (...args) => (await finding()).keepApart(dependencies, args)),
	);
}
