import assert from 'node:assert/strict';
import { toBiblatex, toBibtex, writtenKey } from '../../../src/core/bibtex/write/bibtex';
import { toCslJson } from '../../../src/core/export/csl';
import { toRis } from '../../../src/core/export/ris';
import { ingest } from '../../../src/core/ingest/ingest';
import type { IncomingPaper } from '../../../src/core/paper/paper';

const tex = String.raw;

const article: IncomingPaper = {
	'citation-key': 'maxwell1865',
	type: 'article-journal',
	title: 'A Dynamical Theory of the Electromagnetic Field',
	author: [{ family: 'Maxwell', given: 'James Clerk' }],
	issued: { 'date-parts': [[1865, 1, 1]] },
	'container-title': 'Philosophical Transactions',
	volume: '155',
	page: '459-512',
	DOI: '10.1098/rstl.1865.0008',
	tags: ['physics', 'light, and more'],
};

describe('toBibtex', () => {
	it('should write an article with its fields in the order readers expect', () => {
		assert.equal(
			toBibtex([article]),
			`@article{maxwell1865,
  title = {A Dynamical Theory of the Electromagnetic Field},
  author = {Maxwell, James Clerk},
  year = {1865},
  month = jan,
  day = {1},
  journal = {Philosophical Transactions},
  volume = {155},
  pages = {459--512},
  doi = {10.1098/rstl.1865.0008},
  keywords = {physics, {light, and more}}
}
`,
		);
	});

	it('should escape what TeX reads as its own and keep formulae', () => {
		const tex = titleOf({ title: 'Up 5% & #1 on a_b: the $x_1$ case {sic}' });
		assert.equal(tex, 'Up 5\\% \\& \\#1 on a\\_b: the $x_1$ case \\{sic\\}');
	});

	it('should keep the braces of a value balanced', () => {
		assert.equal(titleOf({ title: 'a } b { c' }), 'a \\textbraceright{} b \\textbraceleft{} c');
	});

	it('should protect capitals within words, and names in sentence case', () => {
		assert.equal(
			titleOf({ title: 'Collected letters of Max Planck on (BERT) and iPhone' }),
			'Collected letters of {Max} {Planck} on ({BERT}) and {iPhone}',
		);
		assert.equal(titleOf({ title: 'The Letters of Max Planck on BERT' }), 'The Letters of Max Planck on {BERT}');
	});

	it('should write inline markup as commands and leave other angle brackets alone', () => {
		assert.equal(
			titleOf({ title: 'The <i>e. coli</i> of CO<sub>2</sub>, <span class="nocase">de novo</span>, for a < b <i>' }),
			'The \\emph{e. coli} of {CO}\\textsubscript{2}, {de novo}, for a < b <i>',
		);
	});

	it('should write names with particles, suffixes and bodies', () => {
		const author = [
			{ family: 'Beethoven', given: 'Ludwig', 'non-dropping-particle': 'van' },
			{ family: 'King', given: 'Martin Luther', suffix: 'Jr.' },
			{ literal: 'Health and Care Board' },
			{ family: 'de Souza', given: 'Ana' },
			{ literal: 'others' },
		];
		assert.match(
			toBibtex([{ ...article, author }]),
			/author = \{van Beethoven, Ludwig and King, Jr\., Martin Luther and \{Health and Care Board\} and \{de Souza\}, Ana and others\}/,
		);
	});

	it('should write theses by their kind', () => {
		assert.match(
			toBibtex([{ type: 'thesis', title: 'T', genre: "Master's thesis", publisher: 'ETH' }]),
			/^@mastersthesis\{,\n {2}title = \{T\},\n {2}school = \{ETH\}\n\}/,
		);
	});

	it('should name the arXiv id', () => {
		assert.match(
			toBibtex([{ type: 'article', title: 'T', identifiers: { arxiv: '1706.03762' } }]),
			/eprint = \{1706\.03762\},\n {2}archiveprefix = \{arXiv\}/,
		);
	});
});

describe('toBiblatex', () => {
	it('should write dates in EDTF and its own field names', () => {
		const tex = toBiblatex([{ ...article, issued: { 'date-parts': [[1999], [2001]], circa: true } }]);
		assert.match(tex, /date = \{1999~\/2001~\}/);
		assert.match(tex, /journaltitle = /);
	});

	it('should keep a particle that is dropped', () => {
		const tex = toBiblatex([{ ...article, author: [{ family: 'Goethe', given: 'Johann', 'dropping-particle': 'von' }] }]);
		assert.match(tex, /author = \{family=Goethe, given=Johann, prefix=von, useprefix=false\}/);
	});
});

