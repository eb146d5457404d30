import { ProgressLocation, Uri, commands, env, window, workspace } from 'vscode';
import type { CancellationToken, Disposable, QuickPickItem } from 'vscode';
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

const reasons: Readonly<Record<BackupReason, string>> = {
	daily: 'Daily backup',
	edit: 'Before many papers were changed',
	merge: 'Before duplicates were merged',
	restore: 'Before a backup was restored',
};

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
			tell(window.showInformationMessage, 'No backups of this library yet. The first change of each day creates one.');
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
			detail: reasons[backup.reason],
			backup,
		}));
		return (
			await window.showQuickPick(items, {
				title: 'Restore Library',
				placeHolder: 'Select a backup to compare with the library',
				matchOnDetail: true,
			})
		)?.backup;
	}

	/** Nothing is changed before the user confirms it. */
	private async pickMode(backups: Backups, backup: Backup): Promise<RestoreMode | undefined> {
		const difference = await withProgress('Comparing the library with the backup', options =>
			compareWithBackup(this.dependencies.library, backups, backup, options),
		);
		if (difference === undefined) {
			return undefined;
		}
		const choices = choicesFor(difference);
		if (choices.length === 0) {
			const text =
				difference.unreadable > 0
					? `This backup is damaged. What can be read is the same as the library.`
					: 'The library matches this backup.';
			tell(window.showInformationMessage, text);
			return undefined;
		}
		this.difference = `Backup of ${timeOf(backup)}, ${countOf(backup.papers)}\n\n${listDifference(difference)}`;
		for (;;) {
			const picked = await window.showQuickPick([...choices, showDifferences], {
				title: `Restore Library: ${timeOf(backup)}`,
				placeHolder: 'Select what to restore',
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
		const outcome = await library.step('Restore Library', editor =>
			withProgress('Restoring the library', options =>
				backups.beforeAll('restore', () => restoreBackup(library, editor, backups, backup, mode, options)),
			),
		);
		const count = outcome.changes.length;
		const buttons = count === 0 ? {} : { Undo: () => commands.executeCommand('marginalia.undoLibraryChange') };
		tell(
			window.showInformationMessage,
			count === 0 ? 'No papers needed to be restored.' : `Restored ${countOf(count)} from the backup of ${timeOf(backup)}.`,
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

const showDifferences: Choice = {
	label: '$(diff) Show Differences',
	detail: 'List the papers that would change. Nothing is restored.',
	mode: undefined,
};

function choicesFor({ missing, changed, added }: BackupDifference): readonly Choice[] {
	const back = `${countOf(missing.length)} ${missing.length === 1 ? 'comes' : 'come'} back`;
	const choices: Choice[] = [];
	if (missing.length > 0) {
		choices.push({ label: '$(add) Restore Missing Papers', detail: `${back}. Nothing else changes.`, mode: 'missing' });
	}
	if (changed.length + added.length > 0) {
		const parts = [
			...(missing.length > 0 ? [back] : []),
			...(changed.length > 0 ? [`${countOf(changed.length)} ${changed.length === 1 ? 'changes' : 'change'} back`] : []),
			...(added.length > 0 ? [`${countOf(added.length)} added since ${added.length === 1 ? 'is' : 'are'} removed`] : []),
		];
		choices.push({ label: '$(history) Restore Exactly', detail: `${parts.join(', ')}.`, mode: 'exact' });
	}
	return choices;
}

async function confirm(label: string, detail: string): Promise<boolean> {
	const name = label.replace(/^\$\([a-z]+\) /, '');
	return (
		(await window.showWarningMessage(
			`${name}?`,
			{ modal: true, detail: `${detail} You can undo this with Undo Library Change.` },
			'Restore',
		)) === 'Restore'
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
	return papers === 1 ? '1 paper' : `${papers.toLocaleString(env.language)} papers`;
}
