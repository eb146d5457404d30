import assert from 'node:assert/strict';
import { mergeThreeWays } from '../../../src/core/merge/threeWay';
import type { FieldConflict } from '../../../src/core/merge/threeWay';
import type { Json } from '../../../src/core/data/json';
import type { Paper } from '../../../src/core/paper/paper';
import { problemOfPaper } from '../../../src/core/paper/paper';

const base: Paper = {
	id: 'a',
	'citation-key': 'a',
	type: 'article',
	title: 'Base',
	status: 'unread',
	added: '2026-01-01T00:00:00.000Z',
	updated: '2026-01-01T00:00:00.000Z',
};

describe('mergeThreeWays', () => {
	it('should let the paper win that was updated last, and of two of one instant mine', () => {
		const titleOf = (mine: string, theirs: string): readonly unknown[] => {
			const conflicts: FieldConflict[] = [];
			const merged = mergeThreeWays(
				base,
				{ ...base, title: 'Mine', updated: mine },
				{ ...base, title: 'Theirs', updated: theirs },
				conflicts,
			);
			return [merged?.title, conflicts.map(({ kept, other }) => [kept, other])];
		};
		assert.deepEqual(titleOf('2026-01-03', '2026-01-02'), ['Mine', [['Mine', 'Theirs']]]);
		assert.deepEqual(titleOf('2026-01-02', '2026-01-03'), ['Theirs', [['Theirs', 'Mine']]]);
		assert.deepEqual(titleOf('2026-01-02', '2026-01-02'), ['Mine', [['Mine', 'Theirs']]]);
	});

	it('should keep a value that lost as deep as a paper can be read back', () => {
		for (const levels of [2, 21, 22, 23, 24]) {
			const nested = (end: string) => JSON.parse('['.repeat(levels) + JSON.stringify(end) + ']'.repeat(levels)) as Json;
			const [mine, theirs] = ['mine', 'theirs'].map((end, at): Paper => ({ ...base, custom: nested(end), updated: `2026-01-0${at + 2}` }));
			assert.ok(problemOfPaper(mine) === undefined, String(levels));
			const merged = mergeThreeWays(base, mine, theirs, []);
			assert.equal(problemOfPaper(merged), undefined, String(levels));
			assert.match(JSON.stringify(merged?.['conflicts']), /mine/);
		}
	});
});
