import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isBibtexFile } from '../../../src/core/bibtex/bibtexFile';
import { BibtexScanner, entryLines } from '../../../src/core/bibtex/syntax/scanner';
import type { BibtexItem, Piece } from '../../../src/core/bibtex/syntax/scanner';
import { bibtex } from '../../../src/core/ingest/bibtex';
import type { Problem } from '../../../src/core/ingest/format';
import { Neighbours } from '../../../src/core/bibtex/read/neighbours';
import { ingest } from '../../../src/core/ingest/ingest';
import type { IncomingPaper } from '../../../src/core/paper/paper';
import { hostilePieces } from '../../fakes/hostilePieces';

describe('BibTeX reader', () => {
	describe('structure', () => {
		it('should read HTML’s character references, as web pages write them', () => {
			const [paper] = ingest(
				"@article{e1, title={Caf{\\'e} &amp; more &#8211; x}, author={M&uuml;ller, Jane}, journal={Science \\&amp; Wheels}, keywords={R&D}, year={2001}}",
			).papers;
			assert.deepEqual(
				[paper?.title, paper?.author?.[0]?.family, paper?.['container-title'], paper?.tags],
				['Café & more – x', 'Müller', 'Science & Wheels', ['R&D']],
			);
		});

		it('should read entries in braces and in parentheses, with quoted, braced and bare values', () => {
			const [one, two] = papersOf('@article{a, title = "One", year = 2001}\n@BOOK(b, Title = {Two}, YEAR = "2002")');
			assert.deepEqual([one?.['citation-key'], one?.type, one?.title, yearOf(one)], ['a', 'article-journal', 'One', 2001]);
			assert.deepEqual([two?.['citation-key'], two?.type, two?.title, yearOf(two)], ['b', 'book', 'Two', 2002]);
		});

		it('should replace strings whatever their case, and join the parts of a value', () => {
			const [paper] = papersOf('@string{ANN = "Annals of "}\n@article{a, title={T}, journal = ann # {Mathematics}}');
			assert.equal(paper?.['container-title'], 'Annals of Mathematics');
		});

		it('should pass by comments, preambles and what stands between entries', () => {
			const text =
				'words\n@comment{@article{x, title={No}}}\n@preamble{"\\def\\x{y}"}\n% @article{y, title={No}}\nwrite to me@example.org {now}\n@misc{z, title={Yes}}';
			assert.deepEqual(
				papersOf(text).map(paper => paper.title),
				['Yes'],
			);
		});

		it('should take an abstract that quotes an at sign as text', () => {
			assert.equal(
				papersOf('@misc{a, title={T}, abstract={mail x@y{z}, or\n  @home, or\n  @article as a word}}')[0]?.abstract,
				'mail x@yz, or @home, or @article as a word',
			);
		});

		it('should keep keys that hold signs and letters of any script', () => {
			const keys = ['a+b:c/d', 'Müller:2001', 'smith_testing_????', 'a.b-c'];
			assert.deepEqual(
				papersOf(keys.map(key => `@misc{${key}, title={T}}`).join('\n')).map(paper => paper['citation-key']),
				keys,
			);
		});

		it('should read files with carriage returns and without a final brace line', () => {
			assert.deepEqual(
				papersOf('@misc{a,\r\n title={One\r\n two}\r\n}\r\n@misc{b, title={B}}').map(paper => paper.title),
				['One two', 'B'],
			);
		});

		it('should be in files of two names', () => {
			assert.deepEqual(['a.bib', 'A.BIB', 'a.bibtex', 'a.bib.md', 'bib', 'a.bibx'].map(isBibtexFile), [
				true,
				true,
				true,
				false,
				false,
				false,
			]);
		});

		it('should tell the line of each entry', () => {
			assert.deepEqual(
				[...entryLines('\n@misc{a,\n}\n\n@string{x = "y"}\n@misc{b,}')],
				[
					['a', 2],
					['b', 6],
				],
			);
		});
	});

	const scanned: Readonly<Record<string, readonly (readonly [text: string, items: readonly string[]])[]>> = {
		'comments, preambles and strings': [
			['% @a{x}\n\t %\t@a{y,}\n\\% @b{z,}\n100% @c{w,}', ['b 22-28 z:']],
			['@comment(a @m{k,}) b\n@m{l,}', ['comment 0: a @m{k,}) b', 'm 21-27 l:']],
			[
				'@comment{ open @m{k,}\n@m{l,}\n@comment{ x }\n@m{n,}',
				['comment 0 open:  open @m{k,}', 'm 22-28 l:', 'comment 29 open:  x }', 'm 43-49 n:'],
			],
			['@Comment{a {b} c}@m{n,}', ['comment 0: a {b} c', 'm 17-23 n:']],
			['@comment{ open', ['comment 0 open:  open']],
			['@preamble{ "x" # y }@m{n,}', ['preamble 0', 'm 20-26 n:']],
			['@preamble("x")@m{n,}', ['preamble 0', 'm 14-20 n:']],
			['@STRING( Ann = "A" # {B} # 12 # may )@m{n,}', ['string 0 ann: A#B#12#<may>', 'm 37-43 n:']],
			['@string{a "b"}@m{n,}', ['lost 0 : no-equals 0', 'm 14-20 n:']],
			['@string{a = {b}@m{n,}', ['string 0 a: b', 'm 15-21 n:']],
			['@string{a = "b@m{n,}', ['lost 0 : open-quotation 12']],
			['@string{a = @m{n,}', ['string 0 a: ', 'm 12-18 n:']],
		],
		'heads and keys': [
			['@m % c @n{l,}\n % d\n{k, % comment }\n a = % e\n {x} % f\n # % g\n "y" % h\n}', ['m 0-70 k: a=x#y 36-64']],
			['@ m { k, }', ['m 0-10 k:']],
			['a@b.c{d}', ['b.c 1-8 d:']],
			['@m @1{a,} @', []],
			['@m{k , a = 1}', ['m 0-13 k: a=1 7-12']],
			['@m{, a=1}', ['m 0-9 : a=1 5-8 no-key 3']],
			['@m{ }', ['m 0-5 :']],
			['@m{k}', ['m 0-5 k:']],
			['@m{a=1}', ['m 0-7 : a=1 3-6 no-key 3']],
			['@m{title=1, a=2}', ['m 0-16 : title=1 3-10 a=2 12-15 no-key 3']],
			['@m{title=x,}', ['m 0-12 : title=<x> 3-10 no-key 3']],
			['@m{k title = 1}', ['m 0-15 k: title=1 5-14 missing-comma 4']],
			['@m{k=1,a=2}', ['m 0-11 k=1: a=2 7-10']],
			['@m{k=x title = 1}', ['m 0-17 : k=<x> 3-6 title=1 7-16 no-key 3 missing-comma 6']],
			['@m{k\n a = 1}', ['m 0-12 k: a=1 6-11 missing-comma 4']],
			['@m{@n{l,}', ['lost 0 : unfinished-entry 0', 'n 3-9 l:']],
			['@m{k @n{l,}', ['lost 0 k: unfinished-entry 0', 'n 5-11 l:']],
			['@m(k @n(l,)', ['lost 0 k: unfinished-entry 0', 'n 5-11 l:']],
			['@m{me@x(2020), a=1}', ['m 0-19 me@x(2020): a=1 15-18']],
		],
		values: [
			['@m(k, a = "x(y)z", b = {)})', ['m 0-27 k: a=x(y)z 6-17 b=) 19-26']],
			['@m{k , a = "x {"} y" , b = 12ab, c = 12 # x}', ['m 0-44 k: a=x {"} y 7-20 b=<12ab> 23-31 c=12#<x> 33-43']],
			['@m{k, a, b = 1}', ['m 0-15 k: b=1 9-14 no-field 6']],
			['@m{k, a {x, y} z\n b = 1}', ['m 0-24 k: b=1 18-23 no-field 6']],
			['@m{k, a {x {y, z}} @n{l,}', ['lost 0 k: no-field 6 unfinished-entry 0', 'n 19-25 l:']],
			['@m{k, = 1, b=2}', ['m 0-15 k: b=2 11-14 no-field 6']],
			['@m{k, "x", b=2}', ['m 0-15 k: b=2 11-14 no-field 6']],
			['@m{k, a=1 b=2}', ['m 0-14 k: a=1 6-9 b=2 10-13 missing-comma 9']],
			['@m{k, a= , b=2}', ['m 0-15 k: a= 6-9 b=2 11-14 missing-value 8']],
			['@m{k, a=1 # , b=2}', ['m 0-18 k: a=1 6-12 b=2 14-17 missing-value 11']],
			['@m{k, a=\n b = 2}', ['m 0-16 k: a= 6-10 b=2 10-15 missing-value 8 missing-comma 10']],
			['@m{k, a={1}}, b = {2}}', ['m 0-22 k: a=1 6-11 b=2 14-21 extra-brace 11']],
			['@m{k, a={1}},\n b = 2}', ['m 0-21 k: a=1 6-11 b=2 15-20 extra-brace 11']],
			['@m{k, a={1}}, b', ['m 0-12 k: a=1 6-11']],
		],
		'values that seem not to end': [
			['@m{k, a={x\n@n{l,}\n}, b=1}', ['m 0-25 k: a=x\n@n{l,}\n 6-19 b=1 21-24']],
			['@m{k, a={x\n@n{l, c={y}}\n@o{p,}', ['lost 0 k: open-brace 8', 'n 11-23 l: c=y 17-22', 'o 24-30 p:']],
			['@m{k, a={x @n{l, c = 1}} \n b = 1}', ['m 0-33 k: a=x @n{l, c = 1} 6-24 b=1 27-32 missing-comma 24']],
			['@m{k, a={x\n @n{l}\n', ['lost 0 k: open-brace 8', 'n 12-17 l:']],
			['@m{k, a={x @n{l, c = 1}} d\n b = 1}', ['lost 0 k: open-brace 8', 'n 11-23 l: c=1 17-22']],
			['@m{k, a="x', ['lost 0 k: open-quotation 8']],
			['@m{k, a={x} # "y', ['lost 0 k: open-quotation 14']],
			['@m{k, a="x\n b = {1}\n}', ['m 0-21 k: b=1 12-19 open-quotation 8']],
			['@m{k, a="x\n b = {1}\n"', ['m 0-21 k: b=1 12-19 open-quotation 8 missing-comma 19 no-field 20 open-entry 0']],
			['@m{k, a="{x\n b = {1}\n}", c=1}', ['m 0-29 k: a={x\n b = {1}\n} 6-23 c=1 25-28']],
			['@m{k, a="x @n{l, c = 1} y"}', ['m 0-27 k: a=x @n{l, c = 1} y 6-26']],
			['@m{k, a="x @n{l, c = 1} y', ['lost 0 k: open-quotation 8', 'n 11-23 l: c=1 17-22']],
			['@m{k, a={x,\n b = {1}\n', ['lost 0 k: open-brace 8']],
			['@m{k, a={x, b = 1}\n@n{l,}', ['lost 0 k: open-value 6', 'n 19-25 l:']],
			['@m{k, a={x}, ', ['m 0-13 k: a=x 6-11 open-entry 0']],
			['@m{k, a={x}\n@n{l,}', ['m 0-12 k: a=x 6-11 open-entry 0', 'n 12-18 l:']],
			['@m{', ['lost 0 : unfinished-entry 0']],
			['@m{k@n, a@b = c@d, e = f@g{h}}', ['m 0-24 k@n: a@b=<c@d> 8-17 e=<f> 19-24 open-entry 0', 'g 24-29 h:']],
		],
	};
	for (const [what, texts] of Object.entries(scanned)) {
		describe(`the syntax of ${what}`, () => {
			for (const [text, items] of texts) {
				it(`should be read in ${JSON.stringify(text)}`, () => {
					assert.deepEqual(itemsOf(text), items);
				});
			}
		});
	}

	describe('mistakes', () => {
		const good = '@article{good, title = {Good}}';

		it('should lose no more than an entry whose brace is never closed, and name the place', () => {
			const { papers, problems } = ingest(`@article{bad,\n  title = {Unfinished,\n  year = 2001\n}\n\n${good}\n`);
			assert.deepEqual(
				papers.map(paper => paper['citation-key']),
				['good'],
			);
			assert.deepEqual(places(problems), [[2, 3]]);
			assert.match(problems[0]?.message ?? '', /bad.*isn’t closed/);
		});

		it('should keep an entry that lacks only its last brace', () => {
			const { papers, problems } = ingest(`@article{bad, title = {Bad}\n\n${good}`);
			assert.deepEqual(
				papers.map(paper => paper['citation-key']),
				['bad', 'good'],
			);
			assert.equal(problems.length, 1);
		});

		it('should keep an entry with a missing comma', () => {
			const { papers, problems } = ingest(`@article{bad, title = {Bad}\n  year = 2001\n}\n${good}`);
			assert.deepEqual([papers.length, yearOf(papers[0])], [2, 2001]);
			assert.deepEqual(places(problems), [[1, 28]]);
		});

		const neighbours: readonly (readonly [what: string, text: string, keys: readonly string[]])[] = [
			[
				'indented deeper',
				'@article{a0, title={Broken, author={Vale, Tim}, year={2018} }\n @article{b1, title={Fine 1} }\n\t@article{b2, title={Fine 2} }',
				['b1', 'b2'],
			],
			[
				'whose key has brackets',
				'@article{a0,\n title={Broken,\n year={2018}\n}\n@article{doi:10.1061/(ASCE)XY.0001,\n title={Fine}\n}\n@article{z, title={Z}\n}',
				['doi:10.1061/(ASCE)XY.0001', 'z'],
			],
			['whose key has blanks', '@article{a0, title={Broken, year={2018}}\n@article{Van Ostrow_2018, title={Fine}}', ['Van Ostrow_2018']],
			['whose key has quotes', '@article{a0, title={Broken, year={2018}}\n@article{O\'Brien"2010", title={Fine}}', ['O\'Brien"2010"']],
			['whose key has an equals sign', '@article{a0, title={Broken, year={2018}}\n@article{url?id=7, title={Fine}}', ['url?id=7']],
			['in the same line', '@article{a0, title={Broken, year={2018}} @article{b1, title={Fine}} @article{b2, title={Fine}}', ['b1', 'b2']],
			[
				'in the same line, behind a quotation mark that is never closed',
				'@article{a0, title="Broken, year=2018} @article{b1, title="Fine"} @article{b2, title={Fine}}',
				['b1', 'b2'],
			],
			['whose brace stands in a line of its own', '@article{a0, title={Broken, year={2018}\n@article\n{b1, title={Fine}}', ['b1']],
			[
				'behind two missing braces',
				'@article{a0, title={Broken, year={2018\n@article{b1, title={Fine}}\n@article{b2, title={Fine}}',
				['b1', 'b2'],
			],
			['behind rubbish', '@article{a0, title={T}, rubbish @article{b1, title={Fine}}', ['a0', 'b1']],
		];
		for (const [what, text, keys] of neighbours) {
			it(`should not lose a neighbour ${what}`, () => {
				const found = ingest(text, { fileName: 'x.bib' });
				assert.deepEqual(
					found.papers.map(paper => paper['citation-key']),
					keys,
				);
				assert.equal(found.problems[0]?.line, text.includes('title={Broken,\n') ? 2 : 1);
			});
		}

		for (const pasted of [
			'@misc{like,\n}',
			'@misc{like, title={x}}',
			'  @article{k, year=2000}',
			'see @article{k, title={T}}',
			'@string{a = "b"}',
			'@online\n{x,}',
		]) {
			it(`should take an entry within a value as text: ${JSON.stringify(pasted)}`, () => {
				const { papers, problems } = ingest(`@article{a0,\n title={x},\n annote={What I pasted:\n${pasted}}\n}\n@article{b1, title={ok}}`);
				assert.deepEqual([papers.map(paper => paper['citation-key']), problems], [['a0', 'b1'], []]);
			});
		}

		const incomplete: readonly (readonly [text: string, line: number])[] = [
			['@article{a, author={A B},\n  note\n  title = {Deck},\n  year = 2020\n}', 2],
			['@article{a, note title = {Deck}, year = 2020}', 1],
			['@article{a, note =\n  title = {Deck},\n  year = 2020\n}', 1],
			['@article{a, year = 2020,\n note = title = {Deck}}', 2],
			['@article{a, year = 2020, note = , title = {Deck}}', 1],
			['@article{a, year = 2020,\n note {x}\n title = {Deck}}', 2],
			['@article{a title = {Deck}, year = 2020}', 1],
			['@article{a\n title = {Deck}, year = 2020}', 1],
		];
		for (const [text, line] of incomplete) {
			it(`should read the fields beside one without value or equals sign, and name its line: ${JSON.stringify(text)}`, () => {
				const { papers, problems } = ingest(text, { fileName: 'x.bib' });
				assert.deepEqual([papers[0]?.['citation-key'], papers[0]?.title, yearOf(papers[0])], ['a', 'Deck', 2020]);
				assert.equal(problems[0]?.line, line);
			});
		}

		for (const entry of [
			'@article{doi:10.1061/(ASCE)XY.1943-0000.0000123,\ntitle = {T}}',
			'@article{Van Ostrow_2018, title={T}}',
			' @article\n{a b, title={T}}',
			"@Book{ O'Brien(2010) , title={T}}",
			'@misc{a:b~c, title="T"}',
		]) {
			it(`should recognise without a file name: ${JSON.stringify(entry)}`, () => {
				assert.deepEqual(
					ingest(entry).papers.map(paper => paper.title),
					['T'],
				);
			});
		}

		it('should keep an entry with a brace too many', () => {
			const { papers, problems } = ingest(`@article{bad, title = {Bad}},\n  year = 2001\n}\n${good}`);
			assert.deepEqual([papers.length, yearOf(papers[0])], [2, 2001]);
			assert.equal(problems.length, 1);
		});

		it('should lose only the value of a quotation mark that is never closed', () => {
			const { papers } = ingest(`@article{bad, title = "Bad,\n  year = {2001}\n}\n${good}`);
			assert.deepEqual(
				papers.map(paper => paper['citation-key']),
				['bad', 'good'],
			);
			assert.equal(yearOf(papers[0]), 2001);
		});

		for (const typed of [
			'@',
			'@art',
			'@article{',
			'@article{ke',
			'@article{key,',
			'@article{key,\n  tit',
			'@article{key,\n  title = ',
			'@article{key,\n  title = {On',
		]) {
			it(`should keep the entries around one being typed: ${JSON.stringify(typed)}`, () => {
				assert.deepEqual(
					papersOf(`${good}\n\n${typed}\n\n@book{next, title = {Next}}\n`).map(paper => paper['citation-key']),
					['good', 'next'],
				);
			});
		}

		it('should say where a key is used twice, is empty, or a string is not defined', () => {
			const { papers, problems } = ingest(
				'@misc{a, title={A}}\n@misc{a, title={B}}\n@misc{, title={C}}\n@misc{d, title={D}, journal=unknown}',
			);
			assert.equal(papers.length, 4);
			assert.deepEqual(
				problems.map(problem => problem.line),
				[2, 3, 4],
			);
		});
	});

	describe('values', () => {
		const titles: readonly (readonly [tex: string, text: string])[] = [
			['Schr{\\"o}dinger, Schr\\"{o}dinger, Schr\\"odinger', 'Schrödinger, Schrödinger, Schrödinger'],
			["na{\\\"\\i}ve \\L{}\\'od\\'z, \\c{C}etin, Sm{\\o}rrebr{\\o}d, \\v Sime\\v{c}ek", 'naïve Łódź, Çetin, Smørrebrød, Šimeček'],
			['{\\aa}ngstr{\\"{o}}m \\ss \\AE', 'ångström ßÆ'],
			['5\\% \\& more \\_ \\# \\{x\\} \\$5', '5% & more _ # {x} $5'],
			['an \\emph{E. coli} of {\\it Homo}', 'an <i>E. coli</i> of <i>Homo</i>'],
			['H\\textsubscript{2}O and x\\textsuperscript{th}', 'H<sub>2</sub>O and x<sup>th</sup>'],
			['The {RNA} World of {B}ayes', 'The RNA World of Bayes'],
			['A {de novo} Gene', 'A <span class="nocase">de novo</span> Gene'],
			['{{Attention is all you need}}', 'Attention is all you need'],
			['Bounds of $\\mathcal{O}(n^2)$ in $ k $ steps', 'Bounds of $\\mathcal{O}(n^2)$ in $k$ steps'],
			["pages 1--2, so --- he said ``hello'' and `bye'", 'pages 1–2, so — he said “hello” and ‘bye’'],
			['J.~Chem.\\ Phys.\\,A', 'J. Chem. Phys. A'],
			['\\enquote{A \\enquote{b} c}', '“A ‘b’ c”'],
			['unknown \\foo{bar} stays', 'unknown \\foo{bar} stays'],
			['\\href{https://example.org}{a link}', 'a link'],
		];
		for (const [tex, text] of titles) {
			it(`should read ${tex} as ${text}`, () => {
				assert.equal(papersOf(`@article{a, title = {${tex}}}`)[0]?.title, text);
			});
		}

		it('should leave addresses and identifiers as they are', () => {
			const [paper] = papersOf('@misc{a, title={T}, url={https://example.org/a_b%20c/~d?x={y}}, doi={https://doi.org/10.1000/A_b--c}}');
			assert.equal(paper?.URL, 'https://example.org/a_b%20c/~d?x={y}');
			assert.equal(paper.DOI, '10.1000/A_b--c');
			assert.equal(paper.identifiers?.doi, '10.1000/a_b--c');
		});

		const names: readonly (readonly [tex: string, name: object])[] = [
			['Ludwig van Beethoven', { family: 'Beethoven', given: 'Ludwig', 'non-dropping-particle': 'van' }],
			['van den Bos, Jan', { family: 'Bos', given: 'Jan', 'non-dropping-particle': 'van den' }],
			['King, Jr., Martin Luther', { family: 'King', given: 'Martin Luther', suffix: 'Jr.' }],
			['{World Health Organization}', { literal: 'World Health Organization' }],
			['{\\"O}zge Aks{\\i}n', { family: 'Aksın', given: 'Özge' }],
			['{de Souza}, Ana', { family: 'de Souza', given: 'Ana' }],
			['Plato', { family: 'Plato' }],
			['sudhin jacob', { family: 'jacob', given: 'sudhin' }],
			['family=Beethoven, given=Ludwig, prefix=van, useprefix=false', { family: 'Beethoven', given: 'Ludwig', 'dropping-particle': 'van' }],
			['others', { literal: 'others' }],
		];
		for (const [tex, name] of names) {
			it(`should read the name ${tex}`, () => {
				assert.deepEqual(papersOf(`@misc{a, title={T}, author={Doe, J. and ${tex} and {A and B}}}`)[0]?.author, [
					{ family: 'Doe', given: 'J.' },
					name,
					{ literal: 'A and B' },
				]);
			});
		}

		const dates: readonly (readonly [fields: string, issued: object])[] = [
			['date={2019-05-04}', { 'date-parts': [[2019, 5, 4]] }],
			['date={2019/2021}', { 'date-parts': [[2019], [2021]] }],
			['date={2019/}', { 'date-parts': [[2019], [0]] }],
			['date={1999~}', { 'date-parts': [[1999]], circa: true }],
			['date={2001-21}', { 'date-parts': [[2001]], season: 1 }],
			['year=2020, month=sep, day=3', { 'date-parts': [[2020, 9, 3]] }],
			['year=2020, month=jul # "~4"', { 'date-parts': [[2020, 7, 4]] }],
			[
				'year={2020}, month={jan/feb}',
				{
					'date-parts': [
						[2020, 1],
						[2020, 2],
					],
				},
			],
			['year={in press}', { literal: 'in press' }],
		];
		for (const [fields, issued] of dates) {
			it(`should read the date of ${fields}`, () => {
				assert.deepEqual(papersOf(`@misc{a, title={T}, ${fields}}`)[0]?.issued, issued);
			});
		}

		const written: readonly (readonly [fields: string, issued: object, custom: object | undefined])[] = [
			['year=1999, month={M\\"arz}', { 'date-parts': [[1999, 3]] }, undefined],
			['year=1999, month={Mai}', { 'date-parts': [[1999, 5]] }, undefined],
			[
				"year=1999, month={janvier--f\\'evrier}",
				{
					'date-parts': [
						[1999, 1],
						[1999, 2],
					],
				},
				undefined,
			],
			['year=1999, month={Herbst}', { 'date-parts': [[1999]], season: 3 }, undefined],
			['year=1999, month={Michaelmas}', { 'date-parts': [[1999]] }, { month: 'Michaelmas' }],
			['year={1999a}, month=sep', { 'date-parts': [[1999, 9]] }, { year: '1999a' }],
			['year={1998-99}', { 'date-parts': [[1998], [1999]] }, undefined],
			['year={1995. -- 576 p.}', { 'date-parts': [[1995]] }, { year: '1995. -- 576 p.' }],
			['date={2003-24/2004-24}', { 'date-parts': [[2003], [2004]], season: 4 }, undefined],
		];
		for (const [fields, issued, custom] of written) {
			it(`should read the date of ${fields} and lose no word`, () => {
				const [paper] = papersOf(`@misc{a, title={T}, ${fields}}`);
				assert.deepEqual([paper?.issued, paper?.['custom']], [issued, custom]);
			});
		}

		const lists: readonly (readonly [written: string, families: string])[] = [
			['Fernando Gomez, Mathieu Durand, Peter Klein, Keenan Small', 'Gomez Durand Klein Small'],
			['Gomez, F., Durand, M., Klein, P.', 'Gomez Durand Klein'],
			['Gomez, F., Durand, M. and Klein, P.', 'Gomez Durand Klein'],
			['Gomez, F.; Durand, M.; Klein, P.', 'Gomez Durand Klein'],
			['Jane Gomez; John Durand', 'Gomez Durand'],
			['Gomez, F. \\& Durand, M.', 'Gomez Durand'],
			['Balota, T., D. A. Klein and Roe, R.', 'Balota Klein Roe'],
			['Jane Roe, John Doe, and Ann Lee', 'Roe Doe Lee'],
			['Smith J, Jones KL, Brown M', 'Smith Jones Brown'],
			['M{\\"u}ller, H.-J., Weiß, K., Groß, P.', 'Müller Weiß Groß'],
			['Gomez, F. et al.', 'Gomez others'],
			['Gomez, F. and et al.', 'Gomez others'],
			['Gomez, F., et al', 'Gomez others'],
			['Gomez, F. and others', 'Gomez others'],
			['King, Jr., Martin Luther', 'King'],
			['Cruz, Juan, Jr. and Roe, R.', 'Cruz Roe'],
			['{Simon \\& Schuster}', 'Simon & Schuster'],
			['Department of Physics, University of X, Canada', 'Department of Physics, University of X, Canada'],
			['family=Berg given=Jan prefix=van useprefix=false and Roe, R.', 'Berg Roe'],
		];
		for (const [written, families] of lists) {
			it(`should take apart the names of ${written}`, () => {
				assert.equal(
					papersOf(`@misc{a, title={T}, author={${written}}}`)[0]
						?.author?.map(name => name.literal ?? name.family)
						.join(' '),
					families,
				);
			});
		}

		it('should read thousands of marks between names to their end', () => {
			for (const piece of ['et al ', 'x; ', 'x y & ', 'A., ', ', ', 'al. , et al. ; ']) {
				assert.equal(papersOf(`@misc{a, title={T}, author={A ${piece.repeat(20_000)}}}`).length, 1, piece);
			}
		});

		const fieldsKept: readonly (readonly [fields: string, found: object])[] = [
			['publisher={John Wiley and Sons}', { publisher: 'John Wiley and Sons' }],
			['publisher={{Simon and Schuster} and Elsevier}', { publisher: 'Simon and Schuster and Elsevier' }],
			['address={Port of Spain, Trinidad and Tobago}', { 'publisher-place': 'Port of Spain, Trinidad and Tobago' }],
			['note={See \\href{https://example.org/a_1}{the page} for data}', { note: 'See the page (https://example.org/a_1) for data' }],
			[
				'howpublished={Technical note, at \\url{https://example.org/a} (2020)}',
				{ URL: 'https://example.org/a', custom: { howpublished: 'Technical note, at \\url{https://example.org/a} (2020)' } },
			],
			['howpublished={Available at: \\url{https://example.org/a}}', { URL: 'https://example.org/a', custom: undefined }],
			['ids={old1, old2}', { custom: { ids: 'old1, old2' } }],
			['entrysubtype={classical}', { custom: { entrysubtype: 'classical' } }],
			['journal={J}, issuetitle={Rays}, issuesubtitle={New Ones}', { custom: { issuetitle: 'Rays', issuesubtitle: 'New Ones' } }],
			['journaltitle={Long}, journal={Short}', { 'container-title': 'Long', custom: { journal: 'Short' } }],
			['year={2001}, month={may}, day={last}', { issued: { 'date-parts': [[2001, 5]] }, custom: { day: 'last' } }],
			['year={2001}, date={soon}', { issued: { 'date-parts': [[2001]] }, custom: { date: 'soon' } }],
			['month={may}', { custom: { month: 'may' } }],
			[
				'options={dataonly=true}, owner={ann}, timestamp={2020-01-02}',
				{ custom: { options: 'dataonly=true', owner: 'ann', timestamp: '2020-01-02' } },
			],
			['keywords={Radio;Data, information;Training}', { tags: ['Radio', 'Data, information', 'Training'] }],
			['tags={Red, Green}', { tags: ['Red', 'Green'] }],
			['journal={\\apj}', { 'container-title': 'Astrophysical Journal' }],
			['journal={{\\mnras}}', { 'container-title': 'Monthly Notices of the RAS' }],
			['journal=jacm', { 'container-title': 'Journal of the ACM' }],
			[
				'journal={Adv. Math.}, fjournal={Advances in Mathematics}',
				{ 'container-title': 'Advances in Mathematics', 'container-title-short': 'Adv. Math.' },
			],
			['type={patentde}', { genre: 'German patent' }],
			['title={A\\hyphen b \\mkbibacro{ABC}\\addcomma{} {\\cal X} \\bibstring{inpress}}', { title: 'A-b ABC, X in press' }],
			['eprint={https://arxiv.org/pdf/2003.01236.pdf}, archiveprefix={arXiv}', { URL: 'https://arxiv.org/abs/2003.01236' }],
			['eprint={arXiv:2003.01234v2 [cs.LG]}, archiveprefix={arXiv}', { URL: 'https://arxiv.org/abs/2003.01234v2' }],
		];
		for (const [fields, found] of fieldsKept) {
			it(`should lose no word of ${fields}`, () => {
				const [paper] = papersOf(`@misc{a, ${fields.startsWith('title') ? '' : 'title={T}, '}${fields}}`);
				assert.deepEqual(Object.fromEntries(Object.keys(found).map(name => [name, paper?.[name]])), found);
			});
		}

		it('should find a parent whatever the case of its key', () => {
			assert.equal(
				papersOf('@inproceedings{c, title={C}, crossref={Par1}}\n@proceedings{par1, title={Parent}, year=2001}')[0]?.['container-title'],
				'Parent',
			);
		});

		it('should take fields from a parent further down, renamed as biblatex has it', () => {
			const [child] = papersOf('@inbook{c, crossref={p}, title={Part}}\n@book{p, title={Whole}, author={Doe, J.}, year=1999}');
			assert.deepEqual(
				[child?.title, child?.['container-title'], yearOf(child), child?.['container-author']],
				['Part', 'Whole', 1999, [{ family: 'Doe', given: 'J.' }]],
			);
		});

		it('should find strings and parents in the files that come in together with one', () => {
			const strings =
				'@comment{aij}@preamble{"aij"}@string{aij = "Artificial " # intel}\n@string{intel = {Intelligence}}\n@string{intel = {No}}\n@proceedings{proc, title={lost, year=1}\n';
			const parents =
				'@proceedings{Proc, title={Proceedings of Walks}, editor={Post, Ed}, year=2001, publisher=press}\n@string{press={Press}}';
			const entries =
				'@article{a, title={A}, journal=aij}\n@inproceedings{c, title={C}, crossref={proc}}\n@misc{d, title={D}, note=nowhere}';
			const { papers, problems } = ingest(entries, { fileName: 'c.bib', neighbours: new Neighbours([strings, parents, 'TY  - JOUR\n']) });
			const [article, child] = papers;
			assert.equal(article?.['container-title'], 'Artificial Intelligence');
			assert.deepEqual([child?.['container-title'], child?.['publisher'], yearOf(child)], ['Proceedings of Walks', 'Press', 2001]);
			assert.deepEqual(
				problems.map(({ message }) => message),
				['d: Undefined @string “nowhere”.'],
			);
			// Its own come first.
			const own = ingest(`@string{aij={Own}}\n${entries}`, { neighbours: new Neighbours([strings]) });
			assert.equal(own.papers[0]?.['container-title'], 'Own');
		});

		it('should take single values and items of lists from xdata entries, wherever they stand', () => {
			const text =
				'@xdata{people, author={Brian Smith and John von Jones}}\n@xdata{mac-millan, publisher={Macmillan and Sons}, location={New York and London}}\n' +
				'@book{b, title={T}, author={xdata=people-author-2 and Hill, Ann and xdata=later-author-1}, publisher={xdata=mac-millan-publisher}, location={xdata = mac-millan-location-2}}\n' +
				'@xdata{later, author={Zed, Zoe}}\n@book{lost, title={U}, author={xdata=nobody-author-1}}';
			const { papers, problems } = ingest(text);
			const { author, publisher, 'publisher-place': place } = papers[0] ?? { type: '', title: '' };
			assert.deepEqual([author?.map(({ family }) => family), publisher, place], [['Jones', 'Hill', 'Zed'], 'Macmillan and Sons', 'London']);
			assert.deepEqual(
				problems.map(({ message }) => message),
				['lost: Cross-referenced entry “nobody” not found.'],
			);
		});

		it('should read environments of a value as what they hold', () => {
			const [paper] = papersOf(
				'@article{k, title={a\\begin{it}b\\end{it}c}, abstract={We show: \\begin{itemize}\\item one \\item two\\end{itemize} $\\begin{matrix}x\\end{matrix}$}}',
			);
			assert.equal(paper?.title, 'a<i>b</i>c');
			assert.equal(paper.abstract, 'We show: • one • two $\\begin{matrix}x\\end{matrix}$');
		});

		it('should take data fields from xdata entries, which are no papers', () => {
			const papers = papersOf('@xdata{x, publisher={Press}}\n@book{b, title={T}, xdata={x}}');
			assert.deepEqual(
				papers.map(paper => paper['publisher']),
				['Press'],
			);
		});

		it('should end a ring of crossed references', () => {
			assert.equal(papersOf('@book{a, title={A}, crossref={b}}\n@book{b, title={B}, crossref={a}}').length, 2);
		});

		it('should find the arXiv id of a preprint', () => {
			const [paper] = papersOf('@misc{a, title={T}, eprint={1706.03762v5}, archivePrefix={arXiv}, primaryClass={cs.CL}}');
			assert.deepEqual(
				[paper?.type, paper?.identifiers, paper?.URL],
				['article', { arxiv: '1706.03762' }, 'https://arxiv.org/abs/1706.03762v5'],
			);
		});

		it('should read keywords as tags and JabRef groups as collections', () => {
			const [paper] = papersOf('@misc{a, title={T}, keywords={one, {two, three}, one}, groups={Mine, Yours}}');
			assert.deepEqual(
				[paper?.tags, paper?.['collections']],
				[
					['one', 'two, three'],
					['Mine', 'Yours'],
				],
			);
		});
	});

	it('should never throw, whatever the text, and give every whole entry behind rubbish', () => {
		const rubbish = fc
			.array(
				fc.constantFrom(
					'@',
					'article',
					'{',
					'}',
					'(',
					')',
					'"',
					',',
					'=',
					'#',
					'\\',
					'\\"',
					'$',
					'%',
					'\n',
					' ',
					'and',
					'title',
					'~',
					'--',
					'``',
					'crossref',
					'\u0301',
					'\\em',
				),
			)
			.map(parts => parts.join(''));
		fc.assert(
			fc.property(rubbish, text => {
				const found = [...bibtex.read({ text: `@article{first, title={First}}\n${text}\n@article{last,\n  title = {Last}\n}\n` })].filter(
					reading => reading.kind === 'paper',
				);
				assert.equal(found[0]?.paper.title, 'First');
				// A comment takes all up to its closing brace, whatever that is.
				assert.ok(/@\s*(?:comment|preamble|string)/i.test(text) || found.length >= 1);
			}),
			{ numRuns: 300 },
		);
	});

	it('should read hostile texts to their end (how fast is for the bench “hostile” to say)', () => {
		for (const piece of hostilePieces.bibtex) {
			assert.ok([...bibtex.read({ text: `@misc{k, author = {A${piece.repeat(40_000)}}}` })].length > 0, piece);
		}
		const long = 'x'.repeat(17_000_000);
		for (const text of [`@misc{${long}, a = 1}`, `@misc{k, a = ${long}}`]) {
			const item = new BibtexScanner(text).next();
			assert.equal(item?.kind === 'entry' ? item.fields.length : undefined, 1);
		}
	});
});

