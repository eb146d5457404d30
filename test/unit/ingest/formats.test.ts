import assert from 'node:assert/strict';
import fc from 'fast-check';
import { formats } from '../../../src/core/ingest/formats';
import { ingest } from '../../../src/core/ingest/ingest';
import { readLooseDate } from '../../../src/core/paper/looseDate';

/** One small text of each format, and what must come of it. */
const samples: readonly {
	readonly format: string;
	readonly name?: string;
	readonly text: string;
	readonly title: string;
	readonly year?: number;
	readonly family?: string;
	readonly also?: Readonly<Record<string, unknown>>;
}[] = [
	{
		format: 'ris',
		text: 'TY  - JOUR\nAU  - Curie, Marie\nTI  - On rays\n that glow\nT2  - Comptes rendus\nPY  - 1903/06/25/\nSP  - 12\nEP  - 19\nSN  - 03064530 (ISSN)\nDO  - https://doi.org/10.1000/xyz\nKW  - rays; radium\nKW  - light\nER  - \n',
		title: 'On rays that glow',
		year: 1903,
		family: 'Curie',
		also: { 'container-title': 'Comptes rendus', page: '12-19', ISSN: '03064530', DOI: '10.1000/xyz', tags: ['rays', 'radium', 'light'] },
	},
	{
		format: 'nbib',
		text: 'PMID- 123\nTI  - Mice that\n      run\nDP  - 2019 Jan-Feb\nPG  - 132-42\nJT  - Journal of Mice\nFAU - Mouse, Mickey M\nAU  - Mouse MM\nLID - 10.1000/mice [doi]\nMH  - *Animals\n',
		title: 'Mice that run',
		year: 2019,
		family: 'Mouse',
		also: {
			page: '132-142',
			DOI: '10.1000/mice',
			PMID: '123',
			tags: ['Animals'],
			issued: {
				'date-parts': [
					[2019, 1],
					[2019, 2],
				],
			},
		},
	},
	{
		format: 'csl-json',
		text: '[{"id":"curie1903","type":"article-journal","title":"On rays","author":[{"family":"Curie","given":"Marie"}],"issued":{"date-parts":[["1903",6]]},"source":"Crossref","note":"PMID: 77\\nA remark"}]',
		title: 'On rays',
		year: 1903,
		family: 'Curie',
		also: { 'citation-key': 'curie1903', PMID: '77', note: 'A remark', custom: { source: 'Crossref' }, source: { kind: 'csl-json' } },
	},
	{
		format: 'csl-yaml',
		text: '---\nreferences:\n- id: curie1903\n  type: book\n  title: "Rays: a book"\n  author:\n  - family: Curie\n    given: Marie\n  issued: 1903-06\n  volume: 1.10\n---\n',
		title: 'Rays: a book',
		year: 1903,
		family: 'Curie',
		also: { volume: '1.10' },
	},
	{
		format: 'zotero-json',
		text: '{"config":{},"items":[{"itemType":"attachment","title":"x"},{"itemType":"bookSection","title":"Part","bookTitle":"Whole","date":"May 4, 1999","creators":[{"creatorType":"author","lastName":"Doe","firstName":"Jane"}],"tags":[{"tag":"t"}],"citationKey":"doe1999","extra":"original-date: 1920"}]}',
		title: 'Part',
		year: 1999,
		family: 'Doe',
		also: {
			type: 'chapter',
			'container-title': 'Whole',
			'citation-key': 'doe1999',
			tags: ['t'],
			'original-date': { 'date-parts': [[1920]] },
		},
	},
	{
		format: 'endnote-xml',
		text: '<xml><records><record><ref-type name="Journal Article">17</ref-type><contributors><authors><author><style face="normal">Doe, John S</style></author></authors></contributors><titles><title><style face="normal">On </style><style face="italic">E. coli</style></title><secondary-title>Cells</secondary-title></titles><dates><year>2001</year></dates><keywords><keyword>a&#xD;b</keyword></keywords></record></records></xml>',
		title: 'On <i>E. coli</i>',
		year: 2001,
		family: 'Doe',
		also: { 'container-title': 'Cells', tags: ['a', 'b'] },
	},
	{
		format: 'pubmed-xml',
		text: '<?xml version="1.0"?><PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>9</PMID><Article><Journal><ISSN IssnType="Electronic">1476-4687</ISSN><JournalIssue><PubDate><Year>2008</Year><Month>Feb</Month></PubDate></JournalIssue><Title>Cells</Title></Journal><ArticleTitle>[On <i>cells</i>.]</ArticleTitle><Abstract><AbstractText Label="AIM">Look.</AbstractText><AbstractText>See.</AbstractText></Abstract><AuthorList><Author><LastName>Doe</LastName><ForeName>J</ForeName></Author></AuthorList></Article><MedlineJournalInfo><ISSNLinking>0028-0836</ISSNLinking></MedlineJournalInfo></MedlineCitation></PubmedArticle></PubmedArticleSet>',
		title: 'On <i>cells</i>',
		year: 2008,
		family: 'Doe',
		also: { abstract: 'AIM: Look.\nSee.', ISSN: '1476-4687 0028-0836', identifiers: { pmid: '9' } },
	},
	{
		format: 'refer',
		text: '%0 Journal Article\n%A Doe, Jane\n%T On rays\n%J Rays\n%D 1999\n%P 1-2\n',
		title: 'On rays',
		year: 1999,
		family: 'Doe',
		also: { 'container-title': 'Rays', page: '1-2' },
	},
	{
		format: 'wos',
		text: 'FN Clarivate\nVR 1.0\nPT J\nAU Doe, J\n   Roe, R\nAF Doe, Jane\n   Roe, Rick\nTI On rays\n   of light\nSO RAYS\nPY 1999\nPD MAY\nBP 1\nEP 9\nER\n\nEF\n',
		title: 'On rays of light',
		year: 1999,
		family: 'Doe',
		also: { page: '1-9' },
	},
	{
		format: 'cff',
		text: 'cff-version: 1.2.0\ntitle: Marvin\nauthors:\n  - family-names: Doe\n    given-names: Jane\n    name-particle: van\ndate-released: 2020-05-04\ndoi: 10.5281/zenodo.1\n',
		title: 'Marvin',
		year: 2020,
		family: 'Doe',
		also: { type: 'software', DOI: '10.5281/zenodo.1' },
	},
	{
		format: 'arxiv',
		text: '<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>http://arxiv.org/abs/1706.03762v5</id><title>Attention\n  is all</title><published>2017-06-12T17:57:34Z</published><summary>arXiv:1706.03762v5 Announce Type: new \nAbstract: We look.</summary><author><name>Ada van Doe</name></author><category term="cs.CL"/></entry></feed>',
		title: 'Attention is all',
		year: 2017,
		family: 'Doe',
		also: { abstract: 'We look.', identifiers: { arxiv: '1706.03762' }, tags: ['cs.CL'] },
	},
	{
		format: 'daily-papers-json',
		name: '2024-06-17.json',
		text: '[{"paper":{"id":"2406.08973","authors":[{"name":"Jane Doe","hidden":false}],"publishedAt":"2024-06-13T00:00:00.000Z","title":"A\\n  title","summary":"Words\\nhere.","upvotes":7,"githubRepo":"https://github.com/a/b"},"publishedAt":"2024-06-12T20:00:00.000Z"}]',
		title: 'A title',
		year: 2024,
		family: 'Doe',
		also: { abstract: 'Words here.', links: [{ kind: 'code', url: 'https://github.com/a/b' }] },
	},
	{
		format: 'daily-papers-json',
		text: "[\"{'paper': {'id': '2412.07760', 'title': \\\"Doe's\\\", 'summary': None, 'upvotes': 1, 'authors': [{'name': 'Jane Doe', 'hidden': False}], 'publishedAt': '2024-12-10T00:00:00.000Z'}}\"]",
		title: "Doe's",
		year: 2024,
		family: 'Doe',
	},
	{
		format: 'daily-papers-json',
		text: '<html><div class="SVELTE_HYDRATER contents" data-target="DailyPapers" data-props="{&quot;dailyPapers&quot;:[{&quot;paper&quot;:{&quot;id&quot;:&quot;2406.08973&quot;,&quot;title&quot;:&quot;A &amp;amp; B&quot;,&quot;authors&quot;:[{&quot;name&quot;:&quot;Jane Doe&quot;}],&quot;publishedAt&quot;:&quot;2024-06-13&quot;,&quot;upvotes&quot;:1}}],&quot;dateString&quot;:&quot;2024-06-17&quot;}"></div></html>',
		title: 'A & B',
		year: 2024,
		family: 'Doe',
	},
	{
		format: 'markdown-digest',
		text: '## Papers for 2024-10-10\n\n| Title | Authors | Summary |\n|---|---|---|\n| A benchmark (Read more on [arXiv](https://arxiv.org/abs/2410.05254) or [HuggingFace](https://huggingface.co/papers/2410.05254))| Jane Doe, Rick Roe | It measures. |\n',
		title: 'A benchmark',
		family: 'Doe',
		also: { abstract: 'It measures.', identifiers: { arxiv: '2410.05254' } },
	},
	{
		format: 'markdown-digest',
		text: '# Week\n\n1. [A **bold** title](https://arxiv.org/abs/2410.05254) - [code](https://github.com/a/b)\n2. **Another** - [Paper](https://arxiv.org/pdf/2410.05255), [Tweet](https://x.com/a)\n',
		title: 'A bold title',
		also: { links: [{ kind: 'code', url: 'https://github.com/a/b' }] },
	},
	{
		format: 'identifiers',
		text: '# reading list\n10.1000/xyz\nhttps://arxiv.org/abs/1706.03762v2\narXiv: 2001.00001\n',
		title: 'doi:10.1000/xyz',
		also: { incomplete: true, DOI: '10.1000/xyz' },
	},
	{
		format: 'identifiers',
		text: '* 10.1175/1520-0469(1988)045<2329:TRTPAT>2.0.CO;2\n* 10.1000/a; 10.1000/b\n',
		title: 'doi:10.1175/1520-0469(1988)045<2329:trtpat>2.0.co;2',
		also: { identifiers: { doi: '10.1175/1520-0469(1988)045<2329:trtpat>2.0.co;2' } },
	},
	{
		format: 'identifiers',
		text: 'ISBN 978-3-16-148410-0\n978 0 306 40615 7\n',
		title: 'ISBN 9783161484100',
		also: { type: 'book', ISBN: '9783161484100', incomplete: true },
	},
	{
		format: 'identifiers',
		text: 'https://www.nature.com/articles/s41586-021-03819-2\n',
		title: 'doi:10.1038/s41586-021-03819-2',
		also: { DOI: '10.1038/s41586-021-03819-2' },
	},
	{
		format: 'identifiers',
		text: '31452104\n26819042\n',
		title: 'PMID 31452104',
		also: { identifiers: { pmid: '31452104' } },
	},
	{
		format: 'identifiers',
		name: 'pmid-rays-set.txt',
		text: '9\n',
		title: 'PMID 9',
		also: { identifiers: { pmid: '9' } },
	},
];

