import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withLock } from './lock.mjs';
import { root } from './paths.mjs';
import { runQuietly } from './processes.mjs';

/**
 * Builds the extension and everything else under dist/.
 * @param {'--production'[]} options
 */
export async function build(...options) {
	await runQuietly(process.execPath, ['esbuild.mjs', ...options], { cwd: root });
}

/**
 * Builds the package that users install.
 * @returns {Promise<string>} its path
 */
export async function buildVsix() {
	console.log('Building the extension ...');
	const { name, version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
	const file = join(root, `${name}-${version}.vsix`);
	const vsce = join(root, 'node_modules/@vscode/vsce/vsce');
	await withLock('build', async () => {
		await build('--production');
		await runQuietly(process.execPath, [vsce, 'package', '--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links', '--out', file], { cwd: root });
	});
	return file;
}
