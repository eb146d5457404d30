import assert from 'node:assert/strict';
import { openLibrary } from '../../../src/core/library/library';
import { RecordedLibrary } from '../../../src/core/library/recordedLibrary';
import { searchOf, SmartGroups } from '../../../src/core/library/smartGroups';
import type { Head } from '../../../src/core/paper/head';
import { headOf } from '../../fakes/head';
import { MemoryFileStore } from '../../fakes/memoryFileStore';

const searches = [
	{ name: 'Fruit', query: 'tag:fruit' },
	{ name: '__proto__', query: 'apple OR (carrot -tag:fruit)' },
	{ name: 'Best', query: 'rating:>=4' },
	{ name: 'Nothing', query: '' },
];

describe('saved searches', () => {
	async function filled() {
		const library = new RecordedLibrary(await openLibrary(new MemoryFileStore(), 'library'));
		await library.step('Import', editor =>
			editor.add(
				['apple pie', 'banana split', 'carrot soup'].map(title => ({ type: 'book', title, tags: title.startsWith('c') ? [] : ['fruit'] })),
			),
		);
		return library;
	}
	const titles = async (groups: SmartGroups) =>
		Object.fromEntries(
			(await groups.of(searches)).map((group): readonly [string, string] => [
				searchOf(group) ?? '',
				group.members
					.map(({ title }) => title.charAt(0))
					.sort()
					.join(''),
			]),
		);
	const id = (library: RecordedLibrary, title: string) => library.heads().find(head => head.title.startsWith(title))?.id ?? '';

	it('should be groups that follow each change as if all were searched again', async () => {
		const library = await filled();
		const groups = new SmartGroups(library);
		assert.deepEqual(await titles(groups), { Fruit: 'ab', ['__proto__']: 'ac', Best: '', Nothing: '' });
		const changes: readonly (() => Promise<unknown>)[] = [
			() => library.step('Rate', editor => editor.update([id(library, 'carrot')], paper => ({ ...paper, rating: 4, tags: ['fruit'] }))),
			() => library.step('Add', editor => editor.add([{ type: 'book', title: 'apple and carrot', tags: ['fruit'] }])),
			() => library.step('Remove', editor => editor.remove([id(library, 'apple pie')])),
			() => library.undo(),
			() => library.undo(),
			() => library.undo(),
		];
		for (const change of changes) {
			await change();
			assert.deepEqual(await titles(groups), await titles(new SmartGroups(library)));
		}
		assert.deepEqual(await titles(groups), { Fruit: 'ab', ['__proto__']: 'ac', Best: '', Nothing: '' });
	});

	it('should ask only for what changed', async () => {
		const library = await filled();
		const asked: (number | undefined)[] = [];
		const groups = new SmartGroups({
			heads: () => library.heads(),
			fitting: (queries, among) => {
				asked.push(among?.size);
				return library.fitting(queries, among);
			},
		});
		await groups.of(searches);
		const [first] = await groups.of(searches);
		await library.step('Rate', editor => editor.update([id(library, 'carrot')], paper => ({ ...paper, rating: 5 })));
		const [second] = await groups.of(searches);
		assert.deepEqual(asked, [undefined, 1]);
		assert.equal(first?.members, second?.members);
		groups.forget(query => query.startsWith('rating'));
		await groups.of(searches);
		assert.deepEqual(asked, [undefined, 1, undefined]);
	});

	it('should count what is unread, and search all again where many changed at once', async () => {
		let heads: readonly Head[] = [headOf('a'), headOf('b', { status: 'read' }), headOf('c')];
		const asked: (readonly [queries: string, among: number | undefined])[] = [];
		const groups = new SmartGroups({
			heads: () => heads,
			fitting: (queries, among) => {
				asked.push([queries.join(), among?.size]);
				return Promise.resolve(
					new Map(queries.map(query => [query, new Set(heads.map(({ id }) => id).filter(id => id.startsWith(query)))])),
				);
			},
		});
		const ask = async (...queries: readonly string[]) =>
			(await groups.of(queries.map(query => ({ name: query, query })))).map(({ id, label, unread, members }) => [
				id,
				label,
				unread,
				members.length,
			]);
		assert.deepEqual(await ask('', 'b', 'b'), [
			['search:', '', 2, 3],
			['search:b', 'b', 0, 1],
			['search:b', 'b', 0, 1],
		]);
		heads = [...heads, ...Array.from({ length: 200 }, (_, at) => headOf(`b${at}`))];
		assert.deepEqual(await ask('', 'b'), [
			['search:', '', 202, 203],
			['search:b', 'b', 200, 201],
		]);
		heads = heads.slice(0, 3);
		assert.deepEqual((await ask('b', 'c'))[0], ['search:b', 'b', 0, 1]);
		heads = [...heads, ...Array.from({ length: 201 }, (_, at) => headOf(`c${at}`))];
		assert.deepEqual((await ask('b', 'c'))[1], ['search:c', 'c', 202, 202]);
		heads = [...heads.slice(0, 3), ...Array.from({ length: 100 }, (_, at) => headOf(`b${at}`))];
		await ask('b', 'c');
		groups.forget(query => query === 'c');
		await ask('b', 'c');
		assert.deepEqual(asked, [
			[',b', undefined],
			[',b', 200],
			['c', undefined],
			['b,c', undefined],
			['b,c', undefined],
			['c', undefined],
		]);
	});

	it('should tell the group of a search from others', () => {
		assert.deepEqual(
			['search:a: b', 'search:', 'tag:search:'].map(id => searchOf({ id })),
			['a: b', '', undefined],
		);
	});
});
