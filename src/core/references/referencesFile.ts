import { updateBibReferences } from './bibReferences';
import { updateJsonReferences } from './jsonReferences';
import type { ReferencesUpdate, Wanted } from './referencesUpdate';

/**
 * The text of a references file (`.bib` or CSL-JSON) with the works that are cited. Only entries that carry our seal, and still fit it, are
 * changed or removed; everything else stays byte by byte, and new entries come last. An entry of ours that somebody edited is theirs from
 * then on.
 */
export function updateReferences(text: string, fileName: string, wanted: Wanted): ReferencesUpdate {
	return /\.json$/i.test(fileName) ? updateJsonReferences(text, wanted) : updateBibReferences(text, wanted);
}

export function isReferencesFile(path: string): boolean {
	return /\.(?:bib|bibtex|json)$/i.test(path);
}
