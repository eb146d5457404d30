import assert from 'node:assert/strict';
import { violations } from './support/axe';
import type { EditorPage } from './support/editorPage';
import { openEditor } from './support/openEditor';

const instant = '2026-01-01T00:00:00.000Z';
const paper = (key: string, title: string, fields: object) => ({
	id: key,
	'citation-key': key,
	type: 'article',
	title,
	status: 'unread',
	issued: { 'date-parts': [[2020]] },
	added: instant,
	updated: instant,
	...fields,
});
const papers = [
	paper('lilies', 'Water Lilies in Moving Light', { tags: ['water', 'light'], queued: 'i001', due: '2026-01-02' }),
	paper('ponds', 'Ponds and Moving Light', { tags: ['water'], issued: { 'date-parts': [[2021]] }, 'container-title': 'Gardens' }),
	paper('stones', 'Of Stones', { status: 'read', queued: 'i000' }),
];

describe('the overview, similar papers and the reading queue', () => {
	let editor: EditorPage;
	before(async () => {
		editor = await openEditor({
			workspace: {
				'.marginalia/volume-0001.json': JSON.stringify({ version: 1, papers }),
				'.vscode/settings.json': JSON.stringify({ 'marginalia.library.groupBy': 'none' }),
				'draft.md': 'Seen in [@lilies; @ponds], and by @nobody2020.\n',
			},
		});
		await editor.openView('Marginalia');
	});
	after(() => editor.close());

	const queued = async () => (await editor.tree('Library').rows()).flatMap(({ label, level }) => (level === 2 ? [label] : []));
	const untilQueued = async (...titles: readonly string[]) => {
		for (let tries = 0; tries < 100 && (await queued()).join() !== titles.join(); tries += 1) {
			await editor.page.waitForTimeout(100);
		}
		assert.deepEqual(await queued(), titles);
	};

	it('should lead from a bar to its papers, and from a paper to those like it', async () => {
		const tree = editor.tree('Library');
		await tree.expand('Reading Queue');
		await untilQueued('Of Stones', 'Water Lilies in Moving Light');
		const queue = (await tree.rows()).filter(({ level }) => level === 2).map(({ label, description }) => `${label} (${description})`);
		assert.deepEqual(
			[queue[0], queue[1]?.replace(/\d+/g, 'some')],
			['Of Stones (2020)', 'Water Lilies in Moving Light (some · overdue by some days)'],
		);

		await editor.runCommand('Marginalia: Show Overview');
		const view = await editor.webview('Marginalia Overview');
		await view.getByRole('button', { name: 'nobody2020: 1' }).waitFor();
		await editor.screenshot('overview');
		assert.deepEqual(await violations(view), []);
		await view.getByRole('button', { name: '2021: 1' }).press('Enter');
		await editor.page.getByText('1 of 3 papers match “year:2021”.').waitFor();

		await editor.runCommand('Marginalia: Clear Library Filter');
		// What is in sight by then moves down as the others come back.
		await editor.page.getByText('1 of 3 papers match “year:2021”.').waitFor({ state: 'hidden' });
		await tree.row('Of Stones').waitFor();
		await tree.row('Ponds and Moving Light').click();
		const reader = await editor.webview('Marginalia');
		await reader.getByRole('heading', { name: 'Ponds and Moving Light' }).waitFor();
		await editor.runCommand('Marginalia: Show Similar Papers');
		await editor.quickInput.whenAsked('Similar to “Ponds and Moving Light”');
		await editor.page.getByText('Shares “moving light”, “water” · Cited together in 1 note').waitFor();
		await editor.screenshot('similar');
		await editor.quickInput.accept();
		await reader.getByRole('heading', { name: 'Water Lilies in Moving Light' }).waitFor();
	});

	it('should take papers into the queue, in an order of its own', async () => {
		const tree = editor.tree('Library');
		await tree.expand('Reading Queue');
		await editor.runCommand('Marginalia: Add to Reading Queue');
		await editor.quickInput.whenAsked('Add papers to the reading queue');
		await editor.quickInput.tick('Ponds and Moving Light');
		await editor.quickInput.accept();
		await untilQueued('Of Stones', 'Water Lilies in Moving Light', 'Ponds and Moving Light');
		await editor.runCommand('Marginalia: Move Up in Reading Queue');
		await editor.quickInput.whenAsked('Move papers in the reading queue');
		await editor.quickInput.tick('Ponds and Moving Light');
		await editor.quickInput.accept();
		await untilQueued('Of Stones', 'Ponds and Moving Light', 'Water Lilies in Moving Light');
		await editor.runCommand('Marginalia: Undo Library Change');
		await untilQueued('Of Stones', 'Water Lilies in Moving Light', 'Ponds and Moving Light');
		await editor.screenshot('reading-queue');
	});

	it('should move a column of the table to where its name is dragged', async () => {
		await editor.runCommand('Marginalia: Show Library as Table');
		const table = await editor.webview('Library Table');
		const names = table.getByRole('columnheader');
		const [year, key] = [names.filter({ hasText: 'Year' }), names.filter({ hasText: 'Citation Key' })];
		await table.getByRole('row', { name: 'Of Stones' }).waitFor();
		assert.match((await names.allInnerTexts()).join(), /^Citation Key,Title,Authors,Year/);
		await year.hover();
		await editor.page.mouse.down();
		await key.hover({ position: { x: 12, y: 8 }, force: true });
		await key.hover({ position: { x: 8, y: 8 }, force: true });
		await editor.page.mouse.up();
		await names.first().filter({ hasText: 'Year' }).waitFor();
		assert.match((await names.allInnerTexts()).join(), /^Year,Citation Key,Title,Authors/);
		assert.match(
			(await table.getByRole('row', { name: 'Of Stones' }).getByRole('gridcell').allInnerTexts()).join(),
			/^2020,stones,Of Stones/,
		);
	});
});
