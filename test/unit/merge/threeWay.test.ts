import assert from 'node:assert/strict';
import { mergeThreeWays } from '../../../src/core/merge/threeWay';
import type { FieldConflict } from '../../../src/core/merge/threeWay';
import type { Paper } from '../../../src/core/paper/paper';

const base: Paper = {
	id: 'a',
	'citation-key': 'a',
	type: 'article',
	title: 'Base',
	status: 'unread',
	added: '2026-01-01',
	updated: '2026-01-01',
};
const mine = (fields: Partial<Paper>): Paper => ({ ...base, updated: '2026-01-03', ...fields });
const theirs = (fields: Partial<Paper>): Paper => ({ ...base, updated: '2026-01-02', ...fields });
/** A field of the merged paper, and what was in conflict. */
const merged = (field: string, before: Partial<Paper>, a: Partial<Paper>, b: Partial<Paper>) => {
	const conflicts: FieldConflict[] = [];
	const paper = mergeThreeWays({ ...base, ...before }, mine(a), theirs(b), conflicts);
	return [paper?.[field], conflicts.map(conflict => conflict.field)];
};

describe('three ways to merge a paper', () => {
	it('should let a paper go that one side removed and the other left alone, and no other', () => {
		assert.equal(mergeThreeWays(base, undefined, { ...base }), undefined);
		assert.equal(mergeThreeWays(base, { ...base }, undefined), undefined);
		const changed = theirs({ title: 'New' });
		assert.equal(mergeThreeWays(base, undefined, changed), changed);
		assert.equal(mergeThreeWays(undefined, undefined, changed), changed);
		assert.equal(mergeThreeWays(undefined, changed, undefined), changed);
		assert.equal(mergeThreeWays(base, undefined, undefined), undefined);
	});

	it('should keep what either side changed, added or took away', () => {
		assert.deepEqual(merged('title', {}, { title: 'Mine' }, {}), ['Mine', []]);
		assert.deepEqual(merged('title', {}, {}, { title: 'Theirs' }), ['Theirs', []]);
		assert.deepEqual(merged('title', {}, { title: 'Both' }, { title: 'Both' }), ['Both', []]);
		assert.deepEqual(merged('volume', { volume: '1' }, { volume: '1' }, {}), [undefined, []]);
		assert.deepEqual(merged('volume', { volume: '1' }, {}, { volume: '1' }), [undefined, []]);
		assert.deepEqual(merged('volume', {}, {}, { volume: '2' }), ['2', []]);
		const gone = mergeThreeWays({ ...base, volume: '1' }, mine({ volume: '1' }), theirs({}));
		assert.ok(gone !== undefined && !('volume' in gone));
	});

	it('should keep the newer of two changes, with the other one in the conflicts where they are asked for', () => {
		const [a, b] = [mine({ volume: '2' }), theirs({ volume: '3' })];
		assert.equal(mergeThreeWays(base, a, b)?.['conflicts'], undefined);
		const conflicts: FieldConflict[] = [];
		const both = mergeThreeWays(base, a, b, conflicts);
		assert.deepEqual([both?.['volume'], both?.['conflicts']], ['2', { volume: ['3'] }]);
		assert.deepEqual(conflicts, [{ key: 'a', title: 'Base', field: 'volume', kept: '2', other: '3' }]);
		const removed = mergeThreeWays({ ...base, volume: '1' }, a, theirs({}), []);
		assert.deepEqual([removed?.['volume'], removed?.['conflicts']], ['2', { volume: [null] }]);
	});

	it('should remember the conflicts of both sides, each value once', () => {
		const both = mergeThreeWays(
			base,
			mine({ volume: '2', conflicts: { volume: ['3', '4'], page: ['1'] } }),
			theirs({ volume: '3', conflicts: { volume: ['4', '5'], issue: 'x' } }),
			[],
		);
		assert.deepEqual(both?.['conflicts'], { volume: ['3', '4', '5'], page: ['1'], issue: [] });
	});

	it('should unite lists of texts, without what either side took out', () => {
		assert.deepEqual(merged('tags', { tags: ['a', 'b', 'c'] }, { tags: ['a', 'b', 'd'] }, { tags: ['e', 'b', 'c'] }), [
			['b', 'd', 'e'],
			[],
		]);
		assert.deepEqual(merged('tags', {}, { tags: ['a'] }, { tags: ['b', 'a'] }), [['a', 'b'], []]);
		assert.deepEqual(merged('custom', {}, { custom: ['a'] }, { custom: ['b', 1] }), [['a'], ['custom']]);
		assert.deepEqual(merged('custom', {}, { custom: 'a' }, { custom: ['b'] }), ['a', ['custom']]);
	});

	it('should merge identifiers one by one', () => {
		const before = { identifiers: { doi: '10.1000/a', pmid: '1', s2: 'x' } };
		const [a, b] = [{ identifiers: { doi: '10.1000/m', pmid: '1' } }, { identifiers: { doi: '10.1000/a', pmid: '2', s2: 'x' } }];
		assert.deepEqual(merged('identifiers', before, a, b), [{ doi: '10.1000/m', pmid: '2' }, []]);
		const clash = { identifiers: { doi: '10.1000/t', pmid: '1' } };
		assert.deepEqual(merged('identifiers', before, a, clash), [{ doi: '10.1000/m', pmid: '1' }, ['identifiers']]);
		assert.deepEqual(merged('identifiers', {}, { identifiers: { doi: '10.1000/m' } }, { identifiers: { pmid: '2' } }), [
			{ doi: '10.1000/m', pmid: '2' },
			[],
		]);
	});

	it('should ask nobody about the books of the library, but about the key', () => {
		assert.deepEqual(merged('received', {}, { received: { a: 'x' } }, { received: { a: 'y', b: 'z' } }), [{ a: 'x', b: 'z' }, []]);
		assert.deepEqual(merged('updated', {}, {}, {})[1], []);
		assert.deepEqual(merged('citation-key', {}, { 'citation-key': 'm' }, { 'citation-key': 't' }), ['m', ['citation-key']]);
	});

	it('should have the fields of the newer one first', () => {
		const both = mergeThreeWays(base, mine({ volume: '2' }), theirs({ issue: '3' }));
		assert.deepEqual(Object.keys(both ?? {}).slice(-2), ['volume', 'issue']);
	});
});
