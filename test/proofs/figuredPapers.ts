/** Papers with figures and tables, in two versions, and where each of them is: what `movedAreas.ts` judges by. */
import type { PDFFont, PDFPage } from 'pdf-lib';
import { PDFDocument, StandardFonts, rgb } from 'pdf-lib';
import type { Box } from '../../src/core/annotations/annotation';
import { english } from './makers/language';

/** A picture with words in it (a plot) or none (a photograph), or a table. */
export interface Figure {
	readonly kind: 'plot' | 'photograph' | 'table';
	/** The same in both versions; never printed. */
	readonly id: number;
	readonly caption: string;
	/** Of a plot what stands in it, of a table its cells, row by row. */
	readonly rows: readonly (readonly string[])[];
	/** Width to height. */
	readonly shape: number;
}

export type Block = string | Figure;

export interface Setting {
	readonly columns: 1 | 2;
	readonly fontSize: number;
}

/** Where a figure was drawn: without its caption, and with it. */
export interface DrawnFigure {
	readonly page: number;
	readonly body: Box;
	readonly whole: Box;
}

export type Random = () => number;

/** Blocks of text and figures, as an author puts them. */
export function manuscript(random: Random, figures: number): readonly Block[] {
	return Array.from({ length: figures }, (_, id) => [...paragraphs(random, 1 + below(random, 3)), newFigure(random, id)]).flat();
}

/** Another version: sentences and figures come and go, captions and tables are corrected, and paragraphs stand before the first. */
export function revised(random: Random, blocks: readonly Block[]): readonly Block[] {
	const next = blocks.flatMap((block): readonly Block[] => {
		const chance = random();
		if (typeof block === 'string') {
			return chance < 0.1 ? [] : chance < 0.3 ? [`${block} ${sentence(random)}`] : chance < 0.4 ? [block, sentence(random)] : [block];
		}
		const added = newFigure(random, 1_000 + below(random, 1e6));
		return chance < 0.1 ? [] : chance < 0.2 ? [corrected(random, block)] : chance < 0.3 ? [added, block] : [block];
	});
	return [...paragraphs(random, below(random, 4)), ...next];
}

function corrected(random: Random, figure: Figure): Figure {
	return figure.kind === 'table'
		? { ...figure, rows: figure.rows.map(row => row.map(cell => (random() < 0.15 ? word(random) : cell))) }
		: { ...figure, caption: `${figure.caption} ${sentence(random)}` };
}

function newFigure(random: Random, id: number): Figure {
	const kind = (['plot', 'photograph', 'table'] as const)[below(random, 3)] ?? 'plot';
	const ticks = ['0.0', '0.2', '0.4', '0.6', '0.8'];
	const names = [words(random, 2), words(random, 3), words(random, 2)];
	const columns = 2 + below(random, 3);
	const cells = () => Array.from({ length: columns }, (_, at) => (at === 0 ? words(random, 2) : (random() * 100).toFixed(2)));
	return {
		kind,
		id,
		caption: sentence(random),
		shape: 1.2 + random(),
		rows: kind === 'plot' ? [ticks, names] : kind === 'table' ? Array.from({ length: 3 + below(random, 5) }, cells) : [],
	};
}

function paragraphs(random: Random, count: number): readonly string[] {
	return Array.from({ length: count }, () => Array.from({ length: 2 + below(random, 4) }, () => sentence(random)).join(' '));
}

