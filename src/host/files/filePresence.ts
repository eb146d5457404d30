import { FileSystemError, FileType, workspace } from 'vscode';
import type { FileStat, Uri } from 'vscode';

/** Whether something stands at a place, nothing does, or that cannot be told: no permission, no connection. */
export async function presenceOf(uri: Uri): Promise<'there' | 'missing' | 'unknown'> {
	const found = await lookAt(uri);
	return typeof found === 'string' ? found : 'there';
}

/** Whether something is known to stand at a place. */
export async function isThere(uri: Uri): Promise<boolean> {
	return (await presenceOf(uri)) === 'there';
}

/** Whether a folder is known to stand at a place. */
export async function isFolder(uri: Uri): Promise<boolean> {
	const found = await lookAt(uri);
	return typeof found !== 'string' && (found.type & FileType.Directory) !== 0;
}

async function lookAt(uri: Uri): Promise<FileStat | 'missing' | 'unknown'> {
	try {
		return await workspace.fs.stat(uri);
	} catch (error) {
		if (error instanceof FileSystemError) {
			return error.code === 'FileNotFound' ? 'missing' : 'unknown';
		}
		throw error;
	}
}
