import { Disposable, FileSystemError, RelativePattern, Uri, window, workspace } from 'vscode';
import type { TextDocument } from 'vscode';
import { citingFilesGlob, languageOfFile } from '../../core/citing/languages';
import type { ProjectPart } from '../../core/citing/projects';
import { mainFiles } from '../../core/citing/projects';
import { LinkedBibliographies } from '../../core/library/linkedBibliographies';
import type { LinkedFile } from '../../core/library/linkedReading';
import { fileFailureOf } from '../../core/files/fileFailure';
import { localize } from '../../core/data/localize';
import { isGlob } from '../../core/files/globs';
import { Pace } from '../../core/work/pace';
import type { Log } from '../../core/files/ports';
import { AfterPause } from '../ui/afterPause';
import { fileOfPath, filesBeside, filesOfPattern, namedBibliographies, projectPartOf } from './bibliographyPaths';
import { isThere } from '../files/filePresence';
import type { Decoded } from '../../core/ingest/decoding';
import { decodeBytes } from '../files/decodeBytes';
import { pause } from '../ui/pause';
import { textTabs } from '../ui/textTabs';
import { onSettingChange, settings } from '../settings/settings';
import { readBytes } from '../files/bytesOf';

/** Bibliography files of the workspace, used in place, kept in step with their files until it is disposed. */
export class WorkspaceBibliographies implements Disposable {
	readonly papers = new LinkedBibliographies(pause);
	/** What documents name, by document: those that were looked at in this window. */
	private readonly named = new Map<string, NamingDocument & { readonly project: ProjectPart }>();
	/** The main files of documents, by path; made when they are asked for. */
	private projects: ReadonlyMap<string, readonly NamingDocument[]> | undefined;
	private readonly watched = new Map<string, WatchedFile>();
	private globs: Disposable = Disposable.from();
	/** Links anew once things have settled. */
	private readonly relinking = new AfterPause(50, () => {
		this.last = this.last
			.then(() => this.link())
			.catch((error: unknown) => this.log.error('The bibliographies of the workspace could not be linked', error));
	});
	private last: Promise<unknown>;
	private readonly subscriptions: Disposable;

	constructor(private readonly log: Log) {
		this.subscriptions = Disposable.from(
			onSettingChange(['bibliographies'], this.relinking.ask),
			workspace.onDidChangeWorkspaceFolders(this.relinking.ask),
			workspace.onDidGrantWorkspaceTrust(this.relinking.ask),
			this.watchFolders(),
			// Folders beyond the workspace are not watched.
			window.onDidChangeWindowState(({ focused }) => (focused ? this.relinking.ask() : undefined)),
			workspace.onDidDeleteFiles(this.relinking.ask),
			workspace.onDidOpenTextDocument(document => this.look(document)),
			// Another program wrote the file: nobody saves that.
			workspace.onDidChangeTextDocument(({ document }) => (document.isDirty ? undefined : this.look(document))),
			workspace.onDidSaveTextDocument(document => {
				this.watched.get(document.uri.toString())?.readSoon();
				this.look(document);
			}),
		);
		workspace.textDocuments.forEach(document => this.look(document));
		this.last = this.link().catch((error: unknown) => log.error('The bibliographies of the workspace could not be linked', error));
		this.lookAround().catch((error: unknown) =>
			log.error('The documents of the workspace could not be asked for their bibliographies', error),
		);
	}

	dispose(): void {
		this.relinking.dispose();
		this.subscriptions.dispose();
		this.globs.dispose();
		this.watched.forEach(file => file.dispose());
	}

	/** Nobody tells the watcher of a file that its folder was deleted, moved away or back. */
	private watchFolders(): Disposable {
		const watcher = workspace.createFileSystemWatcher('**', false, true, false);
		const readWithin = (folder: Uri) => {
			for (const [name, file] of this.watched) {
				if (name.startsWith(`${folder.toString()}/`)) {
					file.readSoon(400);
				}
			}
		};
		return Disposable.from(watcher, watcher.onDidCreate(readWithin), watcher.onDidDelete(readWithin));
	}

