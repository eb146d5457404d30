import { commands, window } from 'vscode';
import type { Library } from '../../../core/library/library';
import { isObject, textOf } from '../../../core/json';
import type { Paper } from '../../../core/paper';
import { tell } from '../../adapters/commands';
import type { LibraryHistory } from '../../adapters/libraryHistory';

/** A place in a file of the library: a problem itself, or the row of one. */
interface Place {
	readonly path: string;
	readonly line: number;
}

function placeOf(argument: unknown): Place | undefined {
	const value = isObject(argument) && isObject(argument['problem']) ? argument['problem'] : argument;
	const path = isObject(value) ? textOf(value['path']) : undefined;
	return isObject(value) && path !== undefined && typeof value['line'] === 'number' ? { path, line: value['line'] } : undefined;
}

/** Moves a line that is no paper out of its volume; `Undo Library Change` puts it back. */
export async function setAsideLine(library: Library, history: LibraryHistory, argument: unknown): Promise<void> {
	const place = placeOf(argument) ?? library.problems().find(({ code }) => code === 'bad-line');
	if (place === undefined) {
		tell(window.showInformationMessage, 'Every line of the library can be read.');
		return;
	}
	const outcome = await library.setAside(place.path, place.line);
	if (outcome.kind === 'refused') {
		tell(window.showErrorMessage, outcome.problem.message);
		return;
	}
	history.recordStep('Set aside', async () => {
		const [refused] = await outcome.takeBack();
		if (refused !== undefined) {
			tell(window.showErrorMessage, refused.message);
		}
		return refused === undefined ? '1 line' : undefined;
	});
	tell(window.showInformationMessage, 'Moved the line to set-aside.jsonl in the library folder.', { Undo: () => commands.executeCommand('marginalia.undoLibraryChange') });
}

/** Reads again what changed. Volumes that are missing stay in view until the user says that they were removed on purpose. */
export async function refreshLibrary(library: Library): Promise<void> {
	await library.refresh();
	const missing = library.problems().filter(({ code }) => code === 'missing');
	if (missing[0] !== undefined) {
		const message = missing.length === 1 ? missing[0].message : `${missing.length} files of the library are missing. Their papers are shown as they were last read.`;
		tell(window.showWarningMessage, message, { 'Continue Without Them': () => library.forgetMissing() });
	}
}

/** Names what this window saved and another program has put back to an earlier state or removed: nothing that was saved goes without a word. */
export function reportOvertaken(papers: readonly Paper[], library: Library, history: LibraryHistory): void {
	const [first] = papers;
	if (first !== undefined) {
		const what = papers.length === 1 ? `“${first['citation-key']}”, which you saved here, was` : `${papers.length} papers that you saved here were`;
		tell(window.showWarningMessage, `${what} removed or put back to an earlier state by another program.`, {
			'Keep Mine': async () => history.record('Kept mine', await library.restore(papers)),
		});
	}
}
