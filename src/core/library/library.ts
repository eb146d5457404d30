import { citationKey, defaultKeyPattern, uniqueKey } from '../citekey';
import { Emitter } from '../events';
import { Pace } from '../pace';
import type { Pause } from '../pace';
import type { IncomingPaper, Paper } from '../paper';
import { present } from '../paper';
import type { Clock, Disposable, FileStore } from '../ports';
import type { Head } from './head';
import { headOf } from './head';
import { identityKeys, isSamePaper } from './identity';
import { mergeKnown } from './mergeKnown';
import { mergePapers } from './mergePapers';
import { Profile, titleLikeness } from './likeness';
import { mergePaper } from './mergeVolumes';
import { PaperFinder } from './paperFinder';
import type { FindOptions } from './paperFinder';
import type { Papers } from './papers';
import { firstReceived, originOf } from './received';
import { Volume } from './volume';
import type { VolumeProblem } from './volume';

/** A volume never holds more papers than this, so that a change rewrites a bounded file. */
export const volumeCapacity = 1000;

export interface LibraryOptions {
	readonly clock?: Clock;
	/** How to give way during long work; without it, work runs in one go. */
	readonly pause?: Pause;
	/** The pattern for new keys, read anew for each addition. */
	readonly keyPattern?: () => string;
}

/** One paper's change: `before` is missing for a new paper, `after` for a removed one. */
export interface Change {
	readonly before: Paper | undefined;
	readonly after: Paper | undefined;
}

export interface Outcome {
	/** What was made durable; give it to {@link Library.undo} to take it back. */
	readonly changes: readonly Change[];
	/** Volumes that refused because their file cannot be read; their papers stayed as they were. */
	readonly refused: readonly VolumeProblem[];
}

export interface Addition extends Outcome {
	readonly added: readonly Paper[];
	/** Papers that were here and gained something. */
	readonly merged: readonly Paper[];
	/** How many were here already, with all there was to know. */
	readonly unchanged: number;
	readonly cancelled: boolean;
}

export interface AddOptions {
	readonly cancelled?: () => boolean;
}

export interface Library extends Papers {
	readonly folder: string;
	/** Volumes that cannot be read as they stand. */
	problems(): readonly VolumeProblem[];
	/** Adds papers, or merges them into those that are here. They are taken one by one, so that reading them can go on meanwhile; nothing is written before the last. */
	add(papers: Iterable<IncomingPaper> | AsyncIterable<IncomingPaper>, options?: AddOptions): Promise<Addition>;
	/** Replaces papers by what `change` makes of them; their ids and the instant of adding stay. */
	update(keys: readonly string[], change: (paper: Paper) => Paper): Promise<Outcome>;
	remove(keys: readonly string[]): Promise<Outcome>;
	/** Makes one paper of each group of keys: the first one's key stays, the others' become its aliases. */
	merge(groups: readonly (readonly string[])[]): Promise<Outcome>;
	/** Takes changes back, keeping whatever was changed since. */
	undo(changes: readonly Change[]): Promise<Outcome>;
	/** Reads again what changed on disk. */
	refresh(): Promise<void>;
	/** Tells of what this window made durable itself, as opposed to what it read. */
	onDidWrite(listener: (changes: readonly Change[]) => void): Disposable;
}

/**
 * Opens the library of a folder; the folder need not exist, and nothing is written before the first paper comes in.
 * Volumes that cannot be read are left as they are and listed by {@link Library.problems}.
 */
export async function openLibrary(files: FileStore, folder: string, options: LibraryOptions = {}): Promise<Library> {
	const library = new VolumeLibrary(files, folder, options);
	await library.refresh();
	return library;
}

interface Entry {
	readonly paper: Paper;
	readonly volume: Volume;
	readonly head: Head;
}

