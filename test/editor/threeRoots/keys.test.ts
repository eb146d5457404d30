import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { exists, marginalia, until } from '../workspace';
import { begin, files, onDisk, place, put, run, says, typeInto, unsaved } from './roots';

const key = 'song2021score';
const fresh = 'song2021mixtures';

/** What stands in the three folders, by the key. */
const said = (name: string) => ({
	'thesis/draft.md': `One [see @${name}, p. 3] and [[${name}]].\n`,
	[`lab notes/inbox/${name}.md`]: `---\ncitation-key: ${name}\n---\nMine of @${name}.\n`,
	'shared/b.tex': `Two \\cite{hu2022lora,${name}}.\n`,
	'shared/works.bib': `@article{${name}, title={Score}}\n`,
});
const typed = (name: string) =>
	`Typed above.\n\nThree @${name} [t](../lab%20notes/inbox/${name}.md) [u](../lab%20notes/inbox/${name}#part).\n`;

/** Renames the key in a document, as F2 would. */
async function rename(path: string): Promise<vscode.TextDocument> {
	const { document } = await vscode.window.showTextDocument(place(path));
	const edit = await run<vscode.WorkspaceEdit>(
		'vscode.executeDocumentRenameProvider',
		document.uri,
		document.positionAt(document.getText().indexOf(key) + 2),
		fresh,
	);
	assert.ok(await vscode.workspace.applyEdit(edit));
	return document;
}

async function isSaid(name: string): Promise<void> {
	for (const [path, text] of Object.entries(said(name))) {
		await says(path, text);
	}
}

/** The three papers and what the folders say by their keys. Each test begins by it, so that one that is tried again does too. */
async function setUp(): Promise<void> {
	await begin();
	for (const [path, text] of Object.entries(said(key))) {
		await put(path, text);
	}
	const api = await marginalia();
	const found = async () => (await api.noteUri(key))?.path;
	const isFound = async () => (await found()) === place(`lab notes/inbox/${key}.md`).path;
	await until(isFound, 'the note is found').catch(async (error: unknown) =>
		assert.fail(`${String(error)}: ${JSON.stringify([await found(), (await api.paper(key))?.id, await files(), unsaved()])}`),
	);
}

describe('keys in three folders', () => {
	after(begin);

	it("should rename a key in every folder with the note's file, in unsaved text as it stands there, and take that back in one step", async () => {
		await setUp();
		const editor = await typeInto('shared/unsaved.md', 'Four @hu2022lora.\n', typed(key));
		const document = await rename('thesis/draft.md');
		const api = await marginalia();
		await until(async () => (await api.paper(fresh))?.aliases?.includes(key) === true, 'the library has the new key');
		await isSaid(fresh);
		assert.equal(editor.document.getText(), typed(fresh));
		assert.equal(await onDisk('shared/unsaved.md'), 'Four @hu2022lora.\n');
		assert.equal(await exists(place(`lab notes/inbox/${key}.md`)), false);
		await vscode.window.showTextDocument(document);
		await run('undo');
		await until(() => editor.document.getText() === typed(key), 'the unsaved text is as it was');
		await isSaid(key);
		assert.deepEqual(await files(), [...Object.keys(said(key)), 'shared/unsaved.md'].sort());
		assert.deepEqual(unsaved(), { 'shared/unsaved.md': typed(key) });
	});

	it('should rename a key that is asked for in the note itself, and leave a file alone that has the name the note would get', async () => {
		await setUp();
		await put(`thesis/${fresh}.md`, 'Of something else.\n');
		await rename(`lab notes/inbox/${key}.md`);
		const api = await marginalia();
		await until(async () => (await api.paper(fresh))?.aliases?.includes(key) === true, 'the library has the new key');
		await isSaid(fresh);
		assert.equal(await onDisk(`thesis/${fresh}.md`), 'Of something else.\n');
		// The other file has its name until the renamed note was read.
		const isFound = async () => (await api.noteUri(fresh))?.path === place(`lab notes/inbox/${fresh}.md`).path;
		await until(isFound, 'the note is found under its new key');
	});

	it("should keep the name of a note's file where another file has the new one", async () => {
		await setUp();
		await put(`lab notes/inbox/${fresh}.md`, 'Of something else.\n');
		await put('shared/link.md', `[t](../lab%20notes/inbox/${key}.md)\n`);
		await rename('thesis/draft.md');
		await says(`lab notes/inbox/${key}.md`, said(fresh)[`lab notes/inbox/${fresh}.md`] ?? '');
		await says('shared/link.md', `[t](../lab%20notes/inbox/${key}.md)\n`);
		assert.equal(await onDisk(`lab notes/inbox/${fresh}.md`), 'Of something else.\n');
	});

	it('should make keys anew in every folder, leave unsaved text to the user, and take that back in one step', async () => {
		await setUp();
		await (await marginalia()).ingest('@article{odd, title={Odd Things}, author={Odd, Olaf}, year={2001}}\n');
		await put('thesis/a.md', 'See @odd.\n');
		await put('shared/a.md', 'See [[odd]].\n');
		const editor = await typeInto('lab notes/a.md', 'Old.\n', 'New @odd.\n');
		await run('marginalia.regenerateKeys', 'odd');
		assert.equal(editor.document.getText(), 'New @odd2001odd.\n');
		assert.deepEqual(
			[await onDisk('thesis/a.md'), await onDisk('shared/a.md'), await onDisk('lab notes/a.md')],
			['See @odd2001odd.\n', 'See [[odd2001odd]].\n', 'Old.\n'],
		);
		await vscode.window.showTextDocument(editor.document);
		await run('undo');
		await until(() => editor.document.getText() === 'New @odd.\n', 'the unsaved text is as it was');
		await says('thesis/a.md', 'See @odd.\n');
		await says('shared/a.md', 'See [[odd]].\n');
	});

	it('should put a key into a text as the disk has it, where its editor has not seen that yet', async () => {
		await setUp();
		const { document } = await vscode.window.showTextDocument(await put('shared/a.md', 'A longer text before it says [[odd]].\n'));
		await (await marginalia()).ingest('@article{odd, title={Odd Things}, author={Odd, Olaf}, year={2001}}\n');
		await put('shared/a.md', 'See [[odd]].\n');
		await run('marginalia.regenerateKeys', 'odd');
		assert.equal(document.getText(), 'See [[odd2001odd]].\n');
		assert.equal(await onDisk('shared/a.md'), 'See [[odd2001odd]].\n');
	});
});
