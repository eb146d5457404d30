import { Disposable } from 'vscode';

/** A browser starts no programs. */
export function offerProgram(): Disposable {
	return new Disposable(() => undefined);
}
