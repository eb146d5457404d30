// Annotations of a PDF as MuPDF reads them: JSON of kind, page, comment and boxes of quads.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const mupdf = await import(pathToFileURL(join(process.argv[2] ?? '', 'node_modules', 'mupdf', 'dist', 'mupdf.js')).href);
const kinds = { Highlight: 'highlight', Underline: 'underline', StrikeOut: 'strikeout', Square: 'area', Text: 'note' };
const document = mupdf.Document.openDocument(readFileSync(0), 'application/pdf');
const found = [];
for (let number = 0; number < document.countPages(); number += 1) {
	const page = document.loadPage(number);
	const back = mupdf.Matrix.invert(page.getTransform());
	for (const annotation of page.getAnnotations()) {
		const kind = kinds[annotation.getType()];
		if (kind !== undefined) {
			const boxes = annotation.hasQuadPoints()
				? annotation.getQuadPoints().map(quad => {
						const points = [0, 2, 4, 6].map(at => turned([quad[at], quad[at + 1]], back));
						const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
						return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
					})
				: [];
			const id = annotation.getObject().get('NM').asString();
			found.push({ kind, page: number + 1, id, comment: annotation.getContents(), boxes });
		}
	}
}
process.stdout.write(JSON.stringify(found));

function turned([x, y], [a, b, c, d, e, f]) {
	return [a * x + c * y + e, b * x + d * y + f];
}
