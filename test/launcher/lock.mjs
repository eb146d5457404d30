import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { cacheFolder } from './paths.mjs';

/**
 * Does something that no other run in this checkout may do at the same time. A lock whose owner died is taken over.
 * @template T
 * @param {string} name
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(name, work) {
	const file = join(cacheFolder, `${name}.lock`);
	await mkdir(cacheFolder, { recursive: true });
	while (!(await acquire(file))) {
		await delay(200);
	}
	try {
		return await work();
	} finally {
		await rm(file, { force: true });
	}
}

/** @param {string} file */
async function acquire(file) {
	try {
		await writeFile(file, String(process.pid), { flag: 'wx' });
		return true;
	} catch {
		const owner = Number(await readFile(file, 'utf8').catch(() => ''));
		if (owner && !isAlive(owner)) {
			await rm(file, { force: true });
		}
		return false;
	}
}

/** @param {number} pid */
function isAlive(pid) {
	try {
		return process.kill(pid, 0);
	} catch (error) {
		return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
	}
}
