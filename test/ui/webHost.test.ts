import assert from 'node:assert/strict';
import type { EditorPage } from './support/editorPage';
import { openEditor } from './support/openEditor';

const record = '@article{doe2019paste, title={On Pasting}, author={Doe, Jane}, year={2019}}';

describe('the web worker host', () => {
	let editor: EditorPage;
	before(async () => {
		editor = await openEditor({
			workspace: { 'draft.md': '# Draft\n\n' },
			settings: { 'marginalia.outline.citations': true },
			host: 'web',
		});
		await editor.openView('Marginalia');
		await editor.tree('Library').welcome();
		await editor.openView('Explorer');
		await editor.openFile('draft.md');
		await editor.press('Control+End');
	});
	after(() => editor.close());

	it('should cite what is pasted, and offer it behind @', async () => {
		await editor.write('See ');
		await editor.pasteAs(record, 'Paste as citation');
		await editor.untilTextMatches(/See \[@doe2019paste\]$/);
		await editor.page.keyboard.type(' and @past', { delay: 60 });
		assert.match((await editor.suggestions())[0] ?? '', /doe2019paste/);
		await editor.press('Tab');
		await editor.untilTextMatches(/See \[@doe2019paste\] and @doe2019paste$/);
	});

	it('should list the citations in the outline', async () => {
		await editor.page.locator('.pane-header', { hasText: 'Outline' }).click();
		await editor.page.locator('.outline-tree .monaco-list-row', { hasText: '@doe2019paste' }).nth(1).waitFor();
		assert.match(
			await editor.page.locator('.outline-tree .monaco-list-row', { hasText: '@doe2019paste' }).first().innerText(),
			/@doe2019paste\s*Doe, 2019 · On Pasting/,
		);
		await editor.screenshot('outline-of-citations');
	});

	it('should run in the window alone', async () => {
		await editor.runCommand('Developer: Show Running Extensions');
		const list = editor.page.locator('.runtime-extensions-editor .monaco-list');
		const row = editor.page.locator('.extension', { hasText: 'Marginalia' });
		await editor.page.locator('.extension').first().waitFor();
		// Sorted by how long they took to start, and only what is in sight is there.
		await list.hover();
		for (let tries = 0; tries < 20 && !(await row.isVisible()); tries += 1) {
			await editor.page.mouse.wheel(0, 200);
			await editor.page.waitForTimeout(100);
		}
		assert.doesNotMatch(await row.innerText(), /127\.0\.0\.1/);
		await editor.screenshot('running-in-the-window');
	});
});
