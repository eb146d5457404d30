/** Papers as the libraries make them that the project has anyway. */
import type { Browser } from 'playwright-core';
import { PDFDocument, StandardFonts } from 'pdf-lib';
import PdfKit from 'pdfkit';
import { pdfOf } from '../../fakes/pdf';
import { arabic, chinese, english, greek, hebrew, japanese, korean } from './language';
import type { Manuscript, Recipe } from './maker';
import { brokenLines, columnWidth, htmlOf, page } from './maker';

/** Those that need nothing; Chromium only with a browser. */
export function recipesOfLibraries(browser: Browser | undefined): readonly Recipe[] {
	const ours: readonly Recipe[] = [
		{ name: 'pdf-lib', languages: [english], needs: {}, make: byPdfLib },
		{ name: 'PDFKit', languages: [english], needs: {}, make: byPdfKit },
		{ name: 'plain lines', languages: [english], needs: {}, make: byLines },
		{ name: 'letters of their own', languages: [english], needs: {}, make: bySyllables },
	];
	return browser === undefined
		? ours
		: [
				{
					name: 'Chromium',
					languages: [english, greek, chinese, japanese, korean, arabic, hebrew],
					needs: {},
					make: manuscript => byChromium(browser, manuscript),
				},
				...ours,
			];
}

/** Justified and hyphenated text, in tagged PDF. */
async function byChromium(browser: Browser, manuscript: Manuscript): Promise<Uint8Array> {
	const tab = await browser.newPage();
	try {
		await tab.setContent(htmlOf(manuscript));
		return await tab.pdf({ format: 'A4', tagged: true, margin: { top: '2cm', bottom: '2cm', left: '2cm', right: '2cm' } });
	} finally {
		await tab.close();
	}
}

/** Ragged lines, each a string of its own; the words of a line end are divided with a hyphen now and then. */
async function byPdfLib({ paragraphs, columns, fontSize, font }: Manuscript): Promise<Uint8Array> {
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
async function byPdfKit({ paragraphs, columns, fontSize, font }: Manuscript): Promise<Uint8Array> {
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
function byLines({ paragraphs, columns, fontSize }: Manuscript): Uint8Array {
	const letters = Math.floor(columnWidth(columns) / (fontSize * 0.5));
	// Its encoding has no accents.
	const plain = paragraphs.map(paragraph => paragraph.normalize('NFD').replace(/\p{M}/gu, ''));
	const lines = plain.flatMap(paragraph => [...brokenLines(paragraph, text => text.length <= letters)]);
	const perPage = 52;
	return pdfOf({
		pages: Array.from({ length: Math.ceil(lines.length / perPage) }, (_, at) => lines.slice(at * perPage, (at + 1) * perPage)),
	});
}

/** As programs for page layout set a line: spaced out letter by letter, a piece for two or three letters. */
async function bySyllables({ paragraphs, columns, fontSize }: Manuscript): Promise<Uint8Array> {
	const pdf = new PdfKit({ size: 'A4', margin: page.margin });
	const chunks: Buffer[] = [];
	const done = new Promise<void>(resolve => {
		pdf.on('end', resolve);
	});
	pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
	pdf.font('Times-Roman').fontSize(fontSize);
	const width = columnWidth(columns);
	const spaced = { characterSpacing: 0.35, lineBreak: false } as const;
	let [column, y]: [number, number] = [0, page.margin];
	for (const paragraph of paragraphs) {
		for (const line of brokenLines(paragraph, text => pdf.widthOfString(text, spaced) <= width)) {
			if (y > page.height - page.margin) {
				column = (column + 1) % columns;
				y = page.margin;
				if (column === 0) {
					pdf.addPage();
				}
			}
			let x: number = page.margin + column * (width + page.gutter);
			for (const [piece] of line.matchAll(/ ?[^ ]{1,3}/g)) {
				pdf.text(piece, x, y, spaced);
				x += pdf.widthOfString(piece, spaced);
			}
			y += fontSize * 1.25;
		}
		y += fontSize * 0.5;
	}
	pdf.end();
	await done;
	return new Uint8Array(Buffer.concat(chunks));
}
