import { Disposable, EventEmitter, FileSystemError, Uri, workspace } from 'vscode';
import type { TextDocument } from 'vscode';
import type { ProjectMetadata } from '../../core/citing/projectMetadata';
import { largestNote } from '../../core/notes/noteSize';
import { metadataBlocks } from '../../core/markdown/metadataBlocks';
import { withEndSlash } from '../../core/text/paths';
import { decodeBytes } from '../files/decodeBytes';
import { mayReach } from '../settings/trust';
import { readBytes } from '../files/bytesOf';

/** So many documents are remembered. */
const capacity = 100;

/** What the Quarto, bookdown or pandoc project around each document says of its citations, read once until one of its files changes. */
export class ProjectSettings implements Disposable {
	private readonly known = new Map<string, { readonly reading: Promise<ProjectMetadata>; read?: ProjectMetadata }>();
	private readonly changes = new EventEmitter<void>();
	/** Fires when a file of a project changed, and when {@link lastOf} would answer otherwise now. */
	readonly onDidChange = this.changes.event;
	private readonly subscriptions: Disposable;

	constructor() {
		const watcher = workspace.createFileSystemWatcher('**/{*.yml,*.yaml,_quarto.yml.local,index.Rmd}');
		const forget = () => {
			if (this.known.size > 0) {
				this.known.clear();
				this.changes.fire();
			}
		};
		this.subscriptions = Disposable.from(
			this.changes,
			watcher,
			watcher.onDidChange(forget),
			watcher.onDidCreate(forget),
			watcher.onDidDelete(forget),
			workspace.onDidGrantWorkspaceTrust(forget),
		);
	}

	/** A document that has no file is of no project. */
	async of(document: Uri, text: string): Promise<ProjectMetadata | undefined> {
		return hasFile(document) ? this.opened(document, text).reading : undefined;
	}

	/** {@link of} at once, as far as it was read: nothing at first, and then {@link onDidChange} fires. */
	lastOf(document: Uri, text: string): ProjectMetadata | undefined {
		return hasFile(document) ? this.opened(document, text).read : undefined;
	}

	dispose(): void {
		this.subscriptions.dispose();
	}

	private opened(document: Uri, text: string): { readonly reading: Promise<ProjectMetadata>; read?: ProjectMetadata } {
		// What the document itself names under `metadata-files` counts too.
		const blocks = text.includes('metadata-file') ? metadataBlocks(text) : [];
		const name = [document.toString(), ...blocks.map(({ start, end }) => text.slice(start, end))].join(' ');
		const known = this.known.get(name);
		if (known !== undefined) {
			return known;
		}
		const opened: { readonly reading: Promise<ProjectMetadata>; read?: ProjectMetadata } = { reading: readProject(document, text) };
		this.known.set(name, opened);
		const [oldest] = this.known.keys();
		if (this.known.size > capacity && oldest !== undefined) {
			this.known.delete(oldest);
		}
		opened.reading
			.then(read => {
				opened.read = read;
				if (read.before.length + read.after.length > 0) {
					this.changes.fire();
				}
			})
			// Whoever waits for it is told.
			.catch(() => undefined);
		return opened;
	}
}

function hasFile({ scheme }: Uri): boolean {
	return ['file', 'vscode-remote', 'vscode-vfs', 'vscode-test-web'].includes(scheme);
}

/** Folders above the workspace are none of the project's, unless the document is of no workspace. */
async function readProject(document: Uri, text: string): Promise<ProjectMetadata> {
	const { projectMetadata } = await import('../../core/citing/projectMetadata');
	const folder = workspace.getWorkspaceFolder(document);
	const root = folder && withEndSlash(folder.uri.path);
	return projectMetadata(document.path.split('/').pop() ?? '', text, path =>
		root !== undefined && path.startsWith('../') && !placeOf(document, path).path.startsWith(root)
			? Promise.resolve(undefined)
			: textBeside(document, path),
	);
}

function placeOf(document: Uri, path: string): Uri {
	return /^[/~]|^[a-z]:/i.test(path) ? Uri.file(path) : Uri.joinPath(document, '..', path);
}

/** The text of a file by its path from a document's folder, as an editor has it; `undefined` where there is none or it must not be read. */
export async function textBeside(document: Uri, path: string): Promise<string | undefined> {
	const uri = placeOf(document, path);
	const open = openDocument(uri);
	if (open !== undefined || !(await mayReach(uri))) {
		return open?.getText();
	}
	try {
		return (await decodeBytes(await readBytes(uri, largestNote))).text;
	} catch (error) {
		if (error instanceof FileSystemError) {
			return undefined;
		}
		throw error;
	}
}

/** What changes whenever {@link textBeside} would answer otherwise, without reading the file. */
export async function stateBeside(document: Uri, path: string): Promise<string> {
	const uri = placeOf(document, path);
	const open = openDocument(uri);
	if (open !== undefined) {
		return `open ${open.version}`;
	}
	try {
		const { mtime, size } = (await mayReach(uri)) ? await workspace.fs.stat(uri) : { mtime: 0, size: 0 };
		return `${mtime} ${size}`;
	} catch (error) {
		if (error instanceof FileSystemError) {
			return 'none';
		}
		throw error;
	}
}

function openDocument(uri: Uri): TextDocument | undefined {
	return workspace.textDocuments.find(known => known.uri.toString() === uri.toString());
}
