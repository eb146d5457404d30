/** So much of a text is shown in a line. */
const shownLength = 120;

/** The beginning of a cell's text, for a list of changes. */
export function oneLine(text: string): string {
	const line = text.replace(/\s+/g, ' ');
	return line.length > shownLength ? `${line.slice(0, shownLength)}…` : line;
}
