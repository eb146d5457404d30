/** Papers as several programs make them from one text, to be read by pdf.js. What is written here is the whole recipe. */
import { spawnSync } from 'node:child_process';
import type { Browser } from 'playwright-core';
import { PDFDocument, StandardFonts } from 'pdf-lib';
import PdfKit from 'pdfkit';
import { pdfOf } from '../fakes/pdf';

/** How a paper is set. */
export interface Setting {
	readonly columns: 1 | 2;
	/** Points. */
	readonly fontSize: number;
	readonly font: 'serif' | 'sans';
}

/** A program that makes PDFs. `make` takes paragraphs. */
export interface Maker {
	readonly name: string;
	readonly make: (paragraphs: readonly string[], setting: Setting) => Promise<Uint8Array>;
}

const page = { width: 595, height: 842, margin: 60, gutter: 20 } as const;

/** All makers that this machine has; Chromium only with a browser. */
export function makersWith(browser: Browser | undefined): readonly Maker[] {
	return [
		...(browser === undefined
			? []
			: [{ name: 'Chromium', make: async (paragraphs: readonly string[], setting: Setting) => byChromium(browser, paragraphs, setting) }]),
		{ name: 'pdf-lib', make: byPdfLib },
		{ name: 'PDFKit', make: byPdfKit },
		{ name: 'plain lines', make: async (paragraphs, setting) => Promise.resolve(byLines(paragraphs, setting)) },
		...(spawnSync('groff', ['-Tpdf'], { input: 'x' }).status === 0
			? [{ name: 'groff', make: async (paragraphs: readonly string[], setting: Setting) => Promise.resolve(byGroff(paragraphs, setting)) }]
			: []),
	];
}

/** Justified and hyphenated text, in tagged PDF. */
async function byChromium(browser: Browser, paragraphs: readonly string[], { columns, fontSize, font }: Setting): Promise<Uint8Array> {
	const tab = await browser.newPage();
	try {
		const family = font === 'serif' ? 'serif' : 'sans-serif';
		const text = paragraphs.map(paragraph => `<p>${paragraph.replace(/&/g, '&amp;').replace(/</g, '&lt;')}</p>`).join('\n');
		await tab.setContent(
			`<html lang="en"><style>body { columns: ${columns}; font: ${fontSize}pt ${family}; text-align: justify; hyphens: auto }</style>${text}</html>`,
		);
		return await tab.pdf({ format: 'A4', tagged: true, margin: { top: '2cm', bottom: '2cm', left: '2cm', right: '2cm' } });
	} finally {
		await tab.close();
	}
}

/** Ragged lines, each a string of its own; the words of a line end are divided with a hyphen now and then. */
async function byPdfLib(paragraphs: readonly string[], { columns, fontSize, font }: Setting): Promise<Uint8Array> {
	const pdf = await PDFDocument.create();
	const letters = await pdf.embedFont(font === 'serif' ? StandardFonts.TimesRoman : StandardFonts.Helvetica);
	const width = columnWidth(columns);
	let sheet = pdf.addPage([page.width, page.height]);
	let [column, y]: [number, number] = [0, page.height - page.margin];
	for (const paragraph of paragraphs) {
		for (const line of brokenLines(paragraph, text => letters.widthOfTextAtSize(text, fontSize) <= width)) {
			if (y < page.margin) {
				column += 1;
				y = page.height - page.margin;
				if (column === columns) {
					sheet = pdf.addPage([page.width, page.height]);
					column = 0;
				}
			}
			sheet.drawText(line, { x: page.margin + column * (width + page.gutter), y, size: fontSize, font: letters });
			y -= fontSize * 1.25;
		}
		y -= fontSize * 0.5;
	}
	return pdf.save();
}

/** Justified by spaces of their own width, with kerning: many pieces a line. */
async function byPdfKit(paragraphs: readonly string[], { columns, fontSize, font }: Setting): Promise<Uint8Array> {
	const pdf = new PdfKit({ size: 'A4', margin: page.margin });
	const chunks: Buffer[] = [];
	const done = new Promise<void>(resolve => {
		pdf.on('end', resolve);
	});
	pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
	pdf.font(font === 'serif' ? 'Times-Roman' : 'Helvetica').fontSize(fontSize);
	pdf.text(paragraphs.join('\n'), { columns, columnGap: page.gutter, align: 'justify', paragraphGap: fontSize / 2 });
	pdf.end();
	await done;
	return new Uint8Array(Buffer.concat(chunks));
}

/** Lines of so many letters, as a printer without knowledge of its font would set them. */
function byLines(paragraphs: readonly string[], { columns, fontSize }: Setting): Uint8Array {
	const letters = Math.floor(columnWidth(columns) / (fontSize * 0.5));
	// Its encoding has no accents.
	const plain = paragraphs.map(paragraph => paragraph.normalize('NFD').replace(/\p{M}/gu, ''));
	const lines = plain.flatMap(paragraph => [...brokenLines(paragraph, text => text.length <= letters)]);
	const perPage = 52;
	return pdfOf({
		pages: Array.from({ length: Math.ceil(lines.length / perPage) }, (_, at) => lines.slice(at * perPage, (at + 1) * perPage)),
	});
}

/** The typesetter of manual pages: justified, hyphenated, with ligatures of its own. */
function byGroff(paragraphs: readonly string[], { fontSize, font }: Setting): Uint8Array {
	const input = [
		`.fam ${font === 'serif' ? 'T' : 'H'}`,
		`.ps ${fontSize}`,
		`.vs ${fontSize * 1.25}`,
		...paragraphs.flatMap(text => [text, '.sp 0.5']),
	];
	return new Uint8Array(spawnSync('groff', ['-Tpdf', '-Kutf8', '-P-pa4'], { input: input.join('\n'), maxBuffer: 1e8 }).stdout);
}

function columnWidth(columns: 1 | 2): number {
	return (page.width - 2 * page.margin - (columns - 1) * page.gutter) / columns;
}

/** Breaks a paragraph into lines that fit; a long word at the end of a line may be divided. */
function* brokenLines(paragraph: string, fits: (text: string) => boolean): Generator<string> {
	let line = '';
	for (const word of paragraph.split(' ')) {
		const longer = line === '' ? word : `${line} ${word}`;
		if (fits(longer)) {
			line = longer;
			continue;
		}
		const half = Math.floor(word.length / 2);
		const divided = `${line} ${word.slice(0, half)}-`;
		if (/^[a-z]{8,}$/.test(word) && fits(divided)) {
			yield divided;
			line = word.slice(half);
		} else {
			yield line;
			line = word;
		}
	}
	yield line;
}
