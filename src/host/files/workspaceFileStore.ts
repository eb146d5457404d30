import { FileSystemError, FileType, Uri, workspace } from 'vscode';
import type { FileStore, KeptLine, Lines, Replacement } from '../../core/files/ports';
import { Queue } from '../../core/work/queue';
import { ByteLines, joinLines } from './byteLines';
import { uniqueId } from './uniqueId';
import { readBytes } from './bytesOf';

/**
 * Files of any file system VS Code knows (remote, virtual, in the browser), by the text of their URI. Writing goes to a temporary name
 * beside the file, then a rename; flushing is up to the file system's provider. A file that is a symbolic link is written in place: where
 * it leads is not told.
 */
export function workspaceFileStore(): FileStore {
	return { read, write, readLines, writeLines, remove, names, version, exclusively, removeLeftovers };
}

async function read(path: string): Promise<string | undefined> {
	const bytes = await unlessMissing(readBytes(Uri.parse(path)));
	// TextDecoder drops a byte order mark.
	return bytes && new TextDecoder().decode(bytes);
}

async function readLines(path: string): Promise<Lines | undefined> {
	const bytes = await unlessMissing(readBytes(Uri.parse(path)));
	return bytes && new ByteLines(bytes);
}

async function write(path: string, content: string | Uint8Array): Promise<void> {
	await replace(path, typeof content === 'string' ? new TextEncoder().encode(content) : content);
}

function writeLines(
	path: string,
	lines: readonly (string | KeptLine)[],
	replacing?: { readonly version: string | undefined },
): Promise<Replacement> {
	return replace(path, joinLines(lines), replacing);
}

async function replace(path: string, bytes: Uint8Array, replacing?: { readonly version: string | undefined }): Promise<Replacement> {
	const target = Uri.parse(path);
	const isLink = ((await unlessMissing(workspace.fs.stat(target)))?.type ?? 0) & FileType.SymbolicLink;
	const temporary = isLink ? target : Uri.parse(`${path}.${uniqueId()}.tmp`);
	if (isLink && replacing !== undefined && (await version(path)) !== replacing.version) {
		return { kind: 'changed' };
	}
	try {
		await workspace.fs.writeFile(temporary, bytes);
		if (!isLink) {
			if (replacing !== undefined && (await version(path)) !== replacing.version) {
				await workspace.fs.delete(temporary);
				return { kind: 'changed' };
			}
			await workspace.fs.rename(temporary, target, { overwrite: true });
		}
	} catch (error) {
		if (!isLink) {
			// The first failure is the one to tell.
			await workspace.fs.delete(temporary).then(undefined, () => undefined);
		}
		throw error;
	}
	// The file is written, whether or not its state can be asked for now.
	return { kind: 'written', version: await version(path).catch(() => undefined) };
}

async function remove(path: string): Promise<void> {
	await unlessMissing(workspace.fs.delete(Uri.parse(path)));
}

async function names(folder: string): Promise<readonly string[]> {
	const entries = (await unlessMissing(workspace.fs.readDirectory(Uri.parse(folder)))) ?? [];
	return entries.map(([name]) => name).sort();
}

async function version(path: string): Promise<string | undefined> {
	const stat = await unlessMissing(workspace.fs.stat(Uri.parse(path)));
	return stat && `${stat.mtime}-${stat.ctime}-${stat.size}`;
}

const queues = new Map<string, Queue>();

/**
 * One at a time within this window. VS Code's file systems can make no file that fails where there is one, so there is no lock between
 * windows: there the comparison of versions just before the rename, and the merge of what changed, keep both sides, but for the moment
 * between the two.
 */
function exclusively<T>(path: string, work: () => Promise<T>): Promise<T> {
	const queue = queues.get(path) ?? new Queue();
	queues.set(path, queue);
	return queue.add(work);
}

/** Nothing tells here whether the window that made a temporary file still writes it. */
function removeLeftovers(): Promise<void> {
	return Promise.resolve();
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
