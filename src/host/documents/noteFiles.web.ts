import { FileSystemError, FileType, Uri, workspace } from 'vscode';
import type { FileStamp } from '../../core/notes/noteIndex';
import { largestNote } from '../../core/notes/noteSize';
import type { NoteSource } from '../../core/notes/syncNotes';

/** Files of the workspace by their URIs as text, reached through VS Code. A file that is gone or must not be read is nobody's note. */
export const noteFiles: NoteSource = {
	stamp,
	async read(path) {
		const found = await stamp(path);
		if (found === undefined || found.size > largestNote) {
			return found && { stamp: found, text: undefined };
		}
		const bytes = await unlessGone(workspace.fs.readFile(Uri.parse(path)));
		// TextDecoder drops a byte order mark, as editors do.
		return bytes && { stamp: found, text: new TextDecoder().decode(bytes) };
	},
};

async function stamp(path: string): Promise<FileStamp | undefined> {
	const found = await unlessGone(workspace.fs.stat(Uri.parse(path)));
	return found && (found.type & FileType.File) !== 0 ? { modified: found.mtime, size: found.size } : undefined;
}

async function unlessGone<T>(result: Thenable<T>): Promise<T | undefined> {
	try {
		return await result;
	} catch (error) {
		if (error instanceof FileSystemError) {
			return undefined;
		}
		throw error;
	}
}
