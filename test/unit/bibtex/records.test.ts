import assert from 'node:assert/strict';
import { babelName, languageTag } from '../../../src/core/bibtex/languages';
import { Expansion } from '../../../src/core/bibtex/read/expansion';
import { readNames, splitTop } from '../../../src/core/bibtex/read/nameList';
import { ingest } from '../../../src/core/ingest/ingest';
import type { IncomingPaper, Name } from '../../../src/core/paper/paper';

const tex = String.raw;
const papersOf = (text: string): readonly IncomingPaper[] => ingest(text, { fileName: 'refs.bib' }).papers;
/** The paper of one entry, without what every paper has. */
const paperOf = (type: string, fields: string): Partial<IncomingPaper> => {
	const { source: _, 'citation-key': __, ...paper } = papersOf(`@${type}{a, ${fields}}`)[0] ?? assert.fail('no paper');
	return paper;
};

describe('what an entry takes from the one that it lies in', () => {
	const parent = (type: string) =>
		`@${type}{p, title = {Whole}, subtitle = {Sub}, titleaddon = {Add}, author = {Vale, V.}, year = 1999, doi = {10.1000/p}}\n`;
	const cases: readonly (readonly [parent: string, child: string, container: string | undefined, volumeTitle: string | undefined])[] = [
		['book', 'inbook', 'Whole: Sub. Add', undefined],
		['book', 'bookinbook', 'Whole: Sub. Add', undefined],
		['book', 'incollection', 'Whole: Sub. Add', undefined],
		['collection', 'incollection', 'Whole: Sub. Add', undefined],
		['reference', 'inreference', 'Whole: Sub. Add', undefined],
		['proceedings', 'inproceedings', 'Whole: Sub. Add', undefined],
		['proceedings', 'conference', 'Whole: Sub. Add', undefined],
		['mvproceedings', 'inproceedings', 'Whole: Sub. Add', undefined],
		['mvcollection', 'incollection', 'Whole: Sub. Add', undefined],
		['mvbook', 'inbook', 'Whole: Sub. Add', undefined],
		['periodical', 'article', 'Whole: Sub. Add', undefined],
	];
	for (const [type, child, container, volumeTitle] of cases) {
		it(`should be the title of a ${type} as the place of an ${child}`, () => {
			const [paper] = papersOf(`@${child}{c, title = {Part}, crossref = {p}}\n${parent(type)}`);
			assert.deepEqual([paper?.title, paper?.['container-title'], paper?.['volume-title']], ['Part', container, volumeTitle]);
			assert.deepEqual([paper?.issued, paper?.DOI], [{ 'date-parts': [[1999]] }, undefined]);
		});
	}

	it('should be the title of a larger work before that of its volume', () => {
		const [paper] = papersOf(`@book{c, title = {Volume Two}, crossref = {p}}\n${parent('mvbook')}`);
		assert.deepEqual([paper?.title, paper?.['volume-title']], ['Whole: Sub. Add', 'Volume Two']);
	});

	it("should be a book's author as the part's and the book's", () => {
		const [paper] = papersOf(`@inbook{c, title = {Part}, crossref = {p}}\n${parent('book')}`);
		const vale = [{ family: 'Vale', given: 'V.' }];
		assert.deepEqual([paper?.author, paper?.['container-author']], [vale, vale]);
		const [chapter] = papersOf(`@incollection{c, title = {Part}, author = {Roe, R.}, crossref = {p}}\n${parent('collection')}`);
		assert.deepEqual([chapter?.author, chapter?.['container-author']], [[{ family: 'Roe', given: 'R.' }], undefined]);
	});

	it('should not be its title where the two types do not lie in each other', () => {
		const [paper] = papersOf(`@article{c, title = {Part}, crossref = {p}}\n@book{p, title = {Whole}, year = 1999}`);
		assert.deepEqual([paper?.title, paper?.['container-title'], paper?.issued], ['Part', undefined, { 'date-parts': [[1999]] }]);
	});

	it('should come through several, the nearest first, and stop where they name one another', () => {
		const text =
			'@inproceedings{a, title = {A}, crossref = {b}}\n@proceedings{b, title = {B}, crossref = {c}}\n@mvproceedings{c, title = {C}, year = 2001, publisher = {P}}\n';
		const [paper] = papersOf(text);
		assert.deepEqual([paper?.['container-title'], paper?.['volume-title'], paper?.['publisher']], ['C', 'B', 'P']);
		const circle = papersOf(
			'@inbook{a, title = {A}, crossref = {b}, note = {x}}\n@book{b, title = {B}, crossref = {a}, publisher = {P}}\n',
		);
		assert.deepEqual([circle[0]?.['publisher'], circle[0]?.['container-title'], circle.length], ['P', 'B', 2]);
	});

	it('should be of six generations and no more, and nothing of itself', () => {
		const line = Array.from({ length: 9 }, (_, at) => `@misc{e${at}, title = {T${at}}, f${at} = {v}, crossref = {e${at + 1}}}\n`);
		for (const text of [line.join(''), line.reverse().join('')]) {
			const fields = papersOf(text).find(paper => paper['citation-key'] === 'e0')?.['custom'];
			assert.deepEqual(fields, { f0: 'v', f1: 'v', f2: 'v', f3: 'v', f4: 'v', f5: 'v', f6: 'v' });
		}
		const { papers, problems } = ingest('@book{a, title = {A}, crossref = {a}, xdata = { }}\n@book{b, title = {B}, crossref = { }}');
		assert.deepEqual([papers.map(({ title }) => title), problems], [['A', 'B'], []]);
		assert.deepEqual(
			ingest(line.join('')).problems.map(({ message }) => message),
			['e8: Cross-referenced entry “e9” not found.'],
		);
	});

	it('should be first what data entries say, with fields that no other parent gives', () => {
		const [paper, part] = papersOf(
			'@book{b, title = {T}, xdata = { x ,, y }, crossref = {p}}\n@incollection{c, title = {C}, xdata = {x}, crossref = {p}}\n' +
				'@xdata{x, publisher = {X}, title = {No}, keywords = {k}, abstract = {A}}\n@xdata{y, publisher = {Y}, location = {L}, shorttitle = {S}}\n' +
				'@collection{p, title = {W}, shorttitle = {Short}, publisher = {P}, note = {N}, keywords = {p}, groups = {G}, file = {f.pdf}}',
		);
		assert.deepEqual(
			[
				paper?.title,
				paper?.['publisher'],
				paper?.['publisher-place'],
				paper?.['title-short'],
				paper?.tags,
				paper?.abstract,
				paper?.['note'],
			],
			['T', 'X', 'L', 'S', ['k'], 'A', 'N'],
		);
		assert.deepEqual(
			[part?.['container-title'], part?.['title-short'], part?.tags, part?.['collections'], part?.['custom']],
			['W', undefined, ['k'], undefined, undefined],
		);
	});

	it('should be single values of data entries, also through others, and what is written where there is none', () => {
		const read = (fields: string, data: string) => papersOf(`@book{b, title = {T}, ${fields}}\n${data}`)[0];
		const press = '@xdata{p, publisher = {Press}, location = {Rome and Paris}, author = {Doe, Jane and Roe, Rae}}\n';
		const whole = read(
			'publisher = {{XDATA = p-Publisher}}, author = {xdata=p-author and Poe, Ed}, location = {xdata=p-location-3}',
			press,
		);
		assert.deepEqual([whole?.['publisher'], whole?.['publisher-place']], ['Press', 'xdata=p-location-3']);
		assert.deepEqual(
			whole?.author?.map(({ family }) => family),
			['Doe', 'Roe', 'Poe'],
		);
		assert.equal(read('note = {xdata=p-publisher, so}', press)?.['note'], 'xdata=p-publisher, so');
		const through = '@xdata{q, author = {Lee, Ann and xdata=p-author-2}}\n';
		assert.deepEqual(
			read('author = {xdata=q-author-2 and Poe, Ed}', through + press)?.author?.map(({ family }) => family),
			['Roe', 'Poe'],
		);
		const ring = '@xdata{p, publisher = {xdata=q-publisher}}\n@xdata{q, publisher = {xdata=p-publisher}}\n';
		assert.equal(read('publisher = {xdata=p-publisher}', ring)?.['publisher'], 'xdata=q-publisher');
	});
});

