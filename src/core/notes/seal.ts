/**
 * A short print of what we last wrote into a managed block: where it no longer fits, somebody edited the block. Line endings and white space at line ends
 * count for nothing, since git and editors change them unasked.
 */
export function sealOf(content: string): string {
	const plain = content.replace(/[ \t]+(?=[\r\n]|$)/g, '').replace(/\r\n?/g, '\n').replace(/^\n+|\n+$/g, '');
	return fnv1a(plain).toString(16).padStart(8, '0');
}

/** http://www.isthe.com/chongo/tech/comp/fnv/#FNV-1a over UTF-16 units, 32 bits. */
function fnv1a(text: string): number {
	let hash = 0x811c9dc5;
	for (let at = 0; at < text.length; at += 1) {
		hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
	}
	return hash >>> 0;
}
