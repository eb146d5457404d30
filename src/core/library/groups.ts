import { localize } from '../data/localize';
import type { Pace } from '../work/pace';
import { statusLabel } from '../paper/statusLabel';
import { present, statuses } from '../paper/paper';
import { sortedInSlices } from '../work/slicedSort';
import { compareText } from '../text/compare';
import { collectionPath, collectionText, withOuter } from '../paper/collections';
import type { CollectionPath } from '../paper/collections';
import type { Head } from '../paper/head';
import type { LinkedContents } from './linkedBibliographies';
import { sourceLabel } from './sources';

export const groupings = ['list', 'collection', 'tag', 'year', 'status', 'author', 'none'] as const;
export type Grouping = (typeof groupings)[number];

/** The id of the one group that `none` makes. */
export const ungrouped = 'none:all';

export const sortings = ['rank', 'title', 'added', 'year'] as const;
export type Sorting = (typeof sortings)[number];

export interface Group {
	/** Stays the same while the group exists, so that a view can remember what was open. */
	readonly id: string;
	readonly label: string;
	/** The id of the group that it lies in. */
	readonly parent?: string;
	/** Those of the groups that lie in it too. */
	readonly members: readonly Head[];
	/** Those of the members that don't lie in a group of this group as well; all where groups don't nest. */
	readonly own?: readonly Head[];
	readonly unread: number;
	/** The linked file whose entries these are. */
	readonly linked?: LinkedContents;
}

/** A group with what its place among others is told by. */
export interface PlacedGroup extends Group {
	readonly place: GroupPlace;
}

/** Parts papers into groups, in the order a list shows them. A paper with several tags (or found in several lists) stands in each group. */
export function groupHeads(heads: Iterable<Head>, grouping: Grouping): readonly PlacedGroup[] {
	const gathering = new Gathering(grouping);
	for (const head of heads) {
		gathering.add(head);
	}
	return [...gathering.groups()].sort(orderOf(grouping));
}

/** {@link groupHeads} of so many that the host has to be given way to. */
export async function groupInSlices(heads: Iterable<Head>, grouping: Grouping, pace: Pace): Promise<readonly PlacedGroup[]> {
	const gathering = new Gathering(grouping);
	await pace.each(heads, head => gathering.add(head));
	const groups: PlacedGroup[] = [];
	await pace.each(gathering.groups(), group => groups.push(group));
	return sortedInSlices(groups, orderOf(grouping), pace);
}

/** How a list orders groups. */
export function orderOf(grouping: Grouping): (a: PlacedGroup, b: PlacedGroup) => number {
	const { compare } = groupingRules[grouping];
	return (a, b) => compare(a.place, b.place) || collator.compare(a.label, b.label) || compareText(a.id, b.id);
}

interface Gathered {
	readonly place: GroupPlace;
	readonly members: Head[];
	readonly own: Head[];
	unread: number;
}

class Gathering {
	private readonly found = new Map<string, Gathered>();

	constructor(private readonly grouping: Grouping) {}

	add(head: Head): void {
		const unread = head.status === 'unread' ? 1 : 0;
		for (const place of groupingRules[this.grouping].placesOf(head)) {
			const group = this.found.get(place.id);
			if (group === undefined) {
				this.found.set(place.id, { place, members: [head], own: place.isOuter === true ? [] : [head], unread });
			} else {
				group.members.push(head);
				group.unread += unread;
				if (place.isOuter !== true) {
					group.own.push(head);
				}
			}
		}
	}

	/** In no particular order. */
	*groups(): Generator<PlacedGroup, void, undefined> {
		const nests = this.grouping === 'collection';
		for (const { place, members, own, unread } of this.found.values()) {
			const parent = place.parent === undefined ? undefined : `${this.grouping}:${place.parent}`;
			yield {
				id: `${this.grouping}:${place.id}`,
				label: place.label,
				...present('parent', parent),
				members,
				...(nests ? { own } : {}),
				unread,
				place,
			};
		}
	}
}

