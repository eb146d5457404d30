import { randomUUID } from 'node:crypto';
import { readFile, readlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { isObject, parseJson } from '../../core/data/json';
import type { NodeFileCalls } from './disk';
import { hasCode, openNew, readPlainFile, unlessMissing } from './disk';

/** How long is waited, in milliseconds. All of it is measured by this process alone: no time of a file is ever compared with a clock. */
export interface LockTimes {
	/** Between two renewals of a lock that is held. */
	readonly renewal: number;
	/** A holder on another machine is dead when its lock was not renewed for so long; on a busy machine it is seen some seconds later. */
	readonly remote: number;
	/** A living process of this machine that has not renewed its lock for so long hangs; the waiting ends with `ELOCKED`. */
	readonly hung: number;
	/** A lock that names no holder, of an older version or cut short, is dead when it was left alone for so long. */
	readonly nameless: number;
}

const lockTimes: LockTimes = { renewal: 1000, remote: 6000, hung: 30_000, nameless: 1000 };

/** A lock that this process holds. */
export interface HeldLock {
	/** Whether the lock is still ours: a process that was suspended for long may find that another machine took it for dead. */
	isHeld(): Promise<boolean>;
	/** Removes the lock, unless it is another's by now. */
	release(): Promise<void>;
}

/**
 * Locks are files `<path>.lock` that name their holder: process, machine and a nonce. They come into being whole, as a second name of a
 * file that is already written, are renewed while they are held, and are taken over from dead holders only: of a process on this machine
 * the system knows whether it lives; one elsewhere is dead when its lock is not renewed.
 *
 * Only whoever makes the file `<path>.lock.<nonce of the dead holder>.heir` may replace the dead holder's lock, by a rename. So of several
 * that find it dead, one does. The heir of an heir that died in between is found in the same way.
 */
export class FileLocks {
	constructor(
		private readonly disk: NodeFileCalls,
		private readonly times = lockTimes,
		private readonly processes = ofSystem,
	) {}

	/** Waits until the lock is free, and takes it. */
	async acquire(path: string): Promise<HeldLock> {
		const attempt = await this.begin(path);
		try {
			const watch = new Watch(this.times, this.processes);
			for (let wait = 1; !(await attempt.take(watch)); wait = Math.min(2 * wait, 16)) {
				await sleep(wait * (0.5 + Math.random()));
			}
			return this.hold(attempt);
		} finally {
			await attempt.end();
		}
	}

	/** Takes the lock where it is free or its holder is known to be dead. */
	async tryAcquire(path: string): Promise<HeldLock | undefined> {
		const attempt = await this.begin(path);
		try {
			return (await attempt.take(new Watch(this.times, this.processes))) ? this.hold(attempt) : undefined;
		} finally {
			await attempt.end();
		}
	}

	private async begin(path: string): Promise<Attempt> {
		const own = { ...(await this.processes.self()), nonce: randomUUID() };
		return new Attempt(this.disk, `${path}.lock`, own);
	}

	private hold({ lock, own: { nonce } }: Attempt): HeldLock {
		const isHeld = async () => (await stateOf(this.disk, lock))?.holder?.nonce === nonce;
		const renewing = setInterval(() => {
			const now = new Date();
			// A renewal that fails is made up for by the next one.
			this.disk.utimes(lock, now, now).catch(() => undefined);
		}, this.times.renewal);
		renewing.unref();
		return {
			isHeld,
			release: async () => {
				clearInterval(renewing);
				await atMostThrice(async () => {
					if (await isHeld()) {
						await unlessMissing(this.disk.unlink(lock));
					}
				});
			},
		};
	}
}

export interface Holder {
	readonly pid: number;
	/** The machine and where its process numbers hold: containers have numbers of their own. */
	readonly host: string;
	/** When the process began, as the system counts; process numbers are used again. */
	readonly started?: string | undefined;
	readonly nonce: string;
}

/** What the system knows of processes. `maybe`: there is one of that number, and the system does not tell when it began. */
export interface Processes {
	/** This process; its nonce is made for each lock. */
	self(): Promise<Omit<Holder, 'nonce'>>;
	/** Of a process on this machine. */
	lifeOf(holder: Holder): Promise<'alive' | 'dead' | 'maybe'>;
}

interface LockState {
	/** `undefined` where the file does not say. */
	readonly holder: Holder | undefined;
	/** Tells this lock, held once, from every other. */
	readonly nonce: string;
	/** Changes with each renewal. */
	readonly renewal: bigint;
}

/** One process's attempt to take one lock. */
class Attempt {
	private readonly draft: string;
	private isDrafted = false;

	constructor(
		private readonly disk: NodeFileCalls,
		readonly lock: string,
		readonly own: Holder,
	) {
		this.draft = `${lock}.${own.nonce}.new`;
	}

	async take(watch: Watch): Promise<boolean> {
		if (await this.makeLink(this.lock)) {
			return true;
		}
		const held = await stateOf(this.disk, this.lock);
		if (held?.nonce === this.own.nonce) {
			return true;
		}
		return held !== undefined && (await watch.isDead(held)) && this.inherit(held, watch);
	}

	async end(): Promise<void> {
		if (this.isDrafted) {
			await orLeave(this.disk.unlink(this.draft));
		}
	}

	private async inherit(dead: LockState, watch: Watch): Promise<boolean> {
		const claims: string[] = [];
		for (let last: LockState = dead; ;) {
			const claim = `${this.lock}.${last.nonce}.heir`;
			claims.push(claim);
			if (await this.makeLink(claim)) {
				return this.replace(dead, claims);
			}
			const heir = await stateOf(this.disk, claim);
			if (heir?.nonce === this.own.nonce) {
				return this.replace(dead, claims);
			}
			if (heir === undefined || !(await watch.isDead(heir))) {
				return false;
			}
			last = heir;
		}
	}

	/** The last claim is ours. While it is, nobody else may replace the lock of that dead holder; but somebody may have done so before. */
	private async replace(dead: LockState, claims: readonly string[]): Promise<boolean> {
		let isReplaced = false;
		try {
			if ((await stateOf(this.disk, this.lock))?.nonce === dead.nonce) {
				await this.disk.rename(this.draft, this.lock);
				this.isDrafted = false;
				isReplaced = true;
			}
			return isReplaced;
		} catch (error) {
			isReplaced = await this.isOurs(this.lock);
			if (isReplaced) {
				return true;
			}
			throw error;
		} finally {
			for (const claim of isReplaced ? claims : claims.slice(-1)) {
				await orLeave(this.disk.unlink(claim));
			}
		}
	}

	/** Says whether the name was free. */
	private async makeLink(name: string): Promise<boolean> {
		if (!this.isDrafted) {
			await this.writeNew(this.draft);
			this.isDrafted = true;
		}
		try {
			await this.disk.link(this.draft, name);
			return true;
		} catch (error) {
			if (hasCode(error, 'EEXIST')) {
				return false;
			}
			if (hasCode(error, 'ENOENT')) {
				// Somebody tidied up.
				this.isDrafted = false;
				return false;
			}
			if (hasCode(error, 'EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EACCES', 'UNKNOWN')) {
				return this.makeWithoutLink(name);
			}
			if (await this.isOurs(name)) {
				return true;
			}
			throw error;
		}
	}

	/** What failed may have been done all the same: on a network disk the answer may get lost. */
	private async isOurs(name: string): Promise<boolean> {
		return (await stateOf(this.disk, name).catch(() => undefined))?.nonce === this.own.nonce;
	}

	/** Some file systems have no second names. There a lock is without its holder's name for a moment. */
	private async makeWithoutLink(name: string): Promise<boolean> {
		try {
			await this.writeNew(name);
			return true;
		} catch (error) {
			if (hasCode(error, 'EEXIST')) {
				return false;
			}
			throw error;
		}
	}

	private async writeNew(path: string): Promise<void> {
		const file = await openNew(this.disk, path);
		try {
			await file.writeFile(JSON.stringify(this.own));
		} catch (error) {
			await orLeave(this.disk.unlink(path));
			throw error;
		} finally {
			await file.close();
		}
	}
}

/** While this process lives nobody else may remove its lock. */
async function atMostThrice(work: () => Promise<void>): Promise<void> {
	for (let tries = 1; ; tries += 1) {
		try {
			await work();
			return;
		} catch (error) {
			if (tries === 3) {
				throw error;
			}
		}
	}
}

/** What cannot be removed now is tidied up later; the lock itself is in place. */
async function orLeave(removal: Promise<void>): Promise<void> {
	await removal.catch(() => undefined);
}

async function stateOf(disk: NodeFileCalls, path: string): Promise<LockState | undefined> {
	const content = await unlessMissing(readPlainFile(disk, path));
	const stats = content && (await unlessMissing(disk.stat(path, { bigint: true })));
	if (content === undefined || stats === undefined) {
		return undefined;
	}
	const holder = holderOf(parseJson(content.toString('utf8')));
	return { holder, nonce: holder?.nonce ?? `${stats.ino}-${stats.mtimeNs}`, renewal: stats.mtimeNs };
}

function holderOf(value: unknown): Holder | undefined {
	if (!isObject(value)) {
		return undefined;
	}
	const { pid, host, started, nonce } = value;
	// The nonce becomes part of a file's name.
	const isWhole =
		typeof pid === 'number' &&
		Number.isInteger(pid) &&
		pid > 0 &&
		typeof host === 'string' &&
		typeof nonce === 'string' &&
		/^[\w-]{1,64}$/.test(nonce);
	return isWhole ? { pid, host, nonce, ...(typeof started === 'string' ? { started } : {}) } : undefined;
}

/** Sees how long locks go without a renewal, by the clock of this process that only goes forward. */
class Watch {
	private readonly seen = new Map<string, { readonly renewal: bigint; readonly since: number }>();

	constructor(
		private readonly times: LockTimes,
		private readonly processes: Processes,
	) {}

	/** Rejects with `ELOCKED` where the holder lives and hangs. */
	async isDead(lock: LockState): Promise<boolean> {
		const idle = this.idleTime(lock);
		if (lock.holder === undefined) {
			return idle >= this.times.nameless;
		}
		if (lock.holder.host !== (await this.processes.self()).host) {
			return idle >= this.times.remote;
		}
		const life = await this.processes.lifeOf(lock.holder);
		if (life === 'alive' && idle >= this.times.hung) {
			throw Object.assign(new Error(`Process ${lock.holder.pid} holds the lock and does not answer.`), { code: 'ELOCKED' });
		}
		return life === 'dead' || (life === 'maybe' && idle >= 2 * this.times.hung);
	}

	/** Milliseconds. */
	private idleTime({ nonce, renewal }: LockState): number {
		const now = performance.now();
		const known = this.seen.get(nonce);
		if (known?.renewal === renewal) {
			return now - known.since;
		}
		this.seen.set(nonce, { renewal, since: now });
		return 0;
	}
}

async function lifeOf({ pid, started }: Holder): Promise<'alive' | 'dead' | 'maybe'> {
	try {
		process.kill(pid, 0);
	} catch (error) {
		// EPERM: there is one, and it belongs to somebody else.
		if (!hasCode(error, 'EPERM')) {
			return 'dead';
		}
	}
	const began = await startOf(pid);
	if (began === undefined || started === undefined) {
		return 'maybe';
	}
	return began === started ? 'alive' : 'dead';
}

/**
 * In ticks since the machine started, on Linux; `undefined` elsewhere. A process that ended and was not yet waited for began at no time.
 */
async function startOf(pid: number): Promise<string | undefined> {
	try {
		// The name in brackets may hold anything: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
		const fields = (await readFile(`/proc/${pid}/stat`, 'utf8')).replace(/^.*\) /s, '').split(' ');
		return fields[0] === 'Z' || fields[0] === 'X' ? '' : fields[19];
	} catch {
		return undefined;
	}
}

let self: Promise<Omit<Holder, 'nonce'>> | undefined;

function thisProcess(): Promise<Omit<Holder, 'nonce'>> {
	return (self ??= (async () => {
		const orNothing = (text: Promise<string>) =>
			text.then(
				found => found.trim(),
				() => '',
			);
		const boot = await orNothing(readFile('/proc/sys/kernel/random/boot_id', 'utf8'));
		const numbers = await orNothing(readlink('/proc/self/ns/pid'));
		return {
			pid: process.pid,
			host: [hostname(), boot, numbers].filter(part => part !== '').join(' '),
			started: await startOf(process.pid),
		};
	})());
}

const ofSystem: Processes = { self: thisProcess, lifeOf };
