import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import * as nodeDisk from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LockTimes } from '../../../../src/host/files/fileLock';
import { FileLocks } from '../../../../src/host/files/fileLock';
import { nodeFileStore } from '../../../../src/host/files/nodeFileStore';
import { Random } from '../../../bench/random';
import { SimulatedDisk } from '../../../fakes/simulatedDisk';
import { tally } from '../../../proofs/tally';

/** Only what is known of processes counts; nobody is dead because time went by. */
const forever: LockTimes = { renewal: 1e6, remote: 1e9, hung: 1e9, nameless: 1e9 };

describe('locks of files', () => {
	let folder: string;
	let path: string;
	let lock: string;

	beforeEach(async () => {
		folder = await mkdtemp(join(tmpdir(), 'marginalia-lock-'));
		path = join(folder, 'file');
		lock = `${path}.lock`;
	});
	afterEach(() => rm(folder, { recursive: true, force: true }));

	/** What a lock of this process says. */
	async function ownLock(): Promise<Readonly<Record<string, unknown>>> {
		return nodeFileStore().exclusively(path, async () => JSON.parse(await readFile(lock, 'utf8')) as Readonly<Record<string, unknown>>);
	}

	it('should name process, machine and this one lock, and leave nothing', async () => {
		const [one, two] = [await ownLock(), await ownLock()];
		assert.deepEqual([one['pid'], String(one['host']).split(' ')[0]], [process.pid, hostname()]);
		assert.notEqual(one['nonce'], two['nonce']);
		assert.deepEqual(await readdir(folder), []);
	});

	it('should take over at once from a process that is dead, whatever the clock says', async () => {
		const dead = spawnSync(process.execPath, ['-e', '']).pid;
		const own = await ownLock();
		for (const [at, modified] of [new Date(0), new Date(), new Date('2999-01-01')].entries()) {
			await writeFile(lock, JSON.stringify({ ...own, pid: dead, nonce: `dead-${at}` }));
			await utimes(lock, modified, modified);
			assert.equal(await nodeFileStore(nodeDisk, forever).exclusively(path, () => Promise.resolve(at)), at);
			assert.deepEqual(await readdir(folder), []);
		}
	});

	it('should not take another process of the same number for the holder', async function () {
		const own = await ownLock();
		if (own['started'] === undefined) {
			// Only Linux tells when a process began.
			this.skip();
		}
		await writeFile(lock, JSON.stringify({ ...own, started: '1', nonce: 'of-another' }));
		assert.equal(await nodeFileStore(nodeDisk, forever).exclusively(path, () => Promise.resolve(1)), 1);
	});

	it('should take over from an heir that died before it was done, and from its heir', async () => {
		const dead = { ...(await ownLock()), pid: spawnSync(process.execPath, ['-e', '']).pid };
		await writeFile(lock, JSON.stringify({ ...dead, nonce: 'a' }));
		await writeFile(`${lock}.a.heir`, JSON.stringify({ ...dead, nonce: 'b' }));
		await writeFile(`${lock}.b.heir`, JSON.stringify({ ...dead, nonce: 'c' }));
		assert.equal(await nodeFileStore(nodeDisk, forever).exclusively(path, () => Promise.resolve(1)), 1);
		assert.deepEqual(await readdir(folder), []);
	});

	it('should wait for a holder on another machine as long as it renews its lock, and no longer', async () => {
		await writeFile(lock, JSON.stringify({ pid: 1, host: 'elsewhere', nonce: 'remote' }));
		let renewals = 0;
		let isTaken = false;
		const taken = nodeFileStore(nodeDisk, { ...forever, remote: 500 }).exclusively(path, () => {
			isTaken = true;
			return Promise.resolve(renewals);
		});
		for (; renewals < 20; renewals += 1) {
			// Backwards, too: it is the change that counts.
			await utimes(lock, new Date(), new Date(2_000_000_000_000 - renewals * 1e6));
			await sleep(20);
			assert.equal(isTaken, false);
		}
		assert.equal(await taken, 20);
	});

	it('should take a lock that names nobody when it was left alone', async () => {
		for (const text of ['', '{"pid":', 'null', '{"pid":-1,"host":"x","nonce":"../../x"}']) {
			await writeFile(lock, text);
			assert.equal(await nodeFileStore(nodeDisk, { ...forever, nameless: 20 }).exclusively(path, () => Promise.resolve(text)), text);
		}
	});

	it('should say that a living process hangs, and leave its lock', async () => {
		await writeFile(lock, JSON.stringify({ ...(await ownLock()), nonce: 'hung' }));
		await assert.rejects(
			nodeFileStore(nodeDisk, { ...forever, hung: 30 }).exclusively(path, () => Promise.resolve()),
			{ code: 'ELOCKED' },
		);
		assert.equal((JSON.parse(await readFile(lock, 'utf8')) as { nonce: string }).nonce, 'hung');
	});

	it('should renew while it is held, and neither write nor remove a lock that was taken over', async () => {
		const files = nodeFileStore(nodeDisk, { ...forever, renewal: 5 });
		await files.write(path, 'before');
		await files.exclusively(path, async () => {
			const { mtimeMs } = await nodeDisk.stat(lock);
			while ((await nodeDisk.stat(lock)).mtimeMs === mtimeMs) {
				await sleep(5);
			}
			await writeFile(lock, JSON.stringify({ pid: 1, host: 'elsewhere', nonce: 'robber' }));
			await assert.rejects(files.write(path, 'after'), { code: 'ELOCKED' });
		});
		assert.deepEqual([await readFile(path, 'utf8'), await readdir(folder)], ['before', ['file', 'file.lock']]);
		assert.match(await readFile(lock, 'utf8'), /robber/);
	});

	it('should let one in at a time, whoever dies when, in whatever order things happen', async function () {
		this.timeout(3_600_000);
		const rounds = Number(process.env['LOCK_ROUNDS'] ?? 25);
		tally(rounds);
		for (let round = 0; round < rounds; round += 1) {
			await oneRound(new Random(20261129 + round), round);
		}
	});
});

