import { joinParts } from '../../src/core/data/binaryFile';
import { Pace } from '../../src/core/work/pace';
import type { SearchDocument } from '../../src/core/search/document';
import { documentOf } from '../../src/core/search/document';
import type { SearchIndex } from '../../src/core/search/searchIndex';
import { createSearchIndex, loadSearchIndex } from '../../src/core/search/searchIndex';
import type { Bench } from './bench';
import { megabytesInUse, repeat, row, timed } from './bench';
import { generatePapers } from './generatePapers';
import { miniSearch } from './searchPeers';

/** MiniSearch takes a minute and 0.7 GB at 100,000 papers; there the comparison is with reading the words. */
const largestForMiniSearch = 10_000;

export const bench: Bench = {
	sizes: [1000, 10_000, 100_000],
	async rows(size) {
		const documents = generatePapers(size).map(documentOf);
		// First, for it also puts each text into one piece: made-up ones consist of their words, and would give memory back while the index is
		// built.
		const words = await repeat(() => timed(() => countWords(documents)));
		const before = megabytesInUse();
		const builds = await repeat(() => build(documents));
		builds.slice(1).forEach(built => (built.index.current = undefined));
		const memory = megabytesInUse() - before;
		const index = builds[0]?.index.current;
		const saves = await repeat(() => timed(() => index?.save()));
		const bytes = joinParts(index?.save() ?? []);
		const copies = await repeat(() => timed(() => bytes.slice()));
		const loads = await repeat(() => timed(() => loadSearchIndex(bytes)?.index.search('model', { limit: 10 })));
		const changes = await repeat(() => timed(() => change(index, documents)), 50);
		const peer = size > largestForMiniSearch ? undefined : await measureMiniSearch(documents);
		// Of 1,000 papers it is made in a tenth of a second, most of it while V8 learns the code.
		const third = size === 10_000 ? { mostRatio: 1 / 3 } : {};
		return [
			row(
				'search-build',
				size,
				'ms',
				builds.map(built => built.time),
				peer === undefined ? { name: 'counting words in a Map', values: words } : { name: 'MiniSearch', values: peer.times },
				third,
			),
			row(
				'search-build-blocked',
				size,
				'ms',
				builds.map(built => built.blocked),
				undefined,
				{ most: 50 },
			),
			row('search-build-memory', size, 'MB', [memory], peer && { name: 'MiniSearch', values: [peer.memory] }, third),
			row('search-build-file', size, 'MB', [bytes.length / 1e6]),
			row('search-build-save', size, 'ms', saves, { name: 'copying the bytes', values: copies }),
			row('search-build-load', size, 'ms', loads, { name: 'copying the bytes', values: copies }),
			row('search-build-change', size, 'ms', changes, undefined, { most: 16 }),
		];
	},
};

interface Built {
	readonly index: { current: SearchIndex | undefined };
	readonly time: number;
	/** The longest the host waited, in milliseconds. */
	readonly blocked: number;
}

async function build(documents: readonly SearchDocument[]): Promise<Built> {
	const index = createSearchIndex();
	let blocked = 0;
	let resumed = performance.now();
	const pace = new Pace(() => {
		blocked = Math.max(blocked, performance.now() - resumed);
		return new Promise(resolve => {
			setImmediate(() => {
				resumed = performance.now();
				resolve();
			});
		});
	});
	const time = await timed(() => index.addAll(documents, pace));
	return { index: { current: index }, time, blocked: Math.max(blocked, performance.now() - resumed) };
}

/** A paper marked as read, and the next search. */
function change(index: SearchIndex | undefined, documents: readonly SearchDocument[]): void {
	const document = documents[Math.floor(documents.length / 2)];
	if (document !== undefined) {
		index?.add({ ...document, status: 'read' });
		index?.search('model', { limit: 10 });
	}
}

async function measureMiniSearch(
	documents: readonly SearchDocument[],
): Promise<{ readonly times: readonly number[]; readonly memory: number }> {
	const before = megabytesInUse();
	let kept: unknown;
	const times = await repeat(() =>
		timed(() => {
			kept = miniSearch(documents);
		}),
	);
	const memory = megabytesInUse() - before;
	return { times: kept === undefined ? [] : times, memory };
}

/** The least any index must do. */
function countWords(documents: readonly SearchDocument[]): number {
	const counts = new Map<string, number>();
	for (const { texts } of documents) {
		for (const text of Object.values(texts).flat()) {
			for (const word of text.toLowerCase().split(/[^a-z0-9]+/)) {
				counts.set(word, (counts.get(word) ?? 0) + 1);
			}
		}
	}
	return counts.size;
}
