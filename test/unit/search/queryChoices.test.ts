import assert from 'node:assert/strict';
import fc from 'fast-check';
import { headOf } from '../../../src/core/paper/head';
import type { Paper } from '../../../src/core/paper/paper';
import { documentOf } from '../../../src/core/search/document';
import { askOfWorkspace, noFacts } from '../../../src/core/search/facts';
import { parseQuery } from '../../../src/core/search/query';
import { queryOfAll, statementsOf } from '../../../src/core/search/statements';
import { createSearchIndex } from '../../../src/core/search/searchIndex';

const now = new Date('2026-11-29T12:00:00.000Z');

const papers: readonly Paper[] = [
	paper('apple', { tags: ['fruit', 'red thing'], rating: 5, added: '2026-11-28T00:00:00.000Z', collections: ['Food > Fresh'] }),
	paper('banana', { tags: ['fruit'], rating: 3, added: '2026-11-01T00:00:00.000Z', pinned: true }),
	paper('carrot', { added: '2026-02-01T00:00:00.000Z', issued: { 'date-parts': [[2019]] }, collections: ['Food'] }),
	paper('models of carrots and apples', {
		id: 'mixed',
		added: '2020-01-01T00:00:00.000Z',
		links: [{ kind: 'other', url: 'a.pdf', role: 'pdf' }],
	}),
];

function paper(title: string, fields: Partial<Paper>): Paper {
	const id = fields.id ?? title;
	return { id, 'citation-key': id, type: 'book', title, status: 'unread', added: '', updated: '', ...fields };
}

function found(query: string): readonly string[] {
	const index = createSearchIndex();
	papers.forEach(one => index.add(documentOf(one)));
	const heads = new Map(papers.map(one => [one.id, headOf(one)]));
	const read = parseQuery(query, now);
	assert.deepEqual(read.mistakes, [], query);
	const ids = new Set([...index.matches(read, id => heads.get(id))].flat());
	const hits = index.search(read, { limit: 10, everyWord: true, headOf: id => heads.get(id) });
	assert.deepEqual(new Set(hits.map(({ id }) => id)), ids, query);
	return papers.filter(({ id }) => ids.has(id)).map(({ id }) => id[0] ?? '');
}