/** Groups of collections, with those that have no papers among them: `collections` are the texts of all that are there. */
export function withEmptyCollections(groups: readonly Group[], collections: Iterable<string>): readonly Group[] {
	const known = new Set(groups.map(({ id }) => id));
	const places = uniqueById([...collections].flatMap(placesOfCollection));
	const empty = places.flatMap(({ id, label, parent }) => {
		const group: Group = {
			id: `collection:${id}`,
			label,
			...present('parent', parent === undefined ? undefined : `collection:${parent}`),
			members: [],
			own: [],
			unread: 0,
		};
		return known.has(group.id) ? [] : [group];
	});
	// Papers in no collection come last.
	const pathOfGroup = (group: Group) => collectionOf(group) ?? [];
	return empty.length === 0
		? groups
		: [...groups, ...empty].sort(
				(a, b) => Number(pathOfGroup(a).length === 0) - Number(pathOfGroup(b).length === 0) || comparePaths(pathOfGroup(a), pathOfGroup(b)),
			);
}

/** A group for each linked file; with `matching`, only of papers with these ids, and only where there are some. */
export function linkedGroups(files: readonly LinkedContents[], matching?: ReadonlySet<string>): readonly Group[] {
	const groups = files.map(file => ({
		id: `linked:${file.file}`,
		label: file.label,
		members: matching === undefined ? file.heads : file.heads.filter(head => matching.has(head.id)),
		unread: 0,
		linked: file,
	}));
	return groups.filter(({ members }) => matching === undefined || members.length > 0);
}

/** What a head's place in an order is told by. */
export interface SortKey {
	readonly head: Head;
	/** 0 for what is pinned, which stands before all else; 1 for the others. */
	readonly rank: number;
	/** Smaller ones first. */
	readonly first: number;
	/** Decides between equals. */
	readonly title: string;
}

/** Rank is the best place a paper had in any list. */
export function sortKeyOf(head: Head, sorting: Sorting): SortKey {
	return { head, rank: head.pinned ? 0 : 1, first: sortingRules[sorting](head), title: head.title };
}

export function compareSortKeys(a: SortKey, b: SortKey): number {
	return a.rank - b.rank || a.first - b.first || collator.compare(a.title, b.title);
}

export interface GroupPlace {
	/** Groups with no id hold what has no year, tag or author; they come last. */
	readonly id: string;
	readonly label: string;
	/** What the group sorts by; names of collections one after the other. */
	readonly order: string | number | readonly string[];
	/** The id of the group that it lies in. */
	readonly parent?: string;
	/** Whether the paper is only in a group that lies in it. */
	readonly isOuter?: boolean;
}

interface GroupingRule {
	readonly placesOf: (head: Head) => readonly GroupPlace[];
	readonly compare: (a: GroupPlace, b: GroupPlace) => number;
}

/** The members of a group that stand as its rows, and not only as rows of a group that lies in it. */
export function ownMembers({ own, members }: Group): readonly Head[] {
	return own ?? members;
}

/** The collection that a group is; none for papers in no collection. */
export function collectionOf({ id }: Pick<Group, 'id'>): CollectionPath | undefined {
	const text = id.startsWith('collection:') ? id.slice('collection:'.length) : '';
	return text === '' ? undefined : collectionPath(text);
}

/** The tag whose papers a group has. */
export function tagOf({ id }: Pick<Group, 'id'>): string | undefined {
	const tag = id.startsWith('tag:') ? id.slice('tag:'.length) : '';
	return tag === '' ? undefined : tag;
}

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

function place(value: string | number | undefined, nothing: () => string, order: string | number = value ?? ''): GroupPlace {
	return value === undefined ? { id: '', label: nothing(), order: '' } : { id: String(value), label: String(value), order };
}

/** Of places that all papers have. */
const none = () => '';

const lastWhereEmpty = (a: GroupPlace, b: GroupPlace) => Number(a.id === '') - Number(b.id === '');
const ascending = (a: GroupPlace, b: GroupPlace) => lastWhereEmpty(a, b) || collator.compare(String(a.order), String(b.order));
const descending = (a: GroupPlace, b: GroupPlace) => lastWhereEmpty(a, b) || collator.compare(String(b.order), String(a.order));

