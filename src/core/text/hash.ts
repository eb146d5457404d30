/** http://www.isthe.com/chongo/tech/comp/fnv/#FNV-1a over UTF-16 units, 32 bits. */
export function fnv1a(text: string): number {
	// Signed from the start, as `Math.imul` answers: a sum of both kinds V8 may reckon as a floating point number, which takes four times as
	// long.
	let hash = 0x811c9dc5 | 0;
	for (let at = 0; at < text.length; at += 1) {
		hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
	}
	return hash >>> 0;
}
