import { isArray, isObject, numberText } from '../data/json';
import type { Json, JsonObject } from '../data/json';
import { isDatePart, isOfKind, nameTexts, sourceTexts, statuses } from './paper';
import type { CslDate, Name } from './paper';
import type { FieldKind } from './kinds';

/**
 * A value as the kind of its field has it: numbers become text where text is asked for, and of lists and objects those parts stay that are
 * what they should be. `undefined` where it is of another kind.
 */
export function valueOfKind(kind: FieldKind, value: Json): Json | undefined {
	return isOfKind(kind, value) ? value : takers[kind](value);
}

/** The names of a list: each with its parts as texts. For fields that the type of a paper does not promise, such as `editor`. */
export function namesOf(value: Json | undefined): readonly Name[] {
	return value === undefined ? [] : isNames(value) ? value : (takeNames(value) ?? []);
}

/** A date, if the value is one. For fields that the type of a paper does not promise, such as `event-date`. */
export function dateOf(value: Json | undefined): CslDate | undefined {
	return value === undefined ? undefined : isDate(value) ? value : takeDate(value);
}

function isNames(value: Json): value is readonly Name[] {
	return isOfKind('names', value);
}

function isDate(value: Json): value is CslDate {
	return isOfKind('date', value);
}

const sourceNumbers: ReadonlySet<string> = new Set(['rank', 'upvotes']);

const takers: { readonly [K in FieldKind]: (value: Json) => Json | undefined } = {
	word: value => takeText(value) || undefined,
	text: takeText,
	texts: value => listOf(value, takeText),
	textsByName: takeTexts,
	number: value => (typeof value === 'number' && Number.isFinite(value) ? value : undefined),
	flag: value => (typeof value === 'boolean' ? value : undefined),
	status: value => (statuses.some(known => known === value) ? value : undefined),
	names: takeNames,
	date: takeDate,
	identifiers: takeTexts,
	links: value => listOf(value, takeLink),
	source: takeSource,
	sources: value => listOf(value, takeSource),
	object: value => (isObject(value) ? value : undefined),
	value: value => value,
};

function takeText(value: Json | undefined): string | undefined {
	return typeof value === 'string' ? value : typeof value === 'number' ? numberText(value) : undefined;
}

function takeTexts(value: Json): JsonObject | undefined {
	return isObject(value) ? partsOf(value, (_name, part) => takeText(part)) : undefined;
}

function takeNames(value: Json): readonly Name[] | undefined {
	return listOf(value, takeName);
}

/** A name that is only a text is a `literal`. */
function takeName(value: Json): Name | undefined {
	if (!isObject(value)) {
		const literal = takeText(value);
		return literal === undefined || literal === '' ? undefined : { literal };
	}
	const name = partsOf(value, (part, text) => (nameTexts.has(part) ? takeText(text) : text));
	return [...nameTexts].some(part => name[part] !== undefined) ? name : undefined;
}

function takeDate(value: Json): CslDate | undefined {
	if (!isObject(value)) {
		return undefined;
	}
	return partsOf(value, (name, part) => {
		switch (name) {
			case 'date-parts':
				return listOf(part, takeDateEnd);
			case 'literal':
			case 'raw':
			case 'season':
				return takeText(part);
			case 'circa':
				return typeof part === 'boolean' ? part : takeText(part);
			default:
				return part;
		}
	});
}

/** Up to what is no part: of `[1e999, 5]` the 5 is no year. */
function takeDateEnd(end: Json): readonly (string | number)[] | undefined {
	if (!isArray(end)) {
		return undefined;
	}
	const parts: (string | number)[] = [];
	for (const part of end) {
		if (!isDatePart(part)) {
			break;
		}
		parts.push(part);
	}
	return parts.length === 0 && end.length > 0 ? undefined : parts;
}

function takeLink(value: Json): JsonObject | undefined {
	if (!isObject(value) || typeof value['url'] !== 'string') {
		return undefined;
	}
	return typeof value['kind'] === 'string' ? value : { ...value, kind: 'other' };
}

function takeSource(value: Json): JsonObject | undefined {
	if (!isObject(value) || typeof value['kind'] !== 'string') {
		return undefined;
	}
	return partsOf(value, (name, part) => (sourceTexts.has(name) ? takeText(part) : sourceNumbers.has(name) ? takers.number(part) : part));
}

/** What `take` makes of the items of a list. */
function listOf<T extends Json>(value: Json, take: (item: Json) => T | undefined): readonly T[] | undefined {
	if (!isArray(value)) {
		return undefined;
	}
	return value.flatMap(item => {
		const taken = take(item);
		return taken === undefined ? [] : [taken];
	});
}

/** What `take` makes of the parts of an object. */
function partsOf(value: JsonObject, take: (name: string, part: Json) => Json | undefined): JsonObject {
	return Object.fromEntries(
		Object.entries(value).flatMap(([name, part]) => {
			const taken = part === undefined ? undefined : take(name, part);
			return taken === undefined ? [] : [[name, taken]];
		}),
	);
}
