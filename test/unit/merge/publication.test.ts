import assert from 'node:assert/strict';
import { areOfOnePublication, isPreprint, isPublished, publicationFields } from '../../../src/core/merge/publication';
import type { IncomingPaper } from '../../../src/core/paper/paper';

const paper = (fields: Partial<IncomingPaper>): IncomingPaper => ({ type: 'article-journal', title: 'On the Nature of Things', ...fields });
const year = (number: number) => ({ issued: { 'date-parts': [[number]] as const } });

describe('publications', () => {
	it('should take a record for a preprint only where it names an archive and no journal', () => {
		for (const [fields, expected] of [
			[{ publisher: 'arXiv' }, true],
			[{ publisher: 'Cold Spring Harbor Laboratory (bioRxiv)' }, true],
			[{ publisher: 'SSRN' }, true],
			[{ publisher: 'Research Square' }, true],
			[{ publisher: 'MDPI Preprints' }, true],
			[{ number: 'arXiv:2101.00001' }, true],
			[{ number: 'see arXiv:2101.00001' }, false],
			[{ publisher: 'Springer' }, false],
			[{ publisher: 'Carxivia' }, false],
			[{}, false],
			[{ publisher: 'arXiv', 'container-title': 'Walks' }, false],
			[{ publisher: 'arXiv', 'container-title': ' ' }, true],
		] as const) {
			assert.equal(isPreprint(paper(fields)), expected, JSON.stringify(fields));
		}
	});

	it('should take a record for a publication where it names a container, a volume or pages', () => {
		assert.deepEqual(
			[{ 'container-title': 'Walks' }, { volume: '1' }, { page: '3' }, { issue: '3' }, {}].map(fields => isPublished(paper(fields))),
			[true, true, true, false, false],
		);
	});

	it('should keep where and when a work was published together, and not what names it', () => {
		assert.ok(['container-title', 'volume', 'issue', 'page', 'issued', 'publisher'].every(name => publicationFields.has(name)));
		assert.ok(['title', 'type', 'DOI', 'URL', 'author', 'note'].every(name => !publicationFields.has(name)));
	});

	const cases: readonly (readonly [what: string, Partial<IncomingPaper>, Partial<IncomingPaper>, boolean, back?: boolean])[] = [
		['nothing but a title', {}, {}, true],
		['two titles', {}, { title: 'Walking' }, false],
		['a preprint and an article', { publisher: 'arXiv' }, { 'container-title': 'Walks' }, false],
		['a preprint and a record of pages', { publisher: 'arXiv' }, { page: '3' }, false],
		['two preprints', { publisher: 'arXiv' }, { number: 'arXiv:2101.00001' }, true],
		['a preprint and a record of nothing', { publisher: 'arXiv' }, {}, true],
		['two types of one family', { type: 'paper-conference' }, { type: 'article-journal' }, false],
		['a type that says nothing, first', { type: 'article' }, { type: 'article-journal' }, true, false],
		['two types that say nothing', { type: 'manuscript' }, { type: 'article' }, true],
		['a document', { type: 'document' }, { type: 'book' }, true, false],
		['one journal, written twice', { 'container-title': 'WALKS' }, { 'container-title': 'Walks' }, true],
		['two journals', { 'container-title': 'Walks' }, { 'container-title': 'Strolls' }, false],
		['a journal and none', { 'container-title': 'Walks' }, {}, true],
		['one year', year(2020), year(2020), true],
		['two years in a row, no journal', year(2020), year(2021), false],
		[
			'two years in a row, of one journal',
			{ ...year(2020), 'container-title': 'Walks' },
			{ ...year(2021), 'container-title': 'Walks' },
			true,
		],
		['two years in a row, one journal named', { ...year(2020), 'container-title': 'Walks' }, year(2021), false],
		['three years in one journal', { ...year(2020), 'container-title': 'Walks' }, { ...year(2022), 'container-title': 'Walks' }, false],
		['a year and none', year(2020), {}, true],
	];
	for (const [what, a, b, expected, back = expected] of cases) {
		it(`should say that what two records say ${expected ? 'is' : 'is not'} of one publication: ${what}`, () => {
			assert.equal(areOfOnePublication(paper(a), paper(b)), expected);
			assert.equal(areOfOnePublication(paper(b), paper(a)), back);
		});
	}
});