function sentence(random: Random): string {
	const text = words(random, 8 + below(random, 12));
	return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`;
}

function words(random: Random, count: number): string {
	return Array.from({ length: count }, () => word(random)).join(' ');
}

function word(random: Random): string {
	return english.words[below(random, english.words.length)] ?? '';
}

export function below(random: Random, count: number): number {
	return Math.floor(random() * count);
}

const [pageWidth, pageHeight, margin, gutter] = [612, 792, 60, 24];

/** Sets a manuscript, and tells where its figures are, by their ids. */
export async function setPaper(
	blocks: readonly Block[],
	{ columns, fontSize }: Setting,
): Promise<{ readonly bytes: Uint8Array; readonly figures: ReadonlyMap<number, DrawnFigure> }> {
	const pdf = await PDFDocument.create();
	const font = await pdf.embedFont(StandardFonts.TimesRoman);
	const figures = new Map<number, DrawnFigure>();
	const width = (pageWidth - 2 * margin - (columns - 1) * gutter) / columns;
	const leading = fontSize * 1.2;
	let page: PDFPage = pdf.addPage([pageWidth, pageHeight]);
	let [column, y, number] = [0, pageHeight - margin, 0];
	const left = () => margin + column * (width + gutter);
	const room = (height: number) => {
		if (y - height < margin) {
			column += 1;
			y = pageHeight - margin;
			if (column === columns) {
				column = 0;
				page = pdf.addPage([pageWidth, pageHeight]);
			}
		}
	};
	const write = (text: string, x: number) => page.drawText(text, { x, y: y - fontSize, size: fontSize, font });
	for (const block of blocks) {
		if (typeof block === 'string') {
			for (const line of linesIn(block, font, fontSize, width)) {
				room(leading);
				write(line, left());
				y -= leading;
			}
			y -= leading / 2;
			continue;
		}
		number += 1;
		const title = linesIn(`${block.kind === 'table' ? 'Table' : 'Figure'} ${number}: ${block.caption}`, font, fontSize, width);
		const height = block.kind === 'table' ? block.rows.length * leading : Math.min(width, 300) / block.shape;
		room(height + (title.length + 1) * leading);
		const top = y;
		drawFigure(page, block, [left(), y - height, left() + width, y], font, fontSize);
		y -= height + leading / 2;
		for (const line of title) {
			write(line, left());
			y -= leading;
		}
		const body: Box = [left(), top - height, left() + width, top];
		figures.set(block.id, { page: pdf.getPageCount(), body, whole: [body[0], y, body[2], top] });
		y -= leading;
	}
	return { bytes: await pdf.save(), figures };
}

function drawFigure(page: PDFPage, figure: Figure, [left, bottom, right, top]: Box, font: PDFFont, fontSize: number): void {
	const [width, height] = [right - left, top - bottom];
	if (figure.kind === 'table') {
		for (const [row, cells] of figure.rows.entries()) {
			for (const [at, cell] of cells.entries()) {
				page.drawText(cell, { x: left + (width / cells.length) * at, y: top - fontSize * 1.2 * (row + 1) + 2, size: fontSize * 0.9, font });
			}
		}
		return;
	}
	page.drawRectangle({
		x: left,
		y: bottom,
		width,
		height,
		color: figure.kind === 'photograph' ? rgb(0.4, 0.5, 0.6) : rgb(1, 1, 1),
		borderWidth: 0.5,
	});
	const [ticks = [], names = []] = figure.rows;
	for (const [at, tick] of ticks.entries()) {
		page.drawText(tick, { x: left + (width * (at + 0.5)) / ticks.length, y: bottom + 4, size: 7, font });
		page.drawText(tick, { x: left + 3, y: bottom + (height * (at + 0.5)) / ticks.length, size: 7, font });
	}
	for (const [at, name] of names.entries()) {
		page.drawText(name, { x: left + width * 0.4, y: top - 12 - at * 10, size: 8, font });
	}
}

function linesIn(text: string, font: PDFFont, size: number, width: number): readonly string[] {
	const lines: string[] = [];
	for (const next of text.split(' ')) {
		const longer = `${lines.at(-1) ?? ''} ${next}`;
		if (lines.length > 0 && font.widthOfTextAtSize(longer, size) <= width) {
			lines[lines.length - 1] = longer;
		} else {
			lines.push(next);
		}
	}
	return lines;
}
