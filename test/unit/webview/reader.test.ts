import assert from 'node:assert/strict';
import { actionOfKey, actions, allActions } from '../../../src/webview/reader/actions';
import { allowedZoom, noZoom, zoomed } from '../../../src/webview/reader/zoom';

describe("the reader's keys", () => {
	it('should each stand for one action', () => {
		const keys = allActions.flatMap(action => action.keys);
		assert.equal(new Set(keys).size, keys.length);
		for (const action of allActions) {
			for (const key of action.keys) {
				assert.equal(actionOfKey(key), action);
			}
		}
	});

	it('should leave every other key alone', () => {
		assert.deepEqual(['I', 'Enter', ' ', 'ArrowDown', 'Escape'].map(actionOfKey), [undefined, undefined, undefined, undefined, undefined]);
	});

	it('should be taken as they are shown: as capitals, with Shift or Caps Lock', () => {
		assert.deepEqual(
			['J', 'N', 'K', 'U', '?', 'ArrowLeft'].map(key => actionOfKey(key)?.keys[0]),
			['j', 'j', 'k', 'u', '?', 'k'],
		);
	});

	it('should know three statuses', () => {
		assert.deepEqual(
			[actions.unread, actions.reading, actions.read].map(action => action.deed.status),
			['unread', 'reading', 'read'],
		);
	});
});

describe("the reader's zoom", () => {
	it('should go in steps of ten per cent', () => {
		assert.equal(zoomed(noZoom, 1), 110);
		assert.equal(zoomed(noZoom, -1), 90);
	});

	it('should stay between half and three times the size', () => {
		assert.equal(zoomed(300, 1), 300);
		assert.equal(zoomed(50, -1), 50);
	});

	it('should take a zoom that was kept to the nearest there is', () => {
		assert.deepEqual([127, 1e9, -5].map(allowedZoom), [130, 300, 50]);
	});
});
