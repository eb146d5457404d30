import assert from 'node:assert/strict';
import { ingest } from '../../../src/core/ingest/ingest';
import type { IncomingPaper } from '../../../src/core/paper/paper';

function first(text: string, fileName: string, format: string): IncomingPaper {
	const read = ingest(text, { fileName });
	assert.equal(read.format, format);
	assert.deepEqual(read.problems, []);
	return read.papers[0] ?? { type: '', title: '' };
}

describe('Hayagriva', () => {
	it('should read an article with its proceedings', () => {
		const paper = first(
			'walks:\n  type: Article\n  title: { value: "{On} Walks", short: Walks }\n  author: ["Doe, Jane", "von der Berg, Tim, Jr.", UNICEF]\n  date: 2017-05\n  page-range: 3-14\n' +
				'  serial-number: { doi: 10.5555/w.1, arxiv: "2101.00001" }\n  url: { value: "https://example.org/w", date: 2020-01-02 }\n' +
				'  parent:\n    type: Proceedings\n    title: Walks of 2017\n    publisher: { name: Walk Press, location: Oslo }\n    serial-number: { isbn: "978-3-16-148410-0" }\n',
			'refs.yml',
			'hayagriva',
		);
		const { source, ...rest } = paper;
		assert.deepEqual(rest, {
			'citation-key': 'walks',
			type: 'paper-conference',
			title: 'On Walks',
			'title-short': 'Walks',
			author: [
				{ family: 'Doe', given: 'Jane' },
				{ family: 'Berg', given: 'Tim', suffix: 'Jr.', 'non-dropping-particle': 'von der' },
				{ literal: 'UNICEF' },
			],
			issued: { 'date-parts': [[2017, 5]] },
			'container-title': 'Walks of 2017',
			page: '3-14',
			publisher: 'Walk Press',
			'publisher-place': 'Oslo',
			DOI: '10.5555/w.1',
			URL: 'https://example.org/w',
			accessed: { 'date-parts': [[2020, 1, 2]] },
			ISBN: '978-3-16-148410-0',
			identifiers: { doi: '10.5555/w.1', arxiv: '2101.00001' },
		});
	});

	it('should know by its parent what an article is, and read each entry by itself', () => {
		const { papers, problems } = ingest(
			[
				'# my works',
				'a: { type: article, title: A, parent: { title: Journal, volume: 3, issue: 2 }, date: 2001 }',
				'b:',
				'  type: article',
				'  title: B',
				'  parent: { type: newspaper, title: Daily }',
				'broken:',
				'  type: [article',
				'c:',
				'  type: chapter',
				'  title: C',
				'  parent: { title: Book, author: "Roe, Rick", parent: { type: anthology, title: Series } }',
				'd:',
				'  type: book',
				'  title: D',
				'  affiliated: [{ role: translator, names: ["Poe, P."] }]',
				'  volume-total: 3',
				'  date: ~1850',
			].join('\n'),
			{ fileName: 'refs.yaml' },
		);
		assert.deepEqual(
			papers.map(({ type, title, volume, issue, 'container-title': container }) => [type, title, volume, issue, container]),
			[
				['article-journal', 'A', '3', '2', 'Journal'],
				['article-newspaper', 'B', undefined, undefined, 'Daily'],
				['chapter', 'C', undefined, undefined, 'Book'],
				['book', 'D', undefined, undefined, undefined],
			],
		);
		assert.deepEqual([papers[2]?.['container-author'], papers[2]?.['collection-title']], [[{ family: 'Roe', given: 'Rick' }], 'Series']);
		assert.deepEqual(
			[papers[3]?.['translator'], papers[3]?.issued, papers[3]?.['number-of-volumes']],
			[[{ family: 'Poe', given: 'P.' }], { 'date-parts': [[1850]], circa: true }, '3'],
		);
		assert.deepEqual(
			problems.map(({ line }) => line > 6 && line < 10),
			[true],
		);
	});

	it('should take no other YAML for it', () => {
		for (const text of [
			'references:\n- id: a\n  type: book\n  title: T\n',
			'cff-version: 1.2.0\ntitle: T\ntype: software\n',
			'jobs:\n  build:\n    type: shell\n',
		]) {
			assert.notEqual(ingest(text, { fileName: 'x.yml' }).format, 'hayagriva');
		}
	});
});

