import { bibliographyKeys } from '../citing/keyOccurrences';
import { nearestKeys } from '../citing/keyProblems';
import type { JsonObject } from '../data/json';
import type { Head } from '../paper/head';
import type { Papers } from '../library/papers';
import { cut } from '../text/cut';

/** A citation key that no paper has, and keys that are written much like it. */
export interface UnknownKey extends JsonObject {
	readonly key: string;
	readonly similar: readonly string[];
}

/** So many unknown keys are looked at for similar ones: each is compared with every key of the library. */
const mostCompared = 20;
const mostNamed = 100;
const longestKey = 300;

/** What knows papers by their keys: the library, or what the keys of one document stand for. */
interface KeyHolder {
	head(key: string): Head | undefined;
}

/** The keys of some that no paper has, each once, at most 100, in their order. */
export function unknownKeysOf(keys: Iterable<string>, holder: KeyHolder, papers: Papers): readonly UnknownKey[] {
	const unknown = [...new Set(keys)].filter(key => holder.head(key) === undefined).slice(0, mostNamed);
	return unknown.map((key, index) => ({
		key: cut(key, longestKey),
		similar: index < mostCompared ? nearestKeys(key, papers.heads()) : [],
	}));
}

/** The keys that a text cites and no paper has. What names a work elsewhere, such as `doi:10.1/x`, a figure or a section, is no key. */
export function unknownKeysIn(text: string, languageId: string, papers: Papers, holder: KeyHolder = papers): readonly UnknownKey[] {
	return unknownKeysOf(citationsIn(text, languageId), holder, papers);
}

/** Every key that a text cites from a bibliography, each once, in order. */
export function citationsIn(text: string, languageId: string): readonly string[] {
	return [...new Set(bibliographyKeys(text, languageId))];
}

/** `“doe2002” (similar: doe2020), “roe”` */
export function listUnknown(unknown: readonly UnknownKey[]): string {
	const shown = unknown
		.slice(0, 10)
		.map(({ key, similar }) => `“${key}”${similar.length === 0 ? '' : ` (similar: ${similar.join(', ')})`}`);
	return `${shown.join(', ')}${unknown.length > shown.length ? `, and ${unknown.length - shown.length} more` : ''}`;
}
