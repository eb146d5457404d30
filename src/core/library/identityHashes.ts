import type { IncomingPaper } from '../paper/paper';
import { fnv1a } from '../text/hash';
import { identityKeys } from '../merge/identity';

/**
 * A paper's {@link identityKeys} as numbers of 32 bits. Papers that share none are different ones; those that share one may be, since
 * hashes of different keys can be equal.
 */
export function identityHashes(paper: IncomingPaper): readonly number[] {
	return identityKeys(paper).map(fnv1a);
}
