import assert from 'node:assert/strict';
import fc from 'fast-check';
import { collectionOf, groupHeads, groupings, ownMembers, sortings, tagOf } from '../../../src/core/library/groups';
import type { Group, Grouping } from '../../../src/core/library/groups';
import { collectionText } from '../../../src/core/paper/collections';
import type { Head } from '../../../src/core/paper/head';
import { HeadGroups } from '../../../src/core/library/headGroups';
import { HeadOrder } from '../../../src/core/library/headOrder';
import { Pace } from '../../../src/core/work/pace';
import { statuses } from '../../../src/core/paper/paper';
import { whileTimeFlies } from '../../fakes/flyingTime';
import { headOf } from '../../fakes/head';

const outline = (heads: readonly Head[], by: Parameters<typeof groupHeads>[1]) =>
	groupHeads(heads, by).map(group => [group.label, group.members.map(member => member.title).join(' ')]);

const pace = new Pace(() => Promise.resolve());

describe('groups of papers', () => {
	it('should put the newest list first and papers from nowhere last', () => {
		const list = (date: string) => [{ kind: 'daily-papers', date }];
		const heads = [
			headOf('a'),
			headOf('b', { sources: list('2026-08-19') }),
			headOf('c', { sources: list('2026-08-20') }),
			headOf('d', { sources: [...list('2026-08-20'), ...list('2026-08-19')] }),
		];
		assert.deepEqual(outline(heads, 'list'), [
			['Daily Papers, 2026-08-20', 'c d'],
			['Daily Papers, 2026-08-19', 'b d'],
			['Added by hand', 'a'],
		]);
	});

	it('should call a list without a year by day and month, and a file by its name', () => {
		const heads = [
			headOf('a', { sources: [{ kind: 'daily-papers', date: '--08-20' }] }),
			headOf('b', { sources: [{ kind: 'bibtex', file: 'thesis/refs.bib' }] }),
		];
		assert.deepEqual(
			groupHeads(heads, 'list')
				.map(group => group.label)
				.sort(),
			['Daily Papers, 20 August', 'refs.bib'],
		);
	});

	it('should call a source that is a service by its name, a file by the last part of its path, and else as it calls itself', () => {
		const labels = [
			{ kind: 'crossref' },
			{ kind: 'bibtex', file: 'C:\\thesis\\refs.bib' },
			{ kind: 'daily-papers' },
			{ kind: 'constructor' },
		].map(source => groupHeads([headOf('a', { sources: [source] })], 'list').map(({ label }) => label));
		assert.deepEqual(labels.flat(), ['Crossref', 'refs.bib', 'Daily Papers', 'constructor']);
	});

	it('should group by year, newest first, by tag, by status and by first author', () => {
		const heads = [
			headOf('a', { year: 2020, tags: ['x', 'Y'], status: 'read', names: ['Yang Song'] }),
			headOf('b', { year: 2021, tags: ['x'], status: 'reading', names: ['Ada Byron'] }),
			headOf('c'),
		];
		assert.deepEqual(outline(heads, 'year'), [
			['2021', 'b'],
			['2020', 'a'],
			['No year', 'c'],
		]);
		assert.deepEqual(outline(heads, 'tag'), [
			['x', 'a b'],
			['Y', 'a'],
			['No tag', 'c'],
		]);
		assert.deepEqual(outline(heads, 'status'), [
			['Unread', 'c'],
			['Reading', 'b'],
			['Read', 'a'],
		]);
		assert.deepEqual(outline(heads, 'author'), [
			['Ada Byron', 'b'],
			['Yang Song', 'a'],
			['No author', 'c'],
		]);
	});

	it('should group by collection: nested, a paper in several, counted once in each that they lie in', () => {
		const heads = [
			headOf('a', { collections: ['Thesis > Chapter 10', 'Thesis > Chapter 9', 'Talks'] }),
			headOf('b', { collections: ['Thesis', 'Thesis > Chapter 9'] }),
			headOf('c', { collections: [' > ', ''] }),
			headOf('d', { collections: ['Thesis >  Chapter 9 '] }),
		];
		const groups = groupHeads(heads, 'collection');
		const titles = (members: readonly Head[]) => members.map(({ title }) => title).join(' ');
		assert.deepEqual(
			groups.map(group => [group.label, group.parent, titles(group.members), titles(ownMembers(group))]),
			[
				['Talks', undefined, 'a', 'a'],
				['Thesis', undefined, 'a b d', 'b'],
				['Chapter 9', 'collection:Thesis', 'a b d', 'a b d'],
				['Chapter 10', 'collection:Thesis', 'a', 'a'],
				['No collection', undefined, 'c', 'c'],
			],
		);
		assert.deepEqual(groups.map(collectionOf), [['Talks'], ['Thesis'], ['Thesis', 'Chapter 9'], ['Thesis', 'Chapter 10'], undefined]);
	});

	it('should group by any tag and collection that strangers write, and know them again', () => {
		const names = [
			'a, b',
			'"quoted"',
			'a/b',
			'__proto__',
			'constructor',
			'🧪',
			'x'.repeat(300),
			'tag:x',
			'a\nb',
			'collection:',
			'>',
			'a > b',
		];
		const heads = [headOf('p', { tags: [...names, ...names], collections: names.map(name => collectionText([name])) })];
		const groups = groupHeads(heads, 'tag');
		assert.deepEqual(new Set(groups.map(tagOf)), new Set(names));
		assert.ok(groups.every(({ members }) => members.length === 1));
		assert.deepEqual(new Set(groupHeads(heads, 'collection').map(group => collectionOf(group)?.join('|'))), new Set(names));
	});

	it('should count the unread', () => {
		assert.deepEqual(
			groupHeads([headOf('a'), headOf('b', { status: 'read' })], 'none').map(({ unread, members }) => [unread, members.length]),
			[[1, 2]],
		);
	});
});

