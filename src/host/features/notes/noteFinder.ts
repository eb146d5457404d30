import { Disposable, FileSystemError, RelativePattern, Uri, workspace } from 'vscode';
import type { NoteIdentity } from '../../../core/notes/frontmatter';
import { readNoteIdentity } from '../../../core/notes/frontmatter';
import type { LocatedNote, SoughtPaper } from '../../../core/notes/noteLocator';
import { locateNotes } from '../../../core/notes/noteLocator';
import { Pace } from '../../../core/pace';
import type { Log } from '../../../core/ports';
import { pause } from '../../adapters/pause';

/**
 * What every markdown file of the workspace says of itself, so that the note of a paper is found wherever it lies.
 * Reads every markdown file once, when somebody first asks, and follows changes.
 */
export class NoteFinder implements Disposable {
	private readonly identities = new Map<string, NoteIdentity>();
	private scan: Promise<void> | undefined;
	/** From the start, since a watcher takes a while to see its first change. */
	private readonly watcher = this.watch();

	constructor(private readonly log: Log) {}

	/** The notes of a paper, the one to open first; normally one. Their paths are URIs. */
	async find(paper: SoughtPaper): Promise<readonly LocatedNote[]> {
		await this.catchUp();
		const found = locateNotes(paper, this.known());
		const gone = await Promise.all(found.map(note => isGone(Uri.parse(note.path))));
		// A folder that is removed takes its files along without a word about each.
		found.filter((_, index) => gone[index]).forEach(note => this.identities.delete(note.path));
		return found.filter((_, index) => !gone[index]);
	}

	/** Every markdown file, and what it says of itself. */
	async all(): Promise<readonly (NoteIdentity & { readonly path: string })[]> {
		await this.catchUp();
		return [...this.known()];
	}

	/** A file that was just made: its watcher tells of it only after a moment. */
	learn(uri: Uri, text: string): void {
		this.enter(uri, text);
	}

	private async catchUp(): Promise<void> {
		await (this.scan ??= this.readAll());
		// What an editor holds unsaved counts before what the disk holds.
		for (const document of workspace.textDocuments) {
			if (document.languageId === 'markdown' && document.uri.scheme !== 'untitled' && workspace.getWorkspaceFolder(document.uri) !== undefined && !document.isClosed) {
				this.enter(document.uri, document.getText());
			}
		}
	}

	private *known(): Iterable<NoteIdentity & { readonly path: string }> {
		for (const [path, identity] of this.identities) {
			yield { path, ...identity };
		}
	}

	dispose(): void {
		this.watcher.dispose();
	}

	private async readAll(): Promise<void> {
		const pace = new Pace(pause);
		for (const uri of await workspace.findFiles('**/*.{md,markdown,qmd,Rmd}', '**/node_modules/**')) {
			await this.read(uri);
			await pace.rest();
		}
	}

	private watch(): Disposable {
		const watchers = (workspace.workspaceFolders ?? []).map(folder => workspace.createFileSystemWatcher(new RelativePattern(folder, '**/*.{md,markdown,qmd,Rmd}')));
		const read = (uri: Uri) => void this.read(uri);
		// An editor that is closed without saving leaves what the disk holds.
		const closing = workspace.onDidCloseTextDocument(document => this.identities.has(document.uri.toString()) && read(document.uri));
		return Disposable.from(closing, ...watchers, ...watchers.flatMap(watcher => [watcher.onDidCreate(read), watcher.onDidChange(read), watcher.onDidDelete(uri => this.identities.delete(uri.toString()))]));
	}

	private async read(uri: Uri): Promise<void> {
		try {
			this.enter(uri, new TextDecoder().decode(await workspace.fs.readFile(uri)));
		} catch (error) {
			// Gone or unreadable since it was listed: then it is nobody's note.
			this.identities.delete(uri.toString());
			this.log.warn(`${uri.toString()} could not be read: ${String(error)}`);
		}
	}

	private enter(uri: Uri, text: string): void {
		this.identities.set(uri.toString(), readNoteIdentity(text));
	}
}

async function isGone(uri: Uri): Promise<boolean> {
	try {
		await workspace.fs.stat(uri);
		return false;
	} catch (error) {
		if (error instanceof FileSystemError) {
			return true;
		}
		throw error;
	}
}