describe('MODS', () => {
	const record = (inner: string) =>
		`<?xml version="1.0"?><modsCollection xmlns="http://www.loc.gov/mods/v3"><mods ID="doe2000">${inner}</mods></modsCollection>`;

	it('should read an article with its journal', () => {
		const { source, ...paper } = first(
			record(
				'<titleInfo><nonSort>The</nonSort><title>Urban &amp; <i>Rural</i> Question :</title><subTitle>reflections</subTitle></titleInfo><name type="personal"><namePart type="given">Jane</namePart><namePart type="family">Doe</namePart><role><roleTerm type="text">author</roleTerm></role></name>' +
					'<name type="corporate"><namePart>Walk Society</namePart><role><roleTerm>edt</roleTerm></role></name><identifier type="doi">10.5555/m.1</identifier><language><languageTerm>eng</languageTerm></language><subject><topic>Walks</topic></subject>' +
					'<relatedItem type="host"><titleInfo><title>Walks</title></titleInfo><originInfo><issuance>continuing</issuance><dateIssued>2000</dateIssued></originInfo><identifier type="issn">1234-5679</identifier>' +
					'<part><detail type="volume"><number>24</number></detail><detail type="issue"><number>2</number></detail><extent unit="page"><start>361</start><end>378</end></extent><date>2000-06</date></part></relatedItem>',
			),
			'a.xml',
			'mods',
		);
		assert.deepEqual(paper, {
			'citation-key': 'doe2000',
			type: 'article-journal',
			title: 'The Urban & <i>Rural</i> Question: reflections',
			author: [{ family: 'Doe', given: 'Jane' }],
			editor: [{ literal: 'Walk Society' }],
			issued: { 'date-parts': [[2000, 6]] },
			'container-title': 'Walks',
			volume: '24',
			issue: '2',
			page: '361-378',
			DOI: '10.5555/m.1',
			ISSN: '1234-5679',
			language: 'eng',
			tags: ['Walks'],
			identifiers: { doi: '10.5555/m.1' },
		});
	});

	it('should read a book of a library’s catalogue', () => {
		const paper = first(
			record(
				'<titleInfo><title>Sound</title></titleInfo><name><namePart>Doe, Jane</namePart><role><roleTerm>creator</roleTerm></role></name><typeOfResource>text</typeOfResource><originInfo><place><placeTerm type="code">nyu</placeTerm></place><place><placeTerm type="text">Ithaca</placeTerm></place><publisher>Press</publisher><dateIssued>c1999</dateIssued><issuance>monographic</issuance></originInfo><identifier type="isbn">0801486394 (pbk.)</identifier>',
			),
			'a.mods',
			'mods',
		);
		assert.deepEqual(
			[paper.type, paper.author, paper.issued, paper['publisher-place'], paper['ISBN']],
			['book', [{ family: 'Doe', given: 'Jane' }], { 'date-parts': [[1999]] }, 'Ithaca', '0801486394'],
		);
	});
});

describe('a format that is not read', () => {
	const samples: readonly (readonly [name: string, text: string])[] = [
		[
			'Zotero RDF',
			'<rdf:RDF xmlns:z="http://www.zotero.org/namespaces/export#" xmlns:bib="http://purl.org/net/biblio#"><bib:Article/></rdf:RDF>',
		],
		['MARCXML', '<collection xmlns="http://www.loc.gov/MARC21/slim"><record><leader/></record></collection>'],
		['JATS XML', '<article><front><journal-meta/><article-meta/></front></article>'],
		['PDF', '%PDF-1.7 binary'],
		['RePEc templates', 'Template-Type: ReDIF-Paper 1.0\nTitle: T\n'],
	];
	for (const [name, text] of samples) {
		it(`should be refused with its name: ${name}`, () => {
			const { format, papers, problems } = ingest(text, { fileName: 'x.xml' });
			assert.deepEqual([format, papers.length], [undefined, 0]);
			assert.match(problems[0]?.message ?? '', new RegExp(`^Marginalia doesn’t read ${name}\\. `));
		});
	}
});