class VolumeLibrary implements Library {
	private readonly volumes = new Map<string, Volume>();
	private readonly entries = new Map<string, Entry>();
	private readonly ids = new Map<string, string>();
	private headList: readonly Head[] | undefined = [];
	/** What each volume held when the indexes were last brought in step with it. */
	private readonly indexed = new Map<Volume, ReadonlyMap<string, Paper>>();
	/** Ids by identity key, made on the first addition. It may name papers that are gone or have changed: who uses it compares. */
	private identities: Map<string, string[]> | undefined;
	private last: Promise<unknown> = Promise.resolve();
	private readonly changed = new Emitter<void>();
	private readonly written = new Emitter<readonly Change[]>();
	private readonly clock: Clock;
	private readonly pause: Pause;
	private readonly finder: PaperFinder;
	private readonly keyPattern: () => string;

	constructor(private readonly files: FileStore, readonly folder: string, options: LibraryOptions) {
		this.clock = options.clock ?? { now: () => new Date() };
		this.pause = options.pause ?? (() => Promise.resolve());
		this.finder = new PaperFinder({ heads: () => this.heads(), head: id => this.entries.get(id)?.head, paper: id => this.entries.get(id)?.paper }, this.pause);
		this.keyPattern = options.keyPattern ?? (() => defaultKeyPattern);
	}

	readonly onDidChange = (listener: () => void): Disposable => this.changed.event(listener);
	readonly onDidWrite = this.written.event;

	heads(): readonly Head[] {
		return (this.headList ??= [...this.entries.values()].map(entry => entry.head));
	}

	head(key: string): Head | undefined {
		return this.entry(key)?.head;
	}

	paper(key: string): Promise<Paper | undefined> {
		return Promise.resolve(this.entry(key)?.paper);
	}

	papers(keys?: readonly string[]): Promise<readonly Paper[]> {
		const entries = keys === undefined ? [...this.entries.values()] : keys.map(key => this.entry(key));
		return Promise.resolve(entries.flatMap(entry => (entry ? [entry.paper] : [])));
	}

	find(query: string, options: FindOptions): readonly Head[] {
		return this.finder.find(query, options);
	}

	search(query: string, options: FindOptions): Promise<readonly Head[]> {
		return this.finder.search(query, options);
	}

	problems(): readonly VolumeProblem[] {
		return [...this.volumes.values()].flatMap(volume => volume.problem ?? []);
	}

	add(papers: Iterable<IncomingPaper> | AsyncIterable<IncomingPaper>, { cancelled = () => false }: AddOptions = {}): Promise<Addition> {
		return this.queue(async () => {
			await this.readChangedVolumes();
			const pace = new Pace(this.pause);
			const draft = new Draft(this.identityIndex(), id => this.entries.get(id)?.paper, key => this.ids.get(key));
			for await (const paper of papers) {
				if (cancelled()) {
					break;
				}
				draft.add(paper, this.keyPattern(), this.clock.now().toISOString());
				await pace.rest();
			}
			if (cancelled()) {
				this.identities = undefined;
				return { changes: [], refused: [], added: [], merged: [], unchanged: 0, cancelled: true };
			}
			const outcome = await this.write(draft.papers);
			return {
				...outcome,
				added: outcome.changes.flatMap(({ before, after }) => (before === undefined && after !== undefined ? [after] : [])),
				merged: outcome.changes.flatMap(({ before, after }) => (before !== undefined && after !== undefined ? [after] : [])),
				unchanged: draft.unchanged,
				cancelled: false,
			};
		});
	}

	update(keys: readonly string[], change: (paper: Paper) => Paper): Promise<Outcome> {
		return this.queue(async () => {
			await this.readChangedVolumes();
			const updated = this.clock.now().toISOString();
			const changes = new Map<string, Paper>();
			for (const { paper } of this.entriesOf(keys)) {
				const after = change(paper);
				if (JSON.stringify(after) !== JSON.stringify(paper)) {
					changes.set(paper.id, { ...after, id: paper.id, added: paper.added, updated });
				}
			}
			return this.write(changes);
		});
	}

	remove(keys: readonly string[]): Promise<Outcome> {
		return this.queue(async () => {
			await this.readChangedVolumes();
			return this.write(new Map(this.entriesOf(keys).map(({ paper }) => [paper.id, undefined])));
		});
	}

