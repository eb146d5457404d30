import { pathIdentity } from './fileNames';
import { withoutExtension } from './notePaths';

/** A file by what a wikilink says of it. */
export interface CallableNote {
	readonly path: string;
	readonly name: string;
	readonly citationKey: string | undefined;
	/** The path in the form that tells neither cases nor composed letters apart. */
	readonly identity: string;
}

/**
 * The note that `[[target]]` of a file leads to: by name or path, by citation key, by alias; the nearest where several are called so.
 * @param called the files that have a folded name, by which of these ways it may be
 */
export function nearestNote<T extends CallableNote>(target: string, from: string, called: (name: string) => readonly T[]): T | undefined {
	const wanted = pathIdentity(withoutExtension(target.replace(/^@/, '')));
	const name = wanted.slice(wanted.lastIndexOf('/') + 1);
	const found = called(name).filter(file => name === wanted || withoutExtension(file.identity).endsWith(`/${wanted.replace(/^\/+/, '')}`));
	return found.sort(
		(a, b) => callRank(a, name) - callRank(b, name) || distance(a.path, from) - distance(b.path, from) || (a.path < b.path ? -1 : 1),
	)[0];
}

/** How surely a file is called by a folded name. */
function callRank(file: CallableNote, name: string): number {
	return pathIdentity(file.name) === name ? 0 : file.citationKey !== undefined && pathIdentity(file.citationKey) === name ? 1 : 2;
}

/** How many folders lie between two files. */
function distance(path: string, from: string): number {
	const a = path.split('/');
	const b = from.split('/');
	const differs = a.findIndex((part, index) => part !== b[index]);
	return a.length + b.length - 2 * (differs < 0 ? a.length : differs);
}
