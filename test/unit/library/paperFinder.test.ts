import assert from 'node:assert/strict';
import type { Library } from '../../../src/core/library/library';
import { openLibrary } from '../../../src/core/library/library';
import { MemoryFileStore } from '../../fakes/memoryFileStore';

describe('finding papers of a library', () => {
	let library: Library;
	let files: MemoryFileStore;
	const titles = async (query: string, nearMisses = false) =>
		(await library.search(query, { limit: 10, nearMisses })).map(head => head.title);

	beforeEach(async () => {
		files = new MemoryFileStore();
		library = await openLibrary(files, 'library', { pause: () => new Promise(resolve => setImmediate(resolve)) });
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

	it('should wait for the index where more than words is asked, and find no word inside others then', async () => {
		for (const [query, key] of [
			['year:2021', 'song2021score'],
			['tag:diffusion', 'song2021score'],
			['-score', 'göringtransformer'],
			['NOT score', 'göringtransformer'],
			['"generative modeling"', 'song2021score'],
			['(kin OR nobody)', 'göringtransformer'],
			['former', 'göringtransformer'],
		] as const) {
			const fresh = await openLibrary(files, 'library');
			const [paper] = query === 'former' ? [] : [...((await fresh.matching(query)) ?? [])];
			const [found, ...others] = await fresh.search(query, { limit: 5 });
			assert.deepEqual([found?.title, others.length], [library.find(key.slice(-5), { limit: 1 })[0]?.title, 0], query);
			assert.ok(paper === undefined || paper === found?.id, query);
		}
		assert.deepEqual(await titles('title:former'), []);
		assert.deepEqual(await titles('former -song'), []);
	});

	it('should keep to the limit, best first, and find all for nothing', async () => {
		assert.equal((await library.search('', { limit: 1 })).length, 1);
		assert.equal((await library.search(' ', { limit: 5 })).length, 2);
		assert.equal((await library.search('er', { limit: 1 })).length, 1);
		await library.add([{ type: 'article', title: 'Former Kings' }]);
		assert.deepEqual(await titles('former'), ['Former Kings', 'The Transformer and its Kin']);
		assert.deepEqual(
			(await library.search('former', { limit: 1 })).map(({ title }) => title),
			['Former Kings'],
		);
	});

	it('should tell what fits several searches, of all papers or of some, and what is like a paper', async () => {
		const [song = '', other = ''] = ['Score', 'Transformer'].map(word => library.find(word, { limit: 1 })[0]?.id);
		assert.deepEqual(
			await library.fitting(['score', 'kin', '']),
			new Map([
				['score', new Set([song])],
				['kin', new Set([other])],
				['', new Set()],
			]),
		);
		assert.deepEqual(
			await library.fitting(['score', 'kin'], new Set([other])),
			new Map([
				['score', new Set()],
				['kin', new Set([other])],
			]),
		);
		await library.add([
			{ type: 'article', title: 'Score-Based Noise', abstract: 'Noise and its reversal.', author: [{ family: 'Song', given: 'Yang' }] },
		]);
		const paper = (await library.paper(song)) ?? assert.fail();
		const alike = await library.alike(paper, 5);
		assert.deepEqual(
			alike.map(({ id }) => library.head(id)?.title),
			['Score-Based Noise'],
		);
		await library.remove([alike[0]?.id ?? '']);
		assert.deepEqual(await library.alike(paper, 5), []);
		assert.deepEqual(await library.fitting(['noise']), new Map([['noise', new Set([song])]]));
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
