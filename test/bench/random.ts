/**
 * Numbers from 0 to below 1, the same for the same seed on every machine: mulberry32,
 * https://gist.github.com/tommyettinger/46a874533244883189143505d203312c
 */
export class Random {
	constructor(private state: number) {}

	next(): number {
		this.state = (this.state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
	}

	/** 0 to `count` - 1. */
	below(count: number): number {
		return Math.floor(this.next() * count);
	}

	pick<T>(items: readonly T[]): T {
		const item = items[this.below(items.length)];
		if (item === undefined) {
			throw new Error('Nothing to pick from');
		}
		return item;
	}

	/** Around 0, spread 1. */
	normal(): number {
		return Math.sqrt(-2 * Math.log(1 - this.next())) * Math.cos(2 * Math.PI * this.next());
	}
}

/** Draws ranks (from 0) by a curve of frequencies: `[rank from 1, share]` knots, straight between them on logarithmic scales. */
export class RankedDraw {
	private readonly sums: Float64Array;

	constructor(knots: readonly (readonly [rank: number, share: number])[]) {
		const last = knots.at(-1)?.[0] ?? 1;
		this.sums = new Float64Array(last);
		let sum = 0;
		let knot = 0;
		for (let rank = 1; rank <= last; rank += 1) {
			while (knot < knots.length - 2 && (knots[knot + 1]?.[0] ?? last) < rank) {
				knot += 1;
			}
			sum += shareAt(rank, knots[knot] ?? [1, 1], knots[knot + 1] ?? [1, 1]);
			this.sums[rank - 1] = sum;
		}
	}

	draw(random: Random): number {
		const wanted = random.next() * (this.sums.at(-1) ?? 0);
		let from = 0;
		let to = this.sums.length - 1;
		while (from < to) {
			const middle = (from + to) >>> 1;
			if ((this.sums[middle] ?? 0) <= wanted) {
				from = middle + 1;
			} else {
				to = middle;
			}
		}
		return from;
	}
}

function shareAt(rank: number, [fromRank, fromShare]: readonly [number, number], [toRank, toShare]: readonly [number, number]): number {
	if (toRank === fromRank) {
		return fromShare;
	}
	const part = Math.log(rank / fromRank) / Math.log(toRank / fromRank);
	return fromShare * (toShare / fromShare) ** part;
}
