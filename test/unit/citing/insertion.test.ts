import assert from 'node:assert/strict';
import { findPandocCitations } from '../../../src/core/citing/pandoc';
import { typst } from '../../../src/core/citing/typst';
import { citationAt, insertCitation, insertCites } from '../../../src/core/citing/insertion';

/** The text after inserting at the mark `|`, with the caret as `|`. */
function inserted(marked: string, keys: readonly string[], languageId = 'markdown'): string {
	const offset = marked.indexOf('|');
	const text = marked.slice(0, offset) + marked.slice(offset + 1);
	const edit = insertCitation(text, offset, keys, languageId);
	const after = text.slice(0, edit.start) + edit.text + text.slice(edit.end);
	return `${after.slice(0, edit.caret)}|${after.slice(edit.caret)}`;
}

interface Row {
	readonly should: string;
	readonly before: string;
	readonly keys: readonly string[];
	readonly after: string;
	readonly languageId?: string;
}

const rows: readonly Row[] = [
	{ should: 'cite one work', before: 'As shown |.', keys: ['song2021'], after: 'As shown [@song2021]|.' },
	{ should: 'cite several works', before: '|', keys: ['a', 'b'], after: '[@a; @b]|' },
	{ should: 'cite a work once', before: '|', keys: ['a', 'a'], after: '[@a]|' },
	{
		should: 'put braces around a key that needs them',
		before: '|',
		keys: ['odd:key:', 'https://a.b/c?d'],
		after: '[@{odd:key:}; @https://a.b/c?d]|',
	},
	{ should: 'add to the group around', before: 'See [@a|].', keys: ['b'], after: 'See [@a; @b|].' },
	{ should: 'add to the group directly before', before: 'See [@a]|.', keys: ['b'], after: 'See [@a; @b|].' },
	{ should: 'add to the group directly behind', before: 'See |[@a].', keys: ['b'], after: 'See [@a; @b|].' },
	{ should: 'add behind prefixes and locators', before: '[see @a|, p. 3; -@b ]', keys: ['c', 'd'], after: '[see @a, p. 3; -@b; @c; @d| ]' },
	{ should: 'leave out keys the group has', before: '[@a; @b|]', keys: ['b', 'c', 'a'], after: '[@a; @b; @c|]' },
	{ should: 'change nothing where the group has all keys', before: '[@a|; @b]', keys: ['b'], after: '[@a; @b]|' },
	{ should: 'add brackets to a key in the text', before: 'As @a| says', keys: ['b'], after: 'As @a [@b]| says' },
	{ should: 'add to the brackets of a key in the text', before: 'As @a [p. 3|] says', keys: ['b'], after: 'As @a [p. 3; @b|] says' },
	{ should: 'not part an emoji', before: '😀 |x', keys: ['a'], after: '😀 [@a]|x' },
	{ should: 'not take brackets without a key for a citation', before: '[a |link](b)', keys: ['k'], after: '[a @k |link](b)' },
	{
		should: 'keep carriage returns and tabs',
		before: 'one\r\n\t[@a\r\n\t; @b|]\r\n',
		keys: ['c'],
		after: 'one\r\n\t[@a\r\n\t; @b; @c|]\r\n',
	},
	{ should: 'write markdown where the language is not known', before: '|', keys: ['a'], after: '[@a]|', languageId: 'plaintext' },
	{ should: 'write LaTeX', before: 'As shown~|.', keys: ['a', 'b'], after: 'As shown~\\cite{a,b}|.', languageId: 'latex' },
	{ should: 'add to a LaTeX citation', before: '\\cite{a|}', keys: ['a', 'b'], after: '\\cite{a,b|}', languageId: 'latex' },
	{
		should: 'add to a LaTeX citation with notes',
		before: '\\citep|[see][p.~3]{a, b }',
		keys: ['c'],
		after: '\\citep[see][p.~3]{a, b,c| }',
		languageId: 'tex',
	},
	{
		should: 'add to a LaTeX citation directly before',
		before: '\\citep[p.~3]{a}|',
		keys: ['c'],
		after: '\\citep[p.~3]{a,c|}',
		languageId: 'latex',
	},
	{
		should: 'add to a LaTeX citation of several lists',
		before: '\\parencites[3]{a}[4]{b}|',
		keys: ['c'],
		after: '\\parencites[3]{a}[4]{b}{c}|',
		languageId: 'latex',
	},
	{ should: 'complete brackets that are empty', before: 'See [|].', keys: ['a', 'b'], after: 'See [@a; @b|].' },
	{ should: 'complete brackets that wait for a key', before: 'See [@a; |].', keys: ['b'], after: 'See [@a; @b|].' },
	{ should: 'put a space behind the semicolon of brackets that wait', before: 'See [@a;|].', keys: ['b'], after: 'See [@a; @b|].' },
	{ should: 'not leave the comma that waited for a locator', before: 'See [@a, |].', keys: ['b'], after: 'See [@a; @b| ].' },
	{ should: 'not write into the brackets of a link', before: '[[|]] [](b)', keys: ['a'], after: '[[[@a]|]] [](b)' },
	{
		should: 'complete braces that are empty',
		before: '\\citep[see][]{|}',
		keys: ['a', 'b'],
		after: '\\citep[see][]{a,b|}',
		languageId: 'latex',
	},
	{ should: 'complete braces that wait for a key', before: '\\cite{a, |}', keys: ['b'], after: '\\cite{a,b|}', languageId: 'latex' },
	{
		should: 'not take other braces for those of a citation',
		before: '\\emph{|}',
		keys: ['a'],
		after: '\\emph{\\cite{a}|}',
		languageId: 'latex',
	},
];

