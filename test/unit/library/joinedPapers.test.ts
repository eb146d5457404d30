import assert from 'node:assert/strict';
import { adopt, updateAdopted } from '../../../src/core/library/adoption';
import { JoinedPapers } from '../../../src/core/library/joinedPapers';
import { identifiedAmong, knownAmong } from '../../../src/core/library/knownPapers';
import type { Library } from '../../../src/core/library/library';
import { openLibrary } from '../../../src/core/library/library';
import { draggedKeys } from '../../../src/core/library/libraryDrag';
import { LinkedBibliographies } from '../../../src/core/library/linkedBibliographies';
import { matchingIn } from '../../../src/core/library/matchingPapers';
import { RecordedLibrary } from '../../../src/core/library/recordedLibrary';
import type { IncomingPaper } from '../../../src/core/paper/paper';
import { Pace } from '../../../src/core/work/pace';
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

	it('should answer a key that an entry has now before one that a paper of the library had once', async () => {
		await library.update(['doe2020'], paper => ({ ...paper, aliases: ['Roe', 'older'] }));
		assert.deepEqual(
			['roe', 'ROE', 'older', 'doe2020'].map(key => papers.head(key)?.title),
			['Waves of the File', 'Waves of the File', 'Rays of the Library', 'Rays of the Library'],
		);
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

	it('should show an entry of the same title that another author or another time made', async () => {
		await linked.take(
			{ file: 'file:///rays.bib', label: 'rays.bib' },
			[
				'@article{lee, title={Score-Based Generative Modeling}, author={Lee, L.}, year=2021}',
				'@article{early, title={Score-Based Generative Modeling}, author={Song, Y.}, year=2018}',
				'@article{near, title={Score-based generative modeling}, author={Song, Y.}, year=2019}',
				'@article{bare, title={Score-Based Generative Modeling}}',
				'@article{signs, title={???}}',
			].join('\n'),
		);
		assert.deepEqual((await found('generative')).sort(), ['early', 'lee', 'song2021score']);
		// An unknown author or year is nothing against it, and signs are no title that two have in common.
		await library.add([{ type: 'book', 'citation-key': 'mine', title: '???' }]);
		assert.deepEqual((await found('')).sort(), ['doe2020', 'early', 'lee', 'mine', 'roe', 'signs', 'song2021score']);
	});

	it('should put those first whose key begins with what was typed, in any case', async () => {
		await linked.take({ file: 'file:///roes.bib', label: 'roes.bib' }, '@article{rays, title={Of the Roe}}\n');
		assert.deepEqual(await found('Roe'), ['roe', 'rays']);
		assert.deepEqual(await found('rays'), ['rays', 'doe2020']);
		assert.deepEqual((await papers.search('', { limit: 2 })).length, 2);
		assert.deepEqual((await papers.search('of the', { limit: 2 })).length, 2);
	});

	it('should find papers of both, the best of each in turn', async () => {
		assert.deepEqual(await found('of the'), ['doe2020', 'roe']);
		assert.deepEqual(await found(''), ['doe2020', 'song2021score', 'roe']);
	});

	it('should offer near misses only where nobody has all the words', async () => {
		assert.deepEqual(await found('waves', true), ['roe']);
		assert.deepEqual(await found('waves of the file', true), ['roe']);
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

describe('papers of linked bibliographies that come into the library', () => {
	let library: RecordedLibrary;
	let papers: JoinedPapers;

	beforeEach(async () => {
		library = new RecordedLibrary(await openLibrary(new MemoryFileStore(), 'library'));
		const linked = new LinkedBibliographies();
		papers = new JoinedPapers(library, linked);
		await library.step('Import', editor =>
			editor.add([
				{ type: 'article', 'citation-key': 'doe2020', title: 'Rays of the Library' },
				{ type: 'article', 'citation-key': 'song2021score', title: 'Score-Based Generative Modeling', DOI: '10.1000/song' },
			]),
		);
		await linked.take(
			{ file: 'file:///refs.bib', label: 'refs.bib' },
			[
				'@article{roe, title={Waves of the File}, author={Roe, R.}}',
				'@article{doe2020, title={Walks of the File}, author={Doe, D.}}',
				'@article{song2021, title={Score-Based Generative Modeling}, doi={10.1000/song}}',
			].join('\n'),
		);
	});

	it('should be copied under their keys, and what the library has stays as it is', async () => {
		const before = await library.paper('doe2020');
		const { added, merged, taken } = await library.step('Copy', editor => adopt(editor, papers, ['roe', 'doe2020', 'nobody']));
		assert.deepEqual(
			taken.map(({ key }) => key),
			['roe'],
		);
		assert.deepEqual([added.map(paper => paper['citation-key']), merged], [['roe'], []]);
		assert.deepEqual([library.head('roe')?.title, library.head('roe')?.linked], ['Waves of the File', undefined]);
		assert.deepEqual(await library.paper('doe2020'), before);
	});

	it('should come with the first change that a library alone can record, as one step', async () => {
		const taken: string[] = [];
		const { changes, refused } = await updateAdopted(library, 'Rate', papers, ['roe', 'doe2020'], paper => ({ ...paper, rating: 5 }), [
			() => Promise.resolve(void taken.push('note')),
		]);
		assert.deepEqual(
			changes.map(({ before, after }) => [before?.title, after?.title, after?.['rating']]),
			[
				[undefined, 'Waves of the File', 5],
				['Rays of the Library', 'Rays of the Library', 5],
			],
		);
		assert.deepEqual(refused, []);
		assert.equal((await library.undo())?.name, 'Rate');
		assert.deepEqual(
			[library.head('roe'), papers.head('roe')?.linked?.line, (await library.paper('doe2020'))?.['rating'], taken],
			[undefined, 1, undefined, ['note']],
		);
	});

	it('should say which of them could not be saved', async () => {
		const broken = await updateAdopted(library, 'Rate', papers, ['roe', 'doe2020'], paper => Object.assign({ ...paper }, { title: 7 }));
		assert.deepEqual(
			[broken.changes.map(({ after }) => after?.['citation-key']), broken.refused.map(({ code, keys }) => [code, keys])],
			[
				['roe'],
				[
					['no-paper', ['roe']],
					['no-paper', ['doe2020']],
				],
			],
		);
	});

	it('should be the paper that they became, whatever its key, and again the next time', async () => {
		const rate = (key: string, rating: number) => updateAdopted(library, 'Rate', papers, [key], paper => ({ ...paper, rating }));
		// The key is another paper's, and so is the work.
		await rate('file:///refs.bib#doe2020', 3);
		assert.equal((await library.paper('doe2020'))?.['rating'], undefined);
		const walks = library.heads().find(head => head.title === 'Walks of the File');
		assert.equal(walks?.rating, 3);
		// The work is there under another key.
		for (const rating of [4, 2]) {
			await rate('song2021', rating);
			assert.equal((await library.paper('song2021score'))?.['rating'], rating);
		}
		assert.equal(library.heads().length, 3);
	});

	it('should be known among others by their titles, and by all that identifies them', async () => {
		const pace = new Pace(() => Promise.resolve());
		const incoming: readonly [IncomingPaper, IncomingPaper, IncomingPaper, IncomingPaper, IncomingPaper, IncomingPaper] = [
			{ type: 'article', title: '<i>Score-Based</i> Generative Modeling', DOI: 'https://doi.org/10.1000/SONG' },
			{ type: 'article', title: 'Rays of the Library', author: [{ family: 'Doe' }] },
			{ type: 'article', title: 'Rays of the Other Library', DOI: '10.1000/other' },
			{ type: 'article', title: '' },
			{ type: 'article', title: 'Score-Based Generative Modeling: A Poem', DOI: '10.1000/song' },
			{ type: 'article', title: 'Score-Based Generative Modeling', DOI: '10.1000/namesake' },
		];
		await library.step('Import', editor => editor.add([{ type: 'article', title: 'A Paper That Nobody Asks For' }]));
		const [song, rays, , , renamed] = incoming;
		assert.deepEqual(
			[...(await knownAmong(library, incoming, pace))],
			[
				[song, 'song2021score'],
				[rays, 'doe2020'],
			],
		);
		assert.deepEqual(
			new Map(await identifiedAmong(library, incoming, pace)),
			new Map([
				[song, 'song2021score'],
				[rays, 'doe2020'],
				[renamed, 'song2021score'],
			]),
		);
	});

	it('should be counted once where several places have what fits, and not at all where the query was overtaken', async () => {
		assert.deepEqual(await matchingIn([library, library], 'score', () => false), new Set([library.head('song2021score')?.id]));
		assert.deepEqual(await matchingIn([library], 'score', () => true), new Set());
	});

	it('should be dragged by their keys alone', () => {
		assert.deepEqual(draggedKeys('["doe2020", 7, null, "roe"]'), ['doe2020', 'roe']);
		assert.deepEqual(draggedKeys('{"length": 1}'), []);
	});
});
