import assert from 'node:assert/strict';
import { ingest } from '../../../src/core/ingest/ingest';

const sentence =
	'Wheels are round and they turn on an axle, as everybody knows who has ever seen one in a shop or in a field. There is more to say of them, and it is said below in several sentences that go on for a while.';

describe('prose', () => {
	const texts: Readonly<Record<string, string>> = {
		'a chapter in Markdown': `# Final Study\n\n## Introduction\n\n${sentence}\n\n## Our Method\n\nWe study data and methods. ${sentence}\n`,
		'a chapter with plain heads': `Introduction\n\nOur paper has results. ${sentence}\n\nRelated Work\n\nWe train models. ${sentence}\n`,
		'a chapter with numbers': `1 Wheels and Models\n\nOur paper has results. ${sentence}\n\n2 Training Wheels\n\nWe train models. ${sentence}\n`,
		'a recipe': `Apple Cake\n\n${sentence}\n\nPlum Cake\n\n${sentence}\n`,
		'a mail': `From: Jane Doe\nSubject: Our New Paper\n\nDear all,\n\nWe have results of our study. ${sentence}\n\nBest Wishes From Jane\n`,
		'a story': `The Wheel Comes Home\n\n${sentence}\n\nThe Wheel Goes Out\n\n${sentence}\n`,
		minutes: `Minutes of Monday\n\nwe spoke of our data and results. ${sentence}\n\n- Everybody agrees\n\n${sentence}\n`,
	};
	for (const [name, text] of Object.entries(texts)) {
		it(`should be no listing: ${name}`, () => {
			assert.deepEqual([ingest(text).format, ingest(text).papers], [undefined, []]);
		});
	}
});

describe('arXiv announcements', () => {
	const rule = '-'.repeat(78);

	it('should be read with their abstracts, and replaced papers without', () => {
		const { format, papers, problems } = ingest(
			[
				'Submissions to: Robotics',
				rule,
				'\\\\',
				'arXiv:2401.01234',
				'Date: Tue, 2 Jan 2024 09:00:00 GMT   (100kb)',
				'',
				'Title: A study of small',
				'  wheels',
				"Authors: Jane Doe (1) and C. Bal\\'azs (2) ((1) Somewhere, (2) Elsewhere)",
				'Categories: cs.RO cs.AI',
				'Comments: 5 pages',
				'DOI: 10.1234/abcd',
				'\\\\',
				'  We study small wheels.',
				'They turn.',
				'\\\\ ( https://arxiv.org/abs/2401.01234 ,  100kb)',
				rule,
				'\\\\',
				'arXiv:math/9901001 (*cross-listing*)',
				'replaced with revised version Mon, 1 Jan 2024 10:00:00 GMT',
				'',
				'Title: Older wheels',
				'Authors: Rick Roe',
				'Categories: math.CO',
				'\\\\ ( https://arxiv.org/abs/math/9901001 ,  1kb)',
				'',
			].join('\r\n'),
		);
		assert.deepEqual([format, problems], ['arxiv-mail', []]);
		assert.deepEqual(
			papers.map(({ title, abstract, author, issued, tags, identifiers }) => ({ title, abstract, author, issued, tags, identifiers })),
			[
				{
					title: 'A study of small wheels',
					abstract: 'We study small wheels. They turn.',
					author: [
						{ family: 'Doe', given: 'Jane' },
						{ family: 'Balázs', given: 'C.' },
					],
					issued: { 'date-parts': [[2024, 1, 2]] },
					tags: ['cs.RO', 'cs.AI'],
					identifiers: { arxiv: '2401.01234', doi: '10.1234/abcd' },
				},
				{
					title: 'Older wheels',
					abstract: undefined,
					author: [{ family: 'Roe', given: 'Rick' }],
					issued: undefined,
					tags: ['math.CO'],
					identifiers: { arxiv: 'math/9901001' },
				},
			],
		);
	});
});

