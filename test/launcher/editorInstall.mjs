import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withLock } from './lock.mjs';
import { cacheFolder } from './paths.mjs';
import { runQuietly } from './processes.mjs';

/**
 * @typedef {object} EditorInstall
 * @property {string} node the Node binary that runs the server
 * @property {string} server the server's main script
 */

const manifestFolder = fileURLToPath(new URL('./editor/', import.meta.url));
const editorsFolder = join(cacheFolder, 'editor');
const quickly = ['--ignore-scripts', '--no-audit', '--no-fund'];

/**
 * Installs the editor that test/launcher/editor/package-lock.json pins, unless it is there.
 * Nothing is compiled or downloaded but npm packages.
 * @returns {Promise<EditorInstall>}
 */
export async function ensureEditor() {
	const folder = join(editorsFolder, await fingerprint());
	if (!existsSync(folder)) {
		await withLock('editor', async () => {
			if (!existsSync(folder)) {
				await install(folder);
			}
		});
	}
	return {
		node: join(folder, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin/node'),
		server: join(serverFolder(folder), 'out/server-main.js'),
	};
}

/** A finished install stands in a folder with this name, so one that was interrupted is never taken for finished. */
async function fingerprint() {
	const lock = await readFile(join(manifestFolder, 'package-lock.json'));
	return createHash('sha256')
		.update(lock)
		.update(process.platform + process.arch)
		.digest('hex')
		.slice(0, 16);
}

/** @param {string} folder */
async function install(folder) {
	console.log('Installing the editor ...');
	const unfinished = `${folder}.unfinished`;
	await rm(unfinished, { recursive: true, force: true });
	await mkdir(editorsFolder, { recursive: true });
	await cp(manifestFolder, unfinished, { recursive: true });
	await runQuietly('npm', ['ci', ...quickly], { cwd: unfinished });
	// The server's own shrinkwrap leaves out a peer dependency that it does not need.
	await runQuietly('npm', ['ci', '--omit=dev', '--legacy-peer-deps', ...quickly], { cwd: serverFolder(unfinished) });
	await removeOthers();
	await rename(unfinished, folder);

	async function removeOthers() {
		const others = (await readdir(editorsFolder)).map(name => join(editorsFolder, name)).filter(path => path !== unfinished);
		await Promise.all(others.map(path => rm(path, { recursive: true, force: true })));
	}
}

/** @param {string} folder */
function serverFolder(folder) {
	return join(folder, 'node_modules/code-server/lib/vscode');
}
