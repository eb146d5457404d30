import type { Citation, FoundCitation, Syntax, TextEdit } from './syntax';
import { syntaxOf } from './syntaxes';

export interface Insertion extends TextEdit {
	/** Where the caret goes, in the text after the edit: behind a new citation, or behind what was added to one. */
	readonly caret: number;
}

/**
 * The edit that cites works at an offset: a new citation (`[@a; @b]` in markdown, `\cite{a,b}` in LaTeX), or keys added to the one the offset lies in or directly
 * behind, those it has already left out. Offsets count UTF-16 units.
 */
export function insertCitation(text: string, offset: number, keys: readonly string[], languageId: string): Insertion {
	const syntax = syntaxOf(languageId, text);
	const at = characterStart(text, offset);
	const wanted = [...new Set(keys)];
	const around = citationAt(syntax.find(text), at);
	return around === undefined ? placed({ start: at, end: at, text: printed(syntax, wanted) }) : placed(extended(syntax, text, around, wanted));
}

/** The citation an offset lies in or directly behind; or directly before where it is parenthetical, since `[@b][@a]` would read as a link. */
export function citationAt<T extends FoundCitation>(citations: readonly T[], offset: number): T | undefined {
	return citations.find(({ form, start, end }) => (form === 'parenthetical' ? start <= offset : start < offset) && offset <= end);
}

function printed(syntax: Syntax, keys: readonly string[]): string {
	const citation: Citation = { form: 'parenthetical', cites: keys.map(key => ({ key })) };
	return keys.length === 0 ? '' : syntax.print(citation);
}

function extended(syntax: Syntax, text: string, citation: FoundCitation, keys: readonly string[]): TextEdit {
	const missing = keys.filter(key => !citation.cites.some(cite => cite.key === key));
	return missing.length === 0 ? { start: citation.end, end: citation.end, text: '' } : syntax.extend(text, citation, missing.map(key => ({ key })));
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
