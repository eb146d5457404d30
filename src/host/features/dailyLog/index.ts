import { workspace } from 'vscode';
import type { Disposable } from 'vscode';
import type { LibraryReader } from '../../../core/library/library';
import type { Activity, Deed } from '../../../core/log/dailyLog';
import { logFileName } from '../../../core/log/logFileName';
import type { Paper } from '../../../core/paper/paper';
import type { Log } from '../../../core/files/ports';
import { AfterPause } from '../../ui/afterPause';
import { settings } from '../../settings/settings';

/** A paper that is looked at for a shorter time, in milliseconds, is leafed past, not opened. */
const glance = 3000;

/** So long, in milliseconds, entries are gathered before they are written, so that a batch is one entry of the undo history. */
const gathering = 200;

/**
 * Collects what is opened, read, saved and quoted in a note for each day, where the setting asks for one. It only ever adds at the end,
 * also to an editor with unsaved text, which stays unsaved. What cannot be written now is written with the next entry.
 */
export class DailyLog implements Disposable {
	private waiting: readonly Activity[] = [];
	private writing = Promise.resolve();
	private seen: readonly Paper[] = [];
	private readonly look = new AfterPause(glance, () => this.add('opened', this.seen));
	private readonly gather = new AfterPause(gathering, () => {
		this.writing = this.writing
			.then(() => this.write())
			.catch((error: unknown) => this.log.error('The daily log could not be written', error));
	});
	private readonly subscription: { dispose(): void };

	constructor(
		library: LibraryReader,
		private readonly log: Log,
	) {
		this.subscription = library.onDidWrite(changes => {
			const today = logFileName(new Date());
			const saved = changes.flatMap(({ before, after }) =>
				before === undefined && after !== undefined && logFileName(new Date(after.added)) === today ? [after] : [],
			);
			const read = changes.flatMap(({ before, after }) =>
				before !== undefined && before.status !== 'read' && after?.status === 'read' ? [after] : [],
			);
			this.add('saved', saved);
			this.add('read', read);
		});
	}

	/** Says which paper is on the screen now. */
	watch(paper: Paper | undefined): void {
		this.seen = paper === undefined ? [] : [paper];
		this.look.ask();
	}

	add(deed: Deed, papers: readonly Paper[]): void {
		if (papers.length === 0 || !settings.isLogEnabled() || !workspace.isTrusted || workspace.workspaceFolders === undefined) {
			return;
		}
		const at = new Date();
		this.waiting = [...this.waiting, ...papers.map(({ 'citation-key': key, title }) => ({ deed, paper: { key, title }, at }))];
		this.gather.ask();
	}

	dispose(): void {
		this.gather.dispose();
		this.look.dispose();
		this.subscription.dispose();
	}

	private async write(): Promise<void> {
		const { writeLog } = await import('./writeLog');
		const taken = this.waiting;
		for (const name of new Set(taken.map(({ at }) => logFileName(at)))) {
			const activities = taken.filter(({ at }) => logFileName(at) === name);
			const problem = await writeLog(name, activities);
			if (problem === undefined) {
				this.waiting = this.waiting.filter(activity => !activities.includes(activity));
			} else {
				this.log.warn(`${name} was not written: ${problem}`);
			}
		}
	}
}
