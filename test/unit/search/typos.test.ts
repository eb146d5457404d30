import assert from 'node:assert/strict';
import fc from 'fast-check';
import { packSorted } from '../../../src/core/search/packedStrings';
import { nearWords } from '../../../src/core/search/typos';
import { typosBetween } from './slowSearch';

const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'd'), minLength: 1, maxLength: 8 });

function near(words: readonly string[], typed: string, most: number, asPrefix: boolean): Readonly<Record<string, number>> {
	return Object.fromEntries(
		nearWords(packSorted(words), typed, most, asPrefix).flatMap(({ from, to, distance }) =>
			words.slice(from, to).map(found => [found, distance]),
		),
	);
}

describe('typing mistakes', () => {
	it('should know the four kinds', () => {
		const words = ['difffusion', 'diffusion', 'diffusoin', 'difusion', 'dilfusion', 'fusion'];
		assert.deepEqual(near(words, 'diffusion', 1, false), { difffusion: 1, diffusion: 0, diffusoin: 1, difusion: 1, dilfusion: 1 });
	});

	it('should agree with the table of distances', () =>
		fc.assert(
			fc.property(fc.uniqueArray(word, { maxLength: 60 }), word, fc.integer({ min: 1, max: 2 }), (list, typed, most) => {
				const words = [...list].sort();
				const expected = words.map(found => [found, typosBetween(typed, found)] as const).filter(([, distance]) => distance <= most);
				assert.deepEqual(near(words, typed, most, false), Object.fromEntries(expected));
			}),
			{ numRuns: 500 },
		));

	it('should agree with it for beginnings', () =>
		fc.assert(
			fc.property(fc.uniqueArray(word, { maxLength: 60 }), word, fc.integer({ min: 1, max: 2 }), (list, typed, most) => {
				const words = [...list].sort();
				const beginnings = (found: string) => Array.from({ length: found.length + 1 }, (_, length) => found.slice(0, length));
				const expected = words.filter(found => beginnings(found).some(beginning => typosBetween(typed, beginning) <= most));
				assert.deepEqual(Object.keys(near(words, typed, most, true)).sort(), expected);
			}),
			{ numRuns: 500 },
		));
});
