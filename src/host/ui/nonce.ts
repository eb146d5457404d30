import { randomBytes } from 'node:crypto';

/** A word nobody can guess, for the scripts and styles a webview may run. */
export function newNonce(): string {
	return randomBytes(18).toString('base64url');
}
