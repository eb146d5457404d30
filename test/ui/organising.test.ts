import assert from 'node:assert/strict';
import type { EditorPage } from './support/editorPage';
import { openEditor } from './support/openEditor';
import type { TreeView } from './support/treeView';

const instant = '2026-01-01T00:00:00.000Z';
const paper = (key: string, fields: object) => ({
	id: key,
	'citation-key': key,
	type: 'book',
	title: `The Book of ${key}`,
	status: 'unread',
	author: [{ family: 'Noether', given: 'Emmy' }],
	issued: { 'date-parts': [[2020]] },
	added: instant,
	updated: instant,
	...fields,
});
const papers = [
	paper('apples', { collections: ['Thesis > Chapter 1'], tags: ['fruit'], rating: 4, pinned: true }),
	paper('birds', { collections: ['Thesis', 'Talks'], rating: 2, status: 'read' }),
	paper('clouds', {}),
];
const workspace = {
	'.marginalia/volume-0001.json': JSON.stringify({ version: 1, papers }),
	'.vscode/settings.json': JSON.stringify({
		'marginalia.library.groupBy': 'collection',
		'marginalia.library.savedSearches': { 'Well rated': 'rating:>=2', 'Fruit or clouds': 'tag:fruit OR clouds' },
	}),
};

describe('collections and saved searches in the Library view', () => {
	let editor: EditorPage;
	let tree: TreeView;
	before(async () => {
		editor = await openEditor({ workspace });
		await editor.openView('Marginalia');
		tree = editor.tree('Library');
		await tree.row('Well rated').waitFor();
	});
	after(() => editor.close());

	const outline = async () => (await tree.rows()).map(({ level, label, description }) => `${level} ${label} (${description})`);
	const untilCounted = (label: string, count: string, timeout = 30_000) =>
		tree.row(label).getByText(count, { exact: true }).waitFor({ timeout });
	/** A tree that is drawn anew meanwhile forgets what is dragged over it; what has been dropped already stays where it is. */
	const dropOn = async (dragged: string, onto: string, count: string) => {
		for (let tries = 0; tries < 3; tries += 1) {
			await editor.drag(tree.row(dragged), tree.row(onto));
			if (
				await untilCounted(onto, count, 5_000).then(
					() => true,
					() => false,
				)
			) {
				return;
			}
		}
		await untilCounted(onto, count);
	};

	it('should show saved searches first, and collections within each other', async () => {
		await untilCounted('Well rated', '1 unread of 2');
		await tree.expand('Thesis');
		await tree.expand('Chapter 1');
		assert.deepEqual(await outline(), [
			'1 Well rated (1 unread of 2)',
			'1 Fruit or clouds (2 unread)',
			'1 Talks (1)',
			'1 Thesis (1 unread of 2)',
			'2 Chapter 1 (1 unread)',
			'3 The Book of apples (★★★★ Noether, 2020)',
			'2 The Book of birds (★★ Noether, 2020)',
			'1 No collection (1 unread)',
		]);
		await editor.inEachTheme(async theme => {
			await editor.screenshot(`collections-${theme}`);
		});
	});

	it('should take papers and collections that are dropped on a collection, and give them back', async () => {
		await tree.expand('No collection');
		await dropOn('The Book of clouds', 'Talks', '1 unread of 2');
		await tree.row('No collection').waitFor({ state: 'hidden' });
		await dropOn('Talks', 'Thesis', '2 unread of 3');
		assert.equal((await tree.rows()).find(({ label }) => label === 'Talks')?.level, 2);
		await editor.runCommand('Marginalia: Undo Library Change');
		await editor.runCommand('Marginalia: Undo Library Change');
		await untilCounted('Talks', '1');
		await untilCounted('No collection', '1 unread');
	});
});
