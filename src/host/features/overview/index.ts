import { Disposable, window } from 'vscode';
import { lazily } from '../../../core/work/lazily';
import { registerCommand } from '../../ui/commands';
import type { OverviewDependencies, OverviewPanel } from './overviewPanel';

/** `Show Overview`: what the library holds, and what the workspace cites of it, as bars that lead to papers. */
export function registerOverview(dependencies: OverviewDependencies): Disposable {
	let made: OverviewPanel | undefined;
	const panel = lazily(async () => (made = new (await import('./overviewPanel')).OverviewPanel(dependencies)));
	return Disposable.from(
		{ dispose: () => made?.dispose() },
		registerCommand(dependencies.log, 'marginalia.showOverview', async () => (await panel()).show()),
		window.registerWebviewPanelSerializer('marginalia.overview', {
			deserializeWebviewPanel: async restored => (await panel()).restore(restored),
		}),
	);
}
