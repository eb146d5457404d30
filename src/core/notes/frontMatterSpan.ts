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
	const dashes = closingRule(text, '---', opening.length, text.length);
	const dots = closingRule(text, '...', opening.length, dashes?.end ?? text.length);
	const closing = dots ?? dashes;
	return closing && { start: opening.length, ...closing };
}

/** The first line of a rule and blanks. */
function closingRule(text: string, rule: string, from: number, to: number): { readonly end: number; readonly next: number } | undefined {
	// A part: where the rule is missing, the search would go through all of the text.
	const part = to < text.length ? text.slice(0, to) : text;
	for (let at = part.indexOf(rule, from); at >= 0; at = part.indexOf(rule, at + 1)) {
		lineRest.lastIndex = at + rule.length;
		if (isLineEnd(text.charCodeAt(at - 1)) && lineRest.test(text)) {
			return { end: at, next: lineRest.lastIndex };
		}
	}
	return undefined;
}

const lineRest = /[ \t]*(?:\r\n|[\n\r]|$)/y;

function isLineEnd(code: number): boolean {
	return code === 0x0a || code === 0x0d;
}
