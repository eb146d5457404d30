import assert from 'node:assert/strict';
import { printKey, readKey, readMark } from '../../../src/core/markdown/citationKeys';
import { cellCaptions, isInCellCaption } from '../../../src/core/markdown/cellCaptions';
import { frontMatterRange, frontMatterSpan, citingFields } from '../../../src/core/markdown/frontMatter';
import { goesOn, noteKeyPlace, plainList, plainValue, textValue } from '../../../src/core/markdown/frontMatterLines';
import { definitionsEnd, readDefinition, readLinkTail } from '../../../src/core/markdown/linkSyntax';
import { linkPlaces, linksInFrontMatter } from '../../../src/core/markdown/maskedLinks';
import { withoutPrefixes } from '../../../src/core/markdown/linePrefixes';
import { metadataBlocks } from '../../../src/core/markdown/metadataBlocks';
import { TableRows } from '../../../src/core/markdown/tableRows';
import { delimiterColumns, rowCells } from '../../../src/core/markdown/tableSyntax';

describe('the key of a note, told without a YAML parser', () => {
	const cases: readonly (readonly [yaml: string, key: string | undefined])[] = [
		['citation-key: doe2020', 'doe2020'],
		['title: A\ncitation-key: "doe 2020"\n', 'doe 2020'],
		["'citation-key' : 'doe'", 'doe'],
		['citekey: doe # mine', 'doe'],
		['citekey: a\ncitation-key: b', 'b'],
		['citation-key:', undefined],
		['citation-key: null', undefined],
		['citation-key: ~', undefined],
		['  citation-key: doe', undefined],
		['citation-key: doe\n  more', undefined],
		['citation-key:\n  - doe', undefined],
		['{ citation-key: doe }', undefined],
		['? citation-key\n: doe', undefined],
		['my-citation-key: doe', undefined],
		['citation-key: citation-key', 'citation-key'],
		['citation-key: doe, jane  ', 'doe, jane'],
		['citation-key: "doe" \t# mine', 'doe'],
		['citation-key: "doe" jane', undefined],
		['citation-key: doe\n\n# remark\n  more', undefined],
		['citation-key: doe\n# remark\nother: a', 'doe'],
		['citekey: ~\nother: a', undefined],
		['citation-key: 漢字:2020', '漢字:2020'],
	];
	for (const [yaml, key] of cases) {
		it(`should be ${key ?? 'none'}: ${JSON.stringify(yaml)}`, () => {
			for (const text of [`---\n${yaml}\n---\n`, `---\r\n${yaml.replaceAll('\n', '\r\n')}\r\n...\r\nText`]) {
				const place = noteKeyPlace(text);
				assert.equal(place?.key, key);
				assert.equal(place && text.slice(place.start, place.end), key);
			}
		});
	}

	it('should be looked for in front matter alone', () => {
		assert.equal(noteKeyPlace('citation-key: doe\n'), undefined);
		assert.equal(noteKeyPlace('---\na: b\n---\ncitation-key: doe\n'), undefined);
	});
});

