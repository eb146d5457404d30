/** Any value JSON can hold. Papers keep fields we do not know as such values and write them back unchanged. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

export interface JsonObject {
	readonly [field: string]: Json | undefined;
}

export function isObject(value: unknown): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isArray(value: unknown): value is readonly Json[] {
	return Array.isArray(value);
}

/** The value of a field that has a stranger's name: only what the object itself holds, never what all objects inherit. */
export function ownValue(object: JsonObject | undefined, field: string): Json | undefined {
	return object !== undefined && Object.hasOwn(object, field) ? object[field] : undefined;
}

/** The text of a string or number, `undefined` for anything else and for the empty string. */
export function textOf(value: unknown): string | undefined {
	if (typeof value === 'number') {
		return numberText(value);
	}
	return typeof value === 'string' && value !== '' ? value : undefined;
}

/**
 * A number as text; `undefined` for one that JavaScript read otherwise than it stood there: `1e400` is infinite, and of
 * `12345678901234567890` the last digits are lost.
 */
export function numberText(value: number): string | undefined {
	return Number.isFinite(value) && Math.abs(value) <= Number.MAX_SAFE_INTEGER ? String(value) : undefined;
}

/** The number that a number or a text stands for; NaN for all else: `Number` itself throws for an object that has a field `valueOf`. */
export function numberOf(value: unknown): number {
	const text = textOf(value);
	return text === undefined || text.trim() === '' ? Number.NaN : Number(text);
}

export function stringsOf(value: unknown): readonly string[] {
	return isArray(value) ? value.filter(item => typeof item === 'string') : [];
}

/** The value that a text stands for; `undefined` where it is no JSON. */
export function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch (error) {
		if (error instanceof SyntaxError) {
			return undefined;
		}
		throw error;
	}
}

/** The value at a path of names. */
export function valueAt(value: Json | undefined, ...path: readonly string[]): Json | undefined {
	return path.reduce<Json | undefined>((inner, name) => (isObject(inner) ? inner[name] : undefined), value);
}
