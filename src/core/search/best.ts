import { compareBetween } from './packedStrings';
import type { IndexSegment } from './segment';

export interface Found {
	readonly segment: IndexSegment;
	readonly document: number;
	/** Higher is better. */
	readonly points: number;
}

/**
 * The best `limit` of what is offered: by points, then the newer paper, then by id, so that the order never depends on chance. A binary
 * heap, worst on top.
 */
export class Best {
	private readonly heap: Found[] = [];

	constructor(private readonly limit: number) {}

	/** What has fewer points than these does not get in. */
	get least(): number {
		return this.heap.length < this.limit ? Number.NEGATIVE_INFINITY : (this.heap[0]?.points ?? 0);
	}

	offer(found: Found): void {
		if (this.heap.length < this.limit) {
			this.heap.push(found);
			this.rise(this.heap.length - 1);
			return;
		}
		const [worst] = this.heap;
		if (worst !== undefined && compareFound(found, worst) < 0) {
			this.heap[0] = found;
			this.sink(0);
		}
	}

	/** Best first. */
	sorted(): readonly Found[] {
		return [...this.heap].sort(compareFound);
	}

	private rise(from: number): void {
		for (let at = from; at > 0;) {
			const parent = (at - 1) >>> 1;
			if (!this.swapIfWorse(at, parent)) {
				break;
			}
			at = parent;
		}
	}

	private sink(from: number): void {
		for (let at = from; ;) {
			const left = 2 * at + 1;
			const right = left + 1;
			const [a, b] = [this.heap[left], this.heap[right]];
			if (a === undefined) {
				break;
			}
			const child = b !== undefined && compareFound(b, a) > 0 ? right : left;
			if (!this.swapIfWorse(child, at)) {
				break;
			}
			at = child;
		}
	}

	private swapIfWorse(lower: number, upper: number): boolean {
		const [a, b] = [this.heap[lower], this.heap[upper]];
		if (a === undefined || b === undefined || compareFound(a, b) <= 0) {
			return false;
		}
		this.heap[lower] = b;
		this.heap[upper] = a;
		return true;
	}
}

/** Negative where the left one comes first. */
export function compareFound(left: Found, right: Found): number {
	return (
		right.points - left.points ||
		yearOf(right) - yearOf(left) ||
		compareBetween(left.segment.ids, left.document, right.segment.ids, right.document)
	);
}

function yearOf({ segment, document }: Found): number {
	return segment.years[document] ?? 0;
}
