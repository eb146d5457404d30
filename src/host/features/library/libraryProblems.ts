import { commands, window } from 'vscode';
import { localize, localizeCount } from '../../../core/data/localize';
import type { RecordedLibrary } from '../../../core/library/recordedLibrary';
import { isObject, textOf } from '../../../core/data/json';
import type { Paper } from '../../../core/paper/paper';
import { tell } from '../../ui/commands';

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
export async function setAsideLine(library: RecordedLibrary, argument: unknown): Promise<void> {
	const place = placeOf(argument) ?? library.problems().find(({ code }) => code === 'bad-line');
	if (place === undefined) {
		tell(window.showInformationMessage, localize('The library has no unreadable lines.'));
		return;
	}
	const outcome = await library.step(localize('Set Aside Line'), editor => editor.setAsideLine(place.path, place.line));
	if (outcome.kind === 'refused') {
		tell(window.showErrorMessage, outcome.problem.message);
		return;
	}
	tell(window.showInformationMessage, localize('Moved the line to set-aside.jsonl in the library folder.'), {
		[localize('Undo')]: () => commands.executeCommand('marginalia.undoLibraryChange'),
	});
}

/** Reads again what changed. Volumes that are missing stay in view until the user says that they were removed on purpose. */
export async function refreshLibrary(library: RecordedLibrary): Promise<void> {
	await library.refresh();
	const missing = library.problems().filter(({ code }) => code === 'missing');
	if (missing[0] !== undefined) {
		const message =
			missing.length === 1
				? missing[0].message
				: localize('{0} files of the library are missing. Their papers are shown as they were last read.', missing.length);
		tell(window.showWarningMessage, message, { [localize('Continue Without Them')]: () => library.forgetMissing() });
	}
}

/**
 * Names what this window saved and another program has put back to an earlier state or removed: nothing that was saved goes without a word.
 */
export function reportOvertaken(papers: readonly Paper[], library: RecordedLibrary): void {
	const [first] = papers;
	if (first !== undefined) {
		const message = localizeCount(
			papers.length,
			'Another program removed or reverted “{1}”, which was saved in this window.',
			'Another program removed or reverted {0} papers that were saved in this window.',
			first['citation-key'],
		);
		tell(window.showWarningMessage, message, {
			[localize('Keep Mine')]: () =>
				library.step(localizeCount(papers.length, 'Keep Mine of {1}', 'Keep Mine of {0} Papers', first['citation-key']), editor =>
					editor.restore(papers),
				),
		});
	}
}
