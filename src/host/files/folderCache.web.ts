import { Uri, workspace } from 'vscode';
import { joinParts } from '../../core/data/binaryFile';
import { withChecksums, withoutChecksums } from '../../core/data/checksums';
import type { Cache } from '../../core/files/ports';
import { pause } from '../ui/pause';
import { readBytes } from './bytesOf';

/** A cache in a folder of the extension's storage, reached through VS Code. If anything goes wrong while reading, the cache has nothing. */
export function folderCache(folder: Uri): Cache {
	return {
		async read(name) {
			try {
				return withoutChecksums(await readBytes(Uri.joinPath(folder, name)));
			} catch {
				return undefined;
			}
		},
		write: async (name, parts) => workspace.fs.writeFile(Uri.joinPath(folder, name), joinParts(await withChecksums(parts, pause))),
	};
}
