import { localize } from '../data/localize';
import type { Json, JsonObject } from '../data/json';
import { isObject } from '../data/json';
import { withUserAsGiver } from '../merge/fingerprints';
import { fieldValue, isSameValue, withFieldEdits } from '../paper/fieldEdit';
import type { FieldEdit } from '../paper/fieldEdit';
import { fieldOf, sharedLists } from '../paper/fields';
import { longestField } from '../paper/incoming';
import { kindName } from '../paper/kinds';
import { deepestLevel, isDeeper, isOfKind } from '../paper/paper';
import type { Paper } from '../paper/paper';

/**
 * The paper with what the user set by hand, which is his from then on: sources and services leave these fields alone. Lists that sources
 * and user fill together stay open to both, and links to what sources bring.
 */
export function editPaper(paper: Paper, edits: readonly FieldEdit[]): Paper {
	const taken = edits.filter(edit => problemOfEdit(edit) === undefined);
	const changed = taken.filter(({ field, value }) => !isSameValue(fieldValue(paper, field), value));
	const set = taken.map(({ field }) => field).filter(isGivenBySources);
	if (changed.length === 0) {
		return paper;
	}
	const edited = withFieldEdits(paper, changed);
	return set.length === 0 ? edited : { ...edited, 'value-sources': withUserAsGiver(paper, set) };
}

function isGivenBySources(field: string): boolean {
	return field === 'links' || !sharedLists.has(field);
}

/** An edit with what its field held as the user saw it. */
export interface SeenEdit extends FieldEdit {
	readonly before?: Json;
}

/** An edit whose field holds something else by now than when it was begun. */
export interface EditConflict {
	readonly field: string;
	readonly mine: Json | undefined;
	readonly theirs: Json | undefined;
}

/** The edits that would write over what came into their fields since the user saw them. */
export function conflictsOf(now: JsonObject, edits: readonly SeenEdit[]): readonly EditConflict[] {
	return edits.flatMap(({ field, value, before }) => {
		const theirs = fieldValue(now, field);
		return isSameValue(before, theirs) || isSameValue(theirs, value) ? [] : [{ field, mine: value, theirs }];
	});
}

/** Whether a field is the user's to edit. The library keeps its own books, and keys are renamed where they are cited. */
export function isEditable(field: string): boolean {
	return fieldOf(nameOf(field)).owner !== 'library';
}

/** The record without what the library keeps for itself: what a form or an editor of its JSON begins with. */
export function editableRecord(paper: JsonObject): JsonObject {
	return Object.fromEntries(Object.entries(paper).filter(([name, value]) => value !== undefined && isEditable(name)));
}

/** Why a field cannot hold a value, in a plain sentence; `undefined` where it can. */
export function problemOfEdit({ field, value }: FieldEdit): string | undefined {
	const name = nameOf(field);
	const { kind, isRequired } = fieldOf(name);
	if (!isEditable(field)) {
		return localize('“{0}” is managed by the library and can’t be edited.', field);
	}
	if (value === undefined) {
		return isRequired === true ? localize('Every paper needs “{0}”.', field) : undefined;
	}
	if (value === null || !(name === field ? isOfKind(kind, value) : typeof value === 'string')) {
		return localize('“{0}” must be {1}.', field, kindName(name === field ? kind : 'text'));
	}
	if (isDeeper(value, deepestLevel)) {
		return localize('“{0}” must not be nested more than {1} levels deep.', field, deepestLevel);
	}
	return JSON.stringify(value).length > longestField ? localize('“{0}” is too long.', field) : undefined;
}

function nameOf(field: string): string {
	return field.startsWith('identifiers.') ? 'identifiers' : field;
}

export type RecordReading =
	| { readonly kind: 'edits'; readonly edits: readonly FieldEdit[] }
	/** `offset`: where in the text, in UTF-16 units, as far as that is known. */
	| { readonly kind: 'problem'; readonly message: string; readonly offset?: number };

/** A record as JSON to be edited by hand. */
export function recordText(record: JsonObject): string {
	return JSON.stringify(record, undefined, 2);
}

/** What somebody changed in the JSON of a record, field by field. */
export function editsOfText(record: JsonObject, text: string): RecordReading {
	const parsed = parseRecord(text);
	if (parsed.kind === 'problem') {
		return parsed;
	}
	const identifiers = parsed.record['identifiers'];
	if (identifiers !== undefined && !isObject(identifiers)) {
		return { kind: 'problem', message: problemOfEdit({ field: 'identifiers', value: identifiers }) ?? '' };
	}
	const names = new Set([record, parsed.record].flatMap(fieldsIn));
	const edits = [...names].flatMap((field): readonly FieldEdit[] => {
		const value = fieldValue(parsed.record, field);
		const isTooDeep = value !== undefined && isDeeper(value, deepestLevel);
		return !isTooDeep && isSameValue(fieldValue(record, field), value) ? [] : [value === undefined ? { field } : { field, value }];
	});
	const message = edits.map(problemOfEdit).find(problem => problem !== undefined);
	return message === undefined ? { kind: 'edits', edits } : { kind: 'problem', message };
}

function fieldsIn(record: JsonObject): readonly string[] {
	return Object.entries(record).flatMap(([name, value]) =>
		name === 'identifiers' && isObject(value) ? Object.keys(value).map(kind => `identifiers.${kind}`) : [name],
	);
}

function parseRecord(text: string): { readonly kind: 'record'; readonly record: JsonObject } | Extract<RecordReading, { kind: 'problem' }> {
	try {
		const record: unknown = JSON.parse(text);
		return isObject(record) ? { kind: 'record', record } : { kind: 'problem', message: localize('A paper must be an object: { … }.') };
	} catch (error) {
		if (!(error instanceof SyntaxError)) {
			throw error;
		}
		const [, position] = /position (\d+)/.exec(error.message) ?? [];
		const message = localize('This isn’t valid JSON.');
		return position === undefined ? { kind: 'problem', message } : { kind: 'problem', message, offset: Number(position) };
	}
}
