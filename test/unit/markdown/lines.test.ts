import assert from 'node:assert/strict';
import { printKey, readKey, readMark } from '../../../src/core/markdown/citationKeys';
import { goesOn, noteKeyPlace, plainList, plainValue, textValue } from '../../../src/core/markdown/frontMatterLines';
import { readDefinition, readLinkTail } from '../../../src/core/markdown/linkSyntax';
import { linkPlaces, linksInFrontMatter } from '../../../src/core/markdown/maskedLinks';
import { metadataBlocks } from '../../../src/core/markdown/metadataBlocks';
import { TableRows } from '../../../src/core/markdown/tableRows';

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
	];
	for (const [yaml, key] of cases) {
		it(`should be ${key ?? 'none'}: ${JSON.stringify(yaml)}`, () => {
			const text = `---\n${yaml}\n---\n`;
			const place = noteKeyPlace(text);
			assert.equal(place?.key, key);
			assert.equal(place && text.slice(place.start, place.end), key);
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
		assert.deepEqual(['\n  c', '\n- c', '\n\n# x\n  c', '\nc: d', '\n  # x', '', '\r\n  c'].map(after), [
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
		assert.deepEqual(['me@a', 'x.@a', 'é@a', '漢@a', '@ a'].map(mark), [undefined, undefined, undefined, undefined, undefined]);
	});
});

describe('the rows of tables', () => {
	it('should be lines with cells, in lists and quotations, too, and not the row of dashes', () => {
		const text = 'a | b\n\n| head | x |\n| - | :-: |\n| cell |\n\n> - quoted | x\n>   - | -\n>   below | x\n\nc | d\n';
		const rows = new TableRows(text);
		assert.deepEqual(
			['a |', 'head', ':-:', 'cell', 'quoted', '- | -', 'below', 'c |'].filter(words => rows.holds(text.indexOf(words))),
			['head', 'cell', 'quoted', 'below'],
		);
	});
});
