import { parseJson } from '../data/json';
import { TextWindow } from './textWindow';

/** A part of a JSON text that holds one item, as it stands. */
export interface JsonItem {
	/** UTF-16 offset in the whole text. */
	readonly start: number;
	readonly text: string;
	/** How many brackets and braces are open at most within it. */
	readonly depth: number;
}

/**
 * The items of a JSON text, one by one, without parsing the whole: the elements of its list, or of the lists that an object has under the
 * given names, or the objects of a text that has one a line. What cannot be told apart comes as the rest of the text. Linear in the text.
 */
export function* jsonItems(text: string | TextWindow, lists: readonly string[] = []): Generator<JsonItem> {
	const window = typeof text === 'string' ? new TextWindow([text]) : text;
	for (let at = 0; ;) {
		at = skipBlank(window.text, at);
		const opened = window.text[at];
		const list = opened === '[' ? at + 1 : opened === '{' ? listOf(window.text, at, lists) : undefined;
		if (list !== undefined) {
			at = yield* elements(window, list);
			if (opened === '{') {
				return;
			}
			continue;
		}
		const value = valueAt(window.text, at);
		const end = at < window.text.length ? Math.max(value.end, at + 1) : at;
		if (end === window.text.length && window.more(at)) {
			at = 0;
		} else if (end === at) {
			return;
		} else {
			yield { start: window.offsetOf(at), text: window.text.slice(at, end), depth: value.depth };
			at = end;
		}
	}
}

/** The value that an object at the start of a text has under a name; `undefined` where it has none, or the text ends within it. */
export function memberOf(text: string, name: string): JsonItem | undefined {
	const start = skipBlank(text, 0);
	const at = text[start] === '{' ? memberAt(text, start, member => member === name) : undefined;
	if (at === undefined) {
		return undefined;
	}
	const { end, depth } = valueAt(text, at);
	return end === text.length ? undefined : { start: at, text: text.slice(at, end), depth };
}

/** The members of the object at the start of a text: their names, and where their values stand. */
export function membersOf(text: string): readonly { readonly name: string; readonly start: number; readonly end: number }[] {
	const members: { readonly name: string; readonly start: number; readonly end: number }[] = [];
	const start = skipBlank(text, 0);
	if (text[start] === '{') {
		memberAt(text, start, (written, at) => {
			const name = parseJson(`"${written}"`);
			members.push({ name: typeof name === 'string' ? name : written, start: at, end: valueAt(text, at).end });
			return false;
		});
	}
	return members;
}

/** Offset of the first element of the list that an object holds under one of some names. */
function listOf(text: string, object: number, names: readonly string[]): number | undefined {
	const value = names.length === 0 ? undefined : memberAt(text, object, (name, at) => text[at] === '[' && names.includes(name));
	return value === undefined ? undefined : value + 1;
}

/** Offset of the first value of an object that fits by its name and offset. */
function memberAt(text: string, object: number, fits: (name: string, value: number) => boolean): number | undefined {
	let at = skipBlank(text, object + 1);
	while (text[at] === '"') {
		const nameEnd = stringEnd(text, at);
		const name = text.slice(at + 1, nameEnd - 1);
		const colon = skipBlank(text, nameEnd);
		if (text[colon] !== ':') {
			return undefined;
		}
		const value = skipBlank(text, colon + 1);
		if (fits(name, value)) {
			return value;
		}
		at = skipBlank(text, valueAt(text, value).end);
		if (text[at] === ',') {
			at = skipBlank(text, at + 1);
		}
	}
	return undefined;
}

/** Yields the elements of a list and returns the offset behind it. */
function* elements(window: TextWindow, start: number): Generator<JsonItem, number> {
	for (let at = start; ;) {
		at = skipBlank(window.text, at);
		const { end, depth } = window.text[at] === ']' ? { end: at, depth: 0 } : valueAt(window.text, at);
		if (end === window.text.length && window.more(at)) {
			at = 0;
			continue;
		}
		if (at === window.text.length || window.text[at] === ']') {
			return at + 1;
		}
		if (end > at) {
			yield { start: window.offsetOf(at), text: window.text.slice(at, end), depth };
		}
		// A comma is no value.
		at = Math.max(end, at + 1);
	}
}

function skipBlank(text: string, start: number): number {
	let at = start;
	while (at < text.length && text.charCodeAt(at) <= 0x20) {
		at += 1;
	}
	return at;
}

interface Value {
	/** Offset behind it. */
	readonly end: number;
	readonly depth: number;
}

/** The value that begins at an offset, well formed or not. */
function valueAt(text: string, start: number): Value {
	const mark = text[start];
	if (mark === '"') {
		return { end: stringEnd(text, start), depth: 0 };
	}
	if (mark === '{' || mark === '[') {
		return nestedValue(text, start);
	}
	let at = start;
	while (at < text.length && !/[\s,\]}]/.test(text.charAt(at))) {
		at += 1;
	}
	return { end: at, depth: 0 };
}

function nestedValue(text: string, start: number): Value {
	let depth = 0;
	let deepest = 0;
	for (let at = start; at < text.length; at += 1) {
		const code = text.charCodeAt(at);
		if (code === 0x22) {
			at = stringEnd(text, at) - 1;
		} else if (code === 0x7b || code === 0x5b) {
			depth += 1;
			deepest = Math.max(deepest, depth);
		} else if (code === 0x7d || code === 0x5d) {
			depth -= 1;
			if (depth === 0) {
				return { end: at + 1, depth: deepest };
			}
		}
	}
	return { end: text.length, depth: deepest };
}

/** A JSON text with `null` in place of every list and object that lies within more than `depth` others. */
export function cutBelow(text: string, depth: number): string {
	const parts: string[] = [];
	let open = 0;
	let from = 0;
	for (let at = 0; at < text.length; at += 1) {
		const code = text.charCodeAt(at);
		if (code === 0x22) {
			at = stringEnd(text, at) - 1;
		} else if (code === 0x7b || code === 0x5b) {
			open += 1;
			if (open === depth + 1) {
				parts.push(text.slice(from, at), 'null');
			}
		} else if (code === 0x7d || code === 0x5d) {
			if (open === depth + 1) {
				from = at + 1;
			}
			open -= 1;
		}
	}
	return open > depth ? parts.join('') : parts.join('') + text.slice(from);
}

/** Offset behind the closing quotation mark of the string that begins at an offset. */
function stringEnd(text: string, start: number): number {
	for (let quote = text.indexOf('"', start + 1); quote >= 0; quote = text.indexOf('"', quote + 1)) {
		let backslashes = 0;
		while (text.charCodeAt(quote - 1 - backslashes) === 0x5c) {
			backslashes += 1;
		}
		if (backslashes % 2 === 0) {
			return quote + 1;
		}
	}
	return text.length;
}
