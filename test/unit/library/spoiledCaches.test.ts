import assert from 'node:assert/strict';
import { spoilCaches } from '../../proofs/spoiledCaches';

describe('spoiled caches', () => {
	it('should lead to right answers or be made again', async function () {
		this.timeout(60_000);
		const { failures } = await spoilCaches(60, 7);
		assert.deepEqual(failures, []);
	});
});
