import { isArray, isObject, textOf } from '../data/json';
import type { Json, JsonObject } from '../data/json';
import { textsIn } from './textsIn';

/**
 * What of a record no field of its paper holds, by path (`organization`, `parent.location`, `serial-number.mr`), for the paper's `custom`.
 *
 * @param plain how the paper has a text of the record
 * @param isPlaced whether a value has a place in the paper in another form, or says nothing about the work
 */
export function unplacedValues(
	record: JsonObject,
	paper: JsonObject,
	plain: (text: string) => string,
	isPlaced: (path: string, value: Json) => boolean,
): JsonObject | undefined {
	const held = textsIn(paper);
	const found = new Map<string, string[]>();
	const visit = (value: Json | undefined, path: string): void => {
		if (value === undefined || isPlaced(path, value)) {
			return;
		}
		if (isArray(value)) {
			value.forEach(item => visit(item, path));
		} else if (isObject(value)) {
			Object.entries(value).forEach(([field, inner]) => visit(inner, path === '' ? field : `${path}.${field}`));
		} else {
			const text = textOf(value)?.trim() ?? '';
			if (text !== '' && !held.has(text) && !held.has(plain(text))) {
				found.set(path, [...(found.get(path) ?? []), text]);
			}
		}
	};
	visit(record, '');
	return found.size === 0 ? undefined : Object.fromEntries([...found].map(([path, texts]) => [path, texts.join('\n')]));
}
