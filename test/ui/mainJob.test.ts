import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import type { EditorPage } from './support/editorPage';
import { openEditor } from './support/openEditor';

const lora = 'LoRA: Low-Rank Adaptation of Large Language Models';
const score = 'Score-Based Generative Modeling through Stochastic Differential Equations';

async function ingestFromExplorer(editor: EditorPage, file: string): Promise<void> {
	// The view comes with the extension: only then has the explorer's menu our item.
	await editor.openView('Marginalia');
	await editor.openView('Explorer');
	await editor.tree('Files Explorer').chooseFromMenu(file, 'Import Papers');
}

async function ingestSample(editor: EditorPage): Promise<void> {
	await ingestFromExplorer(editor, 'daily-papers.txt');
	await editor.notifications.waitFor('Added 8 papers');
	await editor.openView('Marginalia');
	await editor.tree('Library').row(lora).waitFor();
}

async function readerShowing(editor: EditorPage, title: string): Promise<Frame> {
	const reader = await editor.webview('Marginalia');
	await reader.getByRole('heading', { level: 1, name: title }).waitFor();
	return reader;
}

/** With a line that is neither title nor abstract. */
const sentences =
	'It goes on for long enough to be told from a title, in several sentences. Nothing in it is true, and none of it was copied. It ends here, after a few more words.';
const listing = [
	'Daily Papers',
	'Nov 20',
	'A First Paper of Some Length',
	`This is its abstract. ${sentences}`,
	'Advertisement',
	'A Second Paper of Some Length',
	`This is another. ${sentences}`,
].join('\n\n');

