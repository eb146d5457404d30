// Every process the launcher starts leads a group of its own and is ended, with all it started, when the launcher ends.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';

/** @typedef {import('node:child_process').ChildProcess} ChildProcess */

/** @type {Set<ChildProcess>} */
const running = new Set();

/** How long a process may take to end when asked, before it is made to. */
const graceMs = 5_000;

/**
 * Starts a program in a process group of its own.
 * @param {string} program
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {ChildProcess}
 */
export function startProcess(program, args, options = {}) {
	endEverythingOnExit();
	const child = spawn(program, args, { ...options, detached: true });
	running.add(child);
	return child;
}

/**
 * Ends a process and everything it started.
 * @param {ChildProcess} child
 */
export async function stopProcess(child) {
	running.delete(child);
	signalGroup(child, 'SIGTERM');
	const deadline = Date.now() + graceMs;
	while (signalGroup(child, 0) && Date.now() < deadline) {
		await delay(20);
	}
	signalGroup(child, 'SIGKILL');
}

/**
 * Resolves when a process has ended without being stopped.
 * @param {ChildProcess} child
 * @returns {Promise<void>}
 */
export function endedByItself(child) {
	return new Promise(resolve => child.once('exit', () => running.has(child) && resolve()));
}

/**
 * Runs a program to its end and resolves to its exit code. Its output goes where ours goes.
 * @param {string} program
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions & { timeLimitMs?: number }} [options]
 * @returns {Promise<number>}
 */
export async function runProcess(program, args, { timeLimitMs, ...options } = {}) {
	const child = startProcess(program, args, { stdio: ['ignore', 'inherit', 'inherit'], ...options });
	const timer =
		timeLimitMs &&
		setTimeout(() => {
			console.error(`Stopped after ${timeLimitMs / 1000} s: ${[program, ...args].join(' ')}`);
			void stopProcess(child);
		}, timeLimitMs);
	try {
		const [code] = await once(child, 'exit');
		return code ?? 1;
	} finally {
		clearTimeout(timer);
		await stopProcess(child);
	}
}

/**
 * Runs a program whose output matters only if it fails: then it is part of the error.
 * @param {string} program
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<void>}
 */
export async function runQuietly(program, args, options = {}) {
	const child = startProcess(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
	let output = '';
	child.stdout?.on('data', chunk => (output += chunk));
	child.stderr?.on('data', chunk => (output += chunk));
	const [code] = await once(child, 'close');
	running.delete(child);
	if (code !== 0) {
		throw new Error(`This failed: ${[program, ...args].join(' ')}\n${output.trim()}`);
	}
}

let watchingExit = false;

function endEverythingOnExit() {
	if (watchingExit) {
		return;
	}
	watchingExit = true;
	process.on('exit', () => {
		for (const child of running) {
			signalGroup(child, 'SIGTERM');
		}
	});
	for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
		process.on(signal, () => void endBecauseOf(signal));
	}
	if (process.env.npm_lifecycle_event) {
		endWithParent();
	}
}

let ending = false;

/** @param {'SIGINT' | 'SIGTERM' | 'SIGHUP'} signal */
async function endBecauseOf(signal) {
	if (ending) {
		return;
	}
	ending = true;
	await Promise.all([...running].map(stopProcess));
	process.exit(128 + constants.signals[signal]);
}

/** npm runs a script in a shell, and passes a signal on to that shell only, which dies of it without a word to us. */
function endWithParent() {
	const parent = process.ppid;
	const timer = setInterval(() => {
		if (process.ppid !== parent) {
			clearInterval(timer);
			void endBecauseOf('SIGTERM');
		}
	}, 200);
	timer.unref();
}

/**
 * @param {ChildProcess} child
 * @param {NodeJS.Signals | 0} signal
 * @returns {boolean} whether there was anybody to receive it
 */
function signalGroup(child, signal) {
	try {
		return child.pid !== undefined && process.kill(-child.pid, signal);
	} catch {
		return false;
	}
}