const groupingRules: Readonly<Record<Grouping, GroupingRule>> = {
	list: {
		placesOf: ({ sources }) =>
			sources.length === 0
				? [place(undefined, () => localize('Added by hand'))]
				: uniqueById(sources.map(source => place(sourceLabel(source), none, source.date ?? ''))),
		compare: descending,
	},
	collection: {
		placesOf: ({ collections }) => {
			const named = collections.flatMap(placesOfCollection);
			// Of two with one id the last counts.
			const places = uniqueById([...named].sort((a, b) => Number(b.isOuter ?? false) - Number(a.isOuter ?? false)));
			return places.length === 0 ? [place(undefined, () => localize('No collection'))] : places;
		},
		compare: (a, b) => lastWhereEmpty(a, b) || comparePaths(a.order, b.order),
	},
	year: { placesOf: head => [place(head.year, () => localize('No year'))], compare: descending },
	tag: {
		placesOf: ({ tags }) =>
			tags.length === 0 ? [place(undefined, () => localize('No tag'))] : uniqueById(tags.map(tag => place(tag, none))),
		compare: ascending,
	},
	status: {
		placesOf: head => [{ id: head.status, label: statusLabel(head.status), order: statuses.indexOf(head.status) }],
		compare: ascending,
	},
	author: { placesOf: ({ names: [first] }) => [place(first, () => localize('No author'), lastWord(first ?? ''))], compare: ascending },
	none: { placesOf: () => [{ id: 'all', label: localize('All papers'), order: '' }], compare: ascending },
};

const sortingRules: Readonly<Record<Sorting, (head: Head) => number>> = {
	rank: rankOf,
	title: () => 0,
	// The latest first: the instants of ISO 8601 as numbers.
	added: head => -(Date.parse(head.added) || 0),
	year: head => -(head.year ?? 0),
};

/** The best place the paper had in any list; after all ranked ones where it had none. */
function rankOf(head: Head): number {
	return head.sources.reduce((best, { rank }) => Math.min(best, rank ?? best), Number.MAX_SAFE_INTEGER);
}

/** A collection that a paper names, and all that it lies in. */
function placesOfCollection(text: string): readonly GroupPlace[] {
	const known = collectionPlaces.get(text);
	if (known !== undefined) {
		return known;
	}
	const places = withOuter(collectionPath(text)).map(path => ({
		id: collectionText(path),
		label: path.at(-1) ?? '',
		order: path,
		...present('parent', path.length > 1 ? collectionText(path.slice(0, -1)) : undefined),
	}));
	const last = places.pop();
	const all: readonly GroupPlace[] = [...places.map(outer => ({ ...outer, isOuter: true })), ...(last === undefined ? [] : [last])];
	if (collectionPlaces.size < mostCollections) {
		collectionPlaces.set(text, all);
	}
	return all;
}

/** Collections are few, and each is named by many papers: its name is read once. */
const collectionPlaces = new Map<string, readonly GroupPlace[]>();
const mostCollections = 10_000;

/** An outer collection before those in it. */
function comparePaths(a: GroupPlace['order'], b: GroupPlace['order']): number {
	const [left, right] = [pathOf(a), pathOf(b)];
	for (const [level, name] of left.entries()) {
		const other = right[level];
		const order = other === undefined ? 1 : collator.compare(name, other) || compareText(name, other);
		if (order !== 0) {
			return order;
		}
	}
	return left.length - right.length;
}

function pathOf(order: GroupPlace['order']): readonly string[] {
	return typeof order === 'object' ? order : [String(order)];
}

function uniqueById(places: readonly GroupPlace[]): readonly GroupPlace[] {
	return [...new Map(places.map(item => [item.id, item])).values()];
}

/** What a full name is sorted by. */
export function lastWord(name: string): string {
	return name.split(' ').at(-1) ?? '';
}
