import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { marginalia, read, until } from '../workspace';

/**
 * The folders of the workspace, in their order, as test/launcher/workspaces.mjs makes them. `lab notes` has its notes in `inbox`, and hides
 * what is called `hidden`.
 */
const names = ['thesis', 'lab notes', 'shared'] as const;

/** A file by the folder of the workspace that it begins with: `lab notes/inbox/a.md`. */
export function place(path: string): vscode.Uri {
	const name = names.find(root => path.startsWith(`${root}/`));
	const folder = vscode.workspace.workspaceFolders?.find(known => known.name === name);
	assert.ok(name !== undefined && folder !== undefined, `no folder has ${path}`);
	return vscode.Uri.joinPath(folder.uri, path.slice(name.length + 1));
}

export async function put(path: string, text: string): Promise<vscode.Uri> {
	await vscode.workspace.fs.writeFile(place(path), new TextEncoder().encode(text));
	return place(path);
}

export const run = <T = unknown>(command: string, ...args: unknown[]): Thenable<T> => vscode.commands.executeCommand<T>(command, ...args);

/** What the disk holds, as it is. */
export const onDisk = (path: string): Promise<string> => read(place(path));

/** What the editors hold, by the same paths as {@link place}, of all documents with unsaved text. */
export function unsaved(): Readonly<Record<string, string>> {
	const dirty = vscode.workspace.textDocuments.filter(document => document.isDirty);
	return Object.fromEntries(dirty.map(document => [vscode.workspace.asRelativePath(document.uri, true), document.getText()]));
}

/** Writes a file, and then something else into its editor, which stays unsaved. */
export async function typeInto(path: string, saved: string, typed: string): Promise<vscode.TextEditor> {
	const editor = await vscode.window.showTextDocument(await put(path, saved));
	// Where the editor learns only now what was written, it takes no edit.
	await until(
		async () => editor.edit(edit => edit.replace(new vscode.Range(0, 0, editor.document.lineCount, 0), typed)),
		`${path} is typed into`,
	);
	return editor;
}

/** Saves what was changed in files that no editor shows, and the editors too, when the user would. */
export const saveAll = (): Thenable<boolean> => vscode.workspace.saveAll();

/** Waits until a file says something. */
export async function says(path: string, text: string): Promise<void> {
	const now = async () => (await vscode.workspace.openTextDocument(place(path))).getText();
	await until(async () => (await now()) === text, `${path} says ${text}`).catch(async (error: unknown) =>
		assert.fail(`${String(error)}; it says ${await now()}`),
	);
}

export const setting = (name: string, value: unknown): Thenable<void> =>
	vscode.workspace.getConfiguration().update(name, value, vscode.ConfigurationTarget.Global);

/** Three papers, in an empty library, and no other file in any of the folders. */
export async function begin(): Promise<void> {
	// In tests the editor gives up without a question what it shows unsaved. What no editor shows is saved, which takes least time, unless
	// its file changed behind it.
	await run('workbench.action.closeAllEditors');
	await saveAll();
	for (const document of vscode.workspace.textDocuments.filter(
		({ isDirty, uri }) => isDirty && vscode.workspace.getWorkspaceFolder(uri) !== undefined,
	)) {
		await vscode.window.showTextDocument(document);
		await run('workbench.action.revertAndCloseActiveEditor');
	}
	await run('notifications.clearAll');
	const api = await marginalia();
	const keys = (await api.papers()).map(paper => paper['citation-key']);
	if (keys.length > 0) {
		await run('marginalia.removePaper', keys);
	}
	for (const { uri } of vscode.workspace.workspaceFolders ?? []) {
		for (const [name] of await vscode.workspace.fs.readDirectory(uri)) {
			if (!['.vscode', '.marginalia'].includes(name)) {
				await vscode.workspace.fs.delete(vscode.Uri.joinPath(uri, name), { recursive: true });
			}
		}
	}
	await api.ingest(papers);
}

const papers = `@article{song2021score, title={Score Mixtures for Made-up Data}, author={Song, Ann}, year={2021}, abstract={Nothing in this abstract is true.}}
@article{hu2022lora, title={Small Adapters for Large Toys}, author={Hu, Carl}, year={2022}, abstract={Nothing in this abstract is true.}}
@article{ho2020toys, title={Diffusion of Toys}, author={Ho, Dan}, year={2020}, abstract={Nothing in this abstract is true.}}
`;

/** Every file of the three folders that is no setting and no library, in order. */
export async function files(): Promise<readonly string[]> {
	const found = await vscode.workspace.findFiles('**/*', null);
	return found
		.map(uri => vscode.workspace.asRelativePath(uri, true))
		.filter(path => !/\/\.(?:vscode|marginalia)\//.test(path))
		.sort();
}

/** Lets the library say something else of all papers, as a `git pull` would. */
export async function changeLibrary(from: string, to: string): Promise<void> {
	const volume = await onDisk('thesis/.marginalia/volume-0001.json');
	assert.ok(volume.includes(from), `the library does not say “${from}”`);
	await put('thesis/.marginalia/volume-0001.json', volume.replaceAll(from, to));
	await run('marginalia.refreshLibrary');
}
