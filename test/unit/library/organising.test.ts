import assert from 'node:assert/strict';
import { openLibrary } from '../../../src/core/library/library';
import * as organising from '../../../src/core/library/organising';
import { RecordedLibrary } from '../../../src/core/library/recordedLibrary';
import { MemoryFileStore } from '../../fakes/memoryFileStore';

async function libraryOf(
	papers: readonly { readonly title: string; readonly collections?: readonly string[]; readonly tags?: readonly string[] }[],
) {
	const files = new MemoryFileStore();
	const library = new RecordedLibrary(await openLibrary(files, 'library'));
	await library.step('Import', editor => editor.add(papers.map(({ title, tags = [] }) => ({ type: 'book', title, tags }))));
	for (const { title, collections = [] } of papers) {
		const id = library.heads().find(head => head.title === title)?.id ?? '';
		await library.step('Collect', editor => editor.update([id], paper => ({ ...paper, collections })));
	}
	return { library, files };
}

const shown = (library: RecordedLibrary) =>
	Object.fromEntries(
		library.heads().map(({ title, collections, tags }) => [title, [...collections, ...tags.map(tag => `#${tag}`)].join('; ')]),
	);

describe('collections, tags, ratings and pins', () => {
	it('should take a paper in once, and out of nothing else', async () => {
		const { library } = await libraryOf([{ title: 'one', collections: ['Thesis >  Chapter 1', 'Thesis'] }]);
		const [paper] = await library.papers(library.heads().map(({ id }) => id));
		assert.ok(paper);
		assert.equal(organising.inCollection(paper, ['Thesis', 'Chapter 1']), paper);
		assert.equal(organising.inCollection(paper, []), paper);
		assert.deepEqual(organising.inCollection(paper, ['a > b']).collections, ['Thesis >  Chapter 1', 'Thesis', 'a \\> b']);
		assert.deepEqual(organising.outOfCollection(paper, ['Thesis']).collections, ['Thesis >  Chapter 1']);
		assert.equal(organising.outOfCollection(paper, ['Other']), paper);
	});

	it('should move, merge and delete a collection with all that lie in it, and keep the papers', async () => {
		const { library } = await libraryOf([
			{ title: 'one', collections: ['A', 'A > B', 'C'] },
			{ title: 'two', collections: ['A > B > D', 'AB'] },
		]);
		const move = (from: readonly string[], to: readonly string[] | undefined) =>
			library.step('Move', editor =>
				editor.update(organising.idsWithin(library.heads(), from), paper => organising.movedCollection(paper, from, to)),
			);
		await move(['A'], ['C', 'A']);
		assert.deepEqual(shown(library), { one: 'C > A; C > A > B; C', two: 'C > A > B > D; AB' });
		await move(['C', 'A'], ['C']);
		assert.deepEqual(shown(library), { one: 'C; C > B', two: 'C > B > D; AB' });
		await move(['C', 'B'], undefined);
		assert.deepEqual(shown(library), { one: 'C', two: 'AB' });
		await library.undo();
		await library.undo();
		await library.undo();
		assert.deepEqual(shown(library), { one: 'A; A > B; C', two: 'A > B > D; AB' });
	});

	it('should know which collections lose their last paper with some papers', async () => {
		const { library } = await libraryOf([
			{ title: 'one', collections: ['A >  B', 'C', 'constructor'] },
			{ title: 'two', collections: ['A > B', 'A'] },
			{ title: 'three', collections: ['C', ' > '] },
		]);
		const heads = library.heads();
		const emptied = (...titles: readonly string[]) =>
			organising
				.emptiedCollections(heads, new Set(heads.filter(({ title }) => titles.includes(title)).map(({ id }) => id)))
				.map(path => path.join(' > '))
				.sort();
		assert.deepEqual(emptied(), []);
		assert.deepEqual(emptied('one'), ['constructor']);
		assert.deepEqual(emptied('two'), ['A']);
		assert.deepEqual(emptied('one', 'two'), ['A', 'A > B', 'constructor']);
		assert.deepEqual(emptied('one', 'three'), ['', 'C', 'constructor']);
	});

	it('should refuse to put a collection into itself', () => {
		assert.ok(organising.problemOfMove(['A'], ['A', 'B', 'A']));
		assert.ok(organising.problemOfMove(['A'], []));
		assert.equal(organising.problemOfMove(['A'], ['AB', 'A']), undefined);
		assert.equal(organising.problemOfMove(['A', 'B'], ['A']), undefined);
	});

	it('should undo a renamed tag and keep what was changed since', async () => {
		const { library, files } = await libraryOf([
			{ title: 'one', tags: ['old', 'x'], collections: ['A'] },
			{ title: 'two', tags: ['new', 'old'] },
		]);
		const from = new Set(['old']);
		await library.step('Rename of Tag old', editor =>
			editor.update(organising.idsTagged(library.heads(), from), paper => organising.renamedTags(paper, from, 'new')),
		);
		assert.deepEqual(shown(library), { one: 'A; #new; #x', two: '#new' });
		// Another window of the same library.
		const other = new RecordedLibrary(await openLibrary(files, 'library'));
		const [one] = other.heads().filter(({ title }) => title === 'one');
		await other.step('Add Tag', editor =>
			editor.update([one?.id ?? ''], paper => ({ ...organising.inCollection(paper, ['B']), tags: [...(paper.tags ?? []), 'later'] })),
		);
		await library.refresh();
		await library.undo();
		assert.deepEqual(
			Object.values(shown(library)).map(text => text.split('; ').sort()),
			[
				['#later', '#old', '#x', 'A', 'B'],
				['#new', '#old'],
			],
		);
		const reopened = new RecordedLibrary(await openLibrary(files, 'library'));
		assert.deepEqual(shown(reopened), shown(library));
	});

	it('should take documents back with the papers of a step', async () => {
		const { library } = await libraryOf([{ title: 'one', tags: ['old'] }]);
		let isBack = false;
		await library.step('Delete of Tag old', editor => editor.update(['one'], paper => paper), {
			documents: [() => Promise.resolve(void (isBack = true))],
		});
		assert.equal((await library.undo())?.documents, 1);
		assert.ok(isBack);
	});

	it('should rate from 1 to 5, pin, and take both away again', async () => {
		const { library } = await libraryOf([{ title: 'one' }]);
		const [id = ''] = library.heads().map(head => head.id);
		await library.step('Rate', editor => editor.update([id], paper => organising.pinned(organising.rated(paper, 4), true)));
		assert.deepEqual([library.head(id)?.rating, library.head(id)?.pinned], [4, true]);
		await library.step('Rate', editor => editor.update([id], paper => organising.pinned(organising.rated(paper, 0), false)));
		assert.deepEqual([library.head(id)?.rating, library.head(id)?.pinned], [undefined, false]);
		assert.ok(!('rating' in ((await library.paper(id)) ?? {})));
	});

	it('should leave a paper as it is that has none of some tags or collections', async () => {
		const { library } = await libraryOf([{ title: 'one', tags: ['x', 'y'], collections: ['A', 'B'] }, { title: 'two' }]);
		const [one, two] = await library.papers(['one', 'two'].map(title => library.heads().find(head => head.title === title)?.id ?? ''));
		assert.ok(one !== undefined && two !== undefined);
		const { tags, collections, ...bare } = two;
		assert.equal(organising.renamedTags(bare, new Set(['x']), 'z'), bare);
		assert.equal(organising.renamedTags(one, new Set(['z']), 'a'), one);
		assert.deepEqual(organising.renamedTags(one, new Set(['x']), 'y').tags, ['y']);
		assert.deepEqual(organising.renamedTags(one, new Set(['x', 'y']), undefined).tags, []);
		assert.equal(organising.movedCollection(bare, ['A'], ['C']), bare);
		assert.equal(organising.movedCollection(one, ['C'], ['A']), one);
		assert.deepEqual(organising.movedCollection(one, ['B'], ['A']).collections, ['A']);
		assert.deepEqual(organising.outOfCollection(one, ['B']).collections, ['A']);
		assert.deepEqual(organising.inCollection(bare, ['C']).collections, ['C']);
		assert.deepEqual([...organising.idsTagged(library.heads(), new Set(['y']))], [one.id]);
		assert.deepEqual(organising.tagsOf(library.heads()), ['x', 'y']);
	});

	it('should list collections with those that they lie in', async () => {
		const { library } = await libraryOf([{ title: 'one', collections: ['A > B', '  A', 'C'] }]);
		assert.deepEqual(
			organising.collectionsOf(library.heads(), {
				collections: new Map([
					['D > E', {}],
					['C', {}],
				]),
			}),
			['A', 'A > B', 'C', 'D', 'D > E'],
		);
	});
});
