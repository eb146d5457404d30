import assert from 'node:assert/strict';
import { added, findingsOf, isKept, pageOf, updated } from '../../proofs/promises';

const command = 'npm run proof:locks';

describe('proofs of promises', () => {
	it('should take each line that is a finding, and nothing else that a proof prints', () => {
		const printed = 'started\n{"promise":"A","tried":3,"failed":0,"seed":1}\n{"tried":3}\nnull\n{"promise":"B","tried":2,"failed":0}\n';
		assert.deepEqual(findingsOf(printed, command, true), [
			{ promise: 'A', tried: 3, failed: 0, command },
			{ promise: 'B', tried: 2, failed: 0, command },
		]);
	});

	it('should take a proof that prints no finding, or ends badly without saying so, for a broken promise', () => {
		assert.deepEqual(findingsOf('', command, true).map(isKept), [false]);
		assert.deepEqual(findingsOf('{"promise":"A","tried":3,"failed":0}', command, false).map(isKept), [true, false]);
		assert.deepEqual(findingsOf('{"promise":"A","tried":3,"failed":1}', command, false).map(isKept), [false]);
	});

	it('should add up what the parts of a proof found', () => {
		const parts = findingsOf(
			'{"promise":"A","tried":3,"failed":0}\n{"promise":"B","tried":2,"failed":0}\n{"promise":"A","tried":4,"failed":1}',
			command,
			false,
		);
		assert.deepEqual(added(parts), [
			{ promise: 'A', tried: 7, failed: 1, command },
			{ promise: 'B', tried: 2, failed: 0, command },
		]);
	});

	it('should not take a promise for kept that was never tried', () => {
		assert.equal(isKept({ promise: 'A', tried: 0, failed: 0 }), false);
		assert.equal(isKept({ promise: 'A', tried: 1, failed: 0 }), true);
	});

	it('should keep what was recorded of other proofs, and show figures and commands on the page', () => {
		const before = [
			{ promise: 'Old', tried: 1, failed: 0, command, date: '2026-01-01' },
			{ promise: 'Notes', tried: 1, failed: 0, command: 'npm run proof:notes', date: '2026-01-01' },
		];
		const after = updated(before, [{ promise: 'New | old', tried: 20_000, failed: 0, command }], '2026-02-02');
		assert.deepEqual(
			after.map(({ promise, date }) => [promise, date]),
			[
				['New | old', '2026-02-02'],
				['Notes', '2026-01-01'],
			],
		);
		assert.deepEqual(updated(after, [{ promise: 'New | old', tried: 5, failed: 0, command }], '2026-03-03'), after);
		assert.deepEqual(
			updated(after, [{ promise: 'New | old', tried: 5, failed: 1, command }], '2026-03-03').map(({ failed }) => failed),
			[1, 0],
		);
		assert.match(pageOf(after), /^\| New \\\| old \| 20,000 \| 0 \| 2026-02-02 \| `npm run proof:locks` \|$/m);
	});
});
