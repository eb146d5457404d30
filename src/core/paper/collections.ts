/**
 * Collections of papers, which may lie in each other. A paper names each collection it is in by one text, the names from the outermost on
 * with ` > ` between them: `Thesis > Chapter 2`. That is a line of the library's own text, so that git merges it with the paper, and what
 * JabRef shows for its groups. A `>` inside a name has a backslash before it: `a \> b` is one name.
 */
export type CollectionPath = readonly string[];

const between = ' > ';

/** So deep may collections lie in each other; what is deeper is one name. */
export const deepestCollection = 32;

/** The names of a collection, the outermost first; none where the text names nothing. */
export function collectionPath(text: string): CollectionPath {
	const parts = text.split(/\s>\s/);
	const names = [...parts.slice(0, deepestCollection - 1), ...joined(parts.slice(deepestCollection - 1))];
	return names.map(name => name.replace(/(?<!\\)\\(\\*>)/g, '$1').trim()).filter(name => name !== '');
}

function joined(rest: readonly string[]): readonly string[] {
	return rest.length === 0 ? [] : [rest.join(between)];
}

/** The text that names a collection. {@link collectionPath} gives the names back. */
export function collectionText(path: CollectionPath): string {
	return path.map(name => name.replace(/(?<!\\)\\*>/g, '\\$&')).join(between);
}

/** The one spelling of a collection, by which two texts are compared; empty where it names nothing. */
export function sameCollection(text: string): string {
	return collectionText(collectionPath(text));
}

/** Whether a collection is another or lies somewhere in it. */
export function isWithin(path: CollectionPath, outer: CollectionPath): boolean {
	return outer.length <= path.length && outer.every((name, level) => name === path[level]);
}

/** A collection and all that it lies in, the outermost first. */
export function withOuter(path: CollectionPath): readonly CollectionPath[] {
	return path.map((_, level) => path.slice(0, level + 1));
}
