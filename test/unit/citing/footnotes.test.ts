import assert from 'node:assert/strict';
import { footnoteRanges, withFootnotes } from '../../../src/core/citing/footnotes';
import { findPandocCitations } from '../../../src/core/citing/pandoc';

describe('withFootnotes', () => {
	it('should tell citations in footnotes from those in the text', () => {
		const text = 'One @a,[^1] two^[see [x] and @b] three @c.\n\n[^1]: Note @d\nand @e.\n\n    More @f.\n\nText @g.\n';
		assert.deepEqual(withFootnotes(text, findPandocCitations(text)).map(({ cites, inNote }) => `${cites[0]?.key ?? ''}${inNote === true ? '!' : ''}`), ['a', 'b!', 'c', 'd!', 'e!', 'f!', 'g']);
	});

	it('should pass over brackets that do not pair', () => {
		assert.deepEqual(footnoteRanges('a^[b\n\nc] d^[e'), []);
	});
});
