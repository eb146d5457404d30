import { Disposable, commands, window } from 'vscode';
import { isObject } from '../../../core/data/json';
import type { RecordedLibrary } from '../../../core/library/recordedLibrary';
import { refusalSentence } from '../../../core/library/refusals';
import type { Log } from '../../../core/files/ports';
import { tell } from '../../ui/commands';
import { registerWritingCommand } from '../../settings/trust';

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
		tell(window.showInformationMessage, 'There are no library changes to undo in this window.');
		return undefined;
	}
	const { name, papers, keys, lines, documents, refused } = undone;
	const places = keys.length === 0 ? 0 : placesAmong(await commands.executeCommand('marginalia.renameCitedKeys', keys));
	const parts = [
		...(papers > 0 ? [countOf(papers, 'paper')] : []),
		...(places > 0 ? [countOf(places, 'citation, link or note', 'citations, links and notes')] : []),
		...(lines > 0 ? [countOf(lines, 'line')] : []),
		...(documents > 0 ? [countOf(documents, 'document')] : []),
	];
	const [first] = refused;
	if (first !== undefined) {
		tell(window.showErrorMessage, `Couldn't undo ${parts.length === 0 ? '' : 'all of '}${name}. ${first.message}`);
	}
	if (parts.length > 0) {
		window.setStatusBarMessage(`Undid ${name} (${parts.join(', ')})`, 5000);
	}
	return parts.length > 0 || first === undefined ? name : undefined;
}

/** Documents that were given a key along with the paper get the old one again. */
function placesAmong(renamed: unknown): number {
	const places = isObject(renamed) ? renamed['places'] : undefined;
	return typeof places === 'number' ? places : 0;
}

function countOf(count: number, one: string, many = `${one}s`): string {
	return count === 1 ? `1 ${one}` : `${count} ${many}`;
}
