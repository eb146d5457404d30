import { randomUUID } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { BlockSum } from '../../core/data/checksums';
import { blockSize, blockSum, withChecksums, withoutChecksums } from '../../core/data/checksums';
import type { Cache } from '../../core/files/ports';
import { Pace } from '../../core/work/pace';
import { pause } from '../ui/pause';

/** Files of a folder on a disk. Nothing is flushed: a file that a power cut damaged is recognized by its checksums and made again. */
export function diskCache(folder: string): Cache {
	let cleaned: Promise<void> | undefined;
	return {
		read: name => read(join(folder, name)),
		async write(name, parts) {
			await mkdir(folder, { recursive: true });
			await (cleaned ??= removeLeftovers(folder));
			const temporary = join(folder, `${name}.${randomUUID()}${temporaryEnding}`);
			try {
				await writeParts(temporary, await withChecksums(parts, pause));
				await rename(temporary, join(folder, name));
			} catch (error) {
				await rm(temporary, { force: true });
				throw error;
			}
		},
	};
}

const temporaryEnding = '.tmp';

/**
 * A temporary file is written within seconds. One that is older was left by a process that was killed; the loss of a younger one would only
 * cost its writer this write.
 */
const leftoverAfter = 3_600_000;

async function removeLeftovers(folder: string): Promise<void> {
	const names = (await readdir(folder)).filter(name => name.endsWith(temporaryEnding));
	await Promise.all(names.map(name => removeLeftover(join(folder, name))));
}

async function removeLeftover(path: string): Promise<void> {
	try {
		if (Math.abs(Date.now() - (await stat(path)).mtimeMs) > leftoverAfter) {
			await rm(path, { force: true });
		}
	} catch {
		// Another window removed it, or nobody may.
	}
}

async function writeParts(path: string, parts: readonly Uint8Array[]): Promise<void> {
	const file = await open(path, 'wx');
	try {
		const { bytesWritten } = await file.writev(parts);
		const length = parts.reduce((sum, part) => sum + part.length, 0);
		if (bytesWritten !== length) {
			throw new Error(`Only ${bytesWritten} of ${length} bytes of ${path} could be written`);
		}
	} finally {
		await file.close();
	}
}

/**
 * Into memory of its own: a large index is used where it was read to. Blocks are read at once by Node's threads, since most of the time of
 * a large file goes into memory that nobody has touched yet, and each is checked while the others are still read, with rests in between. If
 * anything goes wrong, the cache has nothing.
 */
async function read(path: string): Promise<Uint8Array | undefined> {
	try {
		const file = await open(path);
		try {
			const { size } = await file.stat();
			const bytes = new Uint8Array(size);
			const starts = Array.from({ length: Math.ceil(size / blockSize) }, (_, index) => index * blockSize);
			const pace = new Pace(pause);
			const sums = await Promise.all(starts.map(start => readBlock(file, bytes, start, pace)));
			return withoutChecksums(bytes, sums);
		} finally {
			await file.close();
		}
	} catch {
		return undefined;
	}
}

/** The block's checksum where that is known from here: the last blocks may hold more than content. */
async function readBlock(file: FileHandle, bytes: Uint8Array, start: number, pace: Pace): Promise<BlockSum | undefined> {
	const length = Math.min(blockSize, bytes.length - start);
	const { bytesRead } = await file.read(bytes, start, length, start);
	if (bytesRead < length) {
		throw new Error('The file was cut while it was read');
	}
	await pace.rest();
	return length < blockSize ? undefined : blockSum(bytes.subarray(start, start + length));
}
