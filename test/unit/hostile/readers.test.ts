import assert from 'node:assert/strict';
import { fuzzed, textsOf, tried } from '../../hostile/fuzzing';
import { shapes } from '../../hostile/shapes';
import { subjects } from '../../hostile/subjects';

const groups = 8;
/** Long enough for a busy machine: what takes more than linear time does not come to an end in it. */
const patience = 60_000;

/** Every reader and every shape stand here once, and small; `npm run proof:growth` has each reader meet all shapes, and measures. */
describe("Readers of strangers' text", () => {
	for (let group = 0; group < groups; group += 1) {
		it(`should come to the end of texts of any shape and depth (${group + 1} of ${groups})`, async () => {
			for (const [at, shape] of shapes.entries()) {
				// 31 has no divisor in common with the number of readers, so that all have their turn.
				const subject = subjects[(at * 31) % subjects.length];
				if (at % groups === group) {
					await subject?.run(shape.of(10_000));
					await subject?.run(shape.deep?.(10_000) ?? '');
				}
			}
		}).timeout(patience);
	}

	it('should neither throw nor let in what cannot be read back, whatever the text', async () => {
		for (const [at, text] of textsOf(20261129, 1500).entries()) {
			const reader = fuzzed[(at * 5) % fuzzed.length];
			assert.equal(reader && (await tried(reader, text)), undefined);
		}
	}).timeout(patience);

	it('should all be held against at least 150 shapes', () => {
		assert.ok(shapes.length >= Math.max(150, subjects.length));
		assert.equal(new Set(shapes.map((_, at) => (at * 31) % subjects.length)).size, subjects.length);
		assert.equal(new Set(shapes.map(({ name }) => name)).size, shapes.length);
	});
});
