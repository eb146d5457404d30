import { fnv1a } from '../text/hash';
import { foldKey } from './foldKey';
import type { Head } from '../paper/head';
import { nameCount, nameHash } from './packedHeads';

/** A head and where it stands. */
export interface DirectoryEntry<Home> {
	readonly head: Head;
	readonly home: Home;
}

const smallest = 1024;

/**
 * Finds heads by id, key and alias: a table of hashes, in which no text is looked at before somebody asks for it. So 100,000 heads that
 * come from a cache are entered in some ten milliseconds, where maps by text take a hundred.
 */
export class HeadDirectory<Home extends object> {
	/** Open addressing. Two numbers a slot, side by side: the name's hash, and the head's place plus 1, or 0 where the slot is free. */
	private slots = new Int32Array(2 * smallest);
	private used = 0;
	/** A head that left leaves a gap until the table is made anew. */
	private heads: (Head | undefined)[] = [];
	private homes: Home[] = [];
	/** Papers that stand in two places, only where a move between them was cut short or is under way. */
	private twice: ReadonlySet<string> = new Set();

	enter(head: Head, home: Home): void {
		const count = nameCount(head);
		this.reserve(count);
		const number = this.heads.push(head);
		this.homes.push(home);
		for (let index = 0; index < count; index += 1) {
			const isShared = this.put(nameHash(head, index) | 0, number);
			if (index === 0 && isShared && this.ofId(head.id).length > 1) {
				this.twice = new Set([...this.twice, head.id]);
			}
		}
	}

	/** Makes room for so many further names: a table that grows by and by is made anew again and again. */
	reserve(names: number): void {
		if (4 * (this.used + names) > this.slots.length) {
			this.makeAnew(names);
		}
	}

	leave(head: Head): void {
		const number = this.numbersOf(nameHash(head, 0)).find(candidate => this.heads[candidate - 1] === head);
		if (number !== undefined) {
			this.heads[number - 1] = undefined;
		}
	}

	/** Of a paper that stands in two places, its later state. */
	byId(id: string): DirectoryEntry<Home> | undefined {
		return this.ofId(id).reduce<DirectoryEntry<Home> | undefined>(
			(best, entry) => (best !== undefined && best.head.updated > entry.head.updated ? best : entry),
			undefined,
		);
	}

	/** The paper whose key it is, in any case, before those that have it as an alias; of several the one that was added first. */
	byKey(key: string): DirectoryEntry<Home> | undefined {
		const folded = foldKey(key);
		const candidates = this.entriesOf(fnv1a(folded));
		const owners = candidates.filter(({ head }) => foldKey(head.key) === folded);
		const bearers = owners.length > 0 ? owners : candidates.filter(({ head }) => head.aliases.some(alias => foldKey(alias) === folded));
		const first = bearers.reduce<DirectoryEntry<Home> | undefined>(
			(best, entry) => (best === undefined || entry.head.added < best.head.added ? entry : best),
			undefined,
		);
		return first && (this.isCurrent(first.head) ? first : this.byId(first.head.id));
	}

	/** Whether a head that was entered is the one that {@link byId} finds. */
	isCurrent(head: Head): boolean {
		return this.twice.size === 0 || !this.twice.has(head.id) || this.byId(head.id)?.head === head;
	}

	/** Ids of papers that stand in two places. */
	idsInTwoPlaces(): readonly string[] {
		return [...this.twice].filter(id => this.ofId(id).length > 1);
	}

	/** Everywhere a paper stands. */
	ofId(id: string): readonly DirectoryEntry<Home>[] {
		return this.entriesOf(fnv1a(foldKey(id))).filter(({ head }) => head.id === id);
	}

	private entriesOf(hash: number): readonly DirectoryEntry<Home>[] {
		return this.numbersOf(hash).flatMap(number => {
			const [head, home] = [this.heads[number - 1], this.homes[number - 1]];
			return head === undefined || home === undefined ? [] : [{ head, home }];
		});
	}

	/** In the order in which they were entered. One that bears a name twice (as key and as alias) is here once. */
	private numbersOf(sought: number): readonly number[] {
		const hash = sought | 0;
		const found: number[] = [];
		const { slots } = this;
		const mask = slots.length - 1;
		for (let at = firstSlot(hash) & mask; slots[at + 1] !== 0; at = (at + 2) & mask) {
			const number = slots[at + 1] ?? 0;
			if (slots[at] === hash && !found.includes(number)) {
				found.push(number);
			}
		}
		return found.length < 2 ? found : found.sort((a, b) => a - b);
	}

	/** Says whether the hash was there. */
	private put(hash: number, number: number): boolean {
		const { slots } = this;
		const mask = slots.length - 1;
		let isShared = false;
		let at = firstSlot(hash) & mask;
		for (; slots[at + 1] !== 0; at = (at + 2) & mask) {
			isShared ||= slots[at] === hash;
		}
		slots[at] = hash;
		slots[at + 1] = number;
		this.used += 1;
		return isShared;
	}

	/** With room for `more` names and as many as there are, and without those that left. */
	private makeAnew(more: number): void {
		const { slots, heads, homes } = this;
		const renumbered = new Int32Array(heads.length + 1);
		this.heads = [];
		this.homes = [];
		heads.forEach((head, at) => {
			const home = homes[at];
			if (head !== undefined && home !== undefined) {
				renumbered[at + 1] = this.heads.push(head);
				this.homes.push(home);
			}
		});
		let live = 0;
		for (let at = 1; at < slots.length; at += 2) {
			live += renumbered[slots[at] ?? 0] === 0 ? 0 : 1;
		}
		let size = smallest;
		while (size < 4 * (live + more)) {
			size *= 2;
		}
		this.slots = new Int32Array(2 * size);
		this.used = 0;
		for (let at = 0; at < slots.length; at += 2) {
			const number = renumbered[slots[at + 1] ?? 0] ?? 0;
			if (number !== 0) {
				this.put(slots[at] ?? 0, number);
			}
		}
		this.twice = new Set([...this.twice].filter(id => this.ofId(id).length > 1));
	}
}

/** Where the search for a hash begins, by all its bits; the table takes what it needs of it. */
function firstSlot(hash: number): number {
	return (hash ^ (hash >>> 15)) << 1;
}
