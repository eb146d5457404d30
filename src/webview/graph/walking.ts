import type { Scene } from './scene';

export type Direction = 'left' | 'right' | 'up' | 'down';

/**
 * The node that an arrow key goes to: the nearest of those that lie in its direction, within 45 degrees to either side; those further off
 * to the side count as further away. `undefined` where there is none. Without a node to start from it is the one with most ties.
 */
export function nodeTowards(
	{ positions, degrees }: Scene,
	from: number | undefined,
	direction: Direction,
	isThere: (at: number) => boolean,
): number | undefined {
	let [best, least]: [number | undefined, number] = [undefined, Infinity];
	for (let at = 0; at < degrees.length; at += 1) {
		const cost = from === undefined ? -(degrees[at] ?? 0) : costOf(positions, from, at, direction);
		if (at !== from && cost < least && isThere(at)) {
			[best, least] = [at, cost];
		}
	}
	return best;
}

const axes: Readonly<Record<Direction, readonly [number, number]>> = { left: [-1, 0], right: [1, 0], up: [0, -1], down: [0, 1] };

function costOf(positions: Float32Array, from: number, to: number, direction: Direction): number {
	const [right, down] = axes[direction];
	const x = (positions[2 * to] ?? NaN) - (positions[2 * from] ?? NaN);
	const y = (positions[2 * to + 1] ?? NaN) - (positions[2 * from + 1] ?? NaN);
	const along = x * right + y * down;
	const aside = Math.abs(x * down - y * right);
	return along > 0 && aside <= along ? along + 2 * aside : Infinity;
}
