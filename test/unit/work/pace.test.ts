import assert from 'node:assert/strict';
import { Pace } from '../../../src/core/work/pace';
import { whileTimeFlies } from '../../fakes/flyingTime';

describe('Pace', () => {
	/** Does nothing for so many milliseconds, and lets nothing else happen. */
	function work(milliseconds: number): void {
		const end = Date.now() + milliseconds;
		while (Date.now() < end) {
			// Busy.
		}
	}

	it('should rest when the budget is used, and not before', async () => {
		let pauses = 0;
		const pace = new Pace(() => {
			pauses += 1;
			return Promise.resolve();
		}, 20);
		await pace.rest();
		assert.equal(pauses, 0);
		work(25);
		await pace.rest();
		await pace.rest();
		assert.equal(pauses, 1);
	});

	it('should rest at once where that is asked for, and then have a whole budget', async () => {
		let pauses = 0;
		const pace = new Pace(() => Promise.resolve(void (pauses += 1)), 20);
		await pace.restNow();
		await pace.rest();
		assert.equal(pauses, 1);
	});

	it('should let several strands of work rest together', async () => {
		let pauses = 0;
		let end = () => {};
		const pace = new Pace(
			() =>
				new Promise(resolve => {
					pauses += 1;
					end = resolve;
				}),
			20,
		);
		const done: number[] = [];
		const strands = [1, 2, 3].map(async strand => {
			work(25);
			await pace.rest();
			done.push(strand);
		});
		await new Promise(setImmediate);
		assert.deepEqual([pauses, done], [1, []]);
		end();
		await Promise.all(strands);
		assert.deepEqual([pauses, done], [1, [1, 2, 3]]);
	});

	it('should go on after a pause that failed', async () => {
		const pace = new Pace(() => Promise.reject(new Error('gone')), 5);
		work(6);
		await assert.rejects(pace.rest(), /gone/);
		await pace.rest();
	});

	it('should take each item once, in order, and give way in between', async () => {
		const items = Array.from({ length: 1000 }, (_, index) => index);
		const taken: number[] = [];
		const takenAtPauses: number[] = [];
		await whileTimeFlies(() =>
			new Pace(() => Promise.resolve(void takenAtPauses.push(taken.length))).each(items, item => taken.push(item)),
		);
		assert.deepEqual(taken, items);
		assert.ok(
			takenAtPauses.length > 10 && takenAtPauses.every((count, index) => count > (takenAtPauses[index - 1] ?? 0)),
			String(takenAtPauses),
		);
	});
});
