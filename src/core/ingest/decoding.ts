import { localize } from '../data/localize';
import type { Pace } from '../work/pace';
import { declaredEncoding, knownEncoding } from './declaredEncoding';
import type { EncodingGuess } from './encodingDetection';
import type { Problem } from './format';
import { textDecoder, windows1252Character } from './textDecoder';

/** How a text was stored, and the text. */
export interface Decoded {
	readonly text: string;
	/** By its name in the Encoding Standard: `utf-8`, `windows-1252`, `gb18030`. */
	readonly encoding: string;
	/** Bytes that are no text, with their lines, and doubts about the encoding. */
	readonly problems: readonly Problem[];
	/** Whether the text could as well be in another encoding. */
	readonly isUncertain?: true;
}

/** A text in parts of some hundred thousand characters, for what must not handle a long one at once. */
export interface DecodedParts {
	readonly parts: readonly string[];
	readonly encoding: string;
	readonly problems: readonly Problem[];
	/** Whether the text could as well be in another encoding. */
	readonly isUncertain?: true;
}

export interface DecodeOptions {
	/** What the carrier says of the encoding, as the `charset` of a web answer does. */
	readonly charset?: string;
	/** What the user says it is, by its name in the Encoding Standard: nothing else is asked. */
	readonly encoding?: string;
}

/** The text of a file's bytes as {@link decodeSlices} reads them, giving way to the host between slices. */
export async function decodeInSlices(bytes: Uint8Array, pace: Pace, options: DecodeOptions = {}): Promise<Decoded> {
	const { parts, ...rest } = await decodeInParts(bytes, pace, options);
	return { text: parts.join(''), ...rest };
}

/** As {@link decodeInSlices}, the text left in parts. */
export async function decodeInParts(bytes: Uint8Array, pace: Pace, options: DecodeOptions = {}): Promise<DecodedParts> {
	const slices = decodeSlices(bytes, options);
	for (let slice = slices.next(undefined); ;) {
		if (slice.done === true) {
			return slice.value;
		}
		await pace.rest();
		slice = slices.next(slice.value === 'guess' ? (await import('./encodingDetection')).detectEncoding(bytes) : undefined);
	}
}

/**
 * The text of a file's bytes, without its byte order mark. The encoding is the one of that mark where there is one, UTF-16 where every
 * other byte is zero, UTF-8 where the bytes are: they cannot be mistaken, and a few that are not cost themselves alone. Else it is what the
 * text or its carrier declares, and where nothing is declared what the text is likely to be. https://encoding.spec.whatwg.org/
 *
 * Stops after each slice of work, and asks for a guess where it needs one: the tables for that are loaded only then.
 */
export function* decodeSlices(
	bytes: Uint8Array,
	{ charset, encoding: chosen }: DecodeOptions = {},
): Generator<'slice' | 'guess', DecodedParts, EncodingGuess | undefined> {
	if (chosen !== undefined) {
		return yield* decodeBy(bytes, chosen);
	}
	const [first, second, third] = bytes;
	const zeroAt = zeroParity(bytes);
	const utf16 =
		first === 0xff && second === 0xfe
			? 'utf-16le'
			: first === 0xfe && second === 0xff
				? 'utf-16be'
				: zeroAt === undefined
					? undefined
					: zeroAt === 1
						? 'utf-16le'
						: 'utf-16be';
	if (utf16 !== undefined) {
		return yield* decodeBy(bytes, utf16);
	}
	const marked = first === 0xef && second === 0xbb && third === 0xbf;
	const declared = (charset === undefined ? undefined : knownEncoding(charset)) ?? declaredEncoding(bytes);
	const text = bytes.subarray(marked ? 3 : 0);
	// Its bytes are all ASCII, so that it is UTF-8 too.
	if (declared === 'iso-2022-jp' || hasJapaneseEscapes(text)) {
		return yield* decodeBy(text, 'iso-2022-jp');
	}
	const utf8 = new Utf8();
	const parts = yield* inParts(utf8.decode(text, marked || declared === 'utf-8'));
	if (utf8.isLikely(marked || declared === 'utf-8', declared !== undefined && declared !== 'utf-8')) {
		return { parts, encoding: 'utf-8', problems: utf8.problems() };
	}
	const line = utf8.firstLine;
	if (declared !== undefined && declared !== 'utf-8' && isMostly(text, declared)) {
		return yield* decodeBy(text, declared);
	}
	const guess = yield 'guess';
	const encoding = guess?.encoding ?? 'windows-1252';
	const contradicted =
		declared === undefined
			? []
			: [{ line: 1, message: localize('This file isn’t encoded as {0}, as it says; it was read as {1}.', declared, encoding) }];
	const doubt =
		guess?.isSure === true
			? []
			: [
					{
						line,
						message: localize(
							'The encoding of this file is uncertain; it was read as {0}. If characters look wrong, choose another encoding, or save the file as UTF-8 and import it again.',
							encoding,
						),
					},
				];
	const decoded = yield* decodeBy(text, encoding);
	return {
		...decoded,
		problems: [...(contradicted.length > 0 ? contradicted : doubt), ...decoded.problems],
		...(contradicted.length + doubt.length > 0 ? { isUncertain: true } : {}),
	};
}

