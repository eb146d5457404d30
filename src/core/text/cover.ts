import type { Range } from './edits';

/** Sorted ranges, asked about offsets that only grow. */
export class Cover {
	private index = 0;

	constructor(private readonly ranges: readonly Range[]) {}

	/** The end of the range that holds an offset; `undefined` where none does. */
	endAt(offset: number): number | undefined {
		while ((this.ranges[this.index]?.end ?? Infinity) <= offset) {
			this.index += 1;
		}
		const range = this.ranges[this.index];
		return range !== undefined && range.start <= offset ? range.end : undefined;
	}
}

/** The same stretches, sorted and with none overlapping another. */
export function joinRanges(ranges: readonly Range[]): readonly Range[] {
	const joined: { start: number; end: number }[] = [];
	for (const { start, end } of [...ranges].sort((a, b) => a.start - b.start || b.end - a.end)) {
		const last = joined.at(-1);
		if (last !== undefined && start <= last.end) {
			last.end = Math.max(last.end, end);
		} else if (end > start) {
			joined.push({ start, end });
		}
	}
	return joined;
}
