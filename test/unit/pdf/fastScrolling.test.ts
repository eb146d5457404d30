import assert from 'node:assert/strict';
import { ScrollSpeed } from '../../../src/webview/pdf/fastScrolling';

/** Whether each step of so many heights of a window, every so many milliseconds, is too fast to read. */
function steps(heights: number, milliseconds: number, count: number): readonly boolean[] {
	const speed = new ScrollSpeed();
	return Array.from({ length: count }, (_, at) => speed.isTooFast(at * heights * 800, 800, at * milliseconds));
}

describe('pages that are scrolled past', () => {
	it('should be drawn while a wheel moves them, or a fling that ends', () => {
		assert.ok(!steps(0.125, 50, 20).includes(true));
		assert.ok(!steps(0.08, 17, 20).includes(true));
	});

	it('should not be drawn while a book flies by, also where frames are late', () => {
		assert.deepEqual(steps(0.5, 17, 6), [false, false, true, true, true, true]);
		assert.deepEqual(steps(4, 200, 4), [false, false, true, true]);
	});

	it('should be drawn at once where a link or a search leads', () => {
		assert.deepEqual(steps(90, 1000, 4), [false, false, false, false]);
		assert.deepEqual(steps(90, 100, 2), [false, false]);
	});
});
