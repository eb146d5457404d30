/**
 * `[[target|text]]`, the bar escaped where a table would take it for the end of a cell.
 *
 * @param isInTable whether the link will stand in a row of a table
 */
export function wikilinkWithText(target: string, text: string, isInTable: boolean): string {
	const said = text.replace(/[[\]|\s]+/g, ' ').trim();
	return said === '' || said === target ? `[[${target}]]` : `[[${target}${isInTable ? '\\|' : '|'}${said}]]`;
}
