/** What holds no prose. */
export type MaskKind = 'frontMatter' | 'code' | 'html' | 'attribute' | 'math' | 'tex' | 'definition' | 'url';

/** What the block scanner finds, in the order of the text. */
export interface BlockSink {
	mask?(kind: MaskKind, start: number, end: number): void;
	/**
	 * The text of a paragraph, a heading (`level` 1 to 6) or a table cell (`level` 0 for both). `prefixes` holds start and end of what stands
	 * at the start of its further lines and is no part of it (`> `), in pairs.
	 */
	inline?(start: number, end: number, level: number, prefixes: readonly number[]): void;
	/** A row of a table, told after its cells: where each cell stands, in pairs, as many as the table has columns at most. */
	row?(cells: readonly (readonly [number, number])[], isHead: boolean): void;
	/** All lines of raw HTML, told before what is in them. */
	htmlBlock?(start: number, end: number): void;
	/** Lines of tags and text up to a blank line: HTML to CommonMark, but Markdown between tags to pandoc. `prefixes` as above. */
	html?(start: number, end: number, prefixes: readonly number[]): void;
	/** A footnote written apart, from its `[^` to the end of its last line. */
	footnote?(start: number, end: number): void;
	/** Called where blocks stand in each other deeper than is followed here. */
	unsure?(): void;
	/** A block that stands in no other, told where it ends; a quotation, an item or a footnote, which holds others, where it begins. */
	top?(block: TopBlock): void;
}

/** A block at the top level of a text. */
export type TopBlock =
	| {
			readonly kind: 'heading';
			readonly level: number;
			readonly start: number;
			readonly end: number;
			readonly wordsStart: number;
			readonly wordsEnd: number;
	  }
	/**
	 * All of a paragraph, a table or a formula; of code, HTML, a rule or definitions, with their lines. `unclosed` begins as a formula does,
	 * but is a paragraph and maybe other blocks.
	 */
	| { readonly kind: 'text' | 'code' | 'html' | 'rule' | 'unclosed'; readonly start: number; readonly end: number }
	| { readonly kind: 'quote' | 'item' | 'footnote'; readonly start: number };
