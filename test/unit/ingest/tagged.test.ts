import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ingest } from '../../../src/core/ingest/ingest';
import type { IncomingPaper } from '../../../src/core/paper/paper';

function only(text: string, fileName?: string): IncomingPaper {
	const { papers } = ingest(text, fileName === undefined ? {} : { fileName });
	assert.equal(papers.length, 1);
	const [paper] = papers;
	assert.ok(paper);
	return paper;
}

describe('formats with a tag a line', () => {
	const formats: Readonly<Record<string, (words: string) => string>> = {
		'a.ris': words => `TY  - JOUR\nAU  - Doe, Jane\nTI  - First${words}second\nAB  - One.${words}Two.\nPY  - 2014\nER  - \n`,
		'a.nbib': words => `PMID- 123456\nTI  - First${words}second\nFAU - Doe, Jane\nAB  - One.${words}Two.\nJT  - Things\nDP  - 2014\n\n`,
		'a.enw': words => `%0 Journal Article\n%A Doe, Jane\n%T First${words}second\n%X One.${words}Two.\n%D 2014\n`,
		'a.ciw': words => `FN Clarivate\nVR 1.0\nPT J\nAU Doe, J\nTI First${words}second\nSO JOURNAL\nAB One.${words}Two.\nPY 2014\nER\n\nEF\n`,
		'a.yaml': words =>
			`references:\n- id: a\n  type: article-journal\n  title: "First${words}second"\n  abstract: "One.${words}Two."\n  author:\n  - family: Doe\n    given: Jane\n`,
	};
	for (const [name, write] of Object.entries(formats)) {
		it('should keep what no field of a paper holds, under its tag', () => {
			for (const [text, custom] of [
				[
					'PMID- 1\nTI  - T\nCOIS- None\n      declared.\nGR  - R01/A/US\nGR  - B\nOWN - NLM\nPL  - England\n',
					{ COIS: 'None declared.', GR: 'R01/A/US\nB', PL: 'England' },
				],
				['%0 Book\n%T T\n%+ Some Institute\n%1 mine\n%F label two\n', { '+': 'Some Institute', 1: 'mine', F: 'label two' }],
				[
					'FN Clarivate\nVR 1.0\nPT J\nTI T\nBP 5\nEP 9\nAR 12345\nC1 [Roe, A] Univ A\nUT WOS:1\nCR Poe 1990\nNR 1\nER\nEF\n',
					{ AR: '12345', C1: '[Roe, A] Univ A', UT: 'WOS:1' },
				],
				[
					'a:\n  type: article\n  title: T\n  date: 2016-06\n  serial-number: { doi: 10.1/z, mr: 12 }\n  keywords: [one, two]\n' +
						'  parent: [{ type: periodical, title: J, date: 2016-06 }, { type: proceedings, title: P }]\n',
					{ 'serial-number.doi': '10.1/z', 'serial-number.mr': '12', keywords: 'one\ntwo', 'parent.title': 'P' },
				],
				['cff-version: 1.2.0\nmessage: Cite\ntitle: T\ncommit: a1\ncontact: [{ name: Me }]\n', { commit: 'a1', 'contact.name': 'Me' }],
			] as const) {
				assert.deepEqual(ingest(text).papers[0]?.['custom'], custom);
			}
		});

		it('should part what stands behind a name of PubMed from it', () => {
			for (const line of ['FAU - Mouse, Mickey M Jr', 'FAU - Mouse, Mickey M Jr.', 'AU  - Mouse MM 3rd', 'AU  - Mouse MM II']) {
				const [author] = ingest(`PMID- 1\nTI  - T\n${line}\n`).papers[0]?.author ?? [];
				assert.deepEqual([author?.['family'], author?.['suffix']], ['Mouse', /(\w+)\.?$/.exec(line)?.[1]], line);
			}
		});

		it('should read several names without a comma alike in every role', () => {
			const [barata, eco] = [
				{ family: 'Barata', given: 'Catarina' },
				{ family: 'Eco', given: 'Umberto' },
			];
			for (const [text, role] of [
				['TY  - BOOK\nTI  - T\nAU  - Catarina Barata\nAU  - Umberto Eco\nER  - \n', 'author'],
				['TY  - BOOK\nTI  - T\nED  - Catarina Barata\nED  - Umberto Eco\nER  - \n', 'editor'],
				['%0 Book\n%T T\n%A Catarina Barata\n%A Umberto Eco\n', 'author'],
				['%0 Book\n%T T\n%? Catarina Barata\n%? Umberto Eco\n', 'translator'],
				[
					'<xml><records><record><ref-type name="Book">6</ref-type><contributors><authors><author>Catarina Barata</author>' +
						'<author>Umberto Eco</author></authors></contributors><titles><title>T</title></titles></record></records></xml>',
					'author',
				],
			] as const) {
				assert.deepEqual(ingest(text).papers[0]?.[role], [barata, eco], text);
			}
		});

		it('should keep editors of every tag, a DO that is no DOI, and of CSL a note, a keyword or a custom of another kind', () => {
			const [book] = ingest('TY  - EDBOOK\nTI  - B\nAU  - Roe, A\nED  - Poe, E\nED  - Roe, A\nDO  - none yet\nER  - \n').papers;
			assert.deepEqual(book?.['editor'], [
				{ family: 'Roe', given: 'A' },
				{ family: 'Poe', given: 'E' },
			]);
			assert.deepEqual(book.custom, { DO: 'none yet' });
			const [generic] = ingest('TY  - GEN\nTI  - G\nA2  - Lee, A\nED  - Poe, E\nDO  - https://doi.org/10.1000/XYZ\nER  - \n').papers;
			assert.deepEqual(generic?.['editor'], [
				{ family: 'Lee', given: 'A' },
				{ family: 'Poe', given: 'E' },
			]);
			assert.equal(generic.custom, undefined);
			const [item] = ingest(
				JSON.stringify([{ id: 'a', type: 'book', title: 'T', note: ['One'], keyword: { raw: 'Two' }, custom: 'Three' }]),
			).papers;
			assert.deepEqual(item?.custom, { note: ['One'], keyword: { raw: 'Two' }, custom: 'Three' });
		});

		it(`should take what ends no line for a blank: ${name}`, () => {
			for (const blank of ['\u2028', '\u2029', '\x85', '\v', '\f', '\u2028\u2029', '\u2028 ']) {
				const paper = only(write(blank), name);
				assert.match(paper.title, /^First second$/, JSON.stringify(blank));
				assert.match(String(paper['abstract']), /^One\.\s+Two\.$/);
				assert.match(JSON.stringify(paper['author']), /^\[\{"family":"Doe","given":"J/);
			}
		});
	}

	it('should find the same records wherever a separator stands', () => {
		fc.assert(
			fc.property(
				fc.constantFrom('\u2028', '\u2029', '\x85', '\v', '\f'),
				fc.nat(60),
				fc.constantFrom('TY  - JOUR', 'ER  - ', 'AU  - X', 'words'),
				(blank, at, after) => {
					const abstract = 'a'.repeat(at) + blank + after;
					const text = `TY  - JOUR\nTI  - One\nAB  - ${abstract}\nER  - \nTY  - JOUR\nTI  - Two\nER  - \n`;
					assert.deepEqual(
						ingest(text).papers.map(paper => paper.title),
						['One', 'Two'],
					);
				},
			),
		);
	});

	it('should read RIS whose lines are indented', () => {
		for (const indent of ['  ', '\t', '\u00a0\u00a0', '      ']) {
			const paper = only('TY  - JOUR\nTI  - On wheels\nAU  - Doe, Jane\nPY  - 2001\nER  - \n'.replace(/^(?=.)/gm, indent));
			assert.equal(paper.title, 'On wheels');
			assert.deepEqual(paper['author'], [{ family: 'Doe', given: 'Jane' }]);
		}
	});

	it('should keep an unknown line out of the address above it', () => {
		const withLine = (line: string) => only(`TY  - JOUR\nTI  - A study\nUR  - https://example.org/a\n${line}\nPY  - 2020\nER  - \n`);
		assert.equal(withLine('NOTE - a line of its own')['URL'], 'https://example.org/a');
		assert.equal(withLine('NOTE - a line of its own')['note'], 'NOTE - a line of its own');
		assert.equal(withLine('bcd?e=f')['URL'], 'https://example.org/abcd?e=f');
		assert.deepEqual(withLine('https://example.org/b')['links'], [{ kind: 'other', url: 'https://example.org/b' }]);
	});

	it('should keep RIS fields that have no place, and those alone', () => {
		const paper = only(
			[
				'TY  - JOUR',
				'TI  - A study',
				'AU  - Doe, Jane',
				'JO  - J. Wheels',
				'T2  - Journal of Wheels',
				'PY  - 2020',
				'SP  - 1',
				'EP  - 9',
				'L1  - file:///a.pdf',
				'L2  - https://example.org/full',
				'AD  - Somewhere',
				'AD  - Elsewhere',
				'C1  - C one',
				'U1  - mine',
				'XX  - unknown',
				'N1  - A note',
				'C2  - PMC123',
				'ER  - ',
				'',
			].join('\n'),
		);
		assert.deepEqual(paper['custom'], {
			L1: 'file:///a.pdf',
			L2: 'https://example.org/full',
			AD: 'Somewhere\nElsewhere',
			C1: 'C one',
			U1: 'mine',
			XX: 'unknown',
		});
		assert.equal(paper['PMCID'], 'PMC123');
		assert.equal(only('TY  - CONF\nTI  - A\nC1  - Paris\nA4  - Roe, Ada\nST  - A\nER  - \n')['custom'], undefined);
	});

	it('should take the year from DA where it names one', () => {
		const year = (...lines: readonly string[]) => only(['TY  - JOUR', 'TI  - A', ...lines, 'ER  - ', ''].join('\n')).issued?.['date-parts'];
		assert.deepEqual(year('PY  - 2013', 'DA  - 2014/04/01'), [[2014, 4, 1]]);
		assert.deepEqual(year('Y1  - 2013//', 'DA  - 2014'), [[2014]]);
		assert.deepEqual(year('Y1  - 2013/05/06', 'DA  - 2013'), [[2013, 5, 6]]);
		assert.deepEqual(year('PY  - 2014', 'DA  - May 6'), [[2014, 5, 6]]);
		assert.deepEqual(year('PY  - 2014', 'DA  - //'), [[2014]]);
	});

	it('should read group authors and proceedings in a series of Web of Science', () => {
		const paper = only(
			'FN Clarivate\nVR 1.0\nPT S\nAU Doe, J\nCA Wheel Study Group\nTI A paper\nSO WHEELS 2019\nSE Lecture Notes in Wheels\nJ9 LECT NOTES WHEEL\nDT Proceedings Paper\nPY 2019\nER\n\nEF\n',
		);
		assert.equal(paper.type, 'paper-conference');
		assert.equal(paper['container-title-short'], undefined);
		assert.deepEqual(paper['author'], [{ family: 'Doe', given: 'J' }, { literal: 'Wheel Study Group' }]);
		assert.equal(
			only('FN Clarivate\nVR 1.0\nPT J\nTI A paper\nSO WHEELS\nJ9 WHEELS\nDT Article; Proceedings Paper\nPY 2019\nER\n\nEF\n').type,
			'article-journal',
		);
		assert.equal(
			only('FN Clarivate\nVR 1.0\nPT S\nTI A paper\nSO WHEELS\nSE S\nDT Article; Book Chapter\nPY 2019\nER\n\nEF\n').type,
			'chapter',
		);
	});

	it('should read what ERIC writes as NBIB', () => {
		const thesis = only(
			'OWN - ERIC\nTI  - A study of wheels\nAU  - Doe, Jane\nJT  - ProQuest LLC\nSO  - Ph.D. Dissertation, Example University\nOID - ED000001\nDP  - 2021\nISBN - ISBN-978-1-5985-7192-9\nPT  - Dissertations/Theses - Doctoral Dissertations\n',
		);
		assert.deepEqual(
			[thesis.type, thesis['publisher'], thesis['genre'], thesis['ISBN'], thesis['container-title']],
			['thesis', 'Example University', 'Ph.D. Dissertation', '978-1-5985-7192-9', undefined],
		);
		const book = only('OWN - ERIC\nTI  - Wheels\nAU  - Doe, Jane\nJT  - Brookes Publishing\nOID - ED000002\nDP  - 2021\nPT  - Books\n');
		assert.deepEqual([book.type, book['publisher']], ['book', 'Brookes Publishing']);
		assert.equal(only('OWN - ERIC\nTI  - Wheels\nJT  - J\nOID - EJ000002\nDP  - 2021\nPT  - Journal Articles\n').type, 'article-journal');
		assert.equal(only('OWN - ERIC\nTI  - Wheels\nJT  - J\nOID - ED000003\nDP  - 2021\nPT  - Reports - Research\n').type, 'report');
	});

	it('should leave out the stars of MeSH terms wherever they stand', () => {
		assert.deepEqual(only('PMID- 1\nTI  - A\nMH  - *Decks/adverse effects/*therapy\nMH  - Wheels/*methods\n')['tags'], [
			'Decks/adverse effects/therapy',
			'Wheels/methods',
		]);
	});

	it('should keep further addresses and files of EndNote', () => {
		const record = (urls: string) =>
			only(
				`<xml><records><record><ref-type name="Journal Article">17</ref-type><titles><title>A</title></titles><urls>${urls}</urls></record></records></xml>`,
			);
		const paper = record(
			'<related-urls><url>https://example.org/1</url><url>https://example.org/2</url></related-urls><pdf-urls><url>internal-pdf://1/a.pdf</url></pdf-urls>',
		);
		assert.deepEqual(
			[paper['URL'], paper['links'], paper['custom']],
			['https://example.org/1', [{ kind: 'other', url: 'https://example.org/2' }], { file: 'internal-pdf://1/a.pdf' }],
		);
		assert.equal(record('<related-urls><url>internal-pdf://1/a.pdf</url></related-urls>')['URL'], undefined);
	});
});
