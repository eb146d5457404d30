import { isArray, isObject, ownValue } from '../data/json';
import type { Json, JsonObject } from '../data/json';
import type { Paper } from '../paper/paper';
import { deepestLevel, isDeeper } from '../paper/paper';
import { fieldOf } from '../paper/fields';

/** One field of one paper that both sides of a merge had changed, each in its way. */
export interface FieldConflict {
	readonly key: string;
	readonly title: string;
	readonly field: string;
	/** What the merged paper has: the value of the side that was updated last. */
	readonly kept: Json | undefined;
	/** What stands in its `conflicts` now. */
	readonly other: Json | undefined;
}

export type ThreeWay = typeof mergeThreeWays;

/**
 * Three-way merge of a paper, field by field: what either side changed since `base` is kept; `undefined` stands for a paper that is not
 * there. Where both changed the same field, lists of texts are united, identifiers are merged one by one, and of other values the one of
 * the paper updated last wins; with `conflicts` the other value is kept too, in the paper's field `conflicts`, and told there. A paper that
 * one side removed and the other left alone goes.
 */
export function mergeThreeWays(
	base: Paper | undefined,
	mine: Paper | undefined,
	theirs: Paper | undefined,
	conflicts?: FieldConflict[],
): Paper | undefined {
	if (mine === undefined || theirs === undefined) {
		const left = mine ?? theirs;
		return same(base, left) ? undefined : left;
	}
	const [newer, older] = mine.updated >= theirs.updated ? [mine, theirs] : [theirs, mine];
	const others: JsonObject[] = [newer, older].map(paper => paper['conflicts']).filter(isObject);
	const removed: string[] = [];
	// In the order of the newer one: what only the older one has comes last.
	const merged = Object.keys({ ...newer, ...older }).flatMap(field => {
		const [before, kept, other] = [ownValue(base, field), ownValue(newer, field), ownValue(older, field)];
		if (conflicts !== undefined && !isBookKeeping(field) && isConflict(field, before, kept, other)) {
			conflicts.push({ key: newer['citation-key'], title: newer.title, field, kept, other });
			others.push(Object.fromEntries([[field, [storable(other)]]]));
		}
		const value = mergeField(field, before, kept, other);
		if (value === undefined) {
			removed.push(field);
			return [];
		}
		return [[field, value] as const];
	});
	const paper: Paper = { ...newer, ...Object.fromEntries(merged) };
	removed.forEach(field => Reflect.deleteProperty(paper, field));
	return others.length === 0 ? paper : { ...paper, conflicts: joined(others) };
}

/** A value as `conflicts` can hold it: one that would be nested too deep there to be read back stands as its JSON. */
function storable(value: Json | undefined): Json {
	return isDeeper(value, deepestLevel - 2) ? JSON.stringify(value) : (value ?? null);
}

/** The library keeps its own books: where both sides wrote in them, nobody is asked. Of a key somebody is. */
function isBookKeeping(field: string): boolean {
	return fieldOf(field).owner === 'library' && field !== 'citation-key';
}

function mergeField(field: string, base: Json | undefined, newer: Json | undefined, older: Json | undefined): Json | undefined {
	if (same(newer, older) || same(base, older)) {
		return newer;
	}
	if (same(base, newer)) {
		return older;
	}
	if (areTexts(newer) && areTexts(older)) {
		const kept = isArray(base) ? base : [];
		const [inNewer, inOlder] = [new Set<Json>(newer), new Set<Json>(older)];
		const removed = kept.filter(item => !inNewer.has(item) || !inOlder.has(item));
		return [...new Set([...newer, ...older])].filter(item => !removed.includes(item));
	}
	if (isByName(field) && isObject(newer) && isObject(older)) {
		const parts = Object.keys({ ...newer, ...older }).map(
			name => [name, mergeField('', partOf(base, name), ownValue(newer, name), ownValue(older, name))] as const,
		);
		return Object.fromEntries(parts.filter(([, part]) => part !== undefined));
	}
	return newer;
}

/** Whether the parts of a field have nothing to do with each other: one side may change the DOI, the other the arXiv id. */
function isByName(field: string): boolean {
	const { kind } = fieldOf(field);
	return kind === 'identifiers' || kind === 'textsByName';
}

function partOf(value: Json | undefined, name: string): Json | undefined {
	return isObject(value) ? ownValue(value, name) : undefined;
}

function isConflict(field: string, base: Json | undefined, newer: Json | undefined, older: Json | undefined): boolean {
	if (isByName(field) && isObject(newer) && isObject(older)) {
		return Object.keys({ ...newer, ...older }).some(name => isConflict('', partOf(base, name), newer[name], older[name]));
	}
	return !same(newer, older) && !same(base, older) && !same(base, newer) && !(areTexts(newer) && areTexts(older));
}

/** For each field the values that lost, each once. */
function joined(lists: readonly JsonObject[]): JsonObject {
	const fields = new Map<string, Json[]>();
	for (const [field, values] of lists.flatMap(list => Object.entries(list))) {
		const known = fields.get(field) ?? [];
		fields.set(field, [...known, ...(isArray(values) ? values : []).filter(value => !known.some(other => same(other, value)))]);
	}
	return Object.fromEntries(fields);
}

function areTexts(value: Json | undefined): value is readonly string[] {
	return isArray(value) && value.every(item => typeof item === 'string');
}

function same(a: unknown, b: unknown): boolean {
	return a === b || JSON.stringify(a) === JSON.stringify(b);
}
