import { localize } from '../data/localize';
import { Emitter } from '../work/events';
import { Pace } from '../work/pace';
import type { Pause } from '../work/pace';
import type { IncomingPaper, Paper } from '../paper/paper';
import type { Cache, Clock, Disposable, FileStore } from '../files/ports';
import { Queue } from '../work/queue';
import type { Draft, Taken } from './draft';
import type { Alike } from '../search/alike';
import type { Head } from '../paper/head';
import type { FieldConflict } from '../merge/threeWay';
import { PaperFinder } from './paperFinder';
import type { FindOptions } from './paperFinder';
import type { FilteredPapers } from './papers';
import { sortChanges, unwritable } from './soundChanges';
import type { Change } from './volume';
import type { Refusal } from './volumeFolder';
import { VolumeFolder, refusal } from './volumeFolder';
import { setAsideName } from './volumeText';
import type { VolumeProblem } from './volumeText';

export type { Change } from './volume';
export type { Refusal } from './volumeFolder';

export interface LibraryOptions {
	readonly clock?: Clock;
	/** How to give way during long work; without it, work runs in one go. */
	readonly pause?: Pause;
	/** The pattern for new keys, read again for each addition. */
	readonly keyPattern?: () => string;
	/** Where to keep what makes the next opening quick. */
	readonly cache?: Cache;
	/** What both sides of a file that git could not merge started from; `undefined` where that cannot be told. */
	readonly mergeBase?: (path: string) => Promise<string | undefined>;
	/** Waited for before papers of the library are changed or removed, with how many they are: the moment for a backup. Never rejects. */
	readonly beforeChange?: (papers: number, kind: 'edit' | 'merge') => Promise<unknown>;
}

export interface Outcome {
	/** What was made durable; give it to {@link Library.undo} to take it back. */
	readonly changes: readonly Change[];
	/** What was not made, and why; these papers stayed as they were. */
	readonly refused: readonly Refusal[];
}

/** A line that was moved out of its volume, and how to put it back. */
export type SetAside =
	| { readonly kind: 'done'; readonly takeBack: () => Promise<readonly VolumeProblem[]> }
	| { readonly kind: 'refused'; readonly problem: VolumeProblem };

export interface Addition extends Outcome {
	readonly added: readonly Paper[];
	/** Papers that were here and gained something. */
	readonly merged: readonly Paper[];
	/** How many were here already, with all there was to know. */
	readonly unchanged: number;
	/** What became of each paper that was given, in their order. */
	readonly taken: readonly Taken[];
	readonly cancelled: boolean;
}

export interface AddOptions {
	readonly cancelled?: () => boolean;
	/** Each is a paper of its own, whatever it has in common with others: the user says so. */
	readonly isApart?: boolean;
}

/** What can be asked of a library, and what keeps it in sync with its files. */
export interface LibraryReader extends FilteredPapers {
	/**
	 * For each query the ids of all papers that have what it asks for, once all can be found by all their words; with `among`, of these
	 * papers alone, at the cost of these.
	 */
	fitting(queries: readonly string[], among?: ReadonlySet<string>): Promise<ReadonlyMap<string, ReadonlySet<string>>>;
	readonly folder: string;
	/**
	 * Every paper, one by one: all at once they are much memory, and more work for the garbage collector than one turn of the host has time
	 * for.
	 */
	all(): AsyncIterable<Paper>;
	/**
	 * What is wrong with the volumes: lines that are no papers, and volumes that cannot be used as they stand. Named until they are
	 * repaired.
	 */
	problems(): readonly VolumeProblem[];
	/** The keys under which {@link LibraryEditor.add} would leave papers, one each; nothing is added. */
	keysFor(papers: readonly IncomingPaper[]): Promise<readonly string[]>;
	/** Reads again what changed on disk. */
	refresh(): Promise<void>;
	/** Tells of what this window made durable itself, as opposed to what it read. */
	onDidWrite(listener: (changes: readonly Change[]) => void): Disposable;
	/**
	 * Fields that two people changed in copies of the library that git put together. The paper has one value; the other stands in its
	 * `conflicts`.
	 */
	conflicts(): readonly FieldConflict[];
	/**
	 * Papers as this window saved them that another program has since put back to an earlier state or removed, as where a sync tool
	 * restores
	 * an old file. The file counts, since that may be meant; {@link LibraryEditor.restore} brings them back. Each is told once.
	 */
	takeOvertaken(): readonly Paper[];
	/** Lets go of the papers of volumes that are missing: their files were removed on purpose. */
	forgetMissing(): Promise<void>;
}

