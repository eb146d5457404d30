import { decodedAddress } from './text/addressPart';
import { isWebAddress } from './links';

/**
 * What an address that stands in a record, a feed, a note or a message may do, decided here and nowhere else. Records come from strangers: whatever they say, only the web and an item in Zotero are handed
 * to the system, and only after a click; a file opens only as a PDF ({@link attachedPdf}). `undefined` for everything else (`file:`, `javascript:`, `command:`, `vscode:`, `ms-settings:`, `\\host\share`).
 */
export function openableAddress(address: string): string | undefined {
	return (isWebAddress(address) && !control.test(address)) || zoteroItem.test(address) ? address : undefined;
}

/** The same, but for pages of the web alone. */
export function webAddress(address: string | undefined): string | undefined {
	return address !== undefined && isWebAddress(address) && !control.test(address) ? address : undefined;
}

// The forms that Zotero documents for its own links: https://www.zotero.org/support/kb/zotero_select_links
const zoteroItem = /^zotero:\/\/(?:select|open-pdf)\/(?:library|groups\/\d+)\/items\/[A-Z0-9]{8}$/;
const control = /\p{Cc}/u;

/** A file system that the workspace itself is on. */
export interface FileSystemRoot {
	readonly scheme: string;
	readonly authority: string;
}

export type AttachedPdf =
	/** A path from a folder of the workspace, not percent-encoded. It may lead out of it: whoever opens it looks. */
	| { readonly kind: 'relative'; readonly path: string }
	| { readonly kind: 'absolute'; readonly address: string };

/**
 * Where the address of an attached file leads, if it may be looked at at all: its name ends in `.pdf`, and it is on this machine or on a file system that the workspace is on. No other host is ever asked
 * (`file://host/share`, `\\host\share`): looking is enough to send it the user's credentials. Whether it is a PDF, its bytes say ({@link isPdf}).
 */
export function attachedPdf(address: string, roots: readonly FileSystemRoot[]): AttachedPdf | undefined {
	const plain = decodedAddress(address);
	if (control.test(address) || control.test(plain) || !/[^\\/]\.pdf$/i.test(plain)) {
		return undefined;
	}
	if (!/^[a-z][a-z0-9+.-]+:/i.test(address)) {
		return isShare(address) || isShare(plain) ? undefined : { kind: 'relative', path: address };
	}
	const [, scheme = '', authority = '', path = ''] = /^([a-z][a-z0-9+.-]+):\/\/([^\\/?#]*)(\/[^\\?#]*)$/i.exec(address) ?? [];
	const isLocal = scheme.toLowerCase() === 'file' && authority === '';
	const isKnown = isLocal || roots.some(root => root.scheme === scheme.toLowerCase() && root.authority === decodedAddress(authority));
	return isKnown && path !== '' && !isShare(decodedAddress(path)) && !decodedAddress(path).includes('\\') ? { kind: 'absolute', address } : undefined;
}

/** So many bytes tell whether a file is a PDF. */
export const pdfHeadLength = 1024;

/** Whether a file that begins with these bytes is a PDF: readers take `%PDF-` within the first 1024 (ISO 32000-1, annex H.3, note 13). */
export function isPdf(head: Uint8Array): boolean {
	return String.fromCharCode(...head.subarray(0, pdfHeadLength)).includes('%PDF-');
}

function isShare(path: string): boolean {
	return /^[\\/]{2}/.test(path);
}
