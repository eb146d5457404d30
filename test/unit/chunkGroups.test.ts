import assert from 'node:assert/strict';
import { groupsOf } from '../package/chunkGroups.mjs';

const chunk = (bytes: number, needs: readonly string[] = [], isEntry = false) => ({ bytes, needs, isEntry });

describe('joining the chunks of a build', () => {
	it('should leave chunks alone that are few enough', () => {
		const chunks = new Map([
			['a.js', chunk(1, [], true)],
			['b.js', chunk(2, [], true)],
		]);
		assert.deepEqual([...groupsOf(chunks, 2)].sort(), [
			['a.js', ['a.js']],
			['b.js', ['b.js']],
		]);
	});

	it('should join what is read together, and name it after the largest', () => {
		const chunks = new Map([
			['export.js', chunk(50, ['words.js', 'dates.js'], true)],
			['import.js', chunk(60, ['words.js', 'dates.js'], true)],
			['words.js', chunk(2)],
			['dates.js', chunk(1)],
		]);
		assert.deepEqual(groupsOf(chunks, 3).get('words.js'), ['words.js', 'dates.js']);
	});

	it('should never make two files need each other', () => {
		// The cheapest pair is small.js and base.js, but large.js lies between them.
		const chunks = new Map([
			['small.js', chunk(1, ['large.js'], true)],
			['large.js', chunk(900, ['base.js'])],
			['base.js', chunk(1)],
		]);
		const groups = [...groupsOf(chunks, 2).values()];
		assert.equal(groups.length, 2);
		assert.ok(!groups.some(names => names.includes('small.js') && names.includes('base.js') && !names.includes('large.js')));
	});
});
