import assert from 'node:assert/strict';
import type { Frame } from 'playwright-core';
import { violations } from './support/axe';
import type { EditorPage } from './support/editorPage';
import { openEditor } from './support/openEditor';

const instant = '2026-01-01T00:00:00.000Z';
const titles = [
	'Attention Everywhere',
	'Scores over Time',
	'Low Rank is Enough',
	'Preferences, Directly',
	'Fields of Light',
	'A Method for Steps',
];
const papers = titles.map((title, at) => ({
	id: `p${at}`,
	'citation-key': `key${at}`,
	type: 'article',
	title,
	status: (['unread', 'reading', 'read'] as const)[at % 3] ?? 'unread',
	tags: [at % 2 === 0 ? 'models' : 'training'],
	author: [{ family: 'Noether', given: 'Emmy' }],
	issued: { 'date-parts': [[2018 + at]] },
	added: instant,
	updated: instant,
}));
const sorted = [...papers].sort((a, b) => (a['citation-key'] < b['citation-key'] ? -1 : 1));
const workspace = {
	'.marginalia/volume-0001.json': JSON.stringify({ version: 1, papers: sorted }),
	'notes/key0.md': '---\ncitation-key: key0\n---\n\nAs [@key1] and [@key2] say.\n',
	'draft.md': '# My Draft\n\nSee [@key0; @key3] and [[key4]].\n',
};

describe('the graph', () => {
	let editor: EditorPage;
	let graph: Frame;
	before(async () => {
		editor = await openEditor({ workspace });
		await editor.openView('Marginalia');
		await editor.tree('Library').row('Attention Everywhere').waitFor();
		// A row that is drawn again at the same moment loses the click.
		for (let tries = 0; tries < 5 && !(await editor.tab('Attention Everywhere').isVisible()); tries += 1) {
			await editor.tree('Library').click('Attention Everywhere');
			await editor
				.tab('Attention Everywhere')
				.waitFor({ timeout: 5000 })
				.catch(() => undefined);
		}
		await editor.runCommand('Marginalia: Open Graph');
		graph = await editor.webview('Marginalia Graph');
	});
	after(() => editor.close());

	const atRest = () => graph.locator('body[data-layout="at rest"]').waitFor();
	const names = async () => (await graph.locator('.nodes > li > .node-row .name').allTextContents()).sort();

	it('should show what is around the paper that is open', async () => {
		await graph.getByText(/^\d+ shown$/).waitFor();
		await atRest();
		await editor.screenshot('graph-around');
		await graph.getByRole('button', { name: 'Show as List' }).click();
		assert.deepEqual(
			await names(),
			[
				'#models',
				'#training',
				'Attention Everywhere',
				'Fields of Light',
				'Low Rank is Enough',
				'My Draft',
				'Preferences, Directly',
				'Scores over Time',
			].sort(),
		);
	});

	it('should show the whole library, filter it, and search it', async () => {
		await graph.getByRole('button', { name: 'All', exact: true }).click();
		await graph.getByText('A Method for Steps').waitFor();
		await graph.getByLabel('Status').selectOption('read');
		await graph.getByText('A Method for Steps').waitFor();
		await graph.getByText('Attention Everywhere').waitFor({ state: 'detached' });
		await graph.getByLabel('Status').selectOption('');
		await graph.getByText('Attention Everywhere').waitFor();
		await graph.getByLabel('Search the graph').fill('noether light');
		await graph.getByText('1 found').waitFor();
		assert.deepEqual(await names(), ['Fields of Light']);
		await graph.getByLabel('Search the graph').fill('');
	});

	it('should open from the list, and by arrows and Enter on the canvas', async () => {
		await graph.getByRole('button', { name: 'Fields of Light', exact: true }).click();
		await editor.tab('Fields of Light').waitFor();
		await graph.getByRole('button', { name: 'Show as List' }).click();
		await graph.getByLabel('Search the graph').fill('rank');
		await graph.getByLabel('Search the graph').press('Enter');
		await graph.getByText(/^Low Rank is Enough \(paper, read/).waitFor();
		await graph.locator('canvas').focus();
		await editor.press('Enter');
		await editor.tab('Low Rank is Enough').waitFor();
		await graph.getByLabel('Search the graph').fill('');
	});

	it('should be accessible in each theme, drawn and as a list', async () => {
		await editor.inEachTheme(async name => {
			await graph.locator(`body[data-vscode-theme-kind="vscode-${name}"]`).waitFor();
			await atRest();
			assert.deepEqual(await violations(graph), []);
			await editor.screenshot(`graph-${name}`);
		});
		await graph.locator('canvas').focus();
		await editor.press('l');
		await graph.getByText('My Draft').waitFor();
		assert.deepEqual(await violations(graph), []);
		await editor.screenshot('graph-list');
	});

	it('should keep what it shows when the window is loaded again', async () => {
		const reloaded = editor.page.waitForEvent('load');
		await editor.runCommand('Developer: Reload Window');
		await reloaded;
		await editor.whenReady();
		graph = await editor.webview('Marginalia Graph');
		await graph.getByText('My Draft').waitFor();
		assert.equal(await graph.getByRole('button', { name: 'All', exact: true }).getAttribute('aria-pressed'), 'true');
	});
});
