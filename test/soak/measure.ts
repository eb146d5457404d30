import { Emitter } from '../../src/core/work/events';

/** What a process holds at one moment. */
export interface Holdings {
	readonly rounds: number;
	/** Bytes on the heap and beside it, after the garbage was collected. */
	readonly heap: number;
	/** Files, sockets, timers and the like that keep a process alive. */
	readonly handles: number;
	readonly listeners: number;
	/** The sizes of arrays, maps and sets by where they are: `library.volumes`. */
	readonly sizes: ReadonlyMap<string, number>;
}

/**
 * Measures, having collected the garbage; Node must run with `--expose-gc`.
 * @param roots what to look into for listeners and collections
 */
export async function measure(rounds: number, roots: object): Promise<Holdings> {
	// What was awaited lives until the next turn, and what a finalizer frees until the next collection.
	for (let times = 0; times < 3; times += 1) {
		await new Promise(resolve => setImmediate(resolve));
		globalThis.gc?.();
	}
	const { heapUsed, external } = process.memoryUsage();
	return { rounds, heap: heapUsed + external, handles: process.getActiveResourcesInfo().length, ...counted(roots) };
}

/**
 * Lists that grew all the way: larger at each moment than at the one before.
 * @param fewest with fewer moments nothing is said, as what is tidied now and then grows meanwhile
 */
export function growing(moments: readonly Holdings[], fewest = 8): readonly string[] {
	const [first] = moments;
	const paths = moments.length < fewest ? [] : [...(first?.sizes.keys() ?? [])];
	return paths
		.filter(path => moments.every((moment, at) => at === 0 || (moment.sizes.get(path) ?? 0) > (moments[at - 1]?.sizes.get(path) ?? 0)))
		.map(path => `${path}: ${moments.map(moment => moment.sizes.get(path) ?? 0).join(', ')}`);
}

/** How far down objects are looked into. */
const deepest = 7;

function counted(roots: object): Pick<Holdings, 'listeners' | 'sizes'> {
	const seen = new Set<object>();
	const sizes = new Map<string, number>();
	let listeners = 0;
	const look = (value: unknown, path: string, depth: number): void => {
		if (typeof value !== 'object' || value === null || seen.has(value) || ArrayBuffer.isView(value)) {
			return;
		}
		seen.add(value);
		const size = value instanceof Map || value instanceof Set ? value.size : Array.isArray(value) ? value.length : undefined;
		if (value instanceof Emitter) {
			const entries: unknown = Reflect.get(value, 'listeners');
			listeners += entries instanceof Set ? entries.size : 0;
		} else if (size !== undefined) {
			sizes.set(path, Math.max(size, sizes.get(path) ?? 0));
		}
		if (depth < deepest) {
			const inner =
				value instanceof Map
					? [...value.values()].slice(0, 50)
					: value instanceof Set || Array.isArray(value)
						? [...(value as Iterable<unknown>)].slice(0, 50)
						: undefined;
			inner?.forEach(one => look(one, `${path}[]`, depth + 1));
			if (inner === undefined) {
				Object.entries(value).forEach(([name, one]) => look(one, `${path}.${name}`, depth + 1));
			}
		}
	};
	look(roots, '', 0);
	return { listeners, sizes };
}
