import assert from 'node:assert/strict';
import type { Peer } from '../../bench/bench';
import { row } from '../../bench/bench';
import { plotOf, regressions, tableOf, updated } from '../../bench/results';

const peer = (value: number): Peer => ({ name: 'another', values: [value] });

describe('results of the benches', () => {
	const recorded = [row('open', 1000, 'ms', [10], peer(10)), row('recall@1', 1000, '', [0.9], peer(0.9), { least: 0.5 })];

	it('should name rows whose ratio is more than half worse', () => {
		assert.deepEqual(regressions(recorded, [row('open', 1000, 'ms', [14], peer(10))]), []);
		assert.deepEqual(regressions(recorded, [row('open', 1000, 'ms', [16], peer(10))]), ['open at 1000: 1.6 x another, recorded 1']);
	});

	it('should not mind a slower machine, nor rows of another size', () => {
		assert.deepEqual(regressions(recorded, [row('open', 1000, 'ms', [100], peer(100)), row('open', 10, 'ms', [100], peer(10))]), []);
	});

	it('should know that recall is worse where it is less', () => {
		assert.deepEqual(regressions(recorded, [row('recall@1', 1000, '', [2], peer(0.9), { least: 0.5 })]), []);
		assert.equal(regressions(recorded, [row('recall@1', 1000, '', [0.4], peer(0.9), { least: 0.5 })]).length, 1);
	});

	it('should keep what was not measured again', () => {
		assert.deepEqual(
			updated(recorded, [row('open', 1000, 'ms', [3], peer(10))]).map(({ id, value }) => [id, value]),
			[
				['open', 3],
				['recall@1', 0.9],
			],
		);
	});

	it('should draw and list every row', () => {
		assert.equal(tableOf(recorded).split('\n').length, 4);
		assert.equal(plotOf(recorded).match(/<rect x/g)?.length, 2);
	});
});