describe('works of Crossref and OpenAlex', () => {
	const work = {
		DOI: '10.1234/abc',
		type: 'journal-article',
		title: ['A title &amp; more'],
		'container-title': ['Journal of Lists'],
		author: [{ given: 'Jane', family: 'Doe', sequence: 'first' }],
		issued: { 'date-parts': [[2020, 1, 2]] },
		'reference-count': 0,
	};
	for (const [name, value] of Object.entries({
		'a list': [work],
		'one work': work,
		'an answer': { status: 'ok', 'message-type': 'work', message: work },
		'an answer with a list': { status: 'ok', message: { 'total-results': 1, items: [work] } },
	})) {
		it(`should be read: ${name}`, () => {
			const { format, papers, problems } = ingest(JSON.stringify(value), { fileName: 'a.json' });
			assert.deepEqual([format, problems, papers.length], ['crossref', [], 1]);
			assert.deepEqual(
				[papers[0]?.title, papers[0]?.type, papers[0]?.['container-title'], papers[0]?.source?.file],
				['A title & more', 'article-journal', 'Journal of Lists', 'a.json'],
			);
		});
	}

	it('should be read of OpenAlex, and named where they have no title', () => {
		const item = {
			id: 'https://openalex.org/W1',
			doi: 'https://doi.org/10.1234/abc',
			title: 'A work',
			publication_date: '2019-07-01',
			type: 'article',
			authorships: [{ author: { display_name: 'Jane Doe' } }],
		};
		const { format, papers, problems } = ingest(JSON.stringify({ meta: { count: 2 }, results: [item, { ...item, title: null }] }));
		assert.deepEqual(
			[format, papers.map(paper => [paper.title, paper.author, paper.issued]), problems.length],
			['openalex', [['A work', [{ family: 'Doe', given: 'Jane' }], { 'date-parts': [[2019, 7, 1]] }]], 1],
		);
	});
});

describe('entities and markup', () => {
	it('should be text in RIS', () => {
		const {
			papers: [paper],
		} = ingest(
			'TY  - JOUR\nTI  - A &amp; B of <i>E. coli</i> &lt; 5\nT2  - Science &amp; Wheels\nAB  - <jats:p>One &#8211; two</jats:p>\nER  - \n',
		);
		assert.deepEqual(
			[paper?.title, paper?.['container-title'], paper?.['abstract'], paper?.['custom']],
			['A & B of <i>E. coli</i> < 5', 'Science & Wheels', 'One – two', undefined],
		);
	});

	it('should be text in CSL and EndNote', () => {
		const csl = ingest(
			JSON.stringify([
				{
					id: 'a',
					type: 'article-journal',
					title: 'A &amp; B <jats:italic>E. coli</jats:italic>',
					'container-title': 'Tom &amp; Jerry&#39;s',
					abstract: '<p>One &lt; two</p>',
					author: [{ family: 'Doe' }],
				},
			]),
		).papers[0];
		assert.deepEqual([csl?.title, csl?.['container-title'], csl?.['abstract']], ['A & B <i>E. coli</i>', "Tom & Jerry's", 'One < two']);
		const nocase = 'On <span class="nocase">iPods</span>';
		assert.equal(ingest(JSON.stringify([{ id: 'a', type: 'book', title: nocase, author: [] }])).papers[0]?.title, nocase);
		const endnote = ingest(
			'<xml><records><record><ref-type name="Journal Article">17</ref-type><titles><title>A &amp;amp; B &lt;i&gt;x&lt;/i&gt;</title><secondary-title>C &amp;amp; D</secondary-title></titles></record></records></xml>',
		).papers[0];
		assert.deepEqual([endnote?.title, endnote?.['container-title']], ['A & B <i>x</i>', 'C & D']);
	});

	it('should be text in PubMed XML, formulae too', () => {
		const formula =
			'<mml:math xmlns:mml="http://www.w3.org/1998/Math/MathML"><mml:msup><mml:mn>10</mml:mn><mml:mn>5</mml:mn></mml:msup></mml:math>';
		const {
			papers: [paper],
		} = ingest(
			`<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>1</PMID><Article><ArticleTitle>Power ${formula} &amp; 10<sup>6</sup> a&lt;b.</ArticleTitle><Abstract><AbstractText Label="AIM">A ${formula} and 10<sup>6</sup>.</AbstractText></Abstract></Article></MedlineCitation></PubmedArticle></PubmedArticleSet>`,
		);
		assert.deepEqual([paper?.title, paper?.['abstract']], ['Power 10<sup>5</sup> & 10<sup>6</sup> a<b', 'AIM: A $10^{5}$ and 10⁶.']);
	});
});
