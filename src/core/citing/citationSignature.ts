import { addTo } from '../data/lists';
import type { Citation, FoundCitation } from './syntax';

/** The same text for citations that read the same wherever they stand. */
export function citationSignature({ form, inNote, cites }: Citation): string {
	return JSON.stringify([
		form,
		inNote,
		cites.map(({ key, prefix, locator, suffix, tail, suppressAuthor }) => [
			key,
			prefix,
			locator?.label,
			locator?.value,
			suffix,
			tail,
			suppressAuthor,
		]),
	]);
}

/**
 * What was formatted for a former state of a text, for the citations of its present state: those that read as before keep their look until
 * the new state is formatted. `undefined` for a citation that is new.
 */
export function carriedOver<T>(
	former: readonly Citation[],
	formatted: readonly T[],
	found: readonly FoundCitation[],
): readonly (T | undefined)[] {
	const looks = new Map<string, T[]>();
	for (const [index, citation] of former.entries()) {
		const look = formatted[index];
		if (look !== undefined) {
			const signature = citationSignature(citation);
			addTo(looks, signature, look);
		}
	}
	return found.map(citation => {
		const same = looks.get(citationSignature(citation));
		return same === undefined || same.length < 2 ? same?.[0] : same.shift();
	});
}
