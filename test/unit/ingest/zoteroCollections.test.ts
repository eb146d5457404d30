import assert from 'node:assert/strict';
import { collectionTexts } from '../../../src/core/ingest/zotero/zoteroCollections';
import { openText } from '../../../src/core/ingest/ingest';
import { deepestCollection } from '../../../src/core/paper/collections';

describe('collections of Zotero', () => {
	it('should be named with those that they lie in, whatever they are called', () => {
		const texts = collectionTexts([
			{ key: 'B', name: 'Chapter > 1', parent: 'A' },
			{ key: 'A', name: 'Thesis/2026' },
			{ key: 'C', name: '__proto__', parent: 'gone' },
		]);
		assert.deepEqual(
			[...texts],
			[
				['B', 'Thesis/2026 > Chapter \\> 1'],
				['A', 'Thesis/2026'],
				['C', '__proto__'],
			],
		);
	});

	it('should stand at the top where they lie in a circle or too deep', () => {
		const circle = collectionTexts([
			{ key: 'A', name: 'a', parent: 'B' },
			{ key: 'B', name: 'b', parent: 'A' },
			{ key: 'C', name: 'c', parent: 'C' },
		]);
		assert.deepEqual([...circle.values()], ['a', 'b', 'c']);
		const deep = collectionTexts(
			Array.from({ length: deepestCollection + 5 }, (_, level) => ({ key: `k${level}`, name: `n${level}`, parent: `k${level - 1}` })),
		);
		assert.equal(deep.get('k40') ?? deep.get(`k${deepestCollection + 4}`), `n${deepestCollection + 4}`);
	});

	it('should be read from Better BibTeX’s JSON, and no bare keys taken for names', () => {
		const item = (fields: object) => ({ itemType: 'book', title: 'A Book', ...fields });
		const read = (value: unknown) =>
			[...openText(JSON.stringify(value), { fileName: 'zotero.json' }).readings].map(reading =>
				reading.kind === 'paper' ? reading.paper['collections'] : reading.message,
			);
		const collections = {
			'coll:1': { key: 'coll:1', name: 'Thesis', items: [1], collections: ['coll:2'] },
			'coll:2': { key: 'coll:2', name: 'Chapter 1', parent: 'coll:1', items: [1, 2] },
			'coll:3': 'none',
		};
		assert.deepEqual(read({ config: { id: 'x' }, collections, items: [item({ itemID: 1 }), item({ itemID: 2 }), item({ itemID: 3 })] }), [
			['Thesis', 'Thesis > Chapter 1'],
			['Thesis > Chapter 1'],
			undefined,
		]);
		assert.deepEqual(read([item({ collections: ['ABCD2345', 'Named'] })]), [['Named']]);
	});
});