	private look(document: TextDocument): void {
		if (
			['file', 'untitled', 'vscode-remote', 'vscode-vfs'].includes(document.uri.scheme) ||
			workspace.getWorkspaceFolder(document.uri) !== undefined
		) {
			this.learn(document.uri, document.getText(), document.languageId).catch((error: unknown) =>
				this.log.error(`${document.uri.toString()} could not be read`, error),
			);
		}
	}

	private async learn(document: Uri, text: string, languageId: string): Promise<void> {
		const paths = await namedBibliographies(text, languageId);
		const project = await projectPartOf(text, languageId);
		const known = this.named.get(document.toString());
		if (JSON.stringify([known?.paths, known?.project]) !== JSON.stringify([paths, project])) {
			this.named.set(document.toString(), { document, paths, project });
			this.projects = undefined;
		}
		if (JSON.stringify(known?.paths ?? []) !== JSON.stringify(paths)) {
			this.relinking.ask();
		}
	}

	/** The documents that take a document in, or that it names as its main file, and the bibliographies they name, as written. */
	mainsOf(document: Uri): readonly NamingDocument[] {
		this.projects ??= this.projectsOfAll();
		return this.projects.get(document.path) ?? [];
	}

	private projectsOfAll(): ReadonlyMap<string, readonly NamingDocument[]> {
		const byPath = new Map([...this.named.values()].map(known => [known.document.path, known]));
		const mains = mainFiles(new Map([...byPath].map(([path, { project }]) => [path, project])));
		return new Map([...mains].map(([path, found]) => [path, found.flatMap(main => byPath.get(main) ?? [])]));
	}

	/** Looks into project files, into documents that wait behind their tabs, and into the first documents of the workspace. */
	private async lookAround(): Promise<void> {
		const tabs = textTabs().map(({ uri }) => uri);
		const projects = await workspace.findFiles(projectFiles, '**/node_modules/**', 100);
		const documents = await workspace.findFiles(citingFilesGlob, '**/node_modules/**', mostDocuments);
		const pace = new Pace(pause);
		for (const uri of new Map([...projects, ...tabs, ...documents].map(found => [found.toString(), found])).values()) {
			if (!this.named.has(uri.toString())) {
				await this.lookInto(uri);
			}
			await pace.rest();
		}
	}

	private async lookInto(uri: Uri): Promise<void> {
		try {
			const text = (await readText(uri))?.text ?? '';
			await this.learn(uri, text, /\.ya?ml$/i.test(uri.path) ? 'yaml' : languageOfFile(uri.path));
		} catch (error) {
			this.log.error(`${uri.toString()} could not be read`, error);
		}
	}

	private async link(): Promise<void> {
		const wanted = new Map<string, Uri>();
		const patterns = settingPatterns();
		for (const { pattern, folder } of patterns) {
			(await filesOfPattern(pattern, folder)).forEach(uri => wanted.set(uri.toString(), uri));
		}
		for (const { document, paths } of this.named.values()) {
			for (const path of paths) {
				const uris = path.includes('*') ? await filesBeside(path, document) : [await fileOfPath(path, document)];
				uris.filter(uri => uri !== undefined).forEach(uri => wanted.set(uri.toString(), uri));
			}
		}
		this.watchGlobs(patterns);
		await this.watch(wanted);
	}

	private watchGlobs(patterns: readonly SettingPattern[]): void {
		this.globs.dispose();
		this.globs = Disposable.from(
			...patterns.flatMap(({ pattern, folder }) => {
				const watcher =
					folder !== undefined && isGlob(pattern)
						? workspace.createFileSystemWatcher(new RelativePattern(folder, pattern), false, true, false)
						: undefined;
				return watcher === undefined ? [] : [watcher, watcher.onDidCreate(this.relinking.ask), watcher.onDidDelete(this.relinking.ask)];
			}),
		);
	}

