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
		['  10.1000/xyz123\n', 'identifier'],
		['arXiv:2011.13456', 'identifier'],
		[`10.1000/${'x'.repeat(500)}`, undefined],
		['\n@Book { doe2020 , title={A}}', 'records'],
		['@misc(,title={A})', 'records'],
		['@article{doe2020 title', undefined],
		['see @article{doe2020, title={A}}', undefined],
		['TI  - A\nTY  - JOUR', undefined],
		['2020', undefined],
	] as const) {
		it(`should take ${JSON.stringify(text)} for ${expected ?? 'nothing'}`, () => assert.equal(citableKind(text), expected));
	}

	it('should know bibliography files by name', () =>
		assert.deepEqual(['a.bib', 'b.RIS', 'd.bibtex', 'e.nbib', 'f.enw', 'g.ciw', 'c.md', 'a.bib.md', 'bib'].filter(isBibliographyFile), [
			'a.bib',
			'b.RIS',
			'd.bibtex',
			'e.nbib',
			'f.enw',
			'g.ciw',
		]));
});
