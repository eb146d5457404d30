import assert from 'node:assert/strict';
import { withFootnotes } from '../../../src/core/citing/footnotes';
import { findPandocCitations } from '../../../src/core/citing/pandoc';

/** The keys that a text cites, with a sign behind those in footnotes. */
function told(text: string): string {
	return withFootnotes(text, findPandocCitations(text))
		.map(({ cites, inNote }) => `${cites[0]?.key ?? ''}${inNote === true ? '!' : ''}`)
		.join(' ');
}

describe('withFootnotes', () => {
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
