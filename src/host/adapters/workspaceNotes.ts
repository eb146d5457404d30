import { Disposable, FileSystemError, FileType, RelativePattern, Uri, window, workspace } from 'vscode';
import type { ExtensionContext, TextDocument, WorkspaceFolder } from 'vscode';
import { NoteIndex } from '../../core/notes/noteIndex';
import { readNoteIndex, writeNoteIndex } from '../../core/notes/noteIndexCache';
import type { NoteSource, Synced } from '../../core/notes/syncNotes';
import { largestNote, syncNotes, syncSome } from '../../core/notes/syncNotes';
import { Pace } from '../../core/pace';
import type { Log } from '../../core/ports';
import { tell } from './commands';
import { folderStore } from './folderStore';
import { pause } from './pause';

/** Files that may cite or link. */
const extensions = 'md,markdown,qmd,Rmd,rmd,mdx,tex,ltx,Rnw,typ';
const pattern = `**/*.{${extensions}}`;
const isNote = new RegExp(`\\.(?:${extensions.replaceAll(',', '|')})$`, 'i');

/** How long typing must rest before what was typed is read, and events before they are followed. */
const typingRest = 300;
const eventRest = 50;
const cacheRest = 5000;

/**
 * The index of this workspace's notes, kept in step with its files and editors. Nothing is read before somebody asks; then a cache in the extension's storage gives what has
 * not changed since. What an editor holds unsaved counts before what the disk holds; files that `files.exclude` hides are left out. Paths are URIs as text.
 */
export class WorkspaceNotes implements Disposable {
	readonly index = new NoteIndex();
	private started: Promise<void> | undefined;
	private readonly typed = new Set<TextDocument>();
	private readonly touched = new Set<string>();
	private readonly created = new Set<string>();
	private readonly timers = new Map<string, ReturnType<typeof setTimeout>>();
	private last: Promise<unknown> = Promise.resolve();
	private readonly reported = new Set<string>();
	private watchers: Disposable = this.watch();
	private readonly subscriptions: Disposable;
	private disposed = false;
	private ready = false;

	constructor(private readonly storage: ExtensionContext['storageUri'], private readonly log: Log) {
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
		await (this.started ??= this.start());
		this.readTyped();
		await this.followEvents();
		return this.index;
	}

	/** {@link current}, having looked at every file's time and size, whatever its events say: for changes that must miss no file. */
	async checked(): Promise<NoteIndex> {
		await this.current();
		await this.queue(() => this.syncAll());
		return this.index;
	}

	/** Whether {@link current} has come to an answer before. Until then the index knows nothing, or what the cache knew. */
	get isReady(): boolean {
		return this.ready;
	}

	/** A file's text: what an editor holds unsaved, else what the disk holds; `undefined` where there is no such file (any more). */
	async textOf(path: string): Promise<string | undefined> {
		const open = workspace.textDocuments.find(document => document.isDirty && document.uri.toString() === path);
		return open === undefined ? source.read(path) : open.getText();
	}

	/** A file that was just written: its watcher tells of it only after a moment. */
	learn(uri: Uri, text: string): void {
		this.index.set(uri.toString(), text, 'markdown');
		this.touched.add(uri.toString());
	}

	dispose(): void {
		this.disposed = true;
		this.watchers.dispose();
		this.subscriptions.dispose();
		this.timers.forEach(timer => clearTimeout(timer));
	}

	private async start(): Promise<void> {
		const cached = await this.readCache();
		const { read } = await this.queue(() => this.syncAll());
		this.log.info(`Read ${read} of ${this.index.size} notes; ${cached} were in the cache.`);
		workspace.textDocuments.filter(document => document.isDirty).forEach(document => this.readDocument(document));
		this.ready = true;
		if (read > 0) {
			this.saveSoon();
		}
	}

	private async syncAll(): Promise<Synced> {
		const files = await workspace.findFiles(pattern, '**/node_modules/**');
		return this.report(await syncNotes(this.index, files.map(uri => uri.toString()), source, this.options()));
	}

	private syncAllAgain(): void {
		if (this.started !== undefined) {
			this.handle(this.queue(() => this.syncAll()));
		}
	}

	private options() {
		return { pace: new Pace(pause), clock: { now: () => new Date() }, cancelled: () => this.disposed };
	}

	private follow(document: TextDocument): void {
		if (this.started !== undefined && this.index.get(document.uri.toString()) !== undefined) {
			this.typed.add(document);
			this.later('typed', typingRest, () => this.readTyped());
		}
	}

	private readTyped(): void {
		const documents = [...this.typed];
		this.typed.clear();
		documents.forEach(document => this.readDocument(document));
	}

	private readDocument(document: TextDocument): void {
		const path = document.uri.toString();
		if (!document.isClosed && document.isDirty && this.index.get(path) !== undefined && document.getText().length <= largestNote) {
			this.index.set(path, document.getText(), document.languageId);
		}
	}

	/** Looks at a file again that is known, or may be. */
	private touch(uri: Uri): void {
		if (this.started !== undefined && (isNote.test(uri.path) || this.index.get(uri.toString()) !== undefined)) {
			(this.index.get(uri.toString()) === undefined ? this.created : this.touched).add(uri.toString());
			this.later('events', eventRest, () => this.handle(this.followEvents()));
		}
	}

