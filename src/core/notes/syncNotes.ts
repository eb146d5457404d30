import { languageOfFile } from '../citing/languages';
import type { Pace } from '../work/pace';
import type { Clock } from '../files/ports';
import type { FileStamp, NoteIndex, FileReadAt } from './noteIndex';
import { largestNote } from './noteSize';

/** The files of a workspace, as far as the index needs them. */
export interface NoteSource {
	/** `undefined` where there is no such file (any more). */
	stamp(path: string): Promise<FileStamp | undefined>;
	/** `undefined` where there is no such file (any more), or it cannot be read. */
	read(path: string): Promise<ReadNote | undefined>;
}

export interface ReadNote {
	/** What the file was before its text was read. */
	readonly stamp: FileStamp;
	/** Decoded as UTF-8; `undefined` where the file is larger than {@link largestNote}. */
	readonly text: string | undefined;
}

export interface SyncOptions {
	readonly pace: Pace;
	readonly clock: Clock;
	readonly cancelled?: () => boolean;
	/** Paths of files that editors hold unsaved: what is known of those stays as it is. */
	readonly unsaved?: ReadonlySet<string>;
}

export interface Synced {
	/** How many files had to be read. */
	readonly read: number;
	/** Paths of files beyond {@link largestNote}: known by name, their text not looked at. */
	readonly tooLarge: readonly string[];
}

/**
 * A file that changed less than this before it was read may have changed again in the same tick of its file system's clock: FAT counts in
 * two seconds.
 */
const doubtful = 2000;

const atOnce = 64;

/**
 * Brings the index in step with the files that exist: reads those that are new or changed, and forgets all others. A file whose time and
 * size are as remembered is taken for unchanged, unless it had only just changed when it was read. One that is read again and has the same
 * text costs no second look at it.
 */
export async function syncNotes(index: NoteIndex, paths: readonly string[], source: NoteSource, options: SyncOptions): Promise<Synced> {
	const present = new Set(paths);
	for (const { path, reading } of [...index.notes()]) {
		// What an editor holds unsaved may have no file yet.
		if (!present.has(path) && reading !== undefined) {
			index.delete(path);
		}
	}
	return syncSome(index, paths, source, options);
}

/** {@link syncNotes} for some files, leaving all others as they are. */
export async function syncSome(
	index: NoteIndex,
	paths: readonly string[],
	source: NoteSource,
	{ pace, clock, cancelled = () => false, unsaved = new Set() }: SyncOptions,
): Promise<Synced> {
	const tooLarge: string[] = [];
	let read = 0;
	let next = 0;
	const work = async () => {
		while (next < paths.length && !cancelled()) {
			const path = paths[next] ?? '';
			next += 1;
			if (unsaved.has(path) && index.get(path) !== undefined) {
				continue;
			}
			const outcome = await syncOne(index, path, source, clock);
			read += outcome === 'read' ? 1 : 0;
			if (outcome === 'too large') {
				tooLarge.push(path);
			}
			await pace.rest();
		}
	};
	await Promise.all(Array.from({ length: atOnce }, work));
	return { read, tooLarge: tooLarge.sort() };
}

async function syncOne(index: NoteIndex, path: string, source: NoteSource, clock: Clock): Promise<'read' | 'known' | 'gone' | 'too large'> {
	const { reading } = index.get(path) ?? {};
	const stamp = reading && (await source.stamp(path));
	if (reading !== undefined && stamp !== undefined && isSame(reading, stamp)) {
		return stamp.size > largestNote ? 'too large' : 'known';
	}
	const at = clock.now().getTime();
	const found = reading !== undefined && stamp === undefined ? undefined : await source.read(path);
	if (found === undefined) {
		index.delete(path);
		return 'gone';
	}
	if (found.text === undefined) {
		index.setUnread(path, { stamp: found.stamp, at });
		return 'too large';
	}
	index.set(path, found.text, languageOfFile(path), { stamp: found.stamp, at });
	return 'read';
}

/** Whether a file with a stamp is surely still what was read. */
export function isSame({ stamp, at }: Omit<FileReadAt, 'hash'>, { modified, size }: FileStamp): boolean {
	return stamp.modified === modified && stamp.size === size && at - modified >= doubtful;
}
