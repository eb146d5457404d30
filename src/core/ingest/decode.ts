import type { Pace } from '../pace';

/** How a text was stored, and the text. */
export interface Decoded {
	readonly text: string;
	readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';
}

/** A text in parts of some hundred thousand characters, for what must not handle a long one at once. */
export interface DecodedParts {
	readonly parts: readonly string[];
	readonly encoding: Decoded['encoding'];
}

/**
 * The text of a file's bytes, without its byte order mark: by that mark where there is one, else UTF-16 where every other byte is zero, else UTF-8 where the bytes are, else Windows-1252, which holds Latin-1.
 * Declarations within the text are not asked: the bytes of UTF-8 cannot be mistaken, and Latin-1 is what else people have.
 * https://encoding.spec.whatwg.org/
 */
export function decode(bytes: Uint8Array): Decoded {
	const slices = decodeSlices(bytes);
	for (;;) {
		const slice = slices.next();
		if (slice.done === true) {
			return joined(slice.value);
		}
	}
}

/** As {@link decode}, giving way to the host between slices. */
export async function decodeInSlices(bytes: Uint8Array, pace: Pace): Promise<Decoded> {
	return joined(await decodeInParts(bytes, pace));
}

/** As {@link decodeInSlices}, the text left in parts. */
export async function decodeInParts(bytes: Uint8Array, pace: Pace): Promise<DecodedParts> {
	const slices = decodeSlices(bytes);
	for (;;) {
		const slice = slices.next();
		if (slice.done === true) {
			return slice.value;
		}
		await pace.rest();
	}
}

function joined({ parts, encoding }: DecodedParts): Decoded {
	return { text: parts.join(''), encoding };
}

/** Stops after every slice of work. */
function* decodeSlices(bytes: Uint8Array): Generator<void, DecodedParts> {
	const [first, second, third] = bytes;
	if (first === 0xff && second === 0xfe) {
		return { parts: (yield* inParts(decodeUtf16(bytes, 2, true))) ?? [], encoding: 'utf-16le' };
	}
	if (first === 0xfe && second === 0xff) {
		return { parts: (yield* inParts(decodeUtf16(bytes, 2, false))) ?? [], encoding: 'utf-16be' };
	}
	const zeroAt = zeroParity(bytes);
	if (zeroAt !== undefined) {
		return { parts: (yield* inParts(decodeUtf16(bytes, 0, zeroAt === 1))) ?? [], encoding: zeroAt === 1 ? 'utf-16le' : 'utf-16be' };
	}
	const marked = first === 0xef && second === 0xbb && third === 0xbf;
	const parts = yield* inParts(decodeUtf8(bytes, marked ? 3 : 0));
	return parts === undefined ? { parts: (yield* inParts(decodeSingle(bytes.subarray(marked ? 3 : 0)))) ?? [], encoding: marked ? 'utf-8' : 'windows-1252' } : { parts, encoding: 'utf-8' };
}

const partLength = 500_000;

/** Slices joined to parts; `undefined` where the decoder ends with `false`: the bytes are no text of its kind. */
function* inParts(slices: Generator<string, false | undefined>): Generator<void, readonly string[] | undefined> {
	const parts: string[] = [];
	let open: string[] = [];
	let length = 0;
	for (;;) {
		const slice = slices.next();
		if (slice.done === true) {
			return slice.value === false ? undefined : [...parts, open.join('')];
		}
		open.push(slice.value);
		length += slice.value.length;
		if (length >= partLength) {
			parts.push(open.join(''));
			open = [];
			length = 0;
		}
		yield;
	}
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

const chunk = 8192;

/** The text in slices, `false` where the bytes are no UTF-8 (overlong forms, halves of surrogates and all). */
function* decodeUtf8(bytes: Uint8Array, start: number): Generator<string, false | undefined> {
	const units = new Uint16Array(chunk + 2);
	let filled = 0;
	for (let at = start; at < bytes.length; ) {
		const lead = bytes[at] ?? 0;
		const size = lead < 0x80 ? 1 : lead >= 0xc2 && lead < 0xe0 ? 2 : lead >= 0xe0 && lead < 0xf0 ? 3 : lead >= 0xf0 && lead < 0xf5 ? 4 : 0;
		if (size === 0 || at + size > bytes.length) {
			return false;
		}
		let code = size === 1 ? lead : lead & (0x7f >> size);
		for (let next = 1; next < size; next += 1) {
			const byte = bytes[at + next] ?? 0;
			if ((byte & 0xc0) !== 0x80) {
				return false;
			}
			code = (code << 6) | (byte & 0x3f);
		}
		if ((size === 3 && (code < 0x800 || (code >= 0xd800 && code < 0xe000))) || (size === 4 && (code < 0x10000 || code > 0x10ffff))) {
			return false;
		}
		at += size;
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
	return undefined;
}

function* decodeUtf16(bytes: Uint8Array, start: number, little: boolean): Generator<string, undefined> {
	for (let at = start; at + 1 < bytes.length; at += chunk) {
		const units: number[] = [];
		for (let unit = at; unit + 1 < Math.min(bytes.length, at + chunk); unit += 2) {
			const [low = 0, high = 0] = little ? [bytes[unit], bytes[unit + 1]] : [bytes[unit + 1], bytes[unit]];
			units.push(low | (high << 8));
		}
		yield String.fromCharCode(...units);
	}
}

function* decodeSingle(bytes: Uint8Array): Generator<string, undefined> {
	for (let at = 0; at < bytes.length; at += chunk) {
		yield String.fromCharCode(...bytes.subarray(at, at + chunk)).replace(/[\x80-\x9f]/g, character => windows1252[character.charCodeAt(0) - 0x80] ?? character);
	}
}

// What Windows-1252 has where Latin-1 has control characters; five places are free.
const windows1252 = Array.from('€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ');
