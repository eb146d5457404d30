/**
 * `npm run accessibility`: goes through every view in the four kinds of themes and prints what axe finds wrong; then once more each at
 * 200 % zoom, with sentences that are 40 % longer, and with less motion, and prints what is cut off, overflows or moves. Pictures are in
 * out/pictures. Exit code 1 where something was found.
 *
 * Options: `--only pdf,graph` (some of the views), `--themes light,dark`.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Frame, Page } from 'playwright-core';
import { pdfOf } from '../fakes/pdf';
import { ensureChromium } from '../launcher/chromium.mjs';
import { ensureEditor } from '../launcher/editorInstall.mjs';
import { violations } from '../ui/support/axe';
import type { EditorPage } from '../ui/support/editorPage';
import { openEditor } from '../ui/support/openEditor';
import { mochaGlobalSetup, mochaGlobalTeardown } from '../ui/support/sharedEditor';
import { cutOff, lengthen } from './layout';
import { papers, twice } from './papers';

const { values: options } = parseArgs({ options: { only: { type: 'string' }, themes: { type: 'string' } } });

/** The theme's label, the class that the window has then, and the kind that a webview is told. */
const themes = [
	['Light Modern', 'vs', 'light'],
	['Dark Modern', 'vs-dark', 'dark'],
	['Dark High Contrast', 'hc-black', 'high-contrast'],
	['Light High Contrast', 'hc-light', 'high-contrast-light'],
] as const;

interface View {
	readonly name: string;
	/** Opens it and resolves to its page: a frame, or the window where the editor draws it itself. */
	readonly open: (editor: EditorPage) => Promise<Frame | Page>;
	/** Finds its page once more where the editor makes a new one for each theme. */
	readonly again?: (editor: EditorPage) => Promise<Frame | Page>;
	/** Puts back what the next view would meet. */
	readonly leave?: (editor: EditorPage) => Promise<void>;
	/** Whether the editor's background shows through the page: axe would take it for white. */
	readonly transparent?: true;
	/** What of the page is ours, as a selector. */
	readonly within?: string;
	/** Rules that what the editor draws around ours breaks by itself, each with the reason. */
	readonly except?: readonly string[];
}

const [first] = papers;

/** A box that drops down: the editor draws it, with our words. Choosing a theme closes it. */
function inBox(show: (editor: EditorPage) => Promise<void>): Pick<View, 'open' | 'again' | 'leave' | 'within' | 'except'> {
	const open = async (editor: EditorPage) => {
		await editor.quickInput.cancel();
		await show(editor);
		await editor.page.locator('.quick-input-widget:visible').waitFor();
		return editor.page;
	};
	return {
		open,
		again: open,
		leave: async editor => editor.quickInput.cancel(),
		within: '.quick-input-widget',
		// Rows are options that have a level, and keys have names without a role. Its colors are the theme's.
		except: [...ofTheEditor, 'aria-allowed-attr', 'aria-prohibited-attr', 'color-contrast'],
	};
}

async function dragSidebar(editor: EditorPage, width: number): Promise<void> {
	const box = await editor.page.locator('.part.sidebar').boundingBox();
	if (box !== null) {
		await editor.page.mouse.move(box.x + box.width + 1, 400);
		await editor.page.mouse.down();
		await editor.page.mouse.move(box.x + width, 400, { steps: 4 });
		await editor.page.mouse.up();
	}
}

/** The editor's own lists: rows it never focuses, and roles that it gives them. */
const ofTheEditor = [
	'landmark-unique',
	// A label and its description are one word there, and two in the row's name.
	'label-content-name-mismatch',
	'aria-required-children',
	'aria-required-parent',
	'nested-interactive',
	'scrollable-region-focusable',
	'list',
	'listitem',
];

