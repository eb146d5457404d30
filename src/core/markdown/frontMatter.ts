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

/** A field of metadata whose value cites: `nocite` by keys alone, the others as the text does. */
export interface CitingField extends Range {
	readonly name: 'nocite' | 'abstract' | 'thanks';
}

/**
 * The values of the fields that may cite, of the front matter or of another block of metadata, in their order: the rest of the line, and
 * the lines after it that are indented, items of a list or empty. pandoc reads every value as Markdown; others hold titles of strangers.
 */
export function citingFields(text: string, block?: FrontMatterSpan): readonly CitingField[] {
	const span = /\b(?:nocite|abstract|thanks)\b/.test(text) ? (block ?? frontMatterSpan(text)) : undefined;
	if (span === undefined) {
		return [];
	}
	const inside = text.slice(span.start, span.end);
	return Array.from(
		inside.matchAll(/(?<![^\r\n])(?:(nocite)|(abstract)|thanks)[ \t]*:/g),
		({ 0: field, 1: nocite, 2: abstract, index }) => {
			const start = index + field.length;
			const nextField = /(?:\r\n|[\n\r])(?![ \t\r\n#]|- )/.exec(inside.slice(start));
			const end = nextField === null ? inside.length : start + nextField.index + nextField[0].length;
			return {
				name: nocite !== undefined ? 'nocite' : abstract !== undefined ? 'abstract' : 'thanks',
				start: span.start + start,
				end: span.start + end,
			};
		},
	);
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
