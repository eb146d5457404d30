import { isPdf, pdfHeadLength } from '../text/addresses';

/** What a server sent, asked for a PDF: a web page often asks for a login. */
export type Downloaded = 'pdf' | 'page' | 'incomplete' | 'other' | 'empty';

/** So many bytes at its end hold a PDF's last line, `%%EOF`; writers put up to a kilobyte behind it (ISO 32000-1, annex H.3, note 18). */
const tailLength = 2048;

/** Tells what a file is by its bytes, whatever the server calls it. */
export function kindOfDownload(bytes: Uint8Array): Downloaded {
	if (bytes.length === 0) {
		return 'empty';
	}
	const head = lettersOf(bytes.subarray(0, pdfHeadLength));
	// A page may speak of PDFs.
	const before = isPdf(bytes) ? head.slice(0, head.indexOf('%PDF-')) : head;
	if (/<(?:!doctype|html|head|body|script|meta)\b/i.test(before)) {
		return 'page';
	}
	if (!isPdf(bytes)) {
		return 'other';
	}
	return lettersOf(bytes.subarray(Math.max(0, endOf(bytes) - tailLength))).includes('%%EOF') ? 'pdf' : 'incomplete';
}

/** Where the bytes end that say something: some servers fill the last block with zeros. */
function endOf(bytes: Uint8Array): number {
	let end = bytes.length;
	while (end > 0 && isBlank(bytes[end - 1])) {
		end -= 1;
	}
	return end;
}

function isBlank(byte: number | undefined): boolean {
	return byte === 0 || byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

function lettersOf(bytes: Uint8Array): string {
	return String.fromCharCode(...bytes.subarray(0, tailLength + pdfHeadLength));
}