describe('the strings of a file', () => {
	it('should stand for their values in any case, with months and numbers as they are, and be named where nothing defines them', () => {
		const { papers, problems } = ingest(
			'@string{k = "a" # B}\n@string{b = {c}}\n@misc{a, title = {T}, note = K # { } # foo # Foo # foo, month = Jan, year = 2001 # {-} # 2002, volume = 1-2, journal = JACM}',
		);
		const [paper] = papers;
		assert.deepEqual(
			[paper?.['note'], paper?.issued, paper?.['volume'], paper?.['container-title']],
			['aB fooFoofoo', { 'date-parts': [[2001], [2002]] }, '1-2', 'Journal of the ACM'],
		);
		assert.deepEqual(
			problems.map(({ message }) => message),
			['a: Undefined @string “foo”.', 'a: Undefined @string “Foo”.'],
		);
	});

	it('should add up keywords that stand several times, and take the first of other fields that says something', () => {
		const [paper] = papersOf(
			'@misc{a, title = {T}, keywords = {}, keywords = {x}, keywords = {y, z}, keywords = {u}, note = {}, note = {N}, note = {M}}',
		);
		assert.deepEqual([paper?.tags, paper?.['note']], [['x', 'y', 'z', 'u'], 'N']);
	});

	it('should not grow without end: what would be too much is left out, and said once', () => {
		const doubled = Array.from({ length: 12 }, (_, at) => `@string{s${at + 1} = s${at} # s${at}}\n`);
		const { papers, problems } = ingest(
			`@string{s0 = "${'x'.repeat(1000)}"}\n${doubled.join('')}@misc{a, title = {A}, note = s12}\n@misc{b, title = {B}, note = s12}`,
		);
		assert.ok(papers.length === 2 && JSON.stringify(papers).length < 2_000_000);
		assert.deepEqual(
			problems.map(({ line, message }) => [line, message.slice(0, 50)]),
			[[14, 'a: The @strings and cross-references in this file ']],
		);
		const expansion = new Expansion();
		assert.deepEqual([expansion.take(2_000_000), expansion.isSpent, expansion.take(1), expansion.isSpent], [true, false, false, true]);
		expansion.grant(10);
		assert.deepEqual([expansion.take(201), expansion.take(150), expansion.take(50), expansion.take(1)], [false, true, true, false]);
	});
});

