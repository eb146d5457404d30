import type { IncomingPaper } from '../paper';
import { identityKeys } from './identity';

/** A paper's {@link identityKeys} as numbers of 32 bits. Papers that share none are different ones; those that share one may be, since hashes of different keys can be equal. */
export function identityHashes(paper: IncomingPaper): readonly number[] {
	return identityKeys(paper).map(hashOf);
}

/** FNV-1a over UTF-16 units. http://www.isthe.com/chongo/tech/comp/fnv/ */
function hashOf(text: string): number {
	let hash = 0x811c9dc5;
	for (let at = 0; at < text.length; at += 1) {
		hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
	}
	return hash >>> 0;
}
