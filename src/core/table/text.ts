import { markdownLabel } from '../text/markdownProse';
import { richText } from '../text/richText';
import type { Head } from '../paper/head';
import type { Pace } from '../work/pace';
import { cellText, columnOf } from './columns';
import type { ColumnName, TableFacts } from './columns';

export type TableFormat = 'markdown' | 'csv';

/** Papers as the rows of a table in text, with a line of the columns' names first. Ends with a line break. */
export async function tableText(
	format: TableFormat,
	heads: readonly Head[],
	columns: readonly ColumnName[],
	facts: TableFacts,
	pace: Pace,
): Promise<string> {
	const { names, row } = tableWriter(format, columns, facts);
	const lines = [names];
	await pace.each(heads, head => lines.push(row(head)));
	return lines.join('');
}

/** The lines that a table begins with, and what writes the line of a paper. */
export function tableWriter(
	format: TableFormat,
	columns: readonly ColumnName[],
	facts: TableFacts,
): { readonly names: string; readonly row: (head: Head) => string } {
	const { cell, line, afterNames } = formats[format];
	return {
		names: [line(columns.map(name => cell(columnOf(name).label()))), ...afterNames(columns.length)].join(''),
		row: head => line(columns.map(name => cell(cellText(name, head, facts)))),
	};
}

interface Format {
	readonly cell: (text: string) => string;
	readonly line: (cells: readonly string[]) => string;
	/** The lines after that of the names, of so many columns. */
	readonly afterNames: (count: number) => readonly string[];
}

const formats: Readonly<Record<TableFormat, Format>> = {
	// https://github.github.com/gfm/#tables-extension-
	markdown: {
		cell: markdownCell,
		line: markdownRow,
		afterNames: count => [delimiterRow(count)],
	},
	// https://www.rfc-editor.org/rfc/rfc4180
	csv: { cell: csvCell, line: cells => `${cells.join(',')}\r\n`, afterNames: () => [] },
};

/** A row of a Markdown table, of cells in which no pipe ends them. */
export function markdownRow(cells: readonly string[]): string {
	return `| ${cells.join(' | ')} |\n`;
}

/** What stands below the first row of a Markdown table of so many columns. */
export function delimiterRow(count: number): string {
	return `|${' --- |'.repeat(count)}\n`;
}

/**
 * A plain text as a cell of a Markdown table. A pipe ends a cell wherever it is, in formulae too, where a backslash before it means
 * something else: they have words for it.
 */
export function markdownCell(text: string): string {
	return markdownLabel(
		richText(text)
			.map(run => (run.kind === 'math' ? run.text.replace(/\\\|/g, '\\Vert{}').replaceAll('|', '\\vert{}') : run.text))
			.join(''),
	);
}

/**
 * A program for spreadsheets takes what begins with these signs for a formula, and runs what a stranger has written there:
 * https://owasp.org/www-community/attacks/CSV_Injection. An apostrophe before it makes it text. Plain numbers are none: `-44` is a year.
 */
function csvCell(text: string): string {
	const isFormula = /^[\s\p{Cf}]*[=+\-@＝＋－＠]/u.test(text) && !/^-?\d+$/.test(text);
	const safe = isFormula ? `'${text}` : text;
	return /[",\r\n;]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
