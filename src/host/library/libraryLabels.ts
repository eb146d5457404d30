import { Disposable, EventEmitter, RelativePattern, workspace } from 'vscode';
import type { Uri } from 'vscode';
import { localize } from '../../core/data/localize';
import type { Log } from '../../core/files/ports';
import { LabelStore, labelsName, noLabels, printLabels, withoutChange } from '../../core/library/labels';
import type { Labels } from '../../core/library/labels';
import type { DocumentTakeBack } from '../../core/library/recordedLibrary';
import { folderStore } from '../files/folderStore';
import { AfterPause } from '../ui/afterPause';
import { messageOf } from '../ui/commands';

/** A pull of git tells of a file several times, so many milliseconds apart at most. */
const rest = 150;

/** What the library of this window keeps besides its papers: it follows its file, which other windows and git write, too. */
export class LibraryLabels implements Disposable {
	private readonly store: LabelStore;
	private readonly changes = new EventEmitter<void>();
	/** Comes when {@link now} is another. */
	readonly onDidChange = this.changes.event;
	private latest = noLabels;
	private readonly subscriptions: Disposable;

	constructor(
		folder: Uri,
		private readonly log: Log,
	) {
		const { files, path } = folderStore(folder);
		this.store = new LabelStore(files, path);
		const watcher = workspace.createFileSystemWatcher(new RelativePattern(folder, labelsName));
		const reading = new AfterPause(rest, () => this.refresh());
		this.subscriptions = Disposable.from(
			this.changes,
			watcher,
			watcher.onDidChange(reading.ask),
			watcher.onDidCreate(reading.ask),
			watcher.onDidDelete(reading.ask),
			reading,
		);
		this.refresh();
	}

	/** As they were read or written last. */
	get now(): Labels {
		return this.latest;
	}

	/** Changes the labels; resolves to what takes that back, for the step of the library that it belongs to. */
	async change(edit: (labels: Labels) => Labels): Promise<readonly DocumentTakeBack[]> {
		const { before, after, isChanged } = await this.store.change(edit);
		this.take(after);
		return !isChanged ? [] : [() => this.takeBack(before, after)];
	}

	dispose(): void {
		this.subscriptions.dispose();
	}

	private async takeBack(before: Labels, after: Labels): Promise<{ readonly path: string; readonly message: string } | undefined> {
		try {
			this.take((await this.store.change(labels => withoutChange(labels, before, after))).after);
			return undefined;
		} catch (error) {
			return { path: labelsName, message: localize('It couldn’t be saved: {0}', messageOf(error)) };
		}
	}

	private refresh(): void {
		this.store.read().then(
			labels => this.take(labels),
			(error: unknown) => this.log.error(`${labelsName} could not be read`, error),
		);
	}

	/** A library has few labels, and who listens draws all of its papers again. */
	private take(labels: Labels): void {
		const isSame = linesOf(labels) === linesOf(this.latest);
		this.latest = labels;
		if (!isSame) {
			this.changes.fire();
		}
	}
}

function linesOf(labels: Labels): string {
	return printLabels({ labels });
}