/** Every way to change what a library holds. */
export interface LibraryEditor {
	/**
	 * Adds papers, or merges them into those that are here. They are taken one by one, so that reading them can go on meanwhile; nothing is
	 * written before the last.
	 */
	add(papers: Iterable<IncomingPaper> | AsyncIterable<IncomingPaper>, options?: AddOptions): Promise<Addition>;
	/** Replaces papers by what `change` makes of them; their ids and the instant of adding stay. */
	update(keys: readonly string[], change: (paper: Paper) => Paper): Promise<Outcome>;
	remove(keys: readonly string[]): Promise<Outcome>;
	/** Makes one paper of each group of keys: the first one's key stays, the others' become its aliases. */
	merge(groups: readonly (readonly string[])[]): Promise<Outcome>;
	/** Takes changes back, keeping whatever was changed since. */
	undo(changes: readonly Change[]): Promise<Outcome>;
	/** Saves papers as they are given, whatever became of them since. */
	restore(papers: readonly Paper[]): Promise<Outcome>;
	/** Moves a line that is no paper from its volume into the file `set-aside.jsonl` beside it, byte by byte. */
	setAsideLine(path: string, line: number): Promise<SetAside>;
}

/** A library without a memory of what was done to it. An editor's window hands out a recorded one in its place (recordedLibrary.ts). */
export interface Library extends LibraryReader, LibraryEditor {
	/**
	 * Writes what is read merged as it is read: volumes in which git left both sides of a merge, and papers that stand in two volumes. Says
	 * whether there were any.
	 */
	repair(): Promise<boolean>;
	/**
	 * Keeps what makes the next opening quick, where it changed. Makes the search index first, where there is none, unless it is left
	 * out. Rejects with an
	 * `AggregateError` where files could not be written; all others were.
	 */
	saveCache(options?: { readonly withIndex?: boolean }): Promise<void>;
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

/** So many papers are added between two looks for what they may be the same as. */
const batchSize = 500;

class VolumeLibrary implements Library {
	/** One change at a time: each sees what the one before it left. */
	private readonly queue = new Queue();
	private readonly changed = new Emitter<void>();
	private readonly written = new Emitter<readonly Change[]>();
	private readonly clock: Clock;
	private readonly pause: Pause;
	private readonly finder: PaperFinder;
	private readonly keyPattern: (() => string) | undefined;
	private readonly beforeChange: LibraryOptions['beforeChange'];
	private readonly volumes: VolumeFolder;

	constructor(
		private readonly files: FileStore,
		readonly folder: string,
		{ clock, pause, keyPattern, cache, mergeBase, beforeChange }: LibraryOptions,
	) {
		this.beforeChange = beforeChange;
		this.clock = clock ?? { now: () => new Date() };
		this.pause = pause ?? (() => Promise.resolve());
		this.keyPattern = keyPattern;
		this.volumes = new VolumeFolder(folder, {
			files,
			cache,
			mergeBase,
			pause: this.pause,
			touched: (ids, written) => this.finder.touch(ids, written),
		});
		const source = {
			heads: () => this.volumes.heads(),
			head: (id: string) => this.volumes.byId(id)?.head,
			papers: (ids?: ReadonlySet<string>) => this.volumes.read(ids),
		};
		this.finder = new PaperFinder(
			source,
			this.pause,
			cache && { cache, stamp: () => this.volumes.stamp(), idsSince: stamp => this.volumes.idsSince(stamp) },
		);
	}

