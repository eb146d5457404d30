import { citedKeys, isOfBibliography } from '../citing/keyOccurrences';

/** What a document cites, and the references file that it names, as the host calls it. */
export interface CitingDocument {
	readonly target: string | undefined;
	readonly keys: readonly string[];
	/** It cites the whole of its references file: `\nocite{*}`. */
	readonly all: boolean;
}

export function citingDocument(target: string | undefined, text: string, languageId: string): CitingDocument {
	const cited = citedKeys(text, languageId).map(({ key }) => key);
	return { target, keys: cited.filter(isOfBibliography), all: cited.includes('*') };
}

/** What a references file should have, and what must stay in it. */
export interface EntriesToKeep {
	/** The keys that it should have. */
	readonly wanted: ReadonlySet<string>;
	/** Those, and what any other document cites: an entry that one of them cites is used, whether or not that one names the file. */
	readonly cited: ReadonlySet<string>;
	/** Whether entries of ours that nobody cites go. */
	readonly remove: boolean;
}

/**
 * What is kept in a references file. `chosen` are the keys of the documents that it is kept for, `documents` all that may cite from it.
 * With one that cannot be read (`isComplete` is false), or one that cites everything, nobody can tell what is not cited: nothing is
 * removed.
 */
export function entriesToKeep(
	target: string,
	chosen: Iterable<string>,
	documents: readonly CitingDocument[],
	isComplete: boolean,
): EntriesToKeep {
	const naming = documents.filter(document => document.target === target);
	const wanted = new Set([...chosen, ...naming.flatMap(({ keys }) => keys)]);
	const remove = isComplete && !naming.some(({ all }) => all);
	return { wanted, cited: remove ? new Set([...wanted, ...documents.flatMap(({ keys }) => keys)]) : wanted, remove };
}
