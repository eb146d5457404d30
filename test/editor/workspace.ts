import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { MarginaliaApi } from '../../src/api';

/** The extension's API, when all features are there. */
export async function marginalia(): Promise<MarginaliaApi> {
	const extension = vscode.extensions.getExtension<MarginaliaApi>('marginalia.marginalia');
	assert.ok(extension, 'the extension is not installed');
	const api = await extension.activate();
	await api.paper('');
	return api;
}

export function root(): vscode.Uri {
	const folder = vscode.workspace.workspaceFolders?.[0];
	assert.ok(folder, 'no folder is open');
	return folder.uri;
}

export function file(path: string): vscode.Uri {
	return vscode.Uri.joinPath(root(), path);
}

export async function write(path: string, text: string): Promise<vscode.Uri> {
	const uri = file(path);
	await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
	return uri;
}

export async function read(uri: vscode.Uri): Promise<string> {
	return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
}

/** Whether the file is there. */
export async function exists(uri: vscode.Uri): Promise<boolean> {
	try {
		await vscode.workspace.fs.stat(uri);
		return true;
	} catch (error) {
		if (error instanceof vscode.FileSystemError) {
			return false;
		}
		throw error;
	}
}

/** Shows a document with a cursor at every `|` of the text. */
export async function openWithCursors(text: string, language: string): Promise<vscode.TextEditor> {
	const document = await vscode.workspace.openTextDocument({ language, content: text.replaceAll('|', '') });
	const parts = text.split('|');
	const offsets = parts.slice(0, -1).map((_, index) => parts.slice(0, index + 1).join('').length);
	const selections = offsets.map(offset => new vscode.Selection(document.positionAt(offset), document.positionAt(offset)));
	const [selection] = selections;
	// The window tells of the cursor it began with a moment later: one that is only set here may be lost.
	const editor = await vscode.window.showTextDocument(document, selection && { selection });
	if (selections.length > 1) {
		editor.selections = selections;
	}
	return editor;
}

/** The document's text with a `|` at every cursor. */
export function textWithCursors(editor: vscode.TextEditor): string {
	const offsets = editor.selections.map(selection => editor.document.offsetAt(selection.active)).sort((a, b) => b - a);
	return offsets.reduce((text, offset) => text.slice(0, offset) + '|' + text.slice(offset), editor.document.getText());
}

/** Waits until something is true; fifteen seconds at most, or as many as the editor's own work may take. */
export async function until(condition: () => boolean | Promise<boolean>, what: string, seconds = 15): Promise<void> {
	for (let tries = 0; tries < 20 * seconds; tries += 1) {
		if (await condition()) {
			return;
		}
		await new Promise(resolve => setTimeout(resolve, 50));
	}
	assert.fail(`waited in vain until ${what}`);
}

/** Leaves no paper, no note and no open editor behind. */
export async function tidy(): Promise<void> {
	await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
	await vscode.commands.executeCommand('workbench.action.closeAllEditors');
	const api = await marginalia();
	const keys = (await api.papers()).map(paper => paper['citation-key']);
	if (keys.length > 0) {
		await vscode.commands.executeCommand('marginalia.removePaper', keys);
	}
	await vscode.commands.executeCommand('marginalia.clearFilter');
	for (const folder of ['notes', 'elsewhere']) {
		if (await exists(file(folder))) {
			await vscode.workspace.fs.delete(file(folder), { recursive: true });
		}
	}
}
