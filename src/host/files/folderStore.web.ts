import { Uri } from 'vscode';
import type { FileStore } from '../../core/files/ports';
import { workspaceFileStore } from './workspaceFileStore';

/** In a web worker every folder is reached through VS Code. */
export function folderStore(folder: Uri): { readonly files: FileStore; readonly path: string } {
	return { files: workspaceFileStore(), path: folder.toString() };
}

/** The file that a path of {@link folderStore} names. */
export function uriOfPath(path: string): Uri {
	return Uri.parse(path);
}
