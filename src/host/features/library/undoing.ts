import { Disposable, commands, window } from 'vscode';
import { localize, localizeCount } from '../../../core/data/localize';
import { isObject } from '../../../core/data/json';
import type { RecordedLibrary } from '../../../core/library/recordedLibrary';
import { refusalSentence } from '../../../core/library/refusals';
import type { Log } from '../../../core/files/ports';
import { tell } from '../../ui/commands';
import { registerWritingCommand } from '../../settings/trust';
import { plainLabel } from '../../../core/text/printable';

/** `Undo Library Change`, whether there is something to undo, and what of any step was not saved. */
export function registerUndoing(library: RecordedLibrary, log: Log): Disposable {
	const showState = () => void commands.executeCommand('setContext', 'marginalia.canUndo', library.nextUndo !== undefined);
	showState();
	return Disposable.from(
		library.onDidChangeHistory(showState),
		library.onDidEndStep(outcome => {
			const sentence = refusalSentence(outcome);
			if (sentence !== undefined) {
				tell(window.showErrorMessage, sentence);
			}
		}),
		registerWritingCommand(log, 'marginalia.undoLibraryChange', () => undoLibraryChange(library)),
	);
}

/** Resolves to the name of the step that was taken back, whole or in part. */
async function undoLibraryChange(library: RecordedLibrary): Promise<string | undefined> {
	const undone = await library.undo();
	if (undone === undefined) {
		tell(window.showInformationMessage, localize('There are no library changes to undo in this window.'));
		return undefined;
	}
	const { name, papers, keys, lines, documents, refused } = undone;
	const places = keys.length === 0 ? 0 : placesAmong(await commands.executeCommand('marginalia.renameCitedKeys', keys));
	const parts = [
		...(papers > 0 ? [localizeCount(papers, '1 paper', '{0} papers')] : []),
		...(places > 0 ? [localizeCount(places, '1 citation, link or note', '{0} citations, links and notes')] : []),
		...(lines > 0 ? [localizeCount(lines, '1 line', '{0} lines')] : []),
		...(documents > 0 ? [localizeCount(documents, '1 document', '{0} documents')] : []),
	];
	const [first] = refused;
	if (first !== undefined) {
		tell(
			window.showErrorMessage,
			parts.length === 0
				? localize('Couldn’t undo {0}. {1}', name, first.message)
				: localize('Couldn’t undo all of {0}. {1}', name, first.message),
		);
	}
	if (parts.length > 0) {
		window.setStatusBarMessage(plainLabel(localize('Undid {0} ({1})', name, parts.join(', '))), 5000);
	}
	return parts.length > 0 || first === undefined ? name : undefined;
}

/** Documents that were given a key along with the paper get the old one again. */
function placesAmong(renamed: unknown): number {
	const places = isObject(renamed) ? renamed['places'] : undefined;
	return typeof places === 'number' ? places : 0;
}
