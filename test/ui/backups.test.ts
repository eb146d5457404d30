import assert from 'node:assert/strict';
import type { EditorPage } from './support/editorPage';
import { openEditor } from './support/openEditor';

const bibliography = `@article{elm, author = {Elm, Ann}, title = {Elm Growth under Oak Shade}, year = 2020}
@article{oak, author = {Oak, Ben}, title = {Oak Roots in Dry Summers}, year = 2021}
@article{fir, author = {Fir, Cem}, title = {Fir Cones and Their Weevils}, year = 2022}
`;

describe('backups', () => {
	let editor: EditorPage;
	before(async () => {
		editor = await openEditor({ workspace: { 'trees.bib': bibliography } });
		await editor.openView('Marginalia');
		await editor.openView('Explorer');
		await editor.tree('Files Explorer').chooseFromMenu('trees.bib', 'Import Papers');
		await editor.notifications.waitFor('Added 3 papers');
		await editor.openView('Marginalia');
	});
	after(() => editor.close());

	it('should bring back what is gone, after showing what would change', async () => {
		const dialog = editor.page.locator('.monaco-dialog-box');
		// The first change of the day: it takes the ingest back.
		await editor.runCommand('Marginalia: Undo Library Change');
		await editor.runCommand('Marginalia: Restore Library…');
		await editor.quickInput.whenAsked('Select a backup');
		await editor.screenshot('restore-backups');
		await editor.quickInput.accept();
		await editor.quickInput.whenAsked('Select what to restore');
		await editor.quickInput.answer('Show Diff');
		await editor.quickInput.whenAsked('Select what to restore');
		await editor.screenshot('restore-differences');
		await editor.quickInput.pick('Restore Missing Papers');
		await dialog.getByText('Restores 3 missing papers.').waitFor();
		await editor.screenshot('restore-confirm');
		await dialog.getByText('Restore', { exact: true }).click();
		await editor.notifications.waitFor('Restored 3 papers');
		assert.equal((await editor.readFile('.marginalia/volume-0001.json'))?.match(/"citation-key"/g)?.length, 3);
		await editor.runCommand('Marginalia: Undo Library Change');
		await editor.runCommand('Marginalia: Restore Library…');
		await editor.quickInput.whenAsked('Select a backup');
		await editor.quickInput.cancel();
	});
});
