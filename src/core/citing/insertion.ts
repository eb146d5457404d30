import { syntaxOf } from './languages';
import type { Citation, Cite, FoundCitation, Syntax } from './syntax';
import type { TextEdit } from '../text/edits';

export interface Insertion extends TextEdit {
	/** Where the caret goes, in the text after the edit: behind a new citation, or behind what was added to one. */
	readonly caret: number;
}

/**
 * The edit that cites works at an offset: a new citation (`[@a; @b]` in markdown, `\cite{a,b}` in LaTeX), or keys added to the one the
 * offset lies in or directly behind, those it has already left out. Where brackets or braces wait for a key, `[@a; ]` or `\cite{}`, keys
 * alone. Offsets count UTF-16 units.
 */
export function insertCitation(
	text: string,
	offset: number,
	keys: readonly string[],
	languageId: string,
	look: CitationLook = 'parenthetical',
): Insertion {
	return insertCites(
		text,
		offset,
		[...new Set(keys)].map(key => ({ key })),
		languageId,
		look,
	);
}

/** How a new citation reads: `[@doe]`, `@doe` or `[-@doe]`. */
export const citationLooks = ['parenthetical', 'narrative', 'suppressed'] as const;
export type CitationLook = (typeof citationLooks)[number];

/** As {@link insertCitation}, for cites with prefixes, locators and suffixes. A citation that is there keeps its look. */
export function insertCites(text: string, offset: number, cites: readonly Cite[], languageId: string, look: CitationLook): Insertion {
	const syntax = syntaxOf(languageId, text);
	const at = characterStart(text, offset);
	const around = citationAt(syntax.find(text), at);
	const missing = cites.filter(({ key }) => around?.cites.some(cite => cite.key === key) !== true);
	const begun = missing.length === 0 ? undefined : syntax.goOn?.(text, at, citationOf(missing, look), around);
	if (begun !== undefined) {
		return placed(begun);
	}
	if (around !== undefined) {
		return placed(extended(syntax, text, around, cites));
	}
	return placed({
		start: at,
		end: at,
		text: cites.length === 0 ? '' : (syntax.fill(text, at, citationOf(cites, look).cites) ?? syntax.print(citationOf(cites, look))),
	});
}

function citationOf(cites: readonly Cite[], look: CitationLook): Citation {
	return {
		form: look === 'narrative' ? 'narrative' : 'parenthetical',
		cites: look === 'suppressed' ? cites.map(cite => ({ ...cite, suppressAuthor: true })) : cites,
	};
}

/**
 * The citation an offset lies in or directly behind; or directly before where it is parenthetical, since `[@b][@a]` would read as a link.
 */
export function citationAt<T extends FoundCitation>(citations: readonly T[], offset: number): T | undefined {
	return citations.find(({ form, start, end }) => (form === 'parenthetical' ? start <= offset : start < offset) && offset <= end);
}

function extended(syntax: Syntax, text: string, citation: FoundCitation, cites: readonly Cite[]): TextEdit {
	const missing = cites.filter(({ key }) => !citation.cites.some(cite => cite.key === key));
	return missing.length === 0 ? { start: citation.end, end: citation.end, text: '' } : syntax.extend(text, citation, missing);
}

function placed(edit: TextEdit): Insertion {
	return { ...edit, caret: edit.start + edit.text.length };
}

/** The offset within the text, and not in the midst of a surrogate pair or a CRLF. */
function characterStart(text: string, offset: number): number {
	const at = Math.max(0, Math.min(offset, text.length));
	const splits = /^(?:[\uD800-\uDBFF][\uDC00-\uDFFF]|\r\n)$/.test(text.slice(Math.max(0, at - 1), at + 1));
	return splits ? at - 1 : at;
}
