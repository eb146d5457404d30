import { isObject, ownValue } from '../data/json';
import type { Json, JsonObject } from '../data/json';

/** What a field of a record is to hold; without a value it goes. Each part of `identifiers` is a field of its own: `identifiers.arxiv`. */
export interface FieldEdit {
	readonly field: string;
	readonly value?: Json;
}

/** What a record holds in a field. */
export function fieldValue(record: JsonObject, field: string): Json | undefined {
	const part = identifierIn(field);
	if (part === undefined) {
		return ownValue(record, field);
	}
	const identifiers = ownValue(record, 'identifiers');
	return isObject(identifiers) ? ownValue(identifiers, part) : undefined;
}

/** The record with its fields edited: each in its place, new ones last. What no edit names is as it was. */
export function withFieldEdits<R extends JsonObject>(record: R, edits: readonly FieldEdit[]): R {
	return edits.reduce(withEdit, record);
}

function withEdit<R extends JsonObject>(record: R, { field, value }: FieldEdit): R {
	const part = identifierIn(field);
	if (part === undefined) {
		return withOwn(record, field, value);
	}
	const known = ownValue(record, 'identifiers');
	const identifiers = withOwn<JsonObject>(isObject(known) ? known : {}, part, value);
	return withOwn(record, 'identifiers', Object.keys(identifiers).length === 0 ? undefined : identifiers);
}

function withOwn<R extends JsonObject>(record: R, name: string, value: Json | undefined): R {
	if (value === undefined) {
		const kept = { ...record };
		Reflect.deleteProperty(kept, name);
		return kept;
	}
	return { ...record, ...Object.fromEntries([[name, value]]) };
}

/** `arxiv` of `identifiers.arxiv`. */
function identifierIn(field: string): string | undefined {
	return field.startsWith(identifierPrefix) ? field.slice(identifierPrefix.length) : undefined;
}

const identifierPrefix = 'identifiers.';

/** Whether two values are the same as JSON. */
export function isSameValue(a: Json | undefined, b: Json | undefined): boolean {
	return a === b || JSON.stringify(a) === JSON.stringify(b);
}
