import { randomUUID } from 'node:crypto';
import * as nodeDisk from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { addTo } from '../../core/data/lists';
import type { FileStore, KeptLine, Lines, Replacement } from '../../core/files/ports';
import { ByteLines, joinLines } from './byteLines';
import type { NodeFileCalls, DiskStats } from './disk';
import { flushFolder, hasCode, openNew, readPlainFile, unlessMissing } from './disk';
import type { FileLocks, HeldLock, LockTimes } from './fileLock';

/**
 * Files on a disk, by file-system path. Writing goes to a temporary name beside the file, is flushed to the disk, renamed, and the folder
 * flushed, so that an acknowledged write outlives a power cut. Where the path is a symbolic link, the file it leads to is written and the
 * link stays.
 */
export function nodeFileStore(disk: NodeFileCalls = nodeDisk, times?: LockTimes): FileStore {
	return new NodeFileStore(disk, times);
}

/** Work in this process that wants a lock waits its turn here, so that one of it at a time asks the disk. */
const turns = new Map<string, Promise<unknown>>();

class NodeFileStore implements FileStore {
	private locks: Promise<FileLocks> | undefined;
	private readonly held = new Map<string, HeldLock>();

	constructor(
		private readonly disk: NodeFileCalls,
		private readonly times: LockTimes | undefined,
	) {}

	async read(path: string): Promise<string | undefined> {
		// Decoded in one piece: decoding as it comes makes a text of parts, which the first look at it copies.
		const bytes = await unlessMissing(readPlainFile(this.disk, path));
		return bytes?.toString('utf8', hasByteOrderMark(bytes) ? byteOrderMark.length : 0);
	}

	async readLines(path: string): Promise<Lines | undefined> {
		const bytes = await unlessMissing(readPlainFile(this.disk, path));
		return bytes && new ByteLines(bytes);
	}

	async write(path: string, content: string | Uint8Array): Promise<void> {
		await this.replace(path, content);
	}

	writeLines(
		path: string,
		lines: readonly (string | KeptLine)[],
		replacing?: { readonly version: string | undefined },
	): Promise<Replacement> {
		return this.replace(path, joinLines(lines), replacing);
	}

	async remove(path: string): Promise<void> {
		await unlessMissing(this.disk.unlink(path));
		await flushFolder(this.disk, dirname(path));
	}

	async names(folder: string): Promise<readonly string[]> {
		try {
			return [...(await this.disk.readdir(folder))].sort();
		} catch (error) {
			// A file in the folder's place is no empty folder.
			if (hasCode(error, 'ENOENT')) {
				return [];
			}
			throw error;
		}
	}

	async version(path: string): Promise<string | undefined> {
		const stats = await unlessMissing(this.disk.stat(path, { bigint: true }));
		return stats && versionOf(stats);
	}

	async exclusively<T>(path: string, work: () => Promise<T>): Promise<T> {
		const target = await this.targetOf(path);
		return inTurn(target, async () => this.whileHeld(target, await (await this.fileLocks()).acquire(target), work));
	}

	async removeLeftovers(folder: string, isOurs: (name: string) => boolean): Promise<void> {
		const names = await this.names(folder);
		const owners = new Map<string, string[]>();
		for (const name of names) {
			const owner = (temporaryName.exec(name) ?? lockLeftover.exec(name))?.[1];
			if (owner !== undefined && isOurs(owner)) {
				addTo(owners, owner, name);
			}
		}
		for (const [owner, leftovers] of owners) {
			const path = join(folder, owner);
			await inTurn(path, async () => {
				const lock = await (await this.fileLocks()).tryAcquire(path);
				// Whoever writes the file holds its lock: nothing that lies beside it is in use now.
				await (lock &&
					this.whileHeld(path, lock, async () => {
						for (const name of leftovers.filter(leftover => leftover !== `${owner}.lock`)) {
							await unlessMissing(this.disk.unlink(join(folder, name)));
						}
					}));
			});
		}
	}

	/** Nobody needs locks to read a library. */
	private fileLocks(): Promise<FileLocks> {
		return (this.locks ??= import('./fileLock').then(({ FileLocks }) => new FileLocks(this.disk, this.times)));
	}

