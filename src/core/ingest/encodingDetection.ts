import { analyse } from 'chardet';
import { joinParts } from '../data/binaryFile';
import { knownEncoding } from './declaredEncoding';
import { textDecoder } from './textDecoder';

export interface EncodingGuess {
	/** By its name in the Encoding Standard. */
	readonly encoding: string;
	/** Whether no other encoding gives a text that is about as likely. */
	readonly isSure: boolean;
}

/**
 * The encoding of bytes that are no UTF-8, by what the text would be in each: chardet weighs bytes by language, and what no language writes
 * (a sign within a word, a capital after a small letter, two alphabets in a word) speaks against an encoding. Of an encoding with one byte
 * a character only the words that have letters beyond ASCII are weighed: the English around them hides them.
 */
export function detectEncoding(bytes: Uint8Array): EncodingGuess {
	const sample = tellingLines(bytes);
	const readings = [...eastern(sample), ...thai(sample), ...western(sample)].sort((a, b) => b.score - a.score);
	const [best] = readings;
	if (best === undefined) {
		return { encoding: 'windows-1252', isSure: false };
	}
	const rival = readings.filter(({ text }) => text !== best.text).reduce((most, { fit }) => Math.max(most, fit), 0);
	const isUsual = readings.some(({ encoding, text }) => encoding === 'windows-1252' && text === best.text);
	return {
		encoding: isUsual ? 'windows-1252' : best.encoding,
		isSure: best.score >= (/[\u00c0-\u024f]/.test(best.text) ? 15 : 8) && rival <= best.score * 0.65,
	};
}

interface Candidate {
	readonly encoding: string;
	readonly text: string;
	/** How well it fits, and how sure that makes us of it. */
	readonly fit: number;
	readonly score: number;
}

/** So many bytes of lines with letters beyond ASCII are weighed, of so many that are looked through. */
const weighed = 20_000;
const lookedThrough = 4_000_000;

function tellingLines(bytes: Uint8Array): Uint8Array {
	const found: Uint8Array[] = [];
	let length = 0;
	const end = Math.min(bytes.length, lookedThrough);
	for (let start = 0; start < end && length < weighed;) {
		const feed = bytes.indexOf(0x0a, start);
		const stop = feed < 0 ? bytes.length : feed + 1;
		const line = bytes.subarray(start, Math.min(stop, start + weighed));
		if (line.some(byte => byte >= 0x80)) {
			found.push(line);
			length += line.length;
		}
		start = stop;
	}
	return joinParts(found);
}

/** Encodings of Chinese, Japanese and Korean, and the first bytes of the characters that most of any text consists of. */
const easternEncodings: readonly (readonly [label: string, isCommon: (lead: number, trail: number) => boolean])[] = [
	// GB 2312: signs, then the characters of its first level, in order of their sounds.
	['gb18030', (lead, trail) => ((lead >= 0xb0 && lead <= 0xd7) || (lead >= 0xa1 && lead <= 0xa3)) && trail >= 0xa1],
	['big5', lead => lead >= 0xa1 && lead <= 0xc6],
	['shift_jis', lead => lead >= 0x81 && lead <= 0x97],
	['euc-jp', (lead, trail) => ((lead >= 0xb0 && lead <= 0xcf) || (lead >= 0xa1 && lead <= 0xa5)) && trail >= 0xa1],
	['euc-kr', (lead, trail) => ((lead >= 0xb0 && lead <= 0xc8) || (lead >= 0xa1 && lead <= 0xa3)) && trail >= 0xa1],
];

