/**
 * `npm run proof:fuzz -- [--count 1000000] [--seed N] [--only NAME] [--quick] [--json]`: gives texts made of the formats' own words, and
 * sound files that were damaged on their way, to every reader of strangers' text (hostile/subjects.ts). None may throw or hang, and what
 * they read passes the gate and can be read back. Findings are printed, and kept in .cache/hostile/findings.jsonl. The same seed gives the
 * same texts.
 */
import { appendFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { bundleWorker } from '../hostile/bundleWorker';
import type { FuzzFinding } from '../hostile/fuzzing';
import { fuzzed, textsOf } from '../hostile/fuzzing';
import type { FuzzTask } from '../hostile/fuzzWorker';
import { report } from './proof';

const { values: options } = parseArgs({
	options: {
		count: { type: 'string' },
		seed: { type: 'string', default: '20261129' },
		only: { type: 'string', default: '' },
		quick: { type: 'boolean', default: false },
		json: { type: 'boolean', default: false },
	},
});
const count = Number(options.count ?? (options.quick ? 1500 : 1_000_000));
const seed = Number(options.seed);

/** Milliseconds of the processor without a next input: so long takes no input that does not hang. */
const patience = 5_000;
const portion = 500;

const bundle = bundleWorker('fuzzWorker');

const progress = new Int32Array(new SharedArrayBuffer(4));
const findings: FuzzFinding[] = [];

function keep(finding: FuzzFinding): void {
	findings.push(finding);
	appendFileSync(join(dirname(bundle), 'findings.jsonl'), `${JSON.stringify(finding)}\n`);
	console.error(`${finding.subject}: ${finding.fault}\n    ${JSON.stringify(finding.text.slice(0, 300))}`);
}

/** Runs a thread from an input on until all are done, or one of them hangs; answers with the input to go on from. */
function runFrom(from: number): Promise<number> {
	return new Promise(resolve => {
		const task: FuzzTask = { seed, from, count, only: options.only, progress };
		const worker = new Worker(bundle, { workerData: task, resourceLimits: { maxOldGenerationSizeMb: 1000 } });
		let before = -1;
		let since = usedTime() + 10_000;
		let ended = false;
		const endAt = (why: string): void => {
			const at = Atomics.load(progress, 0);
			const readers = fuzzed.filter(({ name }) => name.includes(options.only));
			keep({
				subject: readers[(at + Math.floor(at / portion) * 7) % readers.length]?.name ?? '',
				text: textsOf(seed + Math.floor(at / portion), portion)[at % portion] ?? '',
				fault: why,
			});
			finish(at + 1);
		};
		const finish = (next: number): void => {
			if (!ended) {
				ended = true;
				clearInterval(watch);
				void worker.terminate().then(() => {
					resolve(next);
				});
			}
		};
		const watch = setInterval(() => {
			const at = Atomics.load(progress, 0);
			if (at !== before) {
				before = at;
				since = usedTime();
			} else if (usedTime() - since > patience) {
				endAt('hangs');
			}
		}, 500);
		worker.on('message', keep);
		worker.on('error', error => {
			endAt(`ends its thread: ${error.message}`);
		});
		worker.on('exit', () => {
			finish(count);
		});
	});
}

function usedTime(): number {
	const { user, system } = process.cpuUsage();
	return (user + system) / 1000;
}

async function main(): Promise<void> {
	for (let from = 0; from < count;) {
		from = await runFrom(from);
	}
	report(
		{
			promise: 'No file, record or note of a stranger makes a reader fail or hang, and what is read from it can be read back',
			tried: count,
			failed: findings.length,
		},
		options,
	);
}

void main();
