import assert from 'node:assert/strict';
import { Pace } from '../../../src/core/work/pace';
import type { Paper } from '../../../src/core/paper/paper';
import { documentOf } from '../../../src/core/search/document';
import type { SearchIndex } from '../../../src/core/search/searchIndex';
import { createSearchIndex } from '../../../src/core/search/searchIndex';

const base = { type: 'article', status: 'unread', added: '2026-01-01T00:00:00Z', updated: '2026-01-01T00:00:00Z' } as const;

const papers: readonly Paper[] = [
	{
		...base,
		id: 'song',
		'citation-key': 'song2021score',
		aliases: ['song2020draft'],
		title: 'Score-Based Generative Modeling through Stochastic Differential Equations',
		author: [
			{ given: 'Yang', family: 'Song' },
			{ given: 'Jascha', family: 'Sohl-Dickstein' },
		],
		issued: { 'date-parts': [[2021]] },
		abstract: 'Noise is easy to make out of data. We turn the direction round with an equation.',
		DOI: '10.1234/Score.56',
		identifiers: { arxiv: '2011.13456' },
		'container-title': 'Learning Representations',
		tags: ['diffusion', 'to read'],
		collections: ['Thesis'],
		status: 'reading',
	},
	{
		...base,
		id: 'ho',
		'citation-key': 'ho2020denoising',
		title: 'Denoising Diffusion Probabilistic Models',
		author: [{ given: 'Jonathan', family: 'Ho' }],
		issued: { 'date-parts': [[2020]] },
		abstract: 'Good pictures from a long chain of small steps, each of which takes away a little noise.',
	},
	{
		...base,
		id: 'goedel',
		'citation-key': 'godel1931',
		title: 'Über formal unentscheidbare Sätze: {\\"U}bersicht in $\\beta$-Form und CO$_2$',
		author: [{ given: 'Kurt', family: 'Gödel' }],
		issued: { 'date-parts': [[1931]] },
		status: 'read',
	},
	{
		...base,
		id: 'yamada',
		'citation-key': 'yamada2010',
		title: '機械学習の基礎',
		author: [{ literal: '山田太郎' }],
		issued: { 'date-parts': [[2010]] },
	},
];

function indexOf(list: readonly Paper[]): SearchIndex {
	const index = createSearchIndex();
	list.forEach(paper => index.add(documentOf(paper)));
	return index;
}

function found(query: string, index = indexOf(papers)): readonly string[] {
	return index.search(query, { limit: 10 }).map(hit => hit.id);
}

