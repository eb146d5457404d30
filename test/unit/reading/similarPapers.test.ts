import assert from 'node:assert/strict';
import type { Library } from '../../../src/core/library/library';
import { openLibrary } from '../../../src/core/library/library';
import { NoteIndex } from '../../../src/core/notes/noteIndex';
import type { IncomingPaper } from '../../../src/core/paper/paper';
import { similarPapers } from '../../../src/core/reading/similarPapers';
import { Pace } from '../../../src/core/work/pace';
import { MemoryFileStore } from '../../fakes/memoryFileStore';

const pause = () => new Promise<void>(resolve => setImmediate(resolve));

describe('similar papers', () => {
	let library: Library;
	let notes: NoteIndex;

	beforeEach(async () => {
		library = await openLibrary(new MemoryFileStore(), 'library', { pause });
		notes = new NoteIndex();
	});

	const add = (papers: readonly Partial<IncomingPaper>[]) => library.add(papers.map(paper => ({ type: 'article', title: '', ...paper })));

	/** The keys of what is similar, each with its reasons. */
	const similarTo = async (key: string) => {
		const paper = await library.paper(key);
		assert.ok(paper);
		const found = await similarPapers(paper, { papers: library, sources: [library], notes }, new Pace(pause));
		return found.map(({ head, reason }) => `${head.key}: ${reason}`);
	};

	const diffusion: readonly Partial<IncomingPaper>[] = [
		{
			'citation-key': 'song',
			title: 'Generative Modeling by Score Matching',
			abstract: 'We add noise, and diffusion is turned round.',
			author: [{ given: 'Yang', family: 'Song' }],
		},
		{ 'citation-key': 'vincent', title: 'Score Matching and Denoising Autoencoders' },
		{ 'citation-key': 'ho', title: 'Denoising Diffusion', abstract: 'We take away noise.' },
		{ 'citation-key': 'vaswani', title: 'Attention Is All You Need', abstract: 'We propose a new method.' },
		{ 'citation-key': 'cook', title: 'Bread and Butter', author: [{ given: 'Yang', family: 'Song' }] },
		{ 'citation-key': 'smith', title: 'Of Songs', author: [{ given: 'Song', family: 'Yang' }] },
	];

	it('should be told by rare words, runs of them and whole names of authors', async () => {
		await add(diffusion);
		assert.deepEqual(await similarTo('song'), [
			'vincent: Shares “score matching”',
			'cook: Same author: Yang Song',
			'ho: Shares “diffusion”, “noise”',
		]);
	});

	it('should find none for words that all papers use, and nothing where a library has one paper or none else', async () => {
		await add([diffusion[3] ?? {}]);
		assert.deepEqual(await similarTo('vaswani'), []);
		await add([{ 'citation-key': 'other', title: 'We Propose a New Method', abstract: 'All is shown.' }]);
		assert.deepEqual(await similarTo('vaswani'), []);
	});

	it('should count the notes that cite both, own notes among them', async () => {
		await add(diffusion);
		notes.set('file:///draft.md', 'Seen [@song; @vaswani] and again @song.', 'markdown');
		notes.set('file:///song.md', '---\ncitation-key: song\n---\nLike @vaswani.', 'markdown');
		notes.set('file:///vaswani.md', '---\ncitation-key: vaswani\n---\nOn attention.', 'markdown');
		notes.set('file:///links.md', '[[song]] beside [[vaswani]] and @nobody', 'markdown');
		notes.set('file:///apart.md', '@vaswani alone', 'markdown');
		const found = await similarTo('song');
		assert.ok(found.includes('vaswani: Cited together in 3 notes'), found.join('\n'));
		assert.ok(!found.some(row => row.startsWith('song:')));
	});

	it('should say what records cite in common, where these say it', async () => {
		const reference = [{ DOI: '10.1234/A' }, { DOI: 'https://doi.org/10.1234/b' }, { key: 'x' }, null, 3];
		await add([
			{ 'citation-key': 'one', title: 'Unheard Of', DOI: '10.1234/one', reference },
			{ 'citation-key': 'two', title: 'Unheard Likewise', DOI: '10.1234/two', reference: [...reference, { DOI: '10.1234/one' }] },
		]);
		assert.deepEqual(await similarTo('one'), ['two: Shares “unheard” · Cites this paper · 2 references in common']);
		assert.deepEqual(await similarTo('two'), ['one: Shares “unheard” · Cited by this paper · 2 references in common']);
	});

	it('should take papers as they are: without titles, in Chinese, with markup, in great numbers of authors', async () => {
		const many = Array.from({ length: 3000 }, (_, at) => ({ family: `Family${at}`, given: 'A' }));
		await add([
			{ 'citation-key': 'nothing' },
			{ 'citation-key': 'void', title: '???' },
			{ 'citation-key': 'chinese', title: '机器学习的方法' },
			{ 'citation-key': 'chinese2', title: '论机器学习' },
			{ 'citation-key': 'digits', title: '1984 2001' },
			{ 'citation-key': 'markup', title: 'On <i>Drosophila</i> {W}ings' },
			{ 'citation-key': 'markup2', title: 'DROSOPHILA wings in $\\alpha$' },
			{ 'citation-key': 'huge', title: 'x'.repeat(100_000), author: many, abstract: 'constructor __proto__ '.repeat(10_000) },
			{ 'citation-key': 'huge2', title: 'Y', author: many.slice(0, 2), abstract: 'constructor' },
		]);
		assert.deepEqual(await similarTo('nothing'), []);
		assert.deepEqual(await similarTo('void'), []);
		assert.deepEqual(await similarTo('digits'), []);
		assert.deepEqual(await similarTo('chinese'), ['chinese2: Shares “机器学习”']);
		assert.deepEqual(await similarTo('markup'), ['markup2: Shares “drosophila wings”']);
		assert.deepEqual(await similarTo('huge'), ['huge2: Shares “constructor” · Same authors: A Family0, A Family1']);
	});

	it('should leave out what was removed, and know what changed', async () => {
		await add(diffusion);
		await similarTo('song');
		await library.remove(['vincent']);
		await library.update(['vaswani'], paper => ({ ...paper, title: 'Score Matching Needs Attention' }));
		const found = await similarTo('song');
		assert.ok(!found.some(row => row.startsWith('vincent')), found.join('\n'));
		assert.equal(found[0], 'vaswani: Shares “score matching”');
	});
});
