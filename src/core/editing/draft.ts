import type { Json, JsonObject } from '../data/json';
import { fieldValue, isSameValue, withFieldEdits } from '../paper/fieldEdit';
import type { FieldEdit } from '../paper/fieldEdit';
import { editsOfDraft, followerOf, writtenOf } from './form';
import type { Written } from './form';
import { editsOfText, recordText } from './paperEdits';
import type { SeenEdit } from './paperEdits';

/** A field that was changed and is not saved yet. */
export interface FieldDraft extends SeenEdit {
	/** As it stands in the form; without it, as its value is shown there. */
	readonly written?: Written;
	/** What it held when somebody began to write: the rows of `written` are told by their places in it. */
	readonly origin?: Json;
}

/** What an editor of a paper holds: the record as it was saved last, what was changed since, and where the user is. */
export interface EditState {
	readonly record: JsonObject;
	readonly drafts: readonly FieldDraft[];
	/** Fields that the user added to the form. */
	readonly added: readonly string[];
	/** The record's JSON as it is being edited, in place of the form, and the record that it was made from. */
	readonly json?: { readonly text: string; readonly of: JsonObject };
}

/** Nothing is changed yet. */
export function newState(record: JsonObject): EditState {
	return { record, drafts: [], added: [] };
}

/** The record as it would be saved. */
export function editedRecord({ record, drafts }: EditState): JsonObject {
	return withFieldEdits(record, drafts);
}

/** How a field stands in the form. */
export function writtenIn(state: EditState, field: string): Written {
	return draftOf(state, field)?.written ?? writtenOf(editedRecord(state), field);
}

/** Somebody wrote in a field. A field that holds again what it held is not changed. */
export function write(state: EditState, field: string, written: Written): EditState {
	const known = draftOf(state, field);
	const origin = known === undefined ? fieldValue(state.record, field) : known.written === undefined ? known.value : known.origin;
	const base = withFieldEdits(state.record, [{ field, ...valued(origin) }]);
	const edits = editsOfDraft(base, Object.fromEntries([[field, written]]));
	const own = edits.find(edit => edit.field === field) ?? { field, ...valued(origin) };
	// An identifier that follows the field goes back to what it was where no edit speaks of it.
	const follower = followerOf(field);
	const unchanged = follower === undefined ? [] : [{ field: follower, ...valued(fieldValue(state.record, follower)) }];
	const others = edits.length > 1 ? edits.filter(edit => edit.field !== field) : unchanged;
	const drafts = [...others.map(edit => seen(state, edit)), { ...seen(state, own), written, ...(origin === undefined ? {} : { origin }) }];
	return withDrafts(state, drafts);
}

/** The form gives way to the JSON of what it holds. */
export function openJson(state: EditState): EditState {
	const of = editedRecord(state);
	return { ...state, json: { text: recordText(of), of } };
}

export type JsonTaken = { readonly kind: 'state'; readonly state: EditState } | Exclude<ReturnType<typeof editsOfText>, { kind: 'edits' }>;

/** The form with what was edited in the JSON; a problem where that is no record. */
export function closeJson({ json, ...state }: EditState): JsonTaken {
	if (json === undefined) {
		return { kind: 'state', state };
	}
	const read = editsOfText(json.of, json.text);
	return read.kind === 'problem'
		? read
		: {
				kind: 'state',
				state: withDrafts(
					state,
					read.edits.map(edit => seen(state, edit, json.of)),
				),
			};
}

/** What is to be saved. */
export function editsToSave({ drafts }: EditState): readonly SeenEdit[] {
	return drafts.map(({ field, value, before }) => ({ field, ...valued(value), ...(before === undefined ? {} : { before }) }));
}

/** Whether anything would be lost. */
export function isChanged({ drafts, json }: EditState): boolean {
	return drafts.length > 0 || (json !== undefined && json.text !== recordText(json.of));
}

/** The record as it is by now: what was changed and not saved stays changed. */
export function withRecord(state: EditState, record: JsonObject): EditState {
	const drafts = state.drafts.filter(({ field, value }) => !isSameValue(fieldValue(record, field), value));
	return { ...state, record, drafts };
}

/** The record after some edits were saved, or given up; what was written meanwhile is still to be saved. */
export function afterSaving(state: EditState, done: readonly SeenEdit[], record: JsonObject): EditState {
	const drafts = state.drafts
		.filter(({ field, value }) => !done.some(edit => edit.field === field && isSameValue(edit.value, value)))
		.map(draft => (done.some(edit => edit.field === draft.field) ? rebased(draft, record) : draft));
	return withRecord({ ...state, drafts }, record);
}

/** The fields in which somebody wrote over what came in meanwhile. */
export function overtakenFields({ record, drafts }: EditState): readonly string[] {
	return drafts.filter(({ field, before }) => !isSameValue(fieldValue(record, field), before)).map(({ field }) => field);
}

function draftOf({ drafts }: EditState, field: string): FieldDraft | undefined {
	return drafts.find(draft => draft.field === field);
}

/** The edit with what the field held when it was changed first. */
function seen(state: EditState, edit: FieldEdit, record = state.record): FieldDraft {
	const known = draftOf(state, edit.field);
	const before = known === undefined ? fieldValue(record, edit.field) : known.before;
	return { ...edit, ...(before === undefined ? {} : { before }) };
}

function withDrafts(state: EditState, fresh: readonly FieldDraft[]): EditState {
	const names = new Set(fresh.map(({ field }) => field));
	const drafts = [...state.drafts.filter(({ field }) => !names.has(field)), ...fresh];
	return { ...state, drafts: drafts.filter(({ value, before }) => !isSameValue(value, before)) };
}

/** A draft of what a field holds by now. */
function rebased(draft: FieldDraft, record: JsonObject): FieldDraft {
	const before = fieldValue(record, draft.field);
	const kept = Object.entries(draft).filter(([name]) => name !== 'before');
	return { field: draft.field, ...Object.fromEntries(kept), ...(before === undefined ? {} : { before }) };
}

function valued(value: Json | undefined): { readonly value?: Json } {
	return value === undefined ? {} : { value };
}