	private async watch(wanted: ReadonlyMap<string, Uri>): Promise<void> {
		for (const [name, file] of this.watched) {
			if (!wanted.has(name)) {
				file.dispose();
				this.watched.delete(name);
				await this.papers.drop(name);
			}
		}
		for (const [name, uri] of wanted) {
			const known = this.watched.get(name);
			if (known !== undefined && this.papers.has(name) && !(await isThere(uri))) {
				known.readSoon();
			}
			if (known === undefined) {
				const file = new WatchedFile(uri, this.papers, this.log);
				this.watched.set(name, file);
				await file.read();
			}
		}
	}
}

/** A document and the bibliographies that it names, as written. */
export interface NamingDocument {
	readonly document: Uri;
	readonly paths: readonly string[];
}

interface SettingPattern {
	readonly pattern: string;
	readonly folder: ReturnType<typeof workspace.getWorkspaceFolder>;
}

function settingPatterns(): readonly SettingPattern[] {
	const folders = workspace.workspaceFolders ?? [undefined];
	return folders.flatMap(folder => settings.bibliographies(folder?.uri).map(pattern => ({ pattern, folder })));
}

/** Quarto and bookdown projects, and pandoc's defaults under the names that people give them. */
const projectFiles = '**/{_quarto,_bookdown,_metadata,myst,pandoc,defaults,*.defaults,*-defaults}.{yml,yaml}';
/** Beyond this many documents only those that are opened are asked what they name. */
const mostDocuments = 1000;

/** One linked file. It is read again a moment after it changed, so that a program that writes it in pieces is done. */
class WatchedFile implements Disposable {
	private timer: ReturnType<typeof setTimeout> | undefined;
	private disposed = false;
	private readonly subscriptions: Disposable;

	constructor(
		private readonly uri: Uri,
		private readonly papers: LinkedBibliographies,
		private readonly log: Log,
	) {
		const watcher = workspace.createFileSystemWatcher(new RelativePattern(Uri.joinPath(uri, '..'), uri.path.split('/').pop() ?? ''));
		// Many programs write a new file and rename it: what was deleted may be back at once.
		this.subscriptions = Disposable.from(
			watcher,
			watcher.onDidCreate(() => this.readSoon()),
			watcher.onDidChange(() => this.readSoon()),
			watcher.onDidDelete(() => this.readSoon(400)),
		);
	}

	readSoon(delay = 80): void {
		clearTimeout(this.timer);
		this.timer = setTimeout(() => {
			this.read().catch((error: unknown) => this.log.error(`${this.uri.toString()} could not be taken in`, error));
		}, delay);
	}

	/** A file that cannot be read for another reason than being gone keeps its last good data; one that never could says why. */
	async read(): Promise<void> {
		const file = this.uri.toString();
		try {
			const decoded = await readText(this.uri);
			// What was let go of while it was read must not come back.
			if (this.disposed) {
				return;
			}
			await (decoded === undefined ? this.papers.drop(file) : this.papers.take(this.linked(), decoded.text, decoded.problems));
		} catch (error) {
			this.log.error(`${file} could not be read`, error);
			const failure = fileFailureOf(error);
			if (failure !== undefined && !this.disposed && !this.papers.has(file)) {
				const message = localize('Couldn’t read {0}: {1}.', this.linked().label, failure.reason);
				await this.papers.take(this.linked(), '', [{ line: 1, message }]);
			}
		}
	}

	private linked(): LinkedFile {
		return { file: this.uri.toString(), label: workspace.asRelativePath(this.uri) };
	}

	dispose(): void {
		this.disposed = true;
		clearTimeout(this.timer);
		this.subscriptions.dispose();
	}
}

/** `undefined` where there is no such file. */
async function readText(uri: Uri): Promise<Decoded | undefined> {
	try {
		return await decodeBytes(await readBytes(uri));
	} catch (error) {
		if (error instanceof FileSystemError && error.code === 'FileNotFound') {
			return undefined;
		}
		throw error;
	}
}