describe('insertCitation', () => {
	for (const { should, before, keys, after, languageId } of rows) {
		it(`should ${should}`, () => assert.equal(inserted(before, keys, languageId), after));
	}

	it('should lose no place and no prefix where it adds to a citation', () => {
		const cite = { key: 'b', prefix: 'see', locator: { label: 'page', value: '3' } };
		const added = (text: string, languageId: string) => {
			const edit = insertCites(text, text.length, [cite], languageId, 'parenthetical');
			return text.slice(0, edit.start) + edit.text + text.slice(edit.end);
		};
		assert.equal(added('\\cite{a}', 'latex'), '\\cite{a}, \\cite[see][p.~3]{b}');
		assert.equal(added('\\autocites{a}', 'latex'), '\\autocites{a}[see][p.~3]{b}');
		assert.equal(added('[@a]', 'markdown'), '[@a; see @b, p. 3]');
	});

	it('should move an offset out of a surrogate pair, a CRLF and the text', () => {
		assert.equal(insertCitation('😀', 1, ['a'], 'markdown').start, 0);
		assert.equal(insertCitation('a\r\nb', 2, ['a'], 'markdown').start, 1);
		assert.equal(insertCitation('ab', 99, ['a'], 'markdown').start, 2);
	});
});

describe('insertCitation where a citation is begun', () => {
	/** The text after an insertion at `|`. */
	const inserted = (marked: string, languageId: string, keys: readonly string[] = ['key']) => {
		const text = marked.replace('|', '');
		const { start, end, text: written } = insertCitation(text, marked.indexOf('|'), keys, languageId);
		return text.slice(0, start) + written + text.slice(end);
	};

	it('should complete it in Markdown, without brackets in brackets', () => {
		for (const [marked, wanted] of [
			['a @| b', 'a @key b'],
			['[@|]', '[@key]'],
			['[see |]', '[see @key]'],
			['[see|]', '[see @key]'],
			['[see @|]', '[see @key]'],
			['[see |, p. 3]', '[see @key, p. 3]'],
			['[@a; @|]', '[@a; @key]'],
			['[@a; see |]', '[@a; see @key]'],
			['-@|', '[-@key]'],
			['[-@|]', '[-@key]'],
			['@{|}', '@key'],
			['[text|](url)', '[text @key](url)'],
			['[|](url)', '[@key](url)'],
			['![alt |](x.png)', '![alt @key](x.png)'],
			['- [|] do', '- [@key] do'],
			['- [ ] do |', '- [ ] do [@key]'],
			['me@|', 'me@[@key]'],
			['word[^|]', 'word[^[@key]]'],
		] as const) {
			assert.equal(inserted(marked, 'markdown'), wanted, marked);
		}
		assert.equal(inserted('[see |]', 'markdown', ['a', 'b']), '[see @a; @b]');
		assert.equal(inserted('@|', 'markdown', ['a', 'b']), '@a [@b]');
	});

	it('should complete it in LaTeX and Typst', () => {
		for (const [marked, wanted] of [
			['\\cite|', '\\cite{key}'],
			['\\parencite[see]|', '\\parencite[see]{key}'],
			['\\autocite|{}', '\\autocite{key}'],
			['\\cite{|,b}', '\\cite{key,b}'],
			['\\textcite{a, |, b}', '\\textcite{a, key, b}'],
			['\\cite{a,|}', '\\cite{a,key}'],
			['\\citation|', '\\citation\\cite{key}'],
		] as const) {
			assert.equal(inserted(marked, 'latex'), wanted, marked);
		}
		assert.equal(inserted('See @|', 'typst'), 'See @key');
		assert.equal(inserted('#cite(<|>)', 'typst'), '#cite(<key>)');
		assert.equal(inserted('#cite(|)', 'typst', ['DBLP:a/b']), '#cite(label("DBLP:a/b"))');
		assert.equal(inserted('#cite(<|>, form: "prose")', 'typst'), '#cite(<key>, form: "prose")');
		assert.equal(inserted('@|', 'typst', ['DBLP:a/b']), '#cite(label("DBLP:a/b"))');
		assert.equal(inserted('#cite(<|>)', 'typst', ['a', 'b']), '#cite(<a>) @b');
	});

	it('should write a key that is no label of Typst as a call', () => {
		const completed = (text: string, start: number, end: number) => typst.completed?.(text, { start, end }, 'DBLP:a/b');
		assert.deepEqual(completed('@db', 1, 3), { start: 0, end: 3, text: '#cite(label("DBLP:a/b"))' });
		assert.deepEqual(completed('#cite(<db>)', 7, 9), { start: 6, end: 10, text: 'label("DBLP:a/b")' });
		assert.equal(typst.completed?.('@db', { start: 1, end: 3 }, 'doe2020'), undefined);
	});
});

