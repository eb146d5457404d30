import { Disposable, window } from 'vscode';
import { lazily } from '../../../core/work/lazily';
import { answerForView } from '../../ui/commandArguments';
import { registerCommand } from '../../ui/commands';
import type { TableDependencies } from './dependencies';
import type { TablePanel } from './tablePanel';
import { tableViewType } from './tableViewType';

/** The library as a table in an editor tab. `Show Library as Table` takes a query to show, or a saved search of the Library view. */
export function registerTable(dependencies: TableDependencies): Disposable {
	const { log } = dependencies;
	let made: TablePanel | undefined;
	const table = lazily(async () => {
		const { TablePanel } = await import('./tablePanel');
		return (made = new TablePanel(dependencies));
	});
	return Disposable.from(
		{ dispose: () => made?.dispose() },
		answerForView(tableViewType, () => made?.selectedKeys() ?? []),
		window.registerWebviewPanelSerializer(tableViewType, {
			deserializeWebviewPanel: async (panel, kept: unknown) => (await table()).restore(panel, kept),
		}),
		registerCommand(log, 'marginalia.showTable', async argument => (await table()).show(argument)),
		registerCommand(log, 'marginalia.copyTableAsMarkdown', () => made?.copy('markdown')),
		registerCommand(log, 'marginalia.copyTableAsCsv', () => made?.copy('csv')),
		registerCommand(log, 'marginalia.chooseTableColumns', () => made?.choose('columns')),
		registerCommand(log, 'marginalia.groupTable', () => made?.choose('group')),
	);
}
