import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { withLock } from './lock.mjs';
import { runQuietly } from './processes.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome'];
const packages = ['chromium', 'fonts-dejavu-core'];

/**
 * Finds Chromium, or installs it where Debian's package manager may be used without asking anybody.
 * @returns {Promise<string>} the path of its binary
 */
export async function ensureChromium() {
	// Always under the lock: while another process installs it, its binary is there before all that it needs.
	return withLock('chromium', async () => findChromium() ?? install());
}

async function install() {
	const asRoot = administrator();
	if (asRoot && onPath('apt-get')) {
		console.log('Installing Chromium ...');
		const [program, ...before] = [...asRoot, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get'];
		await runQuietly(program, [...before, 'update']);
		await runQuietly(program, [...before, 'install', '-y', '--no-install-recommends', ...packages]);
	}
	const installed = findChromium();
	if (!installed) {
		throw new Error(
			`The tests need Chromium: run "sudo apt-get install ${packages.join(' ')}", or set CHROMIUM_PATH to a Chrome or Chromium binary.`,
		);
	}
	return installed;
}

function findChromium() {
	return process.env.CHROMIUM_PATH || names.map(onPath).find(path => path !== undefined);
}

/** What to put before a command to run it as root, if that needs no password. */
function administrator() {
	if (process.getuid?.() === 0) {
		return [];
	}
	return spawnSync('sudo', ['-n', 'true']).status === 0 ? ['sudo', '-n'] : undefined;
}

/** @param {string} name */
function onPath(name) {
	const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin'];
	return folders.map(folder => join(folder, name)).find(isExecutable);
}

/** @param {string} path */
function isExecutable(path) {
	try {
		accessSync(path, constants.X_OK);
		return true;
	} catch {
		return false;
	}
}
