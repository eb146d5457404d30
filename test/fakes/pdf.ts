export interface MadeUpPdf {
	/** A list of lines for each page. */
	readonly pages: readonly (readonly string[])[];
	/** Dictionaries of annotations for each page: `/Subtype /Highlight …`. */
	readonly annotations?: readonly (readonly string[])[];
	/** Dictionaries of the entries of its outline, the first one first; `at` gives the number of an entry's object. */
	readonly outline?: (at: (entry: number) => number) => readonly string[];
	readonly information?: Readonly<Record<string, string>>;
	/** An XMP packet. */
	readonly metadata?: string;
}

/**
 * A PDF as a printer would make it: pages, a font, an information dictionary, a table of where everything is. Texts hold a byte a
 * character. `deflate` packs the pages. https://opensource.adobe.com/dc-acrobat-sdk-docs/pdfstandards/PDF32000_2008.pdf
 */
export function pdfOf(
	{ pages, annotations = [], information = {}, metadata, outline }: MadeUpPdf,
	deflate?: (text: string) => string,
): Uint8Array<ArrayBuffer> {
	const kids = pages.map((_, index) => `${5 + 2 * index} 0 R`).join(' ');
	const packed = (text: string) => (deflate === undefined ? stream(text, '') : stream(deflate(text), '/Filter /FlateDecode'));
	const extras = 5 + 2 * pages.length;
	const outlineAt = extras + (metadata === undefined ? 0 : 1);
	const entries = outline?.(entry => outlineAt + 1 + entry).map(entry => `<< ${entry} >>`);
	const catalog = `${metadata === undefined ? '' : `/Metadata ${extras} 0 R `}${entries === undefined ? '' : `/Outlines ${outlineAt} 0 R `}`;
	const objects = [
		`<< /Type /Catalog /Pages 2 0 R ${catalog}>>`,
		`<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`,
		'<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>',
		`<< ${Object.entries(information)
			.map(([name, value]) => `/${name} ${literal(value)}`)
			.join(' ')} >>`,
		...pages.flatMap((lines, index) => [
			`<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >> /Contents ${6 + 2 * index} 0 R${annotsOf(annotations[index])} >>`,
			packed(`BT /F1 10 Tf 72 720 Td 12 TL ${lines.map(line => `${literal(line)} Tj T*`).join(' ')} ET`),
		]),
		...(metadata === undefined ? [] : [stream(metadata, '/Type /Metadata /Subtype /XML')]),
		...(entries === undefined ? [] : [`<< /Type /Outlines /First ${outlineAt + 1} 0 R >>`, ...entries]),
	];
	let text = '%PDF-1.5\n%\u00e2\u00e3\u00cf\u00d3\n';
	const places: number[] = [];
	for (const [index, object] of objects.entries()) {
		places.push(text.length);
		text += `${index + 1} 0 obj\n${object}\nendobj\n`;
	}
	const table = ['0000000000 65535 f ', ...places.map(place => `${String(place).padStart(10, '0')} 00000 n `)].join('\n');
	text += `xref\n0 ${objects.length + 1}\n${table}\ntrailer\n<< /Size ${objects.length + 1} /Root 1 0 R /Info 4 0 R >>\nstartxref\n${text.length}\n%%EOF\n`;
	return bytesOf(text);
}

export function bytesOf(text: string): Uint8Array<ArrayBuffer> {
	return Uint8Array.from(text, character => character.charCodeAt(0));
}

function annotsOf(annotations: readonly string[] = []): string {
	return annotations.length === 0 ? '' : ` /Annots [${annotations.map(one => `<< /Type /Annot ${one} >>`).join(' ')}]`;
}

function stream(text: string, entries: string): string {
	return `<< /Length ${text.length} ${entries} >>\nstream\n${text}\nendstream`;
}

function literal(text: string): string {
	return `(${text.replace(/[()\\]/g, '\\$&')})`;
}
