import { isArray, isObject } from '../core/data/json';
import type { Json, JsonObject } from '../core/data/json';
import type { EditState, FieldDraft } from '../core/editing/draft';
import type { FormRow, Written } from '../core/editing/form';
import type { SeenEdit } from '../core/editing/paperEdits';
import type { Guard } from './shapes';
import { isFiniteNumber, isText, listOf, oneOf, optional, parsed, record, union } from './shapes';

/** What the host tells the editor of a paper. */
export type ToEdit =
	/** The record as it is now. */
	| { readonly type: 'record'; readonly paper: EditedPaper; readonly record: JsonObject }
	/** What became of a save: these edits were saved or given up, and this is the record now. */
	| { readonly type: 'saved'; readonly edits: readonly SeenEdit[]; readonly record: JsonObject }
	| { readonly type: 'refused'; readonly sentence: string }
	/** What was not saved when the tab was closed. */
	| { readonly type: 'restore'; readonly unsaved: EditState }
	/** The paper is in the library no more. */
	| { readonly type: 'gone' };

export interface EditedPaper {
	readonly id: string;
	readonly key: string;
	/** The linked file that it is an entry of; empty for a paper of the library. */
	readonly file: string;
}

/** What the user does there. */
export type FromEdit =
	| { readonly type: 'ready' }
	| { readonly type: 'save'; readonly edits: readonly SeenEdit[] }
	/** What is not saved yet, to be kept when the tab is closed. */
	| { readonly type: 'keep'; readonly unsaved: EditState }
	/** All is saved. */
	| { readonly type: 'forget' }
	| { readonly type: 'open' };

/** What the view keeps across reloads of the window. */
export interface KeptEdit {
	readonly id: string;
	readonly key: string;
	readonly state?: EditState;
}

/** `undefined` for anything that is not such a message. */
export function parseToEdit(value: unknown): ToEdit | undefined {
	return parsed(isToEdit, value);
}

/** `undefined` for anything that is not such a message. */
export function parseFromEdit(value: unknown): FromEdit | undefined {
	return parsed(isFromEdit, value);
}

/** `undefined` for anything that is not such a state. */
export function parseKeptEdit(value: unknown): KeptEdit | undefined {
	return parsed(isKeptEdit, value);
}

/** More levels than any record has. */
const deepestMessage = 40;

function isJson(value: unknown): value is Json {
	return isJsonTo(value, deepestMessage);
}

function isJsonTo(value: unknown, levels: number): boolean {
	if (value === null || typeof value === 'string' || typeof value === 'boolean' || isFiniteNumber(value)) {
		return true;
	}
	if (levels === 0) {
		return false;
	}
	return isArray(value)
		? value.every(part => isJsonTo(part, levels - 1))
		: isObject(value) && Object.values(value).every(part => part === undefined || isJsonTo(part, levels - 1));
}

function isRecord(value: unknown): value is JsonObject {
	return isObject(value) && isJson(value);
}

const isSeenEdit = record<SeenEdit>({ field: isText, value: optional(isJson), before: optional(isJson) });

const isParts: Guard<FormRow['parts']> = (value): value is FormRow['parts'] => isObject(value) && Object.values(value).every(isText);
const isRows = listOf(record<FormRow>({ from: optional(isFiniteNumber), parts: isParts }));
const isWritten: Guard<Written> = (value): value is Written => isText(value) || isRows(value);

const isState = record<EditState>({
	record: isRecord,
	drafts: listOf(
		record<FieldDraft>({
			field: isText,
			value: optional(isJson),
			before: optional(isJson),
			written: optional(isWritten),
			origin: optional(isJson),
		}),
	),
	added: listOf(isText),
	json: optional(record<NonNullable<EditState['json']>>({ text: isText, of: isRecord })),
});

const isKeptEdit = record<KeptEdit>({ id: isText, key: isText, state: optional(isState) });

const isToEdit = union<'type', ToEdit>('type', {
	record: record({
		type: oneOf(['record']),
		paper: record<EditedPaper>({ id: isText, key: isText, file: isText }),
		record: isRecord,
	}),
	saved: record({ type: oneOf(['saved']), edits: listOf(isSeenEdit), record: isRecord }),
	refused: record({ type: oneOf(['refused']), sentence: isText }),
	restore: record({ type: oneOf(['restore']), unsaved: isState }),
	gone: record({ type: oneOf(['gone']) }),
});

const isFromEdit = union<'type', FromEdit>('type', {
	ready: record({ type: oneOf(['ready']) }),
	save: record({ type: oneOf(['save']), edits: listOf(isSeenEdit) }),
	keep: record({ type: oneOf(['keep']), unsaved: isState }),
	forget: record({ type: oneOf(['forget']) }),
	open: record({ type: oneOf(['open']) }),
});
