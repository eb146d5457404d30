import type { Range } from '../text/edits';
import { withoutPrefixes } from './linePrefixes';

/** Where the parts of a link's end stand: `(<destination> "title")` of an inline link, or what follows the colon of a definition. */
export interface LinkTail {
	/** Without angle brackets. */
	readonly destination: Range;
	/** Behind the closing bracket, or behind the definition's line. */
	readonly end: number;
}

/** Reads the `(...)` of an inline link. https://spec.commonmark.org/0.31.2/#inline-link */
export function readLinkTail(text: string, open: number, end: number): LinkTail | undefined {
	let at = skipSpace(text, open + 1, end);
	if (text[at] === ')') {
		return { destination: { start: at, end: at }, end: at + 1 };
	}
	const destination = readDestination(text, at, end);
	if (!destination) {
		return undefined;
	}
	at = destination.next;
	const behind = skipSpace(text, at, end);
	const title = behind > at ? readTitle(text, behind, end) : undefined;
	at = title === undefined ? behind : skipSpace(text, title, end);
	return at < end && text[at] === ')' ? { destination, end: at + 1 } : undefined;
}

/** Reads a definition, `[label]: destination "title"`, from its bracket. https://spec.commonmark.org/0.31.2/#link-reference-definition */
export function readDefinition(text: string, start: number, end: number): LinkTail | undefined {
	const labelEnd = readLabel(text, start, end);
	if (labelEnd === undefined || text[labelEnd] !== ':') {
		return undefined;
	}
	const destination = readDestination(text, skipSpace(text, labelEnd + 1, end), end);
	if (!destination || destination.next === labelEnd + 1) {
		return undefined;
	}
	const { next } = destination;
	const behind = skipSpace(text, next, end);
	const title = behind > next ? readTitle(text, behind, end) : undefined;
	const titled = title === undefined ? undefined : lineRest(text, title, end);
	const plain = lineRest(text, next, end);
	const stop = titled ?? plain;
	return stop === undefined ? undefined : { destination, end: stop };
}

/** Where the link definitions of a paragraph end; `found` is told of each. */
export function definitionsEnd(
	text: string,
	start: number,
	end: number,
	prefixes: readonly number[],
	found: (start: number, end: number) => void = () => undefined,
): number {
	if (text[start] !== '[') {
		return start;
	}
	const source = prefixes.length === 0 ? text : withoutPrefixes(text, start, end, prefixes);
	const origin = prefixes.length === 0 ? 0 : start;
	let at = start - origin;
	while (source[at] === '[') {
		const definition = readDefinition(source, at, end - origin);
		if (!definition) {
			break;
		}
		found(at + origin, definition.end + origin);
		at = skipSpace(source, definition.end, end - origin);
	}
	return at + origin;
}

/** Behind the `]` of `[label]`, which holds something and no bare bracket. */
function readLabel(text: string, start: number, end: number): number | undefined {
	const stop = Math.min(end, start + 1002);
	let filled = false;
	for (let at = start + 1; at < stop; at += 1) {
		const code = text.charCodeAt(at);
		if (code === 0x5c) {
			at += 1;
			filled = true;
		} else if (code === 0x5d) {
			return filled ? at + 1 : undefined;
		} else if (code === 0x5b) {
			return undefined;
		} else {
			filled ||= !isSpace(code);
		}
	}
	return undefined;
}

/** The standard asks for three levels of brackets; this is as many as the reference parsers take. */
const deepestBrackets = 32;

function readDestination(text: string, start: number, end: number): (Range & { readonly next: number }) | undefined {
	if (text[start] === '<') {
		return readAngled(text, start, end);
	}
	let depth = 0;
	let at = start;
	for (; at < end; at += 1) {
		const code = text.charCodeAt(at);
		if (code === 0x5c && isPunctuation(text.charCodeAt(at + 1))) {
			at += 1;
		} else if (code <= 0x20 || code === 0x7f) {
			break;
		} else if (code === 0x28) {
			depth += 1;
			if (depth > deepestBrackets) {
				return undefined;
			}
		} else if (code === 0x29) {
			if (depth === 0) {
				break;
			}
			depth -= 1;
		}
	}
	const stop = Math.min(at, end);
	const clean = stop >= end || isSpace(text.charCodeAt(stop)) || text.charCodeAt(stop) === 0x29;
	return depth === 0 && stop > start && clean ? { start, end: stop, next: stop } : undefined;
}

function readAngled(text: string, start: number, end: number): (Range & { readonly next: number }) | undefined {
	for (let at = start + 1; at < end; at += 1) {
		const code = text.charCodeAt(at);
		if (code === 0x5c) {
			at += 1;
		} else if (code === 0x3e) {
			return { start: start + 1, end: at, next: at + 1 };
		} else if (code === 0x3c || code === 0x0a || code === 0x0d) {
			return undefined;
		}
	}
	return undefined;
}

/** Behind a title in quotes or brackets, which has no blank line in it. */
function readTitle(text: string, start: number, end: number): number | undefined {
	const open = text[start];
	const close = open === '(' ? ')' : open;
	if (start >= end || (open !== '"' && open !== "'" && open !== '(')) {
		return undefined;
	}
	for (let at = start + 1; at < end; at += 1) {
		const letter = text[at];
		if (letter === '\\') {
			at += 1;
		} else if (letter === close) {
			return at + 1;
		} else if (letter === '(' && open === '(') {
			return undefined;
		}
	}
	return undefined;
}

/** The end of a line on which nothing follows. */
function lineRest(text: string, start: number, end: number): number | undefined {
	let at = start;
	while (at < end && (text[at] === ' ' || text[at] === '\t')) {
		at += 1;
	}
	return at >= end || text[at] === '\n' || text[at] === '\r' ? Math.min(at, end) : undefined;
}

export function skipSpace(text: string, start: number, end: number): number {
	let at = start;
	while (at < end && isSpace(text.charCodeAt(at))) {
		at += 1;
	}
	return at;
}

function isSpace(code: number): boolean {
	return code === 0x20 || (code >= 0x09 && code <= 0x0d);
}

function isPunctuation(code: number): boolean {
	return (
		(code >= 0x21 && code <= 0x2f) || (code >= 0x3a && code <= 0x40) || (code >= 0x5b && code <= 0x60) || (code >= 0x7b && code <= 0x7e)
	);
}
