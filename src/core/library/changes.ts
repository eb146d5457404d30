import type { Change } from './library';

/**
 * Two rounds of changes as one, so that undoing it takes both back: of a paper that both touched, the state before the first and after the
 * second; of one that came and went, nothing.
 */
export function joinChanges(first: readonly Change[], second: readonly Change[]): readonly Change[] {
	const joined = new Map<string, Change>();
	for (const change of [...first, ...second]) {
		const id = change.before?.id ?? change.after?.id ?? '';
		joined.set(id, { before: (joined.get(id) ?? change).before, after: change.after });
	}
	return [...joined.values()].filter(({ before, after }) => before !== undefined || after !== undefined);
}
