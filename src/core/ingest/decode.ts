import { decodeSlices } from './decoding';
import type { Decoded, DecodeOptions } from './decoding';
import { detectEncoding } from './encodingDetection';

export { decodeInParts, decodeInSlices } from './decoding';

/**
 * As `decodeInSlices`, at once. What a start of the editor reads imports decoding.ts, so that the tables of languages are loaded only where
 * bytes are no UTF-8.
 */
export function decode(bytes: Uint8Array, options: DecodeOptions = {}): Decoded {
	const slices = decodeSlices(bytes, options);
	for (let slice = slices.next(undefined); ; slice = slices.next(slice.value === 'guess' ? detectEncoding(bytes) : undefined)) {
		if (slice.done === true) {
			const { parts, ...rest } = slice.value;
			return { text: parts.join(''), ...rest };
		}
	}
}