describe('a value of front matter', () => {
	it('should be plain where it needs no YAML parser', () => {
		for (const [source, value] of [
			['song2021score', 'song2021score'],
			['"a b"', 'a b'],
			["'a: b'  # remark", 'a: b'],
			['a b # remark', 'a b'],
			['', ''],
			['"a \\n"', undefined],
			['[a]', undefined],
			['a, b', undefined],
			['"a" b', undefined],
			['-a', '-a'],
			['- a', undefined],
			['-', undefined],
		] as const) {
			assert.equal(plainValue(source), value, source);
		}
	});

	it('should be a text where YAML takes it for one', () => {
		for (const [source, value] of [
			['Attention, and (all) the rest', 'Attention, and (all) the rest'],
			['Attention, all # remark', 'Attention, all'],
			['a#b, c', 'a#b, c'],
			['a: b, c', undefined],
			['- a', undefined],
			['&a b', undefined],
			['"a', undefined],
		] as const) {
			assert.equal(textValue(source), value, source);
		}
	});

	it('should be a list in each way to write one', () => {
		const listOf = (entry: string) =>
			plainList(/^tags:[ \t]*(.*)/.exec(entry)?.[1] ?? '', entry, entry.indexOf('\n') < 0 ? entry.length : entry.indexOf('\n'));
		const cases: readonly (readonly [entry: string, items: readonly string[] | undefined])[] = [
			['tags: [a, "b, c", \'d\']', ['a', 'b, c', 'd']],
			["tags: ['a, b', c]", ['a, b', 'c']],
			['tags: []', []],
			['tags: [ ]', []],
			['tags: [a, , b]', ['a', 'b']],
			['tags: [a: b]', undefined],
			['tags: [[a]]', undefined],
			['tags: a', ['a']],
			['tags:', []],
			['tags:\n- a\n- "b c"', ['a', 'b c']],
			['tags:\n  - a\r\n  - b\nother: x', ['a', 'b']],
			['tags:\n- a: b', undefined],
			['tags:\n- - a', undefined],
			['tags:\n- a\n  more', undefined],
			['tags: a\n  more', undefined],
			['tags: {a: b}', undefined],
		];
		for (const [entry, items] of cases) {
			assert.deepEqual(listOf(entry), items, entry);
		}
	});

	it('should go on behind its line only in an indented line or an item', () => {
		const after = (rest: string) => goesOn(`a: b${rest}`, 4);
		assert.deepEqual([' \t\n  c', '\n  c', '\r  c', '\n- c', '\n\n# x\n  c', '\nc: d', '\n  # x', '', '\r\n  c'].map(after), [
			true,
			true,
			true,
			true,
			true,
			false,
			false,
			false,
			true,
		]);
	});
});

describe('blocks of metadata', () => {
	it('should be the front matter and what pandoc reads as such further down', () => {
		const text = '---\na: 1\n---\n\ntext\n\n---\nb: 2\n...\n\n---\nnot a field\n---\n\n```\n\n---\nc: 3\n---\n```\n\n---\nd: 4\n---\n';
		assert.deepEqual(
			metadataBlocks(text).map(({ start, end }) => text.slice(start, end)),
			['a: 1\n', 'b: 2\n', 'd: 4\n'],
		);
		const found = (of: string) => metadataBlocks(of).map(({ start, end, next }) => [of.slice(start, end), of.slice(next)]);
		assert.deepEqual(found('a\n\n---\nb: 1\n---\n\n--- \nc: 2\n... \nd'), [
			['b: 1\n', '\n--- \nc: 2\n... \nd'],
			['c: 2\n', 'd'],
		]);
		assert.deepEqual(found('---\na: 1\n---\n---\nb: 1\n---\n'), [['a: 1\n', '---\nb: 1\n---\n']]);
		assert.deepEqual(found('a\r\n\r\n---\r\nb: 1\r\n---\r\n'), [['b: 1\r\n', '']]);
		assert.deepEqual(found('\n---\nb: 1\n\n---\nc: 2\n---\n'), [['b: 1\n\n', 'c: 2\n---\n']]);
		assert.deepEqual(found('   ```\n```` x\n\n---\nb: 1\n---\n````\n\n---\nc: 1\n---'), [['c: 1\n', '']]);
		assert.deepEqual(found('```\n  ``` \n\n---\nb: 1\n---\n'), [['b: 1\n', '']]);
		assert.deepEqual(found('~~~\n\n---\nb: 1\n---\n'), []);
		assert.deepEqual(found('x\n\n----\nb: 1\n----\n'), []);
		const rule = 'text\n---\nb: 2\n---\n';
		assert.deepEqual(metadataBlocks(rule), []);
		assert.deepEqual(metadataBlocks('a\n\n---\nb: 2\nopen\n'), []);
	});
});

