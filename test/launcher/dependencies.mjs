// Runs before anything is installed, so it may import nothing but Node's own modules and files that do the same.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withLock } from './lock.mjs';
import { root } from './paths.mjs';
import { runQuietly } from './processes.mjs';

/** `npm ci`, unless what is installed is what package-lock.json asks for. */
export async function ensureDependencies() {
	if (await dependenciesAreInstalled()) {
		return;
	}
	await withLock('dependencies', async () => {
		if (!(await dependenciesAreInstalled())) {
			console.log('Installing the development dependencies ...');
			await runQuietly('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: root });
		}
	});
}

/** npm keeps a record of what it installed in node_modules/.package-lock.json. Optional packages of other platforms are not in it. */
async function dependenciesAreInstalled() {
	const wanted = await readPackages(join(root, 'package-lock.json'));
	const installed = await readPackages(join(root, 'node_modules/.package-lock.json'));
	return (
		Object.entries(wanted).every(([path, { version, optional }]) => {
			return path === '' || installed[path]?.version === version || (optional && !installed[path]);
		}) && Object.keys(installed).length > 0
	);
}

/**
 * @param {string} file
 * @returns {Promise<Record<string, { version: string, optional?: boolean }>>}
 */
async function readPackages(file) {
	try {
		return JSON.parse(await readFile(file, 'utf8')).packages;
	} catch {
		return {};
	}
}
