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
import { copySampleWorkspace, makeThreeRoots } from './workspaces.mjs';

/**
 * @typedef {'node' | 'web'} Host
 *
 * @typedef {object} EditorTests
 * @property {Host[]} hosts the extension hosts to run them in, one after the other
 * @property {string} [grep] which tests
 * @property {Suite[]} [suites] which of ours; else all
 * @property {string} [spec] a file of tests to run instead of ours
 * @property {string} [workspace] opened in place; else what the suite works on
 * @property {string} [desktop] the version of the desktop VS Code to download and run them in (`stable`, `1.100.0`); else the pinned editor
 *
 * @typedef {keyof typeof workspaces} Suite
 */

/** Each suite runs in a window of its own: its folder in test/editor, and what makes the workspace that the window opens. */
const workspaces = {
	'.': async (/** @type {string} */ parent, /** @type {string} */ services) => {
		const folder = await copySampleWorkspace(parent);
		// A file is what tests in both hosts can read.
		await writeFile(join(folder, '.services.json'), JSON.stringify({ url: services }));
		return folder;
	},
	threeRoots: makeThreeRoots,
};

const names = { node: 'the Node extension host', web: 'the web worker extension host' };

/**
 * Runs mocha inside the editor.
 * @param {EditorTests} tests
 * @returns {Promise<boolean>} whether all of them passed
 */
export async function runEditorTests({ hosts, suites = ['.', 'threeRoots'], ...tests }) {
	if (tests.desktop === undefined) {
		await ensureEditor();
		await ensureChromium();
	}
	let passed = true;
	for (const host of hosts) {
		const folder = await temporaryFolder();
		const extension = await withLock('build', async () => {
			await build();
			return stageExtension(join(folder, 'extension'), host);
		});
		// What is opened in place, or run instead of ours, takes one window.
		for (const suite of (tests.spec ?? tests.workspace) ? suites.slice(0, 1) : suites) {
			console.log(`\nEditor tests in ${names[host]}${suite === '.' ? '' : `: ${suite}`}`);
			passed = (await runIn({ host, suite, folder, extension, ...tests })) && passed;
		}
	}
	return passed;
}

/**
 * @param {Omit<EditorTests, 'hosts' | 'suites'> & { host: Host, suite: Suite, folder: string, extension: string }} window
 * @returns {Promise<boolean>}
 */
async function runIn({ host, suite, folder, extension, grep, spec, workspace, desktop }) {
	const home = join(folder, `editor-${host}${suite === '.' ? '' : `-${suite}`}`);
	const { runner, env } = await (host === 'node' ? nodeTests(suite, spec, grep) : workerTests(suite, extension, grep));
	const services = await startServices();
	try {
		await runTests({
			...(desktop === undefined ? { vscodeExecutablePath: fileURLToPath(new URL('./code.mjs', import.meta.url)) } : { version: desktop }),
			extensionDevelopmentPath: extension,
			extensionTestsPath: runner,
			extensionTestsEnv: env,
			launchArgs: [
				workspace ?? (await workspaces[suite](folder, services.url)),
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
 * @param {Suite} suite
 * @param {string} [spec]
 * @param {string} [grep]
 */
async function nodeTests(suite, spec, grep) {
	const { runner, files } = await bundleForNode(suite);
	return { runner, env: { MARGINALIA_TESTS: JSON.stringify({ files: spec ? [spec] : files, grep }) } };
}

/**
 * VS Code runs tests that lie inside an extension in that extension's host.
 * @param {Suite} suite
 * @param {string} extension
 * @param {string} [grep]
 */
async function workerTests(suite, extension, grep) {
	return { runner: await bundleForWorker(suite, join(extension, 'tests'), grep), env: {} };
}

/**
 * What the extension wrote to its output channel, where the editor keeps that in files: why something did not happen stands there.
 * @param {string} home the editor's user data
 */
async function printLog(home) {
	// An editor that did not start has left nothing.
	const left = await readdir(home, { recursive: true }).catch(() => /** @type {string[]} */ ([]));
	const files = left.filter(file => file.endsWith('Marginalia.log'));
	for (const file of files) {
		console.log(`\nThe end of ${file}:\n${(await readFile(join(home, file), 'utf8')).split('\n').slice(-60).join('\n')}`);
	}
}
