import { isArray } from '../json';
import type { Json } from '../json';
import type { Paper } from '../paper';

type Papers = ReadonlyMap<string, Paper>;

/**
 * Three-way merge of a volume, paper by paper and field by field: what either side changed since `base` is kept. Where both changed the same field, lists
 * of texts are united and of other values the one of the paper updated last wins. A paper that one side removed and the other left alone goes.
 */
export function mergeVolumes(base: Papers, mine: Papers, theirs: Papers): Papers {
	if (mine === base) {
		return theirs;
	}
	const merged = new Map<string, Paper>();
	for (const id of new Set([...theirs.keys(), ...mine.keys()])) {
		const paper = mergePaper(base.get(id), mine.get(id), theirs.get(id));
		if (paper !== undefined) {
			merged.set(id, paper);
		}
	}
	return merged;
}

/** As {@link mergeVolumes}, for one paper; `undefined` stands for one that is not there. */
export function mergePaper(base: Paper | undefined, mine: Paper | undefined, theirs: Paper | undefined): Paper | undefined {
	if (mine === undefined || theirs === undefined) {
		const left = mine ?? theirs;
		const removed = base !== undefined && left !== undefined && same(base, left);
		return removed ? undefined : left;
	}
	const [newer, older] = mine.updated >= theirs.updated ? [mine, theirs] : [theirs, mine];
	const merged = { ...newer };
	for (const field of Object.keys({ ...older, ...newer })) {
		const value = mergeField(base?.[field], newer[field], older[field]);
		if (value === undefined) {
			Reflect.deleteProperty(merged, field);
		} else {
			Object.assign(merged, { [field]: value });
		}
	}
	return merged;
}

function mergeField(base: Json | undefined, newer: Json | undefined, older: Json | undefined): Json | undefined {
	if (same(newer, older) || same(base, older)) {
		return newer;
	}
	if (same(base, newer)) {
		return older;
	}
	if (isArray(newer) && isArray(older) && [...newer, ...older].every(item => typeof item === 'string')) {
		const kept = isArray(base) ? base : [];
		const removed = kept.filter(item => !newer.includes(item) || !older.includes(item));
		return [...new Set([...newer, ...older])].filter(item => !removed.includes(item));
	}
	return newer;
}

function same(a: unknown, b: unknown): boolean {
	return a === b || JSON.stringify(a) === JSON.stringify(b);
}
