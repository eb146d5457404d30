import assert from 'node:assert/strict';
import { identityKeys, isSamePaper } from '../../../src/core/library/identity';
import type { IncomingPaper } from '../../../src/core/paper';

const paper = (fields: Partial<IncomingPaper>): IncomingPaper => ({ type: 'article', title: 'On the Nature of Things', ...fields });
const lucretius = { author: [{ family: 'Lucretius' }] };

describe('identity of papers', () => {
	it('should name DOI, arXiv id, PMID and title, strongest first', () => {
		const keys = identityKeys(paper({ DOI: 'https://doi.org/10.1000/ABC', URL: 'https://arxiv.org/abs/2101.00001v3', identifiers: { pmid: '12' } }));
		assert.deepEqual(keys, ['doi:10.1000/abc', 'arxiv:2101.00001', 'pmid:12', 'title:on the nature of things']);
	});

	it('should take a DOI that arXiv gave for an arXiv id', () => {
		assert.deepEqual(identityKeys(paper({ title: '', DOI: '10.48550/arXiv.2101.00001' })), ['arxiv:2101.00001']);
	});

	const cases: readonly (readonly [string, Partial<IncomingPaper>, Partial<IncomingPaper>, boolean])[] = [
		['one DOI in two cases', { DOI: '10.1000/A', title: 'x y z' }, { DOI: '10.1000/a' }, true],
		['two DOIs', { DOI: '10.1000/a' }, { DOI: '10.1000/b' }, false],
		['two versions on arXiv', { URL: 'https://arxiv.org/abs/2101.00001v1' }, { URL: 'https://arxiv.org/pdf/2101.00001v2' }, true],
		['a preprint and its publication', { ...lucretius, DOI: '10.48550/arXiv.2101.00001' }, { ...lucretius, DOI: '10.1000/a', issued: { 'date-parts': [[2022]] } }, true],
		['different DOIs, one arXiv id', { DOI: '10.1000/a', identifiers: { arxiv: '2101.00001' } }, { DOI: '10.1000/b', identifiers: { arxiv: '2101.00001' } }, true],
		['equal titles but for case and marks', { title: 'ON THE nature of things!' }, {}, true],
		['equal titles, other first author', lucretius, { author: [{ family: 'Epicurus' }] }, false],
		['equal titles, one without authors', lucretius, {}, true],
		['equal titles ten years apart', { issued: { 'date-parts': [[2010]] } }, { issued: { 'date-parts': [[2020]] } }, false],
		['equal titles two years apart', { issued: { 'date-parts': [[2010]] } }, { issued: { 'date-parts': [[2012]] } }, true],
		['equal titles three years apart', { issued: { 'date-parts': [[2010]] } }, { issued: { 'date-parts': [[2013]] } }, false],
		['a title that says little, without authors', { title: 'Introduction' }, { title: 'Introduction', abstract: 'a' }, false],
		['a title that says little, with its author', { title: 'Introduction', ...lucretius }, { title: 'Introduction', ...lucretius }, true],
		['no titles', { title: '' }, { title: '' }, false],
	];
	for (const [name, a, b, same] of cases) {
		it(`should say that ${name} ${same ? 'are one paper' : 'are two papers'}`, () => {
			assert.equal(isSamePaper(paper(a), paper(b)), same);
			assert.equal(isSamePaper(paper(b), paper(a)), same);
		});
	}
});