describe('the syntax of links', () => {
	const destination = (text: string, tail: ReturnType<typeof readLinkTail>) =>
		tail && [text.slice(tail.destination.start, tail.destination.end), tail.end];

	it('should be read in brackets', () => {
		for (const [text, read] of [
			['(a.md)', ['a.md', 6]],
			['()', ['', 2]],
			['( <a b> "t" )', ['a b', 13]],
			['(a(b)c)', ['a(b)c', 7]],
			['(a\\)b)', ['a\\)b', 6]],
			["(a 't')", ['a', 7]],
			['( \n a\t)', ['a', 7]],
			['(a"b")', ['a"b"', 6]],
			['(a "b"c)', undefined],
			['(a (b))', ['a', 7]],
			['(a (b(c)))', undefined],
			['(a "b\\"c")', ['a', 10]],
			['(<a\\>b> "c" )', ['a\\>b', 13]],
			['(<a\nb>)', undefined],
			['(<a<b>)', undefined],
			['(<a>b)', undefined],
			['(<>)', ['', 4]],
			['(a\\(b)', ['a\\(b', 6]],
			['(a\\b)', ['a\\b', 5]],
			['(a\u0001b)', undefined],
			['(a\u007F)', undefined],
			[`(${'('.repeat(32)}${')'.repeat(32)})`, ['('.repeat(32) + ')'.repeat(32), 66]],
			[`(${'('.repeat(33)}${')'.repeat(33)})`, undefined],
			['(a(b)', undefined],
			['( ', undefined],
			['(a "b"', undefined],
			['(a "t)', undefined],
			['(a b)', undefined],
			['(<a', undefined],
			['(a', undefined],
		] as const) {
			assert.deepEqual(destination(text, readLinkTail(text, 0, text.length)), read, text);
		}
	});

	it('should be read of a definition', () => {
		for (const [text, read] of [
			['[a]: b.md', ['b.md', 9]],
			['[a]: <b c> "t"\nx', ['b c', 14]],
			['[a]: b\n"t"', ['b', 10]],
			['[a]: b "c" \nd', ['b', 11]],
			["[a]: b 'c'\r\nd", ['b', 10]],
			['[a]: b\t(c)\t', ['b', 11]],
			['[a]:\n b\n "c"\nd', ['b', 12]],
			['[a]: b  \nc', ['b', 8]],
			['[a]: <>', ['', 7]],
			['[a]: <> x', undefined],
			['[a]: b "c', undefined],
			['[]: a', undefined],
			['[ \t]: a', undefined],
			['[\\ ]: a', ['a', 7]],
			[`[${'x'.repeat(999)}]: a`, ['a', 1004]],
			[`[${'x'.repeat(1001)}]: a`, undefined],
			['[a', undefined],
			['[a]: b\n"t" x', ['b', 6]],
			['[a\\]]: b', ['b', 8]],
			['[a]: b c', undefined],
			['[a] : b', undefined],
			['[ ]: b', undefined],
			['[a[b]: c', undefined],
			['[a]:', undefined],
		] as const) {
			assert.deepEqual(destination(text, readDefinition(text, 0, text.length)), read, text);
		}
	});

	it('should be definitions one after the other, at the start of a paragraph', () => {
		for (const [text, end, definitions] of [
			['[a]: b\n[c]: d\ntext', 14, ['[a]: b', '[c]: d']],
			['[a]: b\n\t[c]: d "e"\n  ', 21, ['[a]: b', '[c]: d "e"']],
			['[a] b', 0, []],
			['x', 0, []],
		] as const) {
			const found: string[] = [];
			assert.equal(
				definitionsEnd(text, 0, text.length, [], (from, to) => found.push(text.slice(from, to))),
				end,
			);
			assert.deepEqual(found, definitions);
		}
		const quoted = '> [a]:\n> b\n> c';
		assert.equal(definitionsEnd(quoted, 2, quoted.length, [7, 9, 11, 13]), 13);
	});

	it('should be found in what is no prose', () => {
		const places = (text: string, kind: Parameters<typeof linkPlaces>[1]) => {
			const found: string[] = [];
			linkPlaces(text, kind, 0, text.length, (start, end) => found.push(text.slice(start, end)));
			return found;
		};
		assert.deepEqual(places('[a]: b.md', 'definition'), ['b.md']);
		assert.deepEqual(places('[^a]: b.md', 'definition'), []);
		assert.deepEqual(places('<a href="x.md">t</a><img src=\'y.png\' alt="z">', 'html'), ['x.md', 'y.png']);
		assert.deepEqual(places('up: "[t](a.md) and [u](b.md)"\nno: [t](c.md)\n', 'frontMatter'), ['a.md', 'b.md']);
		assert.deepEqual(places('[a]: b.md', 'code'), []);
		assert.deepEqual(places('[a]: <b c> "d"', 'definition'), ['b c']);
		assert.deepEqual(places('x [a]: b', 'definition'), []);
		assert.deepEqual(places('[a] b', 'definition'), []);
		assert.deepEqual(places('<a HREF = "x"\n data-src="y" src=z><!-- src="q" -->', 'html'), ['x']);
		assert.deepEqual(places('x <a href="y">', 'html'), []);
		assert.deepEqual(places('a: "![t](x.md)"\nb: \'[t](y.md "u")\'\nc: ["[t](z.md)", "[[w]](v)"]\n', 'frontMatter'), ['x.md', 'z.md']);
		for (const [text, kind, place] of [
			['zz<a href="x.md">zz', 'html', 11],
			['zz[a]: x.md', 'definition', 7],
			['zz a: "[t](x.md)"', 'frontMatter', 11],
		] as const) {
			const found: number[] = [];
			linkPlaces(text, kind, 2, text.length, (start, end) => found.push(start, end));
			assert.deepEqual(found, [place, place + 4]);
		}
	});

	it('should be found in front matter as Obsidian writes it', () => {
		const linksOf = (yaml: string) => linksInFrontMatter(yaml, yaml.length).map(({ start, end }) => yaml.slice(start, end));
		assert.deepEqual(linksOf('related: "[[b]] ![[c]]"\nup: [[a]]\nlist:\n  - [[d]]\n  - "[[e]]"\nno: x [[f]]\n'), [
			'[[b]]',
			'![[c]]',
			'[[a]]',
			'[[d]]',
			'[[e]]',
		]);
		assert.deepEqual(linksOf('a: b\n'), []);
		const yaml = 'a: "[[b]]" # [[c]]\nd: [[e]] f\n  - [[h#i|j]]  \nk: [[a, b]]\nl: x[[m]]\n"[[n]]": o\nup:[[p]]\nq r: [[s]]\n';
		assert.deepEqual(linksOf(yaml), ['[[b]]', '[[h#i|j]]', '[[n]]', '[[s]]']);
		assert.deepEqual(linksInFrontMatter(yaml, 12), [{ start: 4, end: 9 }]);
	});
});

