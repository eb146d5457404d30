import { addressPart, decodedAddress } from '../text/addressPart';
export const linkStyles = ['wikilink', 'markdown'] as const;
export type LinkStyle = (typeof linkStyles)[number];

/** The way from a file to another: `../notes/a.md`. */
export function relativePath(from: string, to: string): string {
	const start = from.split('/').slice(0, -1);
	const goal = to.split('/');
	const differs = goal.findIndex((part, index) => part !== start[index] || index === goal.length - 1);
	const shared = Math.min(differs, start.length);
	return [...start.slice(shared).map(() => '..'), ...goal.slice(shared)].join('/');
}

/** What CommonMark allows in a link destination without angle brackets. https://spec.commonmark.org/0.31.2/#link-destination */
export function encodePath(path: string): string {
	return path
		.split('/')
		.map(part => addressPart(part).replace(/[()]/g, sign => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`))
		.join('/');
}

/** What of a URI says where a file is. The path is not percent-encoded and begins with `/`. */
export interface FileAddress {
	readonly scheme: string;
	readonly authority: string;
	readonly path: string;
}

/** A URI as text, read; `undefined` for one without a path. */
export function fileAddress(uri: string): FileAddress | undefined {
	const [, scheme, authority = '', path = ''] = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(\/[^?#]*)/i.exec(uri) ?? [];
	return scheme === undefined
		? undefined
		: { scheme: scheme.toLowerCase(), authority: decodedAddress(authority), path: decodedAddress(path) };
}

/** The destination of a Markdown link in a file that leads to another; `undefined` where they are on different file systems. */
export function destinationFrom(from: FileAddress, to: FileAddress): string | undefined {
	return from.scheme === to.scheme && from.authority === to.authority ? encodePath(relativePath(from.path, to.path)) : undefined;
}