class Killed extends Error {}

/** Five processes want one lock three times each; some are killed at some call, some of these with the lock in their hands. */
async function oneRound(random: Random, round: number): Promise<void> {
	const disk = new SimulatedDisk();
	const alive = new Set<number>();
	let inside = 0;
	let entered = 0;
	const deaths = 1 + random.below(3);
	const work = async (pid: number) => {
		alive.add(pid);
		let callsLeft = pid <= deaths ? 1 + random.below(25) : Number.POSITIVE_INFINITY;
		let isInside = false;
		const leave = () => {
			inside -= isInside ? 1 : 0;
			isInside = false;
		};
		const own = new Proxy(disk, {
			get: (target, name) => {
				const member: unknown = Reflect.get(target, name);
				return typeof member !== 'function'
					? member
					: async (...args: unknown[]) => {
							for (let turns = random.below(4); turns > 0; turns -= 1) {
								await Promise.resolve();
							}
							if (random.below(12) === 0) {
								// Long enough for others to take the lock over, work and let it go.
								await sleep(random.below(20));
							}
							callsLeft -= 1;
							if (callsLeft <= 0) {
								leave();
								alive.delete(pid);
								throw new Killed();
							}
							return Reflect.apply(member, target, args) as unknown;
						};
			},
		});
		const processes = {
			self: () => Promise.resolve({ pid, host: 'here' }),
			lifeOf: (holder: { readonly pid: number }) => Promise.resolve(alive.has(holder.pid) ? ('alive' as const) : ('dead' as const)),
		};
		const locks = new FileLocks(own, forever, processes);
		try {
			for (let turn = 0; turn < 3; turn += 1) {
				const held = await locks.acquire('/file');
				if (!alive.has(pid)) {
					// It was killed while it tidied up, whose failures are passed over.
					throw new Killed();
				}
				inside += 1;
				isInside = true;
				entered += 1;
				assert.equal(inside, 1, `round ${round}`);
				for (let step = random.below(5); step > 0; step -= 1) {
					await own.stat('/').catch((error: unknown) => {
						if (error instanceof Killed) {
							throw error;
						}
					});
				}
				leave();
				await held.release();
			}
		} catch (error) {
			assert.ok(error instanceof Killed, String(error));
		}
	};
	await Promise.all([1, 2, 3, 4, 5].map(work));
	assert.ok(entered >= 3 * (5 - deaths), `round ${round}`);
}
