import { isLinkingFile } from '../citing/languages';
import { pathIdentity } from './fileNames';

/** The name a wikilink knows a note by: `notes/song2021.md` is `song2021`. */
export function noteName(path: string): string {
	return withoutExtension(path.slice(path.lastIndexOf('/') + 1));
}

/** A path without the ending of a note. */
export function withoutExtension(path: string): string {
	return isLinkingFile(path) ? path.slice(0, path.lastIndexOf('.')) : path;
}

/** A path without percent-encoding; as it is where the encoding is broken. */
export function decodePath(path: string): string {
	if (!path.includes('%')) {
		return path;
	}
	try {
		return decodeURIComponent(path);
	} catch {
		return path;
	}
}

/**
 * Where a markdown link leads: `notes/a.md` and `part` of `notes/a.md#part`, both as they are written; an empty path is the file itself.
 */
export interface LinkDestination {
	readonly path: string;
	readonly heading?: string;
}

/** Reads a link's destination; `undefined` where it has a scheme, and leads out of the workspace. */
export function readDestination(destination: string): LinkDestination | undefined {
	const path = /^[^?#]*/.exec(destination)?.[0] ?? '';
	const hash = destination.indexOf('#');
	return /^(?:[A-Za-z][A-Za-z0-9+.-]+:|\/\/)/.test(path) ? undefined : { path, ...(hash >= 0 && { heading: destination.slice(hash + 1) }) };
}

/**
 * Where a link of a file leads, as an identity: `../b.md#part` from `file:///work/notes/a.md` is `file:///work/b.md`. A path that begins
 * with `/` counts from `root`.
 */
export function linkedIdentity(from: string, target: string, root = ''): string {
	const decoded = decodePath(target).replace(/\\(?=[!-/:-@[-`{-~])/g, '');
	return pathIdentity(wayFrom(decoded.startsWith('/') ? `${decodePath(root)}/` : decodePath(from), decoded));
}

/** Where a way from a file leads: `../b` from `file:///work/notes/a.md` is `file:///work/b`. All without percent-encoding. */
export function wayFrom(file: string, way: string): string {
	const parts = file.split('/').slice(0, -1);
	for (const part of way.split('/')) {
		if (part === '..' && parts.length > 3) {
			parts.pop();
		} else if (part !== '.' && part !== '' && part !== '..') {
			parts.push(part);
		}
	}
	return parts.join('/');
}