const partLength = 500_000;

/** Slices joined to parts. */
function* inParts(slices: Iterable<string>): Generator<'slice', readonly string[], unknown> {
	const parts: string[] = [];
	let open: string[] = [];
	let length = 0;
	for (const slice of slices) {
		open.push(slice);
		length += slice.length;
		if (length >= partLength) {
			parts.push(open.join(''));
			open = [];
			length = 0;
		}
		yield 'slice';
	}
	return [...parts, open.join('')];
}

/** 1 where the odd bytes of Latin text in UTF-16 are zero (little endian), 0 where the even ones are, `undefined` for anything else. */
function zeroParity(bytes: Uint8Array): 0 | 1 | undefined {
	const length = Math.min(bytes.length, 400) & ~1;
	let even = 0;
	let odd = 0;
	for (let at = 0; at < length; at += 2) {
		even += bytes[at] === 0 ? 1 : 0;
		odd += bytes[at + 1] === 0 ? 1 : 0;
	}
	const most = (length / 2) * 0.6;
	return length < 4 ? undefined : odd > most && even === 0 ? 1 : even > most && odd === 0 ? 0 : undefined;
}

/** ISO-2022-JP changes to Japanese by `ESC $ B` or `ESC $ @`. */
function hasJapaneseEscapes(bytes: Uint8Array): boolean {
	const at = bytes.indexOf(0x1b);
	return at >= 0 && bytes[at + 1] === 0x24 && (bytes[at + 2] === 0x42 || bytes[at + 2] === 0x40);
}

const chunk = 8192;

/** Bytes of an encoding other than UTF-8. U+FFFD stands for what is none of its characters, and the line is named. */
function* decodeBy(bytes: Uint8Array, encoding: string): Generator<'slice', DecodedParts, unknown> {
	const decoder = textDecoder(encoding);
	const bad = new BadBytes();
	function* slices(): Generator<string> {
		for (let at = 0; at < bytes.length; at += chunk) {
			yield decoder?.decode(bytes.subarray(at, at + chunk), { stream: true }) ?? '';
		}
		yield decoder?.decode() ?? '';
	}
	let line = 1;
	function* watched(): Generator<string> {
		for (const slice of slices()) {
			if (slice.includes('\ufffd')) {
				for (const [character] of slice.matchAll(/[\n\ufffd]/g)) {
					line += character === '\n' ? 1 : 0;
					if (character === '\ufffd') {
						bad.add(line, localize('A byte of this line isn’t valid {0}. Check the line.', encoding));
					}
				}
			} else {
				line += slice.split('\n').length - 1;
			}
			yield slice;
		}
	}
	return { parts: yield* inParts(watched()), encoding, problems: bad.problems(line) };
}

/** Whether bytes are text of an encoding but for a few, as far as the first million tells. */
function isMostly(bytes: Uint8Array, encoding: string): boolean {
	const text = textDecoder(encoding)?.decode(bytes.subarray(0, 1_000_000), { stream: true }) ?? '';
	const bad = text.match(/\ufffd/g)?.length ?? 0;
	return bad === 0 || bad * 20 <= (text.match(/[^\x00-\x7f]/g)?.length ?? 0);
}

/** So many bad bytes are named one by one. */
const named = 20;

class BadBytes {
	count = 0;
	private readonly found: Problem[] = [];

	add(line: number, message: string): void {
		this.count += 1;
		if (this.found.length < named) {
			this.found.push({ line, message });
		}
	}

	/** One-based line of the first. */
	get firstLine(): number {
		return this.found[0]?.line ?? 1;
	}

	problems(lastLine: number): readonly Problem[] {
		const more = this.count - this.found.length;
		return more === 0 ? this.found : [...this.found, { line: lastLine, message: localize('This file has {0} more invalid bytes.', more) }];
	}
}

/** More of them than characters of several bytes by so many, and a text is no UTF-8. */
const tolerance = 32;

/**
 * Reads UTF-8 (no overlong forms, no halves of surrogates). A byte that belongs to no character is taken for a letter of Windows-1252 where
 * it stands in a word, as that is where it comes from mostly; else U+FFFD stands for it.
 */
class Utf8 {
	/** Characters of more than one byte. */
	private characters = 0;
	private readonly bad = new BadBytes();
	/** Whether the last character lacks bytes. */
	private isCut = false;
	private line = 1;
	private readonly units = new Uint16Array(chunk + 2);