describe('a key behind @', () => {
	it('should end where pandoc ends it', () => {
		for (const [text, key] of [
			['doe2020]', 'doe2020'],
			['doe:2020.', 'doe:2020'],
			['a--b', 'a'],
			['a.b.', 'a.b'],
			['https://a.b/c?d=e', 'https://a.b/c?d'],
			['{a b}', undefined],
			['{a:}x', 'a:'],
			['{a{b}c}', 'a{b}c'],
			['{a', undefined],
			['.a', undefined],
			['Ünal_2', 'Ünal_2'],
			['doe2020_B:x', 'doe2020_B:x'],
			['doe…', 'doe'],
			['漢字:2020。', '漢字:2020'],
			['a//b/c/', 'a//b/c'],
			['', undefined],
		] as const) {
			const reading = readKey(text, 0);
			assert.equal(reading?.key, key, text);
			assert.equal(reading && text.slice(reading.start, reading.end), key);
		}
		assert.deepEqual([readKey('{a:}x', 0)?.next, readKey('ab]', 0)?.next], [4, 2]);
	});

	it('should be written with braces only where it would end early', () => {
		assert.deepEqual(['doe2020', 'doe:2020', 'doe:', 'a b', '.a', 'https://a.b/c'].map(printKey), [
			'@doe2020',
			'@doe:2020',
			'@{doe:}',
			'@{a b}',
			'@{.a}',
			'@https://a.b/c',
		]);
	});

	it('should be a mark behind no letter, and leave out the author behind one hyphen', () => {
		const mark = (text: string) => {
			const found = readMark(text, text.indexOf('@'));
			return found && [text.slice(found.start, found.end), found.key, found.suppressAuthor];
		};
		assert.deepEqual(mark('see @a.'), ['@a', 'a', false]);
		assert.deepEqual(mark('-@{a}'), ['-@{a}', 'a', true]);
		assert.deepEqual(mark('[-@a]'), ['-@a', 'a', true]);
		assert.deepEqual(mark('--@a'), ['@a', 'a', false]);
		assert.deepEqual(mark('x-@a'), ['@a', 'a', false]);
		assert.deepEqual(mark('_@a'), ['@a', 'a', false]);
		assert.deepEqual(
			['me@a', 'x.@a', 'X@a', '1@a', 'é@a', 'e\u0301@a', '𝒜@a', '漢@a', '@ a', '.-@ a'].filter(text => mark(text) !== undefined),
			[],
		);
	});
});

