import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import type { Uri } from 'vscode';
import { isWritable as isWritableForEditor } from './writable.web';

/**
 * Whether a file, or a folder for new files, may be written to, as far as that can be told before. What has no write permission counts as
 * read-only for its owner too, as VS Code has it.
 */
export async function isWritable(uri: Uri): Promise<boolean> {
	if (uri.scheme !== 'file') {
		return isWritableForEditor(uri);
	}
	try {
		await access(uri.fsPath, constants.W_OK);
		return ((await stat(uri.fsPath)).mode & ownerWrites) !== 0;
	} catch (error) {
		if (error instanceof Error && 'code' in error) {
			return error.code === 'ENOENT';
		}
		throw error;
	}
}

const ownerWrites = 0o200;
