import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { IncomingPaper } from '../../../src/core/paper/paper';
import { arxiv } from '../../../src/core/sources/arxiv';
import { contentNegotiation } from '../../../src/core/sources/contentNegotiation';
import { crossref } from '../../../src/core/sources/crossref';
import { dailyPapers } from '../../../src/core/sources/dailyPapers';
import { datacite } from '../../../src/core/sources/datacite';
import { openAlex } from '../../../src/core/sources/openAlex';
import { rebuildAbstract } from '../../../src/core/ingest/services/openAlexWork';
import { openLibraryOrg } from '../../../src/core/sources/openLibrary';
import { pubmed } from '../../../src/core/sources/pubmed';
import { semanticScholar } from '../../../src/core/sources/semanticScholar';
import type { Parsed } from '../../../src/core/sources/source';
import { sharedFixtures, sharedText } from '../../fixtures/shared';
import { arxivEntry, crossrefWork, dailyItem, openAlexWork, papers } from '../../fakes/services/papers.mjs';

function papersIn(parsed: Parsed): readonly IncomingPaper[] {
	assert.ok(parsed.kind === 'papers', parsed.kind === 'mistake' ? parsed.sentence : '');
	return parsed.papers;
}

function firstIn(parsed: Parsed): IncomingPaper {
	const [first] = papersIn(parsed);
	assert.ok(first, 'there is no paper');
	return first;
}

const [bananas, peel, fruit, peeling] = papers;
assert.ok(bananas && peel && fruit && peeling);

