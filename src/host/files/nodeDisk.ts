import { tableOf } from '../../core/data/table';
import { readdir, readFile, readlink, realpath, stat } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { FileReading, FolderListing, ProgramFiles } from '../../core/files/disk';
import type { NoteSource } from '../../core/notes/syncNotes';
import { diskNotes } from '../documents/diskNotes';
import { readPlainFile } from './disk';

/**
 * The disk and the standard streams, for programs outside an editor. `media` is the folder with the styles and locales that come with us.
 */
export function nodeDisk(media: string): ProgramFiles {
	return {
		// `ingest <(curl …)` is a pipe that the shell writes.
		read: path => reading(path.startsWith('/dev/fd/') ? readFile(path) : readPlainFile({ readFile, stat }, path)),
		standardInput: () => buffer(process.stdin),
		filesBelow,
		everythingBelow,
		resolve: (folder, path) => resolve(folder, path),
		within,
		relative: (folder, path) => relative(folder, path).replaceAll(sep, '/'),
		uriOf: path => pathToFileURL(path).href,
		pathOf: uri => fileURLToPath(uri),
		folderOf: path => dirname(resolve(path)),
		media: path => readFile(join(media, path), 'utf8'),
	};
}

async function reading(bytes: Promise<Uint8Array>): Promise<FileReading> {
	try {
		return { kind: 'bytes', bytes: await bytes };
	} catch (error) {
		return { kind: 'unreadable', reason: reasonOf(error) };
	}
}

/** Hidden folders and those of installed packages are passed over. */
async function filesBelow(folder: string): Promise<readonly string[] | undefined> {
	try {
		const entries = await readdir(folder, { withFileTypes: true });
		const nested = await Promise.all(
			entries.map(async (entry): Promise<readonly string[]> => {
				const path = join(folder, entry.name);
				if (entry.isDirectory()) {
					return entry.name.startsWith('.') || entry.name === 'node_modules' ? [] : ((await filesBelow(path)) ?? []);
				}
				return entry.isFile() ? [path] : [];
			}),
		);
		return nested.flat().sort();
	} catch (error) {
		if (reasonOf(error) === 'other') {
			throw error;
		}
		return undefined;
	}
}

async function everythingBelow(folder: string): Promise<FolderListing> {
	const files: string[] = [];
	const unread: string[] = [];
	// Links may lead in circles.
	const seen = new Set<string>();
	const look = async (path: string): Promise<void> => {
		const place = await realpath(path).catch(() => path);
		if (seen.has(place)) {
			return;
		}
		seen.add(place);
		const entries = await readdir(path, { withFileTypes: true }).catch(() => undefined);
		if (entries === undefined) {
			unread.push(path);
			return;
		}
		for (const entry of entries.filter(({ name }) => name !== '.git' && name !== 'node_modules')) {
			const inner = join(path, entry.name);
			const kind = entry.isSymbolicLink() ? await stat(inner).catch(() => undefined) : entry;
			if (kind?.isDirectory() === true) {
				await look(inner);
			} else if (kind === undefined || kind.isFile()) {
				files.push(inner);
			}
		}
	};
	await look(folder);
	return { files: files.sort(), unread };
}

async function within(folder: string, path: string): Promise<string | undefined> {
	try {
		const root = await realPathOf(resolve(folder));
		const place = await realPathOf(resolve(folder, path));
		return place === root || place.startsWith(root.endsWith(sep) ? root : `${root}${sep}`) ? place : undefined;
	} catch (error) {
		// What the system doesn't let us look at is not known to be within.
		if (error instanceof Error && 'code' in error) {
			return undefined;
		}
		throw error;
	}
}

/** Of what is not there, the folder that is decides; of a link to what is not there, the place that it leads to. */
async function realPathOf(path: string): Promise<string> {
	try {
		return await realpath(path);
	} catch (error) {
		const folder = dirname(path);
		if (reasonOf(error) !== 'missing' || folder === path) {
			throw error;
		}
		const link = await readlink(path).catch(() => undefined);
		return link === undefined
			? join(await realPathOf(folder), path.slice(folder.length))
			: realPathOf(resolve(await realPathOf(folder), link));
	}
}

const reasons = tableOf<'missing' | 'folder' | 'forbidden'>({
	ENOENT: 'missing',
	ENOTDIR: 'missing',
	EISDIR: 'folder',
	EACCES: 'forbidden',
	EPERM: 'forbidden',
});

function reasonOf(error: unknown): 'missing' | 'folder' | 'forbidden' | 'other' {
	return (error instanceof Error && 'code' in error && typeof error.code === 'string' ? reasons.get(error.code) : undefined) ?? 'other';
}

/** Notes of the disk by their URIs, for reading thousands. */
export function nodeNotes(): NoteSource {
	const notes = diskNotes();
	return { stamp: uri => notes.stamp(fileURLToPath(uri)), read: uri => notes.read(fileURLToPath(uri)) };
}

/** A folder by its path from the program's own file. */
export function folderBeside(program: string, path: string): string {
	return join(dirname(fileURLToPath(program)), path);
}
