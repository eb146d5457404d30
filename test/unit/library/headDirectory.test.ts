import assert from 'node:assert/strict';
import fc from 'fast-check';
import { joinParts } from '../../../src/core/data/binaryFile';
import type { Head } from '../../../src/core/paper/head';
import { HeadDirectory } from '../../../src/core/library/headDirectory';
import { packHeads, readHeads } from '../../../src/core/library/packedHeads';
import { headOf } from '../../fakes/head';

interface Home {
	readonly name: string;
}

const homes: readonly Home[] = [{ name: 'first' }, { name: 'second' }];

const someHead = (fields: Partial<Head>) => headOf('key', { id: 'id', title: '', added: '2026-01-01', updated: '2026-01-01', ...fields });

/** As a cache gives it: its names are known by their hashes alone. */
function packed(head: Head): Head {
	return readHeads(joinParts(packHeads('', [head], [[]])), '')?.heads[0] ?? head;
}

describe('directory of heads', () => {
	it('should find what an obvious list finds, whatever comes and goes (property)', () => {
		const name = fc.constantFrom('a', 'A', 'b', 'c', 'Ö', 'ö', 'd1', 'D1', 'e', '');
		const arrival = fc.record({
			id: fc.constantFrom('1', '2', '3', '4', '5'),
			key: name,
			aliases: fc.array(name, { maxLength: 3 }),
			isPacked: fc.boolean(),
			home: fc.constantFrom(...homes),
			added: fc.integer({ min: 1000, max: 9999 }).map(String),
			updated: fc.integer({ min: 1000, max: 9999 }).map(String),
		});
		const step = fc.oneof(arrival, fc.record({ leaves: fc.nat() }), fc.record({ reserves: fc.nat({ max: 2000 }) }));
		fc.assert(
			fc.property(fc.array(step, { maxLength: 60 }), steps => {
				const directory = new HeadDirectory<Home>();
				const list: { readonly head: Head; readonly home: Home }[] = [];
				for (const each of steps) {
					if ('reserves' in each) {
						directory.reserve(each.reserves);
					} else if ('leaves' in each) {
						const [gone] = list.length === 0 ? [] : list.splice(each.leaves % list.length, 1);
						if (gone !== undefined) {
							directory.leave(gone.head);
						}
					} else {
						const { isPacked, home, ...fields } = each;
						const head = isPacked ? packed(someHead(fields)) : someHead(fields);
						list.push({ head, home });
						directory.enter(head, home);
					}
				}
				const byId = (id: string) =>
					list
						.filter(({ head }) => head.id === id)
						.reduce<Head | undefined>((best, { head }) => (best !== undefined && best.updated > head.updated ? best : head), undefined);
				const isSame = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();
				const first = (heads: readonly Head[]) => [...heads].sort((a, b) => Number(a.added) - Number(b.added))[0];
				const byKey = (key: string) => {
					const heads = list.map(({ head }) => head);
					const found =
						first(heads.filter(head => isSame(head.key, key))) ??
						first(heads.filter(head => head.aliases.some(alias => isSame(alias, key))));
					return found && byId(found.id);
				};
				for (const id of ['1', '2', '3', '4', '5', '6']) {
					assert.equal(directory.byId(id)?.head, byId(id));
				}
				for (const key of ['a', 'b', 'C', 'ö', 'd1', 'e', '', 'nobody']) {
					assert.equal(directory.byKey(key)?.head, byKey(key));
				}
				for (const { head, home } of list) {
					assert.equal(directory.isCurrent(head), byId(head.id) === head);
					assert.ok(directory.byId(head.id)?.head !== head || directory.byId(head.id)?.home === home);
				}
			}),
			{ numRuns: 300 },
		);
	});

	it('should find a paper by the key it has before those that had it once, and of several the one that was added first', () => {
		const directory = new HeadDirectory<Home>();
		const [home = { name: '' }] = homes;
		const [owner, late, early] = [
			someHead({ id: '1', key: 'Doe', added: '2026-03' }),
			someHead({ id: '2', key: 'roe', aliases: ['doe', 'ROE', 'old'], added: '2026-02' }),
			someHead({ id: '3', key: 'poe', aliases: ['Old'], added: '2026-01' }),
		];
		[owner, late, early].forEach(head => directory.enter(head, home));
		const found = () => ['DOE', 'roe', 'OLD', 'nobody', ''].map(key => directory.byKey(key)?.head.id);
		assert.deepEqual(found(), ['1', '2', '3', undefined, undefined]);
		directory.leave(owner);
		directory.leave(early);
		directory.leave(someHead({ id: '2' }));
		assert.deepEqual(found(), ['2', '2', '2', undefined, undefined]);
		assert.deepEqual([directory.byId('1'), directory.byId('2')?.home, directory.ofId('3')], [undefined, home, []]);
		directory.enter({ ...owner, key: 'new' }, home);
		assert.deepEqual([directory.byKey('new')?.head.id, directory.byKey('doe')?.head.id], ['1', '2']);
	});

	it('should know a paper that stands in two places by its later state, until one of them is left', () => {
		const directory = new HeadDirectory<Home>();
		const [first = { name: '' }, second = { name: '' }] = homes;
		const [older, newer] = [someHead({ updated: '2026-01', aliases: ['once'] }), packed(someHead({ updated: '2026-02' }))];
		directory.enter(newer, first);
		assert.deepEqual([directory.idsInTwoPlaces(), directory.isCurrent(newer)], [[], true]);
		directory.enter(older, second);
		directory.enter(someHead({ id: 'ID', key: 'other' }), first);
		assert.deepEqual([directory.idsInTwoPlaces(), directory.ofId('id').map(({ home }) => home)], [['id'], [first, second]]);
		assert.deepEqual([directory.byId('id')?.head === newer, directory.byKey('once')?.head === newer], [true, true]);
		assert.deepEqual([directory.isCurrent(newer), directory.isCurrent(older)], [true, false]);
		directory.leave(newer);
		assert.deepEqual([directory.idsInTwoPlaces(), directory.byId('id')?.home, directory.isCurrent(older)], [[], second, true]);
		directory.reserve(5000);
		assert.deepEqual([directory.idsInTwoPlaces(), directory.byKey('once')?.head === older], [[], true]);
	});

	it('should still find everybody after more changes than it has room for', () => {
		const directory = new HeadDirectory<Home>();
		const [home = { name: '' }] = homes;
		const heads = Array.from({ length: 3000 }, (_, index) =>
			someHead({ id: `id${index}`, key: `key${index}`, aliases: [`alias${index}`] }),
		);
		heads.forEach(head => directory.enter(head, home));
		for (let round = 0; round < 30; round += 1) {
			heads.slice(0, 1000).forEach((head, index) => {
				directory.leave(head);
				heads[index] = { ...head, updated: `2026-02-${round}` };
				directory.enter(heads[index], home);
			});
		}
		heads.forEach((head, index) => {
			assert.equal(directory.byId(`id${index}`)?.head, head);
			assert.equal(directory.byKey(`ALIAS${index}`)?.head, head);
		});
		assert.equal(directory.byKey('key3000'), undefined);
	});
});
