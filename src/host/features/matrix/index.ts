import { Disposable, window } from 'vscode';
import { localize } from '../../../core/data/localize';
import { lazily } from '../../../core/work/lazily';
import { pickPapers } from '../../library/paperPicker';
import { registerWritingCommand } from '../../settings/trust';
import { answerForView, keysOf, keysOfGroups } from '../../ui/commandArguments';
import { registerCommand, tell } from '../../ui/commands';
import type { MatrixDependencies } from './dependencies';
import type { MatrixPanel } from './matrixPanel';
import { matrixViewType } from './matrixViewType';

/**
 * Papers and what their notes say to questions, as a table in an editor tab. `Show Literature Matrix` takes keys, papers or groups of the
 * Library view, or asks; `Import Matrix from Markdown Table` takes a text, or asks.
 */
export function registerMatrix(dependencies: MatrixDependencies): Disposable {
	const { log, papers } = dependencies;
	let made: MatrixPanel | undefined;
	const matrix = lazily(async () => (made = new (await import('./matrixPanel')).MatrixPanel(dependencies)));
	return Disposable.from(
		{ dispose: () => made?.dispose() },
		answerForView(matrixViewType, () => made?.selectedKeys() ?? []),
		window.registerWebviewPanelSerializer(matrixViewType, {
			deserializeWebviewPanel: async (panel, kept: unknown) => (await matrix()).restore(panel, kept),
		}),
		registerCommand(log, 'marginalia.showMatrix', async (...args) => {
			const keys =
				keysOfGroups(args) ??
				keysOf(args) ??
				(await pickPapers(papers, {
					title: localize('Show literature matrix'),
					placeholder: localize('Title, author, year, key or tag; select one or more'),
					many: true,
				}));
			if (keys?.length === 0) {
				tell(window.showInformationMessage, localize('There are no papers in it yet.'));
			} else if (keys !== undefined) {
				(await matrix()).show(keys);
			}
		}),
		registerCommand(log, 'marginalia.copyMatrix', () => made?.copy()),
		registerCommand(log, 'marginalia.exportMatrix', () => made?.export()),
		registerCommand(log, 'marginalia.addMatrixQuestion', async () => (await import('./questions')).addQuestion()),
		registerWritingCommand(log, 'marginalia.importMatrix', async text => {
			const { importMatrix } = await import('./importing');
			return importMatrix(dependencies, await matrix(), text);
		}),
	);
}
