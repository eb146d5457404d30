import type { Pace } from '../work/pace';
import { sortKeyOf, compareSortKeys } from './groups';
import type { SortKey, Sorting } from './groups';
import { listDifference } from './listDifference';
import type { ListDifference } from './listDifference';
import type { Head } from '../paper/head';

/** So many heads are looked at between two rests. */
const step = 500;

interface OrderLimits {
	/** So many new papers put a list in order anew. */
	readonly many: number;
	/** So many more than asked for are put in order, so that the first ones are still known when some of them go. */
	readonly spare: number;
}

/** A list and its order. */
interface Known {
	readonly heads: readonly Head[];
	/** No other head of the list stands before the last one of these. */
	readonly first: readonly SortKey[];
	readonly arranged: readonly Head[];
}

/**
 * The beginning of a large list in order. All of 100,000 papers would take seconds to sort, and people see a page of them: each paper is
 * compared with the last one of that page. When papers change, only these are looked at again.
 */
export class HeadOrder {
	private known: Known = { heads: [], first: [], arranged: [] };

	constructor(
		private readonly sorting: Sorting,
		private readonly limits: OrderLimits = { many: 200, spare: 200 },
	) {}

	/** The heads, the first `count` of them in order, the others behind as they come. */
	async arrange(heads: readonly Head[], count: number, pace: Pace): Promise<readonly Head[]> {
		const { known } = this;
		if (heads === known.heads && known.first.length >= Math.min(count, heads.length)) {
			return known.arranged;
		}
		const change = listDifference(known.heads, heads);
		await pace.rest();
		const first = this.brought(known, change, heads.length, count) ?? (await this.chosen(heads, count + this.limits.spare, pace));
		await pace.rest();
		const inOrder = new Set(first.map(key => key.head));
		const arranged = [...inOrder, ...heads.filter(head => !inOrder.has(head))];
		this.known = { heads, first, arranged };
		return arranged;
	}

	/** What is known, without what went and with what came; `undefined` where that does not tell the first `count`. */
	private brought(known: Known, { removed, added }: ListDifference<Head>, length: number, count: number): readonly SortKey[] | undefined {
		const last = known.first.at(-1);
		if (last === undefined || added.length > this.limits.many) {
			return undefined;
		}
		const isWhole = known.first.length === known.heads.length;
		const gone = new Set(removed);
		const stay = known.first.filter(({ head }) => !gone.has(head));
		const near = added.map(head => sortKeyOf(head, this.sorting)).filter(key => isWhole || compareSortKeys(key, last) <= 0);
		const first = merged(stay, near.sort(compareSortKeys), Infinity);
		return first.length >= Math.min(count, length) ? first : undefined;
	}

	private async chosen(heads: readonly Head[], count: number, pace: Pace): Promise<readonly SortKey[]> {
		let first: readonly SortKey[] = [];
		for (let at = 0; at < heads.length; at += step) {
			const last = first.length < count ? undefined : first.at(-1);
			const better = heads
				.slice(at, at + step)
				.map(head => sortKeyOf(head, this.sorting))
				.filter(key => last === undefined || compareSortKeys(key, last) < 0);
			first = merged(first, better.sort(compareSortKeys), count);
			await pace.rest();
		}
		return first;
	}
}

/** The first `count` of two lists that are in order. */
function merged(some: readonly SortKey[], others: readonly SortKey[], count: number): readonly SortKey[] {
	const both: SortKey[] = [];
	let next = 0;
	for (const key of some) {
		for (let other = others[next]; other !== undefined && compareSortKeys(other, key) < 0; other = others[next]) {
			both.push(other);
			next += 1;
		}
		both.push(key);
	}
	return [...both, ...others.slice(next)].slice(0, count);
}
