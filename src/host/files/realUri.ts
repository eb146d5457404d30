import { realpath } from 'node:fs/promises';
import { Uri } from 'vscode';

/** Where a file is once its symbolic links are followed; `undefined` where nothing is there, or it cannot be told. */
export async function realUri(uri: Uri): Promise<Uri | undefined> {
	return uri.scheme === 'file'
		? realpath(uri.fsPath).then(
				path => Uri.file(path),
				() => undefined,
			)
		: uri;
}
