import { textOf } from '../../data/json';
import { isSameValue, withFieldEdits } from '../../paper/fieldEdit';
import type { FieldEdit } from '../../paper/fieldEdit';
import type { IncomingPaper } from '../../paper/paper';
import type { TextEdit } from '../../text/edits';
import type { Dialect } from '../entryTypes';
import { entryTypeOf } from '../entryTypes';
import { rowOfField } from '../fields';
import { behindBlank, entryKeyRange, entryTypeStart } from './entryKeys';
import type { BibtexEntry, BibtexField } from '../syntax/scanner';
import { fieldsOfVariable } from '../write/bibtex';
import type { Field } from '../write/bibtex';

/**
 * The edits of a `.bib` that give an entry other values. Only the fields that these stand in are touched: a value keeps its place, its
 * quotation marks or braces, and what is not edited keeps every byte. `paper` is what the entry reads as now.
 */
export function editEntryFields(
	text: string,
	entry: BibtexEntry,
	paper: IncomingPaper,
	edits: readonly FieldEdit[],
	dialect: Dialect,
): readonly TextEdit[] {
	const after = withFieldEdits(paper, edits);
	const isRetyped = !isSameValue(paper.type, after.type);
	const type = isRetyped ? entryTypeOf(after.type, textOf(after['genre']), dialect) : entry.type;
	const editor = new EntryEditor(text, entry);
	if (type !== entry.type) {
		editor.retype(type);
	}
	const variables = new Set(edits.map(({ field }) => (field === 'type' ? 'entrysubtype' : field)).filter(field => !isRead.has(field)));
	const plans = [...variables].map(variable => {
		const places = placesOf(entry, variable, type);
		const had = new Map(wantedFields(paper, variable, entry.type, dialect, places));
		const wanted = new Map(wantedFields(after, variable, type, dialect, places));
		return { places, had, wanted };
	});
	for (const { places, had, wanted } of plans) {
		for (const field of places) {
			const value = wanted.get(field.name);
			if (value !== undefined && had.get(field.name) === value && !isRetyped) {
				editor.keep(field);
			} else if (value !== undefined) {
				editor.replace(field, value);
			}
		}
	}
	// Only now: a field that one variable leaves may be another one's.
	for (const { places, wanted } of plans) {
		const standing = new Set(places.map(({ name }) => name));
		places.filter(({ name }) => !wanted.has(name)).forEach(field => editor.remove(field));
		[...wanted].filter(([name]) => !standing.has(name)).forEach(([name, value]) => editor.add(name, value));
	}
	return editor.edits();
}

/** The fields of an entry in which a variable stands, those that are read together with it included. */
function placesOf(entry: BibtexEntry, variable: string, type: string): readonly BibtexField[] {
	const group = together.get(variable) ?? [];
	const isOf = (name: string) =>
		group.length > 0
			? group.includes(name)
			: (rowOfField(entry.type, name)?.variable ?? '') === variable ||
				(type !== entry.type && rowOfField(type, name)?.variable === variable);
	const names = new Set<string>();
	// Of a field that stands twice the first one counts.
	return entry.fields.filter(({ name }) => isOf(name) && names.size < names.add(name).size);
}

/** Identifiers that a reader takes from the fields of CSL. */
const isRead: ReadonlySet<string> = new Set(['identifiers.doi', 'identifiers.pmid']);

/** Fields that are read together. */
const together: ReadonlyMap<string, readonly string[]> = new Map([
	['title', ['title', 'subtitle', 'titleaddon']],
	['issued', ['date', 'year', 'month', 'day']],
	['identifiers.arxiv', ['eprint', 'archiveprefix', 'eprinttype', 'primaryclass', 'eprintclass']],
	['entrysubtype', ['entrysubtype']],
]);

/** The fields that a variable is to be written in: those in which it stands, as far as they can hold it. */
function wantedFields(
	paper: IncomingPaper,
	variable: string,
	type: string,
	dialect: Dialect,
	places: readonly BibtexField[],
): readonly Field[] {
	const names = new Set(places.map(({ name }) => name));
	switch (variable) {
		case 'issued':
			return fieldsOfVariable(paper, variable, type, names.has('date') ? 'biblatex' : names.has('year') ? 'bibtex' : dialect);
		case 'identifiers.arxiv': {
			const written = fieldsOfVariable(
				paper,
				variable,
				type,
				names.has('eprinttype') ? 'biblatex' : names.has('archiveprefix') ? 'bibtex' : dialect,
			);
			const kept =
				written.length === 0
					? []
					: places.filter(({ name }) => name.endsWith('class')).map(({ name, pieces }) => [name, `{${pieces[0]?.text ?? ''}}`] as const);
			return [...written, ...kept];
		}
		default: {
			const [field] = fieldsOfVariable(paper, variable, type, dialect);
			if (field === undefined) {
				return [];
			}
			// `journal` stays `journal` where biblatex would write `journaltitle`.
			const [first] = together.has(variable) ? [] : places.filter(({ name }) => rowOfField(type, name)?.variable === variable);
			return [[first?.name ?? field[0], field[1]]];
		}
	}
}

