import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { calmSettings } from './calmSettings.mjs';
import { ensureEditor } from './editorInstall.mjs';
import { endedByItself, runQuietly, startProcess, stopProcess } from './processes.mjs';

/**
 * @typedef {object} EditorServerOptions
 * @property {string} home an empty folder for everything the editor writes: settings, extensions, logs
 * @property {string} [vsix] an extension to install first
 * @property {number} [port] a free one if left out
 * @property {boolean} [token] whether a page must know a secret to connect
 * @property {Record<string, unknown>} [settings] user settings on top of the calm ones
 * @property {string[]} [args] more arguments for the server
 *
 * @typedef {object} EditorServer
 * @property {number} port
 * @property {(opened: string, payload?: [name: string, value: string][]) => string} url where to open a folder, or a `.code-workspace` file
 * @property {(settings: Record<string, unknown>) => Promise<void>} useSettings replaces the user settings; the calm ones stay underneath
 * @property {Promise<void>} ended resolves if the server ends without being stopped
 * @property {() => string} log what the server has printed so far
 * @property {() => Promise<void>} stop ends the server and everything it started
 */

const startLimitMs = 60_000;

/**
 * Starts the editor's server on this machine.
 * @param {EditorServerOptions} options
 * @returns {Promise<EditorServer>}
 */
export async function startEditorServer({ home, vsix, port = 0, token = false, settings = {}, args = [] }) {
	const { node, server } = await ensureEditor();
	const folders = ['--server-data-dir', home, '--extensions-dir', join(home, 'extensions')];
	const useSettings = settingsWriter(home);
	await useSettings(settings);
	if (vsix) {
		await runQuietly(node, [server, ...folders, '--install-extension', vsix]);
	}
	const secret = token ? randomBytes(16).toString('hex') : undefined;
	const child = startProcess(
		node,
		[
			server,
			...folders,
			...(await tokenArgs(home, secret)),
			...args,
			'--host',
			'127.0.0.1',
			'--port',
			String(port),
			'--accept-server-license-terms',
			'--telemetry-level',
			'off',
		],
		{ stdio: ['ignore', 'pipe', 'pipe'] },
	);
	const stop = () => stopProcess(child);
	let log = '';
	child.stdout?.on('data', chunk => (log += chunk));
	child.stderr?.on('data', chunk => (log += chunk));
	try {
		const actualPort = await listeningPort(child);
		return { port: actualPort, url: pageUrl(actualPort, secret), useSettings, ended: endedByItself(child), log: () => readable(log), stop };
	} catch (error) {
		await stop();
		throw new Error(`${/** @type {Error} */ (error).message}\n${readable(log)}`);
	}
}

/** @param {string} home */
function settingsWriter(home) {
	const file = join(home, 'data/User/settings.json');
	return async (/** @type {Record<string, unknown>} */ settings) => {
		await mkdir(dirname(file), { recursive: true });
		await writeFile(file, JSON.stringify({ ...calmSettings, ...settings }, null, '\t'));
	};
}

/**
 * The secret goes into a file, as arguments can be read by everybody on the machine.
 * @param {string} home
 * @param {string} [secret]
 */
async function tokenArgs(home, secret) {
	if (!secret) {
		return ['--without-connection-token'];
	}
	const file = join(home, 'token');
	await writeFile(file, secret, { mode: 0o600 });
	return ['--connection-token-file', file];
}

/**
 * The server says `Extension host agent listening on 41235` when it is ready.
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<number>}
 */
function listeningPort(child) {
	return new Promise((resolve, reject) => {
		const timer = setTimeout(() => reject(new Error(`The editor's server did not start within ${startLimitMs / 1000} s.`)), startLimitMs);
		child.once('exit', () => reject(new Error("The editor's server ended while starting.")));
		child.once('error', reject);
		if (child.stdout) {
			createInterface(child.stdout).on('line', line => {
				const port = /listening on (\d+)/.exec(line)?.[1];
				if (port) {
					clearTimeout(timer);
					resolve(Number(port));
				}
			});
		}
	});
}

/**
 * @param {number} port
 * @param {string} [secret]
 * @returns {EditorServer['url']}
 */
function pageUrl(port, secret) {
	return (opened, payload) => {
		const url = new URL(`http://127.0.0.1:${port}/`);
		if (secret) {
			url.searchParams.set('tkn', secret);
		}
		url.searchParams.set(opened.endsWith('.code-workspace') ? 'workspace' : 'folder', opened);
		if (payload) {
			url.searchParams.set('payload', JSON.stringify(payload));
		}
		return url.href;
	};
}

/**
 * Native modules are not compiled here. The server does without them, but complains at length.
 * @param {string} log
 */
function readable(log) {
	return log
		.replace(/^Error: Could not locate the bindings file[^]*?^}$/gm, '')
		.replace(/\n{2,}/g, '\n')
		.trim();
}
