import { Uri } from 'vscode';
import { folderStore } from './folderStore';

/** Writes a file that the user named, whole or not at all, over one that is there. Rejects where it can't be written. */
export function writeText(uri: Uri, text: string): Promise<void> {
	return write(uri, text);
}

/** {@link writeText} of a file that is no text. */
export function writeBytes(uri: Uri, bytes: Uint8Array): Promise<void> {
	return write(uri, bytes);
}

async function write(uri: Uri, content: string | Uint8Array): Promise<void> {
	const { files, path } = folderStore(Uri.joinPath(uri, '..'));
	await files.write(`${path}/${uri.path.slice(uri.path.lastIndexOf('/') + 1)}`, content);
}