	/** In slices; ends early where the bytes are clearly of another encoding, unless it is certain that they should be UTF-8. */
	*decode(bytes: Uint8Array, isCertain: boolean): Generator<string> {
		const { units } = this;
		const lineEnd = bytes.includes(0x0a) ? 0x0a : 0x0d;
		let filled = 0;
		for (let at = 0; at < bytes.length;) {
			const lead = bytes[at] ?? 0;
			const size = sizeOf(lead);
			const whole = size === 0 ? 0 : wholeBytes(bytes, at, size);
			let code = size === 1 ? lead : lead & (0x7f >> size);
			if (size > 0 && whole === size) {
				for (let next = 1; next < size; next += 1) {
					code = (code << 6) | ((bytes[at + next] ?? 0) & 0x3f);
				}
				this.line += lead === lineEnd ? 1 : 0;
				this.characters += size > 1 ? 1 : 0;
				at += size;
			} else {
				const length = Math.max(1, whole);
				code = this.stray(bytes, at, length);
				at += length;
				if (!isCertain && this.bad.count > this.characters + tolerance) {
					return;
				}
			}
			if (code >= 0x10000) {
				units[filled] = 0xd800 + ((code - 0x10000) >> 10);
				units[filled + 1] = 0xdc00 + ((code - 0x10000) & 0x3ff);
				filled += 2;
			} else {
				units[filled] = code;
				filled += 1;
			}
			if (filled >= chunk) {
				yield String.fromCharCode(...units.subarray(0, filled));
				filled = 0;
			}
		}
		yield String.fromCharCode(...units.subarray(0, filled));
	}

	/** The code of what stands for bytes that are no character. */
	private stray(bytes: Uint8Array, at: number, length: number): number {
		const byte = bytes[at] ?? 0;
		const isCut = at + length >= bytes.length && sizeOf(byte) > length;
		const isLetter = length === 1 && !isCut && byte >= 0xa0 && (isAsciiLetter(bytes[at - 1]) || isAsciiLetter(bytes[at + 1]));
		const character = isLetter ? windows1252Character(byte) : '\ufffd';
		const hexadecimal = Array.from(bytes.subarray(at, at + length), value => value.toString(16).toUpperCase().padStart(2, '0')).join(' ');
		// A letter at the very end of a short text is cut off only where there are characters of UTF-8 before it.
		this.isCut = isCut && (length > 1 || this.characters > 0);
		this.bad.add(
			this.line,
			isCut
				? localize('The file ends in the middle of a character.')
				: localize('The byte {0} isn’t valid UTF-8; it was read as “{1}”. Check this line.', hexadecimal, character),
		);
		return character.charCodeAt(0);
	}

	/**
	 * Whether the bytes are UTF-8 but for some that were damaged: a character of several bytes comes about by chance rarely. What declares
	 * itself to be UTF-8 is, whatever is damaged; what declares itself to be something else has to have far more of them.
	 */
	isLikely(isDeclared: boolean, isOtherDeclared: boolean): boolean {
		const { count } = this.bad;
		return count === 0 || isDeclared || (this.isCut && count === 1) || this.characters >= count * (isOtherDeclared ? 4 : 1);
	}

	problems(): readonly Problem[] {
		return this.bad.problems(this.line);
	}

	/** One-based line of the first byte that is no UTF-8. */
	get firstLine(): number {
		return this.bad.firstLine;
	}
}

/** Bytes of the character that a byte begins; 0 where it begins none. */
function sizeOf(lead: number): 0 | 1 | 2 | 3 | 4 {
	return lead < 0x80 ? 1 : lead >= 0xc2 && lead < 0xe0 ? 2 : lead >= 0xe0 && lead < 0xf0 ? 3 : lead >= 0xf0 && lead < 0xf5 ? 4 : 0;
}

/** How many bytes of a character there are, up to the first that cannot belong to it. */
function wholeBytes(bytes: Uint8Array, at: number, size: number): number {
	const lead = bytes[at] ?? 0;
	for (let next = 1; next < size; next += 1) {
		const byte = bytes[at + next] ?? 0;
		// Overlong forms, halves of surrogates and what is beyond Unicode show in the second byte.
		const least = next === 1 && lead === 0xe0 ? 0xa0 : next === 1 && lead === 0xf0 ? 0x90 : 0x80;
		const most = next === 1 && lead === 0xed ? 0x9f : next === 1 && lead === 0xf4 ? 0x8f : 0xbf;
		if (byte < least || byte > most) {
			return next;
		}
	}
	return size;
}

function isAsciiLetter(byte: number | undefined): boolean {
	return byte !== undefined && ((byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a));
}
