import assert from 'node:assert/strict';
import { headOf } from '../../../src/core/paper/head';
import type { Paper } from '../../../src/core/paper/paper';
import { overviewOf } from '../../../src/core/reading/overview';
import type { Bar, PlotName } from '../../../src/core/reading/overview';
import { parseQuery } from '../../../src/core/search/query';
import { Pace } from '../../../src/core/work/pace';
import { parseFromOverview, parseToOverview } from '../../../src/protocol/overview';

const paper = (id: string, fields: Partial<Paper> = {}): Paper => ({
	id,
	'citation-key': id,
	type: 'article',
	title: `Title of ${id}`,
	status: 'unread',
	added: '2026-01-01T00:00:00Z',
	updated: '2026-01-01T00:00:00Z',
	...fields,
});

const yang = { given: 'Yang', family: 'Song' };

const papers: readonly Paper[] = [
	paper('a', {
		issued: { 'date-parts': [[2021]] },
		'container-title': 'ICLR',
		tags: ['x', 'y', 'x'],
		author: [yang, yang],
		status: 'read',
		statusDates: { read: '2026-04-30' },
	}),
	paper('b', {
		issued: { 'date-parts': [[2019]] },
		'container-title': 'ICLR',
		tags: ['y', 'x'],
		author: [yang],
		added: '2026-02-03T00:00:00Z',
	}),
	paper('c', { issued: { 'date-parts': [[-300]] }, tags: ['x', '"', 'a "quoted" tag'], status: 'reading', added: 'long ago' }),
];

/** What documents cite, as `document:key`. */
async function plotsOf(some: readonly Paper[], cited = ''): Promise<ReadonlyMap<PlotName, readonly Bar[]>> {
	const heads = some.map(each => headOf(each));
	const overview = await overviewOf(
		{
			heads,
			citations: cited
				.split(' ')
				.filter(part => part !== '')
				.map(part => {
					const [from = '', target = ''] = part.split(':');
					return { from, target, kind: 'citation' as const };
				}),
			head: key => heads.find(head => head.key === key),
		},
		new Pace(() => Promise.resolve()),
	);
	assert.equal(overview.papers, some.length);
	assert.deepEqual(parseToOverview({ type: 'overview', overview: structuredClone(overview) }), { type: 'overview', overview });
	return new Map(overview.plots.map(({ name, bars }) => [name, bars]));
}

const rows = (bars: readonly Bar[] = []) => bars.map(({ label, count }) => `${label} ${count}`);

describe('the overview', () => {
	it('should count papers by time, venue, tags, status and authors, each paper once', async () => {
		const plots = await plotsOf(papers);
		assert.deepEqual(Object.fromEntries([...plots].map(([name, bars]) => [name, rows(bars)])), {
			added: ['2026-01 1', '2026-02 1'],
			read: ['2026-04 1'],
			status: ['Unread 1', 'Reading 1', 'Read 1'],
			year: ['-300 1', '2019 1', '2021 1'],
			venue: ['ICLR 2'],
			tag: ['x 3', 'y 2', '" 1', 'a "quoted" tag 1'],
			tagPair: ['x + y 2', '" + a "quoted" tag 1', '" + x 1', 'a "quoted" tag + x 1'],
			author: ['Yang Song 2'],
			readAuthor: ['Yang Song 1'],
		});
	});

	it('should count the documents that cite a paper, and those that cite what nobody has', async () => {
		const plots = await plotsOf(papers, 'one:a one:a two:a two:b two:nobody three:nobody three:__proto__');
		assert.deepEqual(rows(plots.get('citedPaper')), ['Title of a 2', 'Title of b 1']);
		assert.deepEqual(rows(plots.get('missing')), ['nobody 2', '__proto__ 1']);
		assert.deepEqual(rows(plots.get('cited')), ['2026-01 1', '2026-02 1']);
		assert.deepEqual(plots.get('citedPaper')?.[0]?.lead, { kind: 'paper', key: 'a' });
		assert.deepEqual(plots.get('missing')?.[0]?.lead, { kind: 'word', word: 'nobody' });
	});

	it('should lead to its papers by searches that can be read, and nowhere where none can', async () => {
		const plots = await plotsOf(papers, 'one:a');
		const leads = [...plots.values()].flatMap(bars => bars.map(({ lead }) => lead));
		const queries = leads.flatMap(lead => (lead?.kind === 'search' ? [lead.query] : []));
		queries.forEach(query => assert.deepEqual(parseQuery(query).mistakes, [], query));
		assert.ok(queries.includes('tag:"x" tag:"y"') && queries.includes('author:"Yang Song" status:read'), queries.join('\n'));
		assert.ok(queries.includes('tag:"a quoted tag"'));
		assert.deepEqual(
			[...plots].flatMap(([name, bars]) => bars.filter(({ lead }) => lead === undefined).map(({ label }) => `${name} ${label}`)),
			['year -300', 'tag "', 'tagPair " + a "quoted" tag', 'tagPair " + x'],
		);
	});

	it('should show nothing of an empty library, and the largest two hundred of many', async () => {
		assert.equal((await plotsOf([])).size, 0);
		const many = Array.from({ length: 300 }, (_, at) =>
			paper(`p${at}`, { tags: [`t${at}`, 'all'], issued: { 'date-parts': [[1700 + at]] } }),
		);
		const plots = await plotsOf(many);
		assert.deepEqual([plots.get('tag')?.length, rows(plots.get('tag'))[0]], [200, 'all 300']);
		assert.deepEqual([rows(plots.get('year'))[0], rows(plots.get('year')).at(-1)], ['1800 1', '1999 1'], 'the latest years');
	});

	it('should take no other messages', () => {
		for (const value of [
			undefined,
			{},
			{ type: 'open' },
			{ type: 'open', lead: { kind: 'command', query: 'x' } },
			{ type: 'save', svg: '<svg/>', name: '../x' },
		]) {
			assert.equal(parseFromOverview(value), undefined);
		}
		assert.ok(parseFromOverview({ type: 'open', lead: { kind: 'search', query: 'x' } }));
	});
});
