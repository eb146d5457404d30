import assert from 'node:assert/strict';
import fc from 'fast-check';
import { shortTitle } from '../../../src/core/reading/shortTitle';

describe('a short title', () => {
	const cases: readonly (readonly [title: string, short: string])[] = [
		['Attention Is All You Need', 'Attention Is All You Need'],
		['BERT: Pre-training of Deep Bidirectional Transformers', 'BERT'],
		['Efficient Online Processing with Deep Neural Networks', 'Efficient Online Processing…'],
		['On $\\ell_1$ descent', 'On \\ell_1 descent'],
		['One\n  title', 'One title'],
		['Observations, remarks, and notes of some length', 'Observations, remarks, and…'],
		['Donaudampfschifffahrtsgesellschaftskapitän', 'Donaudampfschifffahrtsgesellsch…'],
		['', ''],
	];
	for (const [title, short] of cases) {
		it(`should be "${short}" for "${title}"`, () => assert.equal(shortTitle(title), short));
	}

	it('should never be longer than its limit, nor end in half a character', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme', maxLength: 100 }), fc.integer({ min: 2, max: 40 }), (title, limit) => {
				const short = shortTitle(title, limit);
				assert.ok(short.length <= limit);
				assert.doesNotMatch(short, /\p{Surrogate}/u);
			}),
		);
	});
});