describe('languages of BibTeX', () => {
	it('should be told by their names, and named by their tags or the language alone', () => {
		assert.deepEqual(['USenglish', 'ngerman', 'Ngerman', 'klingon'].map(languageTag), ['en-US', 'de-DE', 'de-DE', undefined]);
		assert.deepEqual(['en', 'EN_us', 'en-gb', 'de', 'de-DE', 'de-ch', 'pt', 'fr-BE', 'zh_latn', 'xx'].map(babelName), [
			'american',
			'american',
			'british',
			'ngerman',
			'ngerman',
			'nswissgerman',
			'portuguese',
			undefined,
			'pinyin',
			undefined,
		]);
	});
});

describe('the names of a value', () => {
	/** `Family|Given|+particle|-dropped|,suffix`, a literal in angle brackets. */
	const described = (name: Name) =>
		name.literal !== undefined
			? `<${name.literal}>`
			: [
					name.family ?? '',
					name.given ?? '',
					...(name['non-dropping-particle'] === undefined ? [] : [`+${name['non-dropping-particle']}`]),
					...(name['dropping-particle'] === undefined ? [] : [`-${name['dropping-particle']}`]),
					...(name.suffix === undefined ? [] : [`,${name.suffix}`]),
				].join('|');
	const cases: readonly (readonly [tex: string, names: string])[] = [
		// One name.
		['Doe, ', 'Doe|'],
		['van der Berg, Jan', 'Berg|Jan|+van der'],
		['de la Vega', 'Vega||+de la'],
		['Jean de la Vega', 'Vega|Jean|+de la'],
		['jean de la Vega', 'Vega|jean de la'],
		['Vincent van Gogh Jr', 'Gogh Jr|Vincent|+van'],
		['kishore jacob', 'jacob|kishore'],
		['von neumann, john', 'neumann|john|+von'],
		['Jean le Rond d’Alembert', 'Rond d’Alembert|Jean|+le'],
		['{de la} Cruz, Juan', 'de la Cruz|Juan'],
		['Ludwig {van} Beethoven', 'Beethoven|Ludwig van'],
		['Charles {\\uppercase{de}} Gaulle', 'Gaulle|Charles DE'],
		['Mu\\~noz, P.', 'Muñoz|P.'],
		['J.~R. Tolkien', 'Tolkien|J. R.'],
		['A\tB,  C', 'A B|C'],
		['{\\"O}zge', 'Özge|'],
		['{\\"O}zge {Aks{\\i}n}', 'Aksın|Özge'],
		['{A} and {B {C} D}', '<A> <B C D>'],
		['{A} {B}', 'B|A'],
		// Suffixes.
		['King, Jr., Martin Luther', 'King|Martin Luther|,Jr.'],
		['King, Martin Luther, Jr.', 'King|Martin Luther|,Jr.'],
		['{King}, Jr., {M. L.}', 'King|M. L.|,Jr.'],
		['Smith, III, John', 'Smith|John|,III'],
		['Smith, John, 2nd', 'Smith|John|,2nd'],
		['King, , Martin', 'King|Martin'],
		['A B, C D, E', 'A B|E|,C D'],
		// Those that are left out.
		['others', '<others>'],
		['Et Al.', '<others>'],
		['al', 'al|'],
		['Smith et al', 'Smith| <others>'],
		['Smith, J. et al.,', 'Smith|J. <others>'],
		['Smith, J., et al. ,', 'Smith|J. <others>'],
		['Smith, J. and Roe, R. et alii', 'Smith|J. Roe|R. <others>'],
		// Several, parted by what is no "and".
		['A AND B and  and C', 'A| B| C|'],
		['{}, and , and ~ and {{}}', ''],
		['Doe, J.; Roe, R.', 'Doe|J. Roe|R.'],
		['Doe; Roe', 'Roe|Doe;'],
		['Doe, J; Foo Press Inc.', 'Doe|J; Foo Press Inc.'],
		['A B & C D', 'B|A D|C'],
		['A B \\& C D', 'B|A D|C'],
		['M&uuml;ller, J. and \\&Uuml;nal, Y.', 'Müller|J. Ünal|Y.'],
		['Doe, J., Roe, R.', 'Doe|J. Roe|R.'],
		['Doe, J., Roe, R., Poe, E. A.', 'Doe|J. Roe|R. Poe|E. A.'],
		['Doe, Jane Ann, Roe, John Bo, Poe, Edgar Al', 'Doe|Jane Ann Roe|John Bo Poe|Edgar Al'],
		['Doe J, Roe R, Poe EA', 'Doe|J Roe|R Poe|EA'],
		['Jane Doe, John Roe,', 'Doe|Jane Roe|John'],
		['Jane Doe, John Roe, Ann Lee', 'Doe|Jane Roe|John Lee|Ann'],
		['Doe, J., Ann Lee Poe', 'Doe|J. Poe|Ann Lee'],
		['Doe, J., Ann', 'Doe|Ann|,J.'],
		['Jane A. Doe, Roe, R., Poe, E.', 'Doe|Jane A. Roe|R. Poe|E.'],
		['Doe, J. K., L. Roe, M. Poe', 'Doe|J. K. Roe|L. Poe|M.'],
		['University of X, Dept Y, Z', '<University of X, Dept Y, Z>'],
		// Parts by their names.
		['family=Doe, given={Jane A.}, suffix=Jr., prefix=de la', 'Doe|Jane A.|+de la|,Jr.'],
		['"family=Doe, given=Jane"', 'Doe|Jane'],
		['given=Jane family=Doe prefix=von useprefix=true', 'Doe|Jane|+von'],
		['prefix=von, family=Doe, useprefix=false', 'Doe||-von'],
	];
	for (const [tex, names] of cases) {
		it(`should be ${names || 'none'}: ${JSON.stringify(tex)}`, () => {
			assert.equal(readNames(tex).map(described).join(' '), names);
		});
	}

	it('should lose their particles where the entry or the name says so', () => {
		const dropped = (tex: string) => readNames(tex, { dropParticles: true }).map(described).join(' ');
		assert.equal(dropped('van Gogh, Vincent and family=Doe, prefix=de la'), 'Gogh|Vincent|-van Doe||-de la');
		assert.equal(dropped('family=Doe, prefix=de la, useprefix=true'), 'Doe||+de la');
		assert.deepEqual(papersOf('@book{a, title = {T}, options = {useprefix=false}, author = {van Gogh, Vincent}}')[0]?.author, [
			{ family: 'Gogh', given: 'Vincent', 'dropping-particle': 'van' },
		]);
	});

	it('should be parted where no brace is open', () => {
		const parts = (text: string) => splitTop(text, /,/g);
		assert.deepEqual(parts('a,b,'), ['a', 'b', '']);
		assert.deepEqual(parts('{a,b},c'), ['{a,b}', 'c']);
		assert.deepEqual(parts('a\\{,b}'), ['a\\{', 'b}']);
		assert.deepEqual(parts('{a},{b,{c},d},e'), ['{a}', '{b,{c},d}', 'e']);
		assert.deepEqual(parts('a},{b}}, c'), ['a}', '{b}}', ' c']);
	});
});

