import assert from 'node:assert/strict';
import fc from 'fast-check';
import { toBiblatex, toBibtex } from '../../../src/core/bibtex/write/bibtex';
import { toCslJson, toCslYaml } from '../../../src/core/export/csl';
import { exportFormats, exportText } from '../../../src/core/export/exportFormats';
import { toMarkdownList } from '../../../src/core/export/markdownList';
import { toRis } from '../../../src/core/export/ris';
import { ingest } from '../../../src/core/ingest/ingest';
import type { IncomingPaper } from '../../../src/core/paper/paper';

const letters = ['a', 'e', 'o', 'r', 's', 't', 'B', 'ER', 'ö', 'ł', 'é', '量', 'α'];
const word = fc.array(fc.constantFrom(...letters), { minLength: 1, maxLength: 6 }).map(parts => parts.join(''));
/** Texts with what TeX, YAML and JSON have plans for, white space folded as every format folds it. */
const odd = fc
	.array(
		fc.oneof(
			{ weight: 4, arbitrary: word },
			{
				weight: 1,
				arbitrary: fc.constantFrom(
					'%',
					'&',
					'#',
					'_',
					'{x}',
					'{',
					'}',
					'~',
					'^',
					'\\',
					"'",
					"''",
					'`',
					'"',
					'--',
					'---',
					'$',
					'$x_1$',
					'<',
					':',
					'5%',
					'- a',
					'[b]',
					'@c{',
					'\u2013',
					',',
				),
			},
		),
		{ minLength: 1, maxLength: 8 },
	)
	.map(parts => parts.join(' '));
const plainly = { noNullPrototype: true } as const;
const name = fc.oneof(
	fc.record({ family: word, given: word }, plainly),
	fc.record({ family: word, given: word, 'non-dropping-particle': fc.constantFrom('van', 'von der', 'de la') }, plainly),
	fc.record({ family: fc.tuple(word, word).map(words => words.join(' ')), given: word, suffix: fc.constant('Jr.') }, plainly),
	fc.record({ literal: fc.tuple(word, word).map(words => words.join(' and ')) }, plainly),
);
const parts = fc.oneof(
	fc.tuple(fc.integer({ min: 1000, max: 2100 })),
	fc.tuple(fc.integer({ min: 1000, max: 2100 }), fc.integer({ min: 1, max: 12 })),
	fc.tuple(fc.integer({ min: 1000, max: 2100 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 })),
);
const article: fc.Arbitrary<IncomingPaper> = fc.record(
	{
		'citation-key': fc.stringMatching(/^[a-z]{3,8}\d{1,4}[a-z]?$/),
		type: fc.constant('article-journal'),
		title: odd,
		author: fc.array(name, { minLength: 1, maxLength: 4 }),
		issued: parts.map(date => ({ 'date-parts': [date] })),
		'container-title': odd,
		volume: word,
		issue: word,
		page: fc.tuple(fc.nat(999), fc.nat(999)).map(([from, to]) => `${from}-${from + to + 1}`),
		abstract: odd,
		note: odd,
		tags: fc.uniqueArray(word, { minLength: 1, maxLength: 4 }),
	},
	{ requiredKeys: ['citation-key', 'type', 'title', 'author', 'issued', 'container-title'], noNullPrototype: true },
);

const plain = fc.array(word, { minLength: 1, maxLength: 4 }).map(words => words.join(' '));
/** RIS does not tell particles from family names. */
const risName = fc.oneof(
	fc.record({ family: word, given: word }, plainly),
	fc.record({ family: word, given: word, suffix: fc.constant('Jr.') }, plainly),
	fc.record({ literal: fc.tuple(word, word).map(words => words.join(' and ')) }, plainly),
);
const people = fc.array(name, { minLength: 1, maxLength: 2 });
const date = parts.map(value => ({ 'date-parts': [value] }));
const anyField: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
	'container-title': plain,
	'collection-title': plain,
	publisher: plain,
	'publisher-place': plain,
	edition: fc.constantFrom('2', '3'),
	volume: fc.nat(99).map(String),
	issue: fc.nat(99).map(String),
	page: fc.tuple(fc.nat(999), fc.nat(999)).map(([from, to]) => `${from}-${from + to + 1}`),
	editor: people,
	translator: people,
	DOI: fc.nat(9999).map(number => `10.1000/x.${number}`),
	URL: word.map(path => `https://example.org/${encodeURIComponent(path)}`),
	ISSN: fc.constant('1234-5679'),
	abstract: plain,
	note: plain,
	language: fc.constantFrom('en-US', 'de-DE', 'fr-FR'),
	accessed: date,
	'title-short': plain,
	'container-title-short': plain,
	tags: fc.uniqueArray(word, { minLength: 1, maxLength: 3 }),
};
const bibtexFields = [
	'container-title',
	'publisher',
	'publisher-place',
	'volume',
	'issue',
	'page',
	'editor',
	'DOI',
	'URL',
	'ISSN',
	'abstract',
	'note',
	'language',
	'tags',
];
const risFields = [
	'container-title',
	'collection-title',
	'publisher',
	'publisher-place',
	'volume',
	'issue',
	'page',
	'editor',
	'DOI',
	'URL',
	'ISSN',
	'abstract',
	'note',
	'language',
	'tags',
];

