import { Uri } from 'vscode';
import type { ProgramEnd } from './programs';

/** A browser runs no programs. */
export function runProgram(): Promise<ProgramEnd> {
	return Promise.resolve({ kind: 'absent' });
}

export function inTemporaryFolder<T>(work: (folder: Uri) => Promise<T>): Promise<T> {
	return work(Uri.parse('memory:/'));
}
