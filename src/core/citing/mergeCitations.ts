import type { FoundCitation } from './syntax';

/** Both lists in order; where two overlap, the first list's stays. Each list is sorted, with none overlapping another. */
export function mergeCitations(first: readonly FoundCitation[], second: readonly FoundCitation[]): readonly FoundCitation[] {
	let next = 0;
	const apart = second.filter(({ start, end }) => {
		while ((first[next]?.end ?? Infinity) <= start) {
			next += 1;
		}
		return (first[next]?.start ?? Infinity) >= end;
	});
	return [...first, ...apart].sort((a, b) => a.start - b.start);
}
