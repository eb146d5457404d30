/**
 * `npm run proof:growth -- [--quick] [--json] [--only NAME] [--shape NAME] [--worst N] [--measure length|depth] [--from N --to N]`: every
 * reader of strangers' text (hostile/subjects.ts) with every shape that grows (hostile/shapes.ts), in two processes beside each other.
 * Twice the text must take at most 2.5 times the time, 100 kB at most a second and 200 MB, and no depth may end in anything but a value or
 * a named problem. Prints faults and the worst rows. With `--quick`, a sample of both.
 */
import { spawn } from 'node:child_process';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { bundleWorker } from '../hostile/bundleWorker';
import type { GrowthMessage, GrowthTask } from '../hostile/growthWorker';
import { shapes } from '../hostile/shapes';
import { subjects } from '../hostile/subjects';
import { report } from './proof';
import { added, findingsOf } from './promises';
import type { Kept } from './promises';

const { values: options } = parseArgs({
	options: {
		quick: { type: 'boolean', default: false },
		json: { type: 'boolean', default: false },
		only: { type: 'string', default: '' },
		shape: { type: 'string', default: '' },
		worst: { type: 'string', default: '15' },
		patience: { type: 'string', default: '8000' },
		measure: { type: 'string', default: '' },
		from: { type: 'string', default: '0' },
		to: { type: 'string', default: '9999' },
		/** Set by this program itself: the process that measures every second reader, the even or the odd ones. */
		lane: { type: 'string' },
	},
});

/** A shape that takes more of the processor's time (in milliseconds) is given up as one that hangs; a busy machine does not count. */
const patience = Number(options.patience);
/** A reader that hangs or ends its thread so often is named, and the others come. */
const mostEnds = 5;
/** Memory of a thread, with what the program itself takes. Texts that nest deep are up to 2 MB long. */
const mostMegabytes = { length: 300, depth: 1500 };
/**
 * The editor's own thread has 1 MB. Other threads have four times as much by default, and would hide what recurses. Nested texts are
 * as much less deep as their stack is smaller than that; Node keeps 0.19 MB of either for itself.
 */
const stackMegabytes = { length: 1, depth: 0.29 };
const measures = (['length', 'depth'] as const).filter(measure => measure.includes(options.measure));
/** With `--quick`, one reader of so many, and one shape of so many. */
const [subjectStep, shapeStep] = options.quick ? [83, 23] : [1, 1];
/** Time is measured as what a whole process takes of the processor, so that processes, not threads, share the work. */
const lanes = options.quick ? 1 : 2;

interface Row {
	readonly subject: string;
	readonly shape: string;
	readonly milliseconds: number;
	readonly bytes: number;
	readonly fault?: string;
}

/** The worker as one file: a thread that starts again after a hang must start quickly. */
let bundle: string | undefined;

const rows: Row[] = [];

async function measure(subject: number): Promise<void> {
	for (const kind of measures) {
		let left = shapes.flatMap((shape, at) =>
			shape.name.includes(options.shape) && (at + subject) % shapeStep === 0 && (kind === 'length' || shape.deep !== undefined) ? [at] : [],
		);
		for (let ends = 0; left.length > 0 && ends < mostEnds; ends += 1) {
			left = await measureSome({ subject, shapes: left, measure: kind });
		}
		if (left.length > 0) {
			console.error(`${subjects[subject]?.name ?? ''}: ${left.length} shapes were not tried after ${mostEnds} that hung`);
		}
	}
}

/** Threads that wait for the next task: one starts for as long as it then measures a reader. */
const idle: { readonly worker: Worker; readonly kind: GrowthTask['measure'] }[] = [];

function takeThread(kind: GrowthTask['measure']): Worker {
	const at = idle.findIndex(thread => thread.kind === kind);
	const [thread] = at < 0 ? [] : idle.splice(at, 1);
	bundle ??= bundleWorker('growthWorker');
	return (
		thread?.worker ??
		// Without tsx, which the bundle doesn't need and which doesn't start on a small stack.
		new Worker(bundle, {
			execArgv: [],
			resourceLimits: { maxOldGenerationSizeMb: mostMegabytes[kind], stackSizeMb: stackMegabytes[kind] },
		})
	);
}

/** Has a thread measure until it is done or has to be ended, and gives the shapes that it did not come to. */
function measureSome(task: GrowthTask): Promise<number[]> {
	return new Promise(resolve => {
		watch(task, resolve);
	});
}

