import { groupHeads, placesInOrder } from './groups';
import type { Group, Grouping, PlacedGroup } from './groups';
import type { Head } from './head';

/** More changes than these are grouped anew with all the others. */
const many = 200;

/** The groups of a large list, kept in step with it at the cost of what changed. */
export class HeadGroups {
	private heads: readonly Head[] = [];
	private members: ReadonlySet<Head> = new Set();
	private grouping: Grouping | undefined;
	private groups: readonly PlacedGroup[] = [];

	/** As {@link groupHeads}. A group in which nothing changed is the same object as before. */
	of(heads: readonly Head[], grouping: Grouping): readonly Group[] {
		if (heads !== this.heads || grouping !== this.grouping) {
			const members = new Set(heads);
			const gone = this.heads.filter(head => !members.has(head));
			const come = heads.filter(head => !this.members.has(head));
			const isNew = grouping !== this.grouping || gone.length + come.length > many;
			this.groups = isNew ? groupHeads(heads, grouping) : changed(this.groups, groupHeads(gone, grouping), groupHeads(come, grouping), grouping);
			this.heads = heads;
			this.members = members;
			this.grouping = grouping;
		}
		return this.groups;
	}
}

function changed(groups: readonly PlacedGroup[], gone: readonly PlacedGroup[], come: readonly PlacedGroup[], grouping: Grouping): readonly PlacedGroup[] {
	const [goneById, comeById] = [gone, come].map(list => new Map(list.map(group => [group.id, group])));
	const known = new Set(groups.map(group => group.id));
	const kept = groups.map(group => withChanges(group, goneById?.get(group.id), comeById?.get(group.id))).filter(group => group.members.length > 0);
	const added = come.filter(group => !known.has(group.id));
	return added.length === 0 ? kept : placesInOrder([...kept, ...added], grouping);
}

function withChanges(group: PlacedGroup, gone: PlacedGroup | undefined, come: PlacedGroup | undefined): PlacedGroup {
	if (gone === undefined && come === undefined) {
		return group;
	}
	const left = new Set(gone?.members);
	return { ...group, members: [...group.members.filter(head => !left.has(head)), ...(come?.members ?? [])], unread: group.unread - (gone?.unread ?? 0) + (come?.unread ?? 0) };
}