describe('the rows of tables', () => {
	it('should have cells between bars that are not escaped', () => {
		const cells = (row: string) => rowCells(row, 0, row.length).map(([start, end]) => row.slice(start, end));
		assert.deepEqual(['| a | b |\t ', 'a|b', '|a', 'a|', 'a \\| b|c', 'a\\', '|', '||', '', '  ', '|a||b|'].map(cells), [
			[' a ', ' b '],
			['a', 'b'],
			['a'],
			['a'],
			['a \\| b', 'c'],
			['a\\'],
			[],
			[''],
			[],
			[],
			['a', '', 'b'],
		]);
		assert.deepEqual(rowCells('x|a|b|y', 2, 5), [
			[2, 3],
			[4, 5],
		]);
	});

	it('should be as wide as the row of dashes', () => {
		assert.deepEqual(
			['| :-- | --: |', '-', ':-:|-', '|-', '-|', ' | - | ', '|-|-', '||', '| - | x |', '', '- -', '::-', '-:-'].map(delimiterColumns),
			[2, 1, 2, 1, 1, 1, 2, 0, 0, 0, 0, 0, 0],
		);
	});

	it('should be lines with cells, in lists and quotations, too, and not the row of dashes', () => {
		const text = 'a | b\n\n| head | x |\n| - | :-: |\n| cell |\n|\n\n> - quoted | x\n>   - | -\n>   below | x\n\nc | d\n';
		const rows = new TableRows(text);
		assert.deepEqual(
			['a |', 'head', ':-:', 'cell', 'quoted', '- | -', 'below', 'c |'].filter(words => rows.holds(text.indexOf(words))),
			['head', 'cell', 'quoted', 'below'],
		);
	});
});

describe('front matter', () => {
	it('should be the lines between two rules at the start, of any line ending', () => {
		for (const [text, yaml, next] of [
			['---\na: b\n---\nc', 'a: b\n', 'c'],
			['---\na: b\n...\nc\n---\n', 'a: b\n', 'c\n---\n'],
			['---\na: b\n---\n...\n', 'a: b\n', '...\n'],
			['\uFEFF--- \r\na: b\r\n---\t\r\nc', 'a: b\r\n', 'c'],
			['---\ra: b\r---\rc', 'a: b\r', 'c'],
			['---\na: ---\nb: --- \n--- x\n ---\n---', 'a: ---\nb: --- \n--- x\n ---\n', ''],
			['---\n---\n', '', ''],
			['---\na: b\n', undefined, undefined],
			['--- a\n---\n', undefined, undefined],
			['\n---\n---\n', undefined, undefined],
			['----\n---\n', undefined, undefined],
		] as const) {
			const span = frontMatterSpan(text);
			assert.deepEqual([span && text.slice(span.start, span.end), span && text.slice(span.next)], [yaml, next], JSON.stringify(text));
			assert.deepEqual(frontMatterRange(text), span && { start: 0, end: span.next });
		}
	});

	it('should be TOML between lines of plus signs', () => {
		for (const [text, end] of [
			['+++\na = 1\n+++\nb', 14],
			['\uFEFF+++ \r\na = 1\r\n+++\t\r\nb', 20],
			['+++\n+++', 7],
			['+++\na = "+++"\n', undefined],
			['+++ a\n+++\n', undefined],
			['a\n+++\n+++\n', undefined],
		] as const) {
			assert.deepEqual(frontMatterRange(text), end === undefined ? undefined : { start: 0, end }, JSON.stringify(text));
		}
	});

	it('should hold the values of nocite, abstract and thanks up to the next field', () => {
		for (const [text, value] of [
			['---\nnocite: "@a"\n---\n', ' "@a"\n'],
			['---\na: b\nnocite : |\n  @a\n\n  @b\n- @c\n# remark\nd: e\n---\n', ' |\n  @a\n\n  @b\n- @c\n# remark\n'],
			['---\r\nnocite: "@a"\r\nd: e\r\n---\r\n', ' "@a"\r\n'],
			['---\na: nocite\nmy-nocite: x\n  nocite: y\n---\nnocite: z\n', undefined],
			['nocite: "@a"\n', undefined],
		] as const) {
			const [range] = citingFields(text);
			assert.equal(range && text.slice(range.start, range.end), value, JSON.stringify(text));
		}
		const several = '---\nabstract: |\n  A.\n\n  B.\ntitle: abstract\nthanks: C\nnocite: "@a"\n---\n';
		assert.deepEqual(
			citingFields(several).map(({ name, start, end }) => [name, several.slice(start, end)]),
			[
				['abstract', ' |\n  A.\n\n  B.\n'],
				['thanks', ' C\n'],
				['nocite', ' "@a"\n'],
			],
		);
		const later = '---\na: b\n---\n\n---\nnocite: "@a"\n---\n';
		const block = metadataBlocks(later)[1];
		const [range] = citingFields(later, block);
		assert.deepEqual([citingFields(later), range && later.slice(range.start, range.end)], [[], ' "@a"\n']);
	});
});

