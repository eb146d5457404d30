import { FileSystemError, Uri, workspace } from 'vscode';
import { localize } from '../../core/data/localize';
import { uniqueId } from './uniqueId';

/** What came of creating a file; `message` is the file system's. */
export type NewFile = { readonly kind: 'created' } | { readonly kind: 'exists' } | { readonly kind: 'failed'; readonly message: string };

/**
 * Creates a file with its folder, of a text or bytes, never over one that is there. Not by `WorkspaceEdit.createFile`: that puts the file's
 * deletion on the undo stack of its text, so that undoing once too often deletes what was written there since, by whoever it was. VS Code's
 * own New File does as this does.
 */
export async function createFile(uri: Uri, contents: string | Uint8Array): Promise<NewFile> {
	const temporary = uri.with({ path: `${uri.path}.${uniqueId()}.tmp` });
	try {
		await workspace.fs.createDirectory(Uri.joinPath(uri, '..'));
		await workspace.fs.writeFile(temporary, typeof contents === 'string' ? new TextEncoder().encode(contents) : contents);
		await workspace.fs.rename(temporary, uri, { overwrite: false });
		if (typeof contents === 'string') {
			await whenShown(uri, contents);
		}
		return { kind: 'created' };
	} catch (error) {
		// The first failure is the one to tell.
		await workspace.fs.delete(temporary).then(undefined, () => undefined);
		if (!(error instanceof FileSystemError)) {
			throw error;
		}
		return error.code === 'FileExists' ? { kind: 'exists' } : { kind: 'failed', message: error.message };
	}
}

/** {@link createFile}; `undefined` when done, else what to tell the user. */
export async function problemOfCreating(uri: Uri, text: string): Promise<string | undefined> {
	const created = await createFile(uri, text);
	return created.kind === 'created'
		? undefined
		: created.kind === 'exists'
			? localize('A file with that name already exists.')
			: localize('It couldn’t be created: {0}', created.message);
}

/** Milliseconds between two looks, and how often one looks. */
const pauseBetweenLooks = 50;
const mostLooks = 40;

/**
 * Waits until an editor that still shows a file of this name that is gone has followed the disk: whoever edits the text next would edit the
 * old one.
 */
async function whenShown(uri: Uri, text: string): Promise<void> {
	const isBehind = () =>
		workspace.textDocuments.some(
			document => document.uri.toString() === uri.toString() && !document.isDirty && document.getText() !== text,
		);
	for (let looks = 0; looks < mostLooks && isBehind(); looks += 1) {
		await new Promise(resolve => setTimeout(resolve, pauseBetweenLooks));
	}
}