const views: readonly View[] = [
	{
		name: 'welcome',
		open: async editor => {
			await editor.openView('Marginalia');
			await editor.tree('Library').welcome();
			// The tour opens by itself, and closes the box that asks for a theme. The editor draws it: its sentences and pictures are ours.
			await editor.page.getByText('Bring in your papers').first().waitFor();
			await editor.runCommand('View: Close All Editors');
			return editor.page;
		},
		within: '.welcome-view-content',
		except: ofTheEditor,
	},
	{
		name: 'tree',
		open: async editor => {
			await importAll(editor);
			return editor.page;
		},
		within: '.sidebar .pane-body',
		except: ofTheEditor,
	},
	{
		name: 'tree-narrow',
		open: async editor => {
			await dragSidebar(editor, 200);
			return editor.page;
		},
		leave: async editor => dragSidebar(editor, 300),
		within: '.sidebar .pane-body',
		except: ofTheEditor,
	},
	{ name: 'search', ...inBox(editor => editor.runCommand('Marginalia: Search Library…')) },
	{
		name: 'citation-box',
		...inBox(async editor => {
			await editor.openFile('draft.md');
			await editor.runCommand('Marginalia: Insert Citation with Details…');
			await editor.quickInput.tick(first.title);
			await editor.quickInput.accept();
			await editor.quickInput.row('In parentheses').waitFor();
		}),
	},
	{
		name: 'import-report',
		open: async editor => {
			await editor.runCommand('Marginalia: Show Import Report');
			await editor.page.locator('.editor-group-container.active .view-line').first().waitFor();
			return editor.page;
		},
		within: '.editor-group-container.active .monaco-editor',
		except: ofTheEditor,
	},
	{ name: 'reader', open: async editor => openPaper(editor) },
	{ name: 'reader-keys', open: async editor => openKeys(editor) },
	{ name: 'edit', open: async editor => openAfterPaper(editor, 'Marginalia: Edit Paper', 'Edit Paper', 'Title') },
	{ name: 'table', open: async editor => openByCommand(editor, 'Marginalia: Show Library as Table', 'Library Table') },
	{
		name: 'matrix',
		open: async editor => {
			await editor.runCommand('Marginalia: Show Literature Matrix');
			await editor.quickInput.tick(first.title);
			await editor.quickInput.accept();
			return editor.webview('Literature Matrix');
		},
	},
	{
		name: 'matrix-cell',
		open: async editor => {
			await editor.runCommand('Marginalia: Show Literature Matrix');
			await editor.quickInput.tick(first.title);
			await editor.quickInput.accept();
			const matrix = await editor.webview('Literature Matrix');
			await matrix.getByRole('gridcell').first().dblclick();
			await matrix.getByRole('textbox').first().waitFor();
			return matrix;
		},
	},
	{ name: 'overview', open: async editor => openByCommand(editor, 'Marginalia: Show Overview', 'Marginalia Overview') },
	{ name: 'duplicates', open: async editor => openByCommand(editor, 'Marginalia: Find Duplicates', 'Possible Duplicates') },
	{ name: 'graph', open: async editor => openByCommand(editor, 'Marginalia: Open Graph', 'Marginalia Graph') },
	{
		name: 'graph-list',
		open: async editor => {
			const graph = await openByCommand(editor, 'Marginalia: Open Graph', 'Marginalia Graph');
			await graph.getByRole('button', { name: 'Show as List' }).click();
			return graph;
		},
	},
	{ name: 'pdf', open: async editor => openPdf(editor) },
	{
		name: 'pdf-find',
		open: async editor => {
			const pdf = await openPdf(editor);
			await pdf.locator('.textLayer span').first().click();
			await editor.press('Control+F');
			await editor.page.keyboard.type('noise');
			return pdf;
		},
	},
	{
		name: 'pdf-selection',
		open: async editor => {
			const pdf = await openPdf(editor);
			await pdf
				.locator('.textLayer span', { hasText: 'Noise' })
				.first()
				.evaluate(span => getSelection()?.selectAllChildren(span));
			await pdf.getByRole('toolbar', { name: 'Annotate the selection' }).waitFor();
			return pdf;
		},
	},
	{
		name: 'preview',
		open: async editor => {
			await editor.openFile('draft.md');
			await editor.runCommand('Markdown: Open Preview');
			return editor.previewWithReferences();
		},
		again: async editor => editor.previewWithReferences(),
		transparent: true,
		within: '.marginalia-references, .marginalia-citation, .marginalia-link-unknown, .marginalia-link-paper',
	},
];

void main();

async function main(): Promise<void> {
	await ensureEditor();
	await ensureChromium();
	await mochaGlobalSetup();
	let findings = 0;
	try {
		const editor = await openEditor({ workspace, prepare: addPdf, viewport: size, settings });
		const wanted = options.only?.split(',');
		// The tree brings the papers in.
		for (const view of views.filter(({ name }) => name === 'tree' || (wanted?.includes(name) ?? true))) {
			findings += await look(editor, view).catch((error: unknown) => {
				console.log(`${view.name} could not be looked at: ${String(error)}`);
				return 1;
			});
			await editor.page.setViewportSize(size);
			await view.leave?.(editor);
			await editor.runCommand('View: Close All Editors');
		}
		await editor.close();
	} finally {
		await mochaGlobalTeardown();
	}
	console.log(`${findings} findings`);
	process.exit(findings === 0 ? 0 : 1);
}

const size = { width: 1280, height: 860 };

const settings = { 'workbench.activityBar.location': 'default', 'marginalia.library.suggestFiles': false };

const workspace = {
	'papers.bib': papers.map(({ entry }) => entry).join('\n') + twice,
	'draft.md': `# Rivers\n\nWater remembers [@${papers[0].key}; @${papers[1].key}], and so does nobody [@nobody2020]. See [[${papers[0].key}]] and [[nowhere]].\n`,
	'papers/readme.txt': '',
};

async function addPdf(folder: string): Promise<void> {
	const pages = [
		[first.title, 'Noise is added in continuous time.', 'Nothing in this paper is true.'],
		['The second page', 'has a sentence of its own.'],
	];
	const highlighted =
		'/Subtype /Highlight /Rect [72 704 160 720] /QuadPoints [72 718 150 718 72 706 150 706] /C [1 0 0] /Contents (So it has.) /T (Ada)';
	await writeFile(join(folder, 'papers', `${first.key}.pdf`), pdfOf({ pages, annotations: [[], [highlighted]] }));
}

