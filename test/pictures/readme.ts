import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../launcher/paths.mjs';
import { importSample, openStage, palettePicture, read, settled, takeCompletion, themes, typeCitation } from './stage';

const files = {
	'draft.md': `# Noise as a teacher

Fine-tuning needs few weights [@hu2022lora], and attention scales well [@vaswani2017attention].

`,
};

/** A moving picture in a README is loaded by everybody who looks at it. */
const mostBytes = 400_000;

/** Makes the pictures of the README; resolves to what is wrong with them. */
export async function picturesOfReadme(): Promise<readonly string[]> {
	for (const [name, theme] of themes) {
		await writeFile(join(root, `media/marginalia-${name}.png`), await still(theme));
	}
	const moving = join(root, 'media/tour.png');
	const bytes = await tour();
	await writeFile(moving, bytes);
	return bytes.length > mostBytes ? [`${moving} has ${bytes.length} bytes.`] : [];
}

async function still(theme: string): Promise<Buffer> {
	const editor = await openStage({ theme, viewport: { width: 1440, height: 810 }, files });
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
	const editor = await openStage({ theme: 'Default Dark Modern', viewport: { width: 1000, height: 600 }, files });
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
	return palettePicture(frames, delays, 128);
}
