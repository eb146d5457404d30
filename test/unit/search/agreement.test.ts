import assert from 'node:assert/strict';
import fc from 'fast-check';
import { joinParts } from '../../../src/core/data/binaryFile';
import { Pace } from '../../../src/core/work/pace';
import { statuses } from '../../../src/core/paper/paper';
import type { SearchDocument } from '../../../src/core/search/document';
import type { SearchIndex } from '../../../src/core/search/searchIndex';
import { createSearchIndex, loadSearchIndex } from '../../../src/core/search/searchIndex';
import { slowSearch } from './slowSearch';

// Few letters, so that words share beginnings, are near each other and meet in many documents.
const word = fc.oneof(
	fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 9 }),
	fc.constantFrom('models', 'model', 'diffusion', 'difusion', '学習', '学', 'gpt-4', 'gpt4', 'llama2', 'lama2', 'llama3', 'β', "o'neil"),
);
const text = fc.array(word, { maxLength: 12 }).map(words => words.join(' '));
const texts = fc.array(text, { maxLength: 3 });

const document: fc.Arbitrary<SearchDocument> = fc.record(
	{
		id: fc.integer({ min: 0, max: 30 }).map(String),
		texts: fc.record(
			{
				title: text.map(value => [value]),
				author: texts,
				abstract: text.map(value => [value]),
				tag: texts,
				key: text.map(value => [value]),
			},
			{ requiredKeys: [] },
		),
		year: fc.integer({ min: 2018, max: 2022 }),
		status: fc.constantFrom(...statuses),
	},
	{ requiredKeys: ['id', 'texts'] },
);

const part = fc.oneof(
	{ weight: 5, arbitrary: word },
	{ weight: 1, arbitrary: word.map(value => `-${value}`) },
	{
		weight: 1,
		arbitrary: fc.tuple(fc.constantFrom('title', 'author', 'abstract', 'tag', 'key'), word).map(([field, value]) => `${field}:${value}`),
	},
	{ weight: 1, arbitrary: fc.tuple(word, word).map(([a, b]) => `"${a} ${b}"`) },
	{ weight: 1, arbitrary: fc.tuple(word, word).map(([a, b]) => `title:"${a} ${b}"`) },
	{ weight: 1, arbitrary: fc.constantFrom('year:2020', 'year:2019..2021', '-year:2020..', 'status:unread', '-status:read', 'status:rea') },
);
const query = fc
	.tuple(fc.array(part, { minLength: 1, maxLength: 4 }), fc.constantFrom('', ' '))
	.map(([parts, end]) => parts.join(' ') + end);

function latest(documents: readonly SearchDocument[]): readonly SearchDocument[] {
	return [...new Map(documents.map(item => [item.id, item])).values()];
}

function ids(index: SearchIndex, asked: string, limit = 10): readonly string[] {
	return index.search(asked, { limit }).map(hit => hit.id);
}

function indexed(documents: readonly SearchDocument[]): SearchIndex {
	const index = createSearchIndex();
	documents.forEach(item => index.add(item));
	return index;
}

const immediate = new Pace(() => Promise.resolve(), 0);

describe('search index, against a slow search', function () {
	this.timeout(20_000);

	it('should find the same papers in the same order', () =>
		fc.assert(
			fc.property(
				fc.uniqueArray(document, { maxLength: 25, selector: item => item.id }),
				fc.array(query, { minLength: 3, maxLength: 3 }),
				fc.integer({ min: 1, max: 12 }),
				(documents, queries, limit) => {
					const index = indexed(documents);
					for (const asked of queries) {
						assert.deepEqual(ids(index, asked, limit), slowSearch(documents, asked, limit), asked);
						assert.deepEqual(
							index.search(asked, { limit, everyWord: true }),
							index.search(asked, { limit }).filter(hit => hit.score > 1),
							asked,
						);
					}
				},
			),
			{ numRuns: 150 },
		));

	it('should name all papers that have all words, whatever is searched meanwhile', () =>
		fc.assert(
			fc.property(
				fc.uniqueArray(document, { maxLength: 25, selector: item => item.id }),
				fc.array(query, { minLength: 3, maxLength: 3 }),
				(documents, queries) => {
					const index = createSearchIndex();
					for (const [at, item] of documents.entries()) {
						index.add(item);
						if (at % 5 === 0) {
							index.search('a', { limit: 1 });
						}
					}
					for (const asked of queries) {
						const named = new Set<string>();
						for (const portion of index.matches(asked)) {
							portion.forEach(id => named.add(id));
							index.search(queries[0] ?? '', { limit: 3 });
						}
						const full = index.search(asked, { limit: 100 }).filter(hit => hit.score > 1);
						assert.deepEqual([...named].sort(), full.map(hit => hit.id).sort(), asked);
					}
				},
			),
			{ numRuns: 150 },
		));

	it('should not depend on how the papers came in segments', () =>
		fc.assert(
			fc.property(
				fc.uniqueArray(document, { maxLength: 25, selector: item => item.id }),
				fc.array(query, { minLength: 3, maxLength: 3 }),
				(documents, queries) => {
					const whole = indexed(documents);
					const cut = createSearchIndex();
					for (const item of documents) {
						cut.add(item);
						// A search closes the segment.
						cut.search('a', { limit: 1 });
					}
					queries.forEach(asked => assert.deepEqual(cut.search(asked, { limit: 10 }), whole.search(asked, { limit: 10 }), asked));
				},
			),
			{ numRuns: 100 },
		));

	it('should be as made anew after changes and tidying, and after saving and loading', () =>
		fc.assert(
			fc.asyncProperty(
				fc.array(document, { maxLength: 60 }),
				fc.array(fc.integer({ min: 0, max: 30 }).map(String), { maxLength: 20 }),
				fc.array(query, { minLength: 3, maxLength: 3 }),
				async (documents, gone, queries) => {
					const changed = createSearchIndex();
					for (const [index, item] of documents.entries()) {
						changed.add(item);
						if (index % 3 === 0) {
							changed.search('a', { limit: 1 });
						}
					}
					gone.forEach(id => changed.remove(id));
					await changed.compact(immediate);
					const left = latest(documents).filter(item => !gone.includes(item.id));
					const anew = indexed(left);
					const loaded = loadSearchIndex(joinParts(changed.save()))!.index;
					assert.equal(changed.size, left.length);
					assert.equal(loaded.size, left.length);
					for (const asked of queries) {
						assert.deepEqual(changed.search(asked, { limit: 10 }), anew.search(asked, { limit: 10 }), asked);
						assert.deepEqual(loaded.search(asked, { limit: 10 }), anew.search(asked, { limit: 10 }), asked);
					}
				},
			),
			{ numRuns: 60 },
		));

	it('should keep removals and additions that happen while it tidies up', async () => {
		const documents = Array.from({ length: 40 }, (_, number): SearchDocument => ({
			id: String(number),
			texts: { title: [`common t${number}`] },
		}));
		const index = createSearchIndex();
		for (const item of documents) {
			index.add(item);
			index.search('common', { limit: 1 });
		}
		let pauses = 0;
		await index.compact(
			new Pace(() => {
				pauses += 1;
				if (pauses <= 3) {
					index.remove(String(pauses));
					index.add({ id: `new${pauses}`, texts: { title: ['common'] } });
				}
				return Promise.resolve();
			}, 0),
		);
		assert.ok(pauses >= 3);
		assert.equal(index.size, 40);
		const found = ids(index, 'common', 100);
		assert.equal(found.length, 40);
		assert.ok(!found.includes('1') && found.includes('new1'));
	});
});
