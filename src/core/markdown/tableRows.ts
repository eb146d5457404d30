import { lineAt, lineStarts } from '../text/lines';
import { scanBlocks } from './blocks';

/**
 * The lines of a Markdown text that are rows of tables, also of those in quotations and lists; the row of dashes is none.
 * https://github.github.com/gfm/#tables-extension-
 */
export class TableRows {
	private readonly starts: readonly number[];
	private readonly lines = new Set<number>();

	constructor(text: string) {
		this.starts = lineStarts(text);
		scanBlocks(text, { row: ([first]) => first !== undefined && this.lines.add(lineAt(this.starts, first[0])) });
	}

	/** Whether an offset is in a row: a `|` there ends a cell. */
	holds(offset: number): boolean {
		return this.lines.has(lineAt(this.starts, offset));
	}
}
