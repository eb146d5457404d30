import { FileSystemError, workspace } from 'vscode';
import type { Uri } from 'vscode';

/** What a file holds; `undefined` where none can be read. */
export async function bytesOf(uri: Uri): Promise<Uint8Array | undefined> {
	try {
		return await workspace.fs.readFile(uri);
	} catch (error) {
		if (error instanceof FileSystemError) {
			return undefined;
		}
		throw error;
	}
}
