import { localize } from '../data/localize';
import type { Head } from '../paper/head';
import { editDistance } from '../text/editDistance';

/** Why a text cannot be a citation key, in a plain sentence; `undefined` where it can be one in markdown, LaTeX and Typst alike. */
export function problemOfKey(key: string): string | undefined {
	if (key === '') {
		return localize('A citation key can’t be empty.');
	}
	const sign = /[^\p{L}\p{M}\p{N}_:.+/-]/u.exec(key)?.[0];
	if (sign !== undefined) {
		return /\s/.test(sign)
			? localize('A citation key can’t contain spaces. Use letters, digits and _ : . + / - only.')
			: localize('A citation key can’t contain “{0}”. Use letters, digits and _ : . + / - only.', sign);
	}
	return /^[\p{L}\p{N}_]/u.test(key) && /[\p{L}\p{M}\p{N}_]$/u.test(key)
		? undefined
		: localize('A citation key must begin and end with a letter or digit.');
}

/** Whether a key names a work elsewhere, as manubot's `doi:10.1/x` does, so that no library need have it. */
export function namesWorkElsewhere(key: string): boolean {
	return /^(?:doi|arxiv|pmid|pmcid|isbn|url|https?|wikidata|raw):/i.test(key);
}

/**
 * Whether a bare `@key` that no paper has most likely cites nobody: the name of a person or team somewhere (`@octocat`), of a package
 * (`@types/node`), of a rule or decorator (`@media`, `@override`). Keys of works mostly have a year.
 */
export function namesNoWork(key: string): boolean {
	return /^\p{L}[\p{L}_-]*(?:\/[\p{L}\p{N}._-]+)?$/u.test(key);
}

/** Whether a document seems to bring references of its own, which a library need not have. */
export function hasOwnReferences(text: string): boolean {
	return /^(?:bibliography|references)[ \t]*:|\\(?:bibliography|addbibresource|bibitem)\b|#bibliography\(/m.test(text);
}

/** Papers, or whatever else has a key to be compared. */
type Keyed = Pick<Head, 'key'>;

/**
 * The keys that differ least from one, at most `limit`: a third of its letters may differ, and what is written the same but for case comes
 * first.
 */
export function nearestKeys(key: string, known: Iterable<Keyed>, limit = 3): readonly string[] {
	return [...nearKeys(key, known)]
		.sort((a, b) => a.distance - b.distance || (a.key < b.key ? -1 : 1))
		.slice(0, limit)
		.map(found => found.key);
}

/** Whether there are {@link nearestKeys}. */
export function hasNearKey(key: string, known: Iterable<Keyed>): boolean {
	return nearKeys(key, known).next().done !== true;
}

function* nearKeys(key: string, known: Iterable<Keyed>): Generator<{ readonly key: string; readonly distance: number }, void> {
	if (key.length > longestMistyped) {
		return;
	}
	const sought = key.toLowerCase();
	const most = Math.max(1, Math.floor(sought.length / 3));
	for (const candidate of known) {
		if (Math.abs(candidate.key.length - sought.length) <= most) {
			const distance = editDistance(sought, candidate.key.toLowerCase(), most);
			if (distance <= most) {
				yield { key: candidate.key, distance };
			}
		}
	}
}

/** Comparing takes the product of both lengths, and nobody mistypes a longer key. In UTF-16 units. */
const longestMistyped = 300;
