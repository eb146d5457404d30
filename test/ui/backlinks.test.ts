import assert from 'node:assert/strict';
import type { EditorPage } from './support/editorPage';
import { openEditor } from './support/openEditor';

const instant = '2026-01-01T00:00:00.000Z';
const titles = ['Attention Everywhere', 'Scores over Time', 'Low Rank is Enough'];
const papers = titles.map((title, at) => ({
	id: `p${at}`,
	'citation-key': `key${at}`,
	type: 'article',
	title,
	status: 'read',
	author: [{ family: 'Noether', given: 'Emmy' }],
	issued: { 'date-parts': [[2018 + at]] },
	added: instant,
	updated: instant,
}));
const workspace = {
	'.marginalia/volume-0001.json': JSON.stringify({ version: 1, papers }),
	'notes/key0.md': '---\ncitation-key: key0\n---\n\n# Attention\n\nAs [@key1] says.\n',
	'draft.md':
		'# My Draft\n\nSomething else comes first. What counts is that [@key0; @key1] agree. The rest follows.\n\nSee also [[key0#Attention]] and [the note](notes/key0.md).\n',
	'plain.md': 'Some say that attention everywhere is enough.\n',
};

describe('backlinks by hand', () => {
	let editor: EditorPage;
	before(async () => {
		editor = await openEditor({ workspace });
		await editor.openView('Marginalia');
		await editor.tree('Library').row('Attention Everywhere').waitFor();
	});
	after(() => editor.close());

	/** What stands at the end of a row. */
	const badge = (title: string) =>
		editor
			.tree('Library')
			.row(title)
			.locator('.monaco-icon-label')
			.first()
			.evaluate(label => getComputedStyle(label, '::after').content.replaceAll('"', ''));
	const untilBadge = async (title: string, expected: string) => {
		for (let tries = 0; tries < 100 && (await badge(title)) !== expected; tries += 1) {
			await editor.page.waitForTimeout(100);
		}
		assert.equal(await badge(title), expected);
	};

	it('should be counted in the library, and follow what is written', async () => {
		await untilBadge('Attention Everywhere', '3');
		assert.equal(await badge('Scores over Time'), '2');
		assert.equal(await badge('Low Rank is Enough'), 'none');
		await editor.openFile('plain.md');
		await editor.untilEditorFocused();
		await editor.press('Control+End');
		await editor.write('As [@key2].');
		await untilBadge('Low Rank is Enough', '1');
		await editor.screenshot('backlink-counts');
		assert.match((await editor.tree('Library').row('Low Rank is Enough').getAttribute('aria-label')) ?? '', /1 backlink/);
		await editor.tree('Library').row('Attention Everywhere').hover();
		await editor.page.locator('.monaco-hover:visible').getByText('3 backlinks in 1 file').waitFor();
		await editor.screenshot('backlink-counts-hover');
	});

	it('should stand in their view with their sentences, and be followed', async () => {
		await editor.tree('Library').click('Attention Everywhere');
		await editor.tab('Attention Everywhere').waitFor();
		await editor.runCommand('Marginalia: Show Backlinks');
		const backlinks = editor.tree('Backlinks');
		await backlinks.row('What counts is that [@key0; @key1] agree.').waitFor();
		await backlinks.row('Unlinked mentions').waitFor();
		assert.deepEqual(
			(await backlinks.rows()).map(({ label, level }) => `${level} ${label}`),
			[
				'1 draft',
				'2 What counts is that [@key0; @key1] agree.',
				'2 See also [[key0#Attention]] and [the note](notes/key0.md).',
				'2 …and [the note](notes/key0.md).',
				'1 Unlinked mentions',
			],
		);
		await editor.inEachTheme(async name => {
			await editor.screenshot(`backlinks-${name}`);
		});
		await backlinks.click('What counts is that [@key0; @key1] agree.');
		await editor.tab('draft.md').waitFor();
		await editor.page.locator('.statusbar-item', { hasText: 'Ln 3, Col 55 (4 selected)' }).waitFor();
	});

	it('should offer what says the title without a link, and link it', async () => {
		const backlinks = editor.tree('Backlinks');
		await editor.tree('Library').click('Attention Everywhere');
		await editor.runCommand('Marginalia: Show Backlinks');
		// A row that is drawn again meanwhile misses the click.
		for (let tries = 0; tries < 20 && !(await backlinks.row('plain').isVisible()); tries += 1) {
			await backlinks.expand('Unlinked mentions');
			await editor.page.waitForTimeout(300);
		}
		// Into sight.
		await editor.press('ArrowDown', 'ArrowDown');
		await editor.screenshot('unlinked-mentions');
		await backlinks.pressRowButton('Some say that attention everywhere is enough.', 'Link Mention');
		await editor.tab('plain.md').click();
		await editor.untilTextMatches(/Some say that \[\[key0\|attention everywhere\]\] is enough\./);
		await untilBadge('Attention Everywhere', '4');
	});

	it('should be shown before a note is renamed in the explorer, and lead to it afterwards', async () => {
		await editor.press('Control+S');
		await editor.openView('Explorer');
		const explorer = editor.tree('Files Explorer');
		await explorer.expand('notes');
		await explorer.click('key0.md');
		await editor.tab('key0.md').waitFor();
		await explorer.click('key0.md');
		await editor.press('F2');
		const box = editor.page.locator('.explorer-folders-view input');
		await box.fill('everywhere.md');
		await box.press('Enter');
		const dialog = editor.page.locator('.monaco-dialog-box');
		await dialog.waitFor();
		await editor.screenshot('rename-note-question');
		await dialog.getByRole('button', { name: 'Show Preview' }).click();
		const changes = editor.page.locator('.part.panel .monaco-list-row');
		await changes.filter({ hasText: 'everywhere#Attention' }).waitFor();
		await changes.filter({ hasText: 'draft.md' }).locator('input[type="checkbox"], .monaco-checkbox, .edit-checkbox').first().click();
		await editor.screenshot('rename-note-preview');
		await editor.page.getByRole('button', { name: 'Apply', exact: true }).click();
		// What was ticked is changed, and left to be saved.
		await editor.tab('draft.md').click();
		await editor.untilTextMatches(/\[\[everywhere#Attention\]\] and \[the note\]\(notes\/everywhere\.md\)/);
		assert.ok((await editor.files()).includes('notes/everywhere.md'));
	});
});
