import type { Pace } from './pace';

/** So many are sorted in one go. */
const runLength = 512;

/**
 * What `[...items].sort(compare)` makes, equals in the order they came, with rests in between: to sort 100,000 names as people do takes
 * some hundred milliseconds.
 */
export async function sortedInSlices<T extends object>(
	items: readonly T[],
	compare: (a: T, b: T) => number,
	pace: Pace,
): Promise<readonly T[]> {
	let runs: (readonly T[])[] = [];
	for (let at = 0; at < items.length; at += runLength) {
		runs.push(items.slice(at, at + runLength).sort(compare));
		await pace.rest();
	}
	while (runs.length > 1) {
		const longer: (readonly T[])[] = [];
		for (let at = 0; at < runs.length; at += 2) {
			longer.push(await merged(runs[at] ?? [], runs[at + 1] ?? [], compare, pace));
		}
		runs = longer;
	}
	return runs[0] ?? [];
}

async function merged<T extends object>(
	some: readonly T[],
	others: readonly T[],
	compare: (a: T, b: T) => number,
	pace: Pace,
): Promise<readonly T[]> {
	const both: T[] = [];
	let next = 0;
	await pace.each(some, item => {
		for (let other = others[next]; other !== undefined && compare(other, item) < 0; other = others[next]) {
			both.push(other);
			next += 1;
		}
		both.push(item);
	});
	return both.concat(others.slice(next));
}
