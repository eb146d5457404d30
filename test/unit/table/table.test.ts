import assert from 'node:assert/strict';
import fc from 'fast-check';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import type { Head } from '../../../src/core/paper/head';
import { movedTo, resized, sortedBy, usualArrangement, withColumns } from '../../../src/core/table/arrangement';
import type { SortBy } from '../../../src/core/table/arrangement';
import { columnNames, columnOf } from '../../../src/core/table/columns';
import type { ColumnName } from '../../../src/core/table/columns';
import { TableOrder } from '../../../src/core/table/order';
import { TableRows } from '../../../src/core/table/rows';
import type { TableRow } from '../../../src/core/table/rows';
import { tableText, tableWriter } from '../../../src/core/table/text';
import { Pace } from '../../../src/core/work/pace';
import { headOf } from '../../fakes/head';

const head = (key: string, fields: Partial<Head> = {}) => headOf(key, { id: `id-${key}`, ...fields });

const pace = new Pace(() => Promise.resolve());
const facts = { hasNote: ({ key }: Head) => key.includes('noted') };
const by = (...columns: readonly (ColumnName | `-${ColumnName}`)[]): readonly SortBy[] =>
	columns.flatMap(text => {
		const column = columnNames.find(name => name === text.replace('-', ''));
		return column === undefined ? [] : [{ column, descending: text.startsWith('-') }];
	});
const flat = async (heads: readonly Head[], sort: readonly SortBy[]) =>
	(await new TableOrder(facts).of(heads, { sort }, pace)).groups.flatMap(group => group.heads.map(({ key }) => key));

describe('the order of a table', () => {
	it('should sort by several columns, each in its direction, and put what has no value last in both', async () => {
		const heads = [
			head('a', { year: 2020, title: 'Zeta' }),
			head('b', { year: 2021, title: 'Beta' }),
			head('c', { title: 'Alpha' }),
			head('d', { year: 2021, title: 'alpha 10' }),
			head('e', { year: 2021, title: 'Alpha 9' }),
		];
		assert.deepEqual(await flat(heads, by('-year', 'title')), ['e', 'd', 'b', 'a', 'c']);
		assert.deepEqual(await flat(heads, by('year', '-title')), ['a', 'b', 'd', 'e', 'c']);
		assert.deepEqual(await flat(heads, []), ['a', 'b', 'c', 'd', 'e']);
	});

	it('should sort authors by their last names, statuses as they follow each other, and papers with a note first', async () => {
		const named = [head('a', { names: ['Ann Öz', 'Bo Li'] }), head('b', { names: ['Zoe Abel'] }), head('c', { names: ['Al Oz'] })];
		assert.deepEqual(await flat(named, by('authors')), ['b', 'c', 'a']);
		const read = [head('a', { status: 'read' }), head('b', { status: 'unread' }), head('c-noted', { status: 'reading' })];
		assert.deepEqual(await flat(read, by('status')), ['b', 'c-noted', 'a']);
		assert.deepEqual(await flat(read, by('note', 'key')), ['c-noted', 'a', 'b']);
	});

	it('should show only what matches', async () => {
		const order = new TableOrder(facts);
		const heads = ['c', 'a', 'b'].map(key => head(key));
		const {
			groups: [group],
			papers,
		} = await order.of(heads, { sort: by('key'), matching: new Set(['id-a', 'id-c', 'id-x']) }, pace);
		assert.deepEqual(
			group?.heads.map(({ key }) => key),
			['a', 'c'],
		);
		assert.equal(papers, 2);
	});

	it('should put a paper into the group of each of its tags, the papers without any last, sorted as its column is', async () => {
		const order = new TableOrder(facts);
		const heads = [head('a', { tags: ['x', 'y', 'x'] }), head('b'), head('c', { tags: ['y'] })];
		const outline = async (sort: readonly SortBy[]) =>
			(await order.of(heads, { sort, group: 'tags' }, pace)).groups.map(({ label, heads: members }) => [
				label,
				members.map(({ key }) => key).join(' '),
			]);
		assert.deepEqual(await outline(by('key')), [
			['x', 'a'],
			['y', 'a c'],
			['No tag', 'b'],
		]);
		assert.deepEqual(await outline(by('-tags', 'key')), [
			['y', 'c a'],
			['x', 'a'],
			['No tag', 'b'],
		]);
	});

	it('should tell a group of strangers’ words from the one of papers without any', async () => {
		const heads = [head('a', { tags: ['No tag'] }), head('b'), head('c', { tags: [''] }), head('d', { tags: ['constructor'] })];
		const { groups } = await new TableOrder(facts).of(heads, { sort: by('key'), group: 'tags' }, pace);
		assert.deepEqual(
			groups.map(({ heads: members }) => members.map(({ key }) => key).join(' ')),
			['c', 'd', 'a', 'b'],
		);
		assert.equal(new Set(groups.map(({ name }) => name)).size, 4);
	});

	it('should be the same after changes as if it were made from what there is then', async () => {
		const sorts = fc
			.subarray([...columnNames], { maxLength: 3 })
			.map(names => names.map((column, at) => ({ column, descending: at % 2 === 0 })));
		const paper = fc
			.record({
				key: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
				title: fc.constantFrom('', 'A', 'a', 'Ä', 'B 2', 'B 10'),
				year: fc.option(fc.integer({ min: 1999, max: 2001 }), { nil: undefined }),
				tags: fc.subarray(['x', 'y', 'z']),
			})
			.map(({ key, ...fields }) => head(key, fields));
		const list = fc.uniqueArray(paper, { selector: ({ key }) => key });
		const group = fc.constantFrom(undefined, 'tags' as const, 'year' as const);
		await fc.assert(
			fc.asyncProperty(fc.array(fc.tuple(list, sorts, group), { minLength: 1, maxLength: 4 }), async states => {
				const order = new TableOrder(facts);
				let kept: readonly Head[] = [];
				for (const [heads, sort, by_] of states) {
					// Some heads are the same objects as before, as in a library.
					kept = heads.map(one => kept.find(({ key, title, year }) => key === one.key && title === one.title && year === one.year) ?? one);
					const wish = { sort, group: by_ };
					const [now, fresh] = [await order.of(kept, wish, pace), await new TableOrder(facts).of(kept, wish, pace)];
					assert.deepEqual(now, fresh);
				}
			}),
			{ numRuns: 200 },
		);
	});
});

