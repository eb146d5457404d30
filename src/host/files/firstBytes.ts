import { open } from 'node:fs/promises';
import { workspace } from 'vscode';
import type { Uri } from 'vscode';

/** The first bytes of a file, at most so many. Rejects where it cannot be read. */
export async function firstBytes(uri: Uri, count: number): Promise<Uint8Array> {
	if (uri.scheme !== 'file') {
		return (await workspace.fs.readFile(uri)).subarray(0, count);
	}
	const file = await open(uri.fsPath);
	try {
		const { buffer, bytesRead } = await file.read(new Uint8Array(count), 0, count, 0);
		return buffer.subarray(0, bytesRead);
	} finally {
		await file.close();
	}
}
