import { isArray, isObject } from '../data/json';
import type { Json } from '../data/json';

/** The texts of a value and of all that is in it. */
export function textsIn(value: Json | undefined, into = new Set<string>()): ReadonlySet<string> {
	if (typeof value === 'string') {
		into.add(value);
	} else if (isArray(value)) {
		value.forEach(item => textsIn(item, into));
	} else if (isObject(value)) {
		Object.values(value).forEach(item => textsIn(item, into));
	}
	return into;
}
