import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Pace } from '../../../src/core/work/pace';
import { sortedInSlices } from '../../../src/core/work/slicedSort';
import { whileTimeFlies } from '../../fakes/flyingTime';

describe('sorting in slices', () => {
	it('should sort as sorting at once does, equals in the order they came (property)', async () => {
		const pace = new Pace(() => Promise.resolve());
		await fc.assert(
			fc.asyncProperty(fc.array(fc.nat(50), { maxLength: 3000, size: 'max' }), async numbers => {
				const items = numbers.map((number, at) => ({ number, at }));
				const compare = (a: { readonly number: number }, b: { readonly number: number }) => a.number - b.number;
				assert.deepEqual(await sortedInSlices(items, compare, pace), [...items].sort(compare));
			}),
			{ numRuns: 50 },
		);
	});

	it('should give way to the host in between', async () => {
		let pauses = 0;
		const items = Array.from({ length: 5000 }, (_, at) => ({ number: (at * 7919) % 5000 }));
		await whileTimeFlies(() => sortedInSlices(items, (a, b) => a.number - b.number, new Pace(() => Promise.resolve(void (pauses += 1)))));
		assert.ok(pauses > 50, String(pauses));
	});
});
