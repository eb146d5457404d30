import { isArray, isObject, parseJson } from '../data/json';
import type { Json, JsonObject } from '../data/json';
import type { IncomingPaper } from '../paper/paper';
import { incomplete } from './source';
import type { Parsed } from './source';

/** The object of a JSON answer; `undefined` where it is none. */
export function answerObject(body: string): JsonObject | undefined {
	const value = parseJson(body);
	return isObject(value) ? value : undefined;
}

/** The objects of a list that a JSON answer is, or has under a name. */
export function answerList(body: string, name?: string): readonly JsonObject[] | undefined {
	const value = parseJson(body);
	const list: unknown = name === undefined ? value : isObject(value) ? value[name] : undefined;
	return isArray(list) ? list.filter(isObject) : undefined;
}

export function papersOf(
	items: readonly JsonObject[] | undefined,
	toPaper: (item: JsonObject) => IncomingPaper | undefined,
	total?: Json,
): Parsed {
	return items === undefined
		? incomplete()
		: {
				kind: 'papers',
				papers: items.flatMap(item => toPaper(item) ?? []),
				items: items.length,
				...(typeof total === 'number' ? { total } : {}),
			};
}