function eastern(sample: Uint8Array): readonly Candidate[] {
	const weights = weightsOf(sample);
	return easternEncodings.flatMap(([encoding, isCommon]) => {
		const text = decodeWhole(sample, encoding);
		const characters = text?.match(/[\u3041-\u30ff\u4e00-\u9fff\uac00-\ud7a3]/g)?.length ?? 0;
		const inRuns = text?.match(/[\u3041-\u30ff\u4e00-\u9fff\uac00-\ud7a3]{2,}/g)?.join('').length ?? 0;
		if (text === undefined || characters < 3 || inRuns < characters / 2 || commonShare(sample, isCommon) < 0.85) {
			return [];
		}
		// Kana are of one language; so is a text of Hangul alone, whose bytes are a small part of those of Chinese.
		const isJapanese = encoding === 'euc-jp' || encoding === 'shift_jis';
		const own = isJapanese && !/[\u3041-\u30ff]/.test(text) ? 30 : encoding === 'euc-kr' && characters >= 8 ? 100 : 60;
		const score = own + (weights.get(encoding) ?? 0);
		return [{ encoding, text, score, fit: score }];
	});
}

/** chardet does not know Thai. In it marks stand on consonants, and some vowels in front of one: by chance other texts have that rarely. */
function thai(sample: Uint8Array): readonly Candidate[] {
	const text = decodeWhole(sample, 'windows-874') ?? '';
	const letters = text.match(/[\u0e01-\u0e5b]/g)?.length ?? 0;
	const others = text.match(/[^\x00-\x7f\u0e01-\u0e5b]/g)?.length ?? 0;
	const signs = text.match(/[\u0e30-\u0e3a\u0e40-\u0e4e]/g)?.length ?? 0;
	const misplaced = text.match(
		/(?<![\u0e01-\u0e2e\u0e31-\u0e3a\u0e47-\u0e4e])[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]|[\u0e40-\u0e44](?![\u0e01-\u0e2e])/g,
	);
	const rare =
		text.match(/[\u0e03\u0e05\u0e06\u0e0c\u0e0e\u0e0f\u0e11\u0e12\u0e24\u0e26\u0e2c\u0e2e\u0e3a\u0e45\u0e4d-\u0e5b]/g)?.length ?? 0;
	const isThai =
		letters >= 8 &&
		rare <= letters * 0.06 &&
		others * 20 <= letters &&
		misplaced === null &&
		signs >= letters * 0.2 &&
		signs <= letters * 0.6;
	return isThai ? [{ encoding: 'windows-874', text, score: 200, fit: 200 }] : [];
}

/** How many of the characters of two bytes are common ones, where each byte above ASCII begins or ends one. */
function commonShare(sample: Uint8Array, isCommon: (lead: number, trail: number) => boolean): number {
	let pairs = 0;
	let common = 0;
	for (let at = 0; at < sample.length; at += 1) {
		const lead = sample[at] ?? 0;
		if (lead >= 0x80) {
			pairs += 1;
			common += isCommon(lead, sample[at + 1] ?? 0) ? 1 : 0;
			at += 1;
		}
	}
	return pairs === 0 ? 0 : common / pairs;
}

/** What chardet does not know, and what most texts are. */
const further = ['windows-1252', 'macintosh', 'x-mac-cyrillic', 'ibm866'];

function western(sample: Uint8Array): readonly Candidate[] {
	const weights = weightsOf(wordsOf(sample));
	// The statistics of Vietnamese fit short words of any Western language, and few files are in its encoding.
	const labels = [...new Set([...weights.keys(), ...further])].filter(
		label => label !== 'windows-1258' && !easternEncodings.some(([encoding]) => encoding === label),
	);
	return labels.flatMap(encoding => {
		const text = decodeWhole(sample, encoding);
		const oddness = text === undefined ? 1 : oddShare(text);
		if (text === undefined || oddness > 0.2) {
			return [];
		}
		// A few letters fit many languages, and most texts are Western.
		const letters = text.match(/[\u00c0-\u024f]/g)?.length ?? 0;
		const trust = encoding === 'windows-1252' || otherAlphabet.test(text) ? 1 : Math.min(1, letters / 8);
		const weight = weights.get(encoding) ?? (encoding === 'x-mac-cyrillic' ? macCyrillicWeight(sample, weights) : undefined);
		const fit = (weight ?? (oddness < 0.02 ? 12 : 5)) * (1 - 3 * oddness);
		return [{ encoding, text, score: fit * trust, fit }];
	});
}

