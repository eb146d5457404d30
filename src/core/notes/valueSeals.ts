import type { Json } from '../data/json';
import { isArray, isObject } from '../data/json';
import { fnv1a } from '../text/hash';

/**
 * What the paper said when a note's front matter was last brought up to date: the fingerprints by place. A place is a key (`title`), or a
 * field of a record (`identifiers/doi`). A list that only grows (`tags`) has one fingerprint for each of its items, all else has one.
 *
 * A value with another fingerprint was written by the user. They stand in the note itself, so that they go with it through git, moves, undo
 * and other machines: in a comment on the line of its first managed block, or on the last line of a note that has none.
 */
export type ValueSeals = ReadonlyMap<string, readonly string[]>;

/** The fingerprint of a value. How it is written in YAML makes no difference: `2021` and `"2021"` are the same. */
export function valueSeal(value: Json): string {
	return fnv1a(valueText(value)).toString(36).padStart(7, '0');
}

/** A value as text; empty for one that says nothing: null, blank, an empty list or record. */
export function valueText(value: Json): string {
	if (isArray(value)) {
		return value
			.map(valueText)
			.filter(item => item !== '')
			.join('\n');
	}
	if (isObject(value)) {
		return Object.entries(value)
			.flatMap(([key, part]) => (part === undefined ? [] : [`${key}: ${valueText(part)}`]))
			.sort()
			.join('\n');
	}
	return value === null ? '' : String(value).normalize('NFC').trim();
}

/** `identifiers/doi`. */
export function placeOf(key: string, field: string): string {
	return `${key}/${field}`;
}

/** `<!-- marginalia:values title=1x2y3z4 identifiers/doi=0b1c2d3 tags=0a1b2c3,4d5e6f7 -->`; empty where nothing is sealed. */
export function valuesComment(seals: ValueSeals): string {
	const words = [...seals].map(([place, prints]) => `${encodeURIComponent(place).replaceAll('%2F', '/')}=${prints.join(',')}`);
	return words.length === 0 ? '' : `<!-- marginalia:values ${words.join(' ')} -->`;
}

/** What stands in such a comment; what is damaged there seals nothing. */
export function readValuesComment(comment: string): ValueSeals {
	const seals = new Map<string, readonly string[]>();
	for (const [, place = '', prints = ''] of comment.matchAll(/(?<= )([^\s=]+)=([0-9a-z,]*)(?= )/g)) {
		const name = decoded(place);
		if (name !== undefined && !seals.has(name)) {
			seals.set(
				name,
				prints.split(',').filter(print => print !== ''),
			);
		}
	}
	return seals;
}

function decoded(place: string): string | undefined {
	try {
		return decodeURIComponent(place);
	} catch {
		return undefined;
	}
}

/** Lists to which users add their own items. */
export const growingKeys: ReadonlySet<string> = new Set(['tags', 'aliases']);