describe('Round trips', () => {
	const formats: readonly {
		readonly name: string;
		readonly write: (papers: readonly IncomingPaper[]) => string;
		readonly without: readonly string[];
		readonly fileName: string;
	}[] = [
		{ name: 'BibTeX', write: toBibtex, without: [], fileName: 'x.bib' },
		{ name: 'biblatex', write: toBiblatex, without: [], fileName: 'x.bib' },
		{ name: 'CSL-JSON', write: toCslJson, without: [], fileName: 'x.json' },
		{ name: 'CSL-YAML', write: toCslYaml, without: [], fileName: 'x.yaml' },
	];
	for (const format of formats) {
		it(`should lose nothing through ${format.name}`, () => {
			fc.assert(
				fc.property(fc.uniqueArray(article, { minLength: 1, maxLength: 3, selector: paper => paper['citation-key'] }), papers => {
					const text = format.write(papers);
					const read = ingest(text, { fileName: format.fileName });
					assert.deepEqual(read.problems, [], text);
					assert.deepEqual(read.papers.map(comparable), papers.map(comparable), text);
				}),
				{ numRuns: 150 },
			);
		});
	}

	// What a format has no place for is left out: BibTeX names languages with their country, and RIS has particles within the family name.
	const wholes: readonly {
		readonly name: string;
		readonly write: (papers: readonly IncomingPaper[]) => string;
		readonly fileName: string;
		readonly types: readonly string[];
		readonly fields: readonly string[];
	}[] = [
		{
			name: 'BibTeX',
			write: toBibtex,
			fileName: 'x.bib',
			types: ['article-journal', 'book', 'chapter', 'paper-conference', 'manuscript', 'pamphlet'],
			fields: bibtexFields,
		},
		{
			name: 'biblatex',
			write: toBiblatex,
			fileName: 'x.bib',
			types: [
				'article-journal',
				'book',
				'chapter',
				'paper-conference',
				'report',
				'thesis',
				'manuscript',
				'webpage',
				'dataset',
				'software',
				'patent',
			],
			fields: [...bibtexFields, 'accessed', 'title-short', 'container-title-short'],
		},
		{ name: 'RIS', write: toRis, fileName: 'x.ris', types: ['article-journal', 'chapter', 'paper-conference'], fields: risFields },
		{
			name: 'CSL-JSON',
			write: toCslJson,
			fileName: 'x.json',
			types: ['article-journal', 'book', 'chapter', 'legal_case', 'song', 'interview', 'post-weblog'],
			fields: Object.keys(anyField),
		},
		{
			name: 'CSL-YAML',
			write: toCslYaml,
			fileName: 'x.yaml',
			types: ['article-journal', 'book', 'chapter', 'legal_case', 'song', 'interview', 'post-weblog'],
			fields: Object.keys(anyField),
		},
	];
	for (const { name: format, write, fileName, types, fields } of wholes) {
		it(`should keep every field that ${format} can hold, in papers of every kind`, () => {
			const names = fileName === 'x.ris' ? risName : name;
			const chosen = Object.fromEntries(Object.entries(anyField).filter(([field]) => fields.includes(field)));
			const paper = fc.record(
				{
					'citation-key': fc.stringMatching(/^[a-z]{3,8}\d{1,4}$/),
					type: fc.constantFrom(...types),
					title: plain,
					author: fc.array(names, { minLength: 1, maxLength: 3 }),
					issued: date,
					...chosen,
					...(fields.includes('editor') ? { editor: fc.array(names, { minLength: 1, maxLength: 2 }) } : {}),
				},
				{ requiredKeys: ['citation-key', 'type', 'title', 'author', 'issued'], noNullPrototype: true },
			);
			fc.assert(
				fc.property(paper, (written: IncomingPaper) => {
					const text = write([written]);
					const read = ingest(text, { fileName });
					assert.deepEqual(read.problems, [], text);
					assert.deepEqual(read.papers.map(comparable), [comparable(written)], text);
				}),
				{ numRuns: 100 },
			);
		});
	}

	it('should keep through RIS what RIS has a tag for', () => {
		const paper: IncomingPaper = {
			'citation-key': 'doe1999a',
			type: 'article-journal',
			title: 'On rays',
			author: [{ family: 'van Doe', given: 'Jane' }, { literal: 'WHO' }, { family: 'Plato' }],
			issued: { 'date-parts': [[1999, 5, 4]] },
			'container-title': 'Rays',
			volume: '1',
			issue: '2',
			page: '3-4',
			DOI: '10.1000/x',
			abstract: 'Words.',
			tags: ['a', 'b'],
			note: 'N',
			ISSN: '1234-5678',
			language: 'en',
		};
		const [read] = ingest(toRis([paper])).papers;
		assert.deepEqual(comparable(read!), comparable(paper));
	});

	it('should write inline markup, formulae and protected words so that they come back', () => {
		const title = 'The <i>E. coli</i> of CO<sub>2</sub> in $\\alpha_1$ and <span class="nocase">de novo</span> form';
		assert.equal(ingest(toBibtex([{ 'citation-key': 'a1', type: 'book', title }])).papers[0]?.title, title);
	});

	it('should bring every CSL type of the biblatex table back', () => {
		for (const type of [
			'article-journal',
			'book',
			'chapter',
			'paper-conference',
			'thesis',
			'report',
			'manuscript',
			'webpage',
			'software',
			'dataset',
			'patent',
			'standard',
			'legislation',
			'legal_case',
			'motion_picture',
			'song',
			'graphic',
			'map',
			'pamphlet',
			'periodical',
			'entry-encyclopedia',
		]) {
			assert.equal(ingest(toBiblatex([{ 'citation-key': 'a1', type, title: 'T' }])).papers[0]?.type, type);
		}
	});
});

