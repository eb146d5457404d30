import type { IncomingPaper } from '../paper';
import { updateBibReferences } from './bibReferences';
import { updateJsonReferences } from './jsonReferences';

/** What a references file should have. */
export interface Wanted {
	/** Every key that is cited, whether or not anybody knows its paper. */
	readonly cited: ReadonlySet<string>;
	/** The papers of those that are known, each under the key by which it is cited. */
	readonly papers: readonly IncomingPaper[];
	/** Whether entries of ours that nobody cites any more go. */
	readonly remove: boolean;
}

export type ReferencesUpdate =
	| {
			readonly kind: 'updated';
			readonly text: string;
			readonly added: number;
			readonly changed: number;
			readonly removed: number;
	  }
	/** The file is not what it should be, so that nobody can tell where its entries end. One-based line. */
	| { readonly kind: 'unreadable'; readonly line: number; readonly message: string };

/**
 * The text of a references file (`.bib` or CSL-JSON) with the works that are cited. Only entries that carry our seal, and still fit it, are changed or removed; everything else stays byte by byte, and new
 * entries come last. An entry of ours that somebody edited is theirs from then on.
 */
export function updateReferences(text: string, fileName: string, wanted: Wanted): ReferencesUpdate {
	return /\.json$/i.test(fileName) ? updateJsonReferences(text, wanted) : updateBibReferences(text, wanted);
}

export function isReferencesFile(path: string): boolean {
	return /\.(?:bib|bibtex|json)$/i.test(path);
}
