import type { Pace } from '../work/pace';
import type { Head } from '../paper/head';
import type { TableGroup } from './order';
import { RangesOfRows } from './rowRanges';
import type { RowRange, RowRanges } from './rowRanges';

export type TableRow =
	| { readonly kind: 'group'; readonly group: TableGroup; readonly isFolded: boolean }
	| { readonly kind: 'paper'; readonly head: Head; readonly group: string };

/** By group, the ids of papers in it. Where the groups are others, all are in one set, under no name. */
export type PickedPapers = ReadonlyMap<string, ReadonlySet<string>>;

/** The rows of a table, in order, of which each is told by its number. */
export class TableRows {
	/** The number of each group's first row. */
	private readonly starts: readonly number[];
	readonly count: number;

	/**
	 * @param groups one without a label where papers aren't grouped: it has no row of its own
	 * @param folded the names of groups whose papers have no rows
	 */
	constructor(
		readonly groups: readonly TableGroup[],
		private readonly folded: ReadonlySet<string> = new Set(),
	) {
		let count = 0;
		this.starts = groups.map(group => {
			const start = count;
			count += this.rowsOf(group);
			return start;
		});
		this.count = count;
	}

	at(row: number): TableRow | undefined {
		const found = this.groupAt(row);
		if (found === undefined) {
			return undefined;
		}
		const { group, start } = found;
		const place = row - start - ownRows(group);
		if (place < 0) {
			return { kind: 'group', group, isFolded: this.folded.has(group.name) };
		}
		const head = group.heads[place];
		return head && { kind: 'paper', head, group: group.name };
	}

	/** The papers of some rows, in order; one that is in several groups comes once. */
	headsIn(ranges: RowRanges): readonly Head[] {
		const heads = new Set<Head>();
		for (const { group, places } of this.partsIn(ranges)) {
			for (let place = places.from; place < places.to; place += 1) {
				const head = group.heads[place];
				if (head !== undefined) {
					heads.add(head);
				}
			}
		}
		return [...heads];
	}

	/** How many of some rows are papers'. */
	papersIn(ranges: RowRanges): number {
		return this.partsIn(ranges).reduce((sum, { places }) => sum + places.to - places.from, 0);
	}

	/** Which papers stand in some rows, for {@link rangesOf} of other rows. */
	async picked(ranges: RowRanges, isInGroups: boolean, pace: Pace): Promise<PickedPapers> {
		const picked = new Map<string, Set<string>>();
		for (const { group, places } of this.partsIn(ranges)) {
			const name = isInGroups ? group.name : '';
			const ids = picked.get(name) ?? new Set();
			picked.set(name, ids);
			await pace.each(group.heads.slice(places.from, places.to), ({ id }) => ids.add(id));
		}
		return picked;
	}

	async rangesOf(picked: PickedPapers, isInGroups: boolean, pace: Pace): Promise<RowRanges> {
		const found = new RangesOfRows();
		for (const [at, group] of this.groups.entries()) {
			const ids = picked.get(isInGroups ? group.name : '');
			if (ids !== undefined && ids.size > 0 && !this.isFolded(group)) {
				let row = (this.starts[at] ?? 0) + ownRows(group);
				await pace.each(group.heads, ({ id }) => {
					if (ids.has(id)) {
						found.add(row);
					}
					row += 1;
				});
			}
		}
		return found.ranges();
	}

	/** The row of a paper in a group, or of the group; -1 where there is none. */
	rowOf(row: TableRow): number {
		const name = row.kind === 'group' ? row.group.name : row.group;
		const at = this.groups.findIndex(group => group.name === name);
		const group = this.groups[at];
		if (group === undefined || row.kind === 'group') {
			return group === undefined || ownRows(group) === 0 ? -1 : (this.starts[at] ?? -1);
		}
		const { id } = row.head;
		const place = this.isFolded(group) ? -1 : group.heads.findIndex(head => head === row.head || head.id === id);
		return place < 0 ? -1 : (this.starts[at] ?? 0) + ownRows(group) + place;
	}

	private *parts(ranges: RowRanges): Generator<{ readonly group: TableGroup; readonly places: RowRange }, void, undefined> {
		for (const { from, to } of ranges) {
			for (let row = from; row < Math.min(to, this.count);) {
				const found = this.groupAt(row);
				if (found === undefined) {
					break;
				}
				const { group, start } = found;
				const end = start + this.rowsOf(group);
				const first = start + ownRows(group);
				const places = { from: Math.max(row, first) - first, to: Math.min(to, end) - first };
				if (places.from < places.to) {
					yield { group, places };
				}
				row = end;
			}
		}
	}

	private partsIn(ranges: RowRanges): readonly { readonly group: TableGroup; readonly places: RowRange }[] {
		return [...this.parts(ranges)];
	}

	private groupAt(row: number): { readonly group: TableGroup; readonly start: number } | undefined {
		if (!(row >= 0 && row < this.count)) {
			return undefined;
		}
		let [first, end] = [0, this.starts.length];
		while (end - first > 1) {
			const middle = (first + end) >> 1;
			if ((this.starts[middle] ?? Infinity) <= row) {
				first = middle;
			} else {
				end = middle;
			}
		}
		const group = this.groups[first];
		return group && { group, start: this.starts[first] ?? 0 };
	}

	private isFolded({ name }: TableGroup): boolean {
		return this.folded.has(name);
	}

	private rowsOf(group: TableGroup): number {
		return ownRows(group) + (this.isFolded(group) ? 0 : group.heads.length);
	}
}

function ownRows({ label }: TableGroup): number {
	return label === undefined ? 0 : 1;
}
