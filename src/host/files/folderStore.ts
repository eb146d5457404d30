import { Uri } from 'vscode';
import type { FileStore } from '../../core/files/ports';
import { nodeFileStore } from './nodeFileStore';
import { workspaceFileStore } from './workspaceFileStore';

/**
 * The store to use for a folder, and the folder's path in it. On a disk of this machine files are flushed and locked, which `workspace.fs`
 * cannot do.
 */
export function folderStore(folder: Uri): { readonly files: FileStore; readonly path: string } {
	return folder.scheme === 'file'
		? { files: nodeFileStore(), path: folder.fsPath }
		: { files: workspaceFileStore(), path: folder.toString() };
}

/** The file that a path of {@link folderStore} names. */
export function uriOfPath(path: string): Uri {
	return /^[a-z][a-z0-9+.-]+:\/\//i.test(path) ? Uri.parse(path) : Uri.file(path);
}
