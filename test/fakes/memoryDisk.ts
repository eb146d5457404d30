import { readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import type { ProgramFiles, FileReading } from '../../src/core/files/disk';

/** Files in memory by their paths from `/`; the working directory is `/`. Styles and locales are the real ones. */
export function memoryDisk(files: Readonly<Record<string, string | Uint8Array>>, input = ''): ProgramFiles {
	const bytesOf = (content: string | Uint8Array) => (typeof content === 'string' ? new TextEncoder().encode(content) : content);
	const absolute = (path: string) => posix.resolve('/', path);
	return {
		read: path => {
			const content = files[absolute(path)];
			return Promise.resolve<FileReading>(
				content === undefined ? { kind: 'unreadable', reason: 'missing' } : { kind: 'bytes', bytes: bytesOf(content) },
			);
		},
		standardInput: () => Promise.resolve(bytesOf(input)),
		filesBelow: folder => {
			const found = Object.keys(files)
				.filter(path => path.startsWith(posix.join(absolute(folder), '/')))
				.sort();
			return Promise.resolve(found.length === 0 ? undefined : found);
		},
		everythingBelow: folder =>
			Promise.resolve({
				files: Object.keys(files)
					.filter(path => path.startsWith(posix.join(absolute(folder), '/')))
					.sort(),
				unread: [],
			}),
		resolve: (folder, path) => posix.resolve('/', folder, path),
		within: (folder, path) => {
			const place = posix.resolve('/', folder, path);
			return Promise.resolve(place.startsWith(posix.join(absolute(folder), '/')) ? place : undefined);
		},
		relative: (folder, path) => posix.relative(absolute(folder), absolute(path)),
		uriOf: path => `file://${absolute(path).split('/').map(encodeURIComponent).join('/')}`,
		pathOf: uri => decodeURIComponent(uri.replace(/^file:\/\//, '')),
		folderOf: path => posix.dirname(absolute(path)),
		media: path => readFile(join(import.meta.dirname, '../../media', path), 'utf8'),
	};
}
