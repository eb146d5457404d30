import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pdfOf } from '../fakes/pdf';
import { root } from '../launcher/paths.mjs';
import type { EditorPage } from '../ui/support/editorPage';
import { importSample, openStage, palettePicture, paper, read, settled, themes, typeCitation } from './stage';

/** A page of the documentation is loaded on slow lines, too. */
const mostBytes = 80_000;

const viewport = { width: 1100, height: 700 };

/** Without the status bar. */
const height = viewport.height - 32;

/** Colors of a picture: letters have soft edges in several of them. */
const colors = 64;

interface Feature {
	/** A word for the names of its files. */
	readonly name: string;
	/** How wide the sidebar is in the picture, in px; hidden where there is no number. */
	readonly sidebar?: number;
	/** How much of the window is in the picture, in px from the top. */
	readonly height?: number;
	readonly show: (editor: EditorPage) => Promise<void>;
	/** Puts back what the next feature would meet. */
	readonly leave?: (editor: EditorPage) => Promise<void>;
}

/** What the pages in docs/ show, each in the same window, one after the other. */
const features: readonly Feature[] = [
	{
		name: 'library',
		sidebar: 400,
		height: 560,
		show: async editor => {
			await editor.runCommand('Marginalia: Group by Tag');
			for (const tag of ['diffusion', 'language models']) {
				await editor.tree('Library').expand(tag);
			}
			await read(editor);
		},
	},
	{
		name: 'organize',
		sidebar: 480,
		height: 460,
		show: async editor => {
			await editor.runCommand('Marginalia: Group by Collection');
			for (const group of ['Reading Queue', 'Thesis', 'Generative models']) {
				await editor.tree('Library').expand(group);
			}
			await read(editor);
		},
		leave: async editor => editor.runCommand('Marginalia: No Grouping'),
	},
	{
		name: 'search',
		sidebar: 330,
		height: 420,
		show: async editor => {
			await editor.runCommand('Marginalia: Search Library…');
			await editor.quickInput.type('models year:>2019');
			await editor.quickInput.row(paper).waitFor();
		},
		leave: async editor => editor.quickInput.cancel(),
	},
	{
		name: 'reader',
		show: async editor => {
			await read(editor);
			await quote(editor);
			await editor.runCommand('Marginalia: Toggle Note Beside Reader');
			await editor.tab('song2021score.md').waitFor();
		},
		leave: async editor => editor.runCommand('Marginalia: Toggle Note Beside Reader'),
	},
	{
		name: 'note',
		height: 600,
		show: async editor => {
			await editor.openFile('notes/song2021score.md');
			await editor.untilEditorFocused();
			// The preview scrolls along.
			await editor.press('Control+End');
			await editor.runCommand('Markdown: Open Preview to the Side');
			await editor.page.waitForTimeout(3_000);
		},
	},
	{ name: 'edit', show: async editor => showAfterReading(editor, 'Marginalia: Edit Paper', 'Edit Paper') },
	{ name: 'table', height: 420, show: async editor => showByCommand(editor, 'Marginalia: Show Library as Table', 'Library Table') },
	{
		name: 'matrix',
		height: 340,
		show: async editor => {
			await editor.runCommand('Marginalia: Show Literature Matrix');
			for (const title of compared) {
				await editor.quickInput.type(title.slice(0, 20));
				await editor.quickInput.tick(title);
			}
			await editor.quickInput.accept();
			await editor.webview('Literature Matrix');
		},
	},
	{ name: 'overview', show: async editor => showByCommand(editor, 'Marginalia: Show Overview', 'Marginalia Overview') },
	{ name: 'graph', show: async editor => showByCommand(editor, 'Marginalia: Open Graph', 'Marginalia Graph') },
	{
		name: 'pdf',
		height: 480,
		show: async editor => {
			await read(editor);
			await annotatePdf(editor);
		},
	},
	{
		name: 'cite',
		sidebar: 300,
		height: 400,
		show: async editor => {
			await editor.openFile('draft.md');
			await typeCitation(editor);
		},
		leave: async editor => {
			await editor.press('Escape');
			await editor.runCommand('File: Revert File');
		},
	},
	{
		name: 'citation-box',
		height: 340,
		show: async editor => {
			await editor.openFile('draft.md');
			await editor.untilEditorFocused();
			await editor.press('Control+End');
			await editor.runCommand('Marginalia: Insert Citation with Details…');
			await editor.quickInput.type('score-based');
			await editor.quickInput.tick(paper);
			await editor.quickInput.accept();
			await editor.quickInput.row('(Song et al., 2021)').waitFor();
			await editor.quickInput.type('p. 4');
			await editor.quickInput.row('(Song et al., 2021, p. 4)').waitFor();
		},
		leave: async editor => editor.quickInput.cancel(),
	},
	{
		name: 'preview',
		height: 520,
		show: async editor => {
			await editor.openFile('draft.md');
			await editor.runCommand('Markdown: Open Preview to the Side');
			await editor.previewWithReferences();
		},
	},
	{
		name: 'import-report',
		height: 430,
		show: async editor => {
			await importFile(editor, 'other.bib');
			await editor.runCommand('Marginalia: Show Import Report');
			await editor.page.locator('.editor-group-container.active .view-line').first().waitFor();
		},
	},
	{
		name: 'duplicates',
		show: async editor => showByCommand(editor, 'Marginalia: Find Duplicates', 'Possible Duplicates'),
	},
];