describe('choices, parentheses and facts in queries', () => {
	const cases: readonly (readonly [query: string, found: string])[] = [
		['apple OR banana ', 'abm'],
		['"red thing" OR banana ', 'ab'],
		['fruit apple OR carrot ', 'acm'],
		['fruit (apple OR carrot) ', 'a'],
		['fruit -(apple OR carrot) ', 'b'],
		['fruit NOT apple ', 'b'],
		['NOT (tag:fruit) carrot ', 'cm'],
		['tag:(fruit -"red thing") ', 'b'],
		['tag:(fruit OR missing) OR year:2019', 'abc'],
		['((carrot) OR ((banana)))', 'bcm'],
		['(fruit AND apple)', 'a'],
		['carr OR zzz', ''],
		['zzz OR carr', 'cm'],
		['models (as) of carrots -(x)', ''],
		['f(x) OR banana ', 'b'],
		['rating:>=3', 'ab'],
		['rating:5', 'a'],
		['rating:<5', 'b'],
		['rating:1..3', 'b'],
		['-rating:5 fruit ', 'b'],
		['added:<7d', 'a'],
		['added:<2m', 'ab'],
		['added:>1y', 'm'],
		['added:2026', 'abc'],
		['added:2026-11', 'ab'],
		['added:>=2026-11-28', 'a'],
		['added:>2026-02', 'ab'],
		['added:<2026', 'm'],
		['added:..2020', 'm'],
		['added:2026-02..2026-11-01', 'bc'],
		['has:note', 'c'],
		['-has:note has:collection', 'a'],
		['has:pdf OR is:pinned', 'bm'],
		['cited:here', 'b'],
		['collection:fresh ', 'a'],
		['collection:"food fresh" ', 'a'],
		['year:<=2019 (has:tag OR has:collection)', 'c'],
	];
	before(() => askOfWorkspace({ ...noFacts, hasNote: ({ id }) => id === 'carrot', isCited: ({ id }) => id === 'banana' }));
	after(() => askOfWorkspace(noFacts));
	for (const [query, expected] of cases) {
		it(`should find ${expected === '' ? 'nothing' : expected} by ${query}`, () => assert.equal(found(query).join(''), expected));
	}

	it('should say what is wrong where it is', () => {
		const mistakes = (text: string) => parseQuery(text, now).mistakes.map(({ start, end, message }) => `${start}-${end} ${message}`);
		assert.deepEqual(mistakes('(apple OR banana'), ['0-1 This parenthesis isn’t closed.']);
		assert.deepEqual(mistakes('apple OR '), ['6-8 OR needs a term on both sides.']);
		assert.deepEqual(mistakes('OR apple'), ['0-2 OR needs a term on both sides.']);
		assert.deepEqual(mistakes('a OR OR b '), ['5-7 OR needs a term on both sides.']);
		assert.deepEqual(mistakes('added:soon'), ['0-10 “soon” isn’t a time. Use added:<7d, added:2026-03 or added:>=2026-03-01.']);
		assert.deepEqual(mistakes('x (rating:good)'), ['3-14 “good” isn’t a rating. Use rating:4, rating:>=3 or rating:3..5.']);
		assert.deepEqual(mistakes('has:wings'), [
			'0-9 Unknown value “wings”. Use has:note, has:pdf, has:tag, has:collection, has:rating, has:due.',
		]);
		assert.deepEqual(mistakes('cited:there'), ['0-11 Use cited:here for papers that a document in the workspace cites or links.']);
		assert.equal(parseQuery('('.repeat(3000), now).mistakes.length > 0, true);
	});

	it('should take pasted titles as they are', () => {
		assert.deepEqual(parseQuery('ATTENTION IS NOT ALL YOU NEED OR IS IT ', now).mistakes, []);
		assert.equal(parseQuery('ATTENTION IS NOT ALL YOU NEED OR IS IT ', now).clauses.length, 9);
		assert.equal(parseQuery('Learning (again): models or (not) models) ', now).clauses.length, 6);
		assert.deepEqual(parseQuery('Learning (again): models or (not) models) ', now).mistakes, []);
	});

	it('should put several filters together so that all hold', () => {
		assert.equal(queryOfAll([' ', 'a OR b', 'c']), '(a OR b) c');
		assert.equal(queryOfAll(['a OR b']), 'a OR b');
	});

	for (const [query, statements] of [
		['', []],
		['diffusion models', ['diffusion models']],
		['diffusion author:song models', ['diffusion', 'author:song', 'models']],
		['status:unread -survey "exact words" (a OR b)', ['status:unread', '-survey', '"exact words"', 'a OR b']],
		['(status:unread tag:x) tag:(x OR y) NOT (a b)', ['status:unread', 'tag:x', 'tag:(x OR y)', 'NOT (a b)']],
		['a OR author:b', ['a OR author:b']],
		['author:a (b', ['author:a', '(b']],
		['a (b (', ['a', '(b (']],
		['a (B OR C)', ['a', 'B OR C']],
	] as const) {
		it(`should part ${JSON.stringify(query)} in what can be taken away`, () => assert.deepEqual(statementsOf(query), statements));
	}

	it('should close what is open before another filter follows', () => {
		assert.equal(queryOfAll(['"score match', 'tag:x']), '"score match" tag:x');
		assert.equal(queryOfAll(['(tag:x', 'tag:y']), '(tag:x ) tag:y');
		assert.equal(queryOfAll(['models NOT', 'tag:y']), '(models NOT) tag:y');
		assert.equal(queryOfAll(['tag:y', 'tag:y ']), 'tag:y');
		assert.equal(queryOfAll(['tag:y', 'ML OR AI']), 'tag:y (ML OR AI)');
	});

	it('should mean the same when its parts are put together again (property)', () => {
		const piece = fc.constantFrom(
			'(',
			')',
			'OR',
			'AND',
			'NOT',
			'-',
			'tag:b',
			'tag:(',
			'-tag:b',
			'"a b"',
			'a',
			'c-d',
			'rating:3',
			'has:',
			'🧪',
		);
		const meaning = (query: string) =>
			new Set(parseQuery(query, now).clauses.map(clause => JSON.stringify(clause).replaceAll('"unfinished":true', '"unfinished":false')));
		fc.assert(
			fc.property(fc.array(piece, { maxLength: 12 }), pieces => {
				const query = pieces.join(' ');
				assert.deepEqual(meaning(queryOfAll(statementsOf(query))), meaning(query));
			}),
			{ examples: [[['has:', '(', 'OR', ')', '-tag:b']]] },
		);
	});

	it('should take any text with parentheses and operators, and its mistakes lie within it (property)', () => {
		const piece = fc.constantFrom('(', ')', ' ', 'OR', 'AND', 'NOT', '-', 'tag:', 'tag:(', '"', 'a', 'rating:', 'added:<7d', 'has:', '🧪');
		fc.assert(
			fc.property(fc.array(piece, { maxLength: 40 }), pieces => {
				const text = pieces.join('');
				const { mistakes } = parseQuery(text, now);
				assert.ok(mistakes.every(({ start, end }) => start >= 0 && start < end && end <= text.length));
			}),
		);
	});
});
