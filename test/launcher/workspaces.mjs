import { existsSync } from 'node:fs';
import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { sampleWorkspace } from './paths.mjs';

/**
 * Copies the sample workspace into a folder, so that whoever works in it changes nothing in the repository.
 * @param {string} parent
 * @returns {Promise<string>} the copy
 */
export async function copySampleWorkspace(parent) {
	const copy = join(parent, 'sample-workspace');
	await mkdir(copy, { recursive: true });
	if (existsSync(sampleWorkspace)) {
		await cp(sampleWorkspace, copy, { recursive: true });
	}
	return copy;
}
