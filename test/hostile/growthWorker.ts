import { parentPort } from 'node:worker_threads';
import { shapes } from './shapes';
import { subjects } from './subjects';

/** What the main thread hears: of which shape the worker is about to try, and what it found of it. */
export type GrowthMessage =
	| { readonly kind: 'begins'; readonly shape: number; readonly size: number }
	| {
			readonly kind: 'measured';
			readonly shape: number;
			readonly depth?: number;
			readonly milliseconds: number;
			readonly bytes: number;
			readonly fault?: string;
	  }
	| { readonly kind: 'done' };

export interface GrowthTask {
	readonly subject: number;
	/** The shapes still to try. */
	readonly shapes: readonly number[];
	/** Whether the text grows, or nests deep. */
	readonly measure: 'length' | 'depth';
}

const small = 2_000;
const middle = 8_000;
const large = 100_000;
/** Milliseconds for the middle size, below which even what takes the square of the text stays below 40 ms at the large one. */
const flat = 0.25;
/** As deep, in a thread whose stack is an eighth of the editor's, as 100,000 is in the editor's; and read in an eighth of the time. */
const depth = 12_500;

function isTask(value: unknown): value is GrowthTask {
	return typeof value === 'object' && value !== null && 'subject' in value && 'shapes' in value;
}

async function run({ subject: at, shapes: left, measure: kind }: GrowthTask): Promise<void> {
	const subject = subjects[at];
	for (const at of left) {
		const shape = shapes[at];
		if (subject !== undefined && shape !== undefined) {
			await (kind === 'length'
				? measure(
						at,
						size => shape.of(size),
						text => subject.run(text),
					)
				: measureDepth(at, shape.deep?.(depth) ?? '', text => subject.run(text)));
		}
	}
	tell({ kind: 'done' });
}

async function measureDepth(shape: number, text: string, read: (text: string) => unknown): Promise<void> {
	tell({ kind: 'begins', shape, size: text.length });
	const start = process.cpuUsage();
	try {
		await read(text);
		const { user, system } = process.cpuUsage(start);
		tell({ kind: 'measured', shape, depth, milliseconds: (user + system) / 1000, bytes: 0 });
	} catch (error) {
		tell({ kind: 'measured', shape, depth, milliseconds: 0, bytes: 0, fault: `throws ${wordsOf(error)}` });
	}
}

function wordsOf(error: unknown): string {
	return error instanceof Error
		? (error.stack ?? error.message)
				.split('\n')
				.slice(0, 4)
				.map(line => line.trim())
				.join(' ')
				.slice(0, 300)
		: 'something else';
}

async function measure(shape: number, of: (size: number) => string, read: (text: string) => unknown): Promise<void> {
	const timeAt = async (size: number): Promise<number> => {
		const text = of(size);
		tell({ kind: 'begins', shape, size });
		const start = process.cpuUsage();
		await read(text);
		const { user, system } = process.cpuUsage(start);
		return (user + system) / 1000;
	};
	const least = async (size: number, times: number): Promise<number> => {
		let best = Infinity;
		for (let time = 0; time < times; time += 1) {
			best = Math.min(best, await timeAt(size));
		}
		return best;
	};
	try {
		const atSmall = await timeAt(small);
		let atMiddle = await timeAt(middle);
		const isSuspicious = (): boolean => atMiddle > flat && atMiddle > 2 * (middle / small) * atSmall;
		if (isSuspicious()) {
			atMiddle = Math.min(atMiddle, await least(middle, 2));
		}
		if (!isSuspicious() && atMiddle < 12) {
			tell({ kind: 'measured', shape, milliseconds: atMiddle * (large / middle), bytes: 0 });
			return;
		}
		const before = process.memoryUsage().heapUsed;
		const atLarge = await timeAt(large);
		const bytes = process.memoryUsage().heapUsed - before;
		const fault = atLarge > 1000 ? `${Math.round(atLarge)} ms at 100 kB` : await growthFault(least);
		tell({ kind: 'measured', shape, milliseconds: atLarge, bytes, ...(fault === undefined ? {} : { fault }) });
	} catch (error) {
		tell({ kind: 'measured', shape, milliseconds: 0, bytes: 0, fault: `throws ${wordsOf(error)}` });
	}
}

/** Doubled twice, since one measurement may have met a collection of garbage. */
async function growthFault(least: (size: number, times: number) => Promise<number>): Promise<string | undefined> {
	let times: readonly number[] = [];
	let grows = true;
	// Seen once, a second look takes the best of more: what is left over from one text is collected during the next.
	for (let look = 1; grows && look <= 2; look += 1) {
		times = [await least(50_000, 3 * look), await least(100_000, 3 * look), await least(200_000, 3 * look)];
		const [one = 0, two = 0, four = 0] = times;
		grows = two > 2.5 * one && four > 2.5 * two && four > 20;
	}
	const [one = 0, two = 0, four = 0] = times;
	return grows
		? `grows ${(two / one).toFixed(1)} and ${(four / two).toFixed(1)} times: ${times.map(time => time.toFixed(1)).join(', ')} ms at 50, 100 and 200 kB`
		: undefined;
}

function tell(message: GrowthMessage): void {
	parentPort?.postMessage(message);
}

parentPort?.on('message', (task: unknown) => {
	if (isTask(task)) {
		void run(task);
	}
});
