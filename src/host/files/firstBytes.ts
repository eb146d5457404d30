import { open, stat } from 'node:fs/promises';
import type { Uri } from 'vscode';
import { readBytes } from './bytesOf';
import { refuseEndless } from './disk';

/** The first bytes of a file, at most so many. Rejects where it cannot be read. */
export async function firstBytes(uri: Uri, count: number): Promise<Uint8Array> {
	if (uri.scheme !== 'file') {
		return (await readBytes(uri)).subarray(0, count);
	}
	await refuseEndless({ stat }, uri.fsPath);
	const file = await open(uri.fsPath);
	try {
		const { buffer, bytesRead } = await file.read(new Uint8Array(count), 0, count, 0);
		return buffer.subarray(0, bytesRead);
	} finally {
		await file.close();
	}
}
