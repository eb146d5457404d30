import type { Range } from '../../text/edits';
import type { Mistake } from '../syntax/scanner';
import type { Repair } from './repair';

/**
 * What would mend a mistake that the scanner found; `entry` is where the entry stands, up to its end or the end of the file where it has
 * none.
 */
export function syntaxRepairs(text: string, mistake: Mistake, entry: Range): readonly Repair[] {
	const row = rows.find(([pattern]) => pattern.test(mistake.message));
	return row === undefined ? [] : [row[1](text, mistake.offset, entry)];
}

type Mend = (text: string, offset: number, entry: Range) => Repair;

const rows: readonly (readonly [message: RegExp, mend: Mend])[] = [
	[/^A comma is missing/, (text, offset) => insertion('Insert a comma', text.slice(0, offset).trimEnd().length, ',')],
	[/one closing brace too many/, (_text, offset) => ({ title: 'Remove the brace', edits: [{ start: offset, end: offset + 1, text: '' }] })],
	[
		/a brace is missing at its end/,
		(text, _offset, { start, end }) => insertion('Close the entry', start + text.slice(start, end).trimEnd().length, '\n}'),
	],
	[/^This quotation mark is never closed/, (text, offset) => closed(text, offset, '"')],
	[/never closed/, (text, offset) => closed(text, offset, '}')],
];

/** Behind what stands in the line, before the comma that ends it. */
function closed(text: string, offset: number, mark: string): Repair {
	const end = text.indexOf('\n', offset);
	const line = text.slice(offset, end < 0 ? text.length : end);
	return insertion(`Close the value with ${mark} at the end of its line`, offset + line.trimEnd().replace(/,$/, '').trimEnd().length, mark);
}

function insertion(title: string, at: number, text: string): Repair {
	return { title, edits: [{ start: at, end: at, text }] };
}
