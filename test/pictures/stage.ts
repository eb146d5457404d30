import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import upng from 'upng-js';
import { root } from '../launcher/paths.mjs';
import type { EditorPage } from '../ui/support/editorPage';
import { openEditor } from '../ui/support/openEditor';

/** The paper of the sample library that the pictures are about. */
export const paper = 'Score-Based Generative Modeling through Stochastic Differential Equations';

/** A word for file names, and the theme. */
export const themes = [
	['dark', 'Default Dark Modern'],
	['light', 'Default Light Modern'],
] as const;

export interface Stage {
	readonly theme: string;
	readonly viewport: { readonly width: number; readonly height: number };
	/** Files beside the sample bibliography, by path. */
	readonly files: Readonly<Record<string, string>>;
	readonly prepare?: (folder: string) => Promise<void>;
	readonly settings?: Readonly<Record<string, unknown>>;
}

/** Opens a window with the sample bibliography, nothing imported yet, and without what distracts in a picture. */
export async function openStage({ theme, viewport, files, prepare, settings = {} }: Stage): Promise<EditorPage> {
	const editor = await openEditor({
		workspace: { 'papers.bib': await readFile(join(root, 'media/sample.bib'), 'utf8'), ...files },
		...(prepare === undefined ? {} : { prepare }),
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
			...settings,
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

export async function importSample(editor: EditorPage): Promise<void> {
	await editor.openView('Explorer');
	await editor.tree('Files Explorer').chooseFromMenu('papers.bib', 'Import Papers');
	await editor.notifications.waitFor('Added 12 papers');
	await editor.runCommand('Notifications: Clear All Notifications');
	await editor.openView('Marginalia');
	await editor.tree('Library').row(paper).waitFor();
}

/** Opens {@link paper} in the reader. */
export async function read(editor: EditorPage): Promise<void> {
	await editor.tree('Library').click(paper);
	const reader = await editor.webview('Marginalia');
	await reader.getByRole('heading', { level: 1, name: paper }).waitFor();
}

/** Types a sentence at the end of the document, up to the list of papers to cite. */
export async function typeCitation(editor: EditorPage): Promise<void> {
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

export async function takeCompletion(editor: EditorPage): Promise<void> {
	await editor.press('Enter');
	await editor.untilTextMatches(/\[@song2021score/);
	// After the bracket that the editor closed.
	await editor.press('End');
	await editor.page.keyboard.type('.');
	await editor.save();
	await editor.page.locator('.sidebar .monaco-list-row', { hasText: 'Song, Y.' }).waitFor();
}

/** What appears by an animation is there, and the pointer hides nothing. */
export async function settled(editor: EditorPage): Promise<void> {
	await editor.page.waitForTimeout(1_200);
}

/** A PNG with a palette, which moves where there are several frames; milliseconds for each. */
export function palettePicture(frames: readonly Buffer[], delays: readonly number[], colors: number): Buffer {
	const images = frames.map(frame => upng.decode(new Uint8Array(frame).buffer));
	const { width, height } = images[0] ?? { width: 0, height: 0 };
	return Buffer.from(
		upng.encode(
			images.flatMap(image => upng.toRGBA8(image)),
			width,
			height,
			colors,
			[...delays],
		),
	);
}
