import { FileSystemError, workspace } from 'vscode';
import type { Uri } from 'vscode';
import { checksumOf } from '../../core/data/checksums';
import { localize } from '../../core/data/localize';
import type { DocumentTakeBack } from '../../core/library/recordedLibrary';
import { differenceOf } from '../../core/text/edits';
import { bytesOf, readBytes } from '../files/bytesOf';
import { isThere } from '../files/filePresence';
import { editExactly, refusalSentence } from './exactEditing';

/**
 * Takes an edit of a document back: the whole of it where nothing changed since, else the words that were added, where they are there
 * once.
 */
export function takeBackEdit(uri: Uri, before: string, after: string): DocumentTakeBack {
	const added = differenceOf(before, after);
	return async () => {
		if (!(await isThere(uri))) {
			return undefined;
		}
		const refused = await editExactly(uri, now => {
			if (now === after) {
				return { kind: 'edits', edits: [differenceOf(after, before)] };
			}
			const at = added.start === added.end ? now.indexOf(added.text) : -1;
			return at >= 0 && now.indexOf(added.text, at + 1) < 0
				? { kind: 'edits', edits: [{ start: at, end: at + added.text.length, text: '' }] }
				: { kind: 'problem', message: localize('It has been edited since. Undo the change in its editor.') };
		});
		return refused && { path: workspace.asRelativePath(uri), message: refusalSentence(refused) };
	};
}

/** Moves a file to the trash whose contents were given, where it still has them; where there is no trash, it stays. */
export function takeBackDownload(uri: Uri, contents: Uint8Array): DocumentTakeBack {
	const [{ length }, sum] = [contents, checksumOf(contents).join()];
	const path = workspace.asRelativePath(uri);
	return async () => {
		const now = await bytesOf(uri);
		if (now === undefined) {
			return undefined;
		}
		if (now.length !== length || checksumOf(now).join() !== sum) {
			return { path, message: localize('It was kept because it has been edited since.') };
		}
		try {
			await workspace.fs.delete(uri, { useTrash: true });
			return undefined;
		} catch (error) {
			if (error instanceof FileSystemError) {
				return { path, message: localize('It couldn’t be moved to the trash, so it was kept.') };
			}
			throw error;
		}
	};
}

/** Removes a file that was created, where nobody wrote into it since. */
export function takeBackCreation(uri: Uri, created: string): DocumentTakeBack {
	return async () => {
		if (!(await isThere(uri))) {
			return undefined;
		}
		const open = workspace.textDocuments.find(document => document.uri.toString() === uri.toString());
		const now = new TextDecoder().decode(await readBytes(uri));
		if (now !== created || open?.isDirty === true) {
			return { path: workspace.asRelativePath(uri), message: localize('It was kept because it has been edited since.') };
		}
		await workspace.fs.delete(uri, { useTrash: false });
		return undefined;
	};
}