	merge(groups: readonly (readonly string[])[]): Promise<Outcome> {
		return this.queue(async () => {
			await this.readChangedVolumes();
			const updated = this.clock.now().toISOString();
			const changes = new Map<string, Paper | undefined>();
			for (const keys of groups) {
				const [kept, ...others] = this.entriesOf(keys).map(entry => entry.paper).filter(paper => !changes.has(paper.id));
				if (kept !== undefined && others.length > 0) {
					changes.set(kept.id, { ...others.reduce(mergeKnown, kept), updated });
					others.forEach(other => changes.set(other.id, undefined));
				}
			}
			return this.write(changes);
		});
	}

	undo(changes: readonly Change[]): Promise<Outcome> {
		return this.queue(async () => {
			await this.readChangedVolumes();
			const restored = new Map<string, Paper | undefined>();
			for (const { before, after } of changes) {
				const id = before?.id ?? after?.id;
				if (id !== undefined) {
					restored.set(id, mergePaper(after, this.entries.get(id)?.paper, before));
				}
			}
			return this.write(restored);
		});
	}

	refresh(): Promise<void> {
		return this.queue(async () => {
			if (await this.readChangedVolumes()) {
				this.changed.fire();
			}
		});
	}

	private entry(key: string): Entry | undefined {
		const id = this.ids.get(foldKey(key));
		return this.entries.get(id ?? key);
	}

	private entriesOf(keys: readonly string[]): readonly Entry[] {
		return [...new Set(keys.map(key => this.entry(key)))].filter(entry => entry !== undefined);
	}

	/** One change at a time: each sees what the one before it left. */
	private queue<T>(work: () => Promise<T>): Promise<T> {
		const result = this.last.then(work);
		this.last = result.catch(() => undefined);
		return result;
	}

	/** Says whether anything changed. */
	private async readChangedVolumes(): Promise<boolean> {
		const pace = new Pace(this.pause);
		let changed = false;
		for (const name of await this.files.names(this.folder)) {
			if (/^volume-\d{4,}\.json$/.test(name)) {
				const volume = this.volume(name);
				const problem = volume.problem?.message;
				await volume.refresh();
				changed = this.reindex(volume) || problem !== volume.problem?.message || changed;
				await pace.rest();
			}
		}
		return changed;
	}

	private volume(name: string): Volume {
		const path = `${this.folder}/${name}`;
		const volume = this.volumes.get(path) ?? new Volume(this.files, path);
		this.volumes.set(path, volume);
		return volume;
	}

	/** Brings the indexes in step with a volume, at the cost of what changed in it. Says whether anything did. */
	private reindex(volume: Volume): boolean {
		const before = this.indexed.get(volume) ?? new Map<string, Paper>();
		const after = volume.papers;
		const gone = [...before.values()].filter(paper => after.get(paper.id) !== paper);
		const come = [...after.values()].filter(paper => before.get(paper.id) !== paper);
		this.indexed.set(volume, after);
		for (const paper of gone) {
			this.leave(paper, volume);
		}
		for (const paper of come) {
			this.enter(paper, volume);
		}
		if (gone.length + come.length > 0) {
			this.headList = undefined;
			this.finder.touch([...gone, ...come].map(paper => paper.id));
		}
		return gone.length + come.length > 0;
	}

	private leave(paper: Paper, volume: Volume): void {
		if (this.entries.get(paper.id)?.volume === volume) {
			this.entries.delete(paper.id);
		}
		for (const key of keysOf(paper)) {
			if (this.ids.get(key) === paper.id) {
				this.ids.delete(key);
			}
		}
	}

	private enter(paper: Paper, volume: Volume): void {
		const known = this.entries.get(paper.id);
		// A paper stands in two volumes only where a move between them was cut short; the later state counts.
		if (known !== undefined && known.volume !== volume && known.paper.updated > paper.updated) {
			return;
		}
		this.entries.set(paper.id, { paper, volume, head: headOf(paper) });
		this.ids.set(foldKey(paper['citation-key']), paper.id);
		this.claimAliases(paper);
		if (this.identities !== undefined) {
			addIdentity(this.identities, paper);
		}
	}