	readonly onDidChange = (listener: () => void): Disposable => this.changed.event(listener);
	readonly onDidWrite = this.written.event;

	heads(): readonly Head[] {
		return this.volumes.heads();
	}

	head(key: string): Head | undefined {
		return this.volumes.entry(key)?.head;
	}

	async paper(key: string): Promise<Paper | undefined> {
		const entry = this.volumes.entry(key);
		return entry && (await entry.home.papers(new Set([entry.head.id])))[0];
	}

	all(): AsyncIterable<Paper> {
		return this.volumes.read();
	}

	async papers(keys: readonly string[]): Promise<readonly Paper[]> {
		const entries = keys.flatMap(key => this.volumes.entry(key) ?? []);
		const papers = await this.volumes.load(entries);
		return entries.flatMap(({ head }) => papers.get(head.id) ?? []);
	}

	find(query: string, options: FindOptions): readonly Head[] {
		return this.finder.find(query, options);
	}

	search(query: string, options: FindOptions): Promise<readonly Head[]> {
		return this.finder.search(query, options);
	}

	fitting(queries: readonly string[], among?: ReadonlySet<string>): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
		return this.finder.fitting(queries, among);
	}

	alike(paper: Paper, limit: number): Promise<readonly Alike[]> {
		return this.finder.alike(paper, limit);
	}

	matching(query: string, cancelled?: () => boolean): Promise<ReadonlySet<string> | undefined> {
		return this.finder.matching(query, cancelled);
	}

	problems(): readonly VolumeProblem[] {
		return this.volumes.problems();
	}

	conflicts(): readonly FieldConflict[] {
		return this.volumes.conflicts();
	}

	add(
		papers: Iterable<IncomingPaper> | AsyncIterable<IncomingPaper>,
		{ cancelled = () => false, isApart = false }: AddOptions = {},
	): Promise<Addition> {
		return this.queue.add(async () => {
			const pace = new Pace(this.pause);
			const draft = await this.newDraft(pace);
			const taken: Taken[] = [];
			for await (const batch of batchesOf(papers, batchSize)) {
				const admitted = draft.admit(batch);
				const known = await this.knownLike(admitted, draft);
				for (const paper of admitted) {
					if (cancelled()) {
						break;
					}
					taken.push(draft.add(paper, id => known.get(id), this.keyPattern?.(), this.clock.now().toISOString(), isApart));
					await pace.rest();
				}
				if (cancelled()) {
					break;
				}
			}
			if (cancelled()) {
				return { changes: [], refused: [], added: [], merged: [], unchanged: 0, taken: [], cancelled: true };
			}
			const outcome = await this.write(draft.changes);
			return {
				...outcome,
				added: outcome.changes.flatMap(({ before, after }) => (before === undefined && after !== undefined ? [after] : [])),
				merged: outcome.changes.flatMap(({ before, after }) => (before !== undefined && after !== undefined ? [after] : [])),
				unchanged: draft.unchanged,
				taken,
				cancelled: false,
			};
		});
	}

	keysFor(incoming: readonly IncomingPaper[]): Promise<readonly string[]> {
		return this.queue.add(async () => {
			const draft = await this.newDraft(new Pace(this.pause));
			const papers = draft.admit(incoming);
			const known = await this.knownLike(papers, draft);
			return papers.map(paper => draft.add(paper, id => known.get(id), this.keyPattern?.(), this.clock.now().toISOString()).key);
		});
	}

	private async newDraft(pace: Pace): Promise<Draft> {
		await this.volumes.readChanged();
		const { Draft } = await import('./draft');
		return new Draft(await this.volumes.identityIndex(pace), key => this.volumes.byKey(key)?.head.id);
	}

