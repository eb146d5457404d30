import { randomUUID } from 'node:crypto';
import { mkdir, open, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Cache } from '../../core/ports';

/** Files of a folder on a disk. Nothing is flushed: what a power cut loses is made again. */
export function diskCache(folder: string): Cache {
	return {
		read: name => read(join(folder, name)),
		async write(name, bytes) {
			await mkdir(folder, { recursive: true });
			const temporary = join(folder, `${name}.${randomUUID()}.tmp`);
			await writeFile(temporary, bytes);
			await rename(temporary, join(folder, name));
		},
	};
}

/** In one go into memory of its own: a large index is used where it was read to. Whatever hinders that, the cache has nothing. */
async function read(path: string): Promise<Uint8Array | undefined> {
	try {
		const file = await open(path);
		try {
			const { size } = await file.stat();
			const bytes = new Uint8Array(size);
			const { bytesRead } = await file.read(bytes, 0, size, 0);
			return bytesRead === size ? bytes : undefined;
		} finally {
			await file.close();
		}
	} catch {
		return undefined;
	}
}
