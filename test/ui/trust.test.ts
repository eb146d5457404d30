import assert from 'node:assert/strict';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { EditorPage } from './support/editorPage';
import { openEditor } from './support/openEditor';

const entry = (key: string, title: string) =>
	`@article{${key},\n  title = {${title}},\n  author = {Doe, Jane},\n  journal = {Journal of Rays},\n  year = {2020}\n}\n`;
const style = `<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0"><info><title>Own</title><id>own</id></info>
<citation><layout><text value="OWN-STYLE"/></layout></citation><bibliography><layout><text value="OWN-STYLE"/></layout></bibliography></style>`;

/** Every path of it leads out: by dots, from the root of the disk, and by symbolic links. */
const workspace = (outside: string) => ({
	'.vscode/settings.json': JSON.stringify({
		'marginalia.bibliographies': ['../outside/setting.bib', `${outside}/absolute-setting.bib`, 'settings-inside.bib'],
		'marginalia.notes.folder': '../outside/notes',
		'marginalia.notes.template': 'evil',
		'marginalia.library.folder': `${outside}/library`,
		'marginalia.log.enabled': true,
		'marginalia.log.folder': '../outside/log',
		'marginalia.citations.style': '../outside/own.csl',
	}),
	'.marginalia/templates/evil.md': 'TEMPLATE {{title}}',
	'inside.bib': entry('inside2020', 'Inside the Workspace'),
	'settings-inside.bib': entry('setting2020', 'Named by a Setting'),
	'paper.md': `---\nbibliography: [inside.bib, ../outside/front.bib, ${outside}/absolute.bib, linked.bib, folder/linked.bib]\ncsl: ../outside/own.csl\n---\n\nSee [@inside2020] and [@front2020].\n`,
});

const outsideFiles = ['setting', 'absolute-setting', 'front', 'absolute', 'linked'];
const titleOutside = 'Outside the Workspace';

async function openUntrusted(): Promise<EditorPage> {
	const editor = await openEditor({
		workspace: {},
		settings: {
			'security.workspace.trust.enabled': true,
			'security.workspace.trust.startupPrompt': 'never',
			'security.workspace.trust.banner': 'never',
		},
		prepare: async folder => {
			const outside = join(dirname(folder), 'outside');
			await mkdir(join(outside, 'library'), { recursive: true });
			for (const name of outsideFiles) {
				await writeFile(join(outside, `${name}.bib`), entry(`${name}2020`, `${titleOutside}: ${name}`));
			}
			await writeFile(join(outside, 'own.csl'), style);
			for (const [path, text] of Object.entries(workspace(outside))) {
				await mkdir(dirname(join(folder, path)), { recursive: true });
				await writeFile(join(folder, path), text);
			}
			await symlink(join(outside, 'linked.bib'), join(folder, 'linked.bib'));
			await symlink(outside, join(folder, 'folder'));
		},
	});
	await editor.openView('Marginalia');
	return editor;
}

describe('a workspace that is not trusted', () => {
	let editor: EditorPage;
	before(async () => {
		editor = await openUntrusted();
	});
	after(() => editor.close());

	const labels = async () => {
		const tree = editor.tree('Library');
		for (const { label, expanded } of await tree.rows()) {
			if (label.endsWith('.bib') && !expanded) {
				await tree.click(label);
			}
		}
		return tree.labels();
	};

	it('should be read no further than its own folder, by whatever path, and the view should say what is off', async () => {
		await editor.page.getByText('Restricted Mode: you can browse', { exact: false }).first().waitFor();
		await editor.openFile('paper.md');
		await editor.tree('Library').row('inside.bib').waitFor();
		// Longer than linking takes.
		await editor.page.waitForTimeout(2000);
		const seen = await labels();
		await editor.screenshot('restricted-mode');
		assert.ok(
			seen.some(label => label.includes('Inside the Workspace')),
			seen.join('\n'),
		);
		assert.deepEqual(
			seen.filter(label => label.includes(titleOutside) || label.includes('Named by a Setting') || label.includes('outside')),
			[],
		);
		await editor.runCommand('Markdown: Open Preview to the Side');
		const preview = await editor.previewWithReferences();
		const text = await preview.locator('body').innerText();
		assert.doesNotMatch(text, /OWN-STYLE/);
	});

	it('should get no file of ours', async () => {
		const files = await editor.files();
		assert.deepEqual(
			files.filter(path => /notes|log\/|volume|TEMPLATE/.test(path)),
			[],
		);
	});

	it('should be read as its user wants it once it is trusted', async () => {
		await editor.tree('Library').pressTitleButton('Manage Workspace Trust');
		await editor.page.locator('.workspace-trust-editor').getByRole('button', { name: 'Trust', exact: true }).click();
		await editor.page.locator('.monaco-modal-editor-block .codicon-close').first().click();
		await editor.page.locator('.workspace-trust-editor').waitFor({ state: 'hidden' });
		await editor.openView('Marginalia');
		await editor.page.getByText('Restricted Mode: you can browse', { exact: false }).first().waitFor({ state: 'hidden' });
		for (let tries = 0; tries < 40 && !(await labels()).some(label => label.includes(`${titleOutside}: front`)); tries += 1) {
			await editor.page.waitForTimeout(250);
		}
		assert.ok(
			(await labels()).some(label => label.includes(`${titleOutside}: front`)),
			(await labels()).join('\n'),
		);
	});
});
