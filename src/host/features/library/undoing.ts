import { Disposable, commands, window } from 'vscode';
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
	const { name, papers, lines, refused } = undone;
	const parts = [...(papers > 0 ? [countOf(papers, 'paper')] : []), ...(lines > 0 ? [countOf(lines, 'line')] : [])];
	const [first] = refused;
	if (first !== undefined) {
		tell(window.showErrorMessage, `Couldn't undo ${parts.length === 0 ? '' : 'all of '}${name}. ${first.message}`);
	}
	if (parts.length > 0) {
		window.setStatusBarMessage(`Undid ${name} (${parts.join(', ')})`, 5000);
	}
	return parts.length > 0 || first === undefined ? name : undefined;
}

function countOf(count: number, what: string): string {
	return count === 1 ? `1 ${what}` : `${count} ${what}s`;
}
