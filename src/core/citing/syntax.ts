import type { Range, TextEdit } from '../text/edits';
import type { Markup } from './wording';

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
	/**
	 * Locator and suffix as they are written, from the comma or space on, where the language of the document may tell more of them: `, S. 3,
	 * passim`.
	 */
	readonly tail?: string;
	/** The next work stands in the same part, within what follows this one: `[@roe2019, but see @doe2018]`. */
	readonly holdsNext?: true;
	/** `-@doe2020`: the text has named the author already. */
	readonly suppressAuthor?: true;
}

/**
 * How a citation reads: `parenthetical` (Doe, 2020), `narrative` Doe (2020), in a `note`, its `author`, `year` or `title` alone, the `full`
 * reference, or `uncited`: only the reference list has it.
 */
export type CitationForm = 'parenthetical' | 'narrative' | 'note' | 'author' | 'year' | 'title' | 'full' | 'uncited';

/** One citation of a text: `[see @a; @b]` is one of two cites. */
export interface Citation {
	readonly form: CitationForm;
	readonly cites: readonly Cite[];
	/** It stands in a footnote of the text, where a style of notes makes no other. */
	readonly inNote?: true;
	/** It opens that footnote, and needs no parentheses there. */
	readonly opensNote?: true;
	/** Whether what stands in that footnote is a sentence with it: nothing more stands in the paragraph, or the next word begins another. */
	readonly endsNote?: true;
	/** Its rank in the order in which readers meet the citations, where footnotes make that another than the order of the text. */
	readonly order?: number;
	/** How many footnotes of the text come before it, with the one it stands in. */
	readonly ownNotes?: number;
}

export interface FoundCite extends Cite, Range {
	/** The key itself, without `@` or braces. */
	readonly keyStart: number;
	readonly keyEnd: number;
}

export interface FoundCitation extends Citation, Range {
	/** It stands where the preview doesn't look: in an option of a cell of code, which shows as it is written, or in metadata. */
	readonly isUnseen?: true;
	readonly cites: readonly FoundCite[];
}

/** What is typed at an offset of a text, as a syntax is asked whether it is the start of a key. */
export interface Typing {
	readonly text: string;
	readonly offset: number;
	/** Whether a word is a key as it stands; without it a query is one word. */
	readonly isKey?: (word: string) => boolean;
	/** Whether text at an offset of a Markdown document is prose. */
	readonly isProse: (at: number) => boolean;
}

/** What can be completed at an offset. The range is what a choice replaces. */
export type CompletionPlace = Range &
	/**
	 * A key, of which `query` is typed. `bare`: any key can be written there as it is, as in `\cite{`; elsewhere odd ones need the braces of
	 * `@{odd:}`.
	 */
	(
		| { readonly kind: 'key'; readonly query: string; readonly bare: boolean }
		/** A locator after a key in brackets, `[@doe, ch`. */
		| { readonly kind: 'locator'; readonly key: string; readonly query: string }
	);

/** A way of writing citations: a file each, and a row in languages.ts, which names those that are there. */
export interface Syntax {
	readonly id: string;
	/** As people name it: `LaTeX (natbib)`. */
	readonly label: string;
	/** The language in which the words of its prefixes and suffixes are written. */
	readonly markup: Markup;
	/** Every citation of a text in order, none overlapping another. Never throws, and takes time in proportion to the text. */
	readonly find: (text: string) => readonly FoundCitation[];
	readonly print: (citation: Citation) => string;
	/**
	 * The forms that it cannot say: printed they would read as another, or the document would not compile. What else it would lose,
	 * `conversion.ts` sees in what it prints.
	 */
	readonly lacks: readonly CitationForm[];
	/** What to insert where, so that a citation found in `text` has these cites as well. */
	readonly extend: (text: string, citation: FoundCitation, cites: readonly Cite[]) => TextEdit;
	/**
	 * What to write at an offset where a citation is begun and has no key yet, as in `[|]` and `\cite{|}`; `undefined` where none is begun.
	 */
	readonly fill: (text: string, at: number, cites: readonly Cite[]) => string | undefined;
	/**
	 * The edit that completes a citation of which more than brackets stands there, as in `@|` or `[see |]`; `undefined` where none is begun.
	 * `around` is a citation that the offset lies in.
	 */
	readonly goOn?: (text: string, at: number, citation: Citation, around: FoundCitation | undefined) => TextEdit | undefined;
	/**
	 * What completing a key writes in place of all from `start` on, where the key cannot be written as it stands: `@DBLP:a/b` is no label in
	 * Typst.
	 */
	readonly completed?: (text: string, place: Range, key: string) => TextEdit | undefined;
	/** What is being typed; `undefined` where it is no key and no locator. */
	readonly complete: (typing: Typing) => CompletionPlace | undefined;
	/** Matches each line up to a caret at which {@link complete} may answer: asked before the whole text is looked at. */
	readonly begins: RegExp;
	/** The characters after which an editor should ask. */
	readonly triggers: readonly string[];
}
