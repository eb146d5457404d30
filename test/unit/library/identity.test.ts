import assert from 'node:assert/strict';
import { identityKeys, isSamePaper, isStubOf } from '../../../src/core/merge/identity';
import type { IncomingPaper } from '../../../src/core/paper/paper';

const paper = (fields: Partial<IncomingPaper>): IncomingPaper => ({ type: 'article', title: 'On the Nature of Things', ...fields });
const lucretius = { author: [{ family: 'Lucretius' }] };

describe('identity of papers', () => {
	it('should name DOI, arXiv id, PMID and title, strongest first', () => {
		const keys = identityKeys(
			paper({ DOI: 'https://doi.org/10.1000/ABC', URL: 'https://arxiv.org/abs/2101.00001v3', identifiers: { pmid: '12' } }),
		);
		assert.deepEqual(keys, ['doi:10.1000/abc', 'arxiv:2101.00001', 'pmid:12', 'title:on the nature of things']);
	});

	it('should take a DOI that arXiv gave for an arXiv id', () => {
		assert.deepEqual(identityKeys(paper({ title: '', DOI: '10.48550/arXiv.2101.00001' })), ['arxiv:2101.00001']);
	});

	const cases: readonly (readonly [string, Partial<IncomingPaper>, Partial<IncomingPaper>, boolean])[] = [
		['one DOI in two cases', { DOI: '10.1000/A' }, { DOI: '10.1000/a', title: 'On the Nature of Things: A Poem' }, true],
		['one DOI and two titles', { DOI: '10.1000/a', title: 'Walking' }, { DOI: '10.1000/a', title: 'Introduction' }, false],
		['two DOIs', { DOI: '10.1000/a' }, { DOI: '10.1000/b' }, false],
		['two versions on arXiv', { URL: 'https://arxiv.org/abs/2101.00001v1' }, { URL: 'https://arxiv.org/pdf/2101.00001v2' }, true],
		[
			'a preprint and its publication that only look alike',
			{ ...lucretius, DOI: '10.48550/arXiv.2101.00001' },
			{ ...lucretius, DOI: '10.1000/a', issued: { 'date-parts': [[2022]] } },
			false,
		],
		[
			'different DOIs, one arXiv id',
			{ DOI: '10.1000/a', identifiers: { arxiv: '2101.00001' } },
			{ DOI: '10.1000/b', identifiers: { arxiv: '2101.00001' } },
			true,
		],
		['one OpenAlex id', { identifiers: { openalex: 'W1' } }, { identifiers: { openalex: 'W1' } }, true],
		['equal titles and authors', lucretius, lucretius, false],
		['a chapter and its book with one DOI', { type: 'chapter', DOI: '10.1000/a' }, { type: 'book', DOI: '10.1000/a' }, false],
		[
			'a paper in proceedings and the chapter that Crossref calls it',
			{ type: 'paper-conference', DOI: '10.1000/a' },
			{ type: 'chapter', DOI: '10.1000/a' },
			true,
		],
		['a thesis and an article', { type: 'thesis', DOI: '10.1000/a' }, { type: 'article-journal', DOI: '10.1000/a' }, false],
		['two volumes', { DOI: '10.1000/a', volume: '1' }, { DOI: '10.1000/a', volume: 'II' }, false],
		['one volume, written twice', { DOI: '10.1000/a', volume: 'Vol. 12' }, { DOI: '10.1000/a', volume: 'XII' }, true],
		['two editions', { type: 'book', DOI: '10.1000/a', edition: '2' }, { type: 'book', DOI: '10.1000/a', edition: 'Third' }, false],
		[
			'two ISBNs',
			{ type: 'book', DOI: '10.1000/a', ISBN: '9783161484100' },
			{ type: 'book', DOI: '10.1000/a', ISBN: '9780306406157' },
			false,
		],
		[
			'an ISBN in its old form and its new one',
			{ type: 'book', DOI: '10.1000/a', ISBN: '0-306-40615-2' },
			{ type: 'book', DOI: '10.1000/a', ISBN: '978-0-306-40615-7' },
			true,
		],
		[
			'two versions of software',
			{ type: 'software', DOI: '10.1000/a', version: '4.2.0' },
			{ type: 'software', DOI: '10.1000/a', version: 'v4.3.0' },
			false,
		],
		[
			'reports of two years',
			{ type: 'report', DOI: '10.1000/a', issued: { 'date-parts': [[2019]] } },
			{ type: 'report', DOI: '10.1000/a', issued: { 'date-parts': [[2020]] } },
			false,
		],
		[
			'an article online and in print',
			{ type: 'article-journal', DOI: '10.1000/a', issued: { 'date-parts': [[2019]] } },
			{ type: 'article-journal', DOI: '10.1000/a', issued: { 'date-parts': [[2020]] } },
			true,
		],
		[
			'two pages of one journal',
			{ DOI: '10.1000/a', 'container-title': 'J. Walks', page: '1-9' },
			{ DOI: '10.1000/a', 'container-title': 'J. Walks', page: '11-19' },
			false,
		],
		['an article and its erratum', { DOI: '10.1000/a' }, { DOI: '10.1000/a', title: 'Erratum: On the Nature of Things' }, false],
		['an article and a comment on it', { DOI: '10.1000/a' }, { DOI: '10.1000/a', title: 'Comment on “On the Nature of Things”' }, false],
		[
			'two parts',
			{ DOI: '10.1000/a', title: 'On the Nature of Things, Part I' },
			{ DOI: '10.1000/a', title: 'On the Nature of Things, Part II' },
			false,
		],
		['two energies', { DOI: '10.1000/a', title: 'Walks at 1.3 TeV' }, { DOI: '10.1000/a', title: 'Walks at 13 TeV' }, false],
		['two charges', { DOI: '10.1000/a', title: 'Decays of K+ mesons' }, { DOI: '10.1000/a', title: 'Decays of K− mesons' }, false],
		[
			'a formula written in three ways',
			{ DOI: '10.1000/a', title: 'CO<sub>2</sub> at $10^{-3}$' },
			{ DOI: '10.1000/a', title: 'CO2 at 10⁻³' },
			true,
		],
		['no titles', { title: '' }, { title: '' }, false],
	];
	for (const [name, a, b, same] of cases) {
		it(`should say that ${name} ${same ? 'are one paper' : 'are two papers'}`, () => {
			assert.equal(isSamePaper(paper(a), paper(b)), same);
			assert.equal(isSamePaper(paper(b), paper(a)), same);
		});
	}

	it('should take a bare title of four words and more for the paper of that very title', () => {
		const full = paper({ ...lucretius, DOI: '10.1000/a' });
		assert.ok(isStubOf(paper({}), full));
		assert.ok(isStubOf(full, paper({ title: 'ON THE nature of things' })));
		assert.ok(!isStubOf(paper({ title: 'On the Nature of Thing' }), full));
		assert.ok(!isStubOf(paper({ title: 'Introduction' }), { ...full, title: 'Introduction' }));
		assert.ok(!isStubOf(paper({ ...lucretius }), full));
	});
});
