// Justified columns by jsPDF.
import { packageOf, paper } from './paper.mjs';

const { jsPDF: JsPdf } = packageOf('jspdf');
const { columns, fontSize, font, paragraphs } = paper;
const pdf = new JsPdf({ unit: 'pt', format: 'a4' });
pdf.setFont(font === 'serif' ? 'times' : 'helvetica').setFontSize(fontSize);
const width = (475 - (columns - 1) * 20) / columns;
let [column, y] = [0, 70];
for (const paragraph of paragraphs) {
	for (const line of pdf.splitTextToSize(paragraph, width)) {
		if (y > 780) {
			column = (column + 1) % columns;
			y = 70;
			if (column === 0) {
				pdf.addPage();
			}
		}
		pdf.text(line, 60 + column * (width + 20), y);
		y += fontSize * 1.25;
	}
	y += fontSize / 2;
}
process.stdout.write(Buffer.from(pdf.output('arraybuffer')));
