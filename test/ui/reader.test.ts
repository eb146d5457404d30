import assert from 'node:assert/strict';
import type { Frame } from 'playwright-core';
import type { Paper } from '../../src/core/paper/paper';
import { violations } from './support/axe';
import type { EditorPage } from './support/editorPage';
import { openEditor } from './support/openEditor';

const instant = '2026-01-01T00:00:00.000Z';
const common = { type: 'article', status: 'unread', added: instant, updated: instant } as const;
const sentence = 'The sentence is repeated to make an abstract that is longer than the window is high, and says nothing else. ';

const descent: Paper = {
	...common,
	id: 'descent',
	'citation-key': 'noether2020descent',
	title: 'Descent with $\\ell_1$ in $\\mathcal{O}(n)$ Steps',
	author: [
		{ given: 'Emmy', family: 'Noether' },
		{ given: 'Ada', family: 'Lovelace' },
	],
	issued: { 'date-parts': [[2020]] },
	'container-title': 'Journal of Careful Reading',
	identifiers: { doi: '10.1234/jcr.2020.17', arxiv: '2006.11239' },
	tags: ['optimisation', 'to discuss'],
	links: [
		{ kind: 'data', url: 'https://zenodo.org/records/1' },
		{ kind: 'code', url: 'https://github.com/example/descent' },
	],
	source: { kind: 'daily-papers', date: '--08-20', rank: 1 },
	abstract:
		'We minimise $f(x) = \\frac{1}{2}\\lVert Ax \\rVert^2$ and show\n\n$$\\sum_{i=1}^{n} x_i^2 \\le \\sqrt{\\frac{\\sigma^2}{n}}$$\n\nwith $\\ourmacro_k$ as the paper defines it. See https://github.com/example/descent.',
};
const boson: Paper = {
	...common,
	id: 'boson',
	'citation-key': 'many2012boson',
	title: 'Observation of a New Particle: What 664 People Saw',
	author: Array.from({ length: 664 }, (_, at) => ({ given: 'Ada', family: `Number ${at + 1}` })),
	source: { kind: 'daily-papers', date: '--08-20', rank: 2 },
	abstract: Array.from({ length: 30 }, () => sentence.repeat(4).trim()).join('\n\n'),
};
const bare: Paper = {
	...common,
	id: 'bare',
	'citation-key': 'bare',
	title: 'A Title <img src=x onerror="document.title=1"> Alone',
	source: { kind: 'daily-papers', date: '--08-20', rank: 3 },
};

const workspace = {
	'.marginalia/volume-0001.json': JSON.stringify({ version: 1, papers: [bare, boson, descent] }),
	'draft.md': '# Draft\n',
};
const titles = { descent: 'Descent with', boson: boson.title, bare: bare.title };

async function openPaper(editor: EditorPage, { title }: Paper): Promise<void> {
	await editor.openView('Marginalia');
	await editor.tree('Library').row(title).waitFor();
	await editor.tree('Library').click(title);
}

async function readerShowing(editor: EditorPage, title: string): Promise<Frame> {
	const reader = await editor.webview('Marginalia');
	await reader.getByRole('heading', { level: 1, name: title }).waitFor();
	return reader;
}

/** Puts the keyboard into the reader, as a click on its empty margin does. */
async function focusReader(reader: Frame): Promise<void> {
	await reader.locator('body').click({ position: { x: 8, y: 400 } });
}

function statusButton(reader: Frame, name: string): ReturnType<Frame['locator']> {
	return reader.getByRole('group', { name: 'Status' }).getByRole('button', { name, exact: true });
}

/** The line of the library's file in which a paper stands. */
async function storedPaper(editor: EditorPage, id: string): Promise<string> {
	const volume = await editor.readFile('.marginalia/volume-0001.json');
	return volume?.split('\n').find(line => line.includes(`"id":"${id}"`)) ?? '';
}

