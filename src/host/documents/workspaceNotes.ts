import { Disposable, EventEmitter, RelativePattern, Uri, window, workspace } from 'vscode';
import type { ExtensionContext, TextDocument, WorkspaceFolder } from 'vscode';
import { localizeCount } from '../../core/data/localize';
import { citingFilesGlob, isCitingFile } from '../../core/citing/languages';
import type { NoteIndex } from '../../core/notes/noteIndex';
import { largestNote } from '../../core/notes/noteSize';
import type { Synced } from '../../core/notes/syncNotes';
import { Pace } from '../../core/work/pace';
import type { Log } from '../../core/files/ports';
import { Queue } from '../../core/work/queue';
import { tell } from '../ui/commands';
import { isFolder } from '../files/filePresence';
import { folderCache } from '../files/folderCache';
import { noteFiles } from './noteFiles';
import { pause } from '../ui/pause';

/** How long typing must rest before what was typed is read, and events before they are followed. */
const typingRest = 300;
const eventRest = 50;
const toldRest = 100;
const cacheRest = 5000;

/**
 * The index of this workspace's notes, kept in step with its files and editors. Nothing is read before somebody asks; then a cache in the
 * extension's storage gives what has not changed since. What an editor holds unsaved counts before what the disk holds; files that
 * `files.exclude` hides are left out. Paths are URIs as text.
 */
export class WorkspaceNotes implements Disposable {
	private index: NoteIndex | undefined;
	private started: Promise<NoteIndex> | undefined;
	private readonly changes = new EventEmitter<void>();
	/** Comes a moment after files or editors say something new. */
	readonly onDidChange = this.changes.event;
	private readonly typed = new Set<TextDocument>();
	private readonly touched = new Set<string>();
	private readonly created = new Set<string>();
	private readonly timers = new Map<string, ReturnType<typeof setTimeout>>();
	/** One round of reading at a time. */
	private readonly rounds = new Queue();
	private readonly reported = new Set<string>();
	private watchers: Disposable = this.watch();
	private readonly subscriptions: Disposable;
	private disposed = false;

	constructor(
		private readonly storage: ExtensionContext['storageUri'],
		private readonly log: Log,
	) {
		this.subscriptions = Disposable.from(
			workspace.onDidChangeTextDocument(({ document }) => this.follow(document)),
			workspace.onDidSaveTextDocument(document => this.touch(document.uri)),
			workspace.onDidCloseTextDocument(document => {
				this.typed.delete(document);
				this.touch(document.uri);
			}),
			workspace.onDidChangeWorkspaceFolders(() => {
				this.watchers.dispose();
				this.watchers = this.watch();
				this.syncAllAgain();
			}),
			workspace.onDidChangeConfiguration(event => {
				if (event.affectsConfiguration('files.exclude')) {
					this.syncAllAgain();
				}
			}),
		);
	}

	/** The index with everything that files and editors say at this moment, as far as their events have come. */
	async current(): Promise<NoteIndex> {
		const index = await (this.started ??= this.start());
		this.readTyped();
		await this.followEvents();
		return index;
	}

	/** {@link current}, having looked at every file's time and size, whatever its events say: for changes that must miss no file. */
	async checked(): Promise<NoteIndex> {
		const index = await this.current();
		await this.rounds.add(() => this.syncAll(index));
		return index;
	}

	/** A file's text: what an editor holds unsaved, else what the disk holds; `undefined` where there is no such file (any more). */
	async textOf(path: string): Promise<string | undefined> {
		const open = workspace.textDocuments.find(document => document.isDirty && document.uri.toString() === path);
		return open === undefined ? (await noteFiles.read(path))?.text : open.getText();
	}

	/** A file that was just written: its watcher tells of it only after a moment. */
	learn(uri: Uri, text: string): void {
		this.index?.set(uri.toString(), text, 'markdown');
		this.touched.add(uri.toString());
	}

	dispose(): void {
		this.disposed = true;
		this.changes.dispose();
		this.watchers.dispose();
		this.subscriptions.dispose();
		this.timers.forEach(timer => clearTimeout(timer));
	}

