import type { Head } from '../paper/head';
import { Queue } from '../work/queue';
import type { Group } from './groups';
import type { LibraryReader } from './library';
import { listDifference, withDifference } from './listDifference';

/** A search that was given a name. */
export interface SavedSearch {
	readonly name: string;
	readonly query: string;
}

/** More changes than these are searched with all the others. */
const many = 200;

/** Papers of saved searches, kept in step with the library at the cost of what changed. */
export class SmartGroups {
	private heads: readonly Head[] = [];
	/** By query, what fits of {@link heads}. */
	private members: ReadonlyMap<string, readonly Head[]> = new Map();
	/** The last turn: each is made of the one before. */
	private readonly queue = new Queue();

	constructor(private readonly library: Pick<LibraryReader, 'fitting' | 'heads'>) {}

	/** Looks again for what fits a query: it asked for a time, or for notes that have changed. */
	forget(isStale: (query: string) => boolean): void {
		this.members = new Map([...this.members].filter(([query]) => !isStale(query)));
	}

	/** A group for each search, in their order, also where nothing fits. One in which nothing changed has the same members as before. */
	of(searches: readonly SavedSearch[]): Promise<readonly Group[]> {
		return this.queue.add(async () => {
			await this.follow([...new Set(searches.map(({ query }) => query))]);
			return searches.map(({ name, query }) => smartGroup(name, this.members.get(query) ?? []));
		});
	}

	private async follow(queries: readonly string[]): Promise<void> {
		const heads = this.library.heads();
		const change = listDifference(this.heads, heads);
		const isFew = change.added.length + change.removed.length <= many;
		const known = new Map([...this.members].filter(([query]) => isFew && queries.includes(query)));
		const fresh = queries.filter(query => !known.has(query));
		const added = new Map(change.added.map(head => [head.id, head]));
		const [some, all] = [
			added.size === 0 || known.size === 0
				? new Map<string, ReadonlySet<string>>()
				: await this.library.fitting([...known.keys()], new Set(added.keys())),
			fresh.length === 0 ? new Map<string, ReadonlySet<string>>() : await this.library.fitting(fresh),
		];
		const members = new Map<string, readonly Head[]>();
		known.forEach((before, query) => {
			const ids = some.get(query);
			members.set(
				query,
				withDifference(before, { removed: change.removed, added: change.added.filter(({ id }) => ids?.has(id) === true) }),
			);
		});
		all.forEach((ids, query) => members.set(query, ids.size === 0 ? [] : heads.filter(({ id }) => ids.has(id))));
		this.heads = heads;
		this.members = members;
	}
}

/** The group of a saved search. {@link searchOf} tells it from others. */
function smartGroup(name: string, members: readonly Head[]): Group {
	return {
		id: `search:${name}`,
		label: name,
		members,
		unread: members.reduce((sum, { status }) => sum + (status === 'unread' ? 1 : 0), 0),
	};
}

/** The name of the saved search whose papers a group has. */
export function searchOf({ id }: Pick<Group, 'id'>): string | undefined {
	return id.startsWith('search:') ? id.slice('search:'.length) : undefined;
}
