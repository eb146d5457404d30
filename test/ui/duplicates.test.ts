import assert from 'node:assert/strict';
import type { EditorPage } from './support/editorPage';
import { openEditor } from './support/openEditor';

const bibliography = `@article{ho2020, author = {Ho, Jonathan and Jain, Ajay}, title = {Diffusion Models of Almost Everything}, year = 2020, journal = {Journal of Noise}, volume = 3, pages = {1--9}, keywords = {noise}}
@inproceedings{ho2021diffusion, author = {Ho, Jonathan}, title = {Difusion Model of Almost Everything}, year = 2021, booktitle = {Proceedings of Noise}, abstract = {What this paper says of noise is made up.}}
@article{song2021, author = {Song, Yang}, title = {Score-Based Modeling of Brains}, year = 2021}
@article{song2021b, author = {Song, Yang}, title = {Score-Based Modelling of Brains}, year = 2021}
`;

describe('likely duplicates and keys', () => {
	let editor: EditorPage;
	before(async () => {
		editor = await openEditor({ workspace: { 'twice.bib': bibliography } });
		await editor.openView('Marginalia');
		await editor.openView('Explorer');
		await editor.tree('Files Explorer').chooseFromMenu('twice.bib', 'Import Papers');
		await editor.notifications.waitFor('Added 4 papers');
		await editor.openView('Marginalia');
	});
	after(() => editor.close());

	it('should stand side by side, and be decided by button and by key', async () => {
		await editor.runCommand('Marginalia: Find Duplicates');
		const view = await editor.webview('Possible Duplicates');
		await view.getByRole('heading', { name: '2 possible duplicate pairs' }).waitFor();
		await editor.notifications.dismissAll();
		await editor.inEachTheme(async name => {
			await view.locator(`body[data-vscode-theme-kind="vscode-${name}"]`).waitFor();
			await editor.screenshot(`duplicates-${name}`);
		});
		assert.deepEqual(await view.locator('article').last().locator('thead button').allInnerTexts(), ['@song2021', '@song2021b']);
		assert.deepEqual(await view.locator('article').last().locator('mark').allInnerTexts(), ['Modeling', 'Modelling']);
		await view.getByRole('button', { name: 'Merge, Keep @song2021b' }).click();
		await view.getByRole('heading', { name: '1 possible duplicate pair' }).waitFor();
		await view.locator('article').focus();
		await editor.press('0');
		await view.getByRole('heading', { name: 'No possible duplicates left' }).waitFor();
		const volume = (await editor.readFile('.marginalia/volume-0001.json')) ?? '';
		assert.match(volume, /"citation-key":"song2021b".*"aliases":\["song2021"\]/);
		assert.equal(volume.match(/"distinctFrom"/g)?.length, 2);
	});

	it('should show what a pattern for keys makes of the papers while one edits it, and which keys change', async () => {
		const rows = editor.page.locator('.quick-input-widget:visible .monaco-list-row');
		await editor.runCommand('Marginalia: Edit Citation Key Pattern…');
		await editor.quickInput.whenAsked('Citation key pattern');
		await editor.quickInput.type('auth.lower + nonsense');
		await rows.filter({ hasText: 'nonsense' }).first().waitFor();
		await editor.quickInput.type('year + auth.lower');
		await rows.filter({ hasText: '@2020ho' }).first().waitFor();
		await editor.screenshot('key-pattern');
		await editor.quickInput.accept();
		await editor.runCommand('Marginalia: Regenerate Citation Keys…');
		await editor.quickInput.whenAsked('Select one or more papers');
		await rows.filter({ hasText: '@ho2020' }).first().click();
		await editor.quickInput.accept();
		await editor.quickInput.whenAsked('1 key changes');
		await rows.filter({ hasText: '2020ho' }).first().waitFor();
		await editor.screenshot('regenerate-keys');
		await editor.quickInput.accept();
		await editor.notifications.waitFor('1 key');
		assert.match((await editor.readFile('.marginalia/volume-0001.json')) ?? '', /"citation-key":"2020ho".*"aliases":\["ho2020"\]/);
	});
});
