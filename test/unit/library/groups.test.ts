import assert from 'node:assert/strict';
import { groupHeads, sortHeads } from '../../../src/core/library/groups';
import type { Head } from '../../../src/core/library/head';

function head(title: string, fields: Partial<Head> = {}): Head {
	return { id: title, key: title, aliases: [], title, authors: undefined, names: [], year: undefined, status: 'unread', tags: [], sources: [], added: '', updated: '', ...fields };
}

const outline = (heads: readonly Head[], by: Parameters<typeof groupHeads>[1]) => groupHeads(heads, by).map(group => [group.label, group.members.map(member => member.title).join(' ')]);

describe('groups of papers', () => {
	it('should put the newest list first and papers from nowhere last', () => {
		const list = (date: string) => [{ kind: 'daily-papers', date }];
		const heads = [head('a'), head('b', { sources: list('2026-08-19') }), head('c', { sources: list('2026-08-20') }), head('d', { sources: [...list('2026-08-20'), ...list('2026-08-19')] })];
		assert.deepEqual(outline(heads, 'list'), [['Daily Papers, 2026-08-20', 'c d'], ['Daily Papers, 2026-08-19', 'b d'], ['Added by hand', 'a']]);
	});

	it('should call a list without a year by day and month, and a file by its name', () => {
		const heads = [head('a', { sources: [{ kind: 'daily-papers', date: '--08-20' }] }), head('b', { sources: [{ kind: 'bibtex', file: 'thesis/refs.bib' }] })];
		assert.deepEqual(groupHeads(heads, 'list').map(group => group.label).sort(), ['Daily Papers, 20 August', 'refs.bib']);
	});

	it('should group by year, newest first, by tag, by status and by first author', () => {
		const heads = [
			head('a', { year: 2020, tags: ['x', 'Y'], status: 'read', names: ['Yang Song'] }),
			head('b', { year: 2021, tags: ['x'], status: 'reading', names: ['Ada Byron'] }),
			head('c'),
		];
		assert.deepEqual(outline(heads, 'year'), [['2021', 'b'], ['2020', 'a'], ['No year', 'c']]);
		assert.deepEqual(outline(heads, 'tag'), [['x', 'a b'], ['Y', 'a'], ['No tag', 'c']]);
		assert.deepEqual(outline(heads, 'status'), [['Unread', 'c'], ['Reading', 'b'], ['Read', 'a']]);
		assert.deepEqual(outline(heads, 'author'), [['Ada Byron', 'b'], ['Yang Song', 'a'], ['No author', 'c']]);
	});

	it('should count the unread', () => {
		assert.deepEqual(groupHeads([head('a'), head('b', { status: 'read' })], 'none').map(({ unread, members }) => [unread, members.length]), [[1, 2]]);
	});
});

describe('order of papers', () => {
	const heads = [
		head('beta', { year: 2020, added: '2026-01-02', sources: [{ kind: 'daily-papers', rank: 2 }] }),
		head('Alpha', { added: '2026-01-01' }),
		head('gamma 10', { year: 2021, added: '2026-01-03', sources: [{ kind: 'daily-papers', rank: 1 }] }),
		head('gamma 9', { year: 2021, added: '2026-01-03' }),
	];
	const orders = { rank: 'gamma 10, beta, Alpha, gamma 9', title: 'Alpha, beta, gamma 9, gamma 10', added: 'gamma 9, gamma 10, beta, Alpha', year: 'gamma 9, gamma 10, beta, Alpha' } as const;
	for (const [sorting, titles] of Object.entries(orders)) {
		it(`should sort by ${sorting}, equals by title`, () => {
			const names = sortHeads(heads, sorting === 'rank' || sorting === 'title' || sorting === 'added' ? sorting : 'year').map(item => item.title);
			assert.equal(names.join(', '), titles);
		});
	}
});
