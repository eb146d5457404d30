import { Disposable, ProgressLocation, commands, window } from 'vscode';
import { localize } from '../../../core/data/localize';
import type { Addition } from '../../../core/library/library';
import { keysOf } from '../../ui/commandArguments';
import { adopt } from '../../../core/library/adoption';
import { tell } from '../../ui/commands';
import { pickPapers } from '../../library/paperPicker';
import { registerWritingCommand } from '../../settings/trust';
import type { LinkedDependencies } from './dependencies';
import { linkedFileOf } from './linkedFileOf';

/** `Import into Library` (some linked papers) and `Import All` (a linked file, or all of them). The files stay as they are, and linked. */
export function registerAdopting(dependencies: LinkedDependencies): Disposable {
	const { papers, linked, log } = dependencies;
	return Disposable.from(
		registerWritingCommand(log, 'marginalia.copyToLibrary', async (...args) => {
			const keys =
				keysOf(args) ??
				(await pickPapers(linked, {
					title: localize('Import into library'),
					placeholder: localize('Title, author, year, key or tag; select one or more'),
					many: true,
				}));
			return (
				keys &&
				copy(
					dependencies,
					keys.filter(key => papers.head(key)?.linked !== undefined),
				)
			);
		}),
		registerWritingCommand(log, 'marginalia.adoptAll', (...args) => {
			const file = linkedFileOf(args[0]);
			const heads = file === undefined ? linked.heads() : (linked.files().find(contents => contents.file === file)?.heads ?? []);
			return copy(
				dependencies,
				heads.map(head => head.id),
			);
		}),
	);
}

async function copy({ library, linked }: LinkedDependencies, keys: readonly string[]): Promise<Addition | undefined> {
	if (keys.length === 0) {
		tell(
			window.showInformationMessage,
			localize('Nothing to import: these papers are already in the library or aren’t in a linked bibliography.'),
		);
		return undefined;
	}
	const addition = await library.step(localize('Import into Library'), editor =>
		window.withProgress(
			{ location: ProgressLocation.Notification, title: localize('Importing into the library'), cancellable: true },
			(_, token) => adopt(editor, linked, keys, { cancelled: () => token.isCancellationRequested }),
		),
	);
	if (addition.cancelled) {
		tell(window.showInformationMessage, localize('Cancelled. Nothing was imported.'));
		return addition;
	}
	tell(
		window.showInformationMessage,
		copiedText(addition),
		addition.changes.length === 0 ? {} : { [localize('Undo')]: () => commands.executeCommand('marginalia.undoLibraryChange') },
	);
	return addition;
}

/** `12 imported, 3 merged, 1 already in your library.` */
function copiedText({ added, merged, unchanged }: Addition): string {
	const parts = [
		localize('{0} imported', added.length),
		...(merged.length > 0 ? [localize('{0} merged', merged.length)] : []),
		...(unchanged > 0 ? [localize('{0} already in your library', unchanged)] : []),
	];
	return `${parts.join(', ')}.`;
}
