import { localize } from '../data/localize';
import { Emitter } from '../work/events';
import { fileFailureOf } from '../files/fileFailure';
import { isObject } from '../data/json';
import { Pace } from '../work/pace';
import type { Pause } from '../work/pace';
import type { IncomingPaper, Paper } from '../paper/paper';
import type { Cache, Clock, Disposable, FileStore } from '../files/ports';
import { Queue } from '../work/queue';
import type { Draft, Taken } from './draft';
import type { Alike } from '../search/alike';
import type { Head } from '../paper/head';
import { HeadDirectory } from './headDirectory';
import type { DirectoryEntry } from './headDirectory';
import { addIdentity } from './identityIndex';
import { identityHashes } from './identityHashes';
import type { FieldConflict } from '../merge/threeWay';
import { PaperFinder } from './paperFinder';
import type { FindOptions } from './paperFinder';
import type { FilteredPapers } from './papers';
import { RecentLines } from './recentLines';
import { sortChanges, unwritable } from './soundChanges';
import { Volume } from './volume';
import type { Change, VolumeSurroundings, Written } from './volume';
import { volumeName } from './volumeText';
import type { VolumeProblem } from './volumeText';

export type { Change } from './volume';

/** A volume never holds more papers than this, so that a change rewrites a bounded file. */
export const volumeCapacity = 1000;

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

/** A volume that could not be read or written, and the citation keys of the papers that were to be changed in it. */
export interface Refusal extends VolumeProblem {
	readonly keys: readonly string[];
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

/** So many volumes keep their papers in memory, some 2 MB each. */
const recentVolumes = 12;

/** So many files are read at once. */
const atOnce = 16;

/** So many papers are added between two looks for what they may be the same as. */
const batchSize = 500;

class VolumeLibrary implements Library {
	private readonly volumes = new Map<string, Volume>();
	private readonly directory = new HeadDirectory<Volume>();
	private headList: readonly Head[] | undefined = [];
	/** What each volume held when the indexes were last brought in sync with it. */
	private readonly indexed = new Map<Volume, readonly Head[]>();
	/** Ids by identity hash, made on the first addition. It may name papers that are gone or have changed: compare before use. */
	private identities: Map<number, string[]> | undefined;
	/** One change at a time: each sees what the one before it left. */
	private readonly queue = new Queue();
	/** Where all volumes are gone at once, so that nothing is to be written. */
	private folderProblem: VolumeProblem | undefined;
	private readonly changed = new Emitter<void>();
	private readonly written = new Emitter<readonly Change[]>();
	private readonly clock: Clock;
	private readonly pause: Pause;
	private readonly finder: PaperFinder;
	private readonly keyPattern: (() => string) | undefined;
	private readonly beforeChange: LibraryOptions['beforeChange'];
	private readonly surroundings: VolumeSurroundings;

	constructor(
		private readonly files: FileStore,
		readonly folder: string,
		{ clock, pause, keyPattern, cache, mergeBase, beforeChange }: LibraryOptions,
	) {
		this.beforeChange = beforeChange;
		this.clock = clock ?? { now: () => new Date() };
		this.pause = pause ?? (() => Promise.resolve());
		this.keyPattern = keyPattern;
		this.surroundings = { files, recent: new RecentLines(recentVolumes), cache, mergeBase };
		const source = {
			heads: () => this.heads(),
			head: (id: string) => this.directory.byId(id)?.head,
			papers: (ids?: ReadonlySet<string>) => this.read(ids),
		};
		this.finder = new PaperFinder(
			source,
			this.pause,
			cache && { cache, stamp: () => this.stamp(), idsSince: stamp => this.idsSince(stamp) },
		);
	}

	readonly onDidChange = (listener: () => void): Disposable => this.changed.event(listener);
	readonly onDidWrite = this.written.event;

	heads(): readonly Head[] {
		return (this.headList ??= none.concat(...this.indexed.values()).filter(head => this.directory.isCurrent(head)));
	}

	head(key: string): Head | undefined {
		return this.entry(key)?.head;
	}

	async paper(key: string): Promise<Paper | undefined> {
		const entry = this.entry(key);
		return entry && (await entry.home.papers(new Set([entry.head.id])))[0];
	}

	all(): AsyncIterable<Paper> {
		return this.read();
	}

	async papers(keys: readonly string[]): Promise<readonly Paper[]> {
		const entries = keys.flatMap(key => this.entry(key) ?? []);
		const papers = await this.load(entries);
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
		const problems = [...this.volumes.values()].flatMap(volume => volume.problems);
		return this.folderProblem === undefined ? problems : [this.folderProblem, ...problems.filter(({ code }) => code !== 'missing')];
	}

