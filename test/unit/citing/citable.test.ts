import assert from 'node:assert/strict';
import { citableKind, isBibliographyFile } from '../../../src/core/citing/citable';

describe('citableKind', () => {
	for (const [text, expected] of [
		['10.1000/xyz123', 'identifier'],
		['https://doi.org/10.1000/xyz123', 'identifier'],
		['https://arxiv.org/abs/2011.13456v2', 'identifier'],
		['@article{doe2020, title={A}}', 'records'],
		['TY  - JOUR\nTI  - A\nER  - ', 'records'],
		['See https://doi.org/10.1000/xyz123 for more', undefined],
		['https://example.org/', undefined],
		['@doe2020 says', undefined],
		['', undefined],
	] as const) {
		it(`should take ${JSON.stringify(text)} for ${expected ?? 'nothing'}`, () => assert.equal(citableKind(text), expected));
	}

	it('should know bibliography files by name', () =>
		assert.deepEqual(['a.bib', 'b.RIS', 'c.md'].map(isBibliographyFile), [true, true, false]));
});