	private async start(): Promise<NoteIndex> {
		const { NoteIndex } = await import('../../core/notes/noteIndex');
		const index = new NoteIndex(() => (workspace.workspaceFolders ?? []).map(({ uri }) => uri.toString()));
		const cached = await this.readCache(index);
		const { read } = await this.rounds.add(() => this.syncAll(index));
		this.log.info(`Read ${read} of ${index.size} notes; ${cached} were in the cache.`);
		this.index = index;
		index.onDidChange(() => this.later('told', toldRest, () => this.changes.fire()));
		this.changes.fire();
		if (read > 0) {
			this.saveSoon();
		}
		return index;
	}

	private async syncAll(index: NoteIndex): Promise<Synced> {
		const { syncNotes } = await import('../../core/notes/syncNotes');
		const files = await workspace.findFiles(citingFilesGlob, '**/node_modules/**');
		const synced = this.report(
			await syncNotes(
				index,
				files.map(uri => uri.toString()),
				noteFiles,
				this.options(),
			),
		);
		this.readUnsaved(index);
		return synced;
	}

	private syncAllAgain(): void {
		const { started } = this;
		if (started !== undefined) {
			this.handle(started.then(index => this.rounds.add(() => this.syncAll(index))));
		}
	}

	private options() {
		return {
			pace: new Pace(pause),
			clock: { now: () => new Date() },
			cancelled: () => this.disposed,
			unsaved: new Set(unsavedDocuments().map(({ uri }) => uri.toString())),
		};
	}

	private follow(document: TextDocument): void {
		if (this.index?.get(document.uri.toString()) !== undefined) {
			this.typed.add(document);
			this.later('typed', typingRest, () => this.readTyped());
		}
	}

	private readTyped(): void {
		const documents = [...this.typed];
		this.typed.clear();
		const { index } = this;
		if (index !== undefined) {
			documents.forEach(document => (document.isDirty ? readDocument(index, document) : this.touch(document.uri)));
		}
	}

	/** Also what was typed while files were read. */
	private readUnsaved(index: NoteIndex): void {
		unsavedDocuments().forEach(document => readDocument(index, document));
	}

	/** Looks at a file again that is known, or may be. */
	private touch(uri: Uri): void {
		if (this.started !== undefined && (isCitingFile(uri.path) || this.index?.get(uri.toString()) !== undefined)) {
			(this.index?.get(uri.toString()) === undefined ? this.created : this.touched).add(uri.toString());
			this.later('events', eventRest, () => this.handle(this.followEvents()));
		}
	}

	private async followEvents(): Promise<void> {
		const index = await this.started;
		if (index === undefined || this.created.size + this.touched.size === 0) {
			return this.rounds.add(() => undefined);
		}
		return this.rounds.add(async () => {
			const paths = new Set(this.touched);
			const created = [...this.created];
			this.created.clear();
			this.touched.clear();
			(created.length === 0 ? [] : await visibleAmong(created)).forEach(path => paths.add(path));
			const { syncSome } = await import('../../core/notes/syncNotes');
			this.report(await syncSome(index, [...paths], noteFiles, this.options()));
			this.readUnsaved(index);
			this.saveSoon();
		});
	}

	/**
	 * Looks again at what is said to be deleted, and at all files in it: a folder takes them along without a word about each. Only the disk
	 * is believed: this may come seconds late, when another file has the name.
	 */
	private lookForDeleted(uri: Uri): void {
		const path = uri.toString();
		const { index } = this;
		if (index === undefined) {
			return;
		}
		const gone =
			index.get(path) === undefined ? [...index.notes()].map(note => note.path).filter(inside => inside.startsWith(`${path}/`)) : [path];
		if (gone.length > 0) {
			gone.forEach(inside => this.touched.add(inside));
			this.later('events', eventRest, () => this.handle(this.followEvents()));
		}
	}

	private watch(): Disposable {
		return Disposable.from(...(workspace.workspaceFolders ?? []).map(folder => this.watchFolder(folder)));
	}

	/** Files, and folders that come or go as a whole: they have no ending, as a rule. */
	private watchFolder(folder: WorkspaceFolder): Disposable {
		const notes = workspace.createFileSystemWatcher(new RelativePattern(folder, citingFilesGlob));
		const all = workspace.createFileSystemWatcher(new RelativePattern(folder, '**'));
		return Disposable.from(
			notes,
			all,
			notes.onDidCreate(uri => this.touch(uri)),
			notes.onDidChange(uri => this.touch(uri)),
			notes.onDidDelete(uri => this.lookForDeleted(uri)),
			all.onDidDelete(uri => this.lookForDeleted(uri)),
			all.onDidCreate(uri => this.handle(this.lookInside(uri))),
			all.onDidChange(uri => this.handle(this.lookInside(uri))),
		);
	}

