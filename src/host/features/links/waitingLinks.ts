import { Disposable, window, workspace } from 'vscode';
import { localize, localizeCount } from '../../../core/data/localize';
import { linksAgain } from '../../../core/notes/movedNotes';
import type { Log } from '../../../core/files/ports';
import { tell } from '../../ui/commands';
import { editExactly, refusalSentence } from '../../documents/exactEditing';
import type { WaitingLinks } from './linkEdits';

/** Milliseconds in which VS Code changes its links by itself, and in which it goes on once the user answered its question. */
const ownTime = 8000;
const afterAnswer = 1500;

/**
 * Changes `[[links]]` in files once VS Code has changed its own links there, or will not. With `asking` the user is asked first. It changes
 * a file in one go, so what comes next is safe; it asks by a dialog that lets nobody do anything else, so where somebody does, and nothing
 * was changed, the answer was no.
 */
export async function changeWaiting(waiting: readonly WaitingLinks[], asking: boolean, log: Log): Promise<void> {
	await Promise.all(waiting.map(({ uri }) => theirChange(uri.toString())));
	const change = async () => {
		for (const { uri, links } of waiting) {
			const refused = await editExactly(uri, text => ({ kind: 'edits', edits: linksAgain(text, links) }));
			if (refused !== undefined) {
				const problem = refusalSentence(refused);
				tell(window.showWarningMessage, localize('Couldn’t update the [[links]] in {0}. {1}', workspace.asRelativePath(uri), problem));
			}
		}
	};
	if (!asking) {
		return change();
	}
	const [first] = waiting;
	const where = first === undefined ? '' : workspace.asRelativePath(first.uri);
	tell(
		window.showInformationMessage,
		localizeCount(
			waiting.length,
			'Also update the [[links]] to the moved files in {1}?',
			'Also update the [[links]] to the moved files in {0} files, such as {1}?',
			where,
		),
		{ [localize('Update')]: () => change().catch((error: unknown) => log.error('Links to what was moved could not be changed', error)) },
	);
}

/** Resolves when a file has changed, or will not for what VS Code has to change in it. */
function theirChange(path: string): Promise<void> {
	const isAsking = workspace.getConfiguration('markdown').get('updateLinksOnFileMove.enabled') === 'prompt';
	return new Promise(resolve => {
		let timer = isAsking ? undefined : setTimeout(() => done(), ownTime);
		const answered = () => {
			timer ??= setTimeout(() => done(), afterAnswer);
		};
		const watching = Disposable.from(
			workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
				if (document.uri.toString() === path && contentChanges.length > 0) {
					done();
				}
			}),
			window.onDidChangeTextEditorSelection(answered),
			window.onDidChangeActiveTextEditor(answered),
			window.onDidChangeWindowState(answered),
		);
		const done = () => {
			clearTimeout(timer);
			watching.dispose();
			resolve();
		};
	});
}