function watch(task: GrowthTask, resolve: (left: number[]) => void): void {
	const { subject, shapes: left } = task;
	const worker = takeThread(task.measure);
	let present: { readonly shape: number; readonly size: number } | undefined;
	const stopWatching = (): void => {
		clearInterval(watch);
		worker.off('message', hear);
		worker.off('error', fail);
	};
	const giveUp = (why: string): void => {
		stopWatching();
		if (present === undefined) {
			throw new Error(`${subjects[subject]?.name ?? ''} did not begin: ${why}`);
		}
		const { shape, size } = present;
		note(subject, { kind: 'measured', shape, milliseconds: patience, bytes: 0, fault: `${why} at ${size} characters` });
		void worker.terminate().then(() => {
			resolve(left.slice(left.indexOf(shape) + 1));
		});
	};
	let begun = usedTime() + 20_000;
	const watch = setInterval(() => {
		if (usedTime() - begun > patience) {
			giveUp('hangs');
		}
	}, 200);
	const hear = (message: GrowthMessage): void => {
		if (message.kind === 'begins') {
			present = message;
			begun = usedTime();
		} else if (message.kind === 'measured') {
			note(subject, message);
		} else {
			stopWatching();
			idle.push({ worker, kind: task.measure });
			resolve([]);
		}
	};
	const fail = (error: Error): void => {
		giveUp(`ends its thread (${error.message})`);
	};
	worker.on('message', hear);
	worker.on('error', fail);
	worker.postMessage(task);
}

/** Milliseconds of the processor that all threads of this process took. */
function usedTime(): number {
	const { user, system } = process.cpuUsage();
	return (user + system) / 1000;
}

function note(subject: number, { shape, depth, milliseconds, bytes, fault }: GrowthMessage & { kind: 'measured' }): void {
	const row = {
		subject: subjects[subject]?.name ?? '',
		shape: `${shapes[shape]?.name ?? ''}${depth === undefined ? '' : ` × ${depth}`}`,
		milliseconds,
		bytes,
		...(fault === undefined ? {} : { fault }),
	};
	rows.push(row);
	if (fault !== undefined) {
		console.error(`FAULT  ${row.subject}  |  ${row.shape}  |  ${fault}`);
	}
}

async function measureAll(lane: number): Promise<void> {
	const queue = subjects.flatMap((subject, at) =>
		subject.name.includes(options.only) && at >= Number(options.from) && at < Number(options.to) && at % subjectStep === 0 ? [at] : [],
	);
	for (const [at, next] of queue.entries()) {
		if (at % lanes === lane) {
			await measure(next);
		}
		if (at % (25 * lanes) === lane) {
			console.error(`${next} of ${subjects.length} readers, ${Math.round(usedTime() / 1000)} s`);
		}
	}
	await Promise.all(idle.map(({ worker }) => worker.terminate()));
	const worst = Number(options.worst);
	const table = (title: string, sorted: readonly Row[], valueOf: (row: Row) => string): void => {
		console.error(
			`\n${title}\n${sorted
				.slice(0, worst)
				.map(row => `${valueOf(row).padStart(10)}  ${row.subject}  |  ${row.shape}`)
				.join('\n')}`,
		);
	};
	table(
		'Longest at 100 kB',
		rows.toSorted((a, b) => b.milliseconds - a.milliseconds),
		row => `${Math.round(row.milliseconds)} ms`,
	);
	table(
		'Most memory at 100 kB',
		rows.toSorted((a, b) => b.bytes - a.bytes),
		row => `${(row.bytes / 1e6).toFixed(1)} MB`,
	);
	console.error(`\n${rows.length} pairs of ${new Set(rows.map(row => row.subject)).size} readers and ${shapes.length} shapes.`);
	report(
		{
			promise: 'Twice as long a file takes about twice as long to read, whatever a stranger wrote into it',
			tried: rows.length,
			failed: rows.filter(row => row.fault !== undefined).length,
		},
		options,
	);
}

/** What the process of one lane finds. */
function findingsOfLane(lane: number): Promise<readonly Kept[]> {
	return new Promise((resolve, reject) => {
		const [, script = '', ...given] = process.argv;
		const child = spawn(process.execPath, ['--import', 'tsx', script, ...given, '--json', '--lane', String(lane)], {
			stdio: ['ignore', 'pipe', 'inherit'],
		});
		let printed = '';
		child.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text));
		child.on('error', reject);
		child.on('close', code => {
			resolve(findingsOf(printed, 'npm run proof:growth', code === 0));
		});
	});
}

async function main(): Promise<void> {
	if (options.lane !== undefined || lanes === 1) {
		await measureAll(Number(options.lane ?? 0));
		return;
	}
	const found = await Promise.all(Array.from({ length: lanes }, (_, lane) => findingsOfLane(lane)));
	for (const finding of added(found.flat())) {
		report(finding, options);
	}
}

void main();
