import type { Json, JsonObject } from '../data/json';
import { isArray, isObject } from '../data/json';
import { tableOf } from '../data/table';

/** One argument of a tool. Lengths count UTF-16 units. */
export type InputField =
	| { readonly kind: 'text'; readonly about: string; readonly longest: number; readonly optional?: true }
	| { readonly kind: 'texts'; readonly about: string; readonly most: number; readonly longest: number }
	| { readonly kind: 'integer'; readonly about: string; readonly least: number; readonly most: number; readonly fallback: number }
	| { readonly kind: 'choice'; readonly about: string; readonly choices: readonly string[]; readonly fallback: string };

/** The arguments of a tool by their names. */
export interface InputFields {
	readonly [name: string]: InputField;
}

/** The arguments as JSON Schema, which language models are given. https://json-schema.org/draft/2020-12 */
export function inputSchema(fields: InputFields): JsonObject {
	return {
		type: 'object',
		properties: Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, propertySchema(field)])),
		required: Object.entries(fields).flatMap(([name, field]) => (isRequired(field) ? [name] : [])),
		additionalProperties: false,
	};
}

function propertySchema(field: InputField): JsonObject {
	const { about: description } = field;
	switch (field.kind) {
		case 'text':
			return { type: 'string', description, maxLength: field.longest };
		case 'texts':
			return { type: 'array', description, items: { type: 'string', maxLength: field.longest }, minItems: 1, maxItems: field.most };
		case 'integer':
			return { type: 'integer', description, minimum: field.least, maximum: field.most, default: field.fallback };
		case 'choice':
			return { type: 'string', description, enum: field.choices, default: field.fallback };
	}
}

function isRequired(field: InputField): boolean {
	return field.kind === 'texts' || (field.kind === 'text' && field.optional !== true);
}

export type ReadInput = { readonly kind: 'input'; readonly input: ToolInput } | { readonly kind: 'mistake'; readonly message: string };

/** Reads what a caller gave as arguments; or says in a plain sentence what is wrong with them. */
export function readInput(fields: InputFields, given: unknown): ReadInput {
	if (!isObject(given)) {
		return { kind: 'mistake', message: 'The arguments must be an object.' };
	}
	const known = tableOf(fields);
	const strange = Object.keys(given).find(name => !known.has(name));
	if (strange !== undefined) {
		return { kind: 'mistake', message: `Unknown argument “${shown(strange)}”. The arguments are ${[...known.keys()].join(', ')}.` };
	}
	const values = new Map<string, Json>();
	for (const [name, field] of known) {
		const value = Object.hasOwn(given, name) ? given[name] : undefined;
		if (value === undefined && isRequired(field)) {
			return { kind: 'mistake', message: `The argument “${name}” is missing.` };
		}
		const message = value === undefined ? undefined : problemOf(field, value);
		if (message !== undefined) {
			return { kind: 'mistake', message: `The argument “${name}” ${message}.` };
		}
		const settled = value ?? fallbackOf(field);
		if (settled !== undefined) {
			values.set(name, settled);
		}
	}
	return { kind: 'input', input: new ToolInput(values) };
}

function fallbackOf(field: InputField): Json | undefined {
	return field.kind === 'integer' || field.kind === 'choice' ? field.fallback : undefined;
}

function problemOf(field: InputField, value: Json): string | undefined {
	switch (field.kind) {
		case 'text':
			return problemOfText(value, field.longest);
		case 'texts':
			return !isArray(value) || value.length === 0
				? 'must be a list of texts'
				: value.length > field.most
					? `may have ${field.most} items at most`
					: value.map(item => problemOfText(item, field.longest)).find(problem => problem !== undefined);
		case 'integer':
			return typeof value === 'number' && Number.isInteger(value) && value >= field.least && value <= field.most
				? undefined
				: `must be a whole number from ${field.least} to ${field.most}`;
		case 'choice':
			return typeof value === 'string' && field.choices.includes(value) ? undefined : `must be one of ${field.choices.join(', ')}`;
	}
}

function problemOfText(value: Json, longest: number): string | undefined {
	if (typeof value !== 'string') {
		return 'must be text';
	}
	return value.trim() === '' ? 'must not be empty' : value.length > longest ? `may have ${longest} characters at most` : undefined;
}

function shown(name: string): string {
	return name.length > 40 ? `${name.slice(0, 40)}…` : name;
}

/** Arguments that were read: each as its field declares it. */
export class ToolInput {
	constructor(private readonly values: ReadonlyMap<string, Json>) {}

	text(name: string): string {
		return this.optionalText(name) ?? '';
	}

	optionalText(name: string): string | undefined {
		const value = this.values.get(name);
		return typeof value === 'string' ? value : undefined;
	}

	texts(name: string): readonly string[] {
		const value = this.values.get(name);
		return isArray(value) ? value.filter(item => typeof item === 'string') : [];
	}

	integer(name: string): number {
		const value = this.values.get(name);
		return typeof value === 'number' ? value : 0;
	}
}
