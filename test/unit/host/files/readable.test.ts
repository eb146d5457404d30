import assert from 'node:assert/strict';
import { hindranceOf } from '../../../../src/host/files/readable';
import type { Standing } from '../../../../src/host/files/readable';

describe('what VS Code may read whole', () => {
	const file: Standing = { isFile: true, isFolder: false, isLink: false, size: 10, isOnDisk: true };
	/** A pipe, a socket, a device: what VS Code calls unknown. */
	const pipe: Standing = { ...file, isFile: false, size: 0 };

	it('should be a file, also one that a link leads to, as large as is asked for', () => {
		for (const standing of [file, { ...file, isLink: true }, { ...file, size: 0 }, { ...file, size: 100 }]) {
			assert.equal(hindranceOf(standing, 100), undefined);
		}
	});

	it('should be no pipe and no device, also one that a link leads to', () => {
		for (const standing of [pipe, { ...pipe, isLink: true }]) {
			assert.equal(hindranceOf(standing, 100), 'ENOTFILE');
		}
	});

	it('should be no larger file, wherever it lies', () => {
		for (const standing of [
			{ ...file, size: 101 },
			{ ...file, size: 2 ** 45, isOnDisk: false },
		]) {
			assert.equal(hindranceOf(standing, 100), 'EFBIG');
		}
	});

	it('should leave it to the reading to say that there is a folder, or a link to nothing', () => {
		assert.equal(hindranceOf({ ...file, isFile: false, isFolder: true, size: 4096 }, 100), undefined);
		assert.equal(hindranceOf({ ...pipe, isLink: true, size: 12 }, 100), undefined);
	});

	it('should be whatever the file system of another extension tells no kind of', () => {
		assert.equal(hindranceOf({ ...pipe, isOnDisk: false }, 100), undefined);
	});
});
