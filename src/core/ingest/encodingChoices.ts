import { localize } from '../data/localize';
import { textDecoder } from './textDecoder';
import { cut } from '../text/cut';

/** An encoding that a file may be in, and what one of its lines would be. */
export interface EncodingChoice {
	/** By its name in the Encoding Standard. */
	readonly encoding: string;
	/** For people: `Cyrillic (Windows-1251)`. */
	readonly label: string;
	/** Words of the file with letters beyond ASCII, read so. */
	readonly sample: string;
}

/** The encodings that people's files are in, those first in which all of a file's bytes are characters. */
export function encodingChoices(bytes: Uint8Array): readonly EncodingChoice[] {
	const line = tellingLine(bytes);
	const choices = encodings.flatMap(([encoding, label]): readonly (EncodingChoice & { readonly isWhole: boolean })[] => {
		const text = textDecoder(encoding)?.decode(line);
		return text === undefined ? [] : [{ encoding, label: label(), sample: shortened(text), isWhole: !/[\ufffd\x80-\x9f]/.test(text) }];
	});
	return [...choices.filter(({ isWhole }) => isWhole), ...choices.filter(({ isWhole }) => !isWhole)].map(
		({ isWhole, ...choice }) => choice,
	);
}

/** The first line with a byte beyond ASCII. */
function tellingLine(bytes: Uint8Array): Uint8Array {
	const at = bytes.findIndex(byte => byte >= 0x80);
	const start = at < 0 ? 0 : bytes.lastIndexOf(0x0a, at) + 1;
	const end = bytes.indexOf(0x0a, Math.max(0, at));
	return bytes.subarray(Math.max(start, at - 60), Math.min(end < 0 ? bytes.length : end, at + 200));
}

function shortened(text: string): string {
	return cut(text.replace(/\s+/g, ' ').trim(), 120);
}

const encodings: readonly (readonly [encoding: string, label: () => string])[] = [
	['utf-8', () => 'UTF-8'],
	['windows-1252', () => localize('Western European (Windows-1252)')],
	['macintosh', () => localize('Western European (Mac Roman)')],
	['windows-1250', () => localize('Central European (Windows-1250)')],
	['iso-8859-2', () => localize('Central European (ISO 8859-2)')],
	['windows-1251', () => localize('Cyrillic (Windows-1251)')],
	['koi8-r', () => localize('Cyrillic (KOI8-R)')],
	['iso-8859-5', () => localize('Cyrillic (ISO 8859-5)')],
	['x-mac-cyrillic', () => localize('Cyrillic (Mac)')],
	['ibm866', () => localize('Cyrillic (DOS 866)')],
	['windows-1253', () => localize('Greek (Windows-1253)')],
	['windows-1254', () => localize('Turkish (Windows-1254)')],
	['windows-1255', () => localize('Hebrew (Windows-1255)')],
	['windows-1256', () => localize('Arabic (Windows-1256)')],
	['windows-1257', () => localize('Baltic (Windows-1257)')],
	['windows-1258', () => localize('Vietnamese (Windows-1258)')],
	['windows-874', () => localize('Thai (Windows-874)')],
	['gb18030', () => localize('Simplified Chinese (GB18030, GBK)')],
	['big5', () => localize('Traditional Chinese (Big5)')],
	['shift_jis', () => localize('Japanese (Shift JIS)')],
	['euc-jp', () => localize('Japanese (EUC-JP)')],
	['euc-kr', () => localize('Korean (EUC-KR)')],
];