function titleOf(fields: { readonly title: string }): string {
	return /title = \{(.*)\}\n/.exec(toBibtex([{ type: 'book', ...fields }]))?.[1] ?? '';
}

describe('dates for classic BibTeX', () => {
	for (const [date, fields] of [
		[{ 'date-parts': [[2001]], season: 1 }, 'year = {2001},\n  date = {2001-21}\n'],
		[{ 'date-parts': [[1850]], circa: true }, 'year = {1850},\n  date = {1850~}\n'],
		[
			{
				'date-parts': [
					[2007, 12, 2],
					[2007, 12, 7],
				],
			},
			'year = {2007},\n  month = dec,\n  day = {2},\n  date = {2007-12-02/2007-12-07}\n',
		],
		[{ 'date-parts': [[2010], [2012]] }, 'year = {2010},\n  date = {2010/2012}\n'],
		[{ 'date-parts': [[2019], [0]] }, 'year = {2019},\n  date = {2019/}\n'],
		[{ 'date-parts': [[2020, 5]] }, 'year = {2020},\n  month = may\n'],
		[{ literal: 'in press' }, 'year = {in press}\n'],
	] as const) {
		it(`should be plain, with all that is known beside it: ${JSON.stringify(date)}`, () => {
			const written = toBibtex([{ 'citation-key': 'a', type: 'article-journal', title: 'T', issued: date }]);
			assert.ok(written.endsWith(`title = {T},\n  ${fields}}\n`), written);
			assert.deepEqual(ingest(written, { fileName: 'x.bib' }).papers[0]?.issued, date);
		});
	}
});

describe('names that are left out', () => {
	it('should be no person in RIS and CSL', () => {
		const paper: IncomingPaper = { ...article, author: [{ family: 'Doe', given: 'J.' }, { literal: 'others' }] };
		assert.ok(!toRis([paper]).includes('others'));
		assert.ok(!toCslJson([paper]).includes('others'));
		assert.ok(toBibtex([paper]).includes('and others'));
	});
});

describe('lines of a note', () => {
	for (const note of ['tex.x = 1\ntex.y = 2', 'One.\nTwo & three.\n\nFour.\nFive', 'alone', 'a $x$ formula']) {
		it(`should stay lines: ${JSON.stringify(note)}`, () => {
			for (const text of [toBibtex([{ ...article, note, annote: note }]), toBiblatex([{ ...article, note, annote: note }])]) {
				const [read] = ingest(text, { fileName: 'x.bib' }).papers;
				assert.deepEqual([read?.['note'], read?.['annote']], [note, note]);
			}
		});
	}
});

