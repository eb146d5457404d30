/** A part of a JSON text that holds one item, as it stands. */
export interface JsonItem {
	/** UTF-16 offset. */
	readonly start: number;
	readonly text: string;
}

/**
 * The items of a JSON text, one by one, without parsing the whole: the elements of its list, or of the lists that an object has under the given names, or the objects of a text that has one a line.
 * What cannot be told apart comes as the rest of the text. Linear in the text.
 */
export function* jsonItems(text: string, lists: readonly string[] = []): Generator<JsonItem> {
	let at = skipBlank(text, 0);
	while (at < text.length) {
		const start = at;
		const list = text[at] === '[' ? at + 1 : text[at] === '{' ? listOf(text, at, lists) : undefined;
		if (list !== undefined) {
			at = yield* elements(text, list);
			if (text[start] === '{') {
				return;
			}
		} else {
			at = Math.max(valueEnd(text, at), start + 1);
			yield { start, text: text.slice(start, at) };
		}
		at = skipBlank(text, at);
	}
}

/** Offset of the first element of the list that an object holds under one of some names. */
function listOf(text: string, object: number, names: readonly string[]): number | undefined {
	if (names.length === 0) {
		return undefined;
	}
	let at = skipBlank(text, object + 1);
	while (text[at] === '"') {
		const nameEnd = stringEnd(text, at);
		const name = text.slice(at + 1, nameEnd - 1);
		const colon = skipBlank(text, nameEnd);
		if (text[colon] !== ':') {
			return undefined;
		}
		const value = skipBlank(text, colon + 1);
		if (text[value] === '[' && names.includes(name)) {
			return value + 1;
		}
		at = skipBlank(text, valueEnd(text, value));
		if (text[at] === ',') {
			at = skipBlank(text, at + 1);
		}
	}
	return undefined;
}

/** Yields the elements of a list and returns the offset behind it. */
function* elements(text: string, start: number): Generator<JsonItem, number> {
	let at = skipBlank(text, start);
	while (at < text.length && text[at] !== ']') {
		const end = valueEnd(text, at);
		if (end > at) {
			yield { start: at, text: text.slice(at, end) };
		}
		at = skipBlank(text, end > at ? end : at + 1);
		if (text[at] === ',') {
			at = skipBlank(text, at + 1);
		}
	}
	return at + 1;
}

function skipBlank(text: string, start: number): number {
	let at = start;
	while (at < text.length && text.charCodeAt(at) <= 0x20) {
		at += 1;
	}
	return at;
}

/** Offset behind the value that begins at an offset, well formed or not. */
function valueEnd(text: string, start: number): number {
	const mark = text[start];
	if (mark === '"') {
		return stringEnd(text, start);
	}
	if (mark === '{' || mark === '[') {
		return nestedEnd(text, start);
	}
	let at = start;
	while (at < text.length && !/[\s,\]}]/.test(text.charAt(at))) {
		at += 1;
	}
	return at;
}

function nestedEnd(text: string, start: number): number {
	let depth = 0;
	for (let at = start; at < text.length; at += 1) {
		const code = text.charCodeAt(at);
		if (code === 0x22) {
			at = stringEnd(text, at) - 1;
		} else if (code === 0x7b || code === 0x5b) {
			depth += 1;
		} else if (code === 0x7d || code === 0x5d) {
			depth -= 1;
			if (depth === 0) {
				return at + 1;
			}
		}
	}
	return text.length;
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
