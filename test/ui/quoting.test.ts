import assert from 'node:assert/strict';
import type { Frame } from 'playwright-core';
import type { EditorPage } from './support/editorPage';
import { openEditor } from './support/openEditor';

const paper = {
	id: 'descent',
	'citation-key': 'noether2020descent',
	type: 'article',
	status: 'unread',
	added: '2026-01-01T00:00:00.000Z',
	updated: '2026-01-01T00:00:00.000Z',
	title: 'Descent in Small Steps',
	abstract: 'We minimise $f(x)$ and show that [it] works.\n\nNothing else is said.',
};
const workspace = { '.marginalia/volume-0001.json': JSON.stringify({ version: 1, papers: [paper] }) };

describe('quoting from the reader', () => {
	let editor: EditorPage;
	let reader: Frame;
	before(async () => {
		editor = await openEditor({ workspace });
		await editor.openView('Marginalia');
		await editor.tree('Library').row(paper.title).waitFor();
		await editor.tree('Library').click(paper.title);
		reader = await editor.webview('Marginalia');
		await reader.getByRole('heading', { level: 1, name: paper.title }).waitFor();
	});
	after(() => editor.close());

	async function untilNoteHas(expected: RegExp): Promise<void> {
		for (let tries = 0; tries < 200 && !expected.test((await editor.readFile('notes/noether2020descent.md')) ?? ''); tries += 1) {
			await editor.page.waitForTimeout(100);
		}
		assert.match((await editor.readFile('notes/noether2020descent.md')) ?? '', expected);
	}

	it('should take what is selected to the note by button and by key, and stay in the reader', async () => {
		const button = reader.getByRole('button', { name: 'Quote', exact: true });
		assert.equal(await button.isDisabled(), true);
		await reader
			.locator('.abstract p')
			.first()
			.evaluate(paragraph => getSelection()?.selectAllChildren(paragraph));
		await reader.locator('button:enabled', { hasText: 'Quote' }).waitFor();
		await editor.screenshot('quote');
		await button.click();
		await untilNoteHas(
			/## Quotes\n\n> We minimise \$f\(x\)\$ and show that \\\[it\\\] works\.\n>\n> — \[@noether2020descent, Abstract\]\n$/,
		);
		await reader
			.locator('.abstract p')
			.last()
			.evaluate(paragraph => getSelection()?.selectAllChildren(paragraph));
		await editor.press('q');
		await untilNoteHas(/\n\n> Nothing else is said\.\n>\n> — \[@noether2020descent, Abstract\]\n$/);
	});

	it('should take a thought to the note', async () => {
		await editor.press('a');
		await editor.quickInput.whenAsked('Your comment, in Markdown');
		await editor.screenshot('thought');
		await editor.quickInput.answer('As in *LoRA*.');
		await untilNoteHas(/## Thoughts\n\n- \d{4}-\d\d-\d\d \d\d:\d\d As in \*LoRA\*\.\n$/);
	});
});