/** Collects the edits of one entry. */
class EntryEditor {
	private readonly made: TextEdit[] = [];
	private readonly added: Field[] = [];
	private readonly removed = new Set<BibtexField>();
	/** Fields that hold a value still. */
	private readonly claimed = new Set<BibtexField>();

	constructor(
		private readonly text: string,
		private readonly entry: BibtexEntry,
	) {}

	retype(type: string): void {
		const start = entryTypeStart(this.text, this.entry.start);
		this.made.push({ start, end: start + this.entry.type.length, text: type });
	}

	keep(field: BibtexField): void {
		this.claimed.add(field);
	}

	replace(field: BibtexField, value: string): void {
		this.claimed.add(field);
		const { start, end } = this.valueOf(field);
		const before = this.text.slice(start, end);
		const written = likeBefore(before, value);
		if (written !== before) {
			this.made.push({ start, end, text: written });
		}
	}

	/** Takes the field away, with its comma and, where nothing else stands there, its lines. */
	remove(field: BibtexField): void {
		if (this.claimed.has(field) || this.removed.has(field)) {
			return;
		}
		this.removed.add(field);
		const { text, entry } = this;
		const behind = /[ \t]*,?[ \t]*/y;
		behind.lastIndex = field.end;
		behind.test(text);
		const end = behind.lastIndex;
		const lineStart = text.lastIndexOf('\n', field.offset - 1) + 1;
		const isFirstInLine = text.slice(lineStart, field.offset).trim() === '' && lineStart > entry.start;
		const [lineEnd = ''] = /^\r?\n/.exec(text.slice(end, end + 2)) ?? [];
		this.made.push(
			isFirstInLine && lineEnd !== '' ? { start: lineStart, end: end + lineEnd.length, text: '' } : { start: field.offset, end, text: '' },
		);
	}

	add(name: string, value: string): void {
		this.added.push([name, value]);
	}

	edits(): readonly TextEdit[] {
		if (this.added.length > 0) {
			this.made.push(this.addition());
		}
		return this.made.sort((a, b) => a.start - b.start);
	}

	/** New fields after the last one that stays, laid out as that is. */
	private addition(): TextEdit {
		const { text, entry } = this;
		const last = entry.fields.findLast(field => !this.removed.has(field));
		const newline = text.slice(entry.start, entry.end).includes('\r\n') ? '\r\n' : '\n';
		if (last === undefined) {
			// All were taken away, and left the comma behind the key.
			const at = entryKeyRange(text, entry.key, entry.start).end;
			return { start: at, end: at, text: this.added.map(([name, value]) => `,${newline}  ${name} = ${value}`).join('') };
		}
		const lineStart = text.lastIndexOf('\n', last.offset - 1) + 1;
		const before = text.slice(lineStart, last.offset);
		const lead = before.trim() === '' && lineStart > entry.start ? newline + before : ' ';
		const [, equals = ' = '] = /^[^=\s]+([ \t]*=[ \t]*)/.exec(text.slice(last.offset, last.offset + 200)) ?? [];
		const column = last.name.length + equals.length;
		const fields = this.added.map(([name, value]) => `${lead}${name}${aligned(equals, column - name.length)}${value}`);
		const [comma = ''] = /^\s*,/.exec(text.slice(last.end)) ?? [];
		return comma === ''
			? { start: last.end, end: last.end, text: fields.map(field => `,${field}`).join('') }
			: { start: last.end + comma.length, end: last.end + comma.length, text: `${fields.join(',')},` };
	}

	private valueOf({ offset, end }: BibtexField): { readonly start: number; readonly end: number } {
		return { start: behindBlank(this.text, this.text.indexOf('=', offset) + 1), end };
	}
}

/** Spaces before and after the sign so that values stay in their column. */
function aligned(equals: string, width: number): string {
	return equals.length <= 3 ? equals : equals.trimStart().length < width ? equals.trimStart().padStart(width) : ' = ';
}

/** `{2021}` as `2021` where a bare number stood, and as `"2021"` where quotation marks did. */
function likeBefore(before: string, value: string): string {
	const inner = /^\{([^]*)\}$/.exec(value)?.[1];
	if (inner === undefined) {
		return value;
	}
	if (/^\d+$/.test(before) && /^\d+$/.test(inner)) {
		return inner;
	}
	return before.startsWith('"') && before.endsWith('"') && !inner.includes('"') ? `"${inner}"` : value;
}
