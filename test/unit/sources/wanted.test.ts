import assert from 'node:assert/strict';
import { bookmarkletText } from '../../../src/core/sources/bookmarklet';
import { parseIsbn } from '../../../src/core/paper/isbn';
import { openLink, readLinkRequest, readOpenRequest } from '../../../src/core/sources/linkRequest';
import { readWanted } from '../../../src/core/sources/wanted';

const short = (text: string) =>
	readWanted(text).map(item => ('id' in item ? `${item.kind} ${item.id}` : item.kind === 'title' ? `title ${item.words}` : item.kind));

describe('what is wanted', () => {
	const cases: readonly (readonly [string, readonly string[]])[] = [
		['2101.00001', ['arxiv 2101.00001']],
		['arXiv:2101.00001v3', ['arxiv 2101.00001']],
		['https://arxiv.org/pdf/2101.00001v2.pdf', ['arxiv 2101.00001']],
		['https://www.alphaxiv.org/abs/2101.00001', ['arxiv 2101.00001']],
		['https://huggingface.co/papers/2101.00001', ['arxiv 2101.00001']],
		['math.GT/0309136', ['arxiv math.GT/0309136']],
		['10.48550/arXiv.2101.00001', ['arxiv 2101.00001']],
		['10.1000/ABC', ['doi 10.1000/abc']],
		['doi: 10.1000/abc', ['doi 10.1000/abc']],
		['https://doi.org/10.1000/abc', ['doi 10.1000/abc']],
		['https://www.nature.com/articles/s41586-021-03819-2', ['doi 10.1038/s41586-021-03819-2']],
		['https://aclanthology.org/2020.acl-main.1.pdf', ['doi 10.18653/v1/2020.acl-main.1']],
		['https://www.biorxiv.org/content/10.1101/2020.01.02.123456v2.full', ['doi 10.1101/2020.01.02.123456']],
		['https://dl.acm.org/doi/pdf/10.1145/3292500.3330701', ['doi 10.1145/3292500.3330701']],
		['https://link.springer.com/content/pdf/10.1007/s11263-015-0816-y.pdf', ['doi 10.1007/s11263-015-0816-y']],
		['https://journals.plos.org/plosone/article?id=10.1371/journal.pone.0033693', ['doi 10.1371/journal.pone.0033693']],
		['PMID: 123456', ['pmid 123456']],
		['https://pubmed.ncbi.nlm.nih.gov/123456/', ['pmid 123456']],
		['ISBN 978-3-16-148410-0', ['isbn 9783161484100']],
		['https://openalex.org/W123', ['openalex W123']],
		[`https://www.semanticscholar.org/paper/A-Title/${'a'.repeat(40)}`, [`s2 ${'a'.repeat(40)}`]],
		['Score-Based Generative Modeling', ['title Score-Based Generative Modeling']],
		['BERT: Pre-training of Deep Transformers in 2018', ['title BERT: Pre-training of Deep Transformers in 2018']],
		['2101.00001, 2101.00002 10.1000/a', ['arxiv 2101.00001', 'arxiv 2101.00002', 'doi 10.1000/a']],
		['2101.00001\n2101.00001v2\n\nA Title of Words', ['arxiv 2101.00001', 'title A Title of Words']],
		['- A Title\n  folded over lines\n- Another One', ['title A Title folded over lines', 'title Another One']],
		['Song, Y. (2021). Score matching. https://doi.org/10.1000/abc', ['doi 10.1000/abc']],
		[
			'10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-2',
			['doi 10.1002/(sici)1097-0258(19980815/30)17:15/16<1661::aid-sim968>3.0.co;2-2'],
		],
		[
			'Bretherton (1988). Title; part 2. doi:10.1175/1520-0469(1988)045<2329:TRTPAT>2.0.CO;2',
			['doi 10.1175/1520-0469(1988)045<2329:trtpat>2.0.co;2'],
		],
		['10.1000/a;10.1000/b,2101.00001', ['doi 10.1000/a', 'doi 10.1000/b', 'arxiv 2101.00001']],
		['978 3 16 148410 0, ISBN-10: 0-306-40615-2', ['isbn 9783161484100', 'isbn 0306406152']],
		['https://example.org/blog', ['address']],
		['@article{a, title={B}, doi={10.1000/a}}', ['records']],
		['   ', []],
	];
	for (const [text, wanted] of cases) {
		it(`should be ${wanted.join(', ') || 'nothing'} for “${text.replace(/\s+/g, ' ').slice(0, 60)}”`, () => {
			assert.deepEqual(short(text), wanted);
		});
	}

	it('should know an ISBN by its check digit', () => {
		assert.deepEqual(['0-306-40615-2', '0306406153', '978-0-306-40615-7', '9780306406158', '080442957X', '1234567890123'].map(parseIsbn), [
			'0306406152',
			undefined,
			'9780306406157',
			undefined,
			'080442957X',
			undefined,
		]);
	});
});

describe('links of the browser', () => {
	const read = (query: string, path = '/add') => readLinkRequest(path, query)?.text;

	it('should be read to the end where a hundred thousand parts have one name', () => {
		assert.equal(read(`${'&'.repeat(99_000)}doi=10.1000/a`), 'doi:10.1000/a');
	});

	it('should say what they ask for', () => {
		assert.deepEqual(
			[
				read('doi=10.1000%2Fa'),
				read('arxiv=2101.00001'),
				read('arxiv=arXiv:2101.00001'),
				read('url=https%3A%2F%2Farxiv.org%2Fabs%2F2101.00001'),
				read('url=https%3A%2F%2Fexample.org%2F&title=A+Title'),
				read('bibtex=%40article%7Ba%2C+title%3D%7BB%7D%7D'),
			],
			['doi:10.1000/a', 'arxiv:2101.00001', 'arXiv:2101.00001', 'https://arxiv.org/abs/2101.00001', 'A Title', '@article{a, title={B}}'],
		);
	});

	it('should lead to a paper', () => {
		const link = new URL(openLink('vscode', 'müller2020&co'));
		assert.equal(readOpenRequest(link.pathname, link.search.slice(1)), 'müller2020&co');
		assert.deepEqual(
			[readOpenRequest('/add', 'key=a'), readOpenRequest('/open', 'key='), readOpenRequest('/open', '')],
			[undefined, undefined, undefined],
		);
	});

	it('should ask for nothing where they are something else', () => {
		assert.deepEqual(
			[read(''), read('doi='), read('doi=10.1000%2Fa', '/remove'), read(`bibtex=${'x'.repeat(200_000)}`), read('doi=%E0%A4%A')],
			[undefined, undefined, undefined, undefined, 'doi:%E0%A4%A'],
		);
	});

	it('should be made by a bookmark that is one address', () => {
		const text = bookmarkletText('vscode');
		assert.match(text, /^javascript:[^\s"'<>\n]+$/);
		assert.match(decodeURIComponent(text), /vscode:\/\/marginalia\.marginalia\/add\?/);
		assert.doesNotMatch(bookmarkletText('a"b'), /"b:/);
	});
});
