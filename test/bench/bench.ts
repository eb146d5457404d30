/** One line of the results. */
export interface Row {
	readonly id: string;
	/** Papers. */
	readonly size: number;
	/** Median of all runs, beside their least and most. */
	readonly value: number;
	readonly min: number;
	readonly max: number;
	readonly unit: string;
	/** What it is compared with in the same run: a library people would take instead, or what the machine can do at best. */
	readonly peer: string | null;
	readonly peerValue: number | null;
	/** value / peerValue. */
	readonly ratio: number | null;
	readonly budget: string | null;
	/** Whether the budget is kept; true where there is none. */
	readonly ok: boolean;
}

/** What one file named `*.bench.ts` exports as `bench`. Each size runs in a process of its own, bundled as the extension is. */
export interface Bench {
	readonly sizes: readonly number[];
	rows(size: number): Promise<readonly Row[]>;
}

export interface Limits {
	readonly most?: number;
	readonly least?: number;
	readonly mostRatio?: number;
	readonly leastRatio?: number;
}

export interface Peer {
	readonly name: string;
	readonly values: readonly number[];
}

/** A row of the values that several runs gave. */
export function row(id: string, size: number, unit: string, values: readonly number[], peer?: Peer, limits: Limits = {}): Row {
	const value = median(values);
	const peerValue = peer === undefined ? null : median(peer.values);
	const ratio = peerValue === null || peerValue === 0 ? null : value / peerValue;
	return {
		id,
		size,
		value: rounded(value),
		min: rounded(Math.min(...values)),
		max: rounded(Math.max(...values)),
		unit,
		peer: peer?.name ?? null,
		peerValue: peerValue === null ? null : rounded(peerValue),
		ratio: ratio === null ? null : rounded(ratio),
		budget: budgetOf(limits, unit),
		ok: keeps(value, ratio, limits),
	};
}

function keeps(
	value: number,
	ratio: number | null,
	{ most = Infinity, least = -Infinity, mostRatio = Infinity, leastRatio = -Infinity }: Limits,
): boolean {
	return value <= most && value >= least && (ratio === null || (ratio <= mostRatio && ratio >= leastRatio));
}

function budgetOf({ most, least, mostRatio, leastRatio }: Limits, unit: string): string | null {
	const parts = [
		most === undefined ? '' : `<= ${most} ${unit}`.trim(),
		least === undefined ? '' : `>= ${least} ${unit}`.trim(),
		mostRatio === undefined ? '' : `<= ${rounded(mostRatio)} x peer`,
		leastRatio === undefined ? '' : `>= ${rounded(leastRatio)} x peer`,
	].filter(part => part !== '');
	return parts.length === 0 ? null : parts.join(', ');
}

export function median(values: readonly number[]): number {
	return quantile(values, 0.5);
}

/** The value below which `part` of the values stand. */
export function quantile(values: readonly number[], part: number): number {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? Number.NaN;
}

/** Three figures that count. */
function rounded(value: number): number {
	return Number(value.toPrecision(3));
}

export const runs = 5;

/** What `work` returns, as often as there are runs. */
export async function repeat<T>(work: () => T | Promise<T>, times = runs): Promise<readonly T[]> {
	const results: T[] = [];
	for (let run = 0; run < times; run += 1) {
		results.push(await work());
	}
	return results;
}

/** Milliseconds. */
export async function timed(work: () => unknown): Promise<number> {
	const started = performance.now();
	await work();
	return performance.now() - started;
}

/** Milliseconds that the processor spent on this process so far, its threads included: other programs do not count. */
export function processorTime(): number {
	const { user, system } = process.cpuUsage();
	return (user + system) / 1000;
}

/** {@link timed} in {@link processorTime}. */
export async function processorTimed(work: () => unknown): Promise<number> {
	const started = processorTime();
	await work();
	return processorTime() - started;
}

/** Megabytes that stay in use after everything unused is gone. Needs `--expose-gc`. */
export function megabytesInUse(): number {
	globalThis.gc?.();
	globalThis.gc?.();
	const { heapUsed, arrayBuffers } = process.memoryUsage();
	return (heapUsed + arrayBuffers) / 1e6;
}
