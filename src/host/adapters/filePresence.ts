import { FileSystemError, FileType, workspace } from 'vscode';
import type { Uri } from 'vscode';

/** Whether something stands at a place, nothing does, or that cannot be told: no permission, no connection. */
export async function presenceOf(uri: Uri): Promise<'there' | 'missing' | 'unknown'> {
	try {
		await workspace.fs.stat(uri);
		return 'there';
	} catch (error) {
		if (error instanceof FileSystemError) {
			return error.code === 'FileNotFound' ? 'missing' : 'unknown';
		}
		throw error;
	}
}

/** Whether something is known to stand at a place. */
export async function isThere(uri: Uri): Promise<boolean> {
	return (await presenceOf(uri)) === 'there';
}

/** Whether a folder is known to stand at a place. */
export async function isFolder(uri: Uri): Promise<boolean> {
	try {
		return ((await workspace.fs.stat(uri)).type & FileType.Directory) !== 0;
	} catch (error) {
		if (error instanceof FileSystemError) {
			return false;
		}
		throw error;
	}
}