	private followEvents(): Promise<void> {
		return this.queue(async () => {
			const created = [...this.created];
			const touched = [...this.touched];
			this.created.clear();
			this.touched.clear();
			if (created.length > 0) {
				touched.push(...(await visibleAmong(created)));
			}
			if (touched.length > 0) {
				const unsaved = new Set(workspace.textDocuments.filter(document => document.isDirty && !document.isClosed).map(document => document.uri.toString()));
				this.report(await syncSome(this.index, [...new Set(touched)].filter(path => !unsaved.has(path) || this.index.get(path) === undefined), source, this.options()));
				workspace.textDocuments.filter(document => unsaved.has(document.uri.toString())).forEach(document => this.readDocument(document));
				this.saveSoon();
			}
		});
	}

	/** A folder that is removed takes its files along without a word about each. */
	private forget(uri: Uri): void {
		const path = uri.toString();
		if (!this.index.delete(path) && this.started !== undefined) {
			const inside = [...this.index.notes()].filter(note => note.path.startsWith(`${path}/`));
			inside.forEach(note => this.index.delete(note.path));
		}
		this.created.delete(path);
		this.saveSoon();
	}

	private watch(): Disposable {
		return Disposable.from(...(workspace.workspaceFolders ?? []).map(folder => this.watchFolder(folder)));
	}

	/** Files, and folders that come or go as a whole: they have no ending, as a rule. */
	private watchFolder(folder: WorkspaceFolder): Disposable {
		const notes = workspace.createFileSystemWatcher(new RelativePattern(folder, pattern));
		const all = workspace.createFileSystemWatcher(new RelativePattern(folder, '**'), false, true, false);
		return Disposable.from(
			notes,
			all,
			notes.onDidCreate(uri => this.touch(uri)),
			notes.onDidChange(uri => this.touch(uri)),
			notes.onDidDelete(uri => this.forget(uri)),
			all.onDidDelete(uri => this.forget(uri)),
			all.onDidCreate(uri => {
				if (this.started !== undefined && !uri.path.slice(uri.path.lastIndexOf('/')).includes('.')) {
					this.created.add(uri.toString());
					this.later('events', eventRest, () => this.handle(this.followEvents()));
				}
			}),
		);
	}

	private report(synced: Synced): Synced {
		const fresh = synced.tooLarge.filter(path => !this.reported.has(path));
		fresh.forEach(path => this.reported.add(path));
		const [first] = fresh;
		if (first !== undefined) {
			fresh.forEach(path => this.log.warn(`${path} is larger than ${largestNote / 1e6} MB: its links and citations are not looked at.`));
			tell(window.showInformationMessage, `${workspace.asRelativePath(Uri.parse(first))}${fresh.length > 1 ? ` and ${fresh.length - 1} more` : ''} ${fresh.length > 1 ? 'are' : 'is'} larger than ${largestNote / 1e6} MB, so Marginalia does not look for links and citations there.`);
		}
		return synced;
	}

	private async readCache(): Promise<number> {
		if (this.storage === undefined) {
			return 0;
		}
		const { files, path } = folderStore(this.storage);
		const text = await files.read(`${path}/${cacheName}`);
		return text === undefined ? 0 : readNoteIndex(this.index, text);
	}

	private saveSoon(): void {
		const { storage } = this;
		if (storage !== undefined && this.started !== undefined) {
			this.later('cache', cacheRest, () => {
				const { files, path } = folderStore(storage);
				this.handle(files.write(`${path}/${cacheName}`, writeNoteIndex(this.index)));
			});
		}
	}

	private later(what: string, delay: number, work: () => void): void {
		clearTimeout(this.timers.get(what));
		this.timers.set(what, setTimeout(work, delay));
	}

	/** One round of reading at a time. */
	private queue<T>(work: () => Promise<T>): Promise<T> {
		const result = this.last.then(work);
		this.last = result.catch(() => undefined);
		return result;
	}

	private handle(work: Promise<unknown>): void {
		work.catch((error: unknown) => this.log.error('The notes could not be followed', error));
	}
}

const cacheName = 'notes.json';

const source: NoteSource = {
	stamp: async path => {
		const stat = await unlessGone(workspace.fs.stat(Uri.parse(path)));
		return stat && (stat.type & FileType.File) !== 0 ? { modified: stat.mtime, size: stat.size } : undefined;
	},
	read: async path => {
		const bytes = await unlessGone(workspace.fs.readFile(Uri.parse(path)));
		// TextDecoder drops a byte order mark, as editors do.
		return bytes && new TextDecoder().decode(bytes);
	},
};

/** A file that is gone or must not be read is nobody's note. */
async function unlessGone<T>(result: Thenable<T>): Promise<T | undefined> {
	try {
		return await result;
	} catch (error) {
		if (error instanceof FileSystemError) {
			return undefined;
		}
		throw error;
	}
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
		const inside = paths.map(path => Uri.parse(path).path).filter(path => path.startsWith(start)).map(path => path.slice(start.length));
		const patterns = inside.length > mostByName ? [pattern] : inside.map(path => (isNote.test(path) ? literal(path) : `${literal(path)}/${pattern}`));
		return patterns.map(wanted => new RelativePattern(folder, wanted));
	});
}

/** A path as a glob pattern that matches nothing else. */
function literal(path: string): string {
	return path.replace(/[*?[\]{}]/g, '[$&]');
}
