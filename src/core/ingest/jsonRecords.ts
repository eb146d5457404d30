import { localize } from '../data/localize';
import { isObject, parseJson } from '../data/json';
import type { JsonObject } from '../data/json';
import type { IncomingPaper } from '../paper/paper';
import type { Reading } from './format';
import type { JsonItem } from './jsonItems';
import { cutBelow, jsonItems, memberOf } from './jsonItems';
import { TextWindow } from './textWindow';

/**
 * Reads a JSON text in parts item by item: what `toPaper` makes of each object; a sentence instead of a paper says why there is none,
 * `undefined` passes the object by.
 */
export function* readJsonRecords(
	parts: readonly string[],
	lists: readonly string[],
	toPaper: (item: JsonObject) => IncomingPaper | string | undefined,
): Generator<Reading> {
	const window = new TextWindow(parts);
	for (const item of jsonItems(window, lists)) {
		const { line, column } = window.positionOf(item.start);
		if (item.depth > deepest) {
			yield {
				kind: 'problem',
				line,
				column,
				message: localize('Part of this record is nested more than {0} levels deep and was left out.', deepest),
			};
		}
		const value = parseJson(readable(item));
		if (!isObject(value)) {
			const message =
				value === undefined
					? localize('The JSON that starts here is invalid or incomplete.')
					: localize('Not a record: it should be an object with named fields.');
			yield { kind: 'problem', line, column, message };
			continue;
		}
		const paper = toPaper(value);
		if (typeof paper === 'string') {
			yield { kind: 'problem', line, column, message: paper };
		} else if (paper !== undefined) {
			yield { kind: 'paper', paper, line };
		}
	}
}

/** Records nest a handful of levels; what reads and writes them descends by calling itself. */
const deepest = 100;

/** The first object of a JSON text, for telling formats apart; `undefined` where the text does not begin like JSON. */
export function firstJsonObject(text: string, lists: readonly string[]): JsonObject | undefined {
	if (!/^\s*[[{]/.test(text)) {
		return undefined;
	}
	let looked = 0;
	for (const item of jsonItems(text, lists)) {
		const value = parseJson(readable(item));
		looked += 1;
		if (isObject(value) || looked === mostLooked) {
			return isObject(value) ? value : undefined;
		}
	}
	return undefined;
}

/** The object that the object at the start of a text has under a name; `undefined` where there is none. */
export function jsonMember(text: string, name: string): JsonObject | undefined {
	const member = memberOf(text, name);
	const value = member && parseJson(readable(member));
	return isObject(value) ? value : undefined;
}

/** A broken record at the start does not hide what the others are. */
const mostLooked = 5;

function readable({ text, depth }: JsonItem): string {
	return depth > deepest ? cutBelow(text, deepest) : text;
}
