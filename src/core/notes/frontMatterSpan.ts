/** Where the front matter of a text stands, in UTF-16 offsets. */
export interface FrontMatterSpan {
	/** The YAML between the two rules, with its last line ending. */
	readonly start: number;
	readonly end: number;
	/** Behind the closing rule and its line ending. */
	readonly next: number;
}

/** The front matter at the start of a text: YAML between a line `---` and a line `---` or `...`. https://pandoc.org/MANUAL.html#extension-yaml_metadata_block */
export function frontMatterSpan(text: string): FrontMatterSpan | undefined {
	const opening = /^\uFEFF?---[ \t]*(?:\r\n|[\n\r])/.exec(text)?.[0];
	if (opening === undefined) {
		return undefined;
	}
	const closing = /(?<=[\r\n])(?:---|\.\.\.)[ \t]*(?:\r\n|[\n\r]|$)/g;
	closing.lastIndex = opening.length;
	const found = closing.exec(text);
	return found ? { start: opening.length, end: found.index, next: found.index + found[0].length } : undefined;
}
