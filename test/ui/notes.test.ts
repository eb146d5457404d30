import assert from 'node:assert/strict';
import type { EditorPage } from './support/editorPage';
import { openEditor } from './support/openEditor';

const lora = 'LoRA: Low-Rank Adaptation of Large Language Models';

describe('a note by hand', () => {
	let editor: EditorPage;
	before(async () => {
		editor = await openEditor();
		await editor.openView('Marginalia');
		await editor.openView('Explorer');
		await editor.tree('Files Explorer').chooseFromMenu('daily-papers.txt', 'Import Papers');
		await editor.notifications.waitFor('Added 8 papers');
	});
	after(() => editor.close());

	it('should be made, written in, refreshed with a question, and keep what the user wrote', async () => {
		await editor.openView('Marginalia');
		await editor.tree('Library').pressRowButton(lora, 'Open Note');
		await editor.tab('lora.md').waitFor();
		await editor.untilEditorFocused();
		await editor.press('Control+End');
		await editor.write('My own words.');
		// Behind the marker: the abstract.
		await editor.goToEndOfLine(15);
		await editor.write(' And mine in the abstract.');
		await editor.notifications.dismissAll();
		await editor.runCommand('Marginalia: Refresh Note');
		await editor.notifications.waitFor('You edited “abstract” in notes/lora.md');
		await editor.screenshot('refresh-note');
		await editor.notifications.press('You edited “abstract” in notes/lora.md', 'Keep Mine');
		await editor.notifications.waitFor('kept 1 part you wrote');
		await editor.untilTextMatches(/And mine in the abstract\./);
		await editor.runCommand('Marginalia: Refresh Note');
		await editor.notifications.press('You edited “abstract” in notes/lora.md', 'Replace');
		await editor.notifications.waitFor('Refreshed 1 note');
		await editor.save();
		const note = (await editor.readFile('notes/lora.md')) ?? '';
		assert.match(note, /My own words\./);
		assert.doesNotMatch(note, /And mine in the abstract/);
	});

	it('should be named as one likes, with a preview of where notes go', async () => {
		const rows = editor.page.locator('.quick-input-widget:visible .monaco-list-row');
		await editor.runCommand('Marginalia: Edit Note File Names…');
		await editor.quickInput.whenAsked('Note file names');
		await rows.filter({ hasText: 'notes/lora.md' }).first().waitFor();
		await editor.quickInput.type('{{status}}/{{ke');
		await rows.filter({ hasText: 'notes/lora.md' }).first().waitFor({ state: 'detached' });
		await editor.screenshot('note-names-mistake');
		await editor.quickInput.accept();
		await editor.quickInput.type('{{status}}/{{key}} note');
		await rows.filter({ hasText: 'notes/unread/lora note.md' }).first().waitFor();
		await editor.screenshot('note-names');
		await editor.quickInput.accept();
		await editor.openView('Marginalia');
		await editor.tree('Library').pressRowButton('NeRF: Representing Scenes as Neural Radiance Fields for View Synthesis', 'Open Note');
		await editor.tab('nerf note.md').waitFor();
		assert.ok((await editor.files()).includes('notes/unread/nerf note.md'));
	});
});
