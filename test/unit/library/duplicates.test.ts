import assert from 'node:assert/strict';
import { findDuplicates } from '../../../src/core/library/duplicates';
import type { Duplicates, SearchForDuplicates } from '../../../src/core/library/duplicates';
import { Pace } from '../../../src/core/work/pace';
import type { IncomingPaper, Paper } from '../../../src/core/paper/paper';

const pace = new Pace(() => Promise.resolve());
const song = [{ family: 'Song', given: 'Yang' }];
const year = (number: number) => ({ issued: { 'date-parts': [[number]] } });

let count = 0;
function paper(id: string, title: string, fields: Partial<IncomingPaper> & Partial<Paper> = {}): Paper {
	count += 1;
	return {
		id,
		'citation-key': id,
		type: 'article-journal',
		title,
		status: 'unread',
		added: `2026-01-01T00:00:${String(count % 60).padStart(2, '0')}Z`,
		updated: '',
		...fields,
	};
}

async function search(papers: readonly Paper[], options: Partial<SearchForDuplicates> = {}): Promise<Duplicates> {
	const found = await findDuplicates(papers, { pace, ...options });
	assert.ok(found);
	return found;
}

const groups = (found: Duplicates) => found.certain.map(group => [...group].sort().join(' '));
const pairs = (found: Duplicates) => found.likely.map(pair => pair.ids.join(' ')).sort();

