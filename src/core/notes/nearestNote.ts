import { pathIdentity } from './fileNames';
import { decodePath, wayFrom, withoutExtension } from './notePaths';

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
 * `[[../notes/a]]` and `[[./a]]` count from the file, as Obsidian and Foam write them; `[[ml/hu2021]]` may be all of a key. `[[@kelp]]`
 * is also the file `@kelp.md`, as Obsidian's Citations plugin names notes.
 *
 * @param called the files that have a folded name, by which of these ways it may be
 */
export function nearestNote<T extends CallableNote>(target: string, from: string, called: (name: string) => readonly T[]): T | undefined {
	const wanted = pathIdentity(withoutExtension(target.replace(/^@/, '')));
	const name = wanted.slice(wanted.lastIndexOf('/') + 1);
	const isMeant = isRelative(wanted) ? atPath(pathIdentity(wayFrom(decodePath(from), wanted))) : underPath(wanted);
	const withPath = (nameOfFile: string, mark: string): Called<T> => ({
		said: nameOfFile,
		files: called(nameOfFile).filter(
			file => name === wanted || isMeant(withoutExtension(file.identity).replace(`/${mark}${name}`, `/${name}`)),
		),
	});
	const ways: readonly (() => Called<T>)[] = [
		() => withPath(name, ''),
		() => ({ said: wanted, files: called(wanted) }),
		() => withPath(`@${name}`, '@'),
	];
	for (const way of ways) {
		const { said, files } = way();
		const [nearest] = [...files].sort(
			(a, b) => callRank(a, said) - callRank(b, said) || distance(a.path, from) - distance(b.path, from) || (a.path < b.path ? -1 : 1),
		);
		if (nearest !== undefined) {
			return nearest;
		}
	}
	return undefined;
}

interface Called<T> {
	/** The folded name by which they are called. */
	readonly said: string;
	readonly files: readonly T[];
}

/** Whether a wikilink's target counts from the file that it stands in. */
export function isRelative(target: string): boolean {
	return /^\.{1,2}\//.test(target);
}

function atPath(wanted: string): (path: string) => boolean {
	return path => path === wanted;
}

function underPath(wanted: string): (path: string) => boolean {
	const end = `/${wanted.replace(/^\/+/, '')}`;
	return path => path.endsWith(end);
}

/** How surely a file is called by a folded name. */
function callRank(file: CallableNote, name: string): number {
	return pathIdentity(file.name) === name ? 0 : file.citationKey !== undefined && pathIdentity(file.citationKey) === name ? 1 : 2;
}

/** How many folders lie between two files. */
export function distance(path: string, from: string): number {
	const a = path.split('/');
	const b = from.split('/');
	const differs = a.findIndex((part, index) => part !== b[index]);
	return a.length + b.length - 2 * (differs < 0 ? a.length : differs);
}
