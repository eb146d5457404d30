import assert from 'node:assert/strict';
import { mergeKnown } from '../../../src/core/merge/duplicates';
import type { FieldConflict } from '../../../src/core/merge/threeWay';
import { mergeThreeWays } from '../../../src/core/merge/threeWay';
import { headOf } from '../../../src/core/paper/head';
import { takeIncoming } from '../../../src/core/paper/incoming';
import type { Paper, Status } from '../../../src/core/paper/paper';
import { problemOfPaper } from '../../../src/core/paper/paper';
import { statusDateOf, withStatus } from '../../../src/core/paper/statusDates';
import { datedStatus } from '../../../src/core/paper/statusLabel';
import { isFact } from '../../../src/core/search/facts';
import { parseQuery } from '../../../src/core/search/query';

const bare: Paper = {
	id: 'a',
	'citation-key': 'song2021',
	type: 'article',
	title: 'Scores',
	status: 'unread',
	added: '2026-01-01T00:00:00Z',
	updated: '2026-01-01T00:00:00Z',
};

/** Statuses that a paper gets one after the other, each with its day. */
const through = (...steps: readonly (readonly [Status, string])[]) =>
	steps.reduce((paper, [status, day]) => withStatus(paper, status, day), bare);

describe('dates of statuses', () => {
	it('should be the day on which a status was reached, until an earlier status is set', () => {
		const read = through(['reading', '2026-03-01'], ['read', '2026-03-09']);
		assert.deepEqual(read.statusDates, { reading: '2026-03-01', read: '2026-03-09' });
		assert.equal(statusDateOf(read), '2026-03-09');
		assert.equal(withStatus(read, 'read', '2026-04-01'), read);
		assert.deepEqual(withStatus(read, 'reading', '2026-04-01').statusDates, { reading: '2026-04-01' });
		assert.deepEqual(withStatus(read, 'unread', '2026-04-01'), bare);
		assert.deepEqual(
			[read, through(['reading', '2026-03-01']), bare].map(paper => datedStatus(paper.status, statusDateOf(paper))),
			['Read on 2026-03-09', 'Reading since 2026-03-01', 'Unread'],
		);
	});

	it('should be unknown where the status was set by hand, by an older version, or is no day', () => {
		assert.equal(statusDateOf({ ...bare, status: 'read' }), undefined);
		assert.equal(statusDateOf({ ...through(['reading', '2026-03-01']), status: 'read' }), undefined);
		for (const day of ['', 'long ago', '2026-02-30', '2026-3-1', '2026-03-01T00:00:00Z']) {
			assert.equal(headOf({ ...bare, status: 'read', statusDates: { read: day } }).statusDate, undefined);
		}
		assert.match(problemOfPaper({ ...bare, statusDates: { read: 5 } }) ?? '', /statusDates/);
	});

	it('should merge with their statuses, asking nobody', () => {
		const conflicts: FieldConflict[] = [];
		const [reading, read] = [through(['reading', '2026-03-01']), through(['read', '2026-03-09'])];
		const merged = mergeThreeWays(bare, { ...read, updated: '2026-03-09T00:00:00Z' }, { ...bare, rating: 3 }, conflicts);
		assert.deepEqual([merged?.status, merged?.statusDates, merged?.rating], ['read', { read: '2026-03-09' }, 3]);
		const both = mergeThreeWays(bare, { ...read, updated: '2026-03-09T00:00:00Z' }, reading, conflicts);
		assert.deepEqual([both?.status, both && statusDateOf(both)], ['read', '2026-03-09']);
		assert.deepEqual(
			conflicts.map(({ field }) => field),
			['status'],
		);
		const taken = mergeKnown({ ...reading, id: 'b', 'citation-key': 'other' }, read);
		assert.deepEqual([taken.status, statusDateOf(taken)], ['read', '2026-03-09']);
	});

	it('should never come from outside', () => {
		for (const origin of ['text', 'service', 'own'] as const) {
			const taken = takeIncoming({ type: 'article', title: 'Scores', statusDates: { read: '2026-03-09' } }, origin);
			assert.equal(taken.paper['statusDates'], undefined);
		}
	});

	it('should be searched for papers that are read', () => {
		const now = new Date('2026-03-31T12:00:00Z');
		const papers: readonly Paper[] = [
			through(['read', '2026-03-31']),
			through(['read', '2026-03-02']),
			through(['read', '2024-12-31']),
			through(['reading', '2026-03-31']),
			{ ...bare, status: 'read' },
		];
		const found = (query: string) => {
			const { clauses, mistakes } = parseQuery(query, now);
			assert.deepEqual(mistakes, []);
			return papers.flatMap((paper, at) =>
				clauses.every(clause => clause.kind === 'instant' && isFact(clause, headOf(paper)) !== clause.excluded) ? [at] : [],
			);
		};
		assert.deepEqual(found('read:<7d '), [0]);
		assert.deepEqual(found('read:today '), [0]);
		assert.deepEqual(found('read:<30d '), [0, 1]);
		assert.deepEqual(found('read:2026-03 '), [0, 1]);
		assert.deepEqual(found('read:>1y '), [2]);
		assert.deepEqual(found('read:..2026-03-02 '), [1, 2]);
		assert.deepEqual(found('-read:2026 '), [2, 3, 4]);
		assert.match(parseQuery('read:soon ', now).mistakes[0]?.message ?? '', /read:<7d/);
	});
});
