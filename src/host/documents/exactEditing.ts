import { FileSystemError, Range, WorkspaceEdit, workspace } from 'vscode';
import type { TextDocument, Uri } from 'vscode';
import { localize } from '../../core/data/localize';
import type { TextEdit } from '../../core/text/edits';
import { readBytes } from '../files/bytesOf';

/** What a change of a document is to be; or, in a plain sentence, why there is none. */
export type Plan = { readonly kind: 'edits'; readonly edits: readonly TextEdit[] } | { readonly kind: 'problem'; readonly message: string };

/** Why a document can't be edited and saved without changing more of its file than was edited. */
export type Hindrance = { readonly kind: 'not-utf8' | 'mixed-line-ends' | 'different-on-disk' };

/** Why a file is as it was; where it is `unsaved`, the change was made, and is in its editor only. */
export type Refusal = Hindrance | { readonly kind: 'unplanned'; readonly message: string } | { readonly kind: 'changing' | 'unsaved' };

/** What a refusal is for people, who are to know what to do next. */
export function refusalSentence(refusal: Refusal): string {
	switch (refusal.kind) {
		case 'unplanned':
			return refusal.message;
		case 'not-utf8':
			return localize(
				'It isn’t saved as UTF-8. Select the encoding in the status bar, choose “Save with Encoding”, then UTF-8, and try again.',
			);
		case 'mixed-line-ends':
			return localize(
				'It has mixed line endings, which saving would make consistent. Choose one kind in the status bar, save, and try again.',
			);
		case 'different-on-disk':
			return localize('The editor and the file differ. Close the editor, save the file as UTF-8, and try again.');
		case 'changing':
			return localize('It keeps changing. Try again.');
		case 'unsaved':
			return localize('It couldn’t be saved. The change is still in its editor.');
	}
}

/**
 * Changes a text file and nothing of it but what the edits say, as one undo step. An editor with unsaved text is edited in place and stays
 * unsaved; any other file is saved. Resolves to `undefined` when done.
 */
export async function editExactly(uri: Uri, plan: (text: string) => Plan): Promise<Refusal | undefined> {
	const document = await workspace.openTextDocument(uri);
	const deadline = Date.now() + patience;
	for (let tries = 0; tries === 0 || Date.now() < deadline; tries += 1) {
		const hindered = await hindrance(document);
		if (hindered !== undefined) {
			return hindered;
		}
		const planned = plan(document.getText());
		if (planned.kind === 'problem') {
			return { kind: 'unplanned', message: planned.message };
		}
		// Of an edit without changes the editor says that it was not applied.
		if (planned.edits.length === 0) {
			return undefined;
		}
		const wasUnsaved = document.isDirty || document.isUntitled;
		const edit = new WorkspaceEdit();
		for (const { start, end, text } of planned.edits) {
			edit.replace(uri, new Range(document.positionAt(start), document.positionAt(end)), text);
		}
		if (await workspace.applyEdit(edit)) {
			return wasUnsaved || (await saveExactly(document)) ? undefined : { kind: 'unsaved' };
		}
		// Somebody typed meanwhile: the text that they made of it is what counts.
		await new Promise(resolve => setTimeout(resolve, 30 * Math.min(tries + 1, 10)));
	}
	return { kind: 'changing' };
}

/** So long an edit is planned again that met a newer version of its text (ms): nobody types for longer without a pause. */
const patience = 15_000;

/**
 * Saves what an edit of ours left in a document, and nothing else: what formatters and the like make of the whole text as it is saved is
 * taken back, since nobody edits it. Resolves to `false` where the editor would not save.
 */
export async function saveExactly(document: TextDocument): Promise<boolean> {
	const text = document.getText();
	const hasFollowed = () => document.isDirty || document.getText() === text;
	if (!(await document.save())) {
		return false;
	}
	if (hasFollowed()) {
		return true;
	}
	const bytes = await readBytes(document.uri);
	const mark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? '\uFEFF' : '';
	await workspace.fs.writeFile(document.uri, new TextEncoder().encode(mark + text));
	for (let tries = 0; tries < 40 && !hasFollowed(); tries += 1) {
		await new Promise(resolve => setTimeout(resolve, 50));
	}
	return true;
}

/** Whether a file’s bytes are UTF-8, so that its text can be written back as it was read. What has no file yet is no hindrance. */
export async function isUtf8(uri: Uri): Promise<boolean> {
	if (uri.scheme === 'untitled') {
		return true;
	}
	try {
		new TextDecoder('utf-8', { fatal: true }).decode(await readBytes(uri));
		return true;
	} catch (error) {
		if (error instanceof FileSystemError && error.code === 'FileNotFound') {
			return true;
		}
		if (error instanceof TypeError) {
			return false;
		}
		throw error;
	}
}

/** The text of a file; `undefined` where there is none. */
export async function textOnDisk(uri: Uri): Promise<string | undefined> {
	try {
		return new TextDecoder().decode(await readBytes(uri));
	} catch (error) {
		if (error instanceof FileSystemError && error.code === 'FileNotFound') {
			return undefined;
		}
		throw error;
	}
}

/**
 * Why an edit and a save would change more of a file than what was edited; `undefined` where they would not. Editors make line endings
 * alike, and follow a file that changed underneath only after a moment. An editor with unsaved text is the user's to save.
 */
export async function hindrance(document: TextDocument): Promise<Hindrance | undefined> {
	if (!(await isUtf8(document.uri))) {
		return { kind: 'not-utf8' };
	}
	for (let tries = 0; tries < 40; tries += 1) {
		const onDisk = document.isDirty || document.isUntitled ? undefined : await textOnDisk(document.uri);
		const inEditor = document.getText();
		if (onDisk === undefined || onDisk === inEditor) {
			return undefined;
		}
		if (/\r\n/.test(onDisk) && /(?:^|[^\r])\n/.test(onDisk) && alike(onDisk) === alike(inEditor)) {
			return { kind: 'mixed-line-ends' };
		}
		await new Promise(resolve => setTimeout(resolve, 50));
	}
	return { kind: 'different-on-disk' };
}

function alike(text: string): string {
	return text.replace(/\r\n?/g, '\n');
}
