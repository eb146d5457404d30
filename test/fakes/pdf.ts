export interface MadeUpPdf {
	/** A list of lines for each page. */
	readonly pages: readonly (readonly string[])[];
	/** Dictionaries of annotations for each page: `/Subtype /Highlight …`. */
	readonly annotations?: readonly (readonly string[])[];
	/** Dictionaries of the entries of its outline, the first one first; `at` gives the number of an entry's object. */
	readonly outline?: (at: (entry: number) => number) => readonly string[];
	readonly information?: Readonly<Record<string, string>>;
	/** Another font than Times, and the bytes that it has for a line. */
	readonly font?: MadeUpFont;
	/** An XMP packet. */
	readonly metadata?: string;
}

export interface MadeUpFont {
	/** Without its brackets. */
	readonly dictionary: string;
	readonly bytesOf: (line: string) => readonly number[];
}

/** Fonts that a PDF only names, as papers from East Asia do: without character maps nobody knows what their bytes say. */
export const unembeddedFonts: readonly (MadeUpFont & { readonly encoding: string; readonly line: string })[] = [
	unembedded('UniGB-UCS2-H', 'GB1', 'utf-16be', '扩散模型的逆过程 arXiv:2403.00001v2'),
	unembedded('GBK-EUC-H', 'GB1', 'gbk', '扩散模型的逆过程'),
	unembedded('UniCNS-UCS2-H', 'CNS1', 'utf-16be', '擴散模型的逆過程'),
	unembedded('ETen-B5-H', 'CNS1', 'big5', '擴散模型的逆過程'),
	unembedded('UniJIS-UCS2-H', 'Japan1', 'utf-16be', '拡散モデルの逆過程'),
	unembedded('90ms-RKSJ-H', 'Japan1', 'shift_jis', '拡散モデルの逆過程'),
	unembedded('EUC-H', 'Japan1', 'euc-jp', '拡散モデルの逆過程'),
	unembedded('UniKS-UCS2-H', 'Korea1', 'utf-16be', '확산 모델의 역과정'),
	unembedded('KSCms-UHC-H', 'Korea1', 'euc-kr', '확산 모델의 역과정'),
];

function unembedded(
	encoding: string,
	ordering: string,
	charset: string,
	line: string,
): MadeUpFont & { readonly encoding: string; readonly line: string } {
	const descriptor =
		'<< /Type /FontDescriptor /FontName /Song /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 900 /Descent -200 >>';
	const system = `<< /Registry (Adobe) /Ordering (${ordering}) /Supplement 2 >>`;
	const descendant = `<< /Type /Font /Subtype /CIDFontType0 /BaseFont /Song /CIDSystemInfo ${system} /FontDescriptor ${descriptor} >>`;
	return {
		encoding,
		line,
		dictionary: `/Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /${encoding} /DescendantFonts [${descendant}]`,
		bytesOf: text => Array.from(text).flatMap(character => bytesIn(charset, character)),
	};
}

/** Nothing encodes into old character sets, so that what decodes to a character is looked for. */
function bytesIn(charset: string, character: string): readonly number[] {
	const decoder = new TextDecoder(charset);
	const code = character.charCodeAt(0);
	if (charset === 'utf-16be' || code < 0x80) {
		return charset === 'utf-16be' ? [code >> 8, code & 0xff] : [code];
	}
	for (let first = 0x81; first < 0xff; first += 1) {
		for (let second = 0x40; second < 0xff; second += 1) {
			if (decoder.decode(Uint8Array.of(first, second)) === character) {
				return [first, second];
			}
		}
	}
	return [];
}

/**
 * A PDF as a printer would make it: pages, a font, an information dictionary, a table of where everything is. Texts hold a byte a
 * character. `deflate` packs the pages. https://opensource.adobe.com/dc-acrobat-sdk-docs/pdfstandards/PDF32000_2008.pdf
 */
export function pdfOf(
	{ pages, annotations = [], information = {}, metadata, outline, font }: MadeUpPdf,
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
		`<< ${font?.dictionary ?? '/Type /Font /Subtype /Type1 /BaseFont /Times-Roman'} >>`,
		`<< ${Object.entries(information)
			.map(([name, value]) => `/${name} ${literal(value)}`)
			.join(' ')} >>`,
		...pages.flatMap((lines, index) => [
			`<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >> /Contents ${6 + 2 * index} 0 R${annotsOf(annotations[index])} >>`,
			packed(`BT /F1 10 Tf 72 720 Td 12 TL ${lines.map(line => `${shown(line, font)} Tj T*`).join(' ')} ET`),
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

function shown(line: string, font: MadeUpFont | undefined): string {
	return font === undefined
		? literal(line)
		: `<${font
				.bytesOf(line)
				.map(byte => byte.toString(16).padStart(2, '0'))
				.join('')}>`;
}

function literal(text: string): string {
	return `(${text.replace(/[()\\]/g, '\\$&')})`;
}
