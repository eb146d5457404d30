import type { Json } from '../data/json';
import { isArray, isObject } from '../data/json';
import { fnv1a } from '../text/hash';

/**
 * The field of an entry, or of a CSL item's `custom`, by which a file says that Marginalia wrote the entry. Its value is a print of what
 * was written, so that an entry that somebody edited is known for theirs. BibTeX, biber, pandoc and citeproc pass by fields that they do
 * not know.
 */
export const sealField = 'marginalia';

/** The same for all ways of writing the same fields: order, white space and line endings count for nothing. */
export function sealOfFields(kind: string, fields: Iterable<readonly [name: string, value: Json]>): string {
	const plain = [...fields]
		.filter(([name]) => name !== sealField)
		.map(([name, value]) => [name, settled(value)] as const)
		.sort(([a], [b]) => (a < b ? -1 : 1));
	return fnv1a(JSON.stringify([kind, plain]))
		.toString(16)
		.padStart(8, '0');
}

function settled(value: Json): Json {
	if (typeof value === 'string') {
		return value.replace(/\s+/g, ' ').trim();
	}
	if (isArray(value)) {
		return value.map(settled);
	}
	return isObject(value)
		? Object.fromEntries(
				Object.entries(value)
					.flatMap(([name, item]) => (item === undefined ? [] : [[name, settled(item)] as const]))
					.sort(([a], [b]) => (a < b ? -1 : 1)),
			)
		: value;
}
