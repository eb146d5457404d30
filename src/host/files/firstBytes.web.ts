import type { Uri } from 'vscode';
import { readBytes } from './bytesOf';

/** The first bytes of a file, at most so many. Rejects where it cannot be read. */
export async function firstBytes(uri: Uri, count: number): Promise<Uint8Array> {
	return (await readBytes(uri)).subarray(0, count);
}
