import { tableOf } from '../../core/data/table';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { Disk, FileReading } from '../../core/files/disk';

/**
 * The disk and the standard streams, for programs outside an editor. `media` is the folder with the styles and locales that come with us.
 */
export function nodeDisk(media: string): Disk {
	return {
		read: path => reading(readFile(path)),
		standardInput: () => buffer(process.stdin),
		filesBelow,
		resolve: (folder, path) => resolve(folder, path),
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

/** A folder by its path from the program's own file. */
export function folderBeside(program: string, path: string): string {
	return join(dirname(fileURLToPath(program)), path);
}
