import type { Uri } from 'vscode';
import type { Cache } from '../../core/files/ports';
import { diskCache } from './diskCache';

/** A cache in a folder of the extension's storage, which in the Node host is a disk of the machine it runs on. */
export function folderCache(folder: Uri): Cache {
	return diskCache(folder.fsPath);
}
