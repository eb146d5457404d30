import { decodedAddress } from './addressPart';

/**
 * What an address that stands in a record, a feed, a note or a message may do, decided here and nowhere else. Records come from strangers:
 * whatever they say, only the web and an item in Zotero are handed to the system, and only after a click; a file opens only as a PDF
 * ({@link attachedPdf}). `undefined` for everything else (`file:`, `javascript:`, `command:`, `vscode:`, `ms-settings:`, `\\host\share`).
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
	{ readonly kind: 'relative'; readonly path: string } | { readonly kind: 'absolute'; readonly address: string };

/**
 * Where the address of an attached file leads, if it may be looked at at all: its name ends in `.pdf`, and it is on this machine or on a
 * file system that the workspace is on. No other host is ever asked (`file://host/share`, `\\host\share`): looking is enough to send it the
 * user's credentials. Whether it is a PDF, its bytes say ({@link isPdf}).
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
	return isKnown && path !== '' && !isShare(decodedAddress(path)) && !decodedAddress(path).includes('\\')
		? { kind: 'absolute', address }
		: undefined;
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

/** Where the links of a text stand, in UTF-16 offsets, for showing them in place. */
export function locateLinks(text: string): readonly { readonly start: number; readonly end: number; readonly url: string }[] {
	return [...text.matchAll(address)].map(match => {
		const url = trimAddress(match[0]);
		return { start: match.index, end: match.index + url.length, url };
	});
}

/** Whether an address may be opened in a browser: http(s) and nothing else. */
export function isWebAddress(url: string): boolean {
	return /^https?:\/\/[^\s/?#]/i.test(url);
}

/**
 * Whether a host, as WHATWG's URL writes it (small letters, `127.0.0.1` for `0x7f.1`), is one of the public web by its name: a record from
 * a stranger must not make this computer ask others in its network. Numbers are none, since no publisher has one.
 * https://www.rfc-editor.org/rfc/rfc6761, https://www.rfc-editor.org/rfc/rfc8375
 */
export function isPublicHost(host: string): boolean {
	const name = host.replace(/\.$/, '');
	return (
		/^(?:[a-z0-9_-]+\.)+[a-z][a-z0-9-]*$/.test(name) &&
		!/(?:^|\.)(?:localhost|local|internal|intranet|lan|home|corp|private|test|invalid|home\.arpa)$/.test(name)
	);
}

/**
 * A relative address at the address it stands in, as browsers resolve it: `a`, `./a`, `../a`, `/a`, `//host/a`, `?q`. One that is absolute,
 * or that has no base on the web, stays. https://www.rfc-editor.org/rfc/rfc3986#section-5.2
 */
export function resolvedAddress(address: string, base: string | undefined): string {
	const [, host, path = ''] = /^(https?:\/\/[^/?#]+)([^?#]*)/i.exec(base ?? '') ?? [];
	if (host === undefined || /^[a-z][a-z0-9+.-]*:/i.test(address)) {
		return address;
	}
	if (address.startsWith('//')) {
		return `${host.slice(0, host.indexOf(':') + 1)}${address}`;
	}
	if (/^[?#]/.test(address)) {
		return host + (path || '/') + address;
	}
	const [, own = '', rest = ''] = /^([^?#]*)(.*)$/s.exec(address) ?? [];
	const from = own.startsWith('/') ? '' : path.slice(0, path.lastIndexOf('/') + 1) || '/';
	const steps: string[] = [];
	for (const [at, step] of (from + own).split('/').slice(1).entries()) {
		if (step === '..') {
			steps.pop();
		}
		if (step !== '..' && step !== '.') {
			steps.push(step);
		} else if (at === (from + own).split('/').length - 2) {
			steps.push('');
		}
	}
	return `${host}/${steps.join('/')}${rest}`;
}

// A brace ends an address: `https://example.org/data{new benchmark}` is what is left of \href{...}{new benchmark}. None need stand before
// it: `this fieldhttps://...`.
const address = /https?:\/\/[^\s<>"“”{}|\\^`]+/gi;

/** Without the punctuation of the sentence: a full stop, a comma, a bracket that was opened before the address. */
function trimAddress(url: string): string {
	// How many more brackets close than open, up to the end that is looked at.
	let round = 0;
	let square = 0;
	for (const sign of url) {
		round += turn(sign, '(', ')');
		square += turn(sign, '[', ']');
	}
	for (let end = url.length; end > 0; end -= 1) {
		const sign = url.charAt(end - 1);
		if (!sentenceMarks.includes(sign) && !(sign === ')' && round > 0) && !(sign === ']' && square > 0)) {
			return url.slice(0, end);
		}
		round -= turn(sign, '(', ')');
		square -= turn(sign, '[', ']');
	}
	return '';
}

const sentenceMarks = ".,;:!?'’*…";

function turn(sign: string, open: string, close: string): number {
	return sign === close ? 1 : sign === open ? -1 : 0;
}
