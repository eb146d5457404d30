import type { Pause } from '../pace';
import { frontMatterRange, nociteRange } from './frontMatterRanges';
import { inlineMask } from './inlineMask';
import type { Resumption } from './scanBlocks';
import { isSameOpen, nothingOpen, scanBlocksBetween, shiftedOpen } from './scanBlocks';
import type { Range } from './syntax';

/**
 * Tells at which offsets of a markdown text citations count, for a text that is asked about again and again while it is written: only what changed since the last time,
 * and the paragraph around the offset, are read.
 */
export class ProseFinder {
	private text = '';
	/** Places up to which {@link text} was read, ascending. */
	private read: readonly Resumption[] = [];
	/** Places behind those, of a former text: they hold again from the first at which the same is open. */
	private former: readonly Resumption[] = [];

	/** Whether text at an offset is prose, or the value of `nocite`: no code, no formula, no link, no comment, no other front matter. */
	holds(text: string, at: number): boolean {
		const frontEnd = frontMatterRange(text)?.end ?? 0;
		if (at < frontEnd) {
			const nocite = nociteRange(text);
			return nocite !== undefined && nocite.start <= at && at <= nocite.end;
		}
		this.keepUnchanged(text, frontEnd);
		this.readUpTo(at);
		const from = this.read.findLast(place => place.at <= at) ?? { at: frontEnd, open: nothingOpen };
		const { runs, definitions } = scanBlocksBetween(text, from, at, start => (start > at + longestRun ? 'enough' : 'on'));
		const run = runs.find(({ start, end }) => start <= at && at < end);
		return run !== undefined && !inlineMask(text, shortened(text, run, at), definitions).some(({ start, end }) => start <= at && at < end);
	}

	/** Reads a text before it is asked about, in steps between which `pause` gives way to other work; it ends early where another text is asked about meanwhile. */
	async prepare(text: string, pause: Pause): Promise<void> {
		this.keepUnchanged(text, frontMatterRange(text)?.end ?? 0);
		for (let at = step; this.text === text && at < text.length + step; at += step) {
			this.readUpTo(Math.min(at, text.length));
			await pause();
		}
	}

	/** Reads on from what was read up to an offset, or up to where the former text goes on alike. */
	private readUpTo(at: number): void {
		const last = this.read.at(-1);
		if (last === undefined || last.at > at) {
			return;
		}
		const read = [...this.read];
		let next = 0;
		let joined: readonly Resumption[] | undefined;
		scanBlocksBetween(this.text, last, at, (start, open) => {
			while ((this.former[next]?.at ?? Infinity) < start) {
				next += 1;
			}
			const known = this.former[next];
			if (known?.at === start && isSameOpen(known.open, open(), 0)) {
				joined = this.former.slice(next);
				return 'enough';
			}
			if (start > at) {
				return 'enough';
			}
			if (start - (read.at(-1)?.at ?? 0) >= distance) {
				read.push({ at: start, open: open() });
			}
			return 'on';
		});
		this.read = joined === undefined ? read : [...read, ...joined];
		this.former = joined === undefined ? this.former.slice(next) : [];
		if (joined !== undefined) {
			this.readUpTo(at);
		}
	}

	private keepUnchanged(text: string, frontEnd: number): void {
		const known = [...this.read, ...this.former];
		const shift = text.length - this.text.length;
		const start = unchangedStart(this.text, text, known);
		const end = unchangedEnd(this.text, text, known);
		const before = this.read.filter(({ at }) => at >= frontEnd && at <= start);
		this.read = before[0]?.at === frontEnd ? before : [{ at: frontEnd, open: nothingOpen }];
		const behind = Math.max(this.read.at(-1)?.at ?? 0, frontEnd);
		this.former = known.filter(({ at }) => at >= end && at + shift > behind).map(({ at, open }) => ({ at: at + shift, open: shiftedOpen(open, shift) }));
		this.text = text;
	}
}

/** So much is read in some milliseconds. */
const step = 100_000;

/** Places lie that far apart at least. */
const distance = 2000;

/** Nobody writes a longer paragraph; of one that is, the part around an offset is read. */
const longestRun = 20_000;

function shortened(text: string, { start, end }: Range, at: number): Range {
	return { start: at - start > longestRun ? text.lastIndexOf('\n', at - longestRun) + 1 : start, end: Math.min(end, at + longestRun) };
}

/** The last of some places up to which two texts are the same. Parts of texts compare fast. */
function unchangedStart(before: string, after: string, places: readonly Resumption[]): number {
	let low = 0;
	let high = places.length;
	let same = 0;
	while (low < high) {
		const middle = (low + high) >> 1;
		const { at } = places[middle] ?? { at: 0 };
		if (before.slice(same, at) === after.slice(same, at)) {
			same = at;
			low = middle + 1;
		} else {
			high = middle;
		}
	}
	return same;
}

/** The first of some places of a text from which on another is the same to its end. */
function unchangedEnd(before: string, after: string, places: readonly Resumption[]): number {
	const shift = after.length - before.length;
	let low = 0;
	let high = places.length;
	let same = before.length + 1;
	while (low < high) {
		const middle = (low + high) >> 1;
		const { at } = places[middle] ?? { at: 0 };
		if (at + shift >= 0 && before.slice(at, same) === after.slice(at + shift, same + shift)) {
			same = at;
			high = middle;
		} else {
			low = middle + 1;
		}
	}
	return same;
}
