import { isArray, isObject, stringsOf, textOf } from '../data/json';
import type { Json, JsonObject } from '../data/json';
import { writtenDoi } from '../paper/doi';
import { findIdentifiers, parseArxivId, parsePmid } from '../paper/identifiers';
import { fieldValue, isSameValue } from '../paper/fieldEdit';
import type { FieldEdit } from '../paper/fieldEdit';
import { fieldOf, fields } from '../paper/fields';
import { readLooseDate } from '../paper/looseDate';
import { isOfKind } from '../paper/paper';
import type { CslDate } from '../paper/paper';
import { dateOf } from '../paper/values';
import { edtfOf } from '../paper/writeEdtf';
import { fieldLabel } from './fieldLabels';
import { isEditable } from './paperEdits';
import { fieldsOfType } from './typeFields';

/** How a field is edited: in a line, in lines, as rows of parts, or only as JSON. */
export type InputKind = 'line' | 'paragraphs' | 'date' | 'names' | 'links' | 'list' | 'type' | 'json';

export interface FormField {
	readonly field: string;
	/** For people: `Journal`. */
	readonly label: string;
	readonly input: InputKind;
	/** Whether a work of the type should have it. */
	readonly isNeeded: boolean;
}

/** A person or a link in a form. */
export interface FormRow {
	/** Which item of the record's list it was; none where it is new. */
	readonly from?: number;
	/** Its parts as texts; what is not named here stays as the record has it. */
	readonly parts: Readonly<Record<string, string>>;
}

/** What somebody wrote into a field of a form. */
export type Written = string | readonly FormRow[];

/** The fields that were touched, as they stand in the form. All else is as the record has it. */
export type Draft = Readonly<Record<string, Written>>;

/** The parts of names and links that a form shows. */
export const nameParts = ['family', 'given', 'non-dropping-particle', 'dropping-particle', 'suffix', 'literal'] as const;
export const linkParts = ['kind', 'url'] as const;

/** How a field of a record is edited; as JSON where it holds what a form cannot show. */
export function inputOf(record: JsonObject, field: string): InputKind {
	const value = fieldValue(record, field);
	const input = field === 'type' ? 'type' : field.startsWith('identifiers.') ? 'line' : inputOfKind(field, value);
	return value === undefined || fits(input, value) ? input : 'json';
}

function inputOfKind(field: string, value: Json | undefined): InputKind {
	switch (fieldOf(field).kind) {
		case 'text':
			return longTexts.has(field) || (typeof value === 'string' && value.includes('\n')) ? 'paragraphs' : 'line';
		case 'names':
			return 'names';
		case 'date':
			return 'date';
		case 'links':
			return 'links';
		case 'texts':
			return 'list';
		case 'value':
			// A field that nobody here knows may hold anything.
			return typeof value === 'string' ? (value.includes('\n') ? 'paragraphs' : 'line') : 'json';
		default:
			return 'json';
	}
}

const longTexts: ReadonlySet<string> = new Set(['abstract', 'note', 'annote', 'title']);

function fits(input: InputKind, value: Json): boolean {
	switch (input) {
		case 'line':
		case 'paragraphs':
		case 'type':
			return typeof value === 'string' || typeof value === 'number';
		case 'list':
			return isArray(value) && value.every(item => typeof item === 'string' && !/[\r\n]/.test(item));
		case 'names':
		case 'date':
		case 'links':
			return isOfKind(input, value);
		case 'json':
			return true;
	}
}

/**
 * The fields of a form for a record that is of a type: those that the type needs, those that are usual, then whatever else the record has,
 * and what the user chose to add.
 */
export function formFields(record: JsonObject, type: string, added: readonly string[] = []): readonly FormField[] {
	const { needed, usual } = fieldsOfType(type);
	const alternatives = needed.map(names => names.split('|'));
	const first = alternatives.map(names => names.find(name => fieldValue(record, name) !== undefined) ?? names[0] ?? '');
	const others = Object.keys(record).filter(name => isEditable(name) && fieldOf(name).shown === 'form');
	const names = [...new Set(['type', ...first, ...usual, ...others, ...added])];
	return names.map(field => ({
		field,
		label: fieldLabel(field, type),
		input: inputOf(record, field),
		isNeeded: first.includes(field),
	}));
}

/** The fields that may be added to a form, by what they are called. */
export function addableFields(record: JsonObject, type: string, added: readonly string[]): readonly FormField[] {
	const shown = new Set(formFields(record, type, added).map(({ field }) => field));
	return fields
		.filter(({ name, csl, shown: place }) => csl && place === 'form' && !shown.has(name))
		.map(({ name }) => ({ field: name, label: fieldLabel(name, type), input: inputOf(record, name), isNeeded: false }))
		.filter(({ input }) => input !== 'json')
		.sort((a, b) => (a.label < b.label ? -1 : 1));
}

/** What a field of a record is in a form, before anybody writes. */
export function writtenOf(record: JsonObject, field: string): Written {
	const value = fieldValue(record, field);
	switch (inputOf(record, field)) {
		case 'names':
			return rowsOf(value, nameParts);
		case 'links':
			return rowsOf(value, linkParts);
		case 'date':
			return dateText(dateOf(value));
		case 'list':
			return stringsOf(value).join('\n');
		case 'json':
			return value === undefined ? '' : JSON.stringify(value);
		default:
			return textOf(value) ?? textOf(fieldValue(record, alsoIn.get(field) ?? field)) ?? '';
	}
}

