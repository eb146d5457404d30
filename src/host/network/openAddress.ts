import { Uri, env } from 'vscode';

/** Hands an address to the system after a click, if it is one that may be opened; says whether it was. */
export async function openAddress(address: string): Promise<boolean> {
	const { openableAddress } = await import('../../core/text/addresses');
	const openable = openableAddress(address);
	return openable !== undefined && env.openExternal(Uri.parse(openable, true));
}
