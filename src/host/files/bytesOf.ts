import { FileSystemError, FileType, workspace } from 'vscode';
import type { Uri } from 'vscode';
import { reasonOfFailure } from '../../core/files/fileFailure';
import { hindranceOf } from './readable';

/** In bytes: no string of JavaScript is longer, and of no encoding does a text have more characters than bytes. */
const largestText = 2 ** 29 - 24;

/**
 * What a file of at most so many bytes holds. Rejects with a `FileSystemError` that says why it cannot be read; its code is `ENOTFILE` for
 * a pipe or a device, which may never end, `EFBIG` for a larger file, else VS Code's. Everything that reads a file through VS Code calls
 * this, never `workspace.fs.readFile`, which waits for a pipe for ever.
 */
export async function readBytes(uri: Uri, largest = largestText): Promise<Uint8Array> {
	await refuseUnreadable(uri, largest);
	return workspace.fs.readFile(uri);
}

/** Rejects as {@link readBytes} does, for what is opened rather than read. */
export async function refuseUnreadable(uri: Uri, largest = largestText): Promise<void> {
	const { type, size } = await workspace.fs.stat(uri);
	const code = hindranceOf(
		{
			isFile: (type & FileType.File) !== 0,
			isFolder: (type & FileType.Directory) !== 0,
			isLink: (type & FileType.SymbolicLink) !== 0,
			size,
			// What the file systems of other extensions say of the kind may be nothing.
			isOnDisk: ['file', 'vscode-remote'].includes(uri.scheme),
		},
		largest,
	);
	if (code !== undefined) {
		throw Object.assign(new FileSystemError(reasonOfFailure(code)), { code });
	}
}

/** What a file holds; `undefined` where none can be read. */
export async function bytesOf(uri: Uri): Promise<Uint8Array | undefined> {
	try {
		return await readBytes(uri);
	} catch (error) {
		if (error instanceof FileSystemError) {
			return undefined;
		}
		throw error;
	}
}
