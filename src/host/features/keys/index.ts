import { Disposable, commands, window } from 'vscode';
import { localize } from '../../../core/data/localize';
import type { Outcome } from '../../../core/library/library';
import type { RecordedLibrary } from '../../../core/library/recordedLibrary';
import { regeneratedKeys, withKey } from '../../../core/library/regenerateKeys';
import type { KeyChange } from '../../../core/library/regenerateKeys';
import type { Log } from '../../../core/files/ports';
import { keysOf, namesKeys } from '../../ui/commandArguments';
import { registerCommand, tell } from '../../ui/commands';
import { pickPapers } from '../../library/paperPicker';
import { settings } from '../../settings/settings';
import { registerWritingCommand } from '../../settings/trust';
import { plainLabel } from '../../../core/text/printable';

export interface KeysDependencies {
	readonly library: RecordedLibrary;
	readonly log: Log;
}

/** How citation keys are made, and making them anew. */
export function registerKeys(dependencies: KeysDependencies): Disposable {
	const { library, log } = dependencies;
	return Disposable.from(
		registerCommand(log, 'marginalia.editKeyPattern', async () => {
			const { editKeyPattern } = await import('./editKeyPattern');
			return editKeyPattern(library);
		}),
		registerWritingCommand(log, 'marginalia.regenerateKeys', async (...args) => {
			const keys =
				keysOf(args) ??
				(await pickPapers(library, {
					title: localize('Regenerate citation keys'),
					placeholder: localize('Select one or more papers'),
					many: true,
				}));
			return keys && regenerate(dependencies, keys, namesKeys(args));
		}),
	);
}

/** Shows what would change first, unless the caller named the papers itself. */
async function regenerate({ library }: KeysDependencies, keys: readonly string[], unasked: boolean): Promise<Outcome | undefined> {
	const changes = await regeneratedKeys(await library.papers(keys), settings.keyPattern(), key => library.head(key)?.id);
	if (changes.length === 0) {
		tell(
			window.showInformationMessage,
			keys.length === 1 ? localize('The key already matches the pattern.') : localize('The keys already match the pattern.'),
		);
		return undefined;
	}
	const wanted = unasked ? changes : await askWhich(changes);
	if (wanted === undefined || wanted.length === 0) {
		return undefined;
	}
	const renamed = new Map(wanted.map(change => [change.id, change.to]));
	const step = wanted.length === 1 ? localize('Regenerate Key {0}', wanted[0]?.from ?? '') : localize('Regenerate {0} Keys', wanted.length);
	const outcome = await library.step(step, editor =>
		editor.update([...renamed.keys()], paper => withKey(paper, renamed.get(paper.id) ?? paper['citation-key'])),
	);
	await commands.executeCommand(
		'marginalia.renameCitedKeys',
		wanted.filter(change => outcome.changes.some(done => done.after?.id === change.id)).map(({ from, to }) => ({ from, to })),
	);
	tell(
		window.showInformationMessage,
		outcome.changes.length === 1
			? localize('Regenerated 1 key. The old key still works.')
			: localize('Regenerated {0} keys. The old keys still work.', outcome.changes.length),
		{
			[localize('Undo')]: () => commands.executeCommand('marginalia.undoLibraryChange'),
		},
	);
	return outcome;
}

/** The list of what changes, all of it ticked. */
async function askWhich(changes: readonly KeyChange[]): Promise<readonly KeyChange[] | undefined> {
	const items = changes.map(change => ({
		label: `@${plainLabel(change.from)} $(arrow-right) @${plainLabel(change.to)}`,
		detail: plainLabel(change.title),
		picked: true,
		change,
	}));
	const title = changes.length === 1 ? localize('1 key changes') : localize('{0} keys change', changes.length);
	const picked = await window.showQuickPick(items, {
		title,
		placeHolder: localize('Uncheck keys to leave unchanged. Citations and notes in the workspace are updated.'),
		canPickMany: true,
		matchOnDetail: true,
	});
	return picked?.map(item => item.change);
}
