import { Disposable, commands, window } from 'vscode';
import { localize } from '../../../core/data/localize';
import { isObject, textOf } from '../../../core/data/json';
import { isPaper } from '../../../core/paper/paper';
import { lazily } from '../../../core/work/lazily';
import { parseReaderState, readerViewType } from '../../../protocol/reader';
import { keysOf } from '../../ui/commandArguments';
import { registerCommand, tell } from '../../ui/commands';
import { changeSetting, settings } from '../../settings/settings';
import type { Reader, ReaderDependencies } from './reader';

/** The reader, where one paper is read at a time. */
export function registerReader(dependencies: ReaderDependencies): Disposable {
	const { library, labels, log } = dependencies;
	let opened: Reader | undefined;
	const open = lazily(async () => {
		const { Reader } = await import('./reader');
		return (opened = new Reader(dependencies));
	});
	const refresh = () => {
		opened?.refresh().catch((error: unknown) => log.error('The reader could not follow a change', error));
	};
	return Disposable.from(
		{ dispose: () => opened?.dispose() },
		library.onDidChange(refresh),
		labels.onDidChange(refresh),
		window.registerWebviewPanelSerializer(readerViewType, {
			deserializeWebviewPanel: async (panel, kept: unknown) => {
				const state = parseReaderState(kept);
				await (state === undefined ? panel.dispose() : (await open()).restore(panel, state));
			},
		}),
		registerCommand(log, 'marginalia.openPaper', async (...args) => {
			const key = keysOf(args)?.[0];
			if (key === undefined) {
				return commands.executeCommand('marginalia.searchLibrary');
			}
			const paper = await library.paper(key);
			if (paper === undefined) {
				tell(window.showWarningMessage, localize('No paper in the library has the citation key “{0}”.', key), {
					[localize('Search Library')]: () => commands.executeCommand('marginalia.searchLibrary'),
				});
				return undefined;
			}
			await (await open()).show(paper, wantsFocusKept(args[1]), searchAmong(args[1]));
			return paper['citation-key'];
		}),
		// A paper that the library does not have, as it would be there.
		registerCommand(log, 'marginalia.previewPaper', async (paper, options) => {
			if (isPaper(paper)) {
				await (await open()).preview(paper, wantsFocusKept(options));
			}
		}),
		registerCommand(log, 'marginalia.printPaper', () => {
			if (opened?.print() !== true) {
				tell(window.showInformationMessage, localize('Open a paper in the reader to print it.'));
			}
		}),
		registerCommand(log, 'marginalia.toggleNoteBeside', async () => (await open()).toggleNote()),
		registerCommand(log, 'marginalia.toggleFollowSelection', async () => {
			await changeSetting('reader.followSelection', !settings.followsSelection());
		}),
		registerCommand(log, 'marginalia.readerPassage', () => opened?.current()),
		registerCommand(log, 'marginalia.nextPaper', () => opened?.move(1)),
		registerCommand(log, 'marginalia.previousPaper', () => opened?.move(-1)),
	);
}

function wantsFocusKept(options: unknown): boolean {
	return isObject(options) && options['preserveFocus'] === true;
}

/** The query that led to the paper. */
function searchAmong(options: unknown): string {
	return (isObject(options) ? textOf(options['search']) : undefined) ?? '';
}
