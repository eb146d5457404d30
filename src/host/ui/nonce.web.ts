/** A word nobody can guess, for the scripts and styles a webview may run. */
export function newNonce(): string {
	return crypto.randomUUID().replaceAll('-', '');
}
