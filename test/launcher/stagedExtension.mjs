import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { listFiles } from '@vscode/vsce';
import { root } from './paths.mjs';

/**
 * Lays out the files that the package would hold in a folder outside the repository, so that nothing else can be found.
 * @param {string} folder
 * @param {'node' | 'web'} host the extension host that shall run them: without `main` it is the web worker
 * @returns {Promise<string>} the folder
 */
export async function stageExtension(folder, host) {
	for (const file of await listFiles({ cwd: root, packageManager: /* None */ 2 })) {
		await cp(join(root, file), join(folder, file));
	}
	if (host === 'web') {
		const { main: _, ...manifest } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
		await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
	}
	return folder;
}
