import assert from 'node:assert/strict';
import { joinParts } from '../../../src/core/data/binaryFile';
import { createSearchIndex, loadSearchIndex } from '../../../src/core/search/searchIndex';

function saved(): Uint8Array<ArrayBuffer> {
	const index = createSearchIndex();
	index.add({ id: 'one', texts: { title: ['Noise and order'] } });
	index.search('noise', { limit: 1 });
	index.add({ id: 'two', texts: { title: ['More noise'] } });
	return joinParts(index.save());
}

describe('saved index', () => {
	it('should load from bytes that start anywhere in a buffer', () => {
		const bytes = saved();
		const shifted = new Uint8Array(bytes.length + 3);
		shifted.set(bytes, 3);
		assert.deepEqual(
			loadSearchIndex(shifted.subarray(3))
				?.index.search('noise', { limit: 5 })
				.map(hit => hit.id),
			['two', 'one'],
		);
	});

	it('should leave the bytes as they are when a paper is removed', () => {
		const bytes = saved();
		const before = bytes.slice();
		assert.equal(loadSearchIndex(bytes)?.index.remove('one'), true);
		assert.deepEqual(bytes, before);
	});

	it('should stay as it was when papers go before it is written', () => {
		const index = createSearchIndex();
		index.add({ id: 'one', texts: { title: ['Noise'] } });
		const parts = index.save();
		index.remove('one');
		assert.equal(loadSearchIndex(joinParts(parts))?.index.size, 1);
	});

	it('should give back the note it was saved with', () => {
		const index = createSearchIndex();
		index.add({ id: 'one', texts: { title: ['Noise'] } });
		assert.equal(loadSearchIndex(joinParts(index.save('{"a":"ß"}')))?.note, '{"a":"ß"}');
	});

	it('should refuse what is no index or not all of one', () => {
		const bytes = saved();
		assert.equal(loadSearchIndex(new Uint8Array(0)), undefined);
		assert.equal(loadSearchIndex(new TextEncoder().encode('{"version":1,"papers":[]}\n..')), undefined);
		for (let length = 0; length < bytes.length; length += 7) {
			assert.equal(loadSearchIndex(bytes.slice(0, length)), undefined);
		}
		const other = bytes.slice();
		other[0] = 0;
		assert.equal(loadSearchIndex(other), undefined);
	});

	it('should neither throw nor hang on bytes that were changed', () => {
		const bytes = saved();
		for (let at = 0; at < bytes.length; at += 1) {
			const changed = bytes.slice();
			changed[at] = 255 - changed[at]!;
			const index = loadSearchIndex(changed)?.index;
			index?.search('noise ord', { limit: 5 });
			index?.search('"more noise" oder', { limit: 5 });
			index?.remove('two');
		}
	});
});
