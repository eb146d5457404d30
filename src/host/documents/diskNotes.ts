import { closeSync, constants, fstatSync, openSync, readSync, statSync } from 'node:fs';
import type { Stats } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import type { FileStamp } from '../../core/notes/noteIndex';
import { largestNote } from '../../core/notes/noteSize';
import type { NoteSource, ReadNote } from '../../core/notes/syncNotes';

/** Milliseconds. A disk that takes longer for a file is not asked at once for the next ones. */
const quick = 8;
/**
 * How many files threads read before the disk is asked at once: these where it was not slow yet, twice as many each time that it was, and
 * never more.
 */
const [trial, longestTrial] = [8, 1024];

/**
 * Files of a disk by their paths, for reading thousands. Node's threads take three or four turns for each file, which costs several times
 * what reading a small file does, so a disk that answers is simply asked. One that is slow is left to the threads for a while; one that
 * hangs never comes to be asked. Whatever hinders reading a file, there is none.
 */
export function diskNotes(now: () => number = () => performance.now()): NoteSource {
	let awaited = trial;
	let byThreads = 0;
	let quickly = 0;
	const ask = async <T>(threads: () => Promise<T>, directly: () => T): Promise<T | undefined> => {
		if (byThreads < awaited) {
			const result = await unlessHindered(threads());
			byThreads += 1;
			return result;
		}
		// Only what is measured without a turn between is the disk's own time.
		const started = now();
		const result = atOnce(directly);
		if (now() - started <= quick) {
			quickly += 1;
		} else {
			// Slow once in a long while is the machine, not the disk.
			awaited = quickly < awaited ? Math.min(2 * awaited, longestTrial) : trial;
			byThreads = quickly = 0;
		}
		return result;
	};
	return {
		stamp: path =>
			ask(
				async () => stampOf(await stat(path)),
				() => stampOf(statSync(path)),
			),
		read: path =>
			ask(
				() => readByThreads(path),
				() => readNow(path),
			),
	};
}

function stampOf(stats: Stats): FileStamp | undefined {
	return stats.isFile() ? { modified: stats.mtimeMs, size: stats.size } : undefined;
}

/** A named pipe would be waited for until somebody writes to it. Windows has none, and no such flag. */
const readingAtOnce = constants.O_RDONLY | constants.O_NONBLOCK;

async function readByThreads(path: string): Promise<ReadNote | undefined> {
	const file = await open(path, readingAtOnce);
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
	const file = openSync(path, readingAtOnce);
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