describe('Formats', () => {
	for (const text of ['  @book{a\n, title={T}}', '- id: doe\n  type: book\n  title: T\n', 'a:\n  type: book\n  title: T\n']) {
		it(`should be recognised without a name: ${JSON.stringify(text)}`, () => {
			assert.deepEqual(
				ingest(text).papers.map(({ title }) => title),
				['T'],
			);
		});
	}

	for (const { format, name, text, title, year, family, also } of samples) {
		it(`should recognise and read ${format}: ${JSON.stringify(text.slice(0, 30))}`, () => {
			const read = ingest(text, name === undefined ? {} : { fileName: name });
			const [paper] = read.papers;
			assert.equal(read.format, format);
			assert.equal(paper?.title, title);
			assert.equal(paper.issued?.['date-parts']?.[0]?.[0], year);
			assert.equal(paper.author?.[0]?.family, family);
			for (const [field, value] of Object.entries(also ?? {})) {
				assert.deepEqual(paper[field], value, field);
			}
			assert.deepEqual(read.problems, []);
		});

		it(`should lose no more than the record that is cut off in ${format}: ${JSON.stringify(text.slice(0, 30))}`, () => {
			const reader = formats.find(candidate => candidate.id === format)!;
			for (let length = 0; length <= text.length; length += 7) {
				const readings = [...reader.read({ text: text.slice(0, length) })];
				assert.ok(readings.every(reading => reading.line >= 1));
			}
		});
	}

	it('should take no number for a paper that may count anything', () => {
		for (const text of ['31452104', '2019\n2020\n', '31452104\nand\n26819042', '123456789\n123456780']) {
			assert.deepEqual(ingest(text).papers, [], text);
		}
	});

	it('should keep the records around one that is broken', () => {
		assert.deepEqual(
			ingest('[{"id":"a","type":"book","title":"A"},{"id":"b","type":"book","title":},{"id":"c","type":"book","title":"C"}]').papers.map(
				paper => paper.title,
			),
			['A', 'C'],
		);
		const feed = (id: string, title: string) => `<entry><id>http://arxiv.org/abs/${id}</id><title>${title}</title></entry>`;
		const { papers, problems } = ingest(
			`<feed xmlns="http://www.w3.org/2005/Atom">\n${feed('1706.00001', 'A')}\n${feed('1706.00002', 'B</b>')}\n${feed('1706.00003', 'C')}</feed>`,
		);
		assert.deepEqual(
			papers.map(paper => paper.title),
			['A', 'C'],
		);
		assert.deepEqual(
			problems.map(problem => problem.line),
			[3],
		);
	});

	it('should say what arXiv answers to a wrong id', () => {
		const { papers, problems } = ingest(
			'<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom"><entry><id>https://arxiv.org/api/errors#x</id><title>Error</title><summary>incorrect id format for abc</summary></entry></feed>',
		);
		assert.equal(papers.length, 0);
		assert.match(problems[0]?.message ?? '', /incorrect id format for abc/);
	});

	it('should never throw, in any format, whatever the text', () => {
		const pieces = samples.flatMap(sample => sample.text.match(/[^]{1,9}/g) ?? []);
		const text = fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string())).map(parts => parts.join(''));
		fc.assert(
			fc.property(text, hostile => {
				for (const format of formats) {
					assert.ok(format.recognise({ text: hostile }) <= 1);
					for (const reading of format.read({ text: hostile })) {
						assert.ok(reading.line >= 1);
					}
				}
			}),
			{ numRuns: 200 },
		);
	});

	it('should refuse XML that nests without end', () => {
		const deep = `<records><record><titles><title>${'<style>'.repeat(50_000)}</record></records>`;
		assert.equal(ingest(deep).papers.length, 0);
	});
});

