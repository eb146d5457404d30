import { fnv1a } from '../text/hash';

/**
 * A short print of what we last wrote into a managed block: where it no longer fits, somebody edited the block. Line endings and white
 * space at line ends count for nothing, since git and editors change them unasked.
 */
export function sealOf(content: string): string {
	const plain = content
		.replace(/(?<![ \t])[ \t]+(?=[\r\n]|$)/g, '')
		.replace(/\r\n?/g, '\n')
		.replace(/^\n+|(?<!\n)\n+$/g, '');
	return fnv1a(plain).toString(16).padStart(8, '0');
}