describe('order of papers', () => {
	const heads = [
		headOf('beta', { year: 2020, added: '2026-01-02', sources: [{ kind: 'daily-papers', rank: 2 }] }),
		headOf('Alpha', { added: '2026-01-01' }),
		headOf('gamma 10', { year: 2021, added: '2026-01-03', sources: [{ kind: 'daily-papers', rank: 1 }] }),
		headOf('gamma 9', { year: 2021, added: '2026-01-03' }),
	];
	const orders = {
		rank: 'gamma 10, beta, Alpha, gamma 9',
		title: 'Alpha, beta, gamma 9, gamma 10',
		added: 'gamma 9, gamma 10, beta, Alpha',
		year: 'gamma 9, gamma 10, beta, Alpha',
	} as const;
	it('should put pinned papers first', async () => {
		const pinned = [...heads, headOf('zeta', { pinned: true })];
		const names = (await new HeadOrder('title').arrange(pinned, 2, pace)).slice(0, 2).map(item => item.title);
		assert.deepEqual(names, ['zeta', 'Alpha']);
	});

	for (const [sorting, titles] of Object.entries(orders)) {
		it(`should sort by ${sorting}, equals by title`, async () => {
			const order = new HeadOrder(sortings.find(known => known === sorting) ?? 'title');
			const names = (await order.arrange(heads, heads.length, pace)).map(item => item.title);
			assert.equal(names.join(', '), titles);
		});
	}
});

