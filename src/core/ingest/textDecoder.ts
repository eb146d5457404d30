/**
 * The one global of the hosts that the core uses: every host of ours (Node, Electron, browsers, web workers) has it with all encodings of
 * https://encoding.spec.whatwg.org, and their tables fit in no package. Declared here, as the core is compiled without the types of Node
 * and the DOM.
 */
declare const TextDecoder: new (label: string, options?: { readonly fatal?: boolean; readonly ignoreBOM?: boolean }) => StreamDecoder;

export interface StreamDecoder {
	/** The encoding's name in the standard, in small letters. */
	readonly encoding: string;
	/** U+FFFD stands for bytes that are none of the encoding's. */
	decode(bytes?: Uint8Array, options?: { readonly stream?: boolean }): string;
}

/** A decoder for an encoding by any of its names; `undefined` where the host knows none of that name. */
export function textDecoder(label: string): StreamDecoder | undefined {
	try {
		const decoder = new TextDecoder(label);
		// Several versions of Node read Windows-1252 as Latin-1: https://github.com/nodejs/node/issues/56542
		return decoder.encoding === 'windows-1252'
			? { encoding: 'windows-1252', decode: bytes => (bytes === undefined ? '' : decodeWindows1252(bytes)) }
			: decoder;
	} catch {
		return undefined;
	}
}

const chunk = 8192;

function decodeWindows1252(bytes: Uint8Array): string {
	const parts: string[] = [];
	for (let at = 0; at < bytes.length; at += chunk) {
		parts.push(
			String.fromCharCode(...bytes.subarray(at, at + chunk)).replace(/[\x80-\x9f]/g, character =>
				windows1252Character(character.charCodeAt(0)),
			),
		);
	}
	return parts.join('');
}

/** What a byte from 0x80 on is in Windows-1252. */
export function windows1252Character(byte: number): string {
	return windows1252[byte - 0x80] ?? String.fromCharCode(byte);
}

// What Windows-1252 has where Latin-1 has control characters; five places are free.
const windows1252 = Array.from('€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ');

/**
 * The text of bytes that are UTF-8, its byte order mark included, so that it can be written back as it was read; `undefined` where they
 * are not UTF-8.
 */
export function exactUtf8(bytes: Uint8Array): string | undefined {
	try {
		return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
	} catch {
		return undefined;
	}
}