describe('the start of lines in a quotation', () => {
	it('should be blanks in the text, where it lies in that', () => {
		const text = '> a\n> > b\nc';
		assert.equal(withoutPrefixes(text, 2, text.length, [4, 8]), 'a\n    b\nc');
		assert.equal(withoutPrefixes(text, 2, text.length, []), text.slice(2));
		assert.equal(withoutPrefixes(text, 8, text.length, [4, 8]), 'b\nc');
		assert.equal(withoutPrefixes(text, 2, 6, [4, 8]), 'a\n> ');
		assert.equal(withoutPrefixes('> a\n> b\n> c', 2, 11, [4, 6, 8, 10]), 'a\n  b\n  c');
	});
});

describe('the captions of cells', () => {
	const captionsOf = (text: string) => cellCaptions(text).map(({ start, end }) => text.slice(start, end));
	const cases: readonly (readonly [text: string, captions: readonly string[]])[] = [
		['```{r}\n#| fig-cap: "A"\n```\n', [' "A"']],
		['~~~ {python}\n// x\n//| tbl-cap: A  \n--| lst-subcap :B\n~~~\n', [' A', 'B']],
		['> ```{r}\n> #| fig-cap: A\n> ```\n', [' A']],
		['```{r}\n#| fig-cap: >\n#|   A\n#|   B\n#| echo: C\n#|   D\n```\n', [' >', 'A', 'B']],
		['```{r}\n#| fig-subcap:\n#| - A\n#| - B\n#| x: - C\n#| - D\n```\n', ['- A', '- B']],
		['```{r}\n#|   fig-cap: A\n#|   B\n#|    C\nx\n#|    D\n```\n', [' A']],
		['```{r}\n#| fig-cap: A\n```\n#| fig-cap: B\n```{r}\n#|  C\n```\n', [' A']],
		['````{r}\n```\n#| fig-cap: A\n````\n', [' A']],
		['```r\n#| fig-cap: A\n```\n```{r}\n#| fig-cap: B\n```', [' B']],
		['```{r}\n``` x\n#| fig-cap: A', [' A']],
		['```{r}\n# fig-cap: A\n#| my-fig-cap: A\n#| fig-cap A\n```\n', []],
		['#| fig-cap: A\n', []],
		['~~ {r}\n#| fig-cap: A\n~~\n', []],
	];
	for (const [text, captions] of cases) {
		it(`should be ${captions.join(', ') || 'none'}: ${JSON.stringify(text)}`, () => {
			assert.deepEqual(captionsOf(text), captions);
		});
	}

	it('should hold the offsets from their colon to their end', () => {
		const text = '#| x\n```{r}\n#| fig-cap: "A"\n#| echo: true\n```\n';
		const within = Array.from({ length: text.length + 1 }, (_, at) => at).filter(at => isInCellCaption(text, at));
		assert.deepEqual([within[0], within.at(-1), within.length], [text.indexOf(' "A"'), text.indexOf('"A"') + 3, 5]);
	});
});