describe('the rows of a table', () => {
	const [a, b, c] = [head('a'), head('b'), head('c')];
	const groups = [
		{ name: '=x', label: 'x', heads: [a, b] },
		{ name: '=y', label: 'y', heads: [a, c] },
		{ name: '', label: 'No tag', heads: [] },
	];
	const shown = (row: TableRow | undefined) => (row?.kind === 'paper' ? row.head.key : row?.group.label);

	it('should have a row for each group and each of its papers, and none for papers of folded ones', () => {
		const rows = new TableRows(groups);
		assert.deepEqual(
			Array.from({ length: rows.count + 1 }, (_, at) => shown(rows.at(at))),
			['x', 'a', 'b', 'y', 'a', 'c', 'No tag', undefined],
		);
		const folded = new TableRows(groups, new Set(['=x']));
		assert.deepEqual(
			Array.from({ length: folded.count }, (_, at) => shown(folded.at(at))),
			['x', 'y', 'a', 'c', 'No tag'],
		);
		assert.equal(shown(new TableRows([{ name: '', heads: [a, b] }]).at(1)), 'b');
		assert.equal(new TableRows([]).at(0), undefined);
		assert.equal(rows.at(NaN), undefined);
	});

	it('should tell the papers of rows, each once, and their number', () => {
		const rows = new TableRows(groups);
		const ranges = [
			{ from: 0, to: 2 },
			{ from: 3, to: 99 },
		];
		assert.deepEqual(
			rows.headsIn(ranges).map(({ key }) => key),
			['a', 'c'],
		);
		assert.equal(rows.papersIn(ranges), 3);
	});

	it('should find papers that were picked in other rows, in their groups or wherever they are', async () => {
		const rows = new TableRows(groups);
		const ranges = [
			{ from: 1, to: 2 },
			{ from: 5, to: 6 },
		];
		const after = new TableRows([
			{ name: '=w', label: 'w', heads: [c] },
			...groups.map(group => ({ ...group, heads: group.heads.toReversed() })),
		]);
		assert.deepEqual(await after.rangesOf(await rows.picked(ranges, true, pace), true, pace), [
			{ from: 4, to: 5 },
			{ from: 6, to: 7 },
		]);
		const ungrouped = new TableRows([{ name: '', heads: [c, b, a] }]);
		assert.deepEqual(await ungrouped.rangesOf(await rows.picked(ranges, false, pace), false, pace), [
			{ from: 0, to: 1 },
			{ from: 2, to: 3 },
		]);
		const row = rows.at(5);
		assert.equal(row && after.rowOf(row), 6);
	});
});

