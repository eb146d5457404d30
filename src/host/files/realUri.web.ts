import type { Uri } from 'vscode';

/** Where a file is once its symbolic links are followed. A web worker reaches files through VS Code alone, which does not say. */
export async function realUri(uri: Uri): Promise<Uri | undefined> {
	return Promise.resolve(uri);
}
