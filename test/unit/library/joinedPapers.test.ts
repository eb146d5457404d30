import assert from 'node:assert/strict';
import { JoinedPapers } from '../../../src/core/library/joinedPapers';
import type { Library } from '../../../src/core/library/library';
import { openLibrary } from '../../../src/core/library/library';
import { LinkedBibliographies } from '../../../src/core/library/linkedBibliographies';
import { MemoryFileStore } from '../../fakes/memoryFileStore';

describe('the library and linked bibliographies as one', () => {
	let library: Library;
	let linked: LinkedBibliographies;
	let papers: JoinedPapers;
	const found = async (query: string, nearMisses = false) => (await papers.search(query, { limit: 10, nearMisses })).map(head => head.key);

	beforeEach(async () => {
		library = await openLibrary(new MemoryFileStore(), 'library');
		linked = new LinkedBibliographies();
		papers = new JoinedPapers(library, linked);
		await library.add([
			{
				type: 'article',
				'citation-key': 'song2021score',
				title: 'Score-Based Generative Modeling',
				author: [{ family: 'Song' }],
				issued: { 'date-parts': [[2021]] },
			},
			{ type: 'article', 'citation-key': 'doe2020', title: 'Rays of the Library', author: [{ family: 'Doe' }] },
		]);
		await linked.take(
			{ file: 'file:///refs.bib', label: 'refs.bib' },
			'@article{song2021, title={Score-Based Generative Modeling}, author={Song, Yang}, year=2020}\n@article{doe2020, title={Rays of the File}}\n@article{roe, title={Waves of the File}, author={Roe, R.}}\n',
		);
	});

	it('should answer a key from the library first', async () => {
		assert.equal((await papers.paper('doe2020'))?.title, 'Rays of the Library');
		assert.equal((await papers.paper('roe'))?.title, 'Waves of the File');
		assert.deepEqual(
			papers
				.heads()
				.map(head => head.key)
				.sort(),
			['doe2020', 'roe', 'song2021', 'song2021score'],
		);
		assert.equal(papers.head('roe')?.linked?.line, 3);
	});

	it('should give papers in the order of the keys, whichever has them', async () => {
		assert.deepEqual(
			(await papers.papers(['roe', 'nobody', 'DOE2020', 'song2021'])).map(paper => paper.title),
			['Waves of the File', 'Rays of the Library', 'Score-Based Generative Modeling'],
		);
		assert.deepEqual(
			(await papers.papers(papers.heads().map(head => head.id))).map(paper => paper.id),
			papers.heads().map(head => head.id),
		);
		assert.equal(papers.heads().length, 4);
	});

	it('should show a paper that both have once, unless its own key is asked for', async () => {
		assert.deepEqual(await found('generative'), ['song2021score']);
		assert.deepEqual(await found('rays'), ['doe2020']);
		assert.deepEqual((await found('song2021')).sort(), ['song2021', 'song2021score']);
	});

	it('should find papers of both, the best of each in turn', async () => {
		assert.deepEqual(await found('of the'), ['doe2020', 'roe']);
		assert.deepEqual(await found(''), ['doe2020', 'song2021score', 'roe']);
	});

	it('should offer near misses only where nobody has all the words', async () => {
		assert.deepEqual(await found('waves', true), ['roe']);
		assert.deepEqual((await found('waves library', true)).sort(), ['doe2020', 'roe']);
	});

	it('should tell of changes on either side until it is disposed', async () => {
		let changes = 0;
		papers.onDidChange(() => (changes += 1));
		await library.remove(['doe2020']);
		assert.equal((await papers.paper('doe2020'))?.title, 'Rays of the File');
		await linked.drop('file:///refs.bib');
		assert.equal(papers.heads().length, 1);
		papers.dispose();
		await library.remove(['song2021score']);
		assert.equal(changes, 2);
	});
});
