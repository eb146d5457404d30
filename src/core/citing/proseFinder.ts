import { frontMatterRange, nociteRange } from './frontMatterRanges';
import { inlineMask } from './inlineMask';
import { scanBlocksBetween } from './scanBlocks';

/**
 * Tells at which offsets of a markdown text citations count, for a text that is asked about again and again while it is written: only what changed since the last time,
 * and the paragraph around the offset, are read.
 */
export class ProseFinder {
	private text = '';
	/** Offsets at which no block is open, ascending. What stands before them is {@link text}. */
	private resting: number[] = [];

	/** Whether text at an offset is prose, or the value of `nocite`: no code, no formula, no link, no comment, no other front matter. */
	holds(text: string, at: number): boolean {
		const frontEnd = frontMatterRange(text)?.end ?? 0;
		if (at < frontEnd) {
			const nocite = nociteRange(text);
			return nocite !== undefined && nocite.start <= at && at <= nocite.end;
		}
		this.keepUnchanged(text, frontEnd);
		const from = this.resting.findLast(offset => offset <= at) ?? frontEnd;
		const passed = [from];
		const { runs, definitions } = scanBlocksBetween(text, from, at, passed);
		this.resting.push(...passed.filter(offset => offset > (this.resting.at(-1) ?? -1) && offset <= at));
		const run = runs.find(({ start, end }) => start <= at && at < end);
		return run !== undefined && !inlineMask(text, run, definitions).some(({ start, end }) => start <= at && at < end);
	}

	private keepUnchanged(text: string, frontEnd: number): void {
		const changed = firstChange(this.text, text, this.resting);
		this.resting = this.resting.filter(offset => offset >= frontEnd && offset <= changed);
		this.text = text;
	}
}

/** The last of some offsets up to which two texts are the same. Parts of texts compare fast. */
function firstChange(before: string, after: string, offsets: readonly number[]): number {
	let low = 0;
	let high = offsets.length;
	let same = 0;
	while (low < high) {
		const middle = (low + high) >> 1;
		const offset = offsets[middle] ?? 0;
		if (before.slice(same, offset) === after.slice(same, offset)) {
			same = offset;
			low = middle + 1;
		} else {
			high = middle;
		}
	}
	return same;
}