describe('search index', () => {
	const examples: readonly (readonly [query: string, first: string | undefined])[] = [
		['stochastic equations', 'song'],
		['sco', 'song'],
		['song 2021', 'song'],
		['song2021', 'song'],
		['song2020draft', 'song'],
		['sohl-dickstein', 'song'],
		['sohldickstein', 'song'],
		['2011.134', 'song'],
		['https://arxiv.org/abs/2011.13456v2', 'song'],
		['https://doi.org/10.1234/score.56', 'song'],
		['author:ho', 'ho'],
		['author:score', undefined],
		['tag:"to read"', 'song'],
		['tag:read status:reading', 'song'],
		['in:representations', 'song'],
		['collection:thesis', 'song'],
		['"long chain"', 'ho'],
		['"chain long"', undefined],
		['title:"diffusion probabilistic"', 'ho'],
		['title:"long chain"', undefined],
		['noise -equation', 'ho'],
		['noise -"small steps"', 'song'],
		['year:1931', 'goedel'],
		['year:..1950', 'goedel'],
		['year:2011..2020', 'ho'],
		['status:read', 'goedel'],
		['goedel', 'goedel'],
		['godel', 'goedel'],
		['gödel', 'goedel'],
		['ubersicht', 'goedel'],
		['beta form', 'goedel'],
		['β-form', 'goedel'],
		['co2', 'goedel'],
		['学習', 'yamada'],
		['礎', 'yamada'],
		['山田', 'yamada'],
		['denoizing', 'ho'],
		['dneoising', 'ho'],
		['probablistic mdels', 'ho'],
		['denoisig pro', 'ho'],
		['generative xyzzy stochastic', 'song'],
		['', undefined],
		['  ', undefined],
		['-noise -2010 -1931', undefined],
	];
	for (const [query, first] of examples) {
		it(`should find ${first ?? 'nothing'} for ${JSON.stringify(query)}`, () => assert.equal(found(query)[0], first));
	}

	it('should put papers with the word in the title before those with it in the abstract', () => {
		const inAbstract: Paper = { ...base, id: 'other', 'citation-key': 'o', title: 'On rivers', abstract: 'A short word about diffusion.' };
		assert.deepEqual(found('diffusion', indexOf([inAbstract, ...papers])), ['ho', 'song', 'other']);
	});

	it('should not let two words that stand together by chance outweigh that all of them stand in a title', () => {
		const paper = (id: string, title: string, abstract: string): Paper => ({ ...base, id, 'citation-key': id, title, abstract });
		const others = Array.from({ length: 40 }, (_, at) =>
			paper(`other${at}`, `Nothing of it ${at}`, at % 3 === 0 ? 'A model of language and vision.' : 'Words that nobody asks for.'),
		);
		const list = [
			...others,
			paper('meant', 'Vision, and in Quite Another Place without Any Large or Small Model but for That of a Language', 'Of other things.'),
			paper('chance', 'The Language Model', 'It has no vision at all.'),
		];
		assert.equal(found('vision language model', indexOf(list))[0], 'meant');
	});

	describe('words that stand together', () => {
		const paper = (id: string, title: string, abstract: string): Paper => ({ ...base, id, 'citation-key': id, title, abstract });
		// Among so many others the words are worth something.
		const others = Array.from({ length: 40 }, (_, at) => paper(`other${at}`, `Nothing of it ${at}`, 'Words that nobody asks for.'));
		const inTitle = paper('title', 'Language Learned by a Model without any Vision', 'Of other things.');
		const inRow = paper('row', 'On rivers', 'There vision language model bridges are built. Each of them is old.');

		it('should put a title that has all of them before an abstract where they stand in a row', () => {
			for (const query of ['vision language model', 'vision language models ', 'vision language mod']) {
				assert.deepEqual(found(query, indexOf([...others, inRow, inTitle])).slice(0, 2), ['title', 'row'], query);
			}
		});

		it('should put an abstract where they stand in a row first where no title has all of them', () => {
			const half = paper('half', 'Vision and a Language', 'It is told of a model.');
			assert.equal(found('vision language model', indexOf([...others, half, inRow]))[0], 'row');
		});

		it('should put an abstract where four of them stand in a row before a title that has them, as that is no chance', () => {
			const title = paper('title', 'Bridges of a Language Model without any Vision', 'Of other things.');
			assert.equal(found('vision language model bridges', indexOf([...others, title, inRow]))[0], 'row');
		});

		it('should put a title where they stand in a row before a title that has them', () => {
			const row = paper(
				'titleRow',
				'A very much longer title, as it has to tell of all and of a Vision Language Model',
				'Of other things.',
			);
			assert.deepEqual(found('vision language model', indexOf([...others, inTitle, row])).slice(0, 2), ['titleRow', 'title']);
		});

		it('should put a title that has them mistyped before an abstract that has them mistyped', () => {
			const abstract = paper(
				'abstract',
				'On rivers',
				'Vision, vision, vision. A language, a language, a language. A model, a model, a model.',
			);
			assert.deepEqual(found('vision langauge model ', indexOf([...others, abstract, inTitle])).slice(0, 2), ['title', 'abstract']);
		});

		it('should rank the same however the index is cut into segments', () => {
			const list = [inRow, ...others, inTitle];
			const cut = createSearchIndex();
			for (const one of list) {
				cut.add(documentOf(one));
				// A search closes the segment.
				cut.search('a', { limit: 1 });
			}
			assert.deepEqual(cut.search('vision language model', { limit: 10 }), indexOf(list).search('vision language model', { limit: 10 }));
		});
	});

	it('should put exact words before mistyped ones, whatever else speaks for those', () => {
		const rivers: Paper = { ...base, id: 'rivers', 'citation-key': 'r', title: 'On rivers', abstract: 'A moral of the tale.' };
		const morals: Paper = { ...base, id: 'morals', 'citation-key': 'm', title: 'Morel, morel, morel' };
		assert.deepEqual(found('moral', indexOf([morals, rivers])), ['rivers', 'morals']);
	});

	it('should take a finished word for mistyped though many words begin with it', () => {
		const others = Array.from({ length: 40 }, (_, at): Paper => ({
			...base,
			id: `other${at}`,
			'citation-key': `o${at}`,
			title: 'Formal proofs',
		}));
		const meant: Paper = { ...base, id: 'meant', 'citation-key': 'm', title: 'Pictures from space' };
		const [first] = indexOf([...others, meant]).search('form space', { limit: 10 });
		assert.equal(first?.id, 'meant');
		assert.ok(first.score > 1, 'all words, one of them mistyped');
	});

	it('should find a name with a number behind it where it is mistyped, and no other number', () => {
		const named = (id: string, title: string): Paper => ({ ...base, id, 'citation-key': id, title });
		const index = indexOf([named('video', 'Imagine360: moving pictures'), named('model', 'Llama2 and GPT4 in 2019')]);
		assert.deepEqual(found('imaeine360 ', index), ['video']);
		for (const other of ['imagine370', 'llama3', 'gpt5', '2018']) {
			assert.deepEqual(found(other, index), [], other);
		}
	});

	it('should order equal papers by year, then by id', () => {
		const index = createSearchIndex();
		for (const [id, year] of [
			['b', 2001],
			['a', 2001],
			['c', 2020],
		] as const) {
			index.add({ id, texts: { title: ['Same'] }, year });
		}
		assert.deepEqual(found('same', index), ['c', 'a', 'b']);
	});

	it('should put a paper in place of the one with the same id', () => {
		const index = indexOf(papers);
		const [song] = papers;
		index.add(documentOf({ ...song!, title: 'Renamed' }));
		assert.equal(index.size, papers.length);
		assert.deepEqual(found('renamed', index), ['song']);
		assert.deepEqual(found('title:stochastic', index), []);
	});

	it('should forget what was removed, and say whether it was there', () => {
		const index = indexOf(papers);
		assert.deepEqual(found('diffusion', index), ['ho', 'song']);
		assert.equal(index.remove('ho'), true);
		assert.equal(index.remove('ho'), false);
		assert.equal(index.remove('nobody'), false);
		assert.equal(index.size, papers.length - 1);
		assert.deepEqual(found('diffusion', index), ['song']);
	});

	it('should fill up with others where a filter refuses papers', () => {
		const index = indexOf(papers);
		assert.deepEqual(
			index.search('diffusion', { limit: 1, filter: id => id !== 'ho' }).map(hit => hit.id),
			['song'],
		);
	});

	it('should give way while many papers are added', async () => {
		let pauses = 0;
		const index = createSearchIndex();
		const pace = new Pace(() => {
			pauses += 1;
			return Promise.resolve();
		}, 0);
		await index.addAll(papers.map(documentOf), pace);
		assert.ok(pauses >= papers.length);
		assert.equal(index.size, papers.length);
	});
});
