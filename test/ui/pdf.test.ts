import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { Frame } from 'playwright-core';
import { readAnnotations } from '../../src/core/annotations/annotationFile';
import { isArray, isObject } from '../../src/core/data/json';
import { pdfOf } from '../fakes/pdf';
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
	links: [{ kind: 'other', url: 'papers/descent.pdf', role: 'pdf' }],
};
const workspace = { '.marginalia/volume-0001.json': JSON.stringify({ version: 1, papers: [paper] }), 'papers/readme.txt': '' };
const pages = [
	['Descent in Small Steps', 'Noise is added in continuous time.', 'Nothing in this paper is true.'],
	['The second page', 'has a sentence of its own.'],
];

/** What another program marked in the PDF: the first words of the second line of the second page. */
const highlighted =
	'/Subtype /Highlight /Rect [72 704 160 720] /QuadPoints [72 718 150 718 72 706 150 706] /C [1 0 0] /Contents (So it has.) /T (Ada) /M (D:20260102030405Z)';

describe('a PDF with marks', () => {
	let editor: EditorPage;
	let view: Frame;
	before(async () => {
		editor = await openEditor({
			workspace,
			prepare: folder => writeFile(join(folder, 'papers/descent.pdf'), pdfOf({ pages, annotations: [[], [highlighted]] })),
		});
		await editor.openView('Marginalia');
		await editor.tree('Library').row(paper.title).waitFor();
		await editor.tree('Library').click(paper.title);
		await (await editor.webview('Marginalia')).getByRole('heading', { level: 1, name: paper.title }).waitFor();
		await editor.runCommand('Marginalia: Open PDF');
		await editor.tab('descent.pdf').waitFor();
		view = await pdfView();
	});
	after(() => editor.close());

	async function pdfView(): Promise<Frame> {
		for (let tries = 0; tries < 150; tries += 1) {
			for (const frame of editor.page.frames()) {
				if (
					(await frame
						.locator('.textLayer span')
						.count()
						.catch(() => 0)) > 0
				) {
					return frame;
				}
			}
			await editor.page.waitForTimeout(200);
		}
		await editor.screenshot('pdf-not-shown');
		return assert.fail(`The pages are not shown. ${editor.console.slice(-20).join('\n')}`);
	}

	async function select(line: string): Promise<void> {
		await view
			.locator('.textLayer span', { hasText: line })
			.first()
			.evaluate(span => getSelection()?.selectAllChildren(span));
		await view.getByRole('toolbar', { name: 'Annotate the selection' }).waitFor();
	}

	async function stored(): Promise<ReturnType<typeof readAnnotations>['annotations']> {
		const name = (await editor.files()).find(file => file.endsWith('.jsonl'));
		return readAnnotations((name && (await editor.readFile(name))) ?? '').annotations;
	}

	async function untilStored(
		isRight: (annotations: Awaited<ReturnType<typeof stored>>) => boolean,
	): Promise<Awaited<ReturnType<typeof stored>>> {
		for (let tries = 0; tries < 100 && !isRight(await stored()); tries += 1) {
			await editor.page.waitForTimeout(100);
		}
		return stored();
	}

	it('should open from the paper, and be marked by a digit, undone, redone and saved as text', async () => {
		await editor.screenshot('pdf-opened');
		await select('Noise is added');
		await editor.screenshot('pdf-selection');
		await editor.press('2');
		await view.locator('.mark.green').waitFor();
		await view.locator('aside li', { hasText: 'Noise is added in continuous time.' }).waitFor();
		await editor.screenshot('pdf-marked');
		await editor.press('Control+z');
		await view.locator('.mark.green').waitFor({ state: 'detached' });
		await editor.press('Control+Shift+z');
		await view.locator('.mark.green').waitFor();
		await editor.save();
		const [mark] = await untilStored(annotations => annotations.some(({ page }) => page === 1));
		assert.deepEqual([mark?.page, mark?.colour, mark?.quote?.exact], [1, 'green', 'Noise is added in continuous time.']);
		assert.match(mark?.quote?.prefix ?? '', /Descent in Small Steps\s*$/);
	});

	it('should take in what another program marked in the PDF', async () => {
		await view.locator('aside li.red', { hasText: 'has a sentence of' }).getByText('So it has.').waitFor();
		const [mark] = (await untilStored(annotations => annotations.some(({ page }) => page === 2))).filter(({ page }) => page === 2);
		assert.deepEqual([mark?.comment, mark?.colour, mark?.created], ['So it has.', 'red', '2026-01-02T03:04:05.000Z']);
	});

	it('should take a comment and tags, and be quoted in the note with a way back', async () => {
		const item = view.locator('aside li', { hasText: 'Noise is added' });
		await item.getByRole('button', { name: 'Comment on the annotation on p. 1' }).click();
		await view.getByRole('textbox', { name: 'Comment', exact: true }).fill('Is it?\n#claim #doubt');
		await editor.press('Control+Enter');
		await item.locator('.comment', { hasText: 'Is it?' }).waitFor();
		await editor.save();
		const [mark] = await untilStored(([first]) => first?.comment !== undefined);
		assert.deepEqual([mark?.comment, mark?.tags], ['Is it?', ['claim', 'doubt']]);
		await item.getByRole('button', { name: 'Quote the annotation on p. 1' }).click();
		const note = async () => (await editor.readFile('notes/noether2020descent.md')) ?? '';
		for (let tries = 0; tries < 100 && !(await note()).includes('## Quotes'); tries += 1) {
			await editor.page.waitForTimeout(100);
		}
		assert.match(
			await note(),
			/> Noise is added in continuous time\.\n>\n> — \[@noether2020descent, p\. 1\] \[PDF\]\(\.\.\/papers\/descent\.pdf#page=1&annotation=urn%3Auuid%3A[\w-]+\)\n/,
		);
		await editor.screenshot('pdf-quoted');
	});

	it('should stand in the note with all that is said of it, and be found from there', async () => {
		await view.getByRole('button', { name: 'Add all to the paper’s note' }).click();
		const note = async () => (await editor.readFile('notes/noether2020descent.md')) ?? '';
		for (let tries = 0; tries < 100 && !(await note()).includes('## Highlights'); tries += 1) {
			await editor.page.waitForTimeout(100);
		}
		assert.match(
			await note(),
			/\n## Highlights\n\n> Noise is added in continuous time\.\n>\n> — \[@noether2020descent, p\. 1\] \[PDF\]\(\.\.\/papers\/descent\.pdf#page=1&annotation=urn%3Auuid%3A[\w-]+\) · Green #claim #doubt\n\nIs it\?\n\n> has a sentence of/,
		);
		await editor.openFile('notes/noether2020descent.md');
		const lines = (await note()).split('\n');
		const line = lines.findIndex(text => text.includes('[PDF]'));
		await editor.untilEditorFocused();
		await editor.press('Control+G');
		await editor.quickInput.answer(`:${line + 1}:${(lines[line] ?? '').indexOf('#page') + 1}`);
		await editor.runCommand('Open Link');
		view = await pdfView();
		await view.locator('.mark.green.flash').waitFor();
		await editor.screenshot('pdf-from-link');
		// VS Code by itself would show its text.
		await editor.runCommand('View: Close Editor');
		await editor.tab('descent.pdf').waitFor({ state: 'detached' });
		await editor.typeBehind('Control+P', 'papers/descent.pdf');
		await editor.quickInput.row('descent.pdf').first().click();
		view = await pdfView();
		await view.locator('.mark.green').waitFor();
		assert.equal((await editor.tabs()).filter(title => title === 'descent.pdf').length, 1);
	});

	it('should save a copy with the marks as annotations of PDF, and leave the PDF as it is', async () => {
		const original = await readFile(join(editor.workspace, 'papers/descent.pdf'));
		await editor.runCommand('Marginalia: Save a Copy with Highlights');
		const place = editor.page.locator('.quick-input-widget input:visible').first();
		await place.waitFor();
		for (let tries = 0; tries < 100 && !(await place.inputValue()).endsWith('papers/descent-highlights.pdf'); tries += 1) {
			await editor.page.waitForTimeout(100);
		}
		await editor.press('Enter');
		const copy = join(editor.workspace, 'papers/descent-highlights.pdf');
		for (let tries = 0; tries < 100 && !existsSync(copy); tries += 1) {
			await editor.page.waitForTimeout(100);
		}
		const bytes = await readFile(copy);
		assert.deepEqual(bytes.subarray(0, original.length), original);
		assert.deepEqual(await readFile(join(editor.workspace, 'papers/descent.pdf')), original);
		const [mark] = (await stored()).filter(({ page }) => page === 1);
		const task = getDocument({ data: new Uint8Array(bytes), isEvalSupported: false });
		const annotations: unknown = await (await (await task.promise).getPage(1)).getAnnotations();
		assert.ok(isArray(annotations));
		await task.destroy();
		assert.equal(annotations.length, 1);
		assert.ok(isObject(annotations[0]));
		const { subtype, contentsObj, titleObj, quadPoints, hasAppearance, color } = annotations[0];
		assert.deepEqual(
			[subtype, contentsObj, titleObj, hasAppearance, color],
			[
				'Highlight',
				{ str: 'Is it?\n#claim #doubt', dir: 'ltr' },
				{ str: 'Marginalia', dir: 'ltr' },
				true,
				// #69db7c in hundredths.
				new Uint8ClampedArray([0x69, 0xdb, 0x7d]),
			],
		);
		const points: unknown = quadPoints;
		assert.ok(points instanceof Float32Array);
		assert.deepEqual(
			[...points].map(number => Math.round(number * 100) / 100),
			mark?.quads.flat(),
		);
	});

	it('should find words, count them, and follow what another program writes into the file of marks', async () => {
		// The name of the file that the pointer rests on lies over the buttons.
		await editor.page.mouse.move(800, 500);
		await editor.page.locator('.hover-contents').waitFor({ state: 'detached' });
		await view.getByRole('button', { name: 'Find (Ctrl+F)' }).click();
		await view.getByRole('searchbox', { name: 'Find in document' }).fill('sentence');
		await view.getByText('1 of 1').waitFor();
		await editor.press('Escape');
		const name = (await editor.files()).find(file => file.endsWith('.jsonl')) ?? '';
		const text = (await editor.readFile(name)) ?? '';
		await writeFile(join(editor.workspace, name), text.replace('Is it?', 'It is.'));
		await view.locator('aside .comment', { hasText: 'It is.' }).waitFor();
	});

	it('should mark an area without a mouse, each step told to screen readers', async () => {
		const said = (text: string) => view.getByRole('status').filter({ hasText: text }).waitFor();
		await view.getByRole('button', { name: 'Mark an area (A)' }).press('Enter');
		await said('50% wide');
		await editor.press('ArrowLeft');
		await said('from the left');
		await editor.press('Shift+ArrowRight');
		await said('52% wide');
		await editor.press('Enter');
		await said('Marked the area on page');
		await view.locator('.mark.area').waitFor();
		await editor.press('Control+z');
		await view.locator('.mark.area').waitFor({ state: 'detached' });
	});

	it('should be found by its words where the search box looks into PDFs, and open at the page', async () => {
		await editor.runCommand('Marginalia: Search Library…');
		await editor.quickInput.whenAsked('Search the library');
		await editor.page.getByRole('button', { name: 'Search the text of PDFs, too' }).click();
		await editor.quickInput.type('sentence own ');
		const row = editor.page.locator('.quick-input-list .monaco-list-row', { hasText: 'has a sentence of its own.' });
		await row.getByText('page 2').waitFor();
		await editor.quickInput.whenAsked('Search the library and its PDFs');
		await editor.screenshot('pdf-searched');
		await row.click();
		await editor.tab('descent.pdf').waitFor();
		view = await pdfView();
		await view.waitForFunction(() => document.querySelector<HTMLInputElement>('.page-number')?.value === '2');
	});
});