describe('Exporting', () => {
	const many: readonly IncomingPaper[] = Array.from({ length: 120 }, (_, index) => ({
		'citation-key': `k${index}`,
		type: 'book',
		title: `Title ${index}`,
		tags: ['a', 'b'],
	}));
	const pause = () => Promise.resolve();
	for (const format of exportFormats) {
		it(`should write ${format.label} in slices as if in one go`, async () => {
			for (const count of [0, 1, 50, 120]) {
				assert.equal(await exportText(many.slice(0, count), format, { pause }), format.write(many.slice(0, count)), String(count));
			}
		});
	}

	it('should stop where it is told to, and tell how far it is', async () => {
		const [format] = exportFormats;
		const steps: number[] = [];
		assert.equal(
			await exportText(many, format!, { pause, onProgress: written => steps.push(written), cancelled: () => steps.length > 1 }),
			undefined,
		);
		assert.deepEqual(steps, [50, 100]);
	});
});

describe('toMarkdownList', () => {
	it('should link titles and escape what markdown reads as its own', () => {
		const list = toMarkdownList([
			{
				type: 'book',
				title: 'A *star* [x] of $a_1$',
				author: [{ family: 'Doe', given: 'J.' }],
				DOI: '10.1000/x',
				issued: { 'date-parts': [[1999]] },
			},
		]);
		assert.equal(list, '- [A \\*star\\* \\[x\\] of $a_1$](<https://doi.org/10.1000/x>). Doe. 1999.\n'.replace('Doe', 'J. Doe'));
	});
});

function comparable(paper: IncomingPaper): object {
	return Object.fromEntries(
		Object.entries(paper)
			.filter(([field, value]) => value !== undefined && !['source', 'identifiers', 'links', 'id', 'custom'].includes(field))
			.sort(([a], [b]) => (a < b ? -1 : 1)),
	);
}
