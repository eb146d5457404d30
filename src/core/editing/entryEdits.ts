import { localize } from '../data/localize';
import { editEntryFields } from '../bibtex/edit/entryFields';
import { kindOfEntry } from '../bibtex/entryTypes';
import type { Dialect } from '../bibtex/entryTypes';
import { onlyBiblatex } from '../bibtex/fields';
import type { BibtexEntry } from '../bibtex/syntax/scanner';
import { BibtexScanner } from '../bibtex/syntax/scanner';
import { ingest } from '../ingest/ingest';
import { fieldValue, isSameValue } from '../paper/fieldEdit';
import type { FieldEdit } from '../paper/fieldEdit';
import type { IncomingPaper } from '../paper/paper';
import type { TextEdit } from '../text/edits';
import { applyEdits } from '../text/edits';
import { fieldLabel } from './fieldLabels';
import { editableRecord } from './paperEdits';

export type EntryEdit =
	/** `paper` is what the entry reads as with the edits made. */
	| { readonly kind: 'edits'; readonly edits: readonly TextEdit[]; readonly paper: IncomingPaper }
	/** In a plain sentence. */
	| { readonly kind: 'problem'; readonly message: string };

/**
 * The edits of a `.bib` that give one of its entries other values. What they make of the text is read again before anybody makes them: an
 * entry whose other fields would read differently is left as it is.
 */
export function editEntry(text: string, key: string, edits: readonly FieldEdit[]): EntryEdit {
	const file = scan(text, key);
	if (file.entry === undefined) {
		return problem(localize('There is no entry “{0}” in the file anymore.', key));
	}
	if (file.entry.mistakes.length > 0) {
		return problem(`The entry “${key}” has a mistake that must be fixed first: ${file.entry.mistakes[0]?.message ?? ''}`);
	}
	const before = readEntry(text, file, key);
	if (before === undefined) {
		return problem(localize('The entry “{0}” can’t be read.', key));
	}
	const wanted = edits.filter(({ field, value }) => !isSameValue(fieldValue(before, field), value));
	// What another type would read differently is written as that type has it, in a second round.
	for (const carried of [[], fieldsThatMove(text, file.entry, before, wanted, file.dialect, key)]) {
		const textEdits = editEntryFields(text, file.entry, before, [...wanted, ...carried], file.dialect);
		const after = readAfter(text, textEdits, key);
		if (after === undefined) {
			return problem(localize('The entry couldn’t be read after this change, so nothing was changed.'));
		}
		if (changedBesides(before, after, wanted).length === 0) {
			const lost = wanted.find(
				({ field, value }) => !isDerived(field) && (fieldValue(after, field) === undefined) !== (value === undefined),
			);
			return lost === undefined ? { kind: 'edits', edits: textEdits, paper: after } : problem(sentenceOf(lost, before.type));
		}
	}
	const others = wanted.map(({ field }) => fieldLabel(field, before.type)).join(', ');
	return problem(
		localize('{0} can’t be changed here without changing how other fields of the entry are read. Edit the entry in its file.', others),
	);
}

function sentenceOf({ field, value }: FieldEdit, type: string): string {
	const label = fieldLabel(field, type);
	return value === undefined
		? localize('{0} can’t be removed here: the entry takes it from another field or entry. Edit the entry in its file.', label)
		: localize('A BibTeX entry of this type has no field for {0}.', label);
}

/** The fields that would read differently once the edits are made, with the values that they have now. */
function fieldsThatMove(
	text: string,
	entry: BibtexEntry,
	before: IncomingPaper,
	wanted: readonly FieldEdit[],
	dialect: Dialect,
	key: string,
): readonly FieldEdit[] {
	const after = readAfter(text, editEntryFields(text, entry, before, wanted, dialect), key);
	return after === undefined
		? []
		: changedBesides(before, after, wanted).flatMap(field => {
				const value = fieldValue(before, field);
				return value === undefined ? [{ field }] : [{ field, value }];
			});
}

function changedBesides(before: IncomingPaper, after: IncomingPaper, wanted: readonly FieldEdit[]): readonly string[] {
	const mayChange = new Set(wanted.flatMap(({ field }) => [field, ...(followers.get(field) ?? [])]));
	const [mine, theirs] = [editableRecord(before), editableRecord(after)];
	return Object.keys({ ...mine, ...theirs }).filter(
		name => !mayChange.has(name) && name !== 'identifiers' && !isSameValue(mine[name], theirs[name]),
	);
}

/** What a reader takes from a field for others, too. */
const followers: ReadonlyMap<string, readonly string[]> = new Map([
	['type', ['genre']],
	['abstract', ['links']],
	['note', ['links']],
	['annote', ['links']],
	['identifiers.arxiv', ['URL', 'type']],
	['container-title', ['type']],
]);

/** Identifiers follow the fields of CSL that they stand in. */
function isDerived(field: string): boolean {
	return field === 'identifiers.doi' || field === 'identifiers.pmid';
}

interface ScannedFile {
	readonly entry: BibtexEntry | undefined;
	readonly dialect: Dialect;
	/** The text of all `@string`s. */
	readonly strings: string;
}

function scan(text: string, key: string): ScannedFile {
	const scanner = new BibtexScanner(text);
	const strings: string[] = [];
	let entry: BibtexEntry | undefined;
	let dialect: Dialect = 'bibtex';
	for (let item = scanner.next(); item !== undefined; item = scanner.next()) {
		if (item.kind === 'string') {
			strings.push(text.slice(item.start, scanner.offset));
		} else if (item.kind === 'entry') {
			entry ??= item.key === key ? item : undefined;
			dialect = isBiblatex(item) ? 'biblatex' : dialect;
		}
	}
	return { entry, dialect, strings: strings.join('\n') };
}

function isBiblatex({ type, fields }: BibtexEntry): boolean {
	return fields.some(({ name }) => onlyBiblatex.has(name)) || (kindOfEntry(type).type !== 'document' && biblatexTypes.has(type));
}

const biblatexTypes: ReadonlySet<string> = new Set(['online', 'thesis', 'report', 'collection', 'inreference', 'mvbook']);

/** The entry as the whole file reads it: by itself with all strings, or among all others where it takes fields from them. */
function readEntry(text: string, { entry, strings }: ScannedFile, key: string): IncomingPaper | undefined {
	const own = entry === undefined ? '' : text.slice(entry.start, entry.end);
	const whole = /\b(?:crossref|xdata)\s{0,99}=/i.test(own) ? text : `${strings}\n${own}`;
	return ingest(whole, { fileName: 'entry.bib' }).papers.find(paper => paper['citation-key'] === key);
}

function readAfter(text: string, edits: readonly TextEdit[], key: string): IncomingPaper | undefined {
	const after = applyEdits(text, edits);
	const file = scan(after, key);
	return file.entry === undefined || file.entry.mistakes.length > 0 ? undefined : readEntry(after, file, key);
}

function problem(message: string): Extract<EntryEdit, { kind: 'problem' }> {
	return { kind: 'problem', message };
}
