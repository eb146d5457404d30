import assert from 'node:assert/strict';
import type { Library } from '../../../src/core/library/library';
import { openLibrary } from '../../../src/core/library/library';
import { MemoryFileStore } from '../../fakes/memoryFileStore';

describe('finding papers of a library', () => {
	let library: Library;
	const titles = async (query: string, nearMisses = false) =>
		(await library.search(query, { limit: 10, nearMisses })).map(head => head.title);

	beforeEach(async () => {
		library = await openLibrary(new MemoryFileStore(), 'library', { pause: () => new Promise(resolve => setImmediate(resolve)) });
		await library.add([
			{
				type: 'article',
				title: 'Score-Based Generative Modeling',
				author: [{ family: 'Song', given: 'Yang' }],
				issued: { 'date-parts': [[2021]] },
				abstract: 'Noise and its reversal.',
				tags: ['diffusion'],
			},
			{ type: 'article', title: 'The Transformer and its Kin', author: [{ family: 'Göring' }], abstract: 'Attention throughout.' },
		]);
	});

	it('should find by title, author, year, tag, key and abstract, in any order and unfinished', async () => {
		for (const query of ['generative score', 'song 2021', 'diffusion yang', 'song2021', 'reversal noi', 'SCORE']) {
			assert.deepEqual(await titles(query), ['Score-Based Generative Modeling'], query);
		}
	});

	it('should forgive a mistyped letter and missing accents', async () => {
		assert.deepEqual(await titles('genertive'), ['Score-Based Generative Modeling']);
		assert.deepEqual(await titles('goring'), ['The Transformer and its Kin']);
	});

	it('should find what stands inside a word of a title', async () => {
		assert.deepEqual(await titles('former'), ['The Transformer and its Kin']);
	});

	it('should find nothing for words that no paper has together, but near misses where they are wanted', async () => {
		assert.deepEqual(await titles('song transformer'), []);
		assert.equal((await titles('song transformer', true)).length, 2);
	});

	it('should find all that fit, before the index stands and after, and let itself be cancelled', async () => {
		const fitting = async (query: string) => [...((await library.matching(query)) ?? [])].map(id => library.head(id)?.title).sort();
		for (const query of ['', 'score', 'former', 'song 2021', 'nobody']) {
			const found = async () => (await library.search(query, { limit: 10 })).map(head => head.title).sort();
			const before = library
				.find(query, { limit: 10 })
				.map(head => head.title)
				.sort();
			assert.deepEqual(await fitting(query), before, query);
			assert.deepEqual(await found(), await fitting(query), query);
		}
		assert.equal(await library.matching('score', () => true), undefined);
	});

	it('should find titles at once, before the index stands', () => {
		assert.deepEqual(
			library.find('score', { limit: 10 }).map(head => head.title),
			['Score-Based Generative Modeling'],
		);
	});

	it('should follow additions, changes and removals', async () => {
		await titles('warm up');
		await library.add([{ type: 'article', title: 'A Late Arrival', abstract: 'Zymurgy.' }]);
		assert.deepEqual(await titles('zymurgy'), ['A Late Arrival']);
		await library.update(['lateArrival'], paper => ({ ...paper, abstract: 'Oenology.' }));
		assert.deepEqual([await titles('zymurgy'), await titles('oenology')], [[], ['A Late Arrival']]);
		await library.remove(['lateArrival']);
		assert.deepEqual(await titles('oenology'), []);
		await library.add(
			Array.from({ length: 50 }, (_, index) => ({ type: 'article', title: `Of Wine, part ${index}`, abstract: 'Oenology.' })),
		);
		assert.equal((await titles('oenology')).length, 10);
	});
});
