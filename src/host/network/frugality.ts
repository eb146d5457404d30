import { execFile } from 'node:child_process';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { drawsFromBattery, runsOnBattery } from '../../core/feeds/frugality';

const supplies = '/sys/class/power_supply';

/**
 * Whether this computer should leave alone what can wait, because it runs on its battery. `false` where that cannot be told: Windows,
 * containers, most servers.
 */
export async function shouldSave(): Promise<boolean> {
	if (process.platform === 'darwin') {
		return promisify(execFile)('/usr/bin/pmset', ['-g', 'ps'], { timeout: 5000 }).then(
			({ stdout }) => drawsFromBattery(stdout),
			() => false,
		);
	}
	const names = await readdir(supplies).catch(() => []);
	return runsOnBattery(
		await Promise.all(
			names.map(async name => {
				const [type = '', online, status, scope] = await Promise.all(
					['type', 'online', 'status', 'scope'].map(fact =>
						readFile(join(supplies, name, fact), 'utf8').then(
							text => text.trim(),
							() => undefined,
						),
					),
				);
				return { type, online, status, scope };
			}),
		),
	);
}
