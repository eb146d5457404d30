/**
 * `npm run pictures`: makes the pictures of the README from the sample library, in a real editor. Look at them before you commit them.
 *
 *     media/tour.png                                   moves: import, browse, read, cite, preview
 *     media/marginalia-light.png, marginalia-dark.png  the library, an abstract, and a draft that cites it
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import upng from 'upng-js';
import { ensureChromium } from '../launcher/chromium.mjs';
import { ensureEditor } from '../launcher/editorInstall.mjs';
import { root } from '../launcher/paths.mjs';
import type { EditorPage } from '../ui/support/editorPage';
import { openEditor } from '../ui/support/openEditor';
import { mochaGlobalSetup, mochaGlobalTeardown } from '../ui/support/sharedEditor';

const paper = 'Score-Based Generative Modeling through Stochastic Differential Equations';

const draft = `# Noise as a teacher

Fine-tuning needs few weights [@hu2022lora], and attention scales well [@vaswani2017attention].

`;

/** A moving picture in a README is loaded by everybody who looks at it. */
const mostBytes = 400_000;

const themes = [
	['dark', 'Default Dark Modern'],
	['light', 'Default Light Modern'],
] as const;

void main();

async function main(): Promise<void> {
	await ensureEditor();
	await ensureChromium();
	await mochaGlobalSetup();
	try {
		for (const [name, theme] of themes) {
			await writeFile(join(root, `media/marginalia-${name}.png`), await still(theme));
		}
		const moving = join(root, 'media/tour.png');
		const bytes = await tour();
		await writeFile(moving, bytes);
		console.log(`${moving}: ${bytes.length} bytes`);
		process.exitCode = bytes.length > mostBytes ? 1 : 0;
	} finally {
		await mochaGlobalTeardown();
	}
	process.exit();
}

async function open(theme: string, viewport: { readonly width: number; readonly height: number }): Promise<EditorPage> {
	const editor = await openEditor({
		workspace: { 'papers.bib': await readFile(join(root, 'media/sample.bib'), 'utf8'), 'draft.md': draft },
		settings: {
			'workbench.colorTheme': theme,
			'workbench.activityBar.location': 'default',
			'breadcrumbs.enabled': false,
			'editor.minimap.enabled': false,
			'editor.wordWrap': 'on',
			'editor.lineNumbers': 'off',
			'editor.cursorBlinking': 'solid',
			'window.commandCenter': false,
			'workbench.layoutControl.enabled': false,
		},
		viewport,
	});
	await editor.openView('Marginalia');
	await editor.tree('Library').welcome();
	// The walkthrough opens by itself where its setting is known in time, and would take the focus from what is opened meanwhile.
	await editor.page
		.getByText('Bring in your papers')
		.first()
		.waitFor({ timeout: 8_000 })
		.catch(() => undefined);
	await editor.runCommand('View: Close All Editors');
	return editor;
}

async function importSample(editor: EditorPage): Promise<void> {
	await editor.openView('Explorer');
	await editor.tree('Files Explorer').chooseFromMenu('papers.bib', 'Import Papers');
	await editor.notifications.waitFor('Added 12 papers');
	await editor.runCommand('Notifications: Clear All Notifications');
	await editor.openView('Marginalia');
	await editor.tree('Library').row(paper).waitFor();
}

async function read(editor: EditorPage): Promise<void> {
	await editor.tree('Library').click(paper);
	const reader = await editor.webview('Marginalia');
	await reader.getByRole('heading', { level: 1, name: paper }).waitFor();
}

async function typeCitation(editor: EditorPage): Promise<void> {
	const offer = editor.page.locator('.suggest-widget.visible .monaco-list-row', { hasText: 'song2021score' }).first();
	await editor.untilEditorFocused();
	await editor.press('Control+End');
	await editor.page.keyboard.type('Noise can be undone step by step [@score', { delay: 40 });
	for (let tries = 0; tries < 5 && !(await offer.isVisible()); tries += 1) {
		await editor.page.waitForTimeout(2_000);
		// A busy editor forgets to offer what was not ready when it was typed.
		await editor.press('Escape', 'Control+Space');
	}
	await offer.waitFor();
}

async function takeCompletion(editor: EditorPage): Promise<void> {
	await editor.press('Enter');
	await editor.untilTextMatches(/\[@song2021score/);
	// After the bracket that the editor closed.
	await editor.press('End');
	await editor.page.keyboard.type('.');
	await editor.save();
	await editor.page.locator('.sidebar .monaco-list-row', { hasText: 'Song, Y.' }).waitFor();
}

async function still(theme: string): Promise<Buffer> {
	const editor = await open(theme, { width: 1440, height: 810 });
	await importSample(editor);
	await read(editor);
	await editor.runCommand('View: Split Editor Right');
	await editor.openFile('draft.md');
	await typeCitation(editor);
	await takeCompletion(editor);
	await settled(editor);
	const picture = await editor.page.screenshot();
	await editor.close();
	return picture;
}

/** Each step is a frame; the eye needs longer for those that are read. */
async function tour(): Promise<Buffer> {
	const editor = await open('Default Dark Modern', { width: 1000, height: 600 });
	const frames: Buffer[] = [];
	const delays: number[] = [];
	const frame = async (milliseconds: number): Promise<void> => {
		await settled(editor);
		frames.push(await editor.page.screenshot());
		delays.push(milliseconds);
	};
	await editor.openView('Explorer');
	await editor.tree('Files Explorer').row('papers.bib').click({ button: 'right' });
	await editor.page.locator('.monaco-menu').getByText('Import Papers').hover();
	await frame(2_000);
	await editor.press('Escape');
	await importSample(editor);
	await frame(1_500);
	await read(editor);
	await frame(3_500);
	await editor.openFile('draft.md');
	await typeCitation(editor);
	await frame(2_500);
	await takeCompletion(editor);
	await frame(1_500);
	await editor.runCommand('Markdown: Open Preview to the Side');
	await editor.previewWithReferences();
	await editor.page.keyboard.press('Control+B');
	await frame(4_000);
	await editor.close();
	return movingPicture(frames, delays);
}

/** What appears by an animation is there, and the pointer hides nothing. */
async function settled(editor: EditorPage): Promise<void> {
	await editor.page.waitForTimeout(1_200);
}

function movingPicture(frames: readonly Buffer[], delays: readonly number[]): Buffer {
	const images = frames.map(frame => upng.decode(new Uint8Array(frame).buffer));
	const { width, height } = images[0] ?? { width: 0, height: 0 };
	return Buffer.from(
		upng.encode(
			images.flatMap(image => upng.toRGBA8(image)),
			width,
			height,
			128,
			delays,
		),
	);
}
