import { Uri, workspace } from 'vscode';
import { joinParts } from '../../core/binaryFile';
import type { Cache } from '../../core/ports';

/** A cache in a folder of the extension's storage, reached through VS Code. Whatever hinders reading, the cache has nothing. */
export function folderCache(folder: Uri): Cache {
	return {
		async read(name) {
			try {
				return await workspace.fs.readFile(Uri.joinPath(folder, name));
			} catch {
				return undefined;
			}
		},
		write: async (name, parts) => workspace.fs.writeFile(Uri.joinPath(folder, name), joinParts(parts)),
	};
}
