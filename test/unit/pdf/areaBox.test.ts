import assert from 'node:assert/strict';
import type { AreaBox } from '../../../src/webview/pdf/areaBox';
import { boxAfter, boxInView } from '../../../src/webview/pdf/areaBox';

const box = { left: 0.25, top: 0.25, width: 0.5, height: 0.5 };

function after(keys: readonly string[], from: AreaBox = box): AreaBox {
	return keys.reduce<AreaBox>((known, name) => {
		const parts = name.split('+');
		return boxAfter(known, { key: parts.at(-1) ?? '', resizes: parts.includes('Shift'), isFine: parts.includes('Control') }) ?? known;
	}, from);
}

function rounded({ left, top, width, height }: AreaBox): readonly number[] {
	return [left, top, width, height].map(value => Math.round(value * 1000) / 1000);
}

describe('the box that keys move', () => {
	it('should begin in the middle of what is seen of the page', () => {
		const page = { left: 100, right: 700, top: -400, bottom: 400 };
		assert.deepEqual(rounded(boxInView(page, { left: 0, right: 800, top: 0, bottom: 600 })), [0.25, 0.625, 0.5, 0.25]);
	});

	it('should begin on the page where nothing is seen of it', () => {
		const { left, top, width, height } = boxInView(
			{ left: 0, right: 600, top: 900, bottom: 1700 },
			{ left: 0, right: 600, top: 0, bottom: 500 },
		);
		assert.ok(left >= 0 && top >= 0 && left + width <= 1 && top + height <= 1);
	});

	it('should move by arrows, and be resized with Shift, its upper left corner staying', () => {
		assert.deepEqual(rounded(after(['ArrowRight', 'ArrowDown', 'ArrowDown'])), [0.27, 0.29, 0.5, 0.5]);
		assert.deepEqual(rounded(after(['Shift+ArrowLeft', 'Shift+ArrowDown'])), [0.25, 0.25, 0.48, 0.52]);
		assert.deepEqual(rounded(after(['Control+ArrowUp', 'Control+Shift+ArrowUp'])), [0.25, 0.248, 0.5, 0.498]);
	});

	it('should stay on the page, and never be smaller than can be seen', () => {
		const many = (key: string) => Array.from({ length: 100 }, () => key);
		assert.deepEqual(rounded(after([...many('ArrowRight'), ...many('ArrowDown')])), [0.5, 0.5, 0.5, 0.5]);
		assert.deepEqual(rounded(after([...many('ArrowLeft'), ...many('ArrowUp')])), [0, 0, 0.5, 0.5]);
		assert.deepEqual(rounded(after([...many('Shift+ArrowRight'), ...many('Shift+ArrowDown')])), [0.25, 0.25, 0.75, 0.75]);
		assert.deepEqual(rounded(after([...many('Shift+ArrowLeft'), ...many('Shift+ArrowUp')])), [0.25, 0.25, 0.02, 0.02]);
	});

	it('should leave other keys alone', () => {
		assert.equal(boxAfter(box, { key: 'Enter', resizes: false, isFine: false }), undefined);
	});
});
