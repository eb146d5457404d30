import { parseJson } from '../core/data/json';
import { tagColors } from '../core/library/labels';
import type { TagColor } from '../core/library/labels';
import type { PlacedColumn, SortBy, TableArrangement } from '../core/table/arrangement';
import { columnNames } from '../core/table/columns';
import type { ColumnName } from '../core/table/columns';
import type { RowRange, RowRanges } from '../core/table/rowRanges';
import type { TableFormat } from '../core/table/text';
import type { Guard } from './shapes';
import { isFiniteNumber, isFlag, isText, listOf, oneOf, optional, parsed, record, union } from './shapes';

/** What the table's host tells the view. Rows are named by their numbers, which hold for one version of the table. */
export type ToTable =
	| { readonly type: 'table'; readonly table: ShownTable }
	| ({ readonly type: 'rows'; readonly version: number } & ShownRows)
	/** How many papers are selected, which the view can't tell where they are grouped. */
	| { readonly type: 'selected'; readonly count: number };

/** Some rows that follow each other. */
export interface ShownRows {
	readonly from: number;
	readonly rows: readonly ShownRow[];
}

export interface ShownTable extends ShownRows {
	readonly version: number;
	/** Rows of papers and of groups. */
	readonly count: number;
	/** How many papers fit the query, and how many there are. */
	readonly papers: number;
	readonly total: number;
	readonly arrangement: TableArrangement;
	readonly query: string;
	/** What is wrong with the query, in sentences. */
	readonly mistakes: string;
	readonly selected: RowRanges;
	/** How many papers are selected. */
	readonly selectedCount: number;
	/** The row that has the focus; -1 for none. */
	readonly focus: number;
	/** How the view scrolls: by so many rows, so that what was in sight stays there, or to a row. */
	readonly scroll: { readonly kind: 'by' | 'to'; readonly rows: number };
}

export type ShownRow =
	| { readonly kind: 'group'; readonly label: string; readonly count: number; readonly isFolded: boolean }
	| {
			readonly kind: 'paper';
			/** One for each column that is shown. */
			readonly cells: readonly string[];
			/** Whether it is an entry of a file that is used in place. */
			readonly isLinked: boolean;
			/** Those of its tags. */
			readonly colors: readonly TagColor[];
	  };

/** What the user asks for in the view. */
export type FromTable =
	| { readonly type: 'ready' }
	/** The rows in sight and some around them; `first` is the first one in sight. */
	| { readonly type: 'rows'; readonly version: number; readonly from: number; readonly to: number; readonly first: number }
	| { readonly type: 'query'; readonly query: string }
	| { readonly type: 'sort'; readonly column: ColumnName; readonly adds: boolean }
	/** Without a width, the column's usual one. */
	| { readonly type: 'width'; readonly column: ColumnName; readonly width?: number | undefined }
	| { readonly type: 'move'; readonly column: ColumnName; readonly to: number }
	| { readonly type: 'choose'; readonly what: 'columns' | 'group' }
	| { readonly type: 'select'; readonly version: number; readonly ranges: RowRanges; readonly focus: number }
	| { readonly type: 'open'; readonly version: number; readonly row: number }
	| { readonly type: 'fold'; readonly version: number; readonly row: number; readonly folded: boolean }
	| { readonly type: 'remove' }
	| { readonly type: 'copy'; readonly as: TableFormat };

/** What the view keeps across reloads of the window. */
export interface TableState {
	readonly query: string;
	/** The first row in sight. */
	readonly first: number;
}

/** A message as one text: VS Code looks at every value of an object one by one. */
export function printToTable(message: ToTable): string {
	return JSON.stringify(message);
}

/** What {@link printToTable} made a text of; `undefined` for anything else. */
export function parseToTable(value: unknown): ToTable | undefined {
	return isText(value) ? parsed(isToTable, parseJson(value)) : undefined;
}

/** `undefined` for anything that is not such a message. */
export function parseFromTable(value: unknown): FromTable | undefined {
	return parsed(isFromTable, value);
}

/** `undefined` for anything that is not such a state. */
export function parseTableState(value: unknown): TableState | undefined {
	return parsed(isTableState, value);
}

/** `undefined` for anything that is not an arrangement: one of another version of ours, for instance. */
export function parseArrangement(value: unknown): TableArrangement | undefined {
	const arrangement = parsed(isArrangement, value);
	return arrangement === undefined || arrangement.columns.length === 0 ? undefined : arrangement;
}

const isRow = (value: unknown): value is number => isFiniteNumber(value) && Number.isSafeInteger(value);
const isColumn = oneOf(columnNames);
const isPlaced = record<PlacedColumn>({ name: isColumn, width: isFiniteNumber });
const isArrangement: Guard<TableArrangement> = record<TableArrangement>({
	columns: listOf(isPlaced),
	sort: listOf(record<SortBy>({ column: isColumn, descending: isFlag })),
	group: optional(isColumn),
});
const isRanges = listOf(record<RowRange>({ from: isRow, to: isRow }));

const isShownRow = union<'kind', ShownRow>('kind', {
	group: record({ kind: oneOf(['group']), label: isText, count: isRow, isFolded: isFlag }),
	paper: record({ kind: oneOf(['paper']), cells: listOf(isText), isLinked: isFlag, colors: listOf(oneOf(tagColors)) }),
});

const isToTable = union<'type', ToTable>('type', {
	table: record({
		type: oneOf(['table']),
		table: record<ShownTable>({
			version: isRow,
			count: isRow,
			papers: isRow,
			total: isRow,
			arrangement: isArrangement,
			query: isText,
			mistakes: isText,
			selected: isRanges,
			selectedCount: isRow,
			focus: isRow,
			scroll: record<ShownTable['scroll']>({ kind: oneOf(['by', 'to']), rows: isRow }),
			from: isRow,
			rows: listOf(isShownRow),
		}),
	}),
	rows: record({ type: oneOf(['rows']), version: isRow, from: isRow, rows: listOf(isShownRow) }),
	selected: record({ type: oneOf(['selected']), count: isRow }),
});

const isFromTable = union<'type', FromTable>('type', {
	ready: record({ type: oneOf(['ready']) }),
	rows: record({ type: oneOf(['rows']), version: isRow, from: isRow, to: isRow, first: isRow }),
	query: record({ type: oneOf(['query']), query: isText }),
	sort: record({ type: oneOf(['sort']), column: isColumn, adds: isFlag }),
	width: record({ type: oneOf(['width']), column: isColumn, width: optional(isFiniteNumber) }),
	move: record({ type: oneOf(['move']), column: isColumn, to: isRow }),
	choose: record({ type: oneOf(['choose']), what: oneOf(['columns', 'group']) }),
	select: record({ type: oneOf(['select']), version: isRow, ranges: isRanges, focus: isRow }),
	open: record({ type: oneOf(['open']), version: isRow, row: isRow }),
	fold: record({ type: oneOf(['fold']), version: isRow, row: isRow, folded: isFlag }),
	remove: record({ type: oneOf(['remove']) }),
	copy: record({ type: oneOf(['copy']), as: oneOf(['markdown', 'csv']) }),
});

const isTableState = record<TableState>({ query: isText, first: isRow });
