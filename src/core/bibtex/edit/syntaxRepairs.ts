import { localize } from '../../data/localize';
import type { Range } from '../../text/edits';
import type { Mistake } from '../syntax/scanner';
import type { Repair } from './repair';

/**
 * What would mend a mistake that the scanner found; `entry` is where the entry stands, up to its end or the end of the file where it has
 * none.
 */
export function syntaxRepairs(text: string, mistake: Mistake, entry: Range): readonly Repair[] {
	const repair = repairOf(text, mistake, entry);
	return repair === undefined ? [] : [repair];
}

function repairOf(text: string, { kind, offset }: Mistake, { start, end }: Range): Repair | undefined {
	switch (kind) {
		case 'missing-comma':
			return insertion(localize('Insert Comma'), text.slice(0, offset).trimEnd().length, ',');
		case 'extra-brace':
			return { title: localize('Remove Brace'), edits: [{ start: offset, end: offset + 1, text: '' }] };
		case 'open-entry':
			return insertion(localize('Close Entry'), start + text.slice(start, end).trimEnd().length, '\n}');
		case 'open-quotation':
			return closed(text, offset, '"');
		case 'open-brace':
		case 'open-value':
			return closed(text, offset, '}');
		case 'unfinished-entry':
		case 'no-key':
		case 'no-field':
		case 'no-equals':
		case 'missing-value':
			return undefined;
	}
}

/** Behind what stands in the line, before the comma that ends it. */
function closed(text: string, offset: number, mark: string): Repair {
	const end = text.indexOf('\n', offset);
	const line = text.slice(offset, end < 0 ? text.length : end);
	return insertion(localize('Close Value with {0} at End of Line', mark), offset + line.trimEnd().replace(/,$/, '').trimEnd().length, mark);
}

function insertion(title: string, at: number, text: string): Repair {
	return { title, edits: [{ start: at, end: at, text }] };
}