describe('the titles of an entry', () => {
	const cases: readonly (readonly [type: string, fields: string, title: string, container?: string | undefined, volume?: string])[] = [
		['book', 'title = {Why?}, subtitle = {Because}', 'Why? Because'],
		['book', 'title = {A}, subtitle = {B}, titleaddon = {C}', 'A: B. C'],
		['book', 'title = {A!}, titleaddon = {C}', 'A! C'],
		['book', 'titleaddon = {C}', 'C'],
		['book', 'subtitle = {B}', 'B'],
		['book', 'booktitle = {B}', 'B'],
		['book', 'maintitle = {M}, booktitle = {B}', 'B', 'M'],
		['book', 'maintitle = {M}, title = {T}', 'M', undefined, 'T'],
		['inbook', 'title = {T}, maintitle = {M}, booktitle = {B}', 'T', 'M', 'B'],
		['inbook', 'title = {T}, booktitle = {B}', 'T', 'B'],
		['inbook', 'title = {T}, journal = {J}', 'T', 'J'],
		['article', 'title = {T}, journaltitle = {J}, journalsubtitle = {S}', 'T', 'J: S'],
		['article', 'title = {T}, booktitle = {B}', 'T', 'B'],
		['article', 'booktitle = {B}', 'B'],
		['misc', 'title = {T}, maintitle = {M}', 'T', 'M'],
		['periodical', 'title = {J}, issuetitle = {Special}', 'Special'],
		['periodical', 'title = {T}, journaltitle = {J}, issuetitle = {Special}', 'T', 'J', 'Special'],
	];
	for (const [type, fields, title, container, volume] of cases) {
		it(`should be “${title}”: ${type}, ${fields}`, () => {
			const paper = paperOf(type, fields);
			const read = [paper.title, paper['container-title'], paper['volume-title']];
			assert.deepEqual(read, type === 'periodical' && container === undefined ? [title, 'J', undefined] : [title, container, volume]);
		});
	}

	it('should keep as it is written what the type has no place for', () => {
		assert.deepEqual(paperOf('article', 'title = {T}, journal = {J}, issuetitle = {Special}, issuesubtitle = {S}')['custom'], {
			issuetitle: 'Special',
			issuesubtitle: 'S',
		});
		assert.deepEqual(paperOf('article', 'title = {T}, journaltitle = {J}, journal = {Jrnl}')['custom'], { journal: 'Jrnl' });
		assert.equal(paperOf('article', 'title = {T}, journaltitle = {J}, journal = {J}')['custom'], undefined);
		const both = paperOf('article', 'title = {T}, journal = {J. Math.}, fjournal = {Journal of Mathematics}');
		assert.deepEqual([both['container-title'], both['container-title-short']], ['Journal of Mathematics', 'J. Math.']);
	});
});

