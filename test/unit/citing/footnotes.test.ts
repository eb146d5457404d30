import assert from 'node:assert/strict';
import { withFootnotes } from '../../../src/core/citing/footnotes';
import { findPandocCitations } from '../../../src/core/citing/pandoc';

/** The keys that a text cites, with a sign behind those in footnotes. */
function told(text: string): string {
	return withFootnotes(text, findPandocCitations(text))
		.map(({ cites, inNote }) => `${cites[0]?.key ?? ''}${inNote === true ? '!' : ''}`)
		.join(' ');
}

/**
 * The keys that a text cites as readers meet them: with how many footnotes have been, `!` in a footnote, `<` where one opens it and `>`
 * where a sentence of it ends.
 */
function read(text: string): string {
	return withFootnotes(text, findPandocCitations(text))
		.map((citation, index) => ({ ...citation, order: citation.order ?? index }))
		.sort((a, b) => a.order - b.order)
		.map(({ cites, inNote, opensNote, endsNote, ownNotes = 0 }) =>
			[
				cites[0]?.key,
				ownNotes === 0 ? '' : ownNotes,
				inNote === true ? '!' : '',
				opensNote === true ? '<' : '',
				endsNote === true ? '>' : '',
			].join(''),
		)
		.join(' ');
}

describe('withFootnotes', () => {
	const cases: readonly (readonly [rule: string, read: string, text: string])[] = [
		['what follows a footnote within a footnote', 'a1! c1! b2! d2', '^[As @a says^[Not @b.] and @c too.] @d'],
		['what follows one in the paragraph of another', 'b2!<> c1! z2 d2', 'x[^1] @z\n\n[^1]: One^[@b] and @c.\n\n@d'],
		['footnotes three deep', 'a1!< e1!> b2!< d2!> c3!<> f3', 'x^[@a ^[@b ^[@c] @d] @e] @f'],
		[
			'one written within another',
			'a1!> c1!> b2!> d2',
			'One[^1] two[^2].\n\n[^1]: First @a\n\n    [^2]: within @b\n\n    After @c\n\n@d\n',
		],
		['one called twice, where it is called first', 'a1!<> x1 b2!<>', 'One[^a] two[^a] @x three[^b].\n\n[^a]: @a\n\n[^b]: @b\n'],
		['one called between another and its call', 'd1!<> b1 a2!<> c2', '[^1]: @a\n\nText[^2] @b[^1] @c\n\n[^2]: @d\n'],
		['those called nowhere last', 'b1!<> x1 a2!<> c3!<>', 'One[^b] @x\n\n[^a]: @a\n\n[^b]: @b\n\n[^c]: @c\n'],
		['one in a quotation', 'a1!<> b1', '> [^1]: @a\n\nSee[^1] @b'],
		['no footnote whose label has a space', 'a', 'A[^x y] @a\n\n[^x y]: c'],
		['no footnote across a blank line with a space', 'b c e1!<>', 'a^[@b\n \n@c] d^[@e]'],
		['nor with other ends of lines', 'b c e1!<>', 'a^[@b\r\n\t\r\n@c] d^[@e]'],
		['one across the end of a line', 'b1!< c1!>', 'a^[@b\n@c]'],
		['no footnote and no end of one behind a backslash', 'a b1!< c1!> d1', '\\^[@a] ^[@b \\] @c] @d'],
		['links within a footnote', 'a1!> b1', '^[[x](y) @a] @b'],
		['what opens and ends it, spaces or not', 'a1!<> b2!<> c2', '^[ @a]^[ @b ] ^[@c\n\n] x'],
		['what ends a sentence', 'a1!< b2!<> c3!< d4!<>', '^[@a. More] ^[@b\nMore] ^[@c – so] ^[@d Élan]'],
		['the paragraphs of a footnote', 'a1!> b1! c1!>', '[^1]: @a\n\n    @b\n    @c\n\nX[^1]'],
		['a blank line of spaces between them', 'a1!> b1!>', '[^1]: @a\n   \n    @b\n\nX[^1]'],
		['other ends of lines between them', 'a1!> b1!>', '[^1]: @a\r\n\r\n    @b\r\n\r\nX[^1]'],
		['a footnote that begins on the next line', 'a1!<>', '[^1]:\n    @a\n\nX[^1]'],
		['the footnotes of a caption before those of its table', 'c1!<> d2!<> b3!<>', '| ^[@b] |\n|---|\n\n: C[^1]^[@d]\n\n[^1]: @c\n'],
		['the footnotes of a caption before its table', 'a e f1!<> d1', '@a\n\n| @d |\n|---|\n\n: [@e]^[@f]\n'],
	];
	for (const [rule, expected, text] of cases) {
		it(`should know ${rule}`, () => assert.equal(read(text), expected));
	}

	it('should come to an end where footnotes call each other', () => {
		assert.equal(read('x[^1]\n\n[^1]: a[^1] @a\n'), 'a1!>');
		assert.equal(told('x[^1] @z\n\n[^1]: a[^2] @a\n\n[^2]: b[^1] @b\n'), 'z a! b!');
		const chain = Array.from({ length: 40 }, (_, index) => `[^${index}]: a[^${index + 1}] @k${index}\n\n`).join('');
		assert.equal(told(`${chain}[^40]: b[^0]\n\nText[^0] @z.`).split(' ').length, 41);
	});

	it('should know captions by their sign and the table above them', () => {
		const table = '| @b |\n|---|\n\n';
		const before = [
			`${table}: [@c]\n`,
			`${table}table: [@c]\n`,
			`${table}   :\t[@c]\n`,
			'--- --\n@b\n--- --\n\n: [@c]\n',
			'  ----\n@b\n ----\n\n: [@c]\n',
		];
		const behind = [
			`${table}:[@c]\n`,
			`${table}Table [@c]\n`,
			`${table}Text\n\n: [@c]\n`,
			'- @b\n\n: [@c]\n',
			'-- @b\n\n: [@c]\n',
			'- -\n@b\n\n: [@c]\n',
			'+ @b\n\n: [@c]\n',
			'1 +-+ @b\n\n: [@c]\n',
			'1 --- @b\n\n: [@c]\n',
		];
		assert.deepEqual(
			before.map(read),
			before.map(() => 'c b'),
		);
		assert.deepEqual(
			behind.map(read),
			behind.map(() => 'b c'),
		);
		assert.equal(read(`@a\n\n${table}: See [@c]\n\nand [@d]`), 'a c b d');
		assert.equal(read(`[@x]\n\n${table}: [@c]\n\n: [@d]\n`), 'x c b d');
	});

	it('should leave a text without footnotes and captions as it is', () => {
		const text = 'A @a. B @b.\n\n| @c |\n|---|\n';
		const found = findPandocCitations(text);
		assert.equal(withFootnotes(text, found), found);
	});

	it('should tell citations in footnotes from those in the text', () => {
		const text = 'One @a,[^1] two^[see [x] and @b] three @c.\n\n[^1]: Note @d\nand @e.\n\n    More @f.\n\nText @g.\n';
		assert.equal(told(text), 'a b! c d! e! f! g');
	});

	it('should tell the order in which readers meet citations, and how many footnotes come before', () => {
		const text = 'One @a,[^late] two^[@b] and[^early] three @c.\n\n[^early]: @d\n\n[^late]: @e, with @f.^[@g]\n\n[^never]: @h\n';
		const found = withFootnotes(text, findPandocCitations(text));
		const rows = found
			.map(({ cites, order = 0, ownNotes, opensNote }) => ({ order, row: [cites[0]?.key, ownNotes, opensNote === true] }))
			.sort((a, b) => a.order - b.order);
		assert.deepEqual(
			rows.map(({ row }) => row),
			[
				['a', 0, false],
				['e', 1, true],
				['f', 1, false],
				['g', 2, true],
				['b', 3, true],
				['d', 4, true],
				['c', 4, false],
				['h', 5, true],
			],
		);
	});

	it('should tell with which citations a footnote or a sentence of it ends', () => {
		const text = '^[@a] ^[[see @b, 3]] ^[As @c says.] ^[@d and @e] ^[[@f] More.] ^[[@g].][^1]\n\n[^1]: @h\n\n    [@i] and [@j]\n    [@k]\n';
		const ending = withFootnotes(text, findPandocCitations(text)).filter(({ endsNote }) => endsNote === true);
		assert.equal(ending.map(({ cites }) => cites[0]?.key).join(''), 'abefhk');
		const opening = withFootnotes(text, findPandocCitations(text)).filter(({ opensNote }) => opensNote === true);
		assert.equal(opening.map(({ cites }) => cites[0]?.key).join(''), 'abdfg');
	});

	it('should put the caption of a table before the table, where pandoc prints it', () => {
		const order = (text: string) =>
			[...withFootnotes(text, findPandocCitations(text))]
				.map(({ cites, order: rank, start }) => ({ key: cites[0]?.key, rank: rank ?? start }))
				.sort((a, b) => a.rank - b.rank)
				.map(({ key }) => key);
		assert.deepEqual(order('@z\n\n| a |\n|---|\n| @b |\n\n: Words [@c]\nand [@d].\n\n@e\n'), ['z', 'c', 'd', 'b', 'e']);
		assert.deepEqual(order('+---+\n| @b |\n+---+\n\nTable: [@c]\n'), ['c', 'b']);
		assert.deepEqual(order('Term @b\n\n: Defined by @c\n'), ['b', 'c']);
		assert.deepEqual(order('Term | or @b\n\n: Defined by @c\n'), ['b', 'c']);
		assert.deepEqual(order(': Above [@a]\n\n| @b |\n|---|\n'), ['a', 'b']);
	});

	it('should find footnotes as the blocks of the text have them', () => {
		assert.equal(told('```\n[^1]: @a\n```\n\n[^2]: @b\n'), 'b!');
		assert.equal(told('> [^1]: @a\n\n    code @c\n\n@b\n'), 'a! b');
		assert.equal(told('[^1]: @a\r\r    @b\r\r@c'), 'a! b! c');
		assert.equal(told('[^1]: @a\n[^2]: @b\n\n$$ x\n[^3]: y $$ @c\n'), 'a! b! c');
	});

	it('should pass over brackets that do not pair', () => {
		assert.equal(told('a^[@b\n\n@c] d^[@e'), 'b c e');
	});

	it('should take no footnote and no call of one from code, formulae and comments', () => {
		for (const unread of ['`[^2]`', '```\n[^2]\n```', '<!-- [^2] -->', '$x[^2]$', '    [^2]', '<https://x.y/[^2]>']) {
			const text = `${unread}\n\nOne[^1] two[^2].\n\n[^2]: @b\n\n[^1]: @a\n`;
			const keys = withFootnotes(text, findPandocCitations(text)).map(({ cites, order = 0 }) => ({ key: cites[0]?.key, order }));
			assert.deepEqual(
				keys.sort((a, b) => a.order - b.order).map(({ key }) => key),
				['a', 'b'],
				unread,
			);
		}
		assert.equal(told('`^[` @a `]`'), 'a');
		assert.equal(told('x^[`]` @a] @b'), 'a! b');
	});
});
