import { stringsOf } from '../data/json';
import { citationKey, defaultKeyPattern, uniqueKey } from '../keys/citekey';
import type { IncomingPaper, Paper } from '../paper/paper';
import { present } from '../paper/paper';
import { takeIncoming } from '../paper/incoming';
import { foldKey } from './foldKey';
import { isVeryTitle } from '../merge/contradictions';
import { isSamePaper, isStubOf } from '../merge/identity';
import { identityHashes } from './identityHashes';
import { addIdentity } from './identityIndex';
import { mergeFromSource } from '../merge/fromSource';
import { firstReceived, originOf } from '../merge/fingerprints';
import { holdsAll, isSameEntry } from './sameEntry';
import type { Change } from './volume';

/** What became of an incoming paper, and the key of the paper that holds it now. `merged`: it was there already, and gained something. */
export interface Taken {
	readonly kind: 'added' | 'merged' | 'unchanged';
	readonly key: string;
	/** Its title as it came. */
	readonly title: string;
	/** The key it came with, where that is another paper's: it was added under `key` in its place. */
	readonly wished?: string;
	/** Of a merge, what takes it apart again. */
	readonly merge?: Merge;
}

/** The paper that a record was merged into, before and after, and the record as it came. */
export interface Merge {
	readonly before: Paper;
	readonly after: Paper;
	readonly record: IncomingPaper;
}

/** An addition in the making: nothing of it is in the library yet, but its papers already find each other. */
export class Draft {
	readonly changes = new Map<string, Change>();
	unchanged = 0;
	/** Keys given in this addition, and whose they are. */
	private readonly keys = new Map<string, string>();
	/** Which source gave which paper in this addition: the paper's id and the source's name. */
	private readonly given = new Set<string>();
	/** What the papers of this addition can be told by; the library's index takes them in when they are written. */
	private readonly ownIdentities = new Map<number, string[]>();

	constructor(
		private readonly identities: ReadonlyMap<number, readonly string[]>,
		/** The paper that has a key. */
		private readonly holder: (foldedKey: string) => string | undefined,
	) {}

	/** Papers as a library takes them: whoever asks for an addition, each has passed the gate. */
	admit(papers: readonly IncomingPaper[]): readonly IncomingPaper[] {
		return papers.map(paper => takeIncoming(paper, 'own').paper);
	}

	/** What an incoming paper may be the same as, and the paper that has its key. */
	idsLike(incoming: IncomingPaper): readonly string[] {
		return [...this.idsOf(incoming), ...[this.holderOf(incoming['citation-key'] ?? '')].filter(id => id !== undefined)];
	}

	/** Takes an incoming paper: as one of its own, always where it `isApart`, or into the one that it is. */
	add(incoming: IncomingPaper, known: (id: string) => Paper | undefined, pattern: string | undefined, now: string, isApart = false): Taken {
		const same = isApart ? undefined : this.find(incoming, id => this.changes.get(id)?.after ?? known(id));
		if (same === undefined) {
			const [key, wished] = [this.create(incoming, pattern, now), incoming['citation-key'] ?? ''];
			return { kind: 'added', key, title: incoming.title, ...(wished === '' || wished === key ? {} : { wished }) };
		}
		this.given.add(`${same.id} ${originOf(incoming) ?? ''}`);
		const merged = this.withAliases(mergeFromSource(same, incoming), [incoming['citation-key'] ?? '', ...stringsOf(incoming['aliases'])]);
		if (merged === same) {
			this.unchanged += 1;
			return { kind: 'unchanged', key: merged['citation-key'], title: incoming.title };
		}
		const after = { ...merged, updated: now };
		this.enter(known(same.id), after);
		return { kind: 'merged', key: merged['citation-key'], title: incoming.title, merge: { before: same, after, record: incoming } };
	}

