import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
	allSelected,
	clicked,
	countRows,
	hasRow,
	movedOnTo,
	nothingSelected,
	toggled,
	withoutRows,
	withRows,
} from '../../../src/core/table/rowRanges';
import type { RowRanges } from '../../../src/core/table/rowRanges';

const rowsOf = (ranges: RowRanges) => ranges.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, at) => from + at));
const held = (keys: string) => ({ ctrl: keys.includes('ctrl'), shift: keys.includes('shift') });

describe('selected rows', () => {
	it('should hold what a set would, as few sorted ranges', () => {
		const step = fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 5 }));
		fc.assert(
			fc.property(fc.array(step), steps => {
				let ranges: RowRanges = [];
				const rows = new Set<number>();
				for (const [adds, from, length] of steps) {
					ranges = adds ? withRows(ranges, { from, to: from + length }) : withoutRows(ranges, { from, to: from + length });
					for (let row = from; row < from + length; row += 1) {
						if (adds) {
							rows.add(row);
						} else {
							rows.delete(row);
						}
					}
				}
				assert.deepEqual(
					rowsOf(ranges),
					[...rows].sort((a, b) => a - b),
				);
				assert.ok(ranges.every(({ from }, at) => from > (ranges[at - 1]?.to ?? -1)));
				assert.equal(countRows(ranges), rows.size);
				assert.ok(Array.from({ length: 20 }, (_, row) => row).every(row => hasRow(ranges, row) === rows.has(row)));
			}),
		);
	});

	it('should follow clicks and keys as lists do', () => {
		const one = clicked(nothingSelected, 3, held(''));
		assert.deepEqual(rowsOf(one.ranges), [3]);
		const to = clicked(one, 5, held('shift'));
		assert.deepEqual(rowsOf(to.ranges), [3, 4, 5]);
		assert.deepEqual(rowsOf(clicked(to, 1, held('shift')).ranges), [1, 2, 3]);
		const two = clicked(to, 8, held('ctrl'));
		assert.deepEqual(rowsOf(two.ranges), [3, 4, 5, 8]);
		assert.deepEqual(rowsOf(clicked(two, 9, held('ctrl shift')).ranges), [3, 4, 5, 8, 9]);
		assert.deepEqual(rowsOf(clicked(two, 4, held('ctrl')).ranges), [3, 5, 8]);
		const down = movedOnTo(movedOnTo(one, 4, held('shift')), 5, held('shift'));
		assert.deepEqual(rowsOf(down.ranges), [3, 4, 5]);
		assert.deepEqual(rowsOf(movedOnTo(down, 4, held('shift')).ranges), [3, 4]);
		const away = movedOnTo(down, 9, held('ctrl'));
		assert.deepEqual([rowsOf(away.ranges), away.focus], [[3, 4, 5], 9]);
		assert.deepEqual(rowsOf(toggled(away, 9).ranges), [3, 4, 5, 9]);
		assert.equal(countRows(allSelected(away, 100_000).ranges), 100_000);
		assert.deepEqual(allSelected(away, 0).ranges, []);
		assert.deepEqual(rowsOf(clicked(nothingSelected, 2, held('shift')).ranges), [2]);
	});
});