	/** A key that is another paper's own, or its alias, stays that paper's. */
	private claimAliases(paper: Paper): void {
		for (const alias of paper.aliases ?? []) {
			const key = foldKey(alias);
			this.ids.set(key, this.ids.get(key) ?? paper.id);
		}
	}

	private identityIndex(): Map<string, string[]> {
		if (this.identities === undefined) {
			this.identities = new Map();
			for (const { paper } of this.entries.values()) {
				addIdentity(this.identities, paper);
			}
		}
		return this.identities;
	}

	private async write(changes: ReadonlyMap<string, Paper | undefined>): Promise<Outcome> {
		if (changes.size === 0) {
			return { changes: [], refused: [] };
		}
		const befores = new Map([...changes.keys()].map(id => [id, this.entries.get(id)?.paper]));
		const refused: VolumeProblem[] = [];
		const pace = new Pace(this.pause);
		let rest = changes;
		while (rest.size > 0) {
			const { volume, part, left } = this.nextPart(rest);
			const problem = await volume.change(part);
			const isKnown = [...part.keys()].some(id => this.entries.has(id));
			this.reindex(volume);
			if (problem !== undefined && isKnown) {
				refused.push(problem);
				for (const id of part.keys()) {
					befores.delete(id);
				}
				rest = left;
			} else if (problem === undefined) {
				rest = left;
			}
			// A new paper whose volume turned out unreadable stays in `rest` and goes to the next one.
			await pace.rest();
		}
		await this.spill();
		// A paper that was merged into one of another volume left after its key had become an alias there.
		[...befores.keys()].flatMap(id => this.entries.get(id)?.paper ?? []).forEach(paper => this.claimAliases(paper));
		this.changed.fire();
		const made = [...befores].map(([id, before]) => ({ before, after: this.entries.get(id)?.paper }));
		this.written.fire(made);
		return { changes: made, refused };
	}

	/** Changes that go into one volume: those of papers that stand there, or as many new ones as it has room for. */
	private nextPart(changes: ReadonlyMap<string, Paper | undefined>): Part {
		const known = [...changes.keys()].map(id => this.entries.get(id)?.volume).find(volume => volume !== undefined);
		const volume = known ?? this.roomyVolume();
		const part = new Map<string, Paper | undefined>();
		const left = new Map<string, Paper | undefined>();
		for (const [id, paper] of changes) {
			const home = this.entries.get(id)?.volume;
			const fits = known !== undefined ? home === volume : home === undefined && volume.papers.size + part.size < volumeCapacity;
			(fits ? part : left).set(id, paper);
		}
		return { volume, part, left };
	}

	/** The last readable volume that has room, or a new one. */
	private roomyVolume(): Volume {
		const open = [...this.volumes.values()].findLast(volume => volume.problem === undefined && volume.papers.size < volumeCapacity);
		if (open !== undefined) {
			return open;
		}
		const numbers = [...this.volumes.keys()].map(path => Number(/(\d+)\.json$/.exec(path)?.[1]));
		return this.volume(`volume-${String(Math.max(0, ...numbers) + 1).padStart(4, '0')}.json`);
	}

	/** Moves papers out of volumes that a merge made too large: into the other volume first, so that none is ever nowhere. */
	private async spill(): Promise<void> {
		for (const volume of [...this.volumes.values()]) {
			const surplus = [...volume.papers.values()].sort((a, b) => (a.added < b.added ? -1 : 1)).slice(volumeCapacity);
			for (let at = 0; at < surplus.length; ) {
				const target = this.roomyVolume();
				const moved = surplus.slice(at, at + volumeCapacity - target.papers.size);
				const refused = (await target.change(new Map(moved.map(paper => [paper.id, paper])))) ?? (await volume.change(new Map(moved.map(paper => [paper.id, undefined]))));
				this.reindex(volume);
				this.reindex(target);
				if (refused !== undefined) {
					break;
				}
				at += moved.length;
			}
		}
	}
}

