import { Cover, joinRanges } from '../text/cover';
import { readMark } from './citationKeys';
import type { Range } from '../text/edits';
import type { Pause } from '../work/pace';
import type { BlockSink } from './blockSink';
import type { Resumption } from './blocks';
import { bodyStart, scanBlocks, scanBlocksBetween } from './blocks';
import { Closers } from './closers';
import { citingFields } from './frontMatter';
import { InlineScanner } from './inlines';
import { withoutPrefixes } from './linePrefixes';
import { isSameOpen, nothingOpen, shiftedOpen } from './openBlocks';

/** The inline text of one block (a paragraph, a heading, a cell of a table), and what in it is code, markup, a formula or an address. */
export interface ProseRun extends Range {
	/** Sorted, none overlapping another. */
	readonly masked: readonly Range[];
}

/**
 * The runs of a Markdown document's text with a sign in them, in order. Front matter, code, comments and link definitions are in no run;
 * the text of a link is, its address is masked.
 */
export function proseRuns(text: string, sign: string): readonly ProseRun[] {
	const collector = new RunCollector(text, sign);
	scanBlocks(text, collector);
	return collector.runs.map(run => ({ start: run.start, end: run.end, masked: maskOf(text, run) }));
}

/**
 * Every match of an expression in a Markdown text's prose that starts outside code, HTML, formulae and addresses. The expression must be
 * global, and hold `sign` wherever it matches.
 */
export function* scanProse(text: string, expression: RegExp, sign: string): Iterable<RegExpExecArray> {
	for (const run of proseRuns(text, sign)) {
		const masked = new Cover(run.masked);
		const pattern = new RegExp(expression.source, expression.flags);
		const inside = text.slice(run.start, run.end);
		for (let match = pattern.exec(inside); match !== null; match = pattern.exec(inside)) {
			const start = match.index + run.start;
			const maskEnd = masked.endAt(start);
			if (maskEnd !== undefined) {
				pattern.lastIndex = maskEnd - run.start;
				continue;
			}
			match.index = start;
			yield match;
		}
	}
}

/** A run whose inline text was not read yet. */
interface Run extends Range {
	/** What stands at the start of its further lines and is no part of it, in pairs of offsets. */
	readonly prefixes: readonly number[];
}

/** Keeps the runs with a sign in them. */
class RunCollector implements BlockSink {
	readonly runs: Run[] = [];
	/** Where the sign stands next. */
	private next = -1;

	constructor(
		private readonly text: string,
		private readonly sign: string,
	) {}

	inline(start: number, end: number, _level: number, prefixes: readonly number[]): void {
		if (this.next < start) {
			const found = this.text.indexOf(this.sign, start);
			this.next = found < 0 ? Infinity : found;
		}
		if (this.next < end) {
			this.runs.push({ start, end, prefixes: [...prefixes] });
		}
	}

	html(start: number, end: number, prefixes: readonly number[]): void {
		this.inline(start, end, 0, prefixes);
	}
}

function maskOf(text: string, { start, end, prefixes }: Run): readonly Range[] {
	const masked: Range[] = [];
	const source = prefixes.length === 0 ? text.slice(start, end) : withoutPrefixes(text, start, end, prefixes);
	const mask = (_kind: string, from: number, to: number) => masked.push({ start: from + start, end: to + start });
	new InlineScanner(source, { mask, mark: at => readMark(source, at)?.end }).scan(0, source.length);
	return joinRanges(masked);
}

/**
 * Tells at which offsets of a Markdown text citations count, for a text that is asked about again and again while it is written: only what
 * changed since the last time, and the paragraph around the offset, are read.
 */
export class ProseFinder {
	private text = '';
	private closers = new Closers('');
	/** Places up to which {@link text} was read, ascending. */
	private read: readonly Resumption[] = [];
	/** Places after those, of a former text: they hold again from the first at which the same is open. */
	private former: readonly Resumption[] = [];

	/** Whether text at an offset is prose, or metadata that cites: no code, no formula, no address, no comment, no other front matter. */
	holds(text: string, at: number): boolean {
		const start = bodyStart(text);
		if (at < start) {
			return citingFields(text).some(field => field.start <= at && at <= field.end);
		}
		this.keepUnchanged(text, start);
		this.readUpTo(at);
		const from = this.read.findLast(place => place.at <= at) ?? { at: start, open: nothingOpen };
		const collector = new RunCollector(text, '');
		scanBlocksBetween(text, collector, from, at, this.closers, next => (next > at + longestRun ? 'enough' : 'on'));
		const run = collector.runs.find(({ start: first, end }) => first <= at && at < end);
		return run !== undefined && !maskOf(text, shortened(text, run, at)).some(({ start: first, end }) => first <= at && at < end);
	}

	/**
	 * Reads a text before it is asked about, in steps between which `pause` gives way to other work; it ends early where another text is
	 * asked about meanwhile.
	 */
	async prepare(text: string, pause: Pause): Promise<void> {
		this.keepUnchanged(text, bodyStart(text));
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
		scanBlocksBetween(this.text, {}, last, at, this.closers, (start, open) => {
			while ((this.former[next]?.at ?? Infinity) < start) {
				next += 1;
			}
			const known = this.former[next];
			const here = known?.at === start ? open() : undefined;
			if (known !== undefined && here !== undefined && isSameOpen(known.open, here)) {
				joined = this.former.slice(next);
				return 'enough';
			}
			if (start > at) {
				return 'enough';
			}
			const place = start - (read.at(-1)?.at ?? 0) >= distance ? open() : undefined;
			if (place !== undefined) {
				read.push({ at: start, open: place });
			}
			return 'on';
		});
		this.read = joined === undefined ? read : [...read, ...joined];
		this.former = joined === undefined ? this.former.slice(next) : [];
		if (joined !== undefined) {
			this.readUpTo(at);
		}
	}

	private keepUnchanged(text: string, bodyStarts: number): void {
		if (text === this.text) {
			return;
		}
		const known = this.closers.holdsFor(text) ? [...this.read, ...this.former] : [];
		const shift = text.length - this.text.length;
		const start = unchangedStart(this.text, text, known);
		const end = unchangedEnd(this.text, text, known);
		const before = this.read.filter(({ at }) => known.length > 0 && at >= bodyStarts && at <= start);
		this.read = before[0]?.at === bodyStarts ? before : [{ at: bodyStarts, open: nothingOpen }];
		const after = Math.max(this.read.at(-1)?.at ?? 0, bodyStarts);
		this.former = known
			.filter(({ at }) => at >= end && at + shift > after)
			.map(({ at, open }) => ({ at: at + shift, open: shiftedOpen(open, shift) }));
		this.text = text;
		this.closers = new Closers(text);
	}
}

/** So much is read in some milliseconds. */
const step = 100_000;

/** Places lie that far apart at least. */
const distance = 2000;

/** Nobody writes a longer paragraph; of one that is, the part around an offset is read. */
const longestRun = 20_000;

function shortened(text: string, { start, end, prefixes }: Run, at: number): Run {
	const from = at - start > longestRun ? text.lastIndexOf('\n', at - longestRun) + 1 : start;
	return {
		start: from,
		end: Math.min(end, at + longestRun),
		prefixes: from === start ? prefixes : prefixes.slice(prefixes.findIndex(offset => offset >= from) & ~1),
	};
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
