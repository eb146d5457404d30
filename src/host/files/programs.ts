import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CancellationToken } from 'vscode';
import { Uri } from 'vscode';

/** How a program ended; `absent` where there is none of that name. */
export type ProgramEnd = { readonly kind: 'ended'; readonly code: number | null; readonly complaint: string } | { readonly kind: 'absent' };

/** Runs a program of the user's `PATH`, never by a shell, with a text as its standard input. Cancelling ends it. */
export function runProgram(
	[program = '', ...words]: readonly string[],
	{ input, folder, token }: { readonly input: string; readonly folder: string; readonly token: CancellationToken },
): Promise<ProgramEnd> {
	return new Promise((resolve, reject) => {
		const child = spawn(program, words, { cwd: folder, stdio: ['pipe', 'ignore', 'pipe'], windowsHide: true });
		const cancelling = token.onCancellationRequested(() => child.kill());
		let complaint = '';
		child.stderr.setEncoding('utf8').on('data', (text: string) => {
			// What ends a program is said last.
			complaint = (complaint + text).slice(-100_000);
		});
		// A program that ends early reads no more.
		child.stdin.on('error', () => undefined);
		child.on('error', (error: NodeJS.ErrnoException) => {
			cancelling.dispose();
			if (error.code === 'ENOENT') {
				resolve({ kind: 'absent' });
			} else {
				reject(error);
			}
		});
		child.on('close', code => {
			cancelling.dispose();
			resolve({ kind: 'ended', code, complaint });
		});
		child.stdin.end(input);
	});
}

/** Does something with a folder of its own, which is gone afterwards. */
export async function inTemporaryFolder<T>(work: (folder: Uri) => Promise<T>): Promise<T> {
	const folder = await mkdtemp(join(tmpdir(), 'marginalia-'));
	try {
		return await work(Uri.file(folder));
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}