describe('the other fields of an entry', () => {
	it('should be series by number or name, in journals alone', () => {
		const cases = [
			['1', '1st series'],
			['2', '2nd series'],
			['3', '3rd series'],
			['4', '4th series'],
			['11', '11th series'],
			['13', '13th series'],
			['22', '22nd series'],
			['111', '111th series'],
			['newseries', 'New series'],
			['Lectures', 'Lectures'],
		] as const;
		for (const [series, name] of cases) {
			assert.equal(paperOf('article', `title = {T}, series = {${series}}`)['collection-title'], name);
		}
		assert.equal(paperOf('book', 'title = {T}, series = {2}')['collection-title'], '2');
	});

	it('should be number and issue of a journal together', () => {
		for (const fields of ['number = {2}, issue = {Spring}', 'issue = {Spring}, number = {2}']) {
			const paper = paperOf('article', `title = {T}, journal = {J}, ${fields}`);
			assert.deepEqual([paper['issue'], paper['custom']], ['2, Spring', undefined], fields);
		}
	});

	it('should be pages with one kind of dash, and a blank behind each comma', () => {
		for (const [written, pages] of [
			['1--2', '1-2'],
			['1 --- 2 ,5–9,\n e12', '1-2, 5-9, e12'],
			['A1 - A3', 'A1-A3'],
			['{1}--{2}', '1-2'],
		] as const) {
			assert.equal(paperOf('article', `title = {T}, pages = {${written}}`)['page'], pages);
		}
	});

	it('should be journals by the macros of astronomers, alone in the field', () => {
		const journalOf = (value: string) => paperOf('article', `title = {T}, journal = {${value}}`)['container-title'];
		for (const value of [tex`\apj`, tex` {\apj} `, tex`{ \apj }`, tex`\apj{}`, tex`{{\apj {} }}`]) {
			assert.equal(journalOf(value), 'Astrophysical Journal', value);
		}
		for (const [value, read] of [
			[tex`\apj Letters`, tex`\apj Letters`],
			[tex`see \apj`, tex`see \apj`],
			[tex`\apj{x}`, tex`\apj{x}`],
			[tex`\apj{}.`, tex`\apj{}.`],
			[tex`\nobody`, tex`\nobody`],
			[tex`\apj${' '.repeat(50)}x`, tex`\apj x`],
		] as const) {
			assert.equal(journalOf(value), read, value);
		}
	});

	it('should be archives by their names', () => {
		const arxiv = paperOf('misc', 'title = {T}, eprint = {2101.00001v2}, archiveprefix = {arXiv}');
		assert.deepEqual(
			[arxiv.type, arxiv.identifiers, arxiv.URL],
			['article', { arxiv: '2101.00001' }, 'https://arxiv.org/abs/2101.00001v2'],
		);
		assert.deepEqual(paperOf('article', 'title = {T}, eprint = {hep-th/9901001}').identifiers, { arxiv: 'hep-th/9901001' });
		const pubmed = paperOf('article', 'title = {T}, eprint = {123}, eprinttype = {pubmed}');
		assert.deepEqual([pubmed.identifiers, pubmed['PMID'], pubmed['custom']], [{ pmid: '123' }, '123', undefined]);
		const jstor = paperOf('article', 'title = {T}, eprint = {123}, eprinttype = {jstor}');
		assert.deepEqual([jstor.URL, jstor['custom']], ['https://www.jstor.org/stable/123', { eprint: '123', eprinttype: 'jstor' }]);
		const own = paperOf('article', 'title = {T}, eprint = {123}, eprinttype = {hdl}, url = {https://a.example/}');
		assert.equal(own.URL, 'https://a.example/');
		assert.deepEqual(paperOf('article', 'title = {T}, eprint = {x}')['custom'], { eprint: 'x' });
		assert.deepEqual(paperOf('article', 'title = {T}, eprinttype = {jstor}')['custom'], { eprinttype: 'jstor' });
		assert.deepEqual(paperOf('article', 'title = {T}, journal = {arXiv preprint arXiv:2101.00001}').identifiers, { arxiv: '2101.00001' });
	});

	it('should be how it was published: an address, a publisher, or words that are kept', () => {
		const read = (fields: string) => {
			const paper = paperOf('misc', `title = {T}, ${fields}`);
			return [paper.URL, paper['publisher'], paper['custom']];
		};
		assert.deepEqual(read(tex`howpublished = {\url{https://a.example/}}`), ['https://a.example/', undefined, undefined]);
		assert.deepEqual(read(tex`howpublished = {Available at \url{https://a.example/}}`), ['https://a.example/', undefined, undefined]);
		assert.deepEqual(read('howpublished = {Blog, https://a.example/}'), [
			'https://a.example/',
			undefined,
			{ howpublished: 'Blog, https://a.example/' },
		]);
		assert.deepEqual(read('howpublished = {Leaflet}'), [undefined, 'Leaflet', undefined]);
		assert.deepEqual(read('howpublished = {Leaflet}, publisher = {P}'), [undefined, 'P', { howpublished: 'Leaflet' }]);
		assert.deepEqual(read('howpublished = {https://a.example/}, url = {https://b.example/}'), [
			'https://b.example/',
			undefined,
			{ howpublished: 'https://a.example/' },
		]);
	});

	it('should be where people met and where the publisher sits, of a conference', () => {
		for (const fields of ['location = {Rome}, address = {New York}', 'address = {New York}, location = {Rome}']) {
			const paper = paperOf('inproceedings', `title = {T}, booktitle = {B}, ${fields}`);
			assert.deepEqual([paper['event-place'], paper['publisher-place'], paper['custom']], ['Rome', 'New York', undefined], fields);
		}
	});

	it('should be where the publisher sits, where only one place is known', () => {
		for (const fields of ['location = {Rome}', 'address = {Rome}']) {
			const paper = paperOf('inproceedings', `title = {T}, booktitle = {B}, ${fields}`);
			assert.deepEqual([paper['event-place'], paper['publisher-place'], paper['custom']], [undefined, 'Rome', undefined], fields);
		}
	});

	it('should be its type, with what its subtype says', () => {
		const cases = [
			['article', 'entrysubtype = {magazine}', 'article-magazine'],
			['article', 'entrysubtype = {Newspaper}', 'article-newspaper'],
			['article', 'entrysubtype = {review-book}', 'review-book'],
			['misc', 'entrysubtype = { treaty }', 'treaty'],
			['online', 'entrysubtype = {post-weblog}', 'post-weblog'],
			['book', 'entrysubtype = {treaty}', 'book'],
			['video', 'entrysubtype = {tvepisode}', 'broadcast'],
			['unpublished', 'eventtitle = {Meeting}', 'speech'],
			['unpublished', 'venue = {Rome}', 'speech'],
			['unpublished', 'note = {x}', 'manuscript'],
			['online', 'eprint = {2101.00001}, eprinttype = {arxiv}', 'article'],
		] as const;
		for (const [type, fields, csl] of cases) {
			assert.equal(paperOf(type, `title = {T}, ${fields}`).type, csl, `${type}, ${fields}`);
		}
		assert.deepEqual(paperOf('article', 'title = {T}, entrysubtype = {other}')['custom'], { entrysubtype: 'other' });
		assert.equal(paperOf('article', 'title = {T}, entrysubtype = {magazine}')['custom'], undefined);
	});

	it('should be the editor as whoever the entry says', () => {
		const names = [{ family: 'Roe', given: 'R.' }];
		assert.deepEqual(paperOf('book', 'title = {T}, editor = {Roe, R.}')['editor'], names);
		assert.deepEqual(paperOf('book', 'title = {T}, editor = {Roe, R.}, editortype = {compiler}')['compiler'], names);
		assert.deepEqual(paperOf('book', 'title = {T}, editor = {Roe, R.}, editortype = {Director}')['director'], names);
		assert.deepEqual(paperOf('book', 'title = {T}, editor = {Roe, R.}, editortype = {redactor}')['editor'], names);
	});

	it('should be further keys, each once and none its own', () => {
		assert.deepEqual(paperOf('book', 'title = {T}, ids = {old, older ,old,, a}')['aliases'], ['old', 'older']);
		assert.equal(paperOf('book', 'title = {T}, ids = {a}')['aliases'], undefined);
	});

	it('should be keywords by the separator that they have', () => {
		assert.deepEqual(paperOf('book', 'title = {T}, keywords = {a, b; c, d}').tags, ['a, b', 'c, d']);
		assert.deepEqual(paperOf('book', 'title = {T}, keywords = {a, {b, c}, a}').tags, ['a', 'b, c']);
		assert.deepEqual(paperOf('book', 'title = {T}, keywords = {R&amp;D}').tags, ['R&D']);
		assert.deepEqual(paperOf('book', 'title = {T}, keywords = {a b}').tags, ['a b']);
	});

	it('should be dates of both dialects, with what is no date kept', () => {
		const cases = [
			['date = {2020-05-17}', { 'date-parts': [[2020, 5, 17]] }],
			['year = 2020, month = may, day = 17', { 'date-parts': [[2020, 5, 17]] }],
			['date = {2015}, year = {2015}, month = jun', { 'date-parts': [[2015, 6]] }],
			['date = {2020-05}, year = {1999}', { 'date-parts': [[2020, 5]] }],
			['date = {soon}, year = {1999}', { 'date-parts': [[1999]] }],
			['date = {soon}', { literal: 'soon' }],
			['year = {1999a}', { 'date-parts': [[1999]] }],
			['year = {in press}', { literal: 'in press' }],
			['year = 2020, month = 12, day = 31', { 'date-parts': [[2020, 12, 31]] }],
			['year = 2020, month = {03 May}', { 'date-parts': [[2020, 5, 3]] }],
			['year = 2020, month = 5, day = { 3 }', { 'date-parts': [[2020, 5, 3]] }],
			['year = 2020, month = 0', { 'date-parts': [[2020]] }],
			['year = 2020, month = 13', { 'date-parts': [[2020]] }],
			['year = 2020, month = 1, day = 32', { 'date-parts': [[2020, 1]] }],
			[
				'year = 2020, month = jan # "/" # feb, day = 3',
				{
					'date-parts': [
						[2020, 1],
						[2020, 2],
					],
				},
			],
			['year = {2020-05}, month = jan', { 'date-parts': [[2020, 5]] }],
			['year = {2019/2020}, month = jan', { 'date-parts': [[2019], [2020]] }],
			['year = 2020, month = {Winter 3}', { 'date-parts': [[2020]] }],
			['year = 2020, month = {winter}', { 'date-parts': [[2020]], season: 4 }],
		] as const;
		for (const [fields, issued] of cases) {
			assert.deepEqual(paperOf('book', `title = {T}, ${fields}`).issued, issued, fields);
		}
		assert.deepEqual(paperOf('book', 'title = {T}, date = {soon}, year = {1999}')['custom'], { date: 'soon' });
		assert.deepEqual(paperOf('book', 'title = {T}, year = {1999a}')['custom'], { year: '1999a' });
		assert.deepEqual(paperOf('book', 'title = {T}, month = may, day = 3')['custom'], { month: 'may', day: '3' });
		assert.deepEqual(paperOf('book', 'title = {T}, year = 1999, month = {x}, day = 3')['custom'], { month: 'x' });
		assert.deepEqual(paperOf('book', 'title = {T}, year = 1999, day = 3')['custom'], { day: '3' });
	});

	it('should be the better of two fields for one thing, with the other one kept', () => {
		for (const fields of ['address = {Rome}, location = {Paris}', 'location = {Paris}, address = {Rome}']) {
			const paper = paperOf('book', `title = {T}, ${fields}`);
			assert.deepEqual([paper['publisher-place'], paper['custom']], ['Paris', { address: 'Rome' }], fields);
		}
	});

	it('should be links in its note, and notes by their lines', () => {
		const paper = paperOf('book', 'title = {T}, note = {one\\\\\n two, see https://github.com/a/b}');
		assert.equal(paper['note'], 'one\ntwo, see https://github.com/a/b');
		assert.deepEqual(
			paper.links?.map(({ url }) => url),
			['https://github.com/a/b'],
		);
	});

	it('should be a DOI without what stands around it, and identifiers in small letters', () => {
		const paper = paperOf('book', 'title = {T}, doi = {https://doi.org/10.1000/ABC}, pmid = {17}');
		assert.deepEqual([paper.DOI, paper.identifiers], ['10.1000/ABC', { doi: '10.1000/abc', pmid: '17' }]);
	});
});
