import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FileStore, KeptLine, Lines } from '../../core/ports';
import { ByteLines, joinLines } from './byteLines';

/** Files on a disk, by file-system path. Writing goes to a temporary name beside the file, is flushed to the disk, then renamed. */
export function nodeFileStore(): FileStore {
	return { read, write, readLines, writeLines, remove, names, version, exclusively };
}

async function read(path: string): Promise<string | undefined> {
	// Decoded in one piece: decoding as it comes makes a text of parts, which the first look at it copies.
	const bytes = await unlessMissing(readFile(path));
	return bytes?.toString('utf8', hasByteOrderMark(bytes) ? byteOrderMark.length : 0);
}

const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

function hasByteOrderMark(bytes: Buffer): boolean {
	return bytes.subarray(0, byteOrderMark.length).equals(byteOrderMark);
}

async function readLines(path: string): Promise<Lines | undefined> {
	const bytes = await unlessMissing(readFile(path));
	return bytes && new ByteLines(bytes);
}

function write(path: string, text: string): Promise<void> {
	return replace(path, text);
}

function writeLines(path: string, lines: readonly (string | KeptLine)[]): Promise<void> {
	return replace(path, joinLines(lines));
}

async function replace(path: string, content: string | Uint8Array): Promise<void> {
	await mkdir(dirname(path), { recursive: true });
	const temporary = `${path}.${randomUUID()}.tmp`;
	try {
		const file = await open(temporary, 'wx');
		try {
			await file.writeFile(content, 'utf8');
			await file.sync();
		} finally {
			await file.close();
		}
		await rename(temporary, path);
	} catch (error) {
		await rm(temporary, { force: true });
		throw error;
	}
}

async function remove(path: string): Promise<void> {
	await rm(path, { force: true });
}

async function names(folder: string): Promise<readonly string[]> {
	const entries = (await unlessMissing(readdir(folder, { withFileTypes: true }))) ?? [];
	return entries.filter(entry => entry.isFile()).map(entry => entry.name).sort();
}

async function version(path: string): Promise<string | undefined> {
	const stats = await unlessMissing(stat(path, { bigint: true }));
	// The inode changes with every write of ours, even two within one tick of the clock.
	return stats && `${stats.mtimeNs}-${stats.size}-${stats.ino}`;
}

/** A lock older than this was left by a process that died. */
const staleAfter = 10_000;

async function exclusively<T>(path: string, work: () => Promise<T>): Promise<T> {
	const lock = `${path}.lock`;
	await mkdir(dirname(path), { recursive: true });
	while (!(await tryLock(lock))) {
		const held = await unlessMissing(stat(lock));
		if (held !== undefined && Date.now() - held.mtimeMs > staleAfter) {
			await rm(lock, { force: true });
		} else {
			await sleep(5 + Math.random() * 10);
		}
	}
	try {
		return await work();
	} finally {
		await rm(lock, { force: true });
	}
}

async function tryLock(lock: string): Promise<boolean> {
	try {
		await (await open(lock, 'wx')).close();
		return true;
	} catch (error) {
		if (hasCode(error, 'EEXIST')) {
			return false;
		}
		throw error;
	}
}

async function unlessMissing<T>(result: Promise<T>): Promise<T | undefined> {
	try {
		return await result;
	} catch (error) {
		if (hasCode(error, 'ENOENT')) {
			return undefined;
		}
		throw error;
	}
}

function hasCode(error: unknown, code: string): boolean {
	return error instanceof Error && 'code' in error && error.code === code;
}
