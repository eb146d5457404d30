import { fileURLToPath } from 'node:url';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runTests } from '@vscode/test-electron';
import { startServices } from '../fakes/services/server.mjs';
import { ensureChromium } from './chromium.mjs';
import { ensureEditor } from './editorInstall.mjs';
import { withLock } from './lock.mjs';
import { stageExtension } from './stagedExtension.mjs';
import { temporaryFolder } from './temporaryFolder.mjs';
import { bundleForNode, bundleForWorker } from './testBundles.mjs';
import { build } from './vsix.mjs';
import { copySampleWorkspace } from './workspaces.mjs';

/**
 * @typedef {'node' | 'web'} Host
 *
 * @typedef {object} EditorTests
 * @property {Host[]} hosts the extension hosts to run them in, one after the other
 * @property {string} [grep] which tests
 * @property {string} [spec] a file of tests to run instead of ours
 * @property {string} [workspace] opened in place; else a copy of the sample workspace
 */

const names = { node: 'the Node extension host', web: 'the web worker extension host' };

/**
 * Runs mocha inside the editor.
 * @param {EditorTests} tests
 * @returns {Promise<boolean>} whether all of them passed
 */
export async function runEditorTests(tests) {
	await ensureEditor();
	await ensureChromium();
	let passed = true;
	for (const host of tests.hosts) {
		console.log(`\nEditor tests in ${names[host]}`);
		passed = await runIn(host, tests) && passed;
	}
	return passed;
}

/**
 * @param {Host} host
 * @param {EditorTests} tests
 * @returns {Promise<boolean>}
 */
async function runIn(host, { grep, spec, workspace }) {
	const folder = await temporaryFolder();
	const home = join(folder, `editor-${host}`);
	const extension = await withLock('build', async () => {
		await build();
		return stageExtension(join(folder, 'extension'), host);
	});
	const { runner, env } = await (host === 'node' ? nodeTests(spec, grep) : workerTests(extension, grep));
	const services = await startServices();
	const opened = workspace ?? await copySampleWorkspace(folder);
	if (workspace === undefined) {
		// A file is what tests in both hosts can read.
		await writeFile(join(opened, '.services.json'), JSON.stringify({ url: services.url }));
	}
	try {
		await runTests({
			vscodeExecutablePath: fileURLToPath(new URL('./code.mjs', import.meta.url)),
			extensionDevelopmentPath: extension,
			extensionTestsPath: runner,
			extensionTestsEnv: env,
			launchArgs: [
				opened,
				`--user-data-dir=${home}`,
				`--extensions-dir=${join(home, 'extensions')}`,
			],
		});
		return true;
	} catch {
		await printLog(home);
		return false;
	} finally {
		await services.stop();
	}
}

/**
 * @param {string} [spec]
 * @param {string} [grep]
 */
async function nodeTests(spec, grep) {
	const { runner, files } = await bundleForNode();
	return { runner, env: { MARGINALIA_TESTS: JSON.stringify({ files: spec ? [spec] : files, grep }) } };
}

/**
 * VS Code runs tests that lie inside an extension in that extension's host.
 * @param {string} extension
 * @param {string} [grep]
 */
async function workerTests(extension, grep) {
	return { runner: await bundleForWorker(join(extension, 'tests'), grep), env: {} };
}

/**
 * What the extension wrote to its output channel, where the editor keeps that in files: why something did not happen stands there.
 * @param {string} home the editor's user data
 */
async function printLog(home) {
	const files = (await readdir(home, { recursive: true })).filter(file => file.endsWith('Marginalia.log'));
	for (const file of files) {
		console.log(`\nThe end of ${file}:\n${(await readFile(join(home, file), 'utf8')).split('\n').slice(-60).join('\n')}`);
	}
}
