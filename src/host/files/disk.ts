import { constants } from 'node:fs';
import { dirname } from 'node:path';

/**
 * The calls of `node:fs/promises` that files, locks and their flushing need; the module itself is one. Tests hand in disks that fail, or
 * lose power. Every call rejects with an error whose `code` is that of the system, such as `ENOSPC`.
 */
export interface NodeFileCalls {
	readFile(path: string): Promise<Buffer>;
	/** `wx`: a new file, failing with `EEXIST` where there is one. A folder can be opened with `r`, to flush it. */
	open(path: string, flags: 'r' | 'wx'): Promise<DiskFile>;
	/** Answers with the first folder that it made. */
	mkdir(path: string, options: { readonly recursive: true }): Promise<string | undefined>;
	rename(from: string, to: string): Promise<void>;
	/** Gives a file a second name, failing with `EEXIST` where that is taken. */
	link(existing: string, path: string): Promise<void>;
	unlink(path: string): Promise<void>;
	readdir(folder: string): Promise<readonly string[]>;
	stat(path: string, options: { readonly bigint: true }): Promise<DiskStats>;
	realpath(path: string): Promise<string>;
	/** Fails with `EINVAL` where the path is no symbolic link. */
	readlink(path: string): Promise<string>;
	utimes(path: string, accessed: Date, modified: Date): Promise<void>;
}

export interface DiskFile {
	writeFile(content: string | Uint8Array): Promise<void>;
	sync(): Promise<void>;
	chmod(mode: number): Promise<void>;
	stat(options: { readonly bigint: true }): Promise<DiskStats>;
	close(): Promise<void>;
}

export interface DiskStats {
	readonly mtimeNs: bigint;
	readonly size: bigint;
	readonly ino: bigint;
	readonly mode: bigint;
}

/** Whether an error of the system has one of these codes. */
export function hasCode(error: unknown, ...codes: readonly string[]): boolean {
	return error instanceof Error && 'code' in error && typeof error.code === 'string' && codes.includes(error.code);
}

/** `undefined` where there is no such file; other failures reject. */
export async function unlessMissing<T>(result: Promise<T>): Promise<T | undefined> {
	try {
		return await result;
	} catch (error) {
		if (hasCode(error, 'ENOENT', 'ENOTDIR')) {
			return undefined;
		}
		throw error;
	}
}

/** What a file holds. Rejects with `ENOTFILE` for what {@link refuseEndless} refuses. */
export async function readPlainFile(disk: Pick<NodeFileCalls, 'readFile' | 'stat'>, path: string): Promise<Buffer> {
	await refuseEndless(disk, path);
	return disk.readFile(path);
}

/**
 * Rejects with `ENOTFILE` for a pipe, a socket or a device, also one that a link leads to: reading `/dev/zero` never ends, and opening a
 * named pipe waits until somebody writes to it, in one of Node's four threads.
 */
export async function refuseEndless(disk: Pick<NodeFileCalls, 'stat'>, path: string): Promise<void> {
	const { mode } = await disk.stat(path, { bigint: true });
	if (endlessKinds.has(Number(mode & kindMask))) {
		throw Object.assign(new Error(`${path} is no ordinary file.`), { code: 'ENOTFILE' });
	}
}

const kindMask = BigInt(constants.S_IFMT);
const endlessKinds: ReadonlySet<number> = new Set([constants.S_IFIFO, constants.S_IFSOCK, constants.S_IFCHR, constants.S_IFBLK]);

/** Opens a new file, making its folder where needed. */
export async function openNew(disk: NodeFileCalls, path: string): Promise<DiskFile> {
	try {
		return await disk.open(path, 'wx');
	} catch (error) {
		if (!hasCode(error, 'ENOENT')) {
			throw error;
		}
		await makeFolder(disk, dirname(path));
		return disk.open(path, 'wx');
	}
}

/** Every folder that is made is an entry in the one above it, which must be flushed for it to outlive a power cut. */
async function makeFolder(disk: NodeFileCalls, folder: string): Promise<void> {
	const first = await disk.mkdir(folder, { recursive: true });
	for (let made = folder; first !== undefined && made.length >= first.length; made = dirname(made)) {
		await flushFolder(disk, dirname(made));
	}
}

/**
 * Makes names in a folder durable, as far as the system can: Windows cannot flush folders, nor can some network disks. What was done in the
 * folder is done all the same.
 */
export async function flushFolder(disk: NodeFileCalls, folder: string): Promise<void> {
	try {
		const file = await disk.open(folder, 'r');
		try {
			await file.sync();
		} finally {
			await file.close();
		}
	} catch (error) {
		if (!(error instanceof Error && 'code' in error)) {
			throw error;
		}
	}
}