function rowsOf(value: Json | undefined, parts: readonly string[]): readonly FormRow[] {
	return (isArray(value) ? value : []).map((item, from) => ({
		from,
		parts: Object.fromEntries(
			parts.flatMap(part => (isObject(item) && textOf(item[part]) !== undefined ? [[part, textOf(item[part]) ?? '']] : [])),
		),
	}));
}

/** `2019/2021`, `1999~`, or a date's words. */
function dateText(date: CslDate | undefined): string {
	return date === undefined ? '' : (edtfOf(date) ?? date.literal ?? date.raw ?? '');
}

/** The identifier that follows a field of CSL, `identifiers.doi` of `DOI`. */
export function followerOf(field: string): string | undefined {
	return alsoIn.get(field);
}

/** An identifier that is a field of CSL stands in `identifiers` too, where papers are told apart by it. */
const alsoIn: ReadonlyMap<string, string> = new Map([
	['DOI', 'identifiers.doi'],
	['PMID', 'identifiers.pmid'],
]);

/** The edits of a record that a draft makes: none for a field that holds what it held. */
export function editsOfDraft(record: JsonObject, draft: Draft): readonly FieldEdit[] {
	return Object.entries(draft).flatMap(([field, written]) => editsOfField(record, field, written));
}

function editsOfField(record: JsonObject, field: string, written: Written): readonly FieldEdit[] {
	const input = inputOf(record, field);
	if (input === 'json' || isSameValue(plain(writtenOf(record, field)), plain(written))) {
		return [];
	}
	const before = fieldValue(record, field);
	const value = valueOf(input, field, written, before);
	return [edit(field, value), ...identifierEdits(field, value)].filter(
		change => !isSameValue(fieldValue(record, change.field), change.value),
	);
}

function edit(field: string, value: Json | undefined): FieldEdit {
	return value === undefined ? { field } : { field, value };
}

function plain(written: Written): Json {
	return typeof written === 'string' ? written : written.map(row => ({ from: row.from ?? null, parts: row.parts }));
}

function identifierEdits(field: string, value: Json | undefined): readonly FieldEdit[] {
	const text = textOf(value) ?? '';
	switch (field) {
		case 'DOI':
			return [edit('identifiers.doi', findIdentifiers([text])?.doi)];
		case 'PMID':
			return [edit('identifiers.pmid', parsePmid(text))];
		default:
			return [];
	}
}

function valueOf(input: InputKind, field: string, written: Written, before: Json | undefined): Json | undefined {
	if (typeof written !== 'string') {
		const items = isArray(before) ? before : [];
		const known = written.flatMap(row => itemOf(row, row.from === undefined ? undefined : items[row.from], input));
		return known.length === 0 ? undefined : known;
	}
	const text = written.trim();
	if (text === '') {
		return field === 'title' ? '' : undefined;
	}
	switch (input) {
		case 'date':
			return readLooseDate(text);
		case 'list':
			return [...new Set(text.split(/(?<!\s)\s*\n\s*/))];
		default:
			return tidied(field, text);
	}
}

/** A title in one line; an identifier as it is written everywhere, without the address that resolves it. */
function tidied(field: string, text: string): string {
	switch (field) {
		case 'title':
			return text.replace(/(?<!\s)\s*\n\s*/g, ' ');
		case 'DOI':
			return writtenDoi(text) ?? text;
		case 'PMID':
			return parsePmid(text) ?? text;
		case 'identifiers.arxiv':
			return parseArxivId(text) ?? text;
		default:
			return text;
	}
}

/** An item of a list with its parts as the form has them; none where nothing is left of it. */
function itemOf({ parts }: FormRow, before: Json | undefined, input: InputKind): readonly JsonObject[] {
	const known = isObject(before) ? before : {};
	const shown: readonly string[] = input === 'links' ? linkParts : nameParts;
	const kept = Object.entries(known).filter(([name]) => !shown.includes(name));
	if (isObject(before) && shown.every(part => (parts[part] ?? '') === (textOf(before[part]) ?? ''))) {
		return [before];
	}
	// Each part where it stood, new ones in the order of the form.
	const order = [...new Set([...Object.keys(known).filter(name => shown.includes(name)), ...shown])];
	const texts = order.flatMap((part): readonly (readonly [string, Json])[] => {
		const text = parts[part] ?? '';
		const old = known[part];
		return text === (textOf(old) ?? '') ? (old === undefined ? [] : [[part, old]]) : text.trim() === '' ? [] : [[part, text.trim()]];
	});
	const isEmpty = !texts.some(([part]) => part !== 'kind');
	return isEmpty ? [] : [Object.fromEntries(before === undefined ? texts : inOrderOf(known, [...kept, ...texts]))];
}

function inOrderOf(
	known: JsonObject,
	entries: readonly (readonly [string, Json | undefined])[],
): readonly (readonly [string, Json | undefined])[] {
	const names = Object.keys(known);
	const placeOf = (name: string) => (names.includes(name) ? names.indexOf(name) : names.length);
	return [...entries].sort(([a], [b]) => placeOf(a) - placeOf(b));
}
