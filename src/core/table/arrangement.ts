import { columnNames, columnOf } from './columns';
import type { ColumnName } from './columns';

export interface PlacedColumn {
	readonly name: ColumnName;
	/** In CSS pixels. */
	readonly width: number;
}

export interface SortBy {
	readonly column: ColumnName;
	readonly descending: boolean;
}

/** How the user has the table. */
export interface TableArrangement {
	/** Those that are shown, in their order; one at least. */
	readonly columns: readonly PlacedColumn[];
	/** What comes first decides first. */
	readonly sort: readonly SortBy[];
	/** Nothing where papers aren't grouped. */
	readonly group?: ColumnName | undefined;
}

export const narrowestColumn = 40;
export const widestColumn = 2000;

export const usualArrangement: TableArrangement = {
	columns: columnNames.filter(name => columnOf(name).isUsual).map(usualColumn),
	sort: [{ column: 'added', descending: true }],
};

function usualColumn(name: ColumnName): PlacedColumn {
	return { name, width: columnOf(name).width };
}

/**
 * Sorts by a column, or the other way round where it's sorted by already. With `adds` the columns that it's sorted by stay, and a third
 * time takes the column away.
 */
export function sortedBy(arrangement: TableArrangement, column: ColumnName, adds: boolean): TableArrangement {
	const { sort } = arrangement;
	const known = sort.find(by => by.column === column);
	const turned = { column, descending: known !== undefined && !known.descending };
	if (!adds) {
		return { ...arrangement, sort: [turned] };
	}
	const isDone = known?.descending === true;
	return {
		...arrangement,
		sort: known === undefined ? [...sort, turned] : sort.flatMap(by => (by.column !== column ? [by] : isDone ? [] : [turned])),
	};
}

/** Without a width, the column gets the one that it had at first. */
export function resized(arrangement: TableArrangement, column: ColumnName, width = columnOf(column).width): TableArrangement {
	const allowed = Math.round(Math.min(widestColumn, Math.max(narrowestColumn, width)));
	return { ...arrangement, columns: arrangement.columns.map(placed => (placed.name === column ? { ...placed, width: allowed } : placed)) };
}

/** Puts a column where `to` columns are before it. */
export function movedTo(arrangement: TableArrangement, column: ColumnName, to: number): TableArrangement {
	const moved = arrangement.columns.filter(({ name }) => name === column);
	const others = arrangement.columns.filter(({ name }) => name !== column);
	return { ...arrangement, columns: [...others.slice(0, to), ...moved, ...others.slice(to)] };
}

/** Shows these columns: those that were shown keep their order and widths, others come after them. All stay where none is named. */
export function withColumns(arrangement: TableArrangement, names: readonly ColumnName[]): TableArrangement {
	const kept = arrangement.columns.filter(({ name }) => names.includes(name));
	const added = names.filter(name => !kept.some(placed => placed.name === name));
	return names.length === 0 ? arrangement : { ...arrangement, columns: [...kept, ...added.map(usualColumn)] };
}