describe('the main job, by hand', () => {
	let editor: EditorPage;
	before(async () => (editor = await openEditor()));
	after(() => editor.close());

	it('should say what to do while the library is empty, with buttons, and write nothing', async () => {
		await editor.openView('Marginalia');
		assert.match(await editor.tree('Library').welcome(), /No papers yet[^]*Import Papers from File…[^]*Add Paper…[^]*Add from Zotero…/);
		await editor.screenshot('empty-library');
		assert.deepEqual(await editor.files(), ['README.md', 'daily-papers.txt', 'draft.md']);
	});

	it('should hide the commands that need papers', async () => {
		await editor.typeBehind('F1', '>Marginalia: Import');
		await editor.quickInput.row('Marginalia: Import Papers from File…').waitFor();
		await editor.quickInput.row('Marginalia: Import from Clipboard').waitFor();
		// Those in sight: the list is long without words that narrow it down.
		await editor.typeBehind('F1', '>Marginalia: Library');
		await editor.quickInput.row('Marginalia: Refresh Library').waitFor();
		const labels = await editor.quickInput.labels();
		assert.deepEqual(
			['Search Library…', 'Filter Library…', 'Remove from Library…'].filter(title => labels.includes(`Marginalia: ${title}`)),
			[],
			'what needs papers is not',
		);
		await editor.quickInput.cancel();
	});

	it('should ingest a file from the menu of the explorer', async () => {
		await ingestSample(editor);
	});

	it('should show the papers of the list in their order, unread ones counted', async () => {
		const [group, first, second] = await editor.tree('Library').rows();
		assert.deepEqual([group?.label, group?.description, group?.expanded], ['Daily Papers, 20 November', '8 unread', true]);
		assert.deepEqual([first?.label, second?.label], ['Attention Is All You Need', score]);
		assert.doesNotMatch(
			await editor.page.locator('.activitybar [aria-label*="Marginalia"]').first().getAttribute('aria-label').then(String),
			/unread/,
			'an import is no news',
		);
	});

	it('should add nothing the second time', async () => {
		await ingestFromExplorer(editor, 'daily-papers.txt');
		await editor.notifications.waitFor('8 already in your library');
		await editor.openView('Marginalia');
	});

	it('should show a paper on a click, the next with the arrows and Space, and go to the reader with Enter', async () => {
		const tree = editor.tree('Library');
		await tree.click('Attention Is All You Need');
		const reader = await readerShowing(editor, 'Attention Is All You Need');
		assert.ok((await reader.locator('math').count()) > 0, 'the abstract has no rendered formula');
		await editor.press('ArrowDown', 'Space');
		await readerShowing(editor, score);
		await editor.press('ArrowDown', 'Enter');
		const third = await readerShowing(editor, lora);
		await third.waitForFunction(() => document.hasFocus());
		await editor.press('k');
		await readerShowing(editor, score);
	});

	it('should set the status from the reader and show it in the tree', async () => {
		const reader = await readerShowing(editor, score);
		await reader.getByRole('group', { name: 'Status' }).getByText('Reading').click();
		await editor.page.waitForFunction(() =>
			[...document.querySelectorAll('.label-description')].some(element => element.textContent === '7 unread of 8'),
		);
	});

	it('should filter the tree while one types, and give it back', async () => {
		const tree = editor.tree('Library');
		await tree.pressTitleButton('Filter Library');
		await editor.quickInput.whenAsked('Filter the library');
		await editor.quickInput.type('language mod');
		await tree.row('Attention Is All You Need').waitFor({ state: 'hidden' });
		assert.deepEqual((await tree.labels()).slice(1), [
			lora,
			'Direct Preference Optimization: Your Language Model is Secretly a Reward Model',
			'Chain-of-Thought Prompting Elicits Reasoning in Large Language Models',
		]);
		await editor.quickInput.cancel();
		await tree.row('Attention Is All You Need').waitFor();
	});

	it('should cite by a few words in the open document', async () => {
		await editor.openFile('draft.md');
		await editor.press('Control+End');
		await editor.runCommand('Marginalia: Insert Citation…');
		await editor.quickInput.whenAsked('select one or more');
		await editor.quickInput.type('score diff');
		await editor.quickInput.row(lora).waitFor({ state: 'hidden' });
		await editor.quickInput.tick(score);
		await editor.quickInput.type('lora');
		await editor.quickInput.row(lora).waitFor();
		await editor.screenshot('insert-citation');
		await editor.quickInput.tick(lora);
		await editor.quickInput.accept();
		await editor.untilTextMatches(/\n\[@scorebasedGenerativeModeling; @lora\]$/);
	});

	it('should add to a citation that is there', async () => {
		await editor.press('ArrowLeft');
		await editor.runCommand('Marginalia: Insert Citation…');
		await editor.quickInput.whenAsked('select one or more');
		await editor.quickInput.type('adam');
		await editor.quickInput.accept();
		await editor.untilTextMatches(/\[@scorebasedGenerativeModeling; @lora; @adam\]$/);
	});

	it('should cite papers that are dragged from the tree', async () => {
		await editor.untilEditorFocused();
		await editor.press('Control+End', 'Enter');
		await editor.drag(
			editor.tree('Library').row('NeRF: Representing Scenes as Neural Radiance Fields for View Synthesis'),
			editor.activeEditor().locator('.view-line').last(),
		);
		await editor.untilTextMatches(/\[@nerf\]/);
		await editor.save();
	});

	it('should make a note from the tree, once', async () => {
		await editor.tree('Library').pressRowButton(lora, 'Open Note');
		await editor.tab('lora.md').waitFor();
		const note = await editor.readFile('notes/lora.md');
		assert.match(note ?? '', /^---\ncitation-key: lora\ntitle: "?LoRA: Low-Rank Adaptation/);
		await editor.runCommand('View: Close Editor');
		await editor.tab('lora.md').waitFor({ state: 'detached' });
		await editor.tree('Library').pressRowButton(lora, 'Open Note');
		await editor.tab('lora.md').waitFor();
		assert.equal(await editor.readFile('notes/lora.md'), note);
	});

	it('should ask before it removes a paper, and take the removal back', async () => {
		const tree = editor.tree('Library');
		await tree.chooseFromMenu('Adam: A Method for Stochastic Optimization', 'Remove from Library…');
		await editor.page.locator('.monaco-dialog-box').getByText('Remove', { exact: true }).click();
		await tree.row('Adam: A Method for Stochastic Optimization').waitFor({ state: 'hidden' });
		await editor.notifications.press('Removed 1 paper', 'Undo');
		await tree.row('Adam: A Method for Stochastic Optimization').waitFor();
	});

	it('should group by status from the menu of the view', async () => {
		await editor.tree('Library').chooseFromTitleMenu('Group By', 'Status');
		await editor.tree('Library').row('Reading').waitFor();
		assert.deepEqual(
			(await editor.tree('Library').rows()).filter(row => row.level === 1).map(row => row.label),
			['Unread', 'Reading'],
		);
		await editor.tree('Library').chooseFromTitleMenu('Group By', 'List');
		await editor.tree('Library').row('Daily Papers, 20 November').waitFor();
	});

	it('should keep everything when the window is loaded again', async () => {
		await editor.page.reload();
		await editor.whenReady();
		await editor.openView('Marginalia');
		const [group] = await editor.tree('Library').rows();
		// By list, or by status where the window went before the editor had written how the view looks.
		assert.match(group?.description ?? '', /^7 unread( of 8)?$/);
	});

	it('should bring in every paper of a listing that is not as it should be, and name the line in a report', async () => {
		await writeFile(join(editor.workspace, 'listing.txt'), listing);
		await ingestFromExplorer(editor, 'listing.txt');
		await editor.notifications.press('Added 2 papers', 'Show Report');
		await editor.untilTextMatches(/Line 9: Neither a title nor an abstract: “Advertisement”/);
	});
});

describe('a library that cannot be opened', () => {
	it('should be said to be so, with the way to the setting', async () => {
		const editor = await openEditor({ workspace: { 'refs.bib': '' }, settings: { 'marginalia.library.folder': 'refs.bib' } });
		try {
			await editor.openView('Marginalia');
			assert.match(await editor.tree('Library').welcome(), /Couldn’t open the library. Nothing in it was changed/);
			await editor.notifications.press('Couldn’t open the library (', 'Check Its Folder');
			await editor.page.locator('.settings-editor .setting-item-label', { hasText: 'Folder' }).first().waitFor();
		} finally {
			await editor.close();
		}
	});
});
