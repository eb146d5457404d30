import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SearchDocument } from '../../src/core/search/document';
import { documentOf } from '../../src/core/search/document';
import type { SearchIndex } from '../../src/core/search/searchIndex';
import { createSearchIndex, loadSearchIndex } from '../../src/core/search/searchIndex';
import { Pace } from '../../src/core/work/pace';
import { diskCache } from '../../src/host/files/diskCache';
import type { Bench } from './bench';
import { processorTimed, row } from './bench';
import { generatePapers } from './generatePapers';
import { longestStretch } from './threadTime';

const pause = () => new Promise<void>(resolve => setImmediate(resolve));
const limit = 40;

/**
 * The papers most like one: the first time, when the index is read from the cache and no code is warm, and after that; and for how long at
 * most nothing else can be done meanwhile. Milliseconds are the processor's, so that what else runs on the machine does not count.
 */
export const bench: Bench = {
	sizes: [1000, 10_000, 100_000],
	async rows(size) {
		const folder = await mkdtemp(join(tmpdir(), 'marginalia-bench-'));
		try {
			const asked = await writeIndex(folder, size);
			globalThis.gc?.();
			let index: SearchIndex | undefined;
			let first = 0;
			const next: number[] = [];
			const longest = await longestStretch(async () => {
				for (const document of asked) {
					const spent = await processorTimed(async () => {
						index ??= await loaded(folder);
						await index.alike(document, limit, () => true, new Pace(pause));
					});
					if (first === 0) {
						first = spent;
					} else {
						next.push(spent);
					}
				}
			});
			return [
				row('similar-first', size, 'ms', [first], undefined, { most: 300 }),
				row('similar-next', size, 'ms', next, undefined, { most: 50 }),
				row('similar-blocked', size, 'ms', [longest], undefined, { most: 50 }),
			];
		} finally {
			await rm(folder, { recursive: true, force: true });
		}
	},
};

/** Twelve of the papers that the index has. */
async function writeIndex(folder: string, size: number): Promise<readonly SearchDocument[]> {
	const documents = [...generatePapers(size)].map(documentOf);
	const index = createSearchIndex();
	await index.addAll(documents, new Pace(pause));
	await index.compact(new Pace(pause));
	await diskCache(folder).write('search.index', index.save());
	return documents.filter((_, at) => at % Math.ceil(size / 12) === 0);
}

async function loaded(folder: string): Promise<SearchIndex> {
	const bytes = await diskCache(folder).read('search.index');
	const saved = bytes && loadSearchIndex(bytes);
	if (saved === undefined) {
		throw new Error('The index that was just written could not be read');
	}
	return saved.index;
}
