import { ProgressLocation, Uri, commands, env, window, workspace } from 'vscode';
import type { CancellationToken, Disposable, QuickPickItem } from 'vscode';
import { localize, localizeCount } from '../../../core/data/localize';
import type { Backup, BackupReason, Backups } from '../../../core/library/backups';
import type { Outcome } from '../../../core/library/library';
import type { RecordedLibrary } from '../../../core/library/recordedLibrary';
import type { BackupDifference, RestoreMode, RestoreOptions } from '../../../core/library/restoring';
import { compareWithBackup, listDifference, restoreBackup } from '../../../core/library/restoring';
import type { Log } from '../../../core/files/ports';
import { tell } from '../../ui/commands';
import type { LibraryBackups } from '../../library/libraryBackups';
import { pause } from '../../ui/pause';

export interface RestoringDependencies {
	readonly library: RecordedLibrary;
	readonly backups: LibraryBackups;
	readonly log: Log;
}

const scheme = 'marginalia-backup';

function reasonLabel(reason: BackupReason): string {
	switch (reason) {
		case 'daily':
			return localize('Daily backup');
		case 'edit':
			return localize('Before changing many papers');
		case 'merge':
			return localize('Before merging duplicates');
		case 'restore':
			return localize('Before restoring a backup');
	}
}

/** Asks which backup to go back to, shows what would change, and restores it. */
export class Restoring implements Disposable {
	private difference = '';
	private readonly documents = workspace.registerTextDocumentContentProvider(scheme, { provideTextDocumentContent: () => this.difference });

	constructor(private readonly dependencies: RestoringDependencies) {}

	dispose(): void {
		this.documents.dispose();
	}

	async restore([file, mode]: readonly unknown[]): Promise<Outcome | undefined> {
		const backups = await this.dependencies.backups.load();
		const list = await backups.list();
		const [newest] = list;
		if (newest === undefined) {
			tell(window.showInformationMessage, localize('No backups of this library yet. The first change of each day creates one.'));
			return undefined;
		}
		const backup =
			typeof file === 'string' ? (file === 'newest' ? newest : list.find(one => one.file === file)) : await this.pickBackup(list);
		if (backup === undefined) {
			return undefined;
		}
		const wanted = mode === 'missing' || mode === 'exact' ? mode : await this.pickMode(backups, backup);
		return wanted && this.run(backups, backup, wanted);
	}

	private async pickBackup(list: readonly Backup[]): Promise<Backup | undefined> {
		const items = list.map(backup => ({
			label: timeOf(backup),
			description: countOf(backup.papers),
			detail: reasonLabel(backup.reason),
			backup,
		}));
		return (
			await window.showQuickPick(items, {
				title: localize('Restore Library'),
				placeHolder: localize('Select a backup to compare with the library'),
				matchOnDetail: true,
			})
		)?.backup;
	}

	/** Nothing is changed before the user confirms it. */
	private async pickMode(backups: Backups, backup: Backup): Promise<RestoreMode | undefined> {
		const difference = await withProgress(localize('Comparing the library with the backup'), options =>
			compareWithBackup(this.dependencies.library, backups, backup, options),
		);
		if (difference === undefined) {
			return undefined;
		}
		const choices = choicesFor(difference);
		if (choices.length === 0) {
			const text =
				difference.unreadable > 0
					? localize(`This backup is damaged. What can be read is the same as the library.`)
					: localize('The library matches this backup.');
			tell(window.showInformationMessage, text);
			return undefined;
		}
		this.difference = localize('Backup of {0}, {1}\n\n{2}', timeOf(backup), countOf(backup.papers), listDifference(difference));
		for (;;) {
			const picked = await window.showQuickPick([...choices, differencesChoice()], {
				title: localize('Restore Library: {0}', timeOf(backup)),
				placeHolder: localize('Select what to restore'),
				ignoreFocusOut: true,
			});
			if (picked === undefined) {
				return undefined;
			}
			if (picked.mode !== undefined) {
				return (await confirm(picked.label, picked.detail)) ? picked.mode : undefined;
			}
			await this.showDifference(backup);
		}
	}

