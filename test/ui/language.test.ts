import assert from 'node:assert/strict';
import type { EditorPage } from './support/editorPage';
import { openEditor } from './support/openEditor';

const score = 'scorebasedGenerativeModeling';

describe('citing while one types', () => {
	let editor: EditorPage;
	before(async () => {
		editor = await openEditor();
		await editor.openView('Marginalia');
		await editor.openView('Explorer');
		await editor.tree('Files Explorer').chooseFromMenu('daily-papers.txt', 'Ingest File…');
		await editor.notifications.waitFor('8 added, 0 merged, 0 problems');
		await editor.openFile('draft.md');
		await editor.press('Control+End');
	});
	after(() => editor.close());

	it('should offer papers behind @ and go on through several words', async () => {
		await editor.press('Enter');
		await editor.page.keyboard.type('As ', { delay: 60 });
		await editor.page.keyboard.type('@differential score', { delay: 120 });
		const row = editor.page.locator('.suggest-widget.visible .monaco-list-row', { hasText: score });
		await row.first().waitFor();
		await editor.screenshot('completion');
		await editor.press('Tab');
		await editor.page.keyboard.type(' shows', { delay: 60 });
		await editor.press('Escape');
		assert.match(await editor.editorText(), new RegExp(`As @${score} shows$`));
	});

	it('should show the paper behind a key that the pointer rests on', async () => {
		const key = editor.activeEditor().locator('.view-line span span', { hasText: score }).last();
		await key.hover();
		const hover = editor.page.locator('.monaco-hover', { hasText: 'Open paper' });
		await hover.first().waitFor();
		assert.match((await hover.first().textContent()) ?? '', /Score-Based Generative Modeling through Stochastic Differential Equations/);
		await editor.screenshot('citation-hover');
	});
});