/** Opens a view, looks at it in each theme and as people with other needs see it, and resolves to how much was found. */
async function look(editor: EditorPage, { name, open, again, within, transparent, except = [] }: View): Promise<number> {
	let page = await open(editor);
	// What still opens would close the box that asks for a theme.
	await editor.page.waitForTimeout(1_500);
	let findings = 0;
	const report = (what: string, found: readonly unknown[]) => {
		findings += found.length;
		console.log(`${name}, ${what}: ${found.length === 0 ? 'nothing' : ''}`);
		found.forEach(finding => {
			console.log(`    ${JSON.stringify(finding)}`);
		});
	};
	const wanted = options.themes?.split(',');
	for (const [theme, windowKind, kind] of themes.filter(([, , themeKind]) => wanted?.includes(themeKind) ?? true)) {
		await editor.useTheme(theme, windowKind);
		await editor.notifications.dismissAll();
		if (within === undefined) {
			await page.locator(`body[data-vscode-theme-kind="vscode-${kind}"]`).waitFor();
		}
		await editor.page.waitForTimeout(700);
		const found = async () => {
			page = (await again?.(editor)) ?? page;
			await editor.screenshot(`accessibility-${name}-${kind}`);
			if (transparent) {
				await page.evaluate(() => (document.documentElement.style.background = 'var(--vscode-editor-background)'));
			}
			return violations(page, { ...(within === undefined ? {} : { within }), except });
		};
		// The editor may make one more page for the theme.
		report(kind, await found().catch(found));
	}
	if (within === undefined) {
		// tsx gives each function its name by a helper that the page lacks.
		await page.evaluate('globalThis.__name = named => named');
		await editor.page.emulateMedia({ reducedMotion: 'reduce' });
		await editor.page.waitForTimeout(300);
		report('less motion', await page.evaluate(() => document.getAnimations().map(animation => animation.effect?.getComputedTiming())));
		await editor.page.setViewportSize({ width: 640, height: 430 });
		await editor.page.waitForTimeout(700);
		await editor.screenshot(`accessibility-${name}-zoomed`);
		report('200 % zoom', await page.evaluate(cutOff));
		await editor.page.setViewportSize(size);
		await page.evaluate(lengthen);
		await editor.page.waitForTimeout(700);
		await editor.screenshot(`accessibility-${name}-longer`);
		report('40 % longer', await page.evaluate(cutOff));
		await editor.page.emulateMedia({ reducedMotion: null });
	}
	return findings;
}

async function importAll(editor: EditorPage): Promise<void> {
	await editor.openView('Explorer');
	await editor.tree('Files Explorer').chooseFromMenu('papers.bib', 'Import Papers');
	await editor.notifications.waitFor('Added');
	await editor.openView('Marginalia');
	await editor.tree('Library').row(first.title).waitFor();
	await editor.tree('Library').row(first.title).hover();
}

async function openPaper(editor: EditorPage): Promise<Frame> {
	await editor.tree('Library').click(first.title);
	const reader = await editor.webview('Marginalia');
	await reader.getByRole('heading', { level: 1, name: first.title }).waitFor();
	return reader;
}

async function openKeys(editor: EditorPage): Promise<Frame> {
	const reader = await openPaper(editor);
	await reader.getByRole('button', { name: 'Keyboard Shortcuts' }).click();
	return reader;
}

async function openAfterPaper(editor: EditorPage, command: string, title: string, field: string): Promise<Frame> {
	await openPaper(editor);
	const view = await openByCommand(editor, command, title);
	await view.getByLabel(field, { exact: true }).first().waitFor();
	return view;
}

async function openByCommand(editor: EditorPage, command: string, title: string): Promise<Frame> {
	await editor.runCommand(command);
	const view = await editor.webview(title);
	await editor.page.waitForTimeout(1_500);
	return view;
}

async function openPdf(editor: EditorPage): Promise<Frame> {
	// As if attached in another window: an import leaves the field `file` as it is.
	const volume = join(editor.workspace, '.marginalia/volume-0001.json');
	const key = `"citation-key":"${first.key}"`;
	const links = JSON.stringify([{ kind: 'other', url: `papers/${first.key}.pdf`, role: 'pdf' }]);
	await writeFile(volume, (await readFile(volume, 'utf8')).replace(key, `${key},"links":${links}`));
	await editor.page.waitForTimeout(3_000);
	await openPaper(editor);
	await editor.runCommand('Marginalia: Open PDF');
	const view = await pdfView(editor);
	await view.locator('.textLayer span').first().waitFor();
	await view.locator('aside li').first().waitFor();
	return view;
}

/** As in test/ui/pdf.test.ts: found by its lines, as its page comes before they do. */
async function pdfView(editor: EditorPage): Promise<Frame> {
	for (let tries = 0; tries < 100; tries += 1) {
		for (const frame of editor.page.frames()) {
			const lines = await frame
				.locator('.textLayer span')
				.count()
				.catch(() => 0);
			if (lines > 0) {
				return frame;
			}
		}
		await editor.page.waitForTimeout(200);
	}
	throw new Error('The pages of the PDF are not shown.');
}
