import assert from 'node:assert/strict';
import type { Paper } from '../../../src/core/paper/paper';
import { isPaper } from '../../../src/core/paper/paper';
import { paperPage } from '../../../src/core/reading/paperPage';

const bare: Paper = {
	id: 'a1',
	'citation-key': 'song2021score',
	type: 'article',
	title: 'Scores',
	status: 'unread',
	added: '2026-01-01T00:00:00Z',
	updated: '2026-01-01T00:00:00Z',
};

describe("a paper's page", () => {
	it('should have the colors of the tags that have one', () => {
		const { colors } = paperPage({ ...bare, tags: ['a', 'b', 'a'] }, { tags: new Map([['a', { color: 'green' }]]) });
		assert.deepEqual(colors, [{ tag: 'a', color: 'green' }]);
	});

	it('should have an empty list for all that the paper lacks', () => {
		assert.deepEqual(paperPage(bare), {
			id: 'a1',
			key: 'song2021score',
			title: [{ kind: 'text', text: 'Scores' }],
			authors: { first: [], more: [] },
			published: [],
			lists: [],
			identifiers: [],
			links: [],
			tags: [],
			colors: [],
			status: 'unread',
			statusDate: '',
			marks: [],
			hasPdf: false,
			figure: { kind: 'none' },
			opensPdf: false,
			abstract: [],
		});
	});

	it('should call a paper without a title by its key', () => {
		assert.deepEqual(paperPage({ ...bare, title: ' ' }).title, [{ kind: 'text', text: 'song2021score' }]);
	});

	it('should say where it appeared and which lists it stood in', () => {
		const page = paperPage({
			...bare,
			'container-title': 'Nature',
			issued: { 'date-parts': [[2021, 5]] },
			source: { kind: 'daily-papers', date: '--08-20', rank: 3, upvotes: 41 },
			alsoFrom: [
				{ kind: 'bibtex', file: 'refs/main.bib' },
				{ kind: 'bibtex', file: 'refs/main.bib' },
			],
		});
		assert.deepEqual(page.published, ['Nature', '2021']);
		assert.deepEqual(page.lists, ['Daily Papers, 20 August, number 3, 41 upvotes', 'main.bib']);
	});

	const authors = (count: number) => Array.from({ length: count }, (_, at) => ({ given: 'Ada', family: `Number ${at + 1}` }));

	it('should keep back all but the first twelve of many authors', () => {
		const page = paperPage({ ...bare, author: authors(664) });
		assert.equal(page.authors.first.length, 12);
		assert.equal(page.authors.more.length, 652);
		assert.equal(page.authors.more.at(-1), 'Ada Number 664');
	});

	it('should not keep back a single author', () => {
		assert.deepEqual(
			[12, 13, 14].map(count => paperPage({ ...bare, author: authors(count) }).authors.more.length),
			[0, 0, 2],
		);
	});

	it('should turn identifiers into links', () => {
		const { identifiers } = paperPage({
			...bare,
			DOI: '10.1/x',
			identifiers: { pmid: '123', arxiv: '2011.13456', doi: '10.1002/1097<1::aid>3.0.co;2-#' },
		});
		assert.deepEqual(identifiers, [
			{ label: 'DOI', text: '10.1002/1097<1::aid>3.0.co;2-#', url: 'https://doi.org/10.1002/1097%3C1::aid%3E3.0.co;2-%23' },
			{ label: 'arXiv', text: '2011.13456', url: 'https://arxiv.org/abs/2011.13456' },
			{ label: 'PMID', text: '123', url: 'https://pubmed.ncbi.nlm.nih.gov/123/' },
		]);
	});

	it('should link the DOI field where there is no other', () => {
		assert.equal(paperPage({ ...bare, DOI: '10.1/x' }).identifiers[0]?.url, 'https://doi.org/10.1/x');
	});

	it('should survive identifiers that are none', () => {
		const paper = fromFile({ identifiers: { arxiv: '\uD800' } });
		assert.deepEqual(
			paperPage(paper).identifiers.map(({ url }) => url),
			['https://arxiv.org/abs/%EF%BF%BD'],
		);
	});

	it('should list links by kind, each address once, without those an identifier has', () => {
		const page = paperPage({
			...bare,
			identifiers: { arxiv: '2011.13456' },
			URL: 'https://arxiv.org/abs/2011.13456',
			links: [
				{ kind: 'other', url: 'https://www.example.org/' },
				{ kind: 'data', url: 'https://zenodo.org/1' },
				{ kind: 'code', url: 'https://github.com/a/b' },
				{ kind: 'code', url: 'https://github.com/a/b' },
			],
		});
		assert.deepEqual(page.links, [
			{ kind: 'pdf', text: 'arxiv.org/pdf/2011.13456', url: 'https://arxiv.org/pdf/2011.13456' },
			{ kind: 'code', text: 'github.com/a/b', url: 'https://github.com/a/b' },
			{ kind: 'data', text: 'zenodo.org/1', url: 'https://zenodo.org/1' },
			{ kind: 'other', text: 'example.org', url: 'https://www.example.org/' },
		]);
	});

	it('should leave out links that are not for a browser', () => {
		const links = ['javascript:alert(1)', 'file:///etc/passwd', 'command:workbench.action.quit', 'https://', ' https://a.b'].map(url => ({
			kind: 'other' as const,
			url,
		}));
		assert.deepEqual(paperPage({ ...bare, URL: 'vscode://x/y', links }).links, []);
	});

	it('should take a kind of link it does not know for another link', () => {
		const paper = fromFile({ links: [{ kind: 'video', url: 'https://example.org/v' }] });
		assert.deepEqual(
			paperPage(paper).links.map(({ kind }) => kind),
			['other'],
		);
	});
});

/** A paper as somebody's file has it, whatever our types say. */
function fromFile(fields: object): Paper {
	const paper: unknown = { ...bare, ...fields };
	assert.ok(isPaper(paper));
	return paper;
}
