import assert from 'node:assert/strict';
import { usualArrangement } from '../../../src/core/table/arrangement';
import type { ToTable } from '../../../src/protocol/table';
import { parseArrangement, parseFromTable, parseTableState, parseToTable, printToTable } from '../../../src/protocol/table';

describe('messages of the table', () => {
	it('should come through as they were sent', () => {
		const table: ToTable = {
			type: 'table',
			table: {
				version: 3,
				count: 2,
				papers: 1,
				total: 5,
				arrangement: { ...usualArrangement, group: 'tags' },
				query: 'tag:x',
				mistakes: '',
				selected: [{ from: 1, to: 2 }],
				selectedCount: 1,
				focus: 1,
				scroll: { kind: 'by', rows: -1 },
				from: 0,
				rows: [
					{ kind: 'group', label: 'x', count: 1, isFolded: false },
					{ kind: 'paper', cells: ['a', ''], isLinked: false, colors: ['green'] },
				],
			},
		};
		assert.deepEqual(parseToTable(printToTable(table)), table);
		for (const message of [
			{ type: 'rows', version: 1, from: 0, to: 9, first: 3 },
			{ type: 'sort', column: 'title', adds: true },
			{ type: 'width', column: 'title' },
			{ type: 'select', version: 1, ranges: [{ from: 0, to: 3 }], focus: 2 },
		]) {
			assert.deepEqual(parseFromTable(message), message);
		}
	});

	it('should be refused where they are anything else', () => {
		const wrong: readonly unknown[] = [
			undefined,
			'{}',
			{ type: 'sort', column: 'constructor', adds: true },
			{ type: 'rows', version: 1, from: 0.5, to: 9, first: 3 },
			{ type: 'rows', version: 1, from: 0, to: Infinity, first: 3 },
			{ type: 'select', version: 1, ranges: [{ from: '0', to: 3 }], focus: 2 },
			{ type: 'copy', as: 'html' },
		];
		assert.deepEqual(
			wrong.map(message => parseFromTable(message)),
			wrong.map(() => undefined),
		);
		assert.equal(parseToTable({ type: 'selected', count: 1 }), undefined);
		assert.equal(parseTableState({ query: 'x' }), undefined);
	});

	it('should take an arrangement that was kept, and none of columns that there are no more', () => {
		assert.deepEqual(parseArrangement(JSON.parse(JSON.stringify(usualArrangement))), usualArrangement);
		assert.equal(parseArrangement({ ...usualArrangement, columns: [] }), undefined);
		assert.equal(parseArrangement({ ...usualArrangement, columns: [{ name: 'shoe size', width: 3 }] }), undefined);
		assert.equal(parseArrangement(undefined), undefined);
	});
});
