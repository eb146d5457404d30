import type { Range } from '../text/edits';

/** Where the front matter of a text stands, in UTF-16 offsets. */
export interface FrontMatterSpan {
	/** The YAML between the two rules, with its last line ending. */
	readonly start: number;
	readonly end: number;
	/** Behind the closing rule and its line ending. */
	readonly next: number;
}

/**
 * The front matter at the start of a text: YAML between a line `---` and a line `---` or `...`.
 * https://pandoc.org/MANUAL.html#extension-yaml_metadata_block
 */
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

/**
 * All of the front matter at the start of a text with its rules, in YAML or in TOML between two lines `+++`; `undefined` where there is
 * none.
 */
export function frontMatterRange(text: string): Range | undefined {
	const next = frontMatterSpan(text)?.next ?? tomlEnd(text);
	return next === undefined ? undefined : { start: 0, end: next };
}

/**
 * The value of `nocite` in the front matter, or in another block of metadata: the rest of its line, and the lines after it that are
 * indented, items of a list or empty.
 */
export function nociteRange(text: string, block?: FrontMatterSpan): Range | undefined {
	const span = text.includes('nocite') ? (block ?? frontMatterSpan(text)) : undefined;
	if (span === undefined) {
		return undefined;
	}
	const field = /(?<![^\r\n])nocite[ \t]*:/.exec(text.slice(span.start, span.end));
	if (field === null) {
		return undefined;
	}
	const start = span.start + field.index + field[0].length;
	const nextField = /(?:\r\n|[\n\r])(?![ \t\r\n#]|- )/.exec(text.slice(start, span.end));
	return { start, end: nextField === null ? span.end : start + nextField.index + nextField[0].length };
}

function tomlEnd(text: string): number | undefined {
	if (!/^\uFEFF?\+\+\+[ \t]*[\r\n]/.test(text)) {
		return undefined;
	}
	return closingRule(text, '+++', 3, text.length)?.next;
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
