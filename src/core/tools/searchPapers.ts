import type { JsonObject } from '../data/json';
import type { Papers } from '../library/papers';
import { present } from '../paper/paper';
import type { PaperSummary } from './paperFacts';
import { summaryOf } from './paperFacts';

/** How many papers one answer holds, and how far a search can be paged. */
export const mostFound = 50;
export const deepestSearch = 1000;

export interface FoundPapers extends JsonObject {
	readonly papers: readonly PaperSummary[];
	/** Where the next page begins, where there are more. */
	readonly nextOffset?: number;
}

/**
 * The papers that have the words of a query in title, authors, abstract, year, tags or key, best first; typing mistakes are forgiven. The
 * empty query finds all, in no particular order.
 */
export async function searchPapers(
	papers: Papers,
	{ query, limit, offset }: { readonly query: string; readonly limit: number; readonly offset: number },
): Promise<FoundPapers> {
	const end = Math.min(offset + limit, deepestSearch);
	const heads = await papers.search(query, { limit: end + 1, nearMisses: true });
	return {
		papers: heads.slice(offset, end).map(summaryOf),
		...present('nextOffset', heads.length > end && end < deepestSearch ? end : undefined),
	};
}
