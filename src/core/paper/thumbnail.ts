import { textOf } from '../data/json';
import { webAddress } from '../text/addresses';
import type { IncomingPaper, Paper } from './paper';

/** The picture of a paper that Daily Papers has, from Hugging Face's own hosts alone: whoever shows it asks them. */
export function thumbnailOf({
	source,
	alsoFrom = [],
}: Pick<IncomingPaper, 'source'> & Pick<Partial<Paper>, 'alsoFrom'>): string | undefined {
	const addresses = [source, ...alsoFrom].map(from => webAddress(textOf(from?.['thumbnail'])));
	return addresses.find(address => address !== undefined && /^https:\/\/(?:[\w-]+\.)*huggingface\.co\/[\w./%-]+$/i.test(address));
}

/** What kind of picture a file is by its first bytes, of those that hold nothing but a picture; `undefined` for all else. */
export function pictureType(bytes: Uint8Array): string | undefined {
	const head = String.fromCharCode(...bytes.subarray(0, 12));
	return signatures.find(([signature]) => signature.test(head))?.[1];
}

/** https://mimesniff.spec.whatwg.org/#matching-an-image-type-pattern */
const signatures: readonly (readonly [signature: RegExp, type: string])[] = [
	[/^\x89PNG\r\n\x1a\n/, 'image/png'],
	[/^\xff\xd8\xff/, 'image/jpeg'],
	[/^RIFF[^]{4}WEBP/, 'image/webp'],
	[/^GIF8[79]a/, 'image/gif'],
];
