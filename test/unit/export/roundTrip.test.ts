import assert from 'node:assert/strict';
import fc from 'fast-check';
import { toBiblatex, toBibtex } from '../../../src/core/export/bibtex';
import { toCslJson, toCslYaml } from '../../../src/core/export/csl';
import { toMarkdownList } from '../../../src/core/export/markdownList';
import { toRis } from '../../../src/core/export/ris';
import { ingest } from '../../../src/core/ingest/ingest';
import type { IncomingPaper } from '../../../src/core/paper';

const letters = ['a', 'e', 'o', 'r', 's', 't', 'B', 'ER', 'ö', 'ł', 'é', '量', 'α'];
const word = fc.array(fc.constantFrom(...letters), { minLength: 1, maxLength: 6 }).map(parts => parts.join(''));
/** Texts with what TeX, YAML and JSON have plans for, white space folded as every format folds it. */
const odd = fc.array(fc.oneof({ weight: 4, arbitrary: word }, { weight: 1, arbitrary: fc.constantFrom('%', '&', '#', '_', '{x}', '{', '}', '~', '^', '\\', "'", "''", '`', '"', '--', '---', '$', '$x_1$', '<', ':', '5%', '- a', '[b]', '@c{', '\u2013', ',') }), { minLength: 1, maxLength: 8 }).map(parts => parts.join(' '));
const plainly = { noNullPrototype: true } as const;
const name = fc.oneof(
	fc.record({ family: word, given: word }, plainly),
	fc.record({ family: word, given: word, 'non-dropping-particle': fc.constantFrom('van', 'von der', 'de la') }, plainly),
	fc.record({ family: fc.tuple(word, word).map(words => words.join(' ')), given: word, suffix: fc.constant('Jr.') }, plainly),
	fc.record({ literal: fc.tuple(word, word).map(words => words.join(' and ')) }, plainly),
);
const parts = fc.oneof(fc.tuple(fc.integer({ min: 1000, max: 2100 })), fc.tuple(fc.integer({ min: 1000, max: 2100 }), fc.integer({ min: 1, max: 12 })), fc.tuple(fc.integer({ min: 1000, max: 2100 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 })));
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

describe('Round trips', () => {
	const formats: readonly { readonly name: string; readonly write: (papers: readonly IncomingPaper[]) => string; readonly without: readonly string[]; readonly fileName: string }[] = [
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

	it('should keep through RIS what RIS has a tag for', () => {
		const paper: IncomingPaper = {
			'citation-key': 'doe1999a', type: 'article-journal', title: 'On rays', author: [{ family: 'van Doe', given: 'Jane' }, { literal: 'WHO' }, { family: 'Plato' }], issued: { 'date-parts': [[1999, 5, 4]] },
			'container-title': 'Rays', volume: '1', issue: '2', page: '3-4', DOI: '10.1000/x', abstract: 'Words.', tags: ['a', 'b'], note: 'N', ISSN: '1234-5678', language: 'en',
		};
		const [read] = ingest(toRis([paper])).papers;
		assert.deepEqual(comparable(read!), comparable(paper));
	});

	it('should write inline markup, formulae and protected words so that they come back', () => {
		const title = 'The <i>E. coli</i> of CO<sub>2</sub> in $\\alpha_1$ and <span class="nocase">de novo</span> form';
		assert.equal(ingest(toBibtex([{ 'citation-key': 'a1', type: 'book', title }])).papers[0]?.title, title);
	});

	it('should bring every CSL type of the biblatex table back', () => {
		for (const type of ['article-journal', 'book', 'chapter', 'paper-conference', 'thesis', 'report', 'manuscript', 'webpage', 'software', 'dataset', 'patent', 'standard', 'legislation', 'legal_case', 'motion_picture', 'song', 'graphic', 'map', 'pamphlet', 'periodical', 'entry-encyclopedia']) {
			assert.equal(ingest(toBiblatex([{ 'citation-key': 'a1', type, title: 'T' }])).papers[0]?.type, type);
		}
	});
});

describe('toMarkdownList', () => {
	it('should link titles and escape what markdown reads as its own', () => {
		const list = toMarkdownList([{ type: 'book', title: 'A *star* [x] of $a_1$', author: [{ family: 'Doe', given: 'J.' }], DOI: '10.1000/x', issued: { 'date-parts': [[1999]] } }]);
		assert.equal(list, '- [A \\*star\\* \\[x\\] of $a_1$](<https://doi.org/10.1000/x>). Doe. 1999.\n'.replace('Doe', 'J. Doe'));
	});
});

function comparable(paper: IncomingPaper): object {
	return Object.fromEntries(Object.entries(paper).filter(([field, value]) => value !== undefined && !['source', 'identifiers', 'links', 'id', 'custom'].includes(field)).sort(([a], [b]) => (a < b ? -1 : 1)));
}
