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
		assert.ok(done.length > 3 && asked >= done.length);
		assert.deepEqual(done, [...new Set(done)].sort());
		assert.ok((done[0] ?? 0) > 0 && done.at(-1) === 1);
		for (let at = 1; at <= asked; at += 1) {
			let turn = 0;
			assert.equal(await findDuplicates(papers, { pace, cancelled: () => (turn += 1) === at }), undefined, String(at));
		}
	});

	it('should take a bare title and the one paper of that title for one, and leave it to the user where there are two', async () => {
		const title = 'Deep Learning for Everything Else';
		const bare = paper('bare', title);
		const here = paper('here', title, { author: song, DOI: '10.1000/here' });
		const there = paper('there', title, { author: song, DOI: '10.1000/there' });
		const twin = paper('twin', title, { author: song, DOI: '10.1000/HERE' });
		for (const [papers, certain] of [
			[[bare, here], ['bare here']],
			[[here, bare], ['bare here']],
			[[here, twin, bare], ['bare here twin']],
			[[bare, here, there], []],
			[[here, bare, there], []],
			[[there, here, bare], []],
			[[there, twin, here, bare], ['here twin']],
		] as const) {
			const order = papers.map(({ id }) => id).join(' ');
			const found = await search(papers);
			assert.deepEqual(groups(found), certain, order);
			const asked = found.likely.filter(({ ids }) => ids.includes('bare')).map(({ score }) => score);
			assert.deepEqual(asked, certain[0]?.includes('bare') === true ? [] : [1, 1], order);
		}
	});

	it('should not decide about a bare title without looking at papers that were not asked about', async () => {
		const title = 'Deep Learning for Everything Else';
		const bare = paper('bare', title);
		const here = paper('here', title, { author: song, DOI: '10.1000/here' });
		const twin = paper('twin', title, { author: song, DOI: '10.1000/here' });
		const there = paper('there', title, { author: song, DOI: '10.1000/there' });
		const torn = await search([bare, here, there], { among: new Set(['here']) });
		assert.deepEqual([groups(torn), pairs(torn)], [[], ['bare here', 'here there']]);
		const sure = await search([bare, here, twin], { among: new Set(['bare', 'twin']) });
		assert.deepEqual([groups(sure), pairs(sure)], [['bare here twin'], []]);
		const others = await search([bare, here], { among: new Set(['there']) });
		assert.deepEqual([groups(others), pairs(others)], [[], []]);
	});

	it('should not take a bare title for a paper that is here under another title too', async () => {
		const found = await search([
			paper('short', 'Deep Learning for Everything', { author: song, DOI: '10.1000/a' }),
			paper('long', 'Deep Learning for Everything: A Survey of Noise', { author: song, DOI: '10.1000/a' }),
			paper('bare', 'Deep Learning for Everything'),
		]);
		assert.deepEqual([groups(found), pairs(found)], [['long short'], ['short bare']]);
	});

	for (const [kind, fields] of Object.entries({
		doi: { DOI: '10.1000/a' },
		arxiv: { identifiers: { arxiv: '2101.00001' } },
		pmid: { identifiers: { pmid: '123' } },
		openalex: { identifiers: { openalex: 'W1' } },
		s2: { identifiers: { s2: 'abc' } },
	})) {
		it(`should join what has one ${kind} under titles that say the same in other words`, async () => {
			const found = await search([paper('a', 'Noise in Brains', fields), paper('b', 'Noise in Brains: A Survey', fields)]);
			assert.deepEqual([groups(found), pairs(found)], [['a b'], []]);
		});
	}

	it('should join two chapters that are one, though the book of the same DOI came first', async () => {
		const of = (title: string, type: string) => ({ DOI: '10.1000/book', type, title });
		const found = await search([
			paper('book', '', of('Noise Handbook of All', 'book')),
			paper('chapter', '', of('Signals and Their Ends', 'chapter')),
			paper('again', '', of('Signals and Their Ends: A Chapter', 'chapter')),
		]);
		assert.deepEqual([groups(found), pairs(found)], [['again chapter'], []]);
	});

	it('should ask about what shares an identifier and contradicts a paper that the other is one with', async () => {
		const title = 'Noise in Brains';
		const arxiv = { identifiers: { arxiv: '2101.00001' } };
		const volumes = (one: string, other: string) => [
			paper('a', title, { DOI: '10.1000/a', volume: one }),
			paper('b', title, { DOI: '10.1000/a', ...arxiv }),
			paper('c', title, { ...arxiv, identifiers: { arxiv: '2101.00001', pmid: '1' } }),
			paper('d', title, { volume: other, identifiers: { pmid: '1' } }),
		];
		assert.deepEqual(groups(await search(volumes('1', '1'))), ['a b c d']);
		const found = await search(volumes('1', '2'));
		assert.deepEqual([groups(found), pairs(found)], [['a b c'], ['a d']]);
	});

	it('should not join three of which the user told two apart', async () => {
		const arxiv = { identifiers: { arxiv: '2101.00001' } };
		for (const [mine, theirs] of [
			[['c'], undefined],
			[undefined, ['a']],
		]) {
			const kept = (distinctFrom: readonly string[] | undefined) => (distinctFrom === undefined ? {} : { distinctFrom });
			const found = await search([
				paper('a', 'Noise in Brains', { DOI: '10.1000/a', ...kept(mine) }),
				paper('b', 'Noise in Brains', { DOI: '10.1000/a', ...arxiv }),
				paper('c', 'Noise in Brains', { ...arxiv, ...kept(theirs) }),
			]);
			// The two that are left over are asked about.
			assert.deepEqual([groups(found), pairs(found)], [['a b'], ['a c']]);
		}
	});

	it('should name of papers that came in together the one first that was read first', async () => {
		const added = '2026-01-01T00:00:00Z';
		const one = { added, DOI: '10.1000/a' };
		const other = { added, identifiers: { arxiv: '2101.00001' } };
		const found = await search([
			paper('c', 'Noise', one),
			paper('a', 'Noise', other),
			paper('b', 'Noise', other),
			paper('d', 'Noise', { ...one, ...other }),
			paper('y', 'Signals in Quiet Rooms', { added, author: song }),
			paper('x', 'Signal in Quiet Rooms', { added, author: song }),
		]);
		assert.deepEqual(found.certain, [['c', 'a', 'b', 'd']]);
		assert.deepEqual(
			found.likely.map(({ ids }) => ids),
			[['y', 'x']],
		);
	});

	it('should ask once about a paper that is like several which are one, under the name of their keeper', async () => {
		const papers = [
			paper('slip', 'Score-Based Generative Modelling', { author: song }),
			paper('a', 'Score-Based Generative Modeling', { author: song, DOI: '10.1000/a' }),
			paper('b', 'Score-Based Generative Modeling of It', { author: song, DOI: '10.1000/a' }),
			paper('c', 'Score-Based Generative Modeling', { author: song, DOI: '10.1000/a', status: 'read' }),
		];
		const [slip, a, b, c] = papers;
		assert.ok(slip && a && b && c);
		for (const order of [papers, papers.toReversed(), [slip, a, c, b], [b, c, a, slip]]) {
			const found = await search(order);
			assert.deepEqual(found.certain, [['c', 'a', 'b']]);
			assert.deepEqual(
				found.likely.map(({ ids }) => ids),
				[['c', 'slip']],
			);
			// As alike as the most alike of the three.
			assert.ok((found.likely[0]?.score ?? 0) > 0.97);
		}
	});

	it('should ask about a slip among very many titles of one author and year that begin alike', async () => {
		const of = (id: string, place: string) => paper(id, `Annual Report on the Noise of ${place} Town`, { author: song, ...year(2021) });
		const others = (half: string) =>
			Array.from({ length: 20 }, (_, at) =>
				paper(`${half}${at}`, `Annual Report on the Noise of ${half}qv${at}`, { author: song, ...year(2021) }),
			);
		const found = await search([of('a', 'Springfield'), ...others('y'), ...others('z'), of('b', 'Springfeld')]);
		assert.deepEqual(pairs(found).includes('a b'), true);
	});

	it('should tell the most alike first, and always in the same order', async () => {
		const alike = (name: string, title: string, other: string) => [
			paper(`${name}1`, title, { author: [{ family: name }] }),
			paper(`${name}2`, other, { author: [{ family: name }] }),
		];
		const papers = [
			...alike('Zahn', 'Noise in the Deep Brains of Bats', 'Noise in the Deep Brains of Bats'),
			...alike('Adams', 'A Survey of Diffusion Models in Vision', 'Survey of Diffusion Models in Vision'),
			...alike('Berg', 'Signals of the Outer Planets', 'Signals of the Outer Planet'),
			...alike('Carr', 'Signals of the Inner Planets', 'Signals of the Inner Planets'),
			...alike('Dahl', 'Storms and Other Weather', 'Storms and Other Weather'),
		];
		for (const order of [papers, papers.toReversed()]) {
			const found = await search(order);
			assert.deepEqual(
				found.likely.map(({ ids }) => ids[0].slice(0, -1)),
				['Carr', 'Dahl', 'Zahn', 'Berg', 'Adams'],
			);
			assert.deepEqual(
				found.likely.map(({ score }) => score === 1),
				[true, true, true, false, false],
			);
		}
	});

	describe('among very many titles of the same words', () => {
		/** 45 titles with each of some words, nothing else in common. */
		const crowd = (...words: readonly string[]) =>
			words.flatMap(word =>
				Array.from({ length: 45 }, (_, at) => paper(`${word}${at}`, `${word} xq${word}${'abcdefghij'.charAt(at % 10)}${at}zz`)),
			);
		for (const [how, one, other] of [
			['a slip in the first word', 'Cold Red Noise', 'Colds Red Noise'],
			['a slip in the second word', 'Old Dead Noise', 'Old Deadx Noise'],
			['a slip in the third word', 'Old Red Noise', 'Old Red Noises'],
			['one word of two', 'Loud Brains', 'Loud Brain'],
			['a hyphen and a slip at the beginning', 'Pretraining Language Models Again', 'Pre-trainning Language Models Again'],
			['a hyphen and a slip at the end', 'Language Models Again Pretraining', 'Language Models Again Pre-trainning'],
			['a missing subtitle', 'Noise', 'Noise: What We Know of It Today'],
			['a missing subtitle after two words', 'Red Noise', 'Red Noise: What We Know of It Today'],
		] as const) {
			it(`should ask about ${how}`, async () => {
				const words = ['Old', 'Cold', 'Red', 'Dead', 'Noise', 'Language', 'Models', 'Again', 'Pre', 'Training'];
				const found = await search([paper('a', one, { author: song }), ...crowd(...words), paper('b', other, { author: song })]);
				assert.deepEqual([groups(found), pairs(found)], [[], ['a b']]);
			});
		}
	});

	for (const [one, other] of [
		['深度学习在图像识别中的应用研究', '深度学习在图象识别中的应用研究'],
		['基于深度学习的遥感图像语义分割方法研究综述', '基于深度学习的遥感图像语意分割方法研究综述'],
		['図像認識のための深層学習', '図像認識のための深層学習法'],
		['Electrodynamics', 'Electrodinamics'],
	] as const) {
		it(`should ask about a slip in a title of one word: ${other}`, async () => {
			const found = await search([
				paper('a', one, { author: song }),
				paper('b', other, { author: song }),
				paper('c', '深海', { author: song }),
			]);
			assert.deepEqual(pairs(found), ['a b']);
		});
	}

	it('should find two of one author among very many titles that begin and end alike, with a slip in each second one', async () => {
		const family = (at: number) => ({ author: [{ family: `${'zyxwvutsrqponmlkjihgfedcba'.charAt(at % 26)}author${at}` }], ...year(2000) });
		const of = (half: string, title: string) => Array.from({ length: 30 }, (_, at) => paper(`${half}${at}`, title, family(at)));
		const found = await search([...of('a', 'Annual Report on the State of Noise'), ...of('b', 'Annual Report on the Stahte of Noise')]);
		const told = new Set(found.likely.map(({ ids }) => [...ids].sort().join(' ')));
		assert.deepEqual(
			Array.from({ length: 30 }, (_, at) => at).filter(at => !told.has(`a${at} b${at}`)),
			[],
		);
	});

	it('should find two of one author among very many of one title and year, and two of one year among very many of one author', async () => {
		const title = 'Annual Report on the State of Noise';
		const of = (half: string, make: (at: number) => Partial<IncomingPaper>) =>
			Array.from({ length: 30 }, (_, at) => paper(`${half}${at}`, title, make(at)));
		const families = (at: number) => ({
			author: [{ family: `Author${String.fromCharCode(97 + (at % 26))}${'xy'.repeat(at % 7)}${at}` }],
			...year(2000),
		});
		const years = (at: number) => ({ author: song, ...year(1900 + 4 * ((at * 7) % 30)) });
		for (const make of [families, years]) {
			const found = await search([...of('a', make), ...of('b', make)]);
			const told = new Set(found.likely.map(({ ids }) => [...ids].sort().join(' ')));
			assert.deepEqual(
				Array.from({ length: 30 }, (_, at) => at).filter(at => !told.has(`a${at} b${at}`)),
				[],
			);
		}
	});

	const likely: readonly (readonly [string, string, string, Partial<IncomingPaper>, Partial<IncomingPaper>])[] = [
		['a title of one word and its author', 'Editorial', 'Editorial', { 'container-title': 'Noise' }, {}],
		['a title of three words without an author', 'Quiet Lamps Hum', 'Quiet Lamps Hum', { author: [] }, {}],
		['another kind of writing', 'Noise in the Brains of Bats', 'Noise in the Brains of Bats', {}, { type: 'book' }],
		['a main title a year later', 'LoRA', 'LoRA: Low-Rank Adaptation of Large Language Models', {}, year(2022)],
		['a subtitle a year later', 'LoRA: Low-Rank Adaptation of Large Language Models', 'LoRA', {}, year(2022)],
		['a short title with a subtitle a year later', 'Noise: Again', 'Noise: Again', {}, year(2022)],
		['a slip in a title', 'Score-Based Generative Modelling of Everything', 'Score-Based Generative Modeling of Everything', {}, {}],
		['two words in another spelling', 'Modelling Lattice Behaviours', 'Modeling Lattice Behaviors', {}, {}],
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
		['a title of one word without an author', 'Editorial', 'Editorial', { author: [] }, {}],
		['a title of one word beside one without an author', 'Editorial', 'Editorial', {}, { author: [] }],
		['a title of two words in two years', 'Quiet Lamps', 'Quiet Lamps', {}, year(2022)],
		['a title of two words and a longer one in two years', 'Quiet Lamps', 'Quietlamps', {}, year(2022)],
		['two volumes', 'Noise in the Brains of Bats', 'Noise in the Brain of Bats', { volume: '1' }, { volume: '2' }],
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