	/** The papers of the library that incoming ones may be. */
	private knownLike(papers: readonly IncomingPaper[], draft: Draft): Promise<ReadonlyMap<string, Paper>> {
		return this.volumes.load(papers.flatMap(paper => draft.idsLike(paper)).flatMap(id => this.volumes.byId(id) ?? []));
	}

	update(keys: readonly string[], change: (paper: Paper) => Paper): Promise<Outcome> {
		return this.queue.add(async () => {
			const papers = await this.current(keys);
			const updated = this.clock.now().toISOString();
			const changes = new Map<string, Change>();
			for (const before of papers) {
				const after = change(before);
				if (JSON.stringify(after) !== JSON.stringify(before)) {
					changes.set(before.id, { before, after: { ...after, id: before.id, added: before.added, updated } });
				}
			}
			return this.write(changes);
		});
	}

	remove(keys: readonly string[]): Promise<Outcome> {
		return this.queue.add(async () =>
			this.write(new Map((await this.current(keys)).map(before => [before.id, { before, after: undefined }]))),
		);
	}

	merge(groups: readonly (readonly string[])[]): Promise<Outcome> {
		return this.queue.add(async () => {
			await this.volumes.readChanged();
			const { mergeKnown } = await import('../merge/duplicates');
			const updated = this.clock.now().toISOString();
			const changes = new Map<string, Change>();
			const refused: Refusal[] = [];
			const members = groups.map(keys => keys.flatMap(key => this.volumes.entry(key) ?? []));
			// Of all groups in one go: one by one, each would read its volumes again.
			const papers = await this.volumes.load(members.flat());
			for (const entries of members) {
				const [kept, ...others] = entries.flatMap(({ head }) => papers.get(head.id) ?? []).filter(paper => !changes.has(paper.id));
				if (kept !== undefined && others.length > 0) {
					const after = { ...others.reduce(mergeKnown, kept), updated };
					const problem = unwritable(after, this.folder);
					if (problem !== undefined) {
						// Not even in part: the others would be gone, and what they are merged into not there.
						refused.push({ ...problem, keys: entries.map(({ head }) => head.key) });
						continue;
					}
					changes.set(kept.id, { before: kept, after });
					others.forEach(before => changes.set(before.id, { before, after: undefined }));
				}
			}
			return this.write(changes, refused, 'merge');
		});
	}

	undo(changes: readonly Change[]): Promise<Outcome> {
		return this.queue.add(async () => {
			const ids = changes.flatMap(({ before, after }) => before?.id ?? after?.id ?? []);
			const now = new Map((await this.current(ids)).map(paper => [paper.id, paper]));
			const { mergeThreeWays } = await import('../merge/threeWay');
			const restored = new Map<string, Change>();
			for (const { before, after } of changes) {
				const id = before?.id ?? after?.id;
				if (id !== undefined) {
					restored.set(id, { before: now.get(id), after: mergeThreeWays(after, now.get(id), before) });
				}
			}
			return this.write(restored);
		});
	}

	refresh(): Promise<void> {
		return this.queue.add(async () => {
			if (await this.volumes.readChanged()) {
				this.changed.fire();
			}
		});
	}

	repair(): Promise<boolean> {
		return this.queue.add(() => this.volumes.repair());
	}

	setAsideLine(path: string, line: number): Promise<SetAside> {
		return this.queue.add(async () => {
			const volume = this.volumes.at(path);
			await volume?.refresh();
			const bad = volume?.badLines.find(one => one.line === line);
			if (volume === undefined || bad === undefined) {
				return {
					kind: 'refused',
					problem: volume?.problem ?? { code: 'bad-line', path, line, message: localize('Line {0} has changed. Try again.', line) },
				};
			}
			const { keepAside, dropAside } = await import('./setAside');
			const aside = `${this.folder}/${setAsideName}`;
			const refused = await keepAside(this.files, aside, bad.text);
			if (refused !== undefined) {
				return refused;
			}
			const outcome = await volume.takeOut(bad);
			this.volumes.reindex(volume);
			this.changed.fire();
			if (outcome.kind === 'refused') {
				await dropAside(this.files, aside, bad.text);
				return outcome;
			}
			const takeBack = () =>
				this.queue.add(async () => {
					const back = await volume.putBack([bad]);
					const dropped = back.kind === 'refused' ? back : await dropAside(this.files, aside, bad.text);
					this.volumes.reindex(volume);
					this.changed.fire();
					return dropped?.kind === 'refused' ? [dropped.problem] : [];
				});
			return { kind: 'done', takeBack };
		});
	}

