import assert from 'node:assert/strict';
import { footnoteRanges, withFootnotes } from '../../../src/core/citing/footnotes';
import { findPandocCitations } from '../../../src/core/citing/pandoc';

describe('withFootnotes', () => {
	it('should tell citations in footnotes from those in the text', () => {
		const text = 'One @a,[^1] two^[see [x] and @b] three @c.\n\n[^1]: Note @d\nand @e.\n\n    More @f.\n\nText @g.\n';
		assert.deepEqual(
			withFootnotes(text, findPandocCitations(text)).map(({ cites, inNote }) => `${cites[0]?.key ?? ''}${inNote === true ? '!' : ''}`),
			['a', 'b!', 'c', 'd!', 'e!', 'f!', 'g'],
		);
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

	it('should put the caption of a table before the table, where pandoc prints it', () => {
		const order = (text: string) =>
			[...withFootnotes(text, findPandocCitations(text))]
				.map(({ cites, order: rank, start }) => ({ key: cites[0]?.key, rank: rank ?? start }))
				.sort((a, b) => a.rank - b.rank)
				.map(({ key }) => key);
		assert.deepEqual(order('@z\n\n| a |\n|---|\n| @b |\n\n: Words [@c]\nand [@d].\n\n@e\n'), ['z', 'c', 'd', 'b', 'e']);
		assert.deepEqual(order('+---+\n| @b |\n+---+\n\nTable: [@c]\n'), ['c', 'b']);
		assert.deepEqual(order('Term @b\n\n: Defined by @c\n'), ['b', 'c']);
		assert.deepEqual(order(': Above [@a]\n\n| @b |\n|---|\n'), ['a', 'b']);
	});

	it('should find footnotes as the blocks of the text have them', () => {
		const ranges = (text: string) => footnoteRanges(text).map(({ start, end }) => text.slice(start, end));
		assert.deepEqual(ranges('```\n[^1]: @a\n```\n\n[^2]: @b\n'), ['[^2]: @b']);
		assert.deepEqual(ranges('> [^1]: @a\n\n    code\n'), ['[^1]: @a']);
		assert.deepEqual(ranges('[^1]: @a\r\r    @b\r\rtext'), ['[^1]: @a\r\r    @b']);
		assert.deepEqual(ranges('[^1]: @a\n[^2]: @b\n\n$$ x\n[^3]: y $$\n'), ['[^1]: @a', '[^2]: @b']);
	});

	it('should pass over brackets that do not pair', () => {
		assert.deepEqual(footnoteRanges('a^[b\n\nc] d^[e'), []);
	});
});
