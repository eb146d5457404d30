import type { Decoded, DecodedParts, DecodeOptions } from '../../core/ingest/decoding';
import { Pace } from '../../core/work/pace';
import { pause } from '../ui/pause';

/** The text of a file or an answer in whatever encoding it has, and what is wrong with its bytes. Gives way to the host meanwhile. */
export async function decodeBytes(bytes: Uint8Array, options: DecodeOptions = {}): Promise<Decoded> {
	const { decodeInSlices } = await import('../../core/ingest/decoding');
	return decodeInSlices(bytes, new Pace(pause), options);
}

/** As {@link decodeBytes}, the text left in parts: for what may be hundreds of megabytes. */
export async function decodeBytesInParts(bytes: Uint8Array, options: DecodeOptions = {}): Promise<DecodedParts> {
	const { decodeInParts } = await import('../../core/ingest/decoding');
	return decodeInParts(bytes, new Pace(pause), options);
}