	takeOvertaken(): readonly Paper[] {
		return this.volumes.takeOvertaken();
	}

	restore(papers: readonly Paper[]): Promise<Outcome> {
		return this.queue.add(async () => {
			const now = new Map((await this.current(papers.map(paper => paper.id))).map(paper => [paper.id, paper]));
			return this.write(new Map(papers.map(after => [after.id, { before: now.get(after.id), after }])));
		});
	}

	forgetMissing(): Promise<void> {
		return this.queue.add(() => {
			this.volumes.forgetMissing();
			this.changed.fire();
		});
	}

	async saveCache({ withIndex = true }: { readonly withIndex?: boolean } = {}): Promise<void> {
		const pace = new Pace(this.pause);
		const failures: unknown[] = [];
		const index = withIndex ? [() => this.finder.save()] : [];
		for (const save of [...this.volumes.cacheSavers(), ...index]) {
			// One file that cannot be written is no reason to leave out the others.
			await save().catch((error: unknown) => failures.push(error));
			await pace.rest();
		}
		if (failures.length > 0) {
			throw new AggregateError(
				failures,
				`${failures.length} files of the cache could not be written, the first one because of: ${String(failures[0])}`,
			);
		}
	}

	/** The papers of some keys as they stand on the disk at this moment. */
	private async current(keys: readonly string[]): Promise<readonly Paper[]> {
		const volumes = new Set(this.volumes.entriesOf(keys).map(entry => entry.home));
		if (keys.some(key => this.volumes.entry(key) === undefined)) {
			await this.volumes.readChanged();
		} else {
			await this.volumes.refresh(volumes);
		}
		const entries = this.volumes.entriesOf(keys);
		const papers = await this.volumes.load(entries);
		return entries.flatMap(({ head }) => papers.get(head.id) ?? []);
	}

	/** Makes changes durable, volume by volume. Whatever fails, listeners hear what was made. */
	private async write(
		wished: ReadonlyMap<string, Change>,
		given: readonly Refusal[] = [],
		kind: 'edit' | 'merge' = 'edit',
	): Promise<Outcome> {
		const { sound: changes, unsound } = sortChanges(wished, this.folder);
		const refused: Refusal[] = [...given, ...unsound.map(([problem, id, change]) => refusal(problem, new Map([[id, change]])))];
		if (changes.size === 0) {
			return { changes: [], refused };
		}
		if (this.volumes.problem !== undefined) {
			return { changes: [], refused: [...refused, refusal(this.volumes.problem, changes)] };
		}
		await this.beforeChange?.([...changes.values()].filter(({ before }) => before !== undefined).length, kind);
		const made = new Map<string, Change>();
		const pace = new Pace(this.pause);
		let done: readonly Change[] = [];
		try {
			await this.volumes.write(changes, made, refused, pace);
		} finally {
			this.changed.fire();
			done = [...changes.keys()].flatMap(id => made.get(id) ?? []);
			await pace.rest();
			if (done.length > 0) {
				this.written.fire(done);
			}
			await pace.rest();
		}
		return { changes: done, refused };
	}
}

async function* batchesOf<T>(items: Iterable<T> | AsyncIterable<T>, size: number): AsyncGenerator<readonly T[], void, undefined> {
	let batch: T[] = [];
	for await (const item of items) {
		batch.push(item);
		if (batch.length === size) {
			yield batch;
			batch = [];
		}
	}
	yield batch;
}