describe('groups and order of papers that change', () => {
	const text = fc.constantFrom('a', 'b', 'B', 'c 2', 'c 10', 'd', 'é', 'f');
	const anyHead = fc
		.record({
			title: text,
			names: fc.array(text, { maxLength: 2 }),
			year: fc.option(fc.integer({ min: 2000, max: 2004 }), { nil: undefined }),
			status: fc.constantFrom(...statuses),
			tags: fc.array(text, { maxLength: 3 }),
			collections: fc.array(fc.constantFrom('a', 'a > b', 'a > B', 'a > b > c', 'c 2', 'c 10 > d', ''), { maxLength: 3 }),
			pinned: fc.boolean(),
			added: fc.integer({ min: 2001, max: 2020 }).map(String),
			sources: fc.array(
				fc.record({
					kind: fc.constant('daily-papers'),
					date: fc.constantFrom('2026-08-19', '2026-08-20'),
					rank: fc.integer({ min: 1, max: 40 }),
				}),
				{ maxLength: 1 },
			),
		})
		.map(({ title, ...fields }) => headOf(title, fields));
	/** States of a list, each made from the one before: some papers go, some come anywhere. */
	const states = fc
		.tuple(
			fc.array(anyHead, { maxLength: 40 }),
			fc.array(fc.record({ gone: fc.array(fc.nat(), { maxLength: 6 }), come: fc.array(fc.tuple(fc.nat(), anyHead), { maxLength: 6 }) }), {
				maxLength: 8,
			}),
		)
		.map(([start, changes]) => {
			const lists = [start];
			for (const { gone, come } of changes) {
				const next = [...(lists.at(-1) ?? [])];
				gone.forEach(at => next.splice(at % Math.max(1, next.length), 1));
				come.forEach(([at, one]) => next.splice(at % (next.length + 1), 0, one));
				lists.push(next);
			}
			return lists;
		});

	const pick = ({ id, label, parent, unread }: Group) => ({ id, label, parent, unread });
	const plain = (groups: readonly Group[] | undefined) =>
		groups?.map(group => ({
			...pick(group),
			members: new Set(group.members),
			own: new Set(ownMembers(group)),
			count: group.members.length,
		}));

	it('should be the groups that grouping them all makes (property)', async () => {
		await fc.assert(
			fc.asyncProperty(states, fc.constantFrom(...groupings), async (lists, grouping) => {
				const groups = new HeadGroups();
				for (const heads of lists) {
					assert.deepEqual(plain(await groups.of(heads, grouping, pace)), plain(groupHeads(heads, grouping)));
				}
			}),
		);
	});

	it('should be those groups also where papers or the grouping change during the slices (property)', async () => {
		await fc.assert(
			fc.asyncProperty(states, fc.array(fc.option(fc.constantFrom(...groupings)), { minLength: 1 }), async (lists, choices) => {
				const groups = new HeadGroups();
				const coming = lists.values();
				const answers: Promise<void>[] = [];
				let wanted = '';
				const ask = (grouping: Grouping) => {
					const { value: heads } = coming.next();
					if (heads !== undefined) {
						const mine = (wanted = `${answers.length}`);
						answers.push(
							groups.of(heads, grouping, changing).then(answer => {
								assert.ok(answer !== undefined || mine !== wanted);
								assert.deepEqual(plain(answer), answer && plain(groupHeads(heads, grouping)));
							}),
						);
					}
				};
				let turn = 0;
				const changing = new Pace(() => {
					const grouping = choices[(turn += 1) % choices.length];
					if (grouping) {
						ask(grouping);
					}
					return Promise.resolve();
				}, 0);
				ask('author');
				for (let at = 0; at < answers.length; at += 1) {
					await answers[at];
				}
			}),
		);
	});

	it('should give way to the host while many are grouped and put in order', async () => {
		let pauses = 0;
		await whileTimeFlies(() =>
			new HeadGroups().of(
				Array.from({ length: 3000 }, (_, index) => headOf(`p${index}`, { names: [`A. ${index}`] })),
				'author',
				new Pace(() => Promise.resolve(void (pauses += 1))),
			),
		);
		assert.ok(pauses > 100, String(pauses));
	});

	it('should answer only the last of the questions that wait', async () => {
		const groups = new HeadGroups();
		const lists = [[headOf('a')], [headOf('b')], [headOf('c')]];
		const answers = await Promise.all(lists.map(heads => groups.of(heads, 'none', pace)));
		assert.deepEqual(
			answers.map(answer => answer?.[0]?.members[0]?.title),
			[undefined, undefined, 'c'],
		);
	});

	it('should begin as the whole list in order does, and leave nobody out (property)', async () => {
		await fc.assert(
			fc.asyncProperty(states, fc.constantFrom(...sortings), fc.integer({ min: 1, max: 50 }), async (lists, sorting, count) => {
				const order = new HeadOrder(sorting, { spare: 2, many: 4 });
				for (const heads of lists) {
					const shown = await order.arrange(heads, count, pace);
					const whole = await new HeadOrder(sorting).arrange(heads, heads.length, pace);
					const told = (list: readonly Head[]) =>
						list.slice(0, count).map(({ title, year, added, sources }) => ({
							title: title.toLowerCase().replace('é', 'e'),
							by:
								sorting === 'year' ? (year ?? 0) : sorting === 'added' ? added : sorting === 'rank' ? sources.map(({ rank }) => rank) : '',
						}));
					assert.deepEqual(told(shown), told(whole));
					assert.deepEqual(new Set(shown), new Set(heads));
					assert.equal(shown.length, heads.length);
				}
			}),
			{ numRuns: 300 },
		);
	});

	it('should be that order also where lists are put in order at once (property)', async () => {
		await fc.assert(
			fc.asyncProperty(states, fc.constantFrom(...sortings), async (lists, sorting) => {
				const order = new HeadOrder(sorting, { spare: 2, many: 4 });
				const restful = new Pace(() => Promise.resolve(), 0);
				const told = (list: readonly Head[]) =>
					list.slice(0, 5).map(({ title, year, added, sources }) => ({
						title: title.toLowerCase().replace('é', 'e'),
						year: sorting === 'year' ? year : 0,
						added: sorting === 'added' ? added : '',
						ranks: sorting === 'rank' ? sources.map(({ rank }) => rank) : [],
					}));
				const shown = await Promise.all(lists.map(heads => order.arrange(heads, 5, restful)));
				for (const [at, heads] of lists.entries()) {
					assert.deepEqual(told(shown[at] ?? []), told(await new HeadOrder(sorting).arrange(heads, heads.length, pace)));
					assert.deepEqual(new Set(await order.arrange(heads, 5, restful)), new Set(heads));
				}
			}),
			{ numRuns: 300 },
		);
	});

	it('should follow papers that come, go and change their groups', async () => {
		const groups = new HeadGroups();
		const outlined = async (heads: readonly Head[], grouping: Grouping = 'collection') =>
			((await groups.of(heads, grouping, pace)) ?? []).map(
				({ label, unread, members, own = [] }) =>
					`${label} ${unread} ${members.map(({ key }) => key).join('')}/${own.map(({ key }) => key).join('')}`,
			);
		const [a, b, c] = [
			headOf('a', { collections: ['T > One'] }),
			headOf('b', { collections: ['T'], status: 'read' }),
			headOf('c', { collections: ['U'] }),
		];
		assert.deepEqual(await outlined([a, b, c]), ['T 1 ab/b', 'One 1 a/a', 'U 1 c/c']);
		const d = headOf('d', { collections: ['T > 0'] });
		assert.deepEqual(await outlined([a, b, c, d]), ['T 2 abd/b', '0 1 d/d', 'One 1 a/a', 'U 1 c/c']);
		assert.deepEqual(await outlined([b, c, d]), ['T 1 bd/b', '0 1 d/d', 'U 1 c/c']);
		assert.deepEqual(await outlined([b, headOf('c', { status: 'read' }), d]), ['T 1 bd/b', '0 1 d/d', 'No collection 0 c/c']);
		assert.deepEqual(await outlined([b, d], 'status'), ['Unread 1 d/', 'Read 0 b/']);
		const many = Array.from({ length: 201 }, (_, at) => headOf(`n${at}`));
		assert.equal((await groups.of([...many, b], 'status', pace))?.[0]?.unread, 201);
	});

	it('should bring what comes into the order that is known, and look again where that tells too little', async () => {
		const order = new HeadOrder('title', { spare: 1, many: 2 });
		const arranged = async (letters: string, count: number) =>
			(
				await order.arrange(
					Array.from(letters, letter => known.get(letter) ?? assert.fail()),
					count,
					pace,
				)
			)
				.map(({ title }) => title)
				.join('');
		const known = new Map(Array.from('abcdefghij', letter => [letter, headOf(letter)]));
		assert.equal(await arranged('fedcb', 2), 'bcdfe');
		assert.equal(await arranged('fedcb', 3), 'bcdfe', 'what is known tells three');
		assert.equal(await arranged('fedcba', 2), 'abcdfe');
		assert.equal(await arranged('fedcbag', 2), 'abcdfeg', 'what comes behind stays behind');
		assert.equal(await arranged('fedcg', 2), 'cdfeg', 'two of the first are gone');
		assert.equal(await arranged('feg', 2), 'efg');
		assert.equal(await arranged('fegabc', 2), 'abcfeg', 'three came at once');
		assert.equal(await arranged('', 2), '');
		assert.equal(await arranged('ba', 5), 'ab');
		assert.equal(await arranged('bac', 5), 'abc');
		assert.equal(await arranged('bacfe', 5), 'abcef', 'two came in the other order');
	});

	it('should leave a group alone in which nothing changed', async () => {
		const groups = new HeadGroups();
		const heads = [headOf('a', { year: 2020 }), headOf('b', { year: 2021 })];
		const before = await groups.of(heads, 'year', pace);
		const after = await groups.of([...heads.slice(0, 1), headOf('c', { year: 2021 })], 'year', pace);
		assert.equal(after?.[1], before?.[1]);
		assert.notEqual(after?.[0], before?.[0]);
	});

	it('should look at a paper of a large list again only where it changed', async () => {
		let looked = 0;
		const counted = (title: string): Head =>
			Object.defineProperty(headOf(title), 'title', {
				get: () => {
					looked += 1;
					return title;
				},
			});
		const heads = Array.from({ length: 5000 }, (_, index) => counted(`paper ${(index * 7919) % 5000}`));
		const order = new HeadOrder('title');
		await order.arrange(heads, 500, pace);
		looked = 0;
		const changed = [...heads.slice(0, 4000), counted('paper 3 again'), ...heads.slice(4001)];
		const shown = await order.arrange(changed, 500, pace);
		assert.deepEqual(
			shown.slice(3, 5).map(({ title }) => title),
			['paper 3', 'paper 3 again'],
		);
		assert.ok(looked < 10, String(looked));
	});
});
