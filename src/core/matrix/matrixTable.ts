import { localize } from '../data/localize';
import type { BlockSink } from '../markdown/blockSink';
import { scanBlocks } from '../markdown/blocks';
import { headingWords } from '../markdown/headingWords';
import { scanMarkdown } from '../markdown/scan';
import { findPandocCitations } from '../citing/pandoc';
import { citationOf } from '../notes/citationOf';
import { delimiterRow, markdownCell, markdownRow } from '../table/text';
import { lineAt, lineStarts } from '../text/lines';
import { fromTableCell, toTableCell } from './tableCells';

export interface MatrixRow {
	readonly key: string;
	readonly title: string;
	/** Markdown, one for each question. */
	readonly cells: readonly string[];
}

/**
 * A matrix as a Markdown table: papers by their citations and titles, then what their notes say. {@link tablesIn} reads it back. Ends with
 * a line break.
 */
export function matrixTable(rows: readonly MatrixRow[], questions: readonly string[]): string {
	return [
		markdownRow([localize('Paper'), ...questions.map(markdownCell)]),
		delimiterRow(questions.length + 1),
		...rows.map(({ key, title, cells }) => markdownRow([paperCell(key, title), ...cells.map(toTableCell)])),
	].join('');
}

/** `[@song2021score] Score-Based Generative Modeling` */
function paperCell(key: string, title: string): string {
	return toTableCell(`${citationOf(key)} `).trimEnd() + ` ${markdownCell(title)}`;
}

/** The words of {@link paperCell}, by which a row is found whose key no citation can have. */
export function rowName({ key, title }: Pick<MatrixRow, 'key' | 'title'>): string {
	return headingWords(fromTableCell(paperCell(key, title)));
}

/** A table in a Markdown text, whose first column names papers and whose others answer questions. */
export interface ReadTable {
	/** The words of its other columns. */
	readonly questions: readonly string[];
	readonly rows: readonly ReadRow[];
	/** Its first and its last line, one-based. */
	readonly firstLine: number;
	readonly lastLine: number;
}

export interface ReadRow {
	/** One-based. */
	readonly line: number;
	/** How its first cell names a paper, the surest name first. */
	readonly names: PaperNames;
	/** As notes have them; what the row leaves out is missing. */
	readonly cells: readonly string[];
}

export interface PaperNames {
	/** What it cites. */
	readonly keys: readonly string[];
	/** What it links, as written: a note’s name or path. */
	readonly targets: readonly string[];
	/** Its words. */
	readonly words: string;
}

/** The tables of a Markdown text that have two columns at least, in order, also those in quotations and lists. */
export function tablesIn(text: string): readonly ReadTable[] {
	const reader = new TableReader(text);
	scanBlocks(text, reader);
	return reader.tables.filter(({ questions }) => questions.length > 0);
}

class TableReader implements BlockSink {
	private readonly found: { readonly questions: readonly string[]; readonly rows: ReadRow[]; readonly firstLine: number }[] = [];
	private readonly starts: readonly number[];

	constructor(private readonly text: string) {
		this.starts = lineStarts(text);
	}

	get tables(): readonly ReadTable[] {
		// Below the first line is the one of dashes.
		return this.found.map(table => ({ ...table, lastLine: table.rows.at(-1)?.line ?? table.firstLine + 1 }));
	}

	row(cells: readonly (readonly [number, number])[], isHead: boolean): void {
		const texts = cells.map(([start, end]) => this.text.slice(start, end));
		const line = lineAt(this.starts, cells[0]?.[0] ?? 0);
		if (isHead) {
			this.found.push({ questions: texts.slice(1).map(words => headingWords(fromTableCell(words))), rows: [], firstLine: line });
		} else {
			const [first = ''] = texts;
			this.found.at(-1)?.rows.push({ line, names: namesIn(fromTableCell(first)), cells: texts.slice(1).map(fromTableCell) });
		}
	}
}

function namesIn(cell: string): PaperNames {
	const { wikilinks, links } = scanMarkdown(cell);
	return {
		keys: findPandocCitations(cell).flatMap(({ cites }) => cites.map(({ key }) => key)),
		targets: [...wikilinks.map(({ target }) => target), ...links.filter(({ image }) => !image).map(({ destination }) => destination)],
		words: headingWords(cell),
	};
}
