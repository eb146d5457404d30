/** A stretch of a text in UTF-16 units, `end` exclusive. */
export interface Range {
	readonly start: number;
	readonly end: number;
}

/** What to put in place of a stretch of a text. */
export interface TextEdit extends Range {
	readonly text: string;
}

/** `label` is a CSL locator term (`page`, `chapter`, ...), `value` what stands behind it: `3-5`. */
export interface Locator {
	readonly label: string;
	readonly value: string;
}

/** One cited work within a citation. For `see @doe2020, p. 3, and elsewhere`: prefix `see`, locator page 3, suffix `, and elsewhere`. */
export interface Cite {
	readonly key: string;
	readonly prefix?: string;
	readonly locator?: Locator;
	readonly suffix?: string;
	/** `-@doe2020`: the text has named the author already. */
	readonly suppressAuthor?: true;
}

/**
 * How a citation reads: `parenthetical` (Doe, 2020), `narrative` Doe (2020), in a `note`, its `author`, `year` or `title` alone, the `full` reference,
 * or `uncited`: only the reference list has it.
 */
export type CitationForm = 'parenthetical' | 'narrative' | 'note' | 'author' | 'year' | 'title' | 'full' | 'uncited';

/** One citation of a text: `[see @a; @b]` is one of two cites. */
export interface Citation {
	readonly form: CitationForm;
	readonly cites: readonly Cite[];
	/** It stands in a footnote of the text, where a style of notes makes no other. */
	readonly inNote?: true;
}

export interface FoundCite extends Cite, Range {
	/** The key itself, without `@` or braces. */
	readonly keyStart: number;
	readonly keyEnd: number;
}

export interface FoundCitation extends Citation, Range {
	readonly cites: readonly FoundCite[];
}

/** A way of writing citations. One file each, listed in syntaxes.ts. */
export interface Syntax {
	readonly id: string;
	/** As people name it: `LaTeX (natbib)`. */
	readonly label: string;
	/** Every citation of a text in order, none overlapping another. Never throws, and takes time in proportion to the text. */
	readonly find: (text: string) => readonly FoundCitation[];
	readonly print: (citation: Citation) => string;
	/** What to insert where, so that a citation found in `text` has these cites as well. */
	readonly extend: (text: string, citation: FoundCitation, cites: readonly Cite[]) => TextEdit;
}

