import assert from 'node:assert/strict';
import { BatchJob } from '../../../src/core/work/batchJob';
import type { Keeper } from '../../../src/core/work/batchJob';
import { lookUp } from '../../../src/core/sources/lookup';
import type { WantedWork } from '../../../src/core/sources/wanted';
import { askingFor } from '../../fakes/askingFor';
import { arxivEntry, papers } from '../../fakes/services/papers.mjs';

/** What a restart leaves: texts. */
function disk(): Keeper {
	const texts = new Map<string, string>();
	return {
		get: name => JSON.parse(texts.get(name) ?? 'null') as unknown,
		update: (name, value) => Promise.resolve(value === undefined ? void texts.delete(name) : void texts.set(name, JSON.stringify(value))),
	};
}

const ids = Array.from({ length: 5000 }, (_, index) => `2403.${String(index + 10_000)}`);
const [bananas] = papers;
assert.ok(bananas);

describe('a job of many batches', () => {
	it('should go on where it stopped after a restart, and ask for nothing twice', async () => {
		const kept = disk();
		const asked: string[] = [];
		const { asking } = askingFor(({ url }) => {
			const list = decodeURIComponent(/id_list=([^&]*)/.exec(url)?.[1] ?? '').split(',');
			asked.push(...list);
			return {
				headers: { 'content-type': 'application/atom+xml' },
				body: `<feed xmlns="http://www.w3.org/2005/Atom">${list.map(arxiv => arxivEntry({ ...bananas, arxiv })).join('')}</feed>`,
			};
		});
		const found: string[] = [];
		const work = (batchesLeft: number) => async (batch: readonly string[]) => {
			if (batchesLeft-- === 0) {
				throw new Error('The window was closed.');
			}
			const lookups = await lookUp(
				asking,
				batch.map((id): WantedWork => ({ kind: 'arxiv', id })),
			);
			found.push(...lookups.flatMap(({ papers: [paper] }) => paper?.identifiers?.arxiv ?? []));
			return 'go on' as const;
		};
		const first = new BatchJob(kept, 'adding');
		await first.begin(ids);
		await assert.rejects(first.run(100, work(20)));
		const second = new BatchJob(kept, 'adding');
		assert.deepEqual([second.done, second.total], [2000, 5000]);
		await second.run(100, work(1000));
		assert.deepEqual([found.length, new Set(found).size, asked.length], [5000, 5000, 5000]);
		assert.deepEqual(new BatchJob(kept, 'adding').pending, []);
	});

	it('should be over where the work says so', async () => {
		const job = new BatchJob(disk(), 'adding');
		await job.begin(['a', 'b', 'c']);
		await job.run(1, batch => Promise.resolve(batch[0] === 'b' ? 'end' : 'go on'));
		assert.deepEqual([job.pending, job.total], [[], 0]);
	});
});
