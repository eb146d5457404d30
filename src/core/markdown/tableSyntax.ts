/** How many columns a delimiter row such as `| :-- | --: |` has; 0 where it is none. */
export function delimiterColumns(row: string): number {
	const cells = row
		.trim()
		.replace(/^\||\|$/g, '')
		.split('|');
	return cells.every(cell => /^[ \t]*:?-+:?[ \t]*$/.test(cell)) ? cells.length : 0;
}

/** The cells of a table's row, as pairs of offsets. */
export function rowCells(text: string, start: number, end: number): readonly (readonly [number, number])[] {
	let from = start;
	let to = end;
	while (to > from && ' \t'.includes(text.charAt(to - 1))) {
		to -= 1;
	}
	const cells: [number, number][] = [];
	if (text[from] === '|') {
		from += 1;
	}
	let at = from;
	for (; at < to; at += 1) {
		const code = text.charCodeAt(at);
		if (code === 0x5c) {
			at += 1;
		} else if (code === 0x7c) {
			cells.push([from, at]);
			from = at + 1;
		}
	}
	if (from < to) {
		cells.push([from, to]);
	}
	return cells;
}
