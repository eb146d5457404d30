import { Uri, window, workspace } from 'vscode';
import type { Disposable, ExtensionContext } from 'vscode';
import { localize } from '../../core/data/localize';
import type { Backup, Backups } from '../../core/library/backups';
import type { Log } from '../../core/files/ports';
import { fnv1a } from '../../core/text/hash';
import { messageOf, tell } from '../ui/commands';
import { folderStore } from '../files/folderStore';
import { lazily } from '../../core/work/lazily';
import { pause } from '../ui/pause';
import { settings } from '../settings/settings';

/** So long after the start the backup of the day is made, where no change needed it before. */
const afterStart = 60_000;

/**
 * Backups of this window's library, in the extension's own storage: out of git, and still there when the workspace's folder is gone. A
 * backup that fails does not keep anybody from working.
 */
export class LibraryBackups implements Disposable {
	/** The backups themselves; loaded when something is first changed. */
	readonly load: () => Promise<Backups>;
	private isFailing = false;
	private readonly timer = setTimeout(() => {
		this.attempt(async backups => backups.daily()).catch((error: unknown) => this.log.error('The backup of the day failed', error));
	}, afterStart);

	constructor(
		{ globalStorageUri }: ExtensionContext,
		library: Uri,
		private readonly log: Log,
	) {
		this.load = lazily(async () => {
			const core = await import('../../core/library/backups');
			return new core.Backups(folderStore(library), folderStore(Uri.joinPath(globalStorageUri, 'backups', nameFor(library))), {
				limits: settings.backups,
				pause,
			});
		});
	}

	readonly beforeChange = (papers: number, kind: 'edit' | 'merge'): Promise<unknown> =>
		this.attempt(async backups => backups.beforeChange(papers, kind));

	dispose(): void {
		clearTimeout(this.timer);
	}

	/** Says once in a window that backups fail. */
	private async attempt(make: (backups: Backups) => Promise<Backup | undefined>): Promise<void> {
		if (!workspace.isTrusted) {
			return;
		}
		try {
			const backup = await make(await this.load());
			if (backup !== undefined) {
				this.log.info(`Backed up the library: ${backup.papers} papers (${backup.reason}).`);
			}
		} catch (error) {
			this.log.error('The library could not be backed up', error);
			if (!this.isFailing) {
				this.isFailing = true;
				tell(window.showWarningMessage, localize('Couldn’t back up the library: {0}. Changes are saved as usual.', messageOf(error)));
			}
		}
	}
}

/** Another one for each library, and one that people recognize. */
function nameFor(library: Uri): string {
	const path = library.toString();
	return `${path.replace(/[^\p{L}\p{N}]+/gu, '-').slice(-40)}-${fnv1a(path).toString(16)}`;
}
