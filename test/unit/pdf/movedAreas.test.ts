import assert from 'node:assert/strict';
import { moveAreas } from '../../proofs/movedAreas';
import { tally } from '../../proofs/tally';

describe('areas of another version of the PDF', () => {
	it('should be where their figure is now, or be lost, and never be elsewhere', async () => {
		const { right, found, wrong } = await moveAreas(Number(process.env['AREAS'] ?? 100), Number(process.env['SEED'] ?? 1));
		tally(right.tried);
		assert.deepEqual(wrong, []);
		assert.ok(found.failed <= found.tried * 0.05, `${found.failed} of ${found.tried} were not found`);
	}).timeout(20_000);
});
