import assert from 'node:assert/strict';
import type { EditorPage } from './support/editorPage';
import { openEditor } from './support/openEditor';

const bibliography = `@article{noether1918, author = {Noether, Emmy}, title = {Invariante Variationsprobleme}, year = 1918}
@book{curie1904, author = {Curie, Marie}, title = {Untersuchungen}, year = 1904}
`;

describe('the first ten minutes', () => {
	let editor: EditorPage;
	before(
		async () =>
			(editor = await openEditor({
				workspace: { 'thesis/refs.bib': bibliography, 'thesis/draft.md': '# Draft\n\n' },
				settings: { 'workbench.welcomePage.walkthroughs.openOnInstall': true, 'marginalia.library.suggestFiles': true },
			})),
	);
	after(() => editor.close());

	it('should say in the empty library which ways there are', async () => {
		await editor.openView('Marginalia');
		assert.match(
			await editor.tree('Library').welcome(),
			/Import Papers from File…[^]*Add Paper…[^]*Add from Zotero…[^]*Link Bibliography…[^]*sample library/,
		);
	});

	it('should open the walkthrough by itself, once', async () => {
		await editor.page.getByText('Bring in your papers').first().waitFor();
		await editor.page.getByText('Take a note').first().waitFor();
		await editor.inEachTheme(async name => {
			// Escape, which the palette begins with, leaves a walkthrough.
			await editor.runCommand('Marginalia: Get Started');
			await editor.page.getByText('Bring in your papers').first().waitFor();
			await editor.page.waitForTimeout(1500);
			await editor.screenshot(`walkthrough-${name}`);
		});
	});

	it('should offer the bibliography of the workspace, and use it in place', async () => {
		await editor.notifications.press('Use thesis/refs.bib (2 entries)?', 'Use in Place');
		await editor.tree('Library').row('thesis/refs.bib').waitFor();
		assert.match((await editor.readFile('.vscode/settings.json')) ?? '', /thesis\/refs\.bib/);
	});

	it('should have papers to play with, and take them away again', async () => {
		await editor.runCommand('Marginalia: Try the Sample Library');
		await editor.notifications.waitFor('Added 12 sample papers.');
		// It unfolds by itself, but not where a busy editor draws its group again at that moment.
		await editor.tree('Library').expand('Sample Library');
		await editor.tree('Library').row('Literate Programming').waitFor();
		await editor.notifications.dismissAll();
		await editor.screenshot('sample-library');
		await editor.runCommand('Marginalia: Remove Sample Library');
		await editor.notifications.waitFor('Removed 12 sample papers.');
		await editor.tree('Library').row('Sample Library').waitFor({ state: 'detached' });
	});
});
