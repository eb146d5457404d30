import { scanProse } from '../markdown/prose';
import { noteKeyPlace } from '../markdown/frontMatterLines';
import { isCrossReference } from './crossReferences';
import { namesWorkElsewhere } from './keyProblems';
import { familyOf, syntaxOf } from './languages';
import { latexItems } from './latexItems';
import type { Range } from '../text/edits';

/** A citation key where it stands in a text; the range is the key alone. */
export interface KeyOccurrence extends Range {
	readonly key: string;
	/** A citation; a link to a note, `[[key]]`; the `citation-key` in the front matter of a note; or a work written out, `\bibitem{key}`. */
	readonly kind: 'citation' | 'link' | 'note' | 'item';
	/** It stands in the words of a Markdown text, without brackets: `@octocat` may mean somebody else. */
	readonly isBare?: true;
}

/** Every key of a text in order. Offsets count UTF-16 units. */
export function keyOccurrences(text: string, languageId: string): readonly KeyOccurrence[] {
	const found = new Map<number, KeyOccurrence>();
	const family = familyOf(languageId);
	const others = family === 'markdown' ? [...noteKey(text), ...links(text)] : family === 'latex' ? items(text) : [];
	for (const occurrence of [...others, ...citedKeys(text, languageId)]) {
		found.set(occurrence.start, occurrence);
	}
	return [...found.values()].sort((a, b) => a.start - b.start);
}

/** Only the keys that are cited. */
export function citedKeys(text: string, languageId: string): readonly KeyOccurrence[] {
	const citations = syntaxOf(languageId, text).find(text);
	const isMarkdown = familyOf(languageId) === 'markdown';
	return citations.flatMap(({ form, cites, start, end }) =>
		cites.map(({ key, keyStart, keyEnd }) => ({
			key,
			start: keyStart,
			end: keyEnd,
			kind: 'citation' as const,
			...(isMarkdown && form === 'narrative' && end === keyEnd && start === keyStart - 1 ? { isBare: true as const } : {}),
		})),
	);
}

/** The keys of works that a text cites from a bibliography: none that names a work elsewhere, a figure or a section of the text itself. */
export function bibliographyKeys(text: string, languageId: string): readonly string[] {
	return citedKeys(text, languageId)
		.map(({ key }) => key)
		.filter(isOfBibliography);
}

/** Whether a cited key is to be found in a bibliography. */
export function isOfBibliography(key: string): boolean {
	return key !== '*' && !namesWorkElsewhere(key) && !isCrossReference(key);
}

function items(text: string): readonly KeyOccurrence[] {
	return latexItems(text).map(item => ({ ...item, kind: 'item' }));
}

function noteKey(text: string): readonly KeyOccurrence[] {
	const place = noteKeyPlace(text);
	return place === undefined ? [] : [{ ...place, kind: 'note' }];
}

/** `[[key]]`, `[[key|text]]`, `[[papers/key#part]]`; with an `@` before the key it is a citation as well. */
function links(text: string): readonly KeyOccurrence[] {
	return Array.from(
		scanProse(text, /\[\[((?:[^\][|#\n@]{0,200}\/)?@?)([^\][|#\n@/]{1,200}?)(?=\\?[\]|#])/g, '[['),
		({ 1: folder = '', 2: key = '', index }) => {
			const start = index + 2 + folder.length;
			return { key, start, end: start + key.length, kind: 'link' as const };
		},
	);
}