describe('the reader', () => {
	let editor: EditorPage;
	let reader: Frame;
	before(async () => {
		editor = await openEditor({ workspace, settings: { 'markdown.preview.fontSize': 16, 'markdown.preview.lineHeight': 1.5 } });
		await openPaper(editor, descent);
		reader = await readerShowing(editor, titles.descent);
	});
	after(() => editor.close());

	it('should show who wrote it, where it stood and where it leads', async () => {
		const text = await reader.locator('article').first().innerText();
		assert.match(text, /Journal of Careful Reading · 2020 · Daily Papers, 20 August, number 1/);
		assert.match(text, /Emmy Noether, Ada Lovelace/);
		const details = await reader.locator('.details .row').allInnerTexts();
		assert.deepEqual(
			details.map(row => row.replace(/\s+/g, ' ').trim()),
			[
				'Citation key noether2020descent',
				'DOI 10.1234/jcr.2020.17',
				'arXiv 2006.11239',
				'Free PDF arxiv.org/pdf/2006.11239',
				'Code github.com/example/descent',
				'Data zenodo.org/records/1',
			],
		);
	});

	it('should draw formulae, and leave as TeX what nobody can draw', async () => {
		assert.equal(await reader.locator('h1 math').count(), 2);
		assert.equal(await reader.locator('.abstract math').count(), 2);
		assert.equal(await reader.locator('.abstract .display math munderover, .abstract .display math munder').count(), 1);
		assert.equal(await reader.locator('.abstract .formula-source').innerText(), '$\\ourmacro_k$');
	});

	it('should leave a paper unread until it is told otherwise', async () => {
		assert.equal(await statusButton(reader, 'Unread').getAttribute('aria-pressed'), 'true');
	});

	it('should set the status by key and by button, and keep the focus there', async () => {
		await focusReader(reader);
		await editor.press('r');
		await reader.locator('#status-reading[aria-pressed="true"]').waitFor();
		await statusButton(reader, 'Read').click();
		await reader.locator('#status-read[aria-pressed="true"]:focus').waitFor();
		assert.match(await storedPaper(editor, 'descent'), /"status":"read"/);
	});

	it('should add a tag and remove one', async () => {
		await focusReader(reader);
		await editor.press('t');
		await editor.quickInput.answer('from the reader');
		await reader.getByRole('list', { name: 'Tags' }).getByText('from the reader').waitFor();
		await reader.getByRole('button', { name: 'Remove tag optimisation' }).click();
		await reader.getByRole('button', { name: 'Remove tag optimisation' }).waitFor({ state: 'detached' });
		assert.deepEqual(await reader.locator('.tag').allInnerTexts(), ['to discuss', 'from the reader']);
	});

	it('should copy a citation, BibTeX, and formulae as TeX', async () => {
		await focusReader(reader);
		const clipboard = async (expected: RegExp) => {
			await editor.page.waitForFunction(async source => new RegExp(source).test(await navigator.clipboard.readText()), expected.source);
		};
		await editor.press('y');
		await clipboard(/noether2020descent/);
		await editor.press('b');
		await clipboard(/^@article\{noether2020descent,/);
		await reader
			.locator('.abstract p')
			.first()
			.evaluate(paragraph => getSelection()?.selectAllChildren(paragraph));
		await editor.press('Control+C');
		await clipboard(/^We minimise \$f\(x\) = \\frac\{1\}\{2\}/);
	});

	it('should ask before it opens a link in the browser', async () => {
		await reader.getByRole('link', { name: 'zenodo.org/records/1' }).click();
		const dialog = editor.page.locator('.monaco-dialog-box');
		await dialog.getByText('https://zenodo.org/records/1').waitFor();
		await editor.press('Escape');
		await dialog.waitFor({ state: 'hidden' });
	});

	it('should list its keys', async () => {
		await focusReader(reader);
		await editor.press('?');
		const dialog = reader.getByRole('dialog', { name: 'Keyboard Shortcuts' });
		await dialog.getByText('Next paper').waitFor();
		assert.deepEqual(await violations(reader), []);
		await editor.press('Escape');
		await dialog.waitFor({ state: 'hidden' });
	});

	it('should go from paper to paper, one for each press', async () => {
		await focusReader(reader);
		// As the list shows the keys, and with Caps Lock: capitals.
		await editor.press('J', 'N');
		await readerShowing(editor, titles.bare);
		assert.equal(
			await reader
				.locator('.abstract')
				.innerText()
				.then(text => text.replace(/\s+/g, ' ')),
			'Abstract No abstract',
		);
		assert.equal(await reader.locator('#title').getAttribute('dir'), 'auto');
		assert.equal(await reader.locator('img').count(), 0);
		assert.equal(await editor.tab('A Title <img src=x…').count(), 1);
		await editor.press('ArrowRight', 'ArrowLeft');
		await readerShowing(editor, titles.boson);
	});

	it('should fold a long list of authors', async () => {
		const authors = reader.locator('.authors');
		assert.match(await authors.innerText(), /Number 12 and 652 more$/);
		await authors.getByRole('button', { name: 'and 652 more' }).click();
		assert.match(await authors.innerText(), /Number 664 show fewer$/);
		await authors.getByRole('button', { name: 'show fewer' }).click();
		assert.match(await authors.innerText(), /and 652 more$/);
	});

	it('should be accessible in each theme', async () => {
		await editor.inEachTheme(async name => {
			await reader.locator(`body[data-vscode-theme-kind="vscode-${name}"]`).waitFor();
			assert.deepEqual(await violations(reader), [], name);
			await editor.screenshot(`reader-${name}`);
		});
	});

	it('should have the size of the Markdown preview and lines that are easy to read', async () => {
		const style = await reader.locator('main').evaluate(main => {
			const { fontSize, lineHeight, width } = getComputedStyle(main);
			return { fontSize, lineHeight, width: Number.parseFloat(width) };
		});
		assert.deepEqual([style.fontSize, style.lineHeight], ['16px', '24px']);
		// 60 to 80 letters of half the font's size.
		assert.ok(style.width > 60 * 8 && style.width < 80 * 8, `${style.width} px`);
	});

	it('should keep its paper, zoom and place when the window is loaded again', async () => {
		await focusReader(reader);
		await editor.press('+', '+');
		await reader.getByRole('button', { name: /^Text size 120%/ }).waitFor();
		await reader.evaluate(() => scrollTo(0, 700));
		await reader.waitForFunction(() => scrollY === 700);
		const reloaded = editor.page.waitForEvent('load');
		await editor.runCommand('Developer: Reload Window');
		await reloaded;
		await editor.whenReady();
		reader = await readerShowing(editor, titles.boson);
		await reader.waitForFunction(() => Math.abs(scrollY - 700) < 5);
		await reader.getByRole('button', { name: /^Text size 120%/ }).waitFor();
		await focusReader(reader);
		await editor.press('0');
		await reader.getByRole('button', { name: /^Text size 100%/ }).waitFor();
	});

	it('should say so when the paper is removed, and show it again when that is undone', async () => {
		await editor.openView('Marginalia');
		await editor.tree('Library').click(boson.title);
		await editor.press('Delete');
		await editor.page.locator('.monaco-dialog-box').getByText('Remove', { exact: true }).click();
		await readerShowing(editor, 'This paper is no longer in the library');
		assert.deepEqual(await violations(reader), []);
		await editor.notifications.press('Removed 1 paper', 'Undo');
		await readerShowing(editor, titles.boson);
	});
});