describe('how a table is arranged', () => {
	const sortOf = (arrangement: typeof usualArrangement) =>
		arrangement.sort.map(({ column, descending }) => `${column} ${descending ? 'down' : 'up'}`);

	it('should sort by a column, turn it round, and add further ones', () => {
		const title = sortedBy(usualArrangement, 'title', false);
		assert.deepEqual(sortOf(title), ['title up']);
		assert.deepEqual(sortOf(sortedBy(title, 'title', false)), ['title down']);
		const both = sortedBy(title, 'year', true);
		assert.deepEqual(sortOf(both), ['title up', 'year up']);
		const turned = sortedBy(both, 'year', true);
		assert.deepEqual(sortOf(turned), ['title up', 'year down']);
		assert.deepEqual(sortOf(sortedBy(turned, 'year', true)), ['title up']);
		assert.deepEqual(sortOf(sortedBy(both, 'year', false)), ['year down']);
	});

	it('should move, resize and choose columns', () => {
		const few = withColumns(usualArrangement, ['updated', 'year', 'key']);
		const names = (arrangement: typeof usualArrangement) => arrangement.columns.map(({ name }) => name);
		assert.deepEqual(names(few), ['key', 'year', 'updated']);
		assert.deepEqual(names(movedTo(few, 'key', 2)), ['year', 'updated', 'key']);
		assert.deepEqual(names(movedTo(few, 'updated', 0)), ['updated', 'key', 'year']);
		assert.deepEqual(
			resized(resized(few, 'key', 3.4), 'year', 1e9).columns.map(({ width }) => width),
			[40, 2000, columnOf('updated').width],
		);
		assert.equal(resized(resized(few, 'key', 99), 'key').columns[0]?.width, columnOf('key').width);
		assert.equal(withColumns(few, []), few);
	});
});

describe('a table as text', () => {
	const strange = head('k|1', {
		title: '=cmd|"/c calc"!A1 [x](http://evil.example) $\\|a\\|_2 |b|$ `c|d`\n<b>',
		year: -44,
		venue: '+1, "a"',
		tags: ['@SUM(A1)', 'b'],
		rating: 4,
		hasPdf: true,
	});

	it('should be Markdown in which no cell ends another or comes alive', async () => {
		assert.equal(
			await tableText('markdown', [strange, head('b')], ['key', 'title', 'year', 'rating'], facts, pace),
			'| Citation Key | Title | Year | Rating |\n| --- | --- | --- | --- |\n' +
				'| k\\|1 | =cmd\\|"/c calc"!A1 \\[x\\](http\\://evil.example) $\\Vert{}a\\Vert{}_2 \\vert{}b\\vert{}$ \\`c\\|d\\` &lt;b> | -44 | ★★★★☆ |\n' +
				'| b | b |  |  |\n',
		);
	});

	it('should have as many cells in each row as there are columns, whatever strangers write', () => {
		const { names, row } = tableWriter('markdown', ['key', 'title', 'tags'], facts);
		const csv = tableWriter('csv', ['title', 'venue'], facts);
		const words = fc
			.array(fc.oneof(fc.constantFrom('|', '\\', '`', '$', '$|x|$', '\n', '"', ',', ';', "'", '\r', '\u2028', '<i>'), fc.string()))
			.map(parts => parts.join(''));
		fc.assert(
			fc.property(words, words, (title, tag) => {
				const [table] = unified()
					.use(remarkParse)
					.use(remarkGfm)
					.parse(names + row(head('k', { title, tags: [tag] }))).children;
				assert.ok(table?.type === 'table');
				assert.deepEqual(
					table.children.map(({ children }) => children.length),
					[3, 3],
				);
				const line = csv.row(head('k', { title, venue: tag }));
				assert.match(line, /^(?:"(?:[^"]|"")*"|[^",\r\n]*),(?:"(?:[^"]|"")*"|[^",\r\n]*)\r\n$/);
			}),
			{ numRuns: 500 },
		);
	});

	it('should be CSV in which no cell is a formula', async () => {
		assert.equal(
			await tableText('csv', [strange], ['key', 'title', 'year', 'venue', 'tags', 'pdf', 'note'], facts, pace),
			'Citation Key,Title,Year,Publication,Tags,PDF,Note\r\n' +
				'k|1,"\'=cmd|""/c calc""!A1 [x](http://evil.example) $\\|a\\|_2 |b|$ `c|d` <b>",-44,"\'+1, ""a""","\'@SUM(A1), b",Yes,\r\n',
		);
		const titles = ['\t=1', '\u0000=1', ' -1+1', '＝1', '\u200e=1', '-a', 'a=b', '“=1”', '\ufeff=1'];
		const csv = await tableText(
			'csv',
			titles.map(title => head('k', { title })),
			['title'],
			facts,
			pace,
		);
		assert.deepEqual(csv.split('\r\n').slice(1, -1), ["'=1", "'=1", "'-1+1", "'＝1", "'\u200e=1", "'-a", 'a=b', '“=1”', "'=1"]);
	});
});