describe('sources', () => {
	describe('requests', () => {
		it('should be one address each', () => {
			assert.deepEqual(
				[
					arxiv.byIds(['2101.00001', 'math/0309136']),
					arxiv.search({ query: 'score matching' }),
					arxiv.search({ query: 'au:song AND ti:score', limit: 5, sortBy: 'submittedDate' }),
					arxiv.feed(['cs.AI', 'cs.CL'], 'rss'),
					crossref.byDoi('10.1000/a(b)<c>'),
					datacite.byDoi('10.5281/zenodo.1'),
					contentNegotiation.byDoi('10.1000/a/b'),
					dailyPapers.list({ kind: 'day', date: '2026-08-20' }),
					dailyPapers.list({ kind: 'week', week: '2026-W34' }, 2, 50),
					dailyPapers.list({ kind: 'trending' }),
					dailyPapers.list({ kind: 'submitter', name: 'nobody' }),
					openAlex.byId('doi:10.1000/a'),
					openAlex.citing('https://openalex.org/W7'),
					semanticScholar.byId('ARXIV:2101.00001'),
					pubmed.byIds(['1', '2']),
					openLibraryOrg.byIsbn(['9783161484100']),
				].map(({ service, path }) => `${service} ${path}`),
				[
					'arxiv /api/query?id_list=2101.00001%2Cmath%2F0309136&max_results=2',
					'arxiv /api/query?search_query=all%3Ascore%20AND%20all%3Amatching&max_results=20&sortBy=relevance&sortOrder=descending',
					'arxiv /api/query?search_query=au%3Asong%20AND%20ti%3Ascore&max_results=5&sortBy=submittedDate&sortOrder=descending',
					'arxiv-feeds /rss/cs.AI+cs.CL',
					'crossref /works/10.1000%2Fa(b)%3Cc%3E',
					'datacite /dois/10.5281%2Fzenodo.1',
					'doi /10.1000/a%2Fb',
					'daily-papers /api/daily_papers?date=2026-08-20&limit=100',
					'daily-papers /api/daily_papers?week=2026-W34&p=2&limit=50',
					'daily-papers /api/daily_papers?sort=trending&limit=100',
					'daily-papers /api/daily_papers?submitter=nobody&limit=100',
					'openalex /works/doi%3A10.1000%2Fa',
					'openalex /works?filter=cites%3AW7&sort=cited_by_count%3Adesc&per_page=50',
					'semantic-scholar /graph/v1/paper/ARXIV%3A2101.00001?fields=title%2Cabstract%2Cyear%2CpublicationDate%2Cauthors%2Cvenue%2Cjournal%2CexternalIds%2CopenAccessPdf%2CpublicationTypes%2CcitationCount%2Ctldr',
					'pubmed /entrez/eutils/efetch.fcgi?db=pubmed&id=1%2C2&retmode=xml&tool=marginalia',
					'open-library /api/books?bibkeys=ISBN%3A9783161484100&jscmd=data&format=json',
				],
			);
		});
	});

	describe('arxiv', () => {
		const feed = (entries: string) =>
			`<?xml version="1.0"?><feed xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns="http://www.w3.org/2005/Atom">${entries}</feed>`;

		it('should read papers without their version, and know the version', () => {
			const body = feed(arxivEntry(bananas) + arxivEntry(peel));
			assert.deepEqual(
				papersIn(arxiv.parse(body)).map(paper => [paper.title, paper.identifiers?.arxiv, paper.DOI]),
				[
					[bananas.title, '2403.00001', undefined],
					[peel.title, '2503.00002', '10.5555/peel.2'],
				],
			);
			assert.deepEqual(
				[...arxiv.parseRevisions(body)],
				[
					['2403.00001', { version: 2, date: '2024-03-02' }],
					['2503.00002', { version: 2, date: '2025-03-02' }],
				],
			);
		});

		it('should tell an unknown id, a bad id and something else apart', () => {
			assert.deepEqual(arxiv.parse(feed('<opensearch:totalResults>0</opensearch:totalResults>')), { kind: 'papers', papers: [], total: 0 });
			const bad = arxiv.parse(
				feed('<entry><id>https://arxiv.org/api/errors#x</id><title>Error</title><summary>incorrect id format for abc</summary></entry>'),
			);
			assert.ok(bad.kind === 'mistake');
			assert.match(bad.sentence, /incorrect id format for abc/);
			assert.equal(arxiv.parse('<html></html>').kind, 'mistake');
		});

		it('should cut what a feed puts in front of the abstract, and say that a category is unknown', () => {
			const item =
				'<entry><id>oai:arXiv.org:2508.13426v1</id><title>A</title><link href="https://arxiv.org/abs/2508.13426"/><summary>arXiv:2508.13426v1 Announce Type: new \nAbstract: Bananas.</summary><dc:creator xmlns:dc="x">Ada Peel, Bruno Curve</dc:creator></entry>';
			assert.deepEqual([firstIn(arxiv.parse(feed(item))).abstract, firstIn(arxiv.parse(feed(item))).author?.length], ['Bananas.', 2]);
			assert.equal(arxiv.parse(feed('<title>Feed error for query: cs.XX</title>')).kind, 'mistake');
		});
	});

	describe('arxiv announcements', () => {
		const rss = (item: string) =>
			`<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:arxiv="http://arxiv.org/schemas/atom"><channel><title>cs.XX updates on arXiv.org</title><item><title>Quiet Gradients</title>${item}</item></channel></rss>`;

		it('should date a paper by its id, not by the day of the announcement, and say how it was announced', () => {
			const item = (id: string) =>
				`<link>https://arxiv.org/abs/${id}</link><description>arXiv:${id}v4 Announce Type: replace Abstract: We walk.</description><guid isPermaLink="false">oai:arXiv.org:${id}v4</guid><pubDate>Fri, 27 Nov 2026 00:00:00 -0500</pubDate><arxiv:announce_type>replace</arxiv:announce_type>`;
			const paper = firstIn(arxiv.parse(rss(item('1905.01234'))));
			assert.deepEqual([paper.issued, paper.source?.['announced'], paper.abstract], [{ 'date-parts': [[2019, 5]] }, 'replace', 'We walk.']);
			assert.deepEqual(firstIn(arxiv.parse(rss(item('math/9805123')))).issued, { 'date-parts': [[1998, 5]] });
		});

		it('should take no affiliation for an author', () => {
			const paper = firstIn(
				arxiv.parse(
					rss(
						'<link>https://arxiv.org/abs/1905.01234</link><description>x</description><dc:creator>Ada Roe (Inst. of Rivers, Northtown), Ben Poe (A (B), C)</dc:creator>',
					),
				),
			);
			assert.deepEqual(paper.author, [
				{ family: 'Roe', given: 'Ada' },
				{ family: 'Poe', given: 'Ben' },
			]);
		});
	});

	describe('crossref', () => {
		it('should read a work: lists of titles, JATS, retraction, the version of record', () => {
			const read = (work: typeof fruit) => firstIn(crossref.parse(JSON.stringify({ message: crossrefWork(work) })));
			const paper = read(fruit);
			assert.deepEqual(
				[
					paper.type,
					paper.title,
					paper['container-title'],
					paper.abstract,
					paper.author?.[0],
					paper.issued?.['date-parts'],
					paper['retracted'],
				],
				[
					'article-journal',
					fruit.title,
					'Annals of Nothing',
					fruit.abstract,
					{ family: 'Núñez', given: 'Carla' },
					[[2021, 5]],
					{ by: 'crossref', DOI: '10.5555/retraction.3', date: '2022-01-02' },
				],
			);
			assert.deepEqual(read(peeling)['published-version'], { by: 'crossref', DOI: '10.5555/peeling.5' });
		});

		it('should take a work without a date, with a subtitle, with entities escaped twice, by a group', () => {
			const work = {
				DOI: '10.1000/A',
				type: 'journal-article',
				title: ['Salt &amp;amp; <i>Pepper</i>'],
				subtitle: ['A Story'],
				issued: { 'date-parts': [[null]] },
				author: [{ name: 'The Group', sequence: 'first' }],
				'container-title': ['J &amp; K'],
			};
			const paper = firstIn(crossref.parse(JSON.stringify({ message: work })));
			assert.deepEqual(
				[paper.title, paper.issued, paper.author, paper['container-title'], paper.identifiers],
				['Salt & <i>Pepper</i>: A Story', undefined, [{ literal: 'The Group' }], 'J & K', { doi: '10.1000/a' }],
			);
		});

		const readWork = (work: object) =>
			firstIn(crossref.parse(JSON.stringify({ message: { DOI: '10.1000/w', title: ['Walks'], type: 'journal-article', ...work } })));

		it('should keep the number of an article that has no pages', () => {
			assert.equal(readWork({ 'article-number': '043717' })['number'], '043717');
			assert.equal(readWork({ 'article-number': '043717', page: '1-9' })['number'], undefined);
		});

		it('should tell the series of a chapter from its book, in either order, and the series of a book from a container', () => {
			const titles = ['Lecture Notes in Water Science', 'Rivers 2015: Parallel Flow'];
			for (const list of [titles, [...titles].reverse()]) {
				const chapter = readWork({ type: 'book-chapter', 'container-title': list });
				assert.deepEqual([chapter['container-title'], chapter['collection-title']], [titles[1], titles[0]]);
			}
			const book = readWork({
				type: 'monograph',
				'container-title': ['Series in Walks'],
				'edition-number': '3',
				'publisher-location': 'Oxford',
				publisher: 'Hill',
			});
			assert.deepEqual(
				[book['container-title'], book['collection-title'], book['edition'], book['publisher-place'], book['publisher']],
				[undefined, 'Series in Walks', '3', 'Oxford', 'Hill'],
			);
		});

		it('should keep event, institution, degree and report number', () => {
			const paper = readWork({
				type: 'proceedings-article',
				event: {
					name: 'Walks &amp; Talks',
					location: 'Oslo',
					start: { 'date-parts': [[2020, 5, 1]] },
					end: { 'date-parts': [[2020, 5, 3]] },
				},
			});
			assert.deepEqual(
				[paper['event-title'], paper['event-place'], paper['event-date']],
				[
					'Walks & Talks',
					'Oslo',
					{
						'date-parts': [
							[2020, 5, 1],
							[2020, 5, 3],
						],
					},
				],
			);
			const thesis = readWork({
				type: 'dissertation',
				degree: ['Doctor of Philosophy'],
				institution: [{ name: 'Hillside University', place: ['Hillside'] }],
			});
			assert.deepEqual(
				[thesis.type, thesis['genre'], thesis['publisher'], thesis['publisher-place']],
				['thesis', 'Doctor of Philosophy', 'Hillside University', 'Hillside'],
			);
			assert.equal(readWork({ type: 'report', 'report-number': 'R-7' })['number'], 'R-7');
			assert.equal(
				readWork({ type: 'posted-content', publisher: 'Cold Spring', institution: { name: 'bioWalk' } })['publisher'],
				'bioWalk',
			);
		});

		it('should read entities in titles and names, and take a less-than sign for no tag', () => {
			const paper = readWork({ title: ['Caf&eacute; &ndash; a study'], author: [{ family: 'M&uuml;ller', given: 'J&ouml;rg' }] });
			assert.deepEqual([paper.title, paper.author], ['Café – a study', [{ family: 'Müller', given: 'Jörg' }]]);
			assert.equal(readWork({ title: ['Effects for x&lt;y but not z&gt;w in mice'] }).title, 'Effects for x<y but not z>w in mice');
		});

		it('should write names in small letters where the publisher deposited capitals', () => {
			const authors = (...names: readonly string[]) => readWork({ author: names.map(family => ({ family, given: 'ADA B.' })) }).author;
			assert.deepEqual(authors('ROE', 'VAN DER LOE', 'MCKAY'), [
				{ family: 'Roe', given: 'Ada B.' },
				{ family: 'van der Loe', given: 'Ada B.' },
				{ family: 'McKay', given: 'Ada B.' },
			]);
			assert.deepEqual(authors('ROE', 'Poe')?.[0], { family: 'ROE', given: 'ADA B.' });
		});

		it('should know what was taken back by its title', () => {
			for (const title of ['[Retracted] Deep Walks', 'RETRACTED ARTICLE: Deep Walks', 'WITHDRAWN: Deep Walks', 'Deep Walks (Retracted)']) {
				assert.deepEqual(readWork({ title: [title] })['retracted'], { by: 'crossref' }, title);
			}
			for (const title of ['Retracted papers in walking', 'Retraction notice to “Deep Walks”', 'Withdrawn and lonely']) {
				assert.equal(readWork({ title: [title] })['retracted'], undefined, title);
			}
		});

		it('should tell a retraction in part and an expression of concern from a retraction, and a notice from the work', () => {
			const updated = (type: string) =>
				readWork({ 'updated-by': [{ DOI: '10.1000/N', type, updated: { 'date-time': '2022-01-02T00:00:00Z' } }] });
			const said = { by: 'crossref', DOI: '10.1000/n', date: '2022-01-02' };
			assert.deepEqual(
				['retraction', 'partial_retraction', 'expression_of_concern', 'correction'].map(type => [
					updated(type)['retracted'],
					updated(type)['concern'],
				]),
				[
					[said, undefined],
					[{ ...said, extent: 'partial' }, undefined],
					[undefined, said],
					[undefined, undefined],
				],
			);
			assert.equal(readWork({ 'update-to': [{ DOI: '10.1000/a', type: 'erratum' }] })['genre'], 'Erratum');
			assert.equal(readWork({ 'update-to': [{ DOI: '10.1000/a', type: 'new_version' }] })['genre'], undefined);
		});

		it('should write a formula of an abstract once', () => {
			const abstract =
				'<jats:p>We study <jats:inline-formula><jats:alternatives><jats:tex-math>\\documentclass[12pt]{minimal}\\begin{document}$$\\alpha$$\\end{document}</jats:tex-math><mml:math><mml:mi>α</mml:mi></mml:math></jats:alternatives></jats:inline-formula> walks.</jats:p>';
			assert.equal(readWork({ abstract }).abstract, 'We study $\\alpha$ walks.');
		});
	});

	describe('doi.org', () => {
		it('should read what Crossref answers there as Crossref has it', () => {
			const item = {
				DOI: '10.1000/cn.1',
				type: 'journal-article',
				title: 'Rivers &amp; Stones',
				author: [{ given: 'Ada', family: 'Roe', sequence: 'first', affiliation: [] }],
				'container-title': 'J. Rivers',
				volume: '3',
				page: '11-20',
				issued: { 'date-parts': [[2020, 1]] },
				reference: [{ key: 'r1' }],
				event: { name: 'C', location: 'T' },
			};
			const paper = firstIn(contentNegotiation.parse(JSON.stringify(item)));
			assert.deepEqual(paper, {
				type: 'article-journal',
				title: 'Rivers & Stones',
				author: [{ family: 'Roe', given: 'Ada' }],
				'container-title': 'J. Rivers',
				volume: '3',
				page: '11-20',
				issued: { 'date-parts': [[2020, 1]] },
				DOI: '10.1000/cn.1',
				identifiers: { doi: '10.1000/cn.1' },
				'event-title': 'C',
				'event-place': 'T',
				source: { kind: 'doi', url: 'https://doi.org/10.1000/cn.1' },
			});
		});

		it('should leave out what is the registrar’s', () => {
			const paper = firstIn(
				contentNegotiation.parse(
					JSON.stringify({
						DOI: '10.2000/x',
						type: 'article-journal',
						title: '石 &amp; 川',
						license: [{ URL: 'x' }],
						copyright: 'nobody',
						publisher: 'JST',
						issued: { 'date-parts': [[2020]] },
					}),
				),
			);
			assert.deepEqual([paper.title, paper['publisher'], paper['license'], paper['copyright']], ['石 & 川', 'JST', undefined, undefined]);
		});
	});

	describe('datacite', () => {
		const record = {
			doi: '10.5281/zenodo.200',
			titles: [{ title: 'Stones &lt;i&gt;dataset&lt;/i&gt;' }],
			creators: [{ name: 'Roe, Ada', familyName: 'Roe', givenName: 'Ada' }, { name: 'Institute of Rivers' }],
			publicationYear: 2021,
			publisher: { name: 'Zenodo' },
			types: { resourceTypeGeneral: 'Dataset' },
			container: { title: 'J. Walks', volume: '3', issue: '2', firstPage: '11', lastPage: '20' },
			descriptions: [{ descriptionType: 'Abstract', description: 'x&lt;y &amp; z' }],
			relatedIdentifiers: [{ relationType: 'IsVersionOf', relatedIdentifier: '10.5281/zenodo.199', relatedIdentifierType: 'DOI' }],
		};
		const read = (attributes: object) => firstIn(datacite.parse(JSON.stringify({ data: { attributes } })));

		it('should read a record whole', () => {
			const paper = read(record);
			assert.deepEqual(
				[
					paper.type,
					paper.title,
					paper.author,
					paper['container-title'],
					paper['volume'],
					paper['issue'],
					paper['page'],
					paper.abstract,
					paper['publisher'],
				],
				[
					'dataset',
					'Stones <i>dataset</i>',
					[{ family: 'Roe', given: 'Ada' }, { literal: 'Institute of Rivers' }],
					'J. Walks',
					'3',
					'2',
					'11-20',
					'x<y & z',
					'Zenodo',
				],
			);
		});

		it('should take no concept of all versions for a publication', () => {
			assert.equal(read(record)['published-version'], undefined);
			const preprint = {
				...record,
				relatedIdentifiers: [
					{ relationType: 'IsPreprintOf', relatedIdentifier: 'https://doi.org/10.1000/J', relatedIdentifierType: 'DOI' },
				],
			};
			assert.deepEqual(read(preprint)['published-version'], { by: 'datacite', DOI: '10.1000/j' });
		});
	});

	describe('dailyPapers', () => {
		it('should take the date of the list and of arXiv where they do not lie', () => {
			const paper = firstIn(dailyPapers.parse(JSON.stringify([dailyItem(bananas)]), { kind: 'day', date: '2024-03-02' }));
			assert.deepEqual(
				[
					paper.issued?.['date-parts'],
					paper.source?.date,
					paper.source?.rank,
					paper.source?.upvotes,
					paper.source?.['comments'],
					paper.source?.['thumbnail'],
					paper.source?.['stars'],
					paper.links?.map(link => link.kind),
					paper.tags,
				],
				[[[2024, 3, 1]], '2024-03-02', 1, 42, 3, 'https://example.org/thumbnail.png', 7, ['code'], ['fruit']],
			);
		});

		it('should read one paper, number a second page onwards, and say what HF says', () => {
			assert.equal(firstIn(dailyPapers.parse(JSON.stringify(dailyItem(bananas).paper))).title, bananas.title);
			assert.equal(firstIn(dailyPapers.parse(JSON.stringify([dailyItem(bananas)]), { kind: 'trending' }, 101)).source?.rank, 101);
			const error = dailyPapers.parse('{"error":"Invalid date"}');
			assert.ok(error.kind === 'mistake');
			assert.match(error.sentence, /Invalid date/);
		});
	});

	describe('openAlex', () => {
		it('should rebuild an abstract and find identifiers, a free PDF and references', () => {
			const body = JSON.stringify(openAlexWork(fruit));
			const paper = firstIn(openAlex.parse(body));
			assert.deepEqual(
				[paper.abstract, paper.identifiers?.doi, paper.retracted, paper.links?.[0]?.['role']],
				[fruit.abstract, '10.5555/fruit.3', { by: 'openalex' }, 'open-access-pdf'],
			);
			assert.equal(openAlex.parseReferences(JSON.stringify(openAlexWork(peel))).length, 3);
			assert.equal(firstIn(openAlex.parse(JSON.stringify(openAlexWork(bananas)))).identifiers?.arxiv, '2403.00001');
			assert.equal(rebuildAbstract(null), undefined);
		});

		it('should know bodies from persons, conference papers, publishers and repositories', () => {
			const read = (work: object) =>
				firstIn(openAlex.parse(JSON.stringify({ id: 'https://openalex.org/W1', title: 'H<sub>2</sub>O &amp; walks', ...work })));
			const authorships = [
				'ATLAS Collaboration',
				'World Health Organization',
				'Gemini Team',
				'Institute of Rivers',
				'Ada Ford',
				'William Press',
				'Maria de la Cruz',
			].map(name => ({ author: { display_name: name } }));
			const paper = read({
				type: 'conference-paper',
				authorships,
				primary_location: { source: { display_name: 'Proc. Walks', type: 'conference', host_organization_name: 'Hill Press' } },
			});
			assert.deepEqual(
				[paper.type, paper.title, paper['publisher'], paper['container-title']],
				['paper-conference', 'H<sub>2</sub>O & walks', 'Hill Press', 'Proc. Walks'],
			);
			assert.deepEqual(
				paper.author?.map(name => name.literal ?? name.family),
				['ATLAS Collaboration', 'World Health Organization', 'Gemini Team', 'Institute of Rivers', 'Ford', 'Press', 'Cruz'],
			);
			assert.deepEqual(
				['erratum', 'supplementary-materials', 'book-review', 'conference-abstract', 'data-paper'].map(type => [
					read({ type }).type,
					read({ type })['genre'],
				]),
				[
					['article-journal', 'Erratum'],
					['document', 'Supplement'],
					['review-book', undefined],
					['paper-conference', 'Abstract'],
					['article-journal', undefined],
				],
			);
			const dataset = read({ type: 'dataset', primary_location: { source: { display_name: 'Figshare', type: 'repository' } } });
			assert.deepEqual([dataset['container-title'], dataset['publisher']], [undefined, 'Figshare']);
		});
	});

	describe('semanticScholar', () => {
		it('should keep the order of a batch and its gaps, and read references', () => {
			const item = {
				paperId: 'f'.repeat(40),
				title: 'T',
				year: 2020,
				authors: [{ name: 'Ada Peel' }],
				externalIds: { ArXiv: '2101.00001', DOI: '10.48550/arXiv.2101.00001' },
				tldr: { text: 'Short.' },
				openAccessPdf: { url: 'https://example.org/a.pdf' },
				publicationTypes: null,
			};
			const batch = semanticScholar.parseBatch(JSON.stringify([null, item]));
			assert.deepEqual(
				[batch?.[0], batch?.[1]?.identifiers, batch?.[1]?.['custom'], batch?.[1]?.URL],
				[undefined, { arxiv: '2101.00001', s2: 'f'.repeat(40) }, { summary: 'Short.' }, 'https://arxiv.org/abs/2101.00001'],
			);
			assert.equal(firstIn(semanticScholar.parse(JSON.stringify({ data: [{ citedPaper: item }] }))).title, 'T');
			assert.equal(semanticScholar.parse('{"error":"Paper with id 0 not found"}').kind, 'mistake');
		});
	});

	describe('pubmed', () => {
		it('should read articles, ids of a search, and retractions', () => {
			const article =
				'<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>7</PMID><Article><Journal><Title>J</Title></Journal><ArticleTitle>Fruit.</ArticleTitle></Article><CommentsCorrectionsList><CommentsCorrections RefType="RetractionIn"/></CommentsCorrectionsList></MedlineCitation></PubmedArticle></PubmedArticleSet>';
			const paper = firstIn(pubmed.parse(article));
			assert.deepEqual([paper.title, paper.identifiers?.pmid, paper['retracted']], ['Fruit', '7', { by: 'pubmed' }]);
			assert.deepEqual(pubmed.parseSearch('{"esearchresult":{"idlist":["7"]}}'), ['7']);
		});
	});

	describe('openLibrary', () => {
		it('should read a book, and nothing for an unknown ISBN', () => {
			const body = JSON.stringify({
				'ISBN:9783161484100': {
					title: 'A Book',
					subtitle: 'Of Nothing',
					authors: [{ name: 'Ada Peel' }],
					publish_date: 'March 2001',
					publishers: [{ name: 'Nobody' }],
					number_of_pages: 12,
				},
			});
			const book = firstIn(openLibraryOrg.parse(body));
			assert.deepEqual(
				[book.title, book.issued?.['date-parts'], book['publisher'], book['number-of-pages'], book['ISBN']],
				['A Book: Of Nothing', [[2001, 3]], 'Nobody', '12', '9783161484100'],
			);
			assert.deepEqual(openLibraryOrg.parse('{}'), { kind: 'papers', papers: [] });
		});
	});

	describe('recorded answers', () => {
		const recordings: readonly (readonly [string, RegExp, (body: string) => Parsed])[] = [
			[
				'crossref/habanero',
				/^test_works_(?:query|with_one_id|no_id_withlimit)\.json$|^test_cursor_max-\d|^test_workscontainer/,
				crossref.parse,
			],
			['datacite/bolognese-vcr', /-1\.json$/, datacite.parse],
			['openalex/commonmeta-py', /\.json$/, openAlex.parse],
			['semantic-scholar', /^test_(?:get_paper|search_paper(?!_match))\w*(?:-\d)?\.json$/, semanticScholar.parse],
			['arxiv/atom', /^(?:id_[\d]|q_)/, arxiv.parse],
			['arxiv/rss', /./, arxiv.parse],
			['hf-daily/api-days', /^202[56]/, body => dailyPapers.parse(body)],
		];
		for (const [folder, names, parse] of recordings) {
			it(`should be read: ${folder}`, function () {
				if (sharedText('SHAPES.md') === undefined) {
					this.skip();
				}
				const files = readdirSync(join(sharedFixtures, folder)).filter(name => names.test(name));
				assert.ok(files.length > 0);
				for (const file of files) {
					const parsed = parse(sharedText(`${folder}/${file}`) ?? '');
					const refused = /not_found|DOI_not_found|get_papers_return|random_id/.test(file);
					assert.ok(refused || parsed.kind === 'papers', `${file}: ${parsed.kind === 'mistake' ? parsed.sentence : ''}`);
					for (const paper of parsed.kind === 'papers' ? parsed.papers : []) {
						assert.ok(paper.title.length > 0 && !/\n|&amp;|<jats/.test(paper.title), `${file}: ${paper.title}`);
						assert.doesNotMatch(paper.abstract ?? '', /<\/?jats|<p>|^Abstract[:.]/i, file);
					}
				}
			});
		}
	});
});
