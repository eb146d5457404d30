/** What became of a list. */
export interface ListDifference<T> {
	readonly removed: readonly T[];
	readonly added: readonly T[];
}

/**
 * What a list lost and gained, in its order; an item that only moved is neither. Costs what lies between the first and the last place that
 * differ: of 100,000 papers usually one has changed.
 */
export function listDifference<T>(before: readonly T[], after: readonly T[]): ListDifference<T> {
	const shorter = Math.min(before.length, after.length);
	let start = 0;
	while (start < shorter && before[start] === after[start]) {
		start += 1;
	}
	let end = 0;
	while (end < shorter - start && before[before.length - 1 - end] === after[after.length - 1 - end]) {
		end += 1;
	}
	const [old, now] = [before.slice(start, before.length - end), after.slice(start, after.length - end)];
	const [wasThere, isThere] = [new Set(old), new Set(now)];
	return { removed: old.filter(item => !isThere.has(item)), added: now.filter(item => !wasThere.has(item)) };
}

/** A list without what was removed and with what was added at its end; the same list where nothing was. */
export function withDifference<T>(list: readonly T[], { removed, added }: ListDifference<T>): readonly T[] {
	if (removed.length + added.length === 0) {
		return list;
	}
	const gone = new Set(removed);
	const [only] = gone;
	const now = list.filter(gone.size === 1 ? item => item !== only : item => !gone.has(item));
	if (now.length === list.length && added.length === 0) {
		return list;
	}
	added.forEach(item => now.push(item));
	return now;
}
