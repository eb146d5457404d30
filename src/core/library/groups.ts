import type { Status } from '../paper';
import { statuses } from '../paper';
import type { Head } from './head';
import type { LinkedContents } from './linkedBibliographies';
import { sourceLabel } from './sources';

export const groupings = ['list', 'year', 'tag', 'status', 'author', 'none'] as const;
export type Grouping = (typeof groupings)[number];

export const sortings = ['rank', 'title', 'added', 'year'] as const;
export type Sorting = (typeof sortings)[number];

export interface Group {
	/** Stays the same while the group exists, so that a view can remember what was open. */
	readonly id: string;
	readonly label: string;
	readonly members: readonly Head[];
	readonly unread: number;
	/** The linked file whose entries these are. */
	readonly linked?: LinkedContents;
}

/** Parts papers into groups, in the order a list shows them. A paper with several tags (or found in several lists) stands in each group. */
export function groupHeads(heads: Iterable<Head>, grouping: Grouping): readonly Group[] {
	const { placesOf, compare } = groupingRules[grouping];
	const groups = new Map<string, Place & { readonly members: Head[] }>();
	for (const head of heads) {
		for (const place of placesOf(head)) {
			const group = groups.get(place.id);
			if (group === undefined) {
				groups.set(place.id, { ...place, members: [head] });
			} else {
				group.members.push(head);
			}
		}
	}
	return [...groups.values()]
		.sort((a, b) => compare(a, b) || collator.compare(a.label, b.label))
		.map(({ id, label, members }) => ({ id: `${grouping}:${id}`, label, members, unread: members.filter(head => head.status === 'unread').length }));
}

/** A group for each linked file; with `matching`, only of papers with these ids, and only where there are some. */
export function linkedGroups(files: readonly LinkedContents[], matching?: ReadonlySet<string>): readonly Group[] {
	const groups = files.map(file => ({ id: `linked:${file.file}`, label: file.label, members: matching === undefined ? file.heads : file.heads.filter(head => matching.has(head.id)), unread: 0, linked: file }));
	return groups.filter(({ members }) => matching === undefined || members.length > 0);
}

/** Papers in the order asked for; equals by title. Rank is the best place a paper had in any list. */
export function sortHeads(heads: readonly Head[], sorting: Sorting): readonly Head[] {
	const compare = sortingRules[sorting];
	return [...heads].sort((a, b) => compare(a, b) || collator.compare(a.title, b.title));
}

interface Place {
	/** Groups with no id hold what has no year, tag or author; they come last. */
	readonly id: string;
	readonly label: string;
	/** What the group sorts by. */
	readonly order: string | number;
}

interface GroupingRule {
	readonly placesOf: (head: Head) => readonly Place[];
	readonly compare: (a: Place, b: Place) => number;
}

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

const statusLabels: Readonly<Record<Status, string>> = { unread: 'Unread', reading: 'Reading', read: 'Read' };

function place(value: string | number | undefined, nothing: string, order: string | number = value ?? ''): Place {
	return value === undefined ? { id: '', label: nothing, order: '' } : { id: String(value), label: String(value), order };
}

const lastWhereEmpty = (a: Place, b: Place) => Number(a.id === '') - Number(b.id === '');
const ascending = (a: Place, b: Place) => lastWhereEmpty(a, b) || collator.compare(String(a.order), String(b.order));
const descending = (a: Place, b: Place) => lastWhereEmpty(a, b) || collator.compare(String(b.order), String(a.order));

const groupingRules: Readonly<Record<Grouping, GroupingRule>> = {
	list: {
		placesOf: head => (head.sources.length === 0 ? [place(undefined, 'Added by hand')] : uniqueById(head.sources.map(source => place(sourceLabel(source), '', source.date ?? '')))),
		compare: descending,
	},
	year: { placesOf: head => [place(head.year, 'No year')], compare: descending },
	tag: { placesOf: head => (head.tags.length === 0 ? [place(undefined, 'No tag')] : head.tags.map(tag => place(tag, ''))), compare: ascending },
	status: { placesOf: head => [{ id: head.status, label: statusLabels[head.status], order: statuses.indexOf(head.status) }], compare: ascending },
	author: { placesOf: head => [place(head.names[0], 'No author', lastWord(head.names[0] ?? ''))], compare: ascending },
	none: { placesOf: () => [{ id: 'all', label: 'All papers', order: '' }], compare: ascending },
};

const sortingRules: Readonly<Record<Sorting, (a: Head, b: Head) => number>> = {
	rank: (a, b) => rankOf(a) - rankOf(b),
	title: () => 0,
	added: (a, b) => (a.added < b.added ? 1 : a.added > b.added ? -1 : 0),
	year: (a, b) => (b.year ?? 0) - (a.year ?? 0),
};

/** The best place the paper had in any list; after all ranked ones where it had none. */
function rankOf(head: Head): number {
	return Math.min(...head.sources.map(source => source.rank ?? Number.MAX_SAFE_INTEGER), Number.MAX_SAFE_INTEGER);
}

function uniqueById(places: readonly Place[]): readonly Place[] {
	return [...new Map(places.map(item => [item.id, item])).values()];
}

function lastWord(name: string): string {
	return name.split(' ').at(-1) ?? '';
}
