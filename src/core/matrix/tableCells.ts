/**
 * A cell's Markdown as one cell of a Markdown table, and back, the same to the letter: {@link fromTableCell} of it is the text again. It
 * says in the table what it says in a note, as far as one line can: line breaks are `<br>`, and pipes, which end a cell, have a backslash.
 * https://github.github.com/gfm/#tables-extension-
 */
export function toTableCell(text: string): string {
	return text
		.replace(pipeEntity, '&#0$1124;')
		.replace(blankEntity, '&#0$1$2;')
		.replace(/(?<!\\)(\\*)\|/g, (_all, slashes: string) =>
			// What has its own backslash already is a pipe of the text; an entity says the same.
			slashes.length % 2 === 0 ? `${slashes}\\|` : `${slashes.slice(1)}&#124;`,
		)
		.replace(/<(br)( *)(\/?)>/gi, '<$1$2  $3>')
		.replace(/\n/g, '<br>')
		.replace(/^[ \t]/, blank => `&#${blank.charCodeAt(0)};`);
}

/** What a cell of a Markdown table says, as text of a note; also one that another program wrote. */
export function fromTableCell(cell: string): string {
	return trimmed(cell)
		.replace(/^&#(32|9);/, (_all, code: string) => String.fromCharCode(Number(code)))
		.replace(/<(br)( *)(\/?)>/gi, (_all, name: string, blanks: string, slash: string) =>
			blanks.length < 2 ? '\n' : `<${name}${blanks.slice(2)}${slash}>`,
		)
		.replace(/(?<!\\)(\\*)\|/g, (_all, slashes: string) => `${slashes.slice(1)}|`)
		.replace(/&#(0*)124;/g, (_all, zeros: string) => (zeros === '' ? '\\|' : `&#${zeros.slice(1)}124;`))
		.replace(/^&#(0+)(32|9);/, (_all, zeros: string, code: string) => `&#${zeros.slice(1)}${code};`);
}

/** Without spaces and tabs at both ends. */
function trimmed(cell: string): string {
	let [start, end] = [0, cell.length];
	while (start < end && ' \t'.includes(cell.charAt(start))) {
		start += 1;
	}
	while (end > start && ' \t'.includes(cell.charAt(end - 1))) {
		end -= 1;
	}
	return cell.slice(start, end);
}

/** Entities that stand for what is written as them here: a zero more tells those of the text apart, and means the same. */
const pipeEntity = /&#(0*)124;/g;
const blankEntity = /^&#(0*)(32|9);/;
