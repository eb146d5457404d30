import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../launcher/paths.mjs';
import { runQuietly } from '../launcher/processes.mjs';
import { temporaryFolder } from '../launcher/temporaryFolder.mjs';

/**
 * Builds the package somewhere else, to learn what goes into it.
 * @returns {Promise<readonly string[]>} paths from the root of the repository
 */
export async function readInputs() {
	const folder = await temporaryFolder();
	const file = join(folder, 'inputs.json');
	await runQuietly(process.execPath, ['esbuild.mjs', '--production', '--inputs', file, join(folder, 'dist')], { cwd: root });
	return JSON.parse(await readFile(file, 'utf8'));
}
