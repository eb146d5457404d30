/** A tag of an XML text. */
export interface XmlTag {
	readonly kind: 'open' | 'close' | 'empty';
	/** With its prefix. */
	readonly name: string;
	/** The text between name and end, with the attributes. */
	readonly rest: string;
}

/**
 * The tags of an XML text, well formed or not, in time linear in it and without descending: what must be known before a parser that calls
 * itself is given the text. A `>` in an attribute's value ends no tag; comments, CDATA and instructions have none.
 */
export function* xmlTags(text: string): Generator<XmlTag> {
	for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at)) {
		const skipped = skippedEnd(text, at);
		if (skipped !== undefined) {
			at = skipped;
			continue;
		}
		const isClose = text[at + 1] === '/';
		const start = isClose ? at + 2 : at + 1;
		const end = tagEnd(text, start);
		const isEmpty = text[end - 1] === '/';
		const inside = text.slice(start, isEmpty ? end - 1 : end);
		const name = /^[^\s<>/"'=]*/.exec(inside)?.[0] ?? '';
		at = end;
		if (name !== '') {
			yield { kind: isClose ? 'close' : isEmpty ? 'empty' : 'open', name, rest: inside.slice(name.length) };
		}
	}
}

/** How deep the elements of an XML text nest, looked at no further than where that is beyond `most`. */
export function xmlDepth(text: string, most: number): number {
	let depth = 0;
	let deepest = 0;
	for (const { kind } of xmlTags(text)) {
		depth = Math.max(0, depth + (kind === 'open' ? 1 : kind === 'close' ? -1 : 0));
		deepest = Math.max(deepest, depth);
		if (deepest > most) {
			return deepest;
		}
	}
	return deepest;
}

/**
 * Offset after a comment, CDATA section, instruction or declaration that begins at an offset; the end of the text where it is never closed.
 */
function skippedEnd(text: string, at: number): number | undefined {
	const skipped = skips.find(([open]) => text.startsWith(open, at));
	if (skipped === undefined) {
		return undefined;
	}
	const [open, close] = skipped;
	const end = text.indexOf(close, at + open.length);
	return end < 0 ? text.length : end + close.length;
}

const skips: readonly (readonly [open: string, close: string])[] = [
	['<!--', '-->'],
	['<![CDATA[', ']]>'],
	['<?', '?>'],
	['<!', '>'],
];

/** Offset of the `>` that ends a tag, or of the `<` of the next one where it has none. */
function tagEnd(text: string, start: number): number {
	for (let at = start; at < text.length; at += 1) {
		const sign = text[at];
		if (sign === '>' || sign === '<') {
			return at;
		}
		if (sign === '"' || sign === "'") {
			const close = text.indexOf(sign, at + 1);
			if (close < 0) {
				return text.length;
			}
			at = close;
		}
	}
	return text.length;
}