describe('what is inserted', () => {
	it('should read as asked for, and stand within the text, in no midst of a line break', () => {
		const put = (text: string, at: number, look: 'parenthetical' | 'narrative' | 'suppressed', ...keys: string[]) => {
			const { start, end, text: written, caret } = insertCitation(text, at, keys, 'markdown', look);
			return [`${text.slice(0, start)}${written}${text.slice(end)}`, caret];
		};
		assert.deepEqual(put('x', 1, 'narrative', 'a'), ['x@a', 3]);
		assert.deepEqual(put('x', 1, 'suppressed', 'a', 'b'), ['x[-@a; -@b]', 11]);
		assert.deepEqual(put('x', 99, 'parenthetical', 'a'), ['x[@a]', 5]);
		assert.deepEqual(put('x', -5, 'parenthetical', 'a'), ['[@a]x', 4]);
		assert.deepEqual(put('a\r\nb', 2, 'parenthetical', 'a'), ['a[@a]\r\nb', 5]);
		assert.deepEqual(put('x', 1, 'parenthetical'), ['x', 1]);
		assert.deepEqual(put('[see @a|, p. 3]', 7, 'narrative', 'a', 'b'), ['[see @a|, p. 3; @b]', 18]);
		assert.deepEqual(put('[-@a]', 3, 'narrative', 'a'), ['[-@a]', 5]);
	});

	it('should belong to the citation that an offset touches, and to no narrative one behind it', () => {
		const found = findPandocCitations('x [@a] @b [@c]');
		assert.deepEqual(
			Array.from({ length: 15 }, (_, offset) => citationAt(found, offset)?.cites[0]?.key ?? '-').join(''),
			'--aaaaa-bbbbbbb',
		);
	});
});
