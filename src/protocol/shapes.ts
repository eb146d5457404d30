import { isArray, isObject } from '../core/data/json';

/** Tells whether a value that came from elsewhere has a shape. Guards for messages are put together from these. */
export type Guard<T> = (value: unknown) => value is T;

export function isText(value: unknown): value is string {
	return typeof value === 'string';
}

export function isFlag(value: unknown): value is boolean {
	return typeof value === 'boolean';
}

export function isFiniteNumber(value: unknown): value is number {
	return typeof value === 'number' && Number.isFinite(value);
}

export function oneOf<const T extends string | number>(values: readonly T[]): Guard<T> {
	return (value): value is T => values.some(known => known === value);
}

export function listOf<T>(item: Guard<T>): Guard<readonly T[]> {
	return (value): value is readonly T[] => isArray(value) && value.every(item);
}

/** What may be left out; JSON has no `undefined`. */
export function optional<T>(item: Guard<T>): Guard<T | undefined> {
	return (value): value is T | undefined => value === undefined || item(value);
}

export function record<T>(fields: { readonly [K in keyof T]-?: Guard<T[K]> }): Guard<T> {
	const guards = Object.entries<Guard<unknown>>(fields);
	return (value): value is T => isObject(value) && guards.every(([field, guard]) => guard(value[field]));
}

/** A union told apart by the text in one of its fields. */
export function union<Tag extends string, T extends Readonly<Record<Tag, string>>>(
	tag: Tag,
	members: { readonly [Name in T[Tag]]: Guard<Extract<T, Readonly<Record<Tag, Name>>>> },
): Guard<T> {
	const guards = new Map(Object.entries<Guard<unknown>>(members));
	return (value): value is T => isObject(value) && isText(value[tag]) && guards.get(value[tag])?.(value) === true;
}

/** The value where it has the shape, else `undefined`. */
export function parsed<T>(guard: Guard<T>, value: unknown): T | undefined {
	return guard(value) ? value : undefined;
}