const compared = [paper, 'Denoising Diffusion Probabilistic Models', 'LoRA: Low-Rank Adaptation of Large Language Models'];

/** Makes the pictures of these features, else of all, light and dark; resolves to what is wrong with them. */
export async function picturesOfDocs(wanted?: readonly string[]): Promise<readonly string[]> {
	const folder = join(root, 'docs/pictures');
	await mkdir(folder, { recursive: true });
	const faults: string[] = [];
	for (const [name, theme] of themes) {
		const editor = await openStage({ theme, viewport, files, prepare: addPdf });
		await importSample(editor);
		await organize(editor);
		for (const feature of features.filter(({ name: word }) => wanted?.includes(word) ?? true)) {
			const file = join(folder, `${feature.name}-${name}.png`);
			try {
				await setSidebar(editor, 300);
				await feature.show(editor);
				await setSidebar(editor, feature.sidebar);
				const bytes = await picture(editor, feature);
				await writeFile(file, bytes);
				faults.push(...(bytes.length > mostBytes ? [`${file} has ${bytes.length} bytes.`] : []));
			} catch (error) {
				await editor.screenshot(`failed-${feature.name}-${name}`);
				faults.push(`${file} could not be made: ${String(error)}`);
				await editor.press('Escape');
			}
			await feature.leave?.(editor);
			await editor.runCommand('View: Close All Editors');
		}
		await editor.close();
	}
	return faults;
}

async function picture(editor: EditorPage, { height: shown = height }: Feature): Promise<Buffer> {
	await editor.notifications.dismissAll();
	// Over the status bar nothing is explained.
	await editor.page.mouse.move(viewport.width / 2, viewport.height - 5);
	await settled(editor);
	const inTheWay = await editor.notifications.texts();
	if (inTheWay.length > 0) {
		throw new Error(`A message is in the way: ${inTheWay.join(' | ')}`);
	}
	return palettePicture([await editor.page.screenshot({ clip: { x: 0, y: 0, width: viewport.width, height: shown } })], [0], colors);
}

/** Hides the sidebar, or shows it and drags its edge. The box that asks for a command would close one that is open. */
async function setSidebar(editor: EditorPage, width: number | undefined): Promise<void> {
	const sidebar = editor.page.locator('.part.sidebar');
	if ((await sidebar.isVisible()) === (width === undefined)) {
		await editor.page
			.locator('.activitybar .action-item')
			.filter({ has: editor.page.locator('[aria-label^="Marginalia"]') })
			.click();
		await sidebar.waitFor({ state: width === undefined ? 'hidden' : 'visible' });
	}
	const box = await sidebar.boundingBox();
	if (width !== undefined && box !== null && Math.abs(box.width - width) > 2) {
		await editor.page.mouse.move(box.x + box.width + 1, height / 2);
		await editor.page.mouse.down();
		await editor.page.mouse.move(box.x + width, height / 2, { steps: 4 });
		await editor.page.mouse.up();
	}
}

const noteOf = (key: string, title: string, method: string, finding: string) =>
	`---\ncitation-key: ${key}\ntitle: "${title}"\n---\n\n# ${title}\n\n## Method\n\n${method}\n\n## Finding\n\n${finding}\n`;

const files = {
	'draft.md': `# Noise as a teacher

Fine-tuning needs few weights [@hu2022lora], and attention scales well [@vaswani2017attention].

`,
	'other.bib': `@article{song2020score, title = {Score-based generative modelling through stochastic differential equations}, author = {Song, Y. and Sohl-Dickstein, J.}, year = {2020}, journal = {arXiv preprint}}
@book{bush1945think, title = {As We May Think}, author = {Bush, Vannevar}, year = {1945}, publisher = nowhere}
@article{bush1945think, title = {A Second Look}, author = {Bush, Vannevar}, year = {1946}}
`,
	'notes/ho2020denoising.md': noteOf(
		'ho2020denoising',
		'Denoising Diffusion Probabilistic Models',
		'A chain of small Gaussian steps; the network predicts the noise.',
		'Good pictures without an adversary, but slow to sample.',
	),
	'notes/hu2022lora.md': noteOf(
		'hu2022lora',
		'LoRA: Low-Rank Adaptation of Large Language Models',
		'Freezes the weights and learns an update of low rank.',
		'As good as full fine-tuning, at a fraction of the cost.',
	),
	'.vscode/settings.json': JSON.stringify({ 'marginalia.matrix.questions': ['Method', 'Finding', 'Open questions'] }),
};

