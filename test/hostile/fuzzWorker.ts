import { parentPort, workerData } from 'node:worker_threads';
import { fuzzed, textsOf, tried } from './fuzzing';

export interface FuzzTask {
	readonly seed: number;
	/** The first input, counted from the beginning of the seed's. */
	readonly from: number;
	readonly count: number;
	/** Part of the names of the readers to try. */
	readonly only: string;
	/** Where the number of the present input stands, so that the main thread sees what hangs. */
	readonly progress: Int32Array;
}

/** Texts are made in portions, each by a seed of its own. */
export const portion = 500;

function isTask(value: unknown): value is FuzzTask {
	return typeof value === 'object' && value !== null && 'progress' in value;
}

async function run(): Promise<void> {
	if (!isTask(workerData)) {
		return;
	}
	const { seed, from, count, only, progress } = workerData;
	const readers = fuzzed.filter(({ name }) => name.includes(only));
	let texts: readonly string[] = [];
	let made = -1;
	for (let at = from; at < count; at += 1) {
		const present = Math.floor(at / portion);
		if (present !== made) {
			made = present;
			texts = textsOf(seed + present, portion);
		}
		Atomics.store(progress, 0, at);
		// The texts of one portion meet other readers than those of the next.
		const reader = readers[(at + present * 7) % readers.length];
		const finding = reader && (await tried(reader, texts[at % portion] ?? ''));
		if (finding !== undefined) {
			parentPort?.postMessage(finding);
		}
	}
	Atomics.store(progress, 0, count);
}

void run();
