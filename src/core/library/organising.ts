import { localize } from '../data/localize';
import { collectionPath, collectionText, isWithin, sameCollection, withOuter } from '../paper/collections';
import type { CollectionPath } from '../paper/collections';
import type { Head } from '../paper/head';
import type { Paper } from '../paper/paper';
import type { Labels } from './labels';

// A list that loses its last item stays as an empty one: then a merge with another window still tells what was taken out.

/** The paper in one more collection. */
export function inCollection(paper: Paper, path: CollectionPath): Paper {
	const text = collectionText(path);
	const collections = paper.collections ?? [];
	return text === '' || collections.some(known => sameCollection(known) === text)
		? paper
		: { ...paper, collections: [...collections, text] };
}

/** The paper without a collection; those that lie in it count as others. */
export function outOfCollection(paper: Paper, path: CollectionPath): Paper {
	const text = collectionText(path);
	return withCollections(
		paper,
		(paper.collections ?? []).filter(known => sameCollection(known) !== text),
	);
}

/**
 * The paper with a collection, and all that lie in it, in another place: renamed, moved into another, or merged with one that there is.
 * Without `to`, in none of them any more.
 */
export function movedCollection(paper: Paper, from: CollectionPath, to: CollectionPath | undefined): Paper {
	const collections = (paper.collections ?? []).flatMap(text => {
		const path = collectionPath(text);
		if (!isWithin(path, from)) {
			return [text];
		}
		return to === undefined ? [] : [collectionText([...to, ...path.slice(from.length)])];
	});
	return withCollections(paper, [...new Map(collections.map(text => [sameCollection(text), text])).values()]);
}

/** The paper with one tag in place of others, where it has any of them; without `to`, with none. */
export function renamedTags(paper: Paper, from: ReadonlySet<string>, to: string | undefined): Paper {
	const tags = paper.tags ?? [];
	return tags.some(tag => from.has(tag))
		? { ...paper, tags: [...new Set(tags.flatMap(tag => (from.has(tag) ? (to === undefined ? [] : [to]) : [tag])))] }
		: paper;
}

/** The paper with a rating from 1 to 5, or with none for 0. */
export function rated(paper: Paper, rating: number): Paper {
	const { rating: before, ...rest } = paper;
	return rating === 0 ? rest : { ...rest, rating };
}

/** The paper first in its lists, or in its place again. */
export function pinned(paper: Paper, isPinned: boolean): Paper {
	const { pinned: before, ...rest } = paper;
	return isPinned ? { ...rest, pinned: true } : rest;
}

/** Ids of the papers that a collection holds, with all that lie in it. */
export function idsWithin(heads: readonly Head[], path: CollectionPath): readonly string[] {
	return heads.filter(({ collections }) => collections.some(text => isWithin(collectionPath(text), path))).map(({ id }) => id);
}

/** The collections that no paper is left in without some papers, which are given by id. */
export function emptiedCollections(heads: readonly Head[], ids: ReadonlySet<string>): readonly CollectionPath[] {
	const [leaving, staying] = [true, false].map(
		leaves => new Set(heads.flatMap(({ id, collections }) => (ids.has(id) === leaves ? collections.map(sameCollection) : []))),
	);
	return [...(leaving ?? [])].filter(text => staying?.has(text) !== true).map(collectionPath);
}

/** Ids of the papers that have any of some tags. */
export function idsTagged(heads: readonly Head[], tags: ReadonlySet<string>): readonly string[] {
	return heads.filter(head => head.tags.some(tag => tags.has(tag))).map(({ id }) => id);
}

/** Each collection that papers name, those that are there without papers, and those that they lie in, as text and in order. */
export function collectionsOf(heads: readonly Head[], { collections: kept }: Pick<Labels, 'collections'>): readonly string[] {
	const texts = new Set([...heads.flatMap(({ collections }) => collections), ...kept.keys()]);
	return [...new Set([...texts].flatMap(text => withOuter(collectionPath(text)).map(collectionText)))].sort();
}

/** Each tag that papers have, in order. */
export function tagsOf(heads: readonly Head[]): readonly string[] {
	return [...new Set(heads.flatMap(({ tags }) => tags))].sort();
}

/** Why a collection can't be moved or renamed so, in a plain sentence. */
export function problemOfMove(from: CollectionPath, to: CollectionPath): string | undefined {
	if (to.length === 0) {
		return localize('Type a name.');
	}
	return to.length > from.length && isWithin(to, from) ? localize('A collection can’t be put into itself.') : undefined;
}

/** With collections of which there are no more than before. */
function withCollections(paper: Paper, collections: readonly string[]): Paper {
	const before = paper.collections ?? [];
	return before.every((text, at) => text === collections[at]) ? paper : { ...paper, collections };
}
