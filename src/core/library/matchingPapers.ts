import type { FilteredPapers } from './papers';

/** The ids of all papers that fit, of several sources; of no use where the query was overtaken by another. */
export async function matchingIn(
	sources: readonly FilteredPapers[],
	query: string,
	isOvertaken: () => boolean,
): Promise<ReadonlySet<string>> {
	const found = new Set<string>();
	for (const papers of sources) {
		(await papers.matching(query, isOvertaken))?.forEach(id => found.add(id));
	}
	return found;
}