interface Part {
	readonly volume: Volume;
	readonly part: ReadonlyMap<string, Paper | undefined>;
	readonly left: ReadonlyMap<string, Paper | undefined>;
}

/** An addition in the making: nothing of it is in the library yet, but its papers already find each other. */
class Draft {
	readonly papers = new Map<string, Paper>();
	unchanged = 0;
	/** Keys given in this addition, and whose they are. */
	private readonly keys = new Map<string, string>();

	constructor(
		private readonly identities: Map<string, string[]>,
		private readonly known: (id: string) => Paper | undefined,
		/** The paper that has a key. */
		private readonly holder: (foldedKey: string) => string | undefined,
	) {}

	add(incoming: IncomingPaper, pattern: string, now: string): void {
		const same = this.find(incoming);
		if (same === undefined) {
			this.create(incoming, pattern, now);
			return;
		}
		const merged = this.withAlias(mergePapers(same, incoming), incoming['citation-key']);
		if (merged === same) {
			this.unchanged += 1;
		} else {
			this.enter({ ...merged, updated: now });
		}
	}

	/** Of several papers it may be, the one that this source gave before. */
	private find(incoming: IncomingPaper): Paper | undefined {
		const origin = originOf(incoming) ?? '';
		const named = this.paper(this.holderOf(incoming['citation-key'] ?? ''));
		if (named?.received?.[origin] !== undefined && (isSamePaper(named, incoming) || titleLikeness(new Profile(named), new Profile(incoming)) > 0.8)) {
			return named;
		}
		const found = new Set(identityKeys(incoming).flatMap(key => this.identities.get(key) ?? []));
		const same = [...found].map(id => this.paper(id)).filter(paper => paper !== undefined && isSamePaper(paper, incoming));
		return same.find(paper => paper?.received?.[origin] !== undefined) ?? same[0];
	}

	private paper(id: string | undefined): Paper | undefined {
		return id === undefined ? undefined : (this.papers.get(id) ?? this.known(id));
	}

	private holderOf(key: string): string | undefined {
		return this.keys.get(foldKey(key)) ?? this.holder(foldKey(key));
	}

	/** A source's own key finds the paper too, unless it is another's. */
	private withAlias(paper: Paper, key: string | undefined): Paper {
		if (key === undefined || key === '' || this.holderOf(key) !== undefined) {
			return paper;
		}
		this.keys.set(foldKey(key), paper.id);
		return { ...paper, aliases: [...(paper.aliases ?? []), key] };
	}

	private create(incoming: IncomingPaper, pattern: string, now: string): void {
		const taken = { has: (key: string) => this.holderOf(key) !== undefined };
		const wish = incoming['citation-key'];
		const key = wish === undefined || wish === '' ? citationKey(incoming, pattern, taken) : uniqueKey(wish, taken);
		// First and last: the library's own id stands in front, and one that came with the paper does not replace it.
		const own = { id: newId(), 'citation-key': key };
		this.keys.set(foldKey(key), own.id);
		this.enter({ ...own, ...incoming, ...own, status: 'unread', added: now, updated: now, ...present('received', firstReceived(incoming)) });
	}

	private enter(paper: Paper): void {
		this.papers.set(paper.id, paper);
		addIdentity(this.identities, paper);
	}
}

function addIdentity(index: Map<string, string[]>, paper: Paper): void {
	for (const key of identityKeys(paper)) {
		const ids = index.get(key);
		if (ids === undefined) {
			index.set(key, [paper.id]);
		} else if (!ids.includes(paper.id)) {
			ids.push(paper.id);
		}
	}
}

function keysOf(paper: Paper): readonly string[] {
	return [foldKey(paper['citation-key']), ...(paper.aliases ?? []).map(foldKey)];
}

/** Keys that differ only in case are one key: they share a note's file name on most disks. */
function foldKey(key: string): string {
	return key.toLowerCase();
}

/** 16 characters of 0-9 and a-z, about 80 random bits: nobody draws the same twice. */
function newId(): string {
	const part = () => Math.floor(Math.random() * 36 ** 8).toString(36).padStart(8, '0');
	return part() + part();
}