	/**
	 * Looks for notes in a folder that came. One that went and came back at once is told as changed, and of what went and came with it the
	 * watcher may not know.
	 */
	private async lookInside(uri: Uri): Promise<void> {
		const hasNoEnding = !uri.path.slice(uri.path.lastIndexOf('/')).includes('.');
		if (this.started !== undefined && hasNoEnding && (await isFolder(uri))) {
			this.lookForDeleted(uri);
			this.created.add(uri.toString());
			this.later('events', eventRest, () => this.handle(this.followEvents()));
		}
	}

	private report(synced: Synced): Synced {
		const fresh = synced.tooLarge.filter(path => !this.reported.has(path));
		fresh.forEach(path => this.reported.add(path));
		const [first] = fresh;
		if (first !== undefined) {
			fresh.forEach(path => this.log.warn(`${path} is larger than ${largestNote / 1e6} MB: its links and citations are ignored.`));
			tell(
				window.showInformationMessage,
				localizeCount(
					fresh.length,
					'{1} is larger than {2} MB, so its links and citations are ignored.',
					'{0} files, such as {1}, are larger than {2} MB, so their links and citations are ignored.',
					workspace.asRelativePath(Uri.parse(first)),
					largestNote / 1e6,
				),
			);
		}
		return synced;
	}

	private async readCache(index: NoteIndex): Promise<number> {
		if (this.storage === undefined) {
			return 0;
		}
		const bytes = await folderCache(this.storage).read(cacheName);
		const { readNoteIndex } = await import('../../core/notes/noteIndexCache');
		return bytes === undefined ? 0 : readNoteIndex(index, bytes, new Pace(pause));
	}

	private saveSoon(): void {
		const { storage, index } = this;
		if (storage !== undefined && index !== undefined) {
			this.later('cache', cacheRest, () => this.handle(writeCache(storage, index)));
		}
	}

	private later(what: string, delay: number, work: () => void): void {
		clearTimeout(this.timers.get(what));
		this.timers.set(what, setTimeout(work, delay));
	}

	private handle(work: Promise<unknown>): void {
		work.catch((error: unknown) => this.log.error('The notes could not be followed', error));
	}
}

function unsavedDocuments(): readonly TextDocument[] {
	return workspace.textDocuments.filter(document => document.isDirty && !document.isClosed);
}

function readDocument(index: NoteIndex, document: TextDocument): void {
	const path = document.uri.toString();
	if (!document.isClosed && index.get(path) !== undefined && document.getText().length <= largestNote) {
		index.set(path, document.getText(), document.languageId);
	}
}

const cacheName = 'notes';

async function writeCache(storage: Uri, index: NoteIndex): Promise<void> {
	const { writeNoteIndex } = await import('../../core/notes/noteIndexCache');
	await folderCache(storage).write(cacheName, await writeNoteIndex(index, new Pace(pause)));
}

/** Of files and folders that came, the notes that no setting hides. */
async function visibleAmong(paths: readonly string[]): Promise<readonly string[]> {
	const found = await Promise.all(patternsFor(paths).map(wanted => workspace.findFiles(wanted, '**/node_modules/**')));
	return found.flat().map(uri => uri.toString());
}

/** More at once than this are looked for in the whole folder. */
const mostByName = 20;

function patternsFor(paths: readonly string[]): readonly RelativePattern[] {
	return (workspace.workspaceFolders ?? []).flatMap(folder => {
		const start = `${folder.uri.path.replace(/\/$/, '')}/`;
		const inside = paths
			.map(path => Uri.parse(path).path)
			.filter(path => path.startsWith(start))
			.map(path => path.slice(start.length));
		const patterns =
			inside.length > mostByName
				? [citingFilesGlob]
				: inside.map(path => (isCitingFile(path) ? literal(path) : `${literal(path)}/${citingFilesGlob}`));
		return patterns.map(wanted => new RelativePattern(folder, wanted));
	});
}

/** A path as a glob pattern that matches nothing else. */
function literal(path: string): string {
	return path.replace(/[*?[\]{}]/g, '[$&]');
}