	private async whileHeld<T>(target: string, lock: HeldLock, work: () => Promise<T>): Promise<T> {
		this.held.set(target, lock);
		try {
			return await work();
		} finally {
			this.held.delete(target);
			// The work is done: a lock that cannot be removed is taken over once this process has ended.
			await lock.release().catch(() => undefined);
		}
	}

	private async replace(
		path: string,
		content: string | Uint8Array,
		replacing?: { readonly version: string | undefined },
	): Promise<Replacement> {
		const target = await this.targetOf(path);
		const temporary = `${target}.${randomUUID()}.tmp`;
		let version: string | undefined;
		try {
			version = await this.writeFlushed(temporary, target, content);
			if (replacing !== undefined && (await this.version(target)) !== replacing.version) {
				await this.disk.unlink(temporary);
				return { kind: 'changed' };
			}
			if ((await this.held.get(target)?.isHeld()) === false) {
				throw Object.assign(new Error(`The lock of ${target} was taken over.`), { code: 'ELOCKED' });
			}
			await this.rename(temporary, target, version);
		} catch (error) {
			// The first failure is the one to tell.
			await this.disk.unlink(temporary).catch(() => undefined);
			throw error;
		}
		await flushFolder(this.disk, dirname(target));
		return { kind: 'written', version };
	}

	/** Answers with the version that the file will have under whatever name. */
	private async writeFlushed(path: string, target: string, content: string | Uint8Array): Promise<string> {
		const before = await unlessMissing(this.disk.stat(target, { bigint: true }));
		const file = await openNew(this.disk, path);
		try {
			await file.writeFile(content);
			let stats = await file.stat({ bigint: true });
			if (before !== undefined && before.mode !== stats.mode) {
				await file.chmod(Number(before.mode & 0o777n));
				stats = await file.stat({ bigint: true });
			}
			await file.sync();
			return versionOf(stats);
		} finally {
			await file.close();
		}
	}

	/**
	 * A rename that was done though its answer got lost, as on a network disk, counts as done. On Windows a scanner may hold the file for a
	 * moment.
	 */
	private async rename(from: string, to: string, version: string): Promise<void> {
		for (let tries = 1; ; tries += 1) {
			try {
				await this.disk.rename(from, to);
				return;
			} catch (error) {
				const isHeldUp = process.platform === 'win32' && hasCode(error, 'EPERM', 'EACCES', 'EBUSY') && tries < 8;
				if (!isHeldUp) {
					if ((await this.version(to).catch(() => undefined)) === version) {
						return;
					}
					throw error;
				}
				await sleep(10 * tries);
			}
		}
	}

	/** Where a symbolic link leads, whether or not a file is there; any other path itself. */
	private async targetOf(path: string, links = 0): Promise<string> {
		try {
			const link = await this.disk.readlink(path);
			return links > 40
				? await this.disk.realpath(path)
				: await this.targetOf(resolve(await this.disk.realpath(dirname(path)), link), links + 1);
		} catch (error) {
			// EINVAL and, on Windows, UNKNOWN: it is no link.
			if (hasCode(error, 'EINVAL', 'ENOENT', 'ENOTDIR', 'UNKNOWN', 'ENOSYS')) {
				return path;
			}
			throw error;
		}
	}
}

/** `volume-0001.json.<random>.tmp` */
const temporaryName = /^(.+)\.[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.tmp$/;

/** Names that `fileLock.ts` gives to files beside the one that is locked. The first group is that one's name. */
const lockLeftover = /^(.+)\.lock(?:\.[^.]+\.(?:new|heir))?$/;

const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

function hasByteOrderMark(bytes: Buffer): boolean {
	return bytes.subarray(0, byteOrderMark.length).equals(byteOrderMark);
}

/** The inode changes with every write of ours, even two within one tick of the clock. */
function versionOf({ mtimeNs, size, ino }: DiskStats): string {
	return `${mtimeNs}-${size}-${ino}`;
}

async function inTurn<T>(path: string, work: () => Promise<T>): Promise<T> {
	const result = (turns.get(path) ?? Promise.resolve()).then(work);
	const settled = result.then(
		() => undefined,
		() => undefined,
	);
	turns.set(path, settled);
	try {
		return await result;
	} finally {
		if (turns.get(path) === settled) {
			turns.delete(path);
		}
	}
}