describe('duplicates', () => {
	beforeEach(() => (count = 0));

	it('should join papers with an identifier in common, and those that each of them is one with', async () => {
		const found = await search([
			paper('a', 'Noise', { DOI: '10.1000/A' }),
			paper('b', 'Noise and More', { DOI: '10.1000/a', identifiers: { arxiv: '2101.00001' } }),
			paper('c', 'Noise and More of It', { URL: 'https://arxiv.org/abs/2101.00001v3' }),
			paper('d', 'Something Else Entirely'),
			paper('e', 'A Chapter with the DOI of Its Book', { DOI: '10.1000/a' }),
		]);
		assert.deepEqual([groups(found), pairs(found)], [['a b c'], []]);
	});

	it('should not take two listings of a short title for one paper', async () => {
		const listed = (id: string, abstract: string) => paper(id, 'Quiet Lamps', { abstract });
		assert.deepEqual(groups(await search([listed('a', 'Lamps that hum.'), listed('b', 'Lamps that hum.')])), []);
		const apart = await search([listed('a', 'Lamps that hum.'), listed('b', 'A story.')]);
		assert.deepEqual(groups(apart), []);
	});

	it('should take papers as they are read', async () => {
		async function* reading() {
			yield paper('a', 'Noise', { DOI: '10.1000/a' });
			await Promise.resolve();
			yield paper('b', 'Noise Again', { DOI: '10.1000/A' });
		}
		assert.deepEqual((await findDuplicates(reading(), { pace }))?.certain, [['a', 'b']]);
	});

	it('should leave a preprint and its publication of the same title and author to the user', async () => {
		const found = await search([
			paper('preprint', 'Score-Based Generative Modeling', { author: song, identifiers: { arxiv: '2011.13456' }, ...year(2020) }),
			paper('published', 'Score-based generative modeling', { author: song, DOI: '10.1000/iclr', ...year(2021) }),
		]);
		assert.deepEqual([groups(found), pairs(found)], [[], ['preprint published']]);
	});

	it('should leave it to the user which of two papers a record without identifiers is', async () => {
		const [a, b, c] = [{ DOI: '10.1000/a' }, {}, { DOI: '10.1000/c' }].map((fields, index) =>
			paper('abc'.charAt(index), 'Deep Learning for Everything Else', { author: song, ...fields }),
		);
		const found = await search([a, b, c].filter(one => one !== undefined));
		assert.deepEqual([groups(found), pairs(found)], [[], ['a b', 'a c', 'b c']]);
	});

	it('should leave it to the user in whichever order they are read, and with a fourth that is one of the two', async () => {
		const title = 'Deep Learning for Everything Else';
		const all = [
			paper('a', title, { author: song, DOI: '10.1000/a' }),
			paper('b', title, { author: song }),
			paper('c', title, { author: song, DOI: '10.1000/c' }),
			paper('d', title, { author: song, DOI: '10.1000/A' }),
		];
		for (const order of ['abc', 'acb', 'bac', 'bca', 'cab', 'cba', 'bacd', 'dbca', 'bdca']) {
			const found = await search(order.split('').flatMap(id => all.filter(one => one.id === id)));
			const twins = order.length === 4 ? ['a d'] : [];
			assert.deepEqual(groups(found), twins, order);
			assert.ok(
				found.likely.some(({ ids }) => ids.includes('b') && ids.includes('c')),
				order,
			);
			assert.ok(
				found.likely.some(({ ids }) => ids.includes('b') && (ids.includes('a') || ids.includes('d'))),
				order,
			);
		}
	});

	it('should find two of one author and year among very many of one title, however far apart they are read', async () => {
		const authors = Array.from({ length: 30 }, (_, at) => `Author${String.fromCharCode(97 + (at % 26))}${at}`);
		const listed = (half: string) =>
			authors.map((family, at) =>
				paper(`${half}${at}`, 'Annual Report on the State of Noise', { author: [{ family, given: 'A.' }], ...year(1990 + at) }),
			);
		const found = await search([...listed('a'), ...listed('b')]);
		const told = new Set([...groups(found), ...found.likely.map(({ ids }) => [...ids].sort().join(' '))]);
		assert.deepEqual(
			authors.filter((_, at) => !told.has(`a${at} b${at}`)),
			[],
		);
	});

	it('should stop wherever it is cancelled, and tell how far it has come', async () => {
		const papers = Array.from({ length: 130 }, (_, at) => paper(String(at), `Noise in the Case of ${at % 65}`, { author: song }));
		let asked = 0;
		const done: number[] = [];
		await search(papers, { cancelled: () => (asked += 1) < 0, progress: part => done.push(part) });
		assert.deepEqual([done.at(-1), done.length, asked >= done.length], [1, 7, true]);
		for (let at = 1; at <= asked; at += 1) {
			let turn = 0;
			assert.equal(await findDuplicates(papers, { pace, cancelled: () => (turn += 1) === at }), undefined, String(at));
		}
	});

	const likely: readonly (readonly [string, string, string, Partial<IncomingPaper>, Partial<IncomingPaper>])[] = [
		['a slip in a title', 'Score-Based Generative Modelling of Everything', 'Score-Based Generative Modeling of Everything', {}, {}],
		['a word left out', 'A Survey of Diffusion Models in Vision', 'Survey of Diffusion Models in Vision', {}, {}],
		['a hyphen', 'Pretraining Language Models Anew', 'Pre-training Language Models Anew', {}, {}],
		['a missing subtitle', 'LoRA: Low-Rank Adaptation of Large Language Models', 'LoRA', {}, {}],
		[
			'two DOIs for one title',
			'Diffusion Models Beat Everything',
			'Diffusion Models Beat Everything',
			{ DOI: '10.1000/a' },
			{ DOI: '10.1000/b' },
		],
		[
			'one page of one journal',
			'On Noise',
			'Über Rauschen',
			{ 'container-title': 'Noise', volume: '3', page: '12-20' },
			{ 'container-title': 'Noise', volume: '3', page: '12' },
		],
	];
	for (const [name, one, other, mine, theirs] of likely) {
		it(`should ask about ${name}`, async () => {
			const found = await search([
				paper('a', one, { author: song, ...year(2021), ...mine }),
				paper('b', other, { author: song, ...year(2021), ...theirs }),
				paper('c', 'Quite Another Thing', { author: song }),
			]);
			assert.deepEqual([groups(found), pairs(found)], [[], ['a b']]);
		});
	}

	const apart: readonly (readonly [string, string, string, Partial<IncomingPaper>, Partial<IncomingPaper>])[] = [
		['two parts', 'Attention Explained, Part 1', 'Attention Explained, Part 2', {}, {}],
		['two volumes in Roman numbers', 'Theory of Everything II', 'Theory of Everything III', {}, {}],
		['other authors', 'Attention Is All You Need', 'Attention Is All You Need Now', {}, { author: [{ family: 'Vaswani' }] }],
		['ten years', 'Annual Report on the State of Noise', 'Annual Report on the State of Noises', {}, year(2011)],
		[
			'editorials of two issues',
			'Editorial',
			'Editorial',
			{ 'container-title': 'Noise', volume: '1' },
			{ 'container-title': 'Noise', volume: '2' },
		],
		[
			'introductions to two books',
			'Introduction',
			'Introduction',
			{ type: 'chapter', 'container-title': 'One Book' },
			{ type: 'chapter', 'container-title': 'Another' },
		],
		['other identifiers and nearly one title', 'Noise in Brains', 'Noise in Trains', { DOI: '10.1000/a' }, { DOI: '10.1000/b' }],
	];
	for (const [name, one, other, mine, theirs] of apart) {
		it(`should not ask about ${name}`, async () => {
			const found = await search([
				paper('a', one, { author: song, ...year(2021), ...mine }),
				paper('b', other, { author: song, ...year(2021), ...theirs }),
			]);
			assert.deepEqual([groups(found), pairs(found)], [[], []]);
		});
	}

	it('should remember what the user told apart, of certain ones too', async () => {
		const twins = [
			paper('a', 'Noise in Brains', { DOI: '10.1000/a', distinctFrom: ['b'] }),
			paper('b', 'Noise in Brains', { DOI: '10.1000/a' }),
		];
		const alike = [
			paper('c', 'Diffusion Models of Everything', { author: song }),
			paper('d', 'Diffusion Model of Everything', { author: song, distinctFrom: ['c'] }),
		];
		const found = await search([...twins, ...alike]);
		assert.deepEqual([groups(found), pairs(found)], [[], []]);
	});

	it('should look only at pairs with a paper that was asked about', async () => {
		const papers = ['a', 'b', 'c', 'd'].map((id, index) =>
			paper(id, index < 2 ? 'Noise in Brains' : 'Signals in Brains', { DOI: index < 2 ? '10.1000/a' : '10.1000/b' }),
		);
		assert.deepEqual(groups(await search(papers, { among: new Set(['d']) })), ['c d']);
	});

	it('should name the paper first that the user did more with', async () => {
		const found = await search([
			paper('a', 'Noise', { DOI: '10.1000/a' }),
			paper('b', 'Noise', { DOI: '10.1000/a', status: 'read', rating: 4 }),
		]);
		assert.deepEqual(found.certain, [['b', 'a']]);
	});

	it('should stop when it is cancelled', async () => {
		const papers = Array.from({ length: 1000 }, (_, index) => paper(String(index), `Title ${index}`));
		assert.equal(await findDuplicates(papers, { pace, cancelled: () => true }), undefined);
	});

	it('should bear very many papers of one title', async () => {
		const papers = Array.from({ length: 3000 }, (_, index) =>
			paper(String(index), 'Editorial', {
				author: [{ family: `Author ${index % 50}` }],
				'container-title': 'Noise',
				volume: String(index),
			}),
		);
		assert.deepEqual((await search(papers)).certain, []);
	});
});
