import { Pace } from '../../src/core/work/pace';
import { documentOf } from '../../src/core/search/document';
import { createSearchIndex } from '../../src/core/search/searchIndex';
import type { Bench, Peer } from './bench';
import { quantile, repeat, row, runs } from './bench';
import { generatePapers } from './generatePapers';
import { knownItems } from './knownItems';
import { linearScan, miniSearch } from './searchPeers';

const largestForMiniSearch = 10_000;

/** Known items typed letter by letter: each key press is a search. */
export const bench: Bench = {
	sizes: [1000, 10_000, 100_000],
	async rows(size) {
		const papers = generatePapers(size);
		const documents = papers.map(documentOf);
		const index = createSearchIndex();
		await index.addAll(documents, new Pace(() => Promise.resolve(), 1000));
		const typed = knownItems(papers, 30).flatMap(({ query }) => Array.from({ length: query.length }, (_, at) => query.slice(0, at + 1)));
		const ours = await timesOf(typed, query => index.search(query, { limit: 20 }));
		const peer = size > largestForMiniSearch ? linearScan(documents) : searchOf(miniSearch(documents));
		const some = typed.filter((_, at) => at % (size > largestForMiniSearch ? 40 : 4) === 0);
		const theirs = await timesOf(some, peer);
		const name = size > largestForMiniSearch ? 'linear scan' : 'MiniSearch';
		const peerAt = (part: number): Peer => ({ name, values: theirs.map(times => quantile(times, part)) });
		return [
			row(
				'search-query-p50',
				size,
				'ms',
				ours.map(times => quantile(times, 0.5)),
				peerAt(0.5),
			),
			row(
				'search-query-p99',
				size,
				'ms',
				ours.map(times => quantile(times, 0.99)),
				peerAt(0.99),
				{ most: 16 },
			),
			row('search-query-worst', size, 'ms', [quantile(leastOfRuns(ours), 1)]),
		];
	},
};

function searchOf(peer: ReturnType<typeof miniSearch>): (query: string) => unknown {
	return query => peer.search(query).slice(0, 20);
}

/** For each run the milliseconds of each query. A first run that nobody counts warms the code up. */
async function timesOf(queries: readonly string[], search: (query: string) => unknown): Promise<readonly (readonly number[])[]> {
	const all = await repeat(
		() =>
			queries.map(query => {
				const started = performance.now();
				search(query);
				return performance.now() - started;
			}),
		runs + 1,
	);
	return all.slice(1);
}

/** Each query's best time, so that what else the machine did is left out. */
function leastOfRuns(all: readonly (readonly number[])[]): readonly number[] {
	return (all[0] ?? []).map((_, at) => Math.min(...all.map(times => times[at] ?? Infinity)));
}