	/**
	 * The paper of the library that an incoming one surely is. Proof is an identifier of the work, the same entry of the same source again,
	 * or a bare title that exactly one paper has. Of several it may be, the one that this source gave before.
	 */
	private find(incoming: IncomingPaper, paperOf: (id: string) => Paper | undefined): Paper | undefined {
		const origin = originOf(incoming) ?? '';
		const isFromSource = (paper: Paper) => paper.received?.[origin] !== undefined;
		const holder = this.holderOf(incoming['citation-key'] ?? '');
		const named = holder === undefined ? undefined : paperOf(holder);
		if (named !== undefined && isSameEntry(named, incoming)) {
			return named;
		}
		const candidates = [...new Set(this.idsOf(incoming))].map(paperOf).filter(paper => paper !== undefined);
		const proven = candidates.filter(paper => isSamePaper(paper, incoming));
		const titled = candidates.filter(paper => isVeryTitle(paper.title, incoming.title));
		// Without a key, a source's second entry of one title is another entry.
		const again = titled.filter(
			paper =>
				!this.given.has(`${paper.id} ${origin}`) &&
				(isSameEntry(paper, incoming) || holdsAll(paper, incoming, mergeFromSource(paper, incoming))),
		);
		const [only, ...others] = titled;
		const stub = only !== undefined && others.length === 0 && isStubOf(only, incoming) ? only : undefined;
		// Where the user made two of a paper, each entry finds its own.
		const saysAll = (paper: Paper) => mergeFromSource(paper, incoming) === paper;
		return (
			proven.find(paper => isFromSource(paper) && saysAll(paper)) ??
			proven.find(isFromSource) ??
			proven[0] ??
			again.find(saysAll) ??
			again[0] ??
			stub
		);
	}

	private idsOf(incoming: IncomingPaper): readonly string[] {
		return identityHashes(incoming).flatMap(hash => [...(this.identities.get(hash) ?? []), ...(this.ownIdentities.get(hash) ?? [])]);
	}

	private holderOf(key: string): string | undefined {
		return this.keys.get(foldKey(key)) ?? this.holder(foldKey(key));
	}

	/** A source's own keys find the paper too, but for those that are another's. */
	private withAliases(paper: Paper, keys: readonly string[]): Paper {
		const free = keys.filter(key => {
			const isFree = key !== '' && this.holderOf(key) === undefined;
			if (isFree) {
				this.keys.set(foldKey(key), paper.id);
			}
			return isFree;
		});
		return free.length === 0 ? paper : { ...paper, aliases: [...(paper.aliases ?? []), ...free] };
	}

	private create(incoming: IncomingPaper, pattern: string | undefined, now: string): string {
		const taken = { has: (key: string) => this.holderOf(key) !== undefined };
		const wish = incoming['citation-key'];
		const key = wish === undefined || wish === '' ? citationKey(incoming, pattern ?? defaultKeyPattern, taken) : uniqueKey(wish, taken);
		// First and last: the library's own id stands in front, and one that came with the paper does not replace it.
		const own = { id: newId(), 'citation-key': key };
		this.keys.set(foldKey(key), own.id);
		this.given.add(`${own.id} ${originOf(incoming) ?? ''}`);
		const { aliases, ...described } = incoming;
		const paper: Paper = {
			...own,
			...described,
			...own,
			status: 'unread',
			added: now,
			updated: now,
			...present('received', firstReceived(incoming)),
		};
		this.enter(undefined, this.withAliases(paper, stringsOf(aliases)));
		return key;
	}

	private enter(before: Paper | undefined, after: Paper): void {
		this.changes.set(after.id, { before, after });
		addIdentity(this.ownIdentities, after.id, identityHashes(after));
	}
}

/** 16 characters of 0-9 and a-z, about 80 random bits: nobody draws the same twice. */
function newId(): string {
	const part = () =>
		Math.floor(Math.random() * 36 ** 8)
			.toString(36)
			.padStart(8, '0');
	return part() + part();
}
