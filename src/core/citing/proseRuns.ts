import { inlineMask } from './inlineMask';
import { scanBlocks } from './scanBlocks';
import type { Range } from './syntax';

/** The inline text of one block (a paragraph, a heading, a row of a table), and what in it is code, markup, a link or a formula. */
export interface ProseRun extends Range {
	/** Sorted, none overlapping another. */
	readonly masked: readonly Range[];
}

/**
 * The runs of a markdown document's text with a sign in them, in order. Front matter, code, comments and link definitions are in no run.
 * Markdown within HTML elements counts as text, as for pandoc.
 */
export function proseRuns(text: string, sign: string): readonly ProseRun[] {
	const { runs, definitions } = scanBlocks(text);
	return runs.filter(({ start, end }) => text.slice(start, end).includes(sign)).map(run => ({ ...run, masked: inlineMask(text, run, definitions) }));
}
