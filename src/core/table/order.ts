import { placeAmong } from '../data/lists';
import { listDifference } from '../library/listDifference';
import type { Head } from '../paper/head';
import { compareText } from '../text/compare';
import type { Pace } from '../work/pace';
import { sortedInSlices } from '../work/slicedSort';
import type { SortBy } from './arrangement';
import { columnOf } from './columns';
import type { ColumnName, TableFacts } from './columns';

/** Papers of a table, one after the other. */
export interface TableGroup {
	/** Stays the same while the group exists. */
	readonly name: string;
	/** Missing where papers aren't grouped. */
	readonly label?: string;
	readonly heads: readonly Head[];
}

export interface OrderedPapers {
	readonly groups: readonly TableGroup[];
	/** How many papers there are, however many groups each is in. */
	readonly papers: number;
}

/** What a table shows, and in which order. */
export interface TableWish {
	readonly sort: readonly SortBy[];
	readonly group?: ColumnName | undefined;
	/** Only papers of these ids; all where it's missing. */
	readonly matching?: ReadonlySet<string> | undefined;
}

type Value = string | number | undefined;

/** A paper with what its place is told by, each read from its head once. */
interface Entry {
	readonly head: Head;
	readonly id: string;
	readonly key: string;
	readonly values: readonly Value[];
	/** The labels of its groups, once they are asked for. */
	groups: readonly string[] | undefined;
}

/** More new papers than these are sorted together with all the others. */
const many = 200;

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

/**
 * All papers of a library in the order of a table. The order of all is kept: a change of some papers costs a look at each entry and no
 * sorting, and so does a filter.
 */
export class TableOrder {
	private sort: readonly SortBy[] = [];
	private group: ColumnName | undefined;
	private heads: readonly Head[] = [];
	private entries: readonly Entry[] = [];

	constructor(private readonly facts: TableFacts) {}

	/** Says that facts changed: what was told by them is asked again. */
	forget(): void {
		this.heads = [];
		this.entries = [];
	}

	/** One call at a time. */
	async of(heads: readonly Head[], { sort, group, matching }: TableWish, pace: Pace): Promise<OrderedPapers> {
		await this.follow(heads, sort, pace);
		if (group !== this.group) {
			await pace.each(this.entries, entry => (entry.groups = undefined));
			this.group = group;
		}
		const shown = matching === undefined ? this.entries : this.entries.filter(({ id }) => matching.has(id));
		await pace.rest();
		const groups =
			group === undefined
				? [{ name: '', heads: shown.map(entry => entry.head) }]
				: await this.grouped(shown, group, sort.find(by => by.column === group)?.descending ?? false, pace);
		return { groups, papers: shown.length };
	}

	private async follow(heads: readonly Head[], sort: readonly SortBy[], pace: Pace): Promise<void> {
		const isSameOrder = sameSort(sort, this.sort);
		if (isSameOrder && heads === this.heads) {
			return;
		}
		const before = isSameOrder ? this.entries : [];
		const { removed, added } = listDifference(isSameOrder ? this.heads : [], heads);
		await pace.rest();
		const gone = new Set(removed);
		const [only] = removed;
		const stay = gone.size === 0 ? before : before.filter(gone.size === 1 ? ({ head }) => head !== only : ({ head }) => !gone.has(head));
		await pace.rest();
		const come: Entry[] = [];
		await pace.each(added, head => come.push(this.entryOf(head, sort)));
		const compare = comparison(sort);
		this.entries =
			stay.length === 0 || come.length > many ? await sortedInSlices([...stay, ...come], compare, pace) : placed(stay, come, compare);
		this.heads = heads;
		this.sort = sort;
	}

	private entryOf(head: Head, sort: readonly SortBy[]): Entry {
		const values = sort.map(({ column }) => columnOf(column).value(head, this.facts));
		return { head, id: head.id, key: head.key, values, groups: undefined };
	}

	private async grouped(entries: readonly Entry[], name: ColumnName, descending: boolean, pace: Pace): Promise<readonly TableGroup[]> {
		const { groups: groupsOf = () => [], nothing = () => '', value, groupValue } = columnOf(name);
		const found = new Map<string, { readonly first: Value; readonly heads: Head[] }>();
		const add = (label: string, first: Value, head: Head) => {
			const group = found.get(label);
			if (group === undefined) {
				found.set(label, { first, heads: [head] });
			} else {
				group.heads.push(head);
			}
		};
		await pace.each(entries, entry => {
			const labels = (entry.groups ??= [...new Set(groupsOf(entry.head, this.facts))]);
			if (labels.length === 0) {
				add(none, undefined, entry.head);
			}
			labels.forEach(label => add(`=${label}`, groupValue === undefined ? value(entry.head, this.facts) : groupValue(label), entry.head));
		});
		const groups: (TableGroup & { readonly first: Value; readonly label: string })[] = [];
		found.forEach(({ first, heads }, label) =>
			groups.push({ name: label, label: label === none ? nothing() : label.slice(1), heads, first }),
		);
		const direction = descending ? -1 : 1;
		return sortedInSlices(
			groups,
			(a, b) => compareValues(a.first, b.first, direction) || direction * collator.compare(a.label, b.label) || compareText(a.name, b.name),
			pace,
		);
	}
}

/** The name of the group of papers without a value; others have an equals sign first. */
const none = '';

function sameSort(some: readonly SortBy[], others: readonly SortBy[]): boolean {
	return (
		some.length === others.length &&
		some.every(({ column, descending }, at) => others[at]?.column === column && others[at].descending === descending)
	);
}

/** Equals come by their citation keys, so that the order is the same whatever came first. */
function comparison(sort: readonly SortBy[]): (a: Entry, b: Entry) => number {
	const directions = sort.map(({ descending }) => (descending ? -1 : 1));
	return (a, b) => {
		for (let at = 0; at < directions.length; at += 1) {
			const order = compareValues(a.values[at], b.values[at], directions[at] ?? 1);
			if (order !== 0) {
				return order;
			}
		}
		return compareText(a.key, b.key) || compareText(a.id, b.id);
	};
}

function compareValues(a: Value, b: Value, direction: number): number {
	if (a === b) {
		return 0;
	}
	if (a === undefined || b === undefined) {
		return a === undefined ? 1 : -1;
	}
	return direction * (typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b)));
}

/** A list that is in order, with some more. */
function placed(entries: readonly Entry[], few: readonly Entry[], compare: (a: Entry, b: Entry) => number): readonly Entry[] {
	if (few.length === 0) {
		return entries;
	}
	const all = [...entries];
	for (const entry of few) {
		all.splice(placeAmong(all, entry, compare), 0, entry);
	}
	return all;
}
