import { FileSystemError, FileType, Uri, workspace } from 'vscode';
import type { FileStore, KeptLine, Lines } from '../../core/ports';
import { ByteLines, joinLines } from './byteLines';

/**
 * Files of any file system VS Code knows (remote, virtual, in the browser), by the text of their URI.
 * Writing goes to a temporary name beside the file, then a rename; flushing is up to the file system's provider.
 */
export function workspaceFileStore(): FileStore {
	return { read, write, readLines, writeLines, remove, names, version, exclusively };
}

async function read(path: string): Promise<string | undefined> {
	const bytes = await unlessMissing(workspace.fs.readFile(Uri.parse(path)));
	// TextDecoder drops a byte order mark.
	return bytes && new TextDecoder().decode(bytes);
}

async function readLines(path: string): Promise<Lines | undefined> {
	const bytes = await unlessMissing(workspace.fs.readFile(Uri.parse(path)));
	return bytes && new ByteLines(bytes);
}

function write(path: string, text: string): Promise<void> {
	return replace(path, new TextEncoder().encode(text));
}

function writeLines(path: string, lines: readonly (string | KeptLine)[]): Promise<void> {
	return replace(path, joinLines(lines));
}

async function replace(path: string, bytes: Uint8Array): Promise<void> {
	const target = Uri.parse(path);
	const temporary = Uri.parse(`${path}.${crypto.randomUUID()}.tmp`);
	try {
		await workspace.fs.writeFile(temporary, bytes);
		await workspace.fs.rename(temporary, target, { overwrite: true });
	} catch (error) {
		await unlessMissing(workspace.fs.delete(temporary));
		throw error;
	}
}

async function remove(path: string): Promise<void> {
	await unlessMissing(workspace.fs.delete(Uri.parse(path)));
}

async function names(folder: string): Promise<readonly string[]> {
	const entries = (await unlessMissing(workspace.fs.readDirectory(Uri.parse(folder)))) ?? [];
	return entries.filter(([, type]) => (type & FileType.File) !== 0).map(([name]) => name).sort();
}

async function version(path: string): Promise<string | undefined> {
	const stat = await unlessMissing(workspace.fs.stat(Uri.parse(path)));
	return stat && `${stat.mtime}-${stat.ctime}-${stat.size}`;
}

const waiting = new Map<string, Promise<unknown>>();

/** One at a time within this window. VS Code's file systems have no lock between windows: there the merge on writing is what keeps both sides. */
async function exclusively<T>(path: string, work: () => Promise<T>): Promise<T> {
	const result = (waiting.get(path) ?? Promise.resolve()).then(work);
	const settled = result.then(() => undefined, () => undefined);
	waiting.set(path, settled);
	try {
		return await result;
	} finally {
		if (waiting.get(path) === settled) {
			waiting.delete(path);
		}
	}
}

async function unlessMissing<T>(result: Thenable<T>): Promise<T | undefined> {
	try {
		return await result;
	} catch (error) {
		if (error instanceof FileSystemError && error.code === 'FileNotFound') {
			return undefined;
		}
		throw error;
	}
}
