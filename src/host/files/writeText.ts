import { Uri } from 'vscode';
import { folderStore } from './folderStore';

/** Writes a file that the user named, whole or not at all, over one that is there. Rejects where it can't be written. */
export async function writeText(uri: Uri, text: string): Promise<void> {
	const { files, path } = folderStore(Uri.joinPath(uri, '..'));
	await files.write(`${path}/${uri.path.slice(uri.path.lastIndexOf('/') + 1)}`, text);
}
