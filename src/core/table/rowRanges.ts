import { firstIndex } from '../data/lists';
/** Rows of a table by their numbers, from 0 on: `to` is no more among them. */
export interface RowRange {
	readonly from: number;
	readonly to: number;
}

/** Selected rows: sorted, apart from each other, none empty. A click or two thousand rows are one range each. */
export type RowRanges = readonly RowRange[];

export function hasRow(ranges: RowRanges, row: number): boolean {
	return (ranges[firstIndex(ranges, ({ to }) => to > row)]?.from ?? Infinity) <= row;
}

export function countRows(ranges: RowRanges): number {
	return ranges.reduce((sum, { from, to }) => sum + to - from, 0);
}

export function withRows(ranges: RowRanges, { from, to }: RowRange): RowRanges {
	if (to <= from) {
		return ranges;
	}
	const touching = ranges.filter(range => range.from <= to && range.to >= from);
	return [
		...ranges.filter(range => range.to < from),
		{ from: Math.min(from, touching[0]?.from ?? from), to: Math.max(to, touching.at(-1)?.to ?? to) },
		...ranges.filter(range => range.from > to),
	];
}

export function withoutRows(ranges: RowRanges, { from, to }: RowRange): RowRanges {
	return to <= from
		? ranges
		: ranges
				.flatMap(range => [
					{ from: range.from, to: Math.min(range.to, from) },
					{ from: Math.max(range.from, to), to: range.to },
				])
				.filter(range => range.from < range.to);
}

/** The ranges of rows that come one by one, in ascending order. */
export class RangesOfRows {
	private readonly found: { from: number; to: number }[] = [];

	add(row: number): void {
		const last = this.found.at(-1);
		if (last?.to === row) {
			last.to = row + 1;
		} else {
			this.found.push({ from: row, to: row + 1 });
		}
	}

	ranges(): RowRanges {
		return this.found;
	}
}

/** What is selected in a list, as the editor's own lists select: https://code.visualstudio.com/docs/getstarted/keybindings#_lists-and-trees */
export interface RowSelection {
	readonly ranges: RowRanges;
	/** The row that has the focus; -1 for none. */
	readonly focus: number;
	/** Where a selection with Shift begins. */
	readonly anchor: number;
}

export const nothingSelected: RowSelection = { ranges: [], focus: -1, anchor: -1 };

/** Which keys were held. */
export interface Held {
	/** Cmd on a Mac. */
	readonly ctrl: boolean;
	readonly shift: boolean;
}

/** A click on a row. */
export function clicked(selection: RowSelection, row: number, { ctrl, shift }: Held): RowSelection {
	return shift ? upTo(selection, row, ctrl) : ctrl ? toggled(selection, row) : only(row);
}

/** An arrow or another key that leads to a row. With Ctrl only the focus goes there. */
export function movedOnTo(selection: RowSelection, row: number, { ctrl, shift }: Held): RowSelection {
	return shift ? upTo(selection, row, false) : ctrl ? { ...selection, focus: row, anchor: row } : only(row);
}

export function toggled({ ranges }: RowSelection, row: number): RowSelection {
	const one = { from: row, to: row + 1 };
	return { ranges: hasRow(ranges, row) ? withoutRows(ranges, one) : withRows(ranges, one), focus: row, anchor: row };
}

export function allSelected(selection: RowSelection, count: number): RowSelection {
	return { ...selection, ranges: count === 0 ? [] : [{ from: 0, to: count }] };
}

function only(row: number): RowSelection {
	return { ranges: [{ from: row, to: row + 1 }], focus: row, anchor: row };
}

/** Everything from the anchor on, and with `adds` what was selected before. */
function upTo({ ranges, anchor }: RowSelection, row: number, adds: boolean): RowSelection {
	const start = anchor < 0 ? row : anchor;
	const range = { from: Math.min(start, row), to: Math.max(start, row) + 1 };
	return { ranges: adds ? withRows(ranges, range) : [range], focus: row, anchor: start };
}
