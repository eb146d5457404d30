import { Pace } from '../../src/core/work/pace';
import type { Paper } from '../../src/core/paper/paper';
import { documentOf } from '../../src/core/search/document';
import { createSearchIndex } from '../../src/core/search/searchIndex';
import type { Bench, Limits, Row } from './bench';
import { row } from './bench';
import { dumpedPapers } from './dump';
import { generatePapers } from './generatePapers';
import type { KnownItem } from './knownItems';
import { knownItemKinds, knownItems } from './knownItems';
import { miniSearch } from './searchPeers';

const largestForMiniSearch = 10_000;

/** Whether people find the paper they have in mind. On made-up papers, and where the dump lies beside the repository on that too. */
export const bench: Bench = {
	sizes: [10_000, 100_000],
	async rows(size) {
		const dumped = size === 10_000 ? dumpedPapers() : undefined;
		return [
			...(await relevanceOf('search-relevance', generatePapers(size))),
			...(dumped === undefined ? [] : await relevanceOf('search-relevance-dump', dumped)),
		];
	},
};

async function relevanceOf(id: string, papers: readonly Paper[]): Promise<readonly Row[]> {
	const documents = papers.map(documentOf);
	const index = createSearchIndex();
	await index.addAll(documents, new Pace(() => Promise.resolve(), 1000));
	const items = knownItems(papers, 250);
	const ours = ranksOf(items, query => index.search(query, { limit: 10 }).map(hit => hit.id));
	const peer = papers.length > largestForMiniSearch ? undefined : miniSearch(documents);
	const theirs =
		peer &&
		ranksOf(items, query =>
			peer
				.search(query)
				.slice(0, 10)
				.map(hit => String(hit.id)),
		);
	return knownItemKinds.flatMap(kind => {
		const chosen = (ranks: readonly number[]) => ranks.filter((_, at) => items[at]?.kind === kind);
		const least = kind === 'one typo' ? 0.85 : 0.95;
		return measures.map(([name, measure, limits]) =>
			row(
				`${id}-${kind.replaceAll(' ', '-')}-${name}`,
				papers.length,
				'',
				[measure(chosen(ours))],
				theirs && { name: 'MiniSearch', values: [measure(chosen(theirs))] },
				{ ...(theirs === undefined ? {} : { leastRatio: 1 }), ...limits(least) },
			),
		);
	});
}

/** One-based places of the papers meant; Infinity where it is not among the ten. */
function ranksOf(items: readonly KnownItem[], search: (query: string) => readonly string[]): readonly number[] {
	return items.map(({ query, id }) => {
		const at = search(query).indexOf(id);
		return at < 0 ? Infinity : at + 1;
	});
}

const measures: readonly (readonly [name: string, measure: (ranks: readonly number[]) => number, limits: (least: number) => Limits])[] = [
	['recall@1', ranks => ranks.filter(rank => rank === 1).length / ranks.length, () => ({})],
	['recall@10', ranks => ranks.filter(rank => rank <= 10).length / ranks.length, least => ({ least })],
	['mrr', ranks => ranks.reduce((sum, rank) => sum + 1 / rank, 0) / ranks.length, () => ({})],
];
