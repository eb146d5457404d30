import { Disposable, commands, window } from 'vscode';
import { localize } from '../../../core/data/localize';
import { isObject } from '../../../core/data/json';
import { isPaper } from '../../../core/paper/paper';
import { parseReaderState } from '../../../protocol/reader';
import { keysOf } from '../../ui/commandArguments';
import { registerCommand, tell } from '../../ui/commands';
import { Reader, readerViewType } from './reader';
import type { ReaderDependencies } from './reader';

/** The reader, where one paper is read at a time. */
export function registerReader(dependencies: ReaderDependencies): Disposable {
	const { library, log } = dependencies;
	const reader = new Reader(dependencies);
	return Disposable.from(
		reader,
		library.onDidChange(() => {
			reader.refresh().catch((error: unknown) => log.error('The reader could not follow a change', error));
		}),
		window.registerWebviewPanelSerializer(readerViewType, {
			deserializeWebviewPanel: async (panel, kept: unknown) => {
				const state = parseReaderState(kept);
				await (state === undefined ? panel.dispose() : reader.restore(panel, state));
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
			await reader.show(paper, wantsFocusKept(args[1]));
			return paper['citation-key'];
		}),
		// A paper that the library does not have, as it would be there.
		registerCommand(log, 'marginalia.previewPaper', async (paper, options) => {
			if (isPaper(paper)) {
				await reader.preview(paper, wantsFocusKept(options));
			}
		}),
		registerCommand(log, 'marginalia.readerPassage', () => reader.current()),
		registerCommand(log, 'marginalia.nextPaper', () => reader.move(1)),
		registerCommand(log, 'marginalia.previousPaper', () => reader.move(-1)),
	);
}

function wantsFocusKept(options: unknown): boolean {
	return isObject(options) && options['preserveFocus'] === true;
}
