import { randomUUID } from 'node:crypto';
import { mkdir, open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Cache } from '../../core/ports';

/** Files of a folder on a disk. Nothing is flushed: what a power cut loses is made again. */
export function diskCache(folder: string): Cache {
	return {
		read: name => read(join(folder, name)),
		async write(name, parts) {
			await mkdir(folder, { recursive: true });
			const temporary = join(folder, `${name}.${randomUUID()}.tmp`);
			await writeParts(temporary, parts);
			await rename(temporary, join(folder, name));
		},
	};
}

async function writeParts(path: string, parts: readonly Uint8Array[]): Promise<void> {
	const file = await open(path, 'wx');
	try {
		await file.writev(parts);
	} finally {
		await file.close();
	}
}

/** So many bytes are read at once by each of Node's threads: most of the time of a large file goes into memory that nobody has touched yet, and they share that. */
const piece = 8_000_000;

/** Into memory of its own: a large index is used where it was read to. Whatever hinders that, the cache has nothing. */
async function read(path: string): Promise<Uint8Array | undefined> {
	try {
		const file = await open(path);
		try {
			const { size } = await file.stat();
			const bytes = new Uint8Array(size);
			const starts = Array.from({ length: Math.ceil(size / piece) }, (_, index) => index * piece);
			const parts = await Promise.all(starts.map(start => file.read(bytes, start, Math.min(piece, size - start), start)));
			return parts.reduce((sum, { bytesRead }) => sum + bytesRead, 0) === size ? bytes : undefined;
		} finally {
			await file.close();
		}
	} catch {
		return undefined;
	}
}
