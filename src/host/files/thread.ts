import type { Uri } from 'vscode';
import type { Thread } from './nodeThread';
import { nodeThread } from './nodeThread';

export type { Thread };

/** {@link nodeThread} of a file by its URI. */
export function openThread(file: Uri): Promise<Thread> {
	return Promise.resolve(nodeThread(file.fsPath));
}
