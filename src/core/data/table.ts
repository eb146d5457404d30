/**
 * A table that words from outside look up. A plain object would also answer for what all objects inherit: `constructor`, `toString`,
 * `__proto__`. The linter holds that no object stands in for one.
 */
export function tableOf<V>(rows: Readonly<Record<string, V>>): ReadonlyMap<string, V> {
	return new Map(Object.entries(rows));
}
