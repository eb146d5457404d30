import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, cp, mkdir, readFile, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withLock } from './lock.mjs';
import { cacheFolder } from './paths.mjs';
import { runQuietly } from './processes.mjs';

/**
 * @typedef {object} EditorInstall
 * @property {string} node the Node binary that runs the server
 * @property {string} server the server's main script
 *
 * @typedef {'editor' | 'oldestEditor'} EditorName a folder here, with the packages that the editor is made of
 */

/** Names the editor to run. An environment variable, as programs of others stand between the launcher and what starts the editor. */
export const editorVariable = 'MARGINALIA_TEST_EDITOR';

const quickly = ['--ignore-scripts', '--no-audit', '--no-fund'];

/**
 * Installs the editor that the package-lock.json in test/launcher/editor (or oldestEditor) pins, unless it is there.
 * Nothing is compiled or downloaded but npm packages.
 * @returns {Promise<EditorInstall>}
 */
export async function ensureEditor() {
	/** @type {EditorName} */
	const name = process.env[editorVariable] === 'oldestEditor' ? 'oldestEditor' : 'editor';
	const folder = join(cacheFolder, name, await fingerprint(name));
	if (!existsSync(folder)) {
		await withLock(name, async () => {
			if (!existsSync(folder)) {
				await install(name, folder);
			}
		});
	}
	return {
		node: join(folder, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin/node'),
		server: join(serverFolder(folder), 'out/server-main.js'),
	};
}

/** @param {EditorName} name */
function manifestFolder(name) {
	return fileURLToPath(new URL(`./${name}/`, import.meta.url));
}

/**
 * A finished install stands in a folder with this name, so one that was interrupted is never taken for finished.
 * @param {EditorName} name
 */
async function fingerprint(name) {
	const hash = createHash('sha256');
	for (const file of name === 'editor' ? ['package-lock.json'] : ['package-lock.json', ...Object.values(standIns)]) {
		hash.update(await readFile(join(manifestFolder(name), file)));
	}
	return hash
		.update(process.platform + process.arch)
		.digest('hex')
		.slice(0, 16);
}

/**
 * @param {EditorName} name
 * @param {string} folder
 */
async function install(name, folder) {
	console.log(name === 'editor' ? 'Installing the editor ...' : 'Installing the oldest editor ...');
	const unfinished = `${folder}.unfinished`;
	await rm(unfinished, { recursive: true, force: true });
	await mkdir(join(cacheFolder, name), { recursive: true });
	await cp(manifestFolder(name), unfinished, { recursive: true });
	await runQuietly('npm', ['ci', ...quickly], { cwd: unfinished });
	// The server's own shrinkwrap leaves out a peer dependency that it does not need; that of the oldest, more, so that `npm ci` refuses it.
	const command = name === 'editor' ? ['ci'] : ['install', '--no-save'];
	await runQuietly('npm', [...command, '--omit=dev', '--legacy-peer-deps', ...quickly], { cwd: serverFolder(unfinished) });
	if (name === 'oldestEditor') {
		await replaceCompiled(unfinished);
	}
	await removeOthers();
	await rename(unfinished, folder);

	async function removeOthers() {
		const others = (await readdir(join(cacheFolder, name)))
			.map(other => join(cacheFolder, name, other))
			.filter(path => path !== unfinished);
		await Promise.all(others.map(path => rm(path, { recursive: true, force: true })));
	}
}

/** What the oldest server can't do without, by module: what is here instead. The pinned one does without compiled modules. */
const standIns = {
	'@vscode/spdlog/index.js': 'standIns/spdlog.js',
	'native-watchdog/index.js': 'standIns/native-watchdog.js',
};

/** @param {string} folder */
async function replaceCompiled(folder) {
	const modules = join(serverFolder(folder), 'node_modules');
	for (const [replaced, standIn] of Object.entries(standIns)) {
		await copyFile(join(folder, standIn), join(modules, replaced));
	}
	await cp(
		join(folder, 'node_modules/@vscode/ripgrep-universal/bin', `${process.platform}-${process.arch}`),
		join(modules, '@vscode/ripgrep/bin'),
		{ recursive: true },
	);
}

/** @param {string} folder */
function serverFolder(folder) {
	return join(folder, 'node_modules/code-server/lib/vscode');
}
