import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import type { Stats } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import type { FileStamp } from '../../core/notes/noteIndex';
import { largestNote } from '../../core/notes/noteSize';
import type { NoteSource, ReadNote } from '../../core/notes/syncNotes';

/** Longer than this is not waited for: the next files are read by threads. */
const quick = 4;
/** How many files a disk must give quickly before it is waited for. */
const trial = 8;

/**
 * Files of a disk by their paths, for reading thousands. Node's threads take three or four turns for each file, which costs several times what reading a small file does, so
 * a disk that answers at once is simply asked; one that once did not is left to the threads for as many files again. Whatever hinders reading a file, there is none.
 */
export function diskNotes(now: () => number = () => performance.now()): NoteSource {
	let proven = 0;
	const watched = async <T>(work: () => T | Promise<T>): Promise<T> => {
		const started = now();
		const result = await work();
		proven = now() - started <= quick ? proven + 1 : 0;
		return result;
	};
	const waits = () => proven < trial;
	return {
		stamp: path => watched(() => (waits() ? unlessHindered(stat(path).then(stampOf)) : atOnce(() => stampOf(statSync(path))))),
		read: path => watched(() => (waits() ? unlessHindered(readByThreads(path)) : atOnce(() => readNow(path)))),
	};
}

function stampOf(stats: Stats): FileStamp | undefined {
	return stats.isFile() ? { modified: stats.mtimeMs, size: stats.size } : undefined;
}

async function readByThreads(path: string): Promise<ReadNote | undefined> {
	const file = await open(path);
	try {
		const stamp = stampOf(await file.stat());
		if (stamp === undefined || stamp.size > largestNote) {
			return stamp && { stamp, text: undefined };
		}
		return { stamp, text: decoded(await file.readFile()) };
	} finally {
		await file.close();
	}
}

function readNow(path: string): ReadNote | undefined {
	const file = openSync(path, 'r');
	try {
		const stamp = stampOf(fstatSync(file));
		if (stamp === undefined || stamp.size > largestNote) {
			return stamp && { stamp, text: undefined };
		}
		return { stamp, text: decoded(bytesOf(file, stamp.size)) };
	} finally {
		closeSync(file);
	}
}

/** Enough for nearly every note; used again for each. */
const memory = Buffer.allocUnsafeSlow(65_536);

/** As many bytes as it had when it was opened: if it grows meanwhile, its time and size say so the next time. */
function bytesOf(file: number, size: number): Buffer {
	const bytes = size <= memory.length ? memory : Buffer.allocUnsafe(size);
	let end = 0;
	for (let count = 1; count > 0 && end < size; end += count) {
		count = readSync(file, bytes, end, size - end, end);
	}
	return bytes.subarray(0, end);
}

/** Without a byte order mark, as editors read it. */
function decoded(bytes: Buffer): string {
	const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
	return bytes.toString('utf8', marked ? 3 : 0);
}

/** A file that is gone, is none, or must not be read is nobody's note. */
async function unlessHindered<T>(result: Promise<T>): Promise<T | undefined> {
	try {
		return await result;
	} catch (error) {
		throwUnlessExpected(error);
		return undefined;
	}
}

function atOnce<T>(work: () => T): T | undefined {
	try {
		return work();
	} catch (error) {
		throwUnlessExpected(error);
		return undefined;
	}
}

/** What a file system says has a code, such as `ENOENT`. */
function throwUnlessExpected(error: unknown): void {
	if (!(error instanceof Error && 'code' in error)) {
		throw error;
	}
}
