import { rmSync } from 'node:fs';
import { mkdir, mkdtemp, realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * An empty folder that is gone when this process has ended.
 * @param {string} [parent]
 */
export async function temporaryFolder(parent = tmpdir()) {
	await mkdir(parent, { recursive: true });
	const folder = await mkdtemp(join(await realpath(parent), 'marginalia-'));
	process.on('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 }));
	return folder;
}
