import assert from 'node:assert/strict';
import type { EditorPage } from './support/editorPage';
import { openEditor } from './support/openEditor';

const bibliography = `@article{song2021score,
	title = {Score-Based Generative Modeling}, author = {Song, Yang and Ermon, Stefano}, year = 2021, journal = {Journal of Noise}
}
@article{hu2022lora, title = {Low-Rank Adaptation}, author = {Hu, Edward}, year = 2022, journal = {Journal of Ranks}}
`;

const document = `# On two papers

Noise can be undone [see @song2021score, p. 3; @hu2022lora]. As @hu2022lora says, rank is low [@nobody1999].
${'\nAnd so it goes on, line by line, until the list of references is out of sight.\n'.repeat(40)}`;

describe('the built-in markdown preview', () => {
	let editor: EditorPage;
	before(async () => {
		editor = await openEditor({
			workspace: {
				'refs.bib': bibliography,
				'paper.md': document,
				'thesis/own.bib': '@book{song2021score, title = {My Own Scores}, author = {Song, Ann}, year = 1999}',
				'thesis/chapter.md': '---\nbibliography: own.bib\n---\n\nAs [@song2021score] shows.\n',
			},
		});
		await editor.openView('Marginalia');
		await editor.openView('Explorer');
		await editor.tree('Files Explorer').chooseFromMenu('refs.bib', 'Import Papers');
		await editor.notifications.waitFor('Added 2 papers');
		await editor.openFile('paper.md');
		await editor.runCommand('Markdown: Open Preview to the Side');
		await editor.previewWithReferences();
	});
	after(() => editor.close());

	it('should show citations in the style, and the references they lead to', async () => {
		const preview = await editor.previewWithReferences();
		assert.deepEqual(await preview.locator('.marginalia-citation').allInnerTexts(), [
			'(see Song & Ermon, 2021, p. 3; Hu, 2022)',
			'Hu (2022)',
			'(nobody1999?)',
		]);
		assert.match(
			(await preview.locator('.marginalia-references').innerText()).replace(/\s+/g, ' '),
			/^References Hu, E\. \(2022\)\. .*Song, Y\., & Ermon, S\. \(2021\)/,
		);
		await editor.notifications.dismissAll();
		await editor.screenshot('preview');
	});

	it('should lead from each work of a citation to its reference, and back', async () => {
		const preview = await editor.previewWithReferences();
		const top = (selector: string) => preview.locator(selector).evaluate(element => element.getBoundingClientRect().top);
		const untilInSight = async (selector: string) => {
			const height = await preview.evaluate(() => innerHeight);
			for (let tries = 0; tries < 50 && !((await top(selector)) >= -1 && (await top(selector)) < height); tries += 1) {
				await editor.page.waitForTimeout(100);
			}
			assert.ok((await top(selector)) >= -1 && (await top(selector)) < height, selector);
		};
		assert.ok((await top('#ref-hu2022lora')) > (await preview.evaluate(() => innerHeight)), 'the list is out of sight at first');
		for (const key of ['hu2022lora', 'song2021score']) {
			await preview
				.locator('#marginalia-cite-0')
				.getByRole('link')
				.and(preview.locator(`[href="#ref-${key}"]`))
				.click();
			await untilInSight(`#ref-${key}`);
			await preview.locator(`#ref-${key} a.marginalia-back`).first().click();
			await untilInSight('#marginalia-cite-0');
		}
	});

	it('should follow what one types', async () => {
		await editor.page.locator('.editor-group-container').first().locator('.view-line').last().click();
		await editor.press('Control+End');
		await editor.write('Again [@song2021score].');
		// The page is loaded again when the citation is formatted, and the frame with it.
		await editor.previewWithReferences('.marginalia-citation:has-text("(Song & Ermon, 2021)")');
		await editor.press('Control+Z');
		await editor.previewWithReferences('body:not(:has(.marginalia-citation:has-text("(Song & Ermon, 2021)")))');
	});

	it('should say of a key that nobody knows that it is unknown', async () => {
		const preview = await editor.previewWithReferences();
		assert.match((await preview.locator('#marginalia-cite-2').getAttribute('title')) ?? '', /nobody1999: unknown citation key/);
	});

	it('should list what the document cites in the References view, unknown keys first', async () => {
		await editor.tab('paper.md').click();
		await editor.openView('Marginalia');
		await editor.runCommand('Marginalia: Focus on References View');
		const references = editor.tree('References');
		await references.row('@nobody1999').waitFor();
		const rows = await references.rows();
		assert.deepEqual(
			rows.map(({ description }) => description),
			['unknown, 1×', '2×', '1×'],
		);
		assert.match(rows[1]?.label ?? '', /^Hu, E\. \(2022\)\. Low-Rank Adaptation/);
		await references.expand(rows[1]?.label ?? '');
		await editor.inEachTheme(async name => {
			await editor.screenshot(`references-${name}`);
		});
	});

	it('should show notes where the style wants notes', async () => {
		await editor.tab('paper.md').click();
		await editor.press('Control+Home');
		await editor.write('---\ncsl: chicago-notes\n---\n\n');
		const preview = await editor.previewWithReferences('#marginalia-note-1');
		assert.match((await preview.locator('#marginalia-note-1').innerText()).replace(/\s+/g, ' '), /^See Yang Song and Stefano Ermon/);
		await editor.screenshot('preview-notes');
	});

	it('should take the works of the bibliography that the document names beside it', async () => {
		// The preview follows the text editor, which takes the focus only when it is asked for: a click in the preview keeps it there.
		await editor.openFile('chapter.md');
		await editor.untilEditorFocused();
		const preview = await editor.previewWithReferences('.csl-entry:has-text("My Own Scores")');
		assert.deepEqual(await preview.locator('.marginalia-citation').allInnerTexts(), ['(Song, 1999)']);
	});
});

describe('the built-in preview of documents that no editor shows', () => {
	const shortDocuments = Object.fromEntries(
		[0, 1, 2, 3, 4].map(number => [`short${number}.md`, `# Short ${number}\n\nSee [@song2021score].\n`]),
	);
	let editor: EditorPage;
	before(async () => {
		editor = await openEditor({ workspace: { 'refs.bib': bibliography, ...shortDocuments } });
		await editor.openView('Marginalia');
		await editor.openView('Explorer');
		await editor.tree('Files Explorer').chooseFromMenu('refs.bib', 'Import Papers');
		await editor.notifications.waitFor('Added 2 papers');
	});
	after(() => editor.close());

	it('should format each of them', async () => {
		for (const [number, name] of Object.keys(shortDocuments).entries()) {
			await editor.tree('Files Explorer').chooseFromMenu(name, 'Open Preview');
			await editor.previewWithReferences(`#short-${number} ~ p .marginalia-citation`);
		}
	});
});