	private async showDifference({ file }: Backup): Promise<void> {
		const uri = Uri.from({ scheme, path: `/Changes of Restoring ${file.replace(/^backup-|\.json$/g, '')}.txt`, query: String(Date.now()) });
		await window.showTextDocument(await workspace.openTextDocument(uri), { preview: true, preserveFocus: true });
	}

	private async run(backups: Backups, backup: Backup, mode: RestoreMode): Promise<Outcome> {
		const { library } = this.dependencies;
		// So that the present state can be restored tomorrow as well.
		const outcome = await library.step(localize('Restore Library'), editor =>
			withProgress(localize('Restoring the library'), options =>
				backups.beforeAll('restore', () => restoreBackup(library, editor, backups, backup, mode, options)),
			),
		);
		const count = outcome.changes.length;
		const buttons = count === 0 ? {} : { [localize('Undo')]: () => commands.executeCommand('marginalia.undoLibraryChange') };
		tell(
			window.showInformationMessage,
			count === 0
				? localize('No papers needed to be restored.')
				: localize('Restored {0} from the backup of {1}.', countOf(count), timeOf(backup)),
			buttons,
		);
		return outcome;
	}
}

interface Choice extends QuickPickItem {
	/** `undefined` shows the differences first. */
	readonly mode: RestoreMode | undefined;
	readonly detail: string;
}

function differencesChoice(): Choice {
	return {
		label: localize('$(diff) Show Differences'),
		detail: localize('List the papers that would change. Nothing is restored.'),
		mode: undefined,
	};
}

function choicesFor({ missing, changed, added }: BackupDifference): readonly Choice[] {
	const choices: Choice[] = [];
	if (missing.length > 0) {
		choices.push({
			label: localize('$(add) Restore Missing Papers'),
			detail: localizeCount(
				missing.length,
				'Restores 1 missing paper. Nothing else changes.',
				'Restores {0} missing papers. Nothing else changes.',
			),
			mode: 'missing',
		});
	}
	if (changed.length + added.length > 0) {
		const parts = [
			...(missing.length > 0 ? [localizeCount(missing.length, 'Restores 1 missing paper.', 'Restores {0} missing papers.')] : []),
			...(changed.length > 0 ? [localizeCount(changed.length, 'Reverts 1 changed paper.', 'Reverts {0} changed papers.')] : []),
			...(added.length > 0 ? [localizeCount(added.length, 'Removes 1 paper added since.', 'Removes {0} papers added since.')] : []),
		];
		choices.push({ label: localize('$(history) Restore Exactly'), detail: parts.join(' '), mode: 'exact' });
	}
	return choices;
}

async function confirm(label: string, detail: string): Promise<boolean> {
	const name = label.replace(/^\$\([a-z]+\) /, '');
	const restore = localize('Restore');
	return (
		(await window.showWarningMessage(
			`${name}?`,
			{ modal: true, detail: localize('{0} You can undo this with “Undo Library Change”.', detail) },
			restore,
		)) === restore
	);
}

/** Long work with a notification that can cancel it. */
function withProgress<T>(title: string, work: (options: RestoreOptions) => Promise<T>): Promise<T> {
	return Promise.resolve(
		window.withProgress({ location: ProgressLocation.Notification, title, cancellable: true }, (progress, token: CancellationToken) => {
			let told = 0;
			return work({
				pause,
				cancelled: () => token.isCancellationRequested,
				progress: (done, all) => {
					const percent = Math.round((100 * done) / Math.max(1, all));
					progress.report({ message: `${percent}%`, increment: percent - told });
					told = percent;
				},
			});
		}),
	);
}

function timeOf({ at }: Backup): string {
	return new Date(at).toLocaleString(env.language, { dateStyle: 'medium', timeStyle: 'short' });
}

function countOf(papers: number): string {
	return papers === 1 ? localize('1 paper') : localize('{0} papers', papers.toLocaleString(env.language));
}