/**
 * The small letters of Mac Cyrillic are those of Windows-1251, and so is what chardet makes of them; where they stand beside what is no
 * capital of Windows-1251, it is the Mac's.
 */
function macCyrillicWeight(sample: Uint8Array, weights: ReadonlyMap<string, number>): number | undefined {
	const windows = decodeWhole(sample, 'windows-1251');
	const known = weights.get('windows-1251');
	return windows !== undefined && known !== undefined && oddShare(windows) > 0.01 ? known : undefined;
}

/** Confidence by encoding, 0 to 100. */
function weightsOf(bytes: Uint8Array): ReadonlyMap<string, number> {
	const weights = new Map<string, number>();
	for (const { name, confidence } of analyse(bytes)) {
		const encoding = knownEncoding(name);
		if (encoding !== undefined && encoding !== 'utf-8' && !encoding.startsWith('utf-16') && !weights.has(encoding)) {
			weights.set(encoding, confidence);
		}
	}
	return weights;
}

/** The words with a letter beyond ASCII, a blank after each. */
function wordsOf(sample: Uint8Array): Uint8Array {
	const words: number[] = [];
	let start = 0;
	let isTelling = false;
	for (let at = 0; at <= sample.length; at += 1) {
		const byte = sample[at] ?? 0x20;
		const isLetter = byte >= 0x80 || (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a);
		if (isLetter) {
			isTelling ||= byte >= 0x80;
			continue;
		}
		if (isTelling) {
			words.push(...sample.subarray(start, at), 0x20);
		}
		start = at + 1;
		isTelling = false;
	}
	return Uint8Array.from(words);
}

const otherAlphabet = /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Thai}]/u;

/** `undefined` where more than a few bytes are none of the encoding's. */
function decodeWhole(sample: Uint8Array, encoding: string): string | undefined {
	const text = textDecoder(encoding)?.decode(sample);
	const bad = text?.match(/\ufffd/g)?.length ?? 0;
	return bad * 20 > (text?.match(/[^\x00-\x7f]/g)?.length ?? 0) ? undefined : text;
}

/** Of the characters beyond ASCII the share that no language writes where they stand. */
function oddShare(text: string): number {
	const all = text.match(/[^\x00-\x7f]/g)?.length ?? 0;
	return all === 0 ? 0 : (text.match(odd)?.length ?? 0) / all;
}

// Control characters; signs within words; a capital after a small letter, or between a capital and a small one; signs that texts have
// hardly ever; letters of another alphabet beside Latin ones; three Latin letters with marks in a row.
const odd = new RegExp(
	[
		'[\\x80-\\x9f\\ufffd]',
		'(?<=\\p{L})(?![’‘·\\u00ad‐‑–—ªº])(?:\\p{Lm}|[^\\x00-\\x7f\\p{L}\\p{M}])(?=\\p{L})',
		'(?<=\\p{Ll})(?![\\x00-\\x7f])\\p{Lu}',
		'(?<=\\p{Lu})(?![\\x00-\\x7f])[\\u00c0-\\u00de\\u0160\\u0178\\u017d](?=[a-z])',
		'[\\u0192\\u02c6\\u02dc\\u2020\\u2021\\u2030]|[\\u20ac\\u0402\\u0403\\u0409-\\u040f](?=\\p{Ll})',
		'[\\u00c0-\\u024f](?<=[\\u00c0-\\u024f]{3})',
		'(?<=[A-Za-z])[\\p{Script=Cyrillic}\\p{Script=Greek}\\p{Script=Hebrew}\\p{Script=Arabic}\\p{Script=Thai}]|[\\p{Script=Cyrillic}\\p{Script=Greek}\\p{Script=Hebrew}\\p{Script=Arabic}\\p{Script=Thai}](?=[A-Za-z])',
	].join('|'),
	'gu',
);
