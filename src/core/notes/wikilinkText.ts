/**
 * `[[target|text]]`, the bar escaped where a table would take it for the end of a cell.
 *
 * @param at where in the document the link will stand
 */
export function wikilinkWithText(target: string, text: string, document: string, at: number): string {
	const said = text.replace(/[[\]|\s]+/g, ' ').trim();
	return said === '' || said === target ? `[[${target}]]` : `[[${target}${isInTable(document, at) ? '\\|' : '|'}${said}]]`;
}

/**
 * Whether an offset is in a row of a GFM table: a delimiter row is above it, or just below, and no blank line between.
 * https://github.github.com/gfm/#tables-extension-
 */
export function isInTable(text: string, offset: number): boolean {
	let start = lineStart(text, offset);
	if (!text.slice(start, lineEnd(text, offset)).includes('|')) {
		return false;
	}
	const below = lineEnd(text, offset) + 1;
	if (below <= text.length && isDelimiterRow(text.slice(below, lineEnd(text, below)))) {
		return true;
	}
	while (start > 0) {
		const above = lineStart(text, start - 1);
		const line = text.slice(above, start - 1);
		if (isDelimiterRow(line)) {
			return true;
		}
		if (/^[\s>]*$/.test(line)) {
			return false;
		}
		start = above;
	}
	return false;
}

function isDelimiterRow(line: string): boolean {
	return /[|:]/.test(line) && /^[\s>]*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$/.test(line);
}

function lineStart(text: string, offset: number): number {
	return text.lastIndexOf('\n', offset - 1) + 1;
}

function lineEnd(text: string, offset: number): number {
	const end = text.indexOf('\n', offset);
	return end < 0 ? text.length : end;
}
