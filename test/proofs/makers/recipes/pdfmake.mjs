// Paragraphs by pdfmake.
import { packageOf, paper } from './paper.mjs';

const pdfmake = packageOf('pdfmake');
pdfmake.addFonts({ Own: { normal: paper.fontFile, bold: paper.fontFile, italics: paper.fontFile, bolditalics: paper.fontFile } });
pdfmake.setUrlAccessPolicy?.(() => false);
const document = pdfmake.createPdf({
	pageSize: 'A4',
	defaultStyle: { font: 'Own', fontSize: paper.fontSize, alignment: 'justify' },
	content: paper.paragraphs.map(text => ({ text, margin: [0, 0, 0, 6] })),
});
process.stdout.write(await document.getBuffer());