describe('readLooseDate', () => {
	for (const [text, date] of [
		['2014///', { 'date-parts': [[2014]] }],
		['2014/05/06/Spring', { 'date-parts': [[2014, 5, 6]] }],
		['8 October 1993', { 'date-parts': [[1993, 10, 8]] }],
		['1993 Oct 8', { 'date-parts': [[1993, 10, 8]] }],
		['2001-03', { 'date-parts': [[2001, 3]] }],
		['1998-99', { 'date-parts': [[1998], [1999]] }],
		['2020-13', { literal: '2020-13' }],
		['2021–20', { literal: '2021–20' }],
		['1960s', { literal: '1960s' }],
		['1960a', { 'date-parts': [[1960]] }],
		['Spring 2001', { 'date-parts': [[2001]], season: 1 }],
		[
			'2019 Dec-2020 Jan',
			{
				'date-parts': [
					[2019, 12],
					[2020, 1],
				],
			},
		],
		['04/05/2009', { 'date-parts': [[2009, 4, 5]] }],
		['14/05/2009', { 'date-parts': [[2009, 5, 14]] }],
		['04.05.2009', { 'date-parts': [[2009, 5, 4]] }],
		['forthcoming', { literal: 'forthcoming' }],
		['in press', { literal: 'in press' }],
		['12/2012', { 'date-parts': [[2012, 12]] }],
		['24 octobre 2008', { 'date-parts': [[2008, 10, 24]] }],
		['1er janvier 2004', { 'date-parts': [[2004, 1, 1]] }],
		['15 de marzo de 2012', { 'date-parts': [[2012, 3, 15]] }],
		['5 de outubro de 2013', { 'date-parts': [[2013, 10, 5]] }],
		['März 2015', { 'date-parts': [[2015, 3]] }],
		['Okt. 2014', { 'date-parts': [[2014, 10]] }],
		['juin 2015', { 'date-parts': [[2015, 6]] }],
		['juillet 2015', { 'date-parts': [[2015, 7]] }],
		['12 mei 2003', { 'date-parts': [[2003, 5, 12]] }],
		['10 listopada 2001', { 'date-parts': [[2001, 11, 10]] }],
		['октябрь 2008', { 'date-parts': [[2008, 10]] }],
		['9 мая 2005', { 'date-parts': [[2005, 5, 9]] }],
		['2012年5月', { 'date-parts': [[2012, 5]] }],
		['２０１２年５月', { 'date-parts': [[2012, 5]] }],
		['２０１２', { 'date-parts': [[2012]] }],
		['近刊２', { literal: '近刊２' }],
		['2015년 3월 7일', { 'date-parts': [[2015, 3, 7]] }],
		['printemps 1985', { 'date-parts': [[1985]], season: 1 }],
		['Winter 2003/04', { 'date-parts': [[2003], [2004]], season: 4 }],
		['Summer/Fall 2010', { literal: 'Summer/Fall 2010' }],
		[
			'12-14 May 2010',
			{
				'date-parts': [
					[2010, 5, 12],
					[2010, 5, 14],
				],
			},
		],
		[
			'2014-12-31/2015-01-01',
			{
				'date-parts': [
					[2014, 12, 31],
					[2015, 1, 1],
				],
			},
		],
		['2011-05~', { 'date-parts': [[2011, 5]], circa: true }],
		['c. 1850', { 'date-parts': [[1850]], circa: true }],
		['um 1850', { 'date-parts': [[1850]], circa: true }],
		['[2014?]', { 'date-parts': [[2014]], circa: true }],
		['[2014]', { 'date-parts': [[2014]] }],
		['(1999)', { 'date-parts': [[1999]] }],
		['© 1999', { 'date-parts': [[1999]] }],
		['1999a', { 'date-parts': [[1999]] }],
		['August, 2005', { 'date-parts': [[2005, 8]] }],
		['2005/06', { 'date-parts': [[2005, 6]] }],
		['1998/unknown', { 'date-parts': [[1998], [0]] }],
		['2001-21/2001-22', { literal: 'Spring 2001–Summer 2001' }],
		['May 2004 in Rome', { literal: 'May 2004 in Rome' }],
		['', undefined],
	] as const) {
		it(`should read ${text === '' ? 'nothing' : text}`, () => {
			assert.deepEqual(readLooseDate(text), date);
		});
	}
});
