import assert from 'node:assert/strict';
import type { Frame } from 'playwright-core';
import type { EditorPage } from './support/editorPage';
import { openEditor } from './support/openEditor';

const bibliography = `@article{song2021score,
	title = {Score-Based Generative Modeling}, author = {Song, Yang and Ermon, Stefano}, year = 2021, journal = {Journal of Noise}
}
@article{hu2022lora, title = {Low-Rank Adaptation}, author = {Hu, Edward}, year = 2022, journal = {Journal of Ranks}}
`;

const document = `# On two papers

Noise can be undone [see @song2021score, p. 3; @hu2022lora]. As @hu2022lora says, rank is low [@nobody1999].
`;

/** The frame of the built-in preview that shows a list of references. */
async function previewFrame(editor: EditorPage): Promise<Frame> {
	for (let tries = 0; tries < 150; tries += 1) {
		for (const frame of editor.page.frames()) {
			if ((await frame.locator('.marginalia-references').count().catch(() => 0)) > 0) {
				return frame;
			}
		}
		await editor.page.waitForTimeout(100);
	}
	assert.fail('no preview shows a list of references');
}

describe('the built-in markdown preview', () => {
	let editor: EditorPage;
	before(async () => {
		editor = await openEditor({ workspace: { 'refs.bib': bibliography, 'paper.md': document } });
		await editor.openView('Marginalia');
		await editor.openView('Explorer');
		await editor.tree('Files Explorer').chooseFromMenu('refs.bib', 'Ingest File…');
		await editor.notifications.waitFor('2 added, 0 merged, 0 problems');
		await editor.openFile('paper.md');
	});
	after(() => editor.close());

	it('should show citations in the style, and the references they lead to', async () => {
		await editor.runCommand('Markdown: Open Preview to the Side');
		const preview = await previewFrame(editor);
		assert.deepEqual(await preview.locator('.marginalia-citation').allInnerTexts(), ['(see Song & Ermon, 2021, p. 3; Hu, 2022)', 'Hu (2022)', '(nobody1999?)']);
		assert.match((await preview.locator('.marginalia-references').innerText()).replace(/\s+/g, ' '), /^References Hu, E\. \(2022\)\. .*Song, Y\., & Ermon, S\. \(2021\)/);
		await editor.notifications.dismissAll();
		await editor.screenshot('preview');
	});

	it('should follow what one types', async () => {
		await editor.page.locator('.editor-group-container').first().locator('.view-line').last().click();
		await editor.press('Control+End');
		await editor.page.waitForTimeout(500);
		await editor.type('Again [@song2021score].');
		let shown: readonly string[] = [];
		for (let tries = 0; tries < 100 && !shown.includes('(Song & Ermon, 2021)'); tries += 1) {
			// The page is loaded anew when the citation is formatted, and the frame with it.
			shown = await (await previewFrame(editor)).locator('.marginalia-citation').allInnerTexts().catch(() => []);
			await editor.page.waitForTimeout(100);
		}
		assert.equal(shown.at(-1), '(Song & Ermon, 2021)');
	});
});
