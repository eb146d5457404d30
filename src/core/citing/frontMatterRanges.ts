import type { Range } from './syntax';

/** The YAML block a text starts with, from its first `---` to behind the line `---` or `...` that closes it. */
export function frontMatterRange(text: string): Range | undefined {
	if (!/^\uFEFF?---[ \t]*\r?\n/.test(text)) {
		return undefined;
	}
	const close = /^(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/gm;
	close.lastIndex = text.indexOf('\n') + 1;
	return close.exec(text) === null ? undefined : { start: 0, end: close.lastIndex };
}

/** The value of the front matter's `nocite`: the rest of its line, and the lines behind that are indented, items of a list or empty. */
export function nociteRange(text: string): Range | undefined {
	const block = frontMatterRange(text);
	const field = /^nocite[ \t]*:/m.exec(text.slice(0, block?.end ?? 0));
	if (block === undefined || field === null) {
		return undefined;
	}
	const nextField = /^(?![ \t\r\n#]|- )/gm;
	nextField.lastIndex = text.indexOf('\n', field.index) + 1;
	return { start: field.index + field[0].length, end: nextField.exec(text)?.index ?? block.end };
}
