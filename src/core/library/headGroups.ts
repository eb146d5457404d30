import { placeAmong } from '../data/lists';
import type { Pace } from '../work/pace';
import { Queue } from '../work/queue';
import { groupHeads, groupInSlices, orderOf } from './groups';
import type { Group, Grouping, PlacedGroup } from './groups';
import { present } from '../paper/paper';
import { listDifference, withDifference } from './listDifference';
import type { Head } from '../paper/head';

/** More changes than these are grouped anew with all the others. */
const many = 200;

/** The groups of a large list, kept in step with it at the cost of what changed. */
export class HeadGroups {
	private heads: readonly Head[] = [];
	private grouping: Grouping | undefined;
	private groups: readonly PlacedGroup[] = [];
	/** The question that was asked last. */
	private newest = {};
	private readonly queue = new Queue();

	/**
	 * As {@link groupHeads}. A group in which nothing changed is the same object as before. One question is answered after the other, since
	 * each answer is made of the one before; `undefined` for one that another overtook while it waited.
	 */
	of(heads: readonly Head[], grouping: Grouping, pace: Pace): Promise<readonly Group[] | undefined> {
		const question = {};
		this.newest = question;
		return this.queue.add(() => (question === this.newest ? this.follow(heads, grouping, pace) : undefined));
	}

	private async follow(heads: readonly Head[], grouping: Grouping, pace: Pace): Promise<readonly Group[]> {
		if (heads !== this.heads || grouping !== this.grouping) {
			const { removed: gone, added: come } = listDifference(this.heads, heads);
			await pace.rest();
			const isNew = grouping !== this.grouping || gone.length + come.length > many;
			this.groups = isNew
				? await groupInSlices(heads, grouping, pace)
				: changed(this.groups, groupHeads(gone, grouping), groupHeads(come, grouping), grouping);
			this.heads = heads;
			this.grouping = grouping;
		}
		return this.groups;
	}
}

function changed(
	groups: readonly PlacedGroup[],
	gone: readonly PlacedGroup[],
	come: readonly PlacedGroup[],
	grouping: Grouping,
): readonly PlacedGroup[] {
	const [goneById, comeById] = [gone, come].map(list => new Map(list.map(group => [group.id, group])));
	const kept: PlacedGroup[] = [];
	for (const group of groups) {
		const now = withChanges(group, goneById?.get(group.id), comeById?.get(group.id));
		comeById?.delete(group.id);
		if (now.members.length > 0) {
			kept.push(now);
		}
	}
	comeById?.forEach(group => kept.splice(placeAmong(kept, group, orderOf(grouping)), 0, group));
	return kept;
}

function withChanges(group: PlacedGroup, gone: PlacedGroup | undefined, come: PlacedGroup | undefined): PlacedGroup {
	if (gone === undefined && come === undefined) {
		return group;
	}
	return {
		...group,
		members: withDifference(group.members, { removed: gone?.members ?? [], added: come?.members ?? [] }),
		...present('own', group.own && withDifference(group.own, { removed: gone?.own ?? [], added: come?.own ?? [] })),
		unread: group.unread - (gone?.unread ?? 0) + (come?.unread ?? 0),
	};
}
