import assert from 'node:assert/strict';
import { documentBibliographies } from '../../../src/core/citing/documentBibliographies';

describe('bibliographies that a document names', () => {
	const cases: readonly (readonly [string, string, readonly string[]])[] = [
		['markdown', '---\ntitle: x\nbibliography: refs.bib\n---\nbibliography: no.bib\n', ['refs.bib']],
		['quarto', '---\nbibliography:\n  - a.bib\n  - b.yaml\n  - https://example.org/c.bib\n---\n', ['a.bib', 'b.yaml']],
		['markdown', 'No front matter.\n\nbibliography: refs.bib\n', []],
		['markdown', '---\nbibliography: [broken\n---\n', []],
		['yaml', 'from: markdown\nmetadata:\n  bibliography: [a.bib, b.json]\n', ['a.bib', 'b.json']],
		['yaml', 'bibliography: refs.bib\n', ['refs.bib']],
		['yaml', 'project:\n  bibliography:\n    - refs.bib\n', ['refs.bib']],
		[
			'latex',
			'\\addbibresource[label=x]{main.bib}\n% \\addbibresource{no.bib}\n\\bibliography{one, two.bib}\n',
			['main.bib', 'one.bib', 'two.bib'],
		],
		[
			'latex',
			'\\addglobalbib{a.bib} \\addsectionbib [x] {b.bib}\\nobibliography{c,,C.BIB} \\% \\bibliography{d}',
			['a.bib', 'b.bib', 'c.bib', 'C.BIB', 'd.bib'],
		],
		['latex', '\\addbibresource{ftp://x.org/a.bib}\\addbibresource{ a.bib }\\bibliography{a}', ['a.bib']],
		['typst', '#bibliography(title: "My, Works", "a.bib", full: true)\n#bibliography( "a.bib")', ['a.bib']],
		['yaml', 'book:\n  bibliography: a.bib\nother:\n  bibliography: b.bib\n', ['a.bib']],
		['yaml', 'bibliography:\n  path: a.bib\n', []],
		['yaml', '- bibliography: a.bib\n', []],
		['yaml', 'title: bibliography\n', []],
		['dokuwiki', 'bibliography: a.bib\n', []],
		['typst', '#bibliography ("a.bib")', ['a.bib']],
		['typst', '#bibliography("a.bib", style : "b.bib")', ['a.bib']],
		['typst', '#bibliography("a.bib", full: true, "c.bib")', ['a.bib', 'c.bib']],
		['typst', '#bibliography(x-style: "b.bib", "a.bib")', ['a.bib']],
		['yaml', 'bibliography: a/b://c.bib\n', ['a/b://c.bib']],
		['yaml', 'bibliography : HTTPS://x.org/a.bib\n', []],
		['latex', '\\addbibresource{dir:/a.bib}', ['dir:/a.bib']],
		['typst', '#bibliography("works.yml", style: "apa")\n#bibliography(("a.bib", "b.bib"))', ['works.yml', 'a.bib', 'b.bib']],
	];
	for (const [language, text, paths] of cases) {
		it(`should be found in ${JSON.stringify(text)}`, () => assert.deepEqual(documentBibliographies(text, language), paths));
	}
});