describe('the fields of an entry', () => {
	/** The lines of a paper's entry, but for those of every paper here. */
	const linesOf = (paper: Partial<IncomingPaper>, write: typeof toBibtex) =>
		write([{ type: 'article-journal', title: 'T', ...paper }])
			.replace(/^@(\w+)\{,\n {2}title = \{T\}(?:,\n {2})?/, '$1: ')
			.replace(/\n\}\n$/, '')
			.split(',\n  ');
	const cases: readonly (readonly [paper: Partial<IncomingPaper>, bibtex: readonly string[], biblatex?: readonly string[]])[] = [
		// The type, and what it alone does not tell.
		[
			{ type: 'thesis', genre: 'PhD thesis', publisher: 'ETH' },
			['phdthesis: school = {ETH}'],
			['thesis: institution = {ETH}', 'type = {PhD thesis}'],
		],
		[
			{ type: 'thesis', genre: 'Habilitation', publisher: 'A and B' },
			['phdthesis: school = {A and B}', 'type = {Habilitation}'],
			['thesis: institution = {{A and B}}', 'type = {Habilitation}'],
		],
		[
			{ type: 'report', publisher: 'A AND B', 'publisher-place': 'Rome' },
			['techreport: institution = {A AND B}', 'address = {Rome}'],
			['report: institution = {{A AND B}}', 'location = {Rome}'],
		],
		[{ type: 'report', genre: 'PhD thesis' }, ['techreport: type = {PhD thesis}'], ['report: type = {PhD thesis}']],
		[{ type: 'article-magazine' }, ['article: entrysubtype = {magazine}']],
		[{ type: 'review' }, ['article: entrysubtype = {review}']],
		[{ type: 'entry-dictionary' }, ['incollection: entrysubtype = {entry-dictionary}'], ['inreference: entrysubtype = {entry-dictionary}']],
		[{ type: 'post-weblog' }, ['misc: entrysubtype = {post-weblog}'], ['online: entrysubtype = {post-weblog}']],
		[{ type: 'of nobody' }, ['misc: ']],
		// Kinds of values.
		[{ page: '1-2, 5–9, e12,A-B' }, ['article: pages = {1--2, 5--9, e12, A--B}']],
		[{ language: 'de' }, ['article: langid = {ngerman}']],
		[{ language: 'xx-YY' }, ['article: langid = {xx-YY}']],
		[{ tags: ['a', 'b,c', '&'] }, [tex`article: keywords = {a, {b,c}, \&}`]],
		[{ collections: ['A > B', 'C, D'] }, ['article: groups = {A > B, {C, D}}']],
		[{ volume: 3, issue: '' }, ['article: volume = {3}']],
		[{ author: [], editor: [{ family: 'Doe', given: 'J' }] }, ['article: editor = {Doe, J}']],
		[{ 'title-short': 'S BERT' }, ['article: shorttitle = {S {BERT}}']],
		[
			{ 'container-title': 'The <i>J</i> of BERT' },
			[tex`article: journal = {The \emph{J} of BERT}`],
			[tex`article: journaltitle = {The \emph{J} of BERT}`],
		],
		[
			{ DOI: '10.1/a{b} c\\d^^e\\1', URL: 'https://x.org/{a}\\b' },
			[tex`article: doi = {10.1/a%7Bb%7D%20c%5Cd%5E^e\1}`, 'url = {https://x.org/%7Ba%7D%5Cb}'],
		],
		[{ abstract: 'one\ntwo <i>x</i>' }, ['article: abstract = {one\ntwo <i>x</i>}']],
		[
			{ note: 'one\ntwo\n\nthree', annote: 'x\ny' },
			['article: note = {one\\\\\ntwo\n\nthree}', 'annote = {x\\\\\ny}'],
			['article: note = {one\\\\\ntwo\n\nthree}', 'annotation = {x\\\\\ny}'],
		],
		[{ note: '<i>a</i>\nb' }, ['article: note = {\\emph{a}\nb}']],
		// Dates.
		[
			{ issued: { 'date-parts': [['2020', '5', 4]] } },
			['article: year = {2020}', 'month = may', 'day = {4}'],
			['article: date = {2020-05-04}'],
		],
		[{ issued: { literal: 'in press' } }, ['article: year = {in press}']],
		[{ issued: { raw: 'May 2020?' } }, ['article: year = {May 2020?}']],
		[{ issued: {} }, ['article: ']],
		[
			{ 'original-date': { raw: 'about 1500' }, 'event-date': { literal: 'soon' } },
			['article: eventdate = {soon}', 'origdate = {about 1500}'],
		],
		// What CSL has no variable for.
		[
			{ identifiers: { arxiv: '1706.03762' }, volume: '1', custom: { eprint: 'mine', Volume: '9', foo: 'x', 'a:b+c-d': 'w', number: 3 } },
			['article: volume = {1}', 'eprint = {1706.03762}', 'archiveprefix = {arXiv}', 'foo = {x}', 'a:b+c-d = {w}', 'number = {3}'],
			['article: volume = {1}', 'eprint = {1706.03762}', 'eprinttype = {arXiv}', 'foo = {x}', 'a:b+c-d = {w}', 'number = {3}'],
		],
		[
			{ custom: { 'bad name': 'y', '1a': 'z', open: '{', list: ['a'], hazard: '\\input{x}' } },
			[tex`article: hazard = {\textbackslash{}input\textbraceleft{}x\textbraceright{}}`],
		],
		[{ custom: 'x' }, ['article: ']],
	];
	for (const [paper, bibtex, biblatex = bibtex] of cases) {
		it(`should be written in both dialects: ${JSON.stringify(paper)}`, () => {
			assert.deepEqual([linesOf(paper, toBibtex), linesOf(paper, toBiblatex)], [bibtex, biblatex]);
		});
	}

	it('should stand under a key without what would end it', () => {
		assert.equal(writtenKey('a b,{c}%\\d:é/+'), 'abcd:é/+');
		assert.match(
			toBibtex([{ 'citation-key': 'a b%', type: 'book', title: 'T' }, article]),
			/^@book\{ab,\n {2}title = \{T\}\n\}\n\n@article\{maxwell1865,/,
		);
	});
});
