import { addTo } from '../../data/lists';
import type CSL from 'citeproc';

/**
 * The order of the cites of one citation, where citeproc-js leaves something to be desired: what has a prefix or suffix keeps its place,
 * since `a; for a comparison b` says something else the other way round, and cites of the same names come together where the style groups
 * them. https://docs.citationstyles.org/en/stable/specification.html#cite-grouping
 *
 * @param sort gives cites that may change places as the style sorts them
 * @param firstStays whether the first cite's names stand in the text
 * @param namesOf the names a cite shows; without it nothing is grouped
 */
export function citeOrder(
	items: readonly CSL.CitationItem[],
	sort: (cites: readonly CSL.CitationItem[]) => readonly CSL.CitationItem[],
	firstStays: boolean,
	namesOf: ((key: string) => string) | undefined,
): readonly CSL.CitationItem[] {
	const inOrder = chunksOf(items, firstStays).flatMap(sort);
	return namesOf === undefined || items.length < 3 ? inOrder : grouped(inOrder, namesOf, firstStays);
}

/**
 * Sorts cites of a citation like the ids of all of its cites. Of a work that is cited twice, `a; b; a`, the first cite has the first place.
 */
export function sortedLike(
	items: readonly CSL.CitationItem[],
	sorted: readonly string[],
): (cites: readonly CSL.CitationItem[]) => readonly CSL.CitationItem[] {
	const free = new Map<string, number[]>();
	for (const [index, id] of [...sorted.entries()].reverse()) {
		addTo(free, id, index);
	}
	const places = new Map(items.map(item => [item, free.get(item.id)?.pop() ?? 0]));
	return cites => [...cites].sort((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0));
}

/** Stretches of cites without prefix and suffix, and those with one by themselves. */
function chunksOf(items: readonly CSL.CitationItem[], firstStays: boolean): readonly (readonly CSL.CitationItem[])[] {
	const chunks: CSL.CitationItem[][] = [];
	for (const [index, item] of items.entries()) {
		const last = chunks.at(-1);
		const previous = last?.at(-1);
		if (last === undefined || previous === undefined || hasAffix(item) || hasAffix(previous) || (firstStays && index === 1)) {
			chunks.push([item]);
		} else {
			last.push(item);
		}
	}
	return chunks;
}

function hasAffix({ prefix, suffix }: CSL.CitationItem): boolean {
	return prefix !== undefined || suffix !== undefined;
}

/** A prefix may stand before the first of a group; nothing moves past a prefix or suffix. */
function grouped(items: readonly CSL.CitationItem[], namesOf: (key: string) => string, firstStays: boolean): readonly CSL.CitationItem[] {
	const [first, ...others] = items;
	if (first === undefined) {
		return [];
	}
	const end = others.findIndex(hasAffix);
	const movable = first.suffix !== undefined || firstStays ? [] : others.slice(0, end < 0 ? others.length : end);
	const names = movable.length === 0 ? '' : namesOf(first.id);
	const same = names === '' ? [] : movable.filter(item => namesOf(item.id) === names);
	return [
		first,
		...same,
		...grouped(
			others.filter(item => !same.includes(item)),
			namesOf,
			false,
		),
	];
}