/** A PDF for the paper of the pictures, set in lines as a paper is. */
async function addPdf(folder: string): Promise<void> {
	const lines = [
		paper,
		'',
		'This page stands in for the paper: its words were written for this picture.',
		'Noise is added to data in small steps until nothing of the data is left.',
		'A network learns the way back, one step at a time, and so learns to generate.',
		'Both ways are described by stochastic differential equations in continuous time.',
		'The way back needs only the score, the gradient of the logarithm of the density.',
		'',
		'1  Where to start',
		'',
		'Take a picture and add a little noise, then a little more. After a thousand steps it is noise alone,',
		'and nobody can say which picture it was. But each step is small, and a small step can be undone',
		'by whoever knows in which direction pictures are more likely. That direction is the score.',
		'It is learned from the noisy pictures themselves: the network is asked for the noise that was added.',
	];
	await writeFile(join(folder, 'song2021score.pdf'), pdfOf({ pages: [lines] }));
}

interface Volume {
	readonly version: number;
	readonly papers: readonly { readonly 'citation-key': string }[];
}

/** What a person did in weeks, written as git or another window would. */
async function organize(editor: EditorPage): Promise<void> {
	const file = join(editor.workspace, '.marginalia/volume-0001.json');
	const { version, papers } = JSON.parse(await readFile(file, 'utf8')) as Volume;
	const due = new Date(Date.now() + 4 * 86_400_000).toISOString().slice(0, 10);
	const more: Readonly<Record<string, object>> = {
		song2021score: {
			status: 'reading',
			rating: 5,
			queued: 'i001',
			collections: ['Thesis > Generative models'],
			links: [{ kind: 'other', url: 'song2021score.pdf', role: 'pdf' }],
		},
		ho2020denoising: { status: 'read', rating: 4, collections: ['Thesis > Generative models'] },
		hu2022lora: { collections: ['Thesis', 'Talks'] },
		vaswani2017attention: { queued: 'i000', due, collections: ['Thesis'] },
		wei2022chain: { queued: 'i002', collections: ['Talks'] },
		shannon1948mathematical: { status: 'read' },
	};
	const monthsAgo = (months: number) => new Date(Date.now() - months * 30.4 * 86_400_000).toISOString();
	const organized = papers.map((entry, index) => ({
		...entry,
		added: monthsAgo([0, 0, 1, 1, 1, 2, 3, 3, 3, 3, 5, 5][index] ?? 0),
		...more[entry['citation-key']],
	}));
	await writeFile(file, JSON.stringify({ version, papers: organized }));
	await editor.tree('Library').row('Reading Queue').waitFor();
	// What other views show is of no interest there.
	await editor.page.locator('.pane-header[aria-label^="References"]').click();
}

async function showAfterReading(editor: EditorPage, command: string, title: string): Promise<void> {
	await read(editor);
	await showByCommand(editor, command, title);
}

async function showByCommand(editor: EditorPage, command: string, title: string): Promise<void> {
	await editor.runCommand(command);
	await editor.webview(title);
	// A graph comes to rest.
	await editor.page.waitForTimeout(2_500);
}

/** Puts the first sentence of the abstract into the paper's note. */
async function quote(editor: EditorPage): Promise<void> {
	const reader = await editor.webview('Marginalia');
	await reader
		.locator('.abstract p')
		.first()
		.evaluate(paragraph => {
			const text = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT).nextNode();
			const end = text?.nodeValue?.indexOf('.') ?? -1;
			if (text !== null && end >= 0) {
				getSelection()?.setBaseAndExtent(text, 0, text, end + 1);
			}
		});
	await reader.getByRole('button', { name: 'Quote', exact: true }).click();
	await editor.untilFileMatches('notes/song2021score.md', /> Noise is added/);
	await editor.notifications.waitFor('Added the quotation');
	await editor.runCommand('Notifications: Clear All Notifications');
}

async function annotatePdf(editor: EditorPage): Promise<void> {
	await editor.runCommand('Marginalia: Open PDF');
	const view = await editor.webview('PDF');
	const select = async (words: string, key: string): Promise<void> => {
		await view
			.locator('.textLayer span', { hasText: words })
			.first()
			.evaluate(span => getSelection()?.selectAllChildren(span));
		await view.getByRole('toolbar', { name: 'Annotate the selection' }).waitFor();
		await editor.press(key);
		await view.locator('aside li', { hasText: words }).waitFor();
	};
	await select('Noise is added', '1');
	await select('The way back needs', '2');
	await editor.save();
}

async function importFile(editor: EditorPage, name: string): Promise<void> {
	await editor.openView('Explorer');
	await editor.tree('Files Explorer').chooseFromMenu(name, 'Import Papers');
	await editor.notifications.waitFor('Added');
	await editor.openView('Marginalia');
}