	conflicts(): readonly FieldConflict[] {
		return [...this.volumes.values()].flatMap(volume => volume.conflicts);
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
		await this.readChangedVolumes();
		const { Draft } = await import('./draft');
		return new Draft(await this.identityIndex(pace), key => this.directory.byKey(key)?.head.id);
	}

	/** The papers of the library that incoming ones may be. */
	private knownLike(papers: readonly IncomingPaper[], draft: Draft): Promise<ReadonlyMap<string, Paper>> {
		return this.load(papers.flatMap(paper => draft.idsLike(paper)).flatMap(id => this.directory.byId(id) ?? []));
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
			await this.readChangedVolumes();
			const { mergeKnown } = await import('../merge/duplicates');
			const updated = this.clock.now().toISOString();
			const changes = new Map<string, Change>();
			const refused: Refusal[] = [];
			const members = groups.map(keys => keys.flatMap(key => this.entry(key) ?? []));
			// Of all groups in one go: one by one, each would read its volumes again.
			const papers = await this.load(members.flat());
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
			if (await this.readChangedVolumes()) {
				this.changed.fire();
			}
		});
	}

	repair(): Promise<boolean> {
		return this.queue.add(async () => {
			const torn = [...this.volumes.values()].filter(volume => volume.needsRepair);
			for (const volume of torn) {
				await volume.change(new Map());
				this.reindex(volume);
			}
			return (await this.settleTwins(this.directory.idsInTwoPlaces())) || torn.length > 0;
		});
	}

	setAsideLine(path: string, line: number): Promise<SetAside> {
		return this.queue.add(async () => {
			const volume = this.volumes.get(path);
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
			this.reindex(volume);
			this.changed.fire();
			if (outcome.kind === 'refused') {
				await dropAside(this.files, aside, bad.text);
				return outcome;
			}
			const takeBack = () =>
				this.queue.add(async () => {
					const back = await volume.putBack([bad]);
					const dropped = back.kind === 'refused' ? back : await dropAside(this.files, aside, bad.text);
					this.reindex(volume);
					this.changed.fire();
					return dropped?.kind === 'refused' ? [dropped.problem] : [];
				});
			return { kind: 'done', takeBack };
		});
	}

	takeOvertaken(): readonly Paper[] {
		// A paper that is in another volume now was moved there.
		return [...this.volumes.values()]
			.flatMap(volume => volume.takeOvertaken())
			.filter(({ id, updated }) => !((this.directory.byId(id)?.head.updated ?? '') >= updated));
	}

	restore(papers: readonly Paper[]): Promise<Outcome> {
		return this.queue.add(async () => {
			const now = new Map((await this.current(papers.map(paper => paper.id))).map(paper => [paper.id, paper]));
			return this.write(new Map(papers.map(after => [after.id, { before: now.get(after.id), after }])));
		});
	}

	forgetMissing(): Promise<void> {
		return this.queue.add(() => {
			[...this.volumes.values()]
				.filter(volume => volume.problem?.code === 'missing')
				.forEach(volume => {
					this.forget(volume);
				});
			this.folderProblem = undefined;
			this.changed.fire();
		});
	}

	async saveCache({ withIndex = true }: { readonly withIndex?: boolean } = {}): Promise<void> {
		if (this.surroundings.cache === undefined) {
			return;
		}
		const pace = new Pace(this.pause);
		const failures: unknown[] = [];
		const index = withIndex ? [() => this.finder.save()] : [];
		for (const save of [...[...this.volumes.values()].map(volume => () => volume.saveCache()), ...index]) {
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

	private entry(key: string): DirectoryEntry<Volume> | undefined {
		return this.directory.byKey(key) ?? this.directory.byId(key);
	}

	/** Each paper once, however often it is named. */
	private entriesOf(keys: readonly string[]): readonly DirectoryEntry<Volume>[] {
		return [...new Map(keys.flatMap(key => this.entry(key) ?? []).map(entry => [entry.head.id, entry])).values()];
	}

	/** The papers of some keys as they stand on the disk at this moment. */
	private async current(keys: readonly string[]): Promise<readonly Paper[]> {
		const volumes = new Set(this.entriesOf(keys).map(entry => entry.home));
		if (keys.some(key => this.entry(key) === undefined)) {
			await this.readChangedVolumes();
		} else {
			for (const volume of volumes) {
				await volume.refresh();
				this.reindex(volume);
			}
		}
		const entries = this.entriesOf(keys);
		const papers = await this.load(entries);
		return entries.flatMap(({ head }) => papers.get(head.id) ?? []);
	}

	/** Full records by id, each volume read once. Rests between volumes: those in memory are parsed without waiting for a file. */
	private async load(entries: readonly DirectoryEntry<Volume>[]): Promise<ReadonlyMap<string, Paper>> {
		const pace = new Pace(this.pause);
		const wanted = new Map<Volume, Set<string>>();
		for (const { head, home } of entries) {
			wanted.set(home, (wanted.get(home) ?? new Set()).add(head.id));
		}
		const papers = new Map<string, Paper>();
		for (const [volume, ids] of wanted) {
			for (const paper of await volume.papers(ids)) {
				papers.set(paper.id, paper);
			}
			await pace.rest();
		}
		return papers;
	}

	/** {@link load} one by one, so that they need not all be in memory. */
	private async *read(ids?: ReadonlySet<string>): AsyncGenerator<Paper, void, undefined> {
		const pace = new Pace(this.pause);
		for (const volume of [...this.volumes.values()]) {
			const wanted = new Set(
				volume.heads.filter(head => ids?.has(head.id) !== false && this.directory.isCurrent(head)).map(head => head.id),
			);
			if (wanted.size > 0) {
				for (const paper of await volume.eachPaper(wanted)) {
					yield paper;
					await pace.rest();
				}
			}
		}
	}

	/** Says whether anything changed. */
	private async readChangedVolumes(): Promise<boolean> {
		const pace = new Pace(this.pause);
		const before = JSON.stringify(this.problems());
		const names = await this.volumeNames();
		const volumes = names.map(name => this.volume(name));
		let changed = false;
		if (this.indexed.size === 0) {
			// Each paper has an id and a key at least.
			this.directory.reserve(2 * volumeCapacity * volumes.length);
		}
		for (let at = 0; at < volumes.length; at += atOnce) {
			const some = volumes.slice(at, at + atOnce);
			await Promise.all(
				some.map(volume => {
					volume.isListed = true;
					return volume.refresh();
				}),
			);
			changed = some.map(volume => this.reindex(volume)).includes(true) || changed;
			await pace.rest();
		}
		changed = (await this.lookForMissing(new Set(volumes))) || changed;
		return changed || before !== JSON.stringify(this.problems());
	}

	/** In any case: some disks and programs change the case of names. */
	private async volumeNames(): Promise<readonly string[]> {
		try {
			const names = await this.files.names(this.folder);
			if (this.indexed.size === 0 && names.some(name => /\.(?:tmp|lock|new|heir)$/.test(name))) {
				await this.removeLeftovers();
			}
			this.folderProblem = undefined;
			return names.filter(name => volumeName.test(name));
		} catch (error) {
			const failure = fileFailureOf(error);
			if (failure === undefined || this.indexed.size === 0) {
				throw error;
			}
			this.folderProblem = {
				code: 'unreadable',
				path: this.folder,
				line: 1,
				message: localize('Couldn’t read the library folder {0}: {1}.', this.folder, failure.reason),
			};
			return [...this.volumes.values()].map(volume => volume.name);
		}
	}

	private async removeLeftovers(): Promise<void> {
		try {
			await this.files.removeLeftovers(this.folder, name => volumeName.test(name) || name === setAsideName);
		} catch (error) {
			// They can stay where nothing can be written.
			if (fileFailureOf(error) === undefined) {
				throw error;
			}
		}
	}

	/**
	 * Volumes that were here and are no longer listed. One whose papers all stand in others was renamed. Says whether the papers changed.
	 */
	private async lookForMissing(listed: ReadonlySet<Volume>): Promise<boolean> {
		const unlisted = [...this.volumes.values()].filter(volume => !listed.has(volume));
		for (const volume of unlisted) {
			volume.isListed = false;
			await volume.refresh();
			this.reindex(volume);
			if (volume.heads.every(({ id }) => this.directory.ofId(id).some(({ home }) => listed.has(home)))) {
				this.forget(volume);
			}
		}
		if (listed.size === 0 && this.heads().length > 0 && this.folderProblem === undefined) {
			const message = localize(
				'The library folder {0} is missing or empty. Showing its papers as last read; nothing is saved until the folder is back.',
				this.folder,
			);
			this.folderProblem = { code: 'missing', path: this.folder, line: 1, message };
		}
		return unlisted.some(volume => !this.volumes.has(volume.path));
	}

	private forget(volume: Volume): void {
		const heads = this.indexed.get(volume) ?? [];
		heads.forEach(head => {
			this.directory.leave(head);
		});
		this.indexed.delete(volume);
		this.volumes.delete(volume.path);
		this.headList = undefined;
		this.identities = undefined;
		this.finder.touch(idsOf(heads));
	}

	private volume(name: string): Volume {
		const path = `${this.folder}/${name}`;
		const volume = this.volumes.get(path) ?? new Volume(this.surroundings, path);
		this.volumes.set(path, volume);
		return volume;
	}

	/** Brings the indexes in sync with a volume, at the cost of what changed in it. Says whether anything did. */
	private reindex(volume: Volume, written?: ReadonlyMap<string, Paper | undefined>): boolean {
		const before = this.indexed.get(volume) ?? [];
		const after = volume.heads;
		if (before === after) {
			return false;
		}
		const removed = without(before, after);
		const added = without(after, before);
		this.indexed.set(volume, after);
		removed.forEach(head => this.directory.leave(head));
		added.forEach(head => this.directory.enter(head, volume));
		if (removed.length + added.length > 0) {
			this.headList = undefined;
			if (written === undefined) {
				// Papers that came in any other way are looked at when they are next needed.
				this.identities = undefined;
			}
			this.finder.touch(idsOf(removed, added), written);
		}
		return removed.length + added.length > 0;
	}

	/** Keeps the index of identities in sync with what was written. */
	private identify(written: ReadonlyMap<string, Paper | undefined>, pace: Pace): Promise<void> {
		return pace.each(written.values(), paper => {
			if (this.identities !== undefined && paper !== undefined) {
				addIdentity(this.identities, paper.id, identityHashes(paper));
			}
		});
	}

	private async identityIndex(pace: Pace): Promise<ReadonlyMap<number, readonly string[]>> {
		if (this.identities === undefined) {
			const identities = new Map<number, string[]>();
			for (const volume of this.volumes.values()) {
				const hashes = await volume.identities();
				volume.heads.forEach(({ id }, at) => addIdentity(identities, id, hashes[at] ?? []));
				await pace.rest();
			}
			this.identities = identities;
		}
		return this.identities;
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
		if (this.folderProblem !== undefined) {
			return { changes: [], refused: [...refused, refusal(this.folderProblem, changes)] };
		}
		await this.beforeChange?.([...changes.values()].filter(({ before }) => before !== undefined).length, kind);
		const made = new Map<string, Change>();
		const pace = new Pace(this.pause);
		let done: readonly Change[] = [];
		try {
			await this.settleTwins([...changes.keys()].filter(id => this.directory.ofId(id).length > 1));
			await this.writeParts(changes, made, refused, pace);
			await this.moveOverflow();
			await pace.rest();
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

	private async writeParts(changes: ReadonlyMap<string, Change>, made: Map<string, Change>, refused: Refusal[], pace: Pace): Promise<void> {
		let rest = changes;
		let detours = 0;
		while (rest.size > 0) {
			const { volume, part, left } = this.nextPart(rest);
			const isKnown = [...part.keys()].some(id => this.directory.byId(id) !== undefined);
			const outcome = await volume.change(part);
			this.reindex(volume, outcome.kind === 'written' ? outcome.papers : undefined);
			await pace.rest();
			if (outcome.kind === 'written') {
				await this.identify(outcome.papers, pace);
				outcome.papers.forEach((after, id) => made.set(id, { before: part.get(id)?.before, after }));
				rest = left;
			} else if (isKnown || outcome.problem.code === 'unwritable' || detours === mostDetours) {
				refused.push(refusal(outcome.problem, part));
				rest = left;
			} else {
				// A new paper whose volume turned out unreadable stays in `rest` and goes to the next one.
				detours += 1;
			}
			await pace.rest();
		}
	}

	/**
	 * Makes one of each paper that stands in two volumes, as where a move between them was cut short: merged, in the first of them. Says
	 * whether any was written.
	 */
	private async settleTwins(ids: readonly string[]): Promise<boolean> {
		let isSettled = false;
		for (const id of ids) {
			const homes = this.directory
				.ofId(id)
				.map(({ home }) => home)
				.sort((a, b) => (a.path < b.path ? -1 : 1));
			const [kept, ...others] = homes;
			if (kept === undefined || homes.some(volume => volume.problem !== undefined)) {
				continue;
			}
			const papers = await Promise.all(homes.map(async volume => (await volume.papers(new Set([id])))[0]));
			const { mergeThreeWays } = await import('../merge/threeWay');
			const merged = papers.reduce((sum, paper) => mergeThreeWays(undefined, sum, paper));
			const outcomes: Written[] = [await kept.change(new Map([[id, { before: papers[0], after: merged }]]))];
			for (const [at, volume] of others.entries()) {
				if (!outcomes.some(outcome => outcome.kind === 'refused')) {
					outcomes.push(await volume.change(new Map([[id, { before: papers[at + 1], after: undefined }]])));
				}
			}
			homes.forEach(volume => this.reindex(volume));
			isSettled ||= outcomes[0]?.kind === 'written';
		}
		return isSettled;
	}

	/** Changes that go into one volume: those of papers that stand there, or as many new ones as it has room for. */
	private nextPart(changes: ReadonlyMap<string, Change>): Part {
		const known = [...changes.keys()].map(id => this.directory.byId(id)?.home).find(volume => volume !== undefined);
		const volume = known ?? this.volumeWithRoom();
		const part = new Map<string, Change>();
		const left = new Map<string, Change>();
		for (const [id, change] of changes) {
			const home = this.directory.byId(id)?.home;
			const fits = known !== undefined ? home === volume : home === undefined && volume.heads.length + part.size < volumeCapacity;
			(fits ? part : left).set(id, change);
		}
		return { volume, part, left };
	}

	/** The last volume that has room and nothing wrong with it, or a new one. */
	private volumeWithRoom(): Volume {
		const open = [...this.volumes.values()].findLast(volume => volume.problems.length === 0 && volume.heads.length < volumeCapacity);
		if (open !== undefined) {
			return open;
		}
		const numbers = [...this.volumes.keys()].map(path => Number(/(\d+)\.json$/i.exec(path)?.[1]));
		return this.volume(`volume-${String(Math.max(0, ...numbers) + 1).padStart(4, '0')}.json`);
	}

	/**
	 * Moves papers out of volumes that a merge made too large: into the other volume first, so that none is ever nowhere. What cannot be
	 * moved now is moved after a later change.
	 */
	private async moveOverflow(): Promise<void> {
		for (const volume of [...this.volumes.values()].filter(one => one.problem === undefined && one.heads.length > volumeCapacity)) {
			const surplus = new Set(
				[...volume.heads]
					.sort((a, b) => (a.added < b.added ? -1 : 1))
					.slice(volumeCapacity)
					.map(head => head.id),
			);
			const papers = await volume.papers(surplus);
			for (let at = 0; at < papers.length;) {
				const target = this.volumeWithRoom();
				const moved = papers.slice(at, at + volumeCapacity - target.heads.length);
				const outcomes: Written[] = [await target.change(new Map(moved.map(after => [after.id, { before: undefined, after }])))];
				if (outcomes[0]?.kind === 'written') {
					outcomes.push(await volume.change(new Map(moved.map(before => [before.id, { before, after: undefined }]))));
				}
				this.reindex(target);
				this.reindex(volume);
				if (outcomes.some(outcome => outcome.kind === 'refused')) {
					break;
				}
				at += moved.length;
			}
		}
	}

	/** Names every volume and the state of its file: `{"volume-0001.json":"..."}`. */
	private stamp(): string {
		return JSON.stringify(Object.fromEntries([...this.volumes.values()].map(volume => [volume.name, volume.stamp])));
	}

	private *idsSince(stamp: string): Generator<string, void, undefined> {
		const stamps: unknown = JSON.parse(stamp);
		for (const volume of this.volumes.values()) {
			if (volume.stamp === undefined || !isObject(stamps) || stamps[volume.name] !== volume.stamp) {
				yield* volume.heads.map(head => head.id);
			}
		}
	}
}

/** `volume-0001.json` and so on, in any case. */

/** Lines of volumes that are no papers and that somebody has put aside, each as it was. */
const setAsideName = 'set-aside.jsonl';

/** So many volumes in a row may turn out unreadable before new papers are refused. */
const mostDetours = 10;

function refusal(problem: VolumeProblem, changes: ReadonlyMap<string, Change>): Refusal {
	return { ...problem, keys: [...changes.values()].flatMap(({ before, after }) => (before ?? after)?.['citation-key'] ?? []) };
}

interface Part {
	readonly volume: Volume;
	readonly part: ReadonlyMap<string, Change>;
	readonly left: ReadonlyMap<string, Change>;
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

const none: readonly Head[] = [];

function without(heads: readonly Head[], others: readonly Head[]): readonly Head[] {
	if (heads.length === 0 || others.length === 0) {
		return heads;
	}
	const known = new Set(others);
	return heads.filter(head => !known.has(head));
}

/** Made only where somebody takes them: a library that is opened has as many as papers. */
function* idsOf(...lists: readonly (readonly Head[])[]): Generator<string, void, undefined> {
	for (const heads of lists) {
		for (const head of heads) {
			yield head.id;
		}
	}
}
