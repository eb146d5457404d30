import { FilePermission, FileSystemError, workspace } from 'vscode';
import type { Uri } from 'vscode';

/** Whether a file may be written to, as far as its file system tells before. */
export async function isWritable(uri: Uri): Promise<boolean> {
	try {
		const { permissions } = await workspace.fs.stat(uri);
		return ((permissions ?? 0) & FilePermission.Readonly) === 0;
	} catch (error) {
		if (error instanceof FileSystemError) {
			return error.code === 'FileNotFound';
		}
		throw error;
	}
}