function papersOf(text: string): readonly IncomingPaper[] {
	return ingest(text, { fileName: 'x.bib' }).papers;
}

function yearOf(paper: IncomingPaper | undefined): number | string | undefined {
	return paper?.issued?.['date-parts']?.[0]?.[0];
}

function places(problems: readonly Problem[]): readonly (readonly [number, number | undefined])[] {
	return problems.map(({ line, column }) => [line, column]);
}

/** Each item of a file as `article 0-20 key: title=Words 9-18 missing-comma 18`, with its offsets; names of strings in angle brackets. */
function itemsOf(text: string): readonly string[] {
	const scanner = new BibtexScanner(text);
	const items: string[] = [];
	for (let item = scanner.next(); item !== undefined; item = scanner.next()) {
		items.push(describeItem(item));
	}
	return items;
}

function describeItem(item: BibtexItem): string {
	const mistakes = 'mistakes' in item ? item.mistakes.map(({ kind, offset }) => ` ${kind} ${offset}`).join('') : '';
	switch (item.kind) {
		case 'entry': {
			const fields = item.fields.map(({ name, pieces, offset, end }) => ` ${name}=${describeValue(pieces)} ${offset}-${end}`);
			return `${item.type} ${item.start}-${item.end} ${item.key}:${fields.join('')}${mistakes}`;
		}
		case 'string':
			return `string ${item.start} ${item.name}: ${describeValue(item.pieces)}`;
		case 'comment':
			return `comment ${item.start}${item.isOpen ? ' open' : ''}: ${item.text}`;
		case 'lost':
			return `lost ${item.start} ${item.key}:${mistakes}`;
		default:
			return `${item.kind} ${item.start}`;
	}
}

function describeValue(pieces: readonly Piece[]): string {
	return pieces.map(({ kind, text }) => (kind === 'macro' ? `<${text}>` : text)).join('#');
}
