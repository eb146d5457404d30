import assert from 'node:assert/strict';
import type { Quad } from '../../../src/core/annotations/annotation';
import type { Piece } from '../../../src/core/pdf/readingOrder';
import { piecesInOrder } from '../../../src/core/pdf/readingOrder';
import { quadsOf, quoteUnder, textOfPieces } from '../../../src/webview/pdf/pageText';
import { readable } from '../../../src/webview/pdf/selection';

/** A piece of a line at a place, ten points high. */
function piece(str: string, x: number, width: number, more: Partial<Piece> = {}): Piece {
	return { str, hasEOL: false, dir: 'ltr', transform: [10, 0, 0, 10, x, 700], width, height: str === ' ' ? 0 : 10, ...more };
}

const rtl = { dir: 'rtl' } as const;

describe('the text of a page', () => {
	it('should read lines from right to left however they were drawn', () => {
		const spaced = [
			piece('כל', 100, 10, rtl),
			piece(' ', 110, 4),
			piece('תמונות', 114, 30, rtl),
			piece(' ', 144, 4),
			piece('המודל', 148, 24, rtl),
			piece('', 0, 0, { hasEOL: true }),
		];
		assert.equal(textOfPieces(piecesInOrder(spaced)), 'המודל תמונות כל\n');
		const letters = [
			piece('ה', 160, 5, rtl),
			piece('ז', 157, 3, rtl),
			piece('ה', 152, 5, rtl),
			piece('ר', 143, 4, rtl),
			piece('ק', 138, 5, { ...rtl, hasEOL: true }),
		];
		assert.equal(textOfPieces(piecesInOrder(letters)), 'הזה רק\n');
	});

	it('should leave words of other scripts in such a line as they are read', () => {
		const line = [
			piece('רק', 100, 10, rtl),
			piece(' ', 110, 4),
			piece('PDF', 114, 20),
			piece(' ', 134, 4),
			piece('2.0', 138, 12),
			piece(' ', 150, 4),
			piece('המודל', 154, 24, rtl),
		];
		assert.equal(textOfPieces(piecesInOrder(line)), 'המודל PDF 2.0 רק');
		const english = [
			piece('from', 100, 20),
			piece(' ', 120, 4),
			piece('המודל', 124, 24, rtl),
			piece(' ', 148, 4),
			piece('it came', 152, 40),
		];
		assert.equal(textOfPieces(piecesInOrder(english)), 'from המודל it came');
	});

	it('should mark letters where they stand: from the right, and along lines that are turned', () => {
		assert.deepEqual(quadsOf([piece('אבגד', 100, 40, rtl)], 0, 1), [[130, 708, 140, 708, 130, 698, 140, 698]]);
		const upwards = piece('word', 300, 40, { transform: [0, 10, -10, 0, 300, 500] });
		assert.deepEqual(quadsOf([upwards], 0, 2), [[292, 500, 292, 520, 302, 500, 302, 520]]);
		const down = piece('縦書き文', 300, 10, { dir: 'ttb', height: 40 });
		assert.deepEqual(quadsOf([down], 0, 2), [[305, 700, 305, 680, 295, 700, 295, 680]]);
		for (const one of [upwards, down, piece('אבגד', 100, 40, rtl)]) {
			assert.equal(quoteUnder([one], quadsOf([one], 1, 3))?.exact, one.str.trim().slice(1, 3) === 'or' ? 'word' : one.str.slice(1, 3));
		}
	});

	it('should take each letter once where quads lie over each other', () => {
		const line = [piece('a café of words', 100, 150)];
		const [quad] = quadsOf(line, 0, 6);
		assert.ok(quad);
		const wide: Quad = [120, 708, 250, 708, 120, 698, 250, 698];
		assert.equal(quoteUnder(line, [quad, quad, wide])?.exact, 'a café of words');
	});

	it('should put no spaces into Chinese and Japanese, and one where a line of Korean or English ends', () => {
		assert.equal(readable('模型数据\n噪声，\n过程。\nモデル\nの学習\nof data\n模型'), '模型数据噪声，过程。モデルの学習 of data 模型');
		assert.equal(readable('모델 데이터\n잡음'), '모델 데이터 잡음');
	});
});
