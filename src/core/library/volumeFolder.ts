import { localize } from '../data/localize';
import { isObject } from '../data/json';
import { expectedFailure, fileFailureOf } from '../files/fileFailure';
import type { FileStore } from '../files/ports';
import type { FieldConflict } from '../merge/threeWay';
import type { Head } from '../paper/head';
import type { Paper } from '../paper/paper';
import { Pace } from '../work/pace';
import type { Pause } from '../work/pace';
import type { DirectoryEntry } from './headDirectory';
import { HeadDirectory } from './headDirectory';
import { identityHashes } from './identityHashes';
import { addIdentity } from './identityIndex';
import { RecentLines } from './recentLines';
import { Volume } from './volume';
import type { Change, VolumeSurroundings, Written } from './volume';
import { setAsideName, volumeName } from './volumeText';
import type { VolumeProblem } from './volumeText';

/** A volume never holds more papers than this, so that a change rewrites a bounded file. */
export const volumeCapacity = 1000;

/** A volume that could not be read or written, and the citation keys of the papers that were to be changed in it. */
export interface Refusal extends VolumeProblem {
	readonly keys: readonly string[];
}

/** So many volumes keep their papers in memory, some 2 MB each. */
const recentVolumes = 12;

/** So many files are read at once. */
const atOnce = 16;

/** So many volumes in a row may turn out unreadable before new papers are refused. */
const mostDetours = 10;

export interface VolumeFolderOptions extends Omit<VolumeSurroundings, 'recent'> {
	/** How to give way during long work. */
	readonly pause: Pause;
	/** Told of the ids of papers that came, changed or went; with the papers themselves where they were written here. */
	readonly touched: (ids: Iterable<string>, written?: ReadonlyMap<string, Paper | undefined>) => void;
}

/**
 * The volumes of a library's folder and what stands in them: reads what changed on the disk, knows where each paper stands, and writes
 * changes into the volumes that they belong to. One call at a time: whoever holds it queues them.
 */
export class VolumeFolder {
	private readonly volumes = new Map<string, Volume>();
	private readonly directory = new HeadDirectory<Volume>();
	private headList: readonly Head[] | undefined = [];
	/** What each volume held when the indexes were last brought in sync with it. */
	private readonly indexed = new Map<Volume, readonly Head[]>();
	/** Ids by identity hash, made on the first addition. It may name papers that are gone or have changed: compare before use. */
	private identities: Map<number, string[]> | undefined;
	private folderProblem: VolumeProblem | undefined;
	private readonly files: FileStore;
	private readonly pause: Pause;
	private readonly touched: VolumeFolderOptions['touched'];
	private readonly surroundings: VolumeSurroundings;

	constructor(
		readonly path: string,
		{ pause, touched, ...surroundings }: VolumeFolderOptions,
	) {
		this.files = surroundings.files;
		this.pause = pause;
		this.touched = touched;
		this.surroundings = { ...surroundings, recent: new RecentLines(recentVolumes) };
	}

	/** Where all volumes are gone at once, or can't be read: then nothing is to be written. */
	get problem(): VolumeProblem | undefined {
		return this.folderProblem;
	}

	/** Every paper once, in the order of the volumes. */
	heads(): readonly Head[] {
		return (this.headList ??= none.concat(...this.indexed.values()).filter(head => this.directory.isCurrent(head)));
	}

	/** What is wrong with the volumes; where they are all gone, that alone. */
	problems(): readonly VolumeProblem[] {
		const problems = [...this.volumes.values()].flatMap(volume => volume.problems);
		return this.folderProblem === undefined ? problems : [this.folderProblem, ...problems.filter(({ code }) => code !== 'missing')];
	}

	/** What two people changed in copies of the library that git put together. */
	conflicts(): readonly FieldConflict[] {
		return [...this.volumes.values()].flatMap(volume => volume.conflicts);
	}

	/** Papers as they were saved here that another program put back since; each is told once. */
	takeOvertaken(): readonly Paper[] {
		// A paper that is in another volume now was moved there.
		return [...this.volumes.values()]
			.flatMap(volume => volume.takeOvertaken())
			.filter(({ id, updated }) => !((this.directory.byId(id)?.head.updated ?? '') >= updated));
	}

	/** Where a paper stands, by its citation key or its id. */
	entry(key: string): DirectoryEntry<Volume> | undefined {
		return this.directory.byKey(key) ?? this.directory.byId(key);
	}

	/** Each paper once, however often it is named. */
	entriesOf(keys: readonly string[]): readonly DirectoryEntry<Volume>[] {
		return [...new Map(keys.flatMap(key => this.entry(key) ?? []).map(entry => [entry.head.id, entry])).values()];
	}

	/** {@link entry}, by the id alone. */
	byId(id: string): DirectoryEntry<Volume> | undefined {
		return this.directory.byId(id);
	}

	/** {@link entry}, by the citation key alone. */
	byKey(key: string): DirectoryEntry<Volume> | undefined {
		return this.directory.byKey(key);
	}

	/** The volume of a file, where there is one. */
	at(path: string): Volume | undefined {
		return this.volumes.get(path);
	}

	/** Reads some volumes again, where they changed. */
	async refresh(volumes: Iterable<Volume>): Promise<void> {
		for (const volume of volumes) {
			await volume.refresh();
			this.reindex(volume);
		}
	}

	/** Writes the volumes that are read merged as they are read. Says whether there were any. */
	async repair(): Promise<boolean> {
		const torn = [...this.volumes.values()].filter(volume => volume.needsRepair);
		for (const volume of torn) {
			await volume.change(new Map());
			this.reindex(volume);
		}
		return (await this.settleTwins(this.directory.idsInTwoPlaces())) || torn.length > 0;
	}

	/** Lets go of the papers of volumes that are missing. */
	forgetMissing(): void {
		[...this.volumes.values()].filter(volume => volume.problem?.code === 'missing').forEach(volume => this.forget(volume));
		this.folderProblem = undefined;
	}

	/** Each keeps the cache of one volume in sync. */
	cacheSavers(): readonly (() => Promise<void>)[] {
		return [...this.volumes.values()].map(volume => () => volume.saveCache());
	}

	/** Full records by id, each volume read once. Rests between volumes: those in memory are parsed without waiting for a file. */
	async load(entries: readonly DirectoryEntry<Volume>[]): Promise<ReadonlyMap<string, Paper>> {
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
	async *read(ids?: ReadonlySet<string>): AsyncGenerator<Paper, void, undefined> {
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

	/** Reads what changed on the disk. Says whether anything did. */
	async readChanged(): Promise<boolean> {
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
			const names = await this.files.names(this.path);
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
				path: this.path,
				line: 1,
				message: localize('Couldn’t read the library folder {0}: {1}.', this.path, failure.reason),
			};
			return [...this.volumes.values()].map(volume => volume.name);
		}
	}

	private async removeLeftovers(): Promise<void> {
		try {
			await this.files.removeLeftovers(this.path, name => volumeName.test(name) || name === setAsideName);
		} catch (error) {
			// They can stay where nothing can be written.
			expectedFailure(error);
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
				this.path,
			);
			this.folderProblem = { code: 'missing', path: this.path, line: 1, message };
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
		this.touched(idsOf(heads));
	}

	private volume(name: string): Volume {
		const path = `${this.path}/${name}`;
		const volume = this.volumes.get(path) ?? new Volume(this.surroundings, path);
		this.volumes.set(path, volume);
		return volume;
	}

	/** Brings the indexes in sync with a volume, at the cost of what changed in it. Says whether anything did. */
	reindex(volume: Volume, written?: ReadonlyMap<string, Paper | undefined>): boolean {
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
			this.touched(idsOf(removed, added), written);
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

	/** The ids of papers by identity hash; it may name papers that are gone or have changed: compare before use. */
	async identityIndex(pace: Pace): Promise<ReadonlyMap<number, readonly string[]>> {
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

	/**
	 * Makes changes durable, volume by volume, as far as that goes: `made` and `refused` take what was made and what was not, also where this
	 * rejects.
	 */
	async write(changes: ReadonlyMap<string, Change>, made: Map<string, Change>, refused: Refusal[], pace: Pace): Promise<void> {
		await this.settleTwins([...changes.keys()].filter(id => this.directory.ofId(id).length > 1));
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
		await this.moveOverflow();
		await pace.rest();
	}

	/**
	 * Makes one of each paper that stands in two volumes, as where a move between them was cut short: merged, in the first of them. Says
	 * whether any was written.
	 */
	async settleTwins(ids: readonly string[]): Promise<boolean> {
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

	/** Changes that go into the volume of the first of them: those of all papers that stand there, or as many new ones as it has room for. */
	private nextPart(changes: ReadonlyMap<string, Change>): Part {
		const homeOf = (id: string) => this.directory.byId(id)?.home;
		const [first = ''] = changes.keys();
		const home = homeOf(first);
		const volume = home ?? this.volumeWithRoom();
		const part = new Map<string, Change>();
		const left = new Map<string, Change>();
		for (const [id, change] of changes) {
			const hasRoom = home !== undefined || volume.heads.length + part.size < volumeCapacity;
			(hasRoom && homeOf(id) === home ? part : left).set(id, change);
		}
		return { volume, part, left };
	}

	/** The last volume that has room and nothing wrong with it, or a new one. */
	private volumeWithRoom(): Volume {
		const open = [...this.volumes.values()].findLast(volume => volume.problems.length === 0 && volume.heads.length < volumeCapacity);
		if (open !== undefined) {
			return open;
		}
		// Of any length: rounded, or written as `1e+21`, the next number would name a volume that there is, or none.
		const last = [...this.volumes.keys()]
			.map(path => BigInt(/(?<!\d)(\d+)\.json$/i.exec(path)?.[1] ?? 0))
			.reduce((most, number) => (number > most ? number : most), 0n);
		return this.volume(`volume-${String(last + 1n).padStart(4, '0')}.json`);
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
	stamp(): string {
		return JSON.stringify(Object.fromEntries([...this.volumes.values()].map(volume => [volume.name, volume.stamp])));
	}

	/** The ids of papers in volumes that changed since a stamp. */
	*idsSince(stamp: string): Generator<string, void, undefined> {
		const stamps: unknown = JSON.parse(stamp);
		for (const volume of this.volumes.values()) {
			if (volume.stamp === undefined || !isObject(stamps) || stamps[volume.name] !== volume.stamp) {
				yield* volume.heads.map(head => head.id);
			}
		}
	}
}

/** A change that was not made. */
export function refusal(problem: VolumeProblem, changes: ReadonlyMap<string, Change>): Refusal {
	return { ...problem, keys: [...changes.values()].flatMap(({ before, after }) => (before ?? after)?.['citation-key'] ?? []) };
}

interface Part {
	readonly volume: Volume;
	readonly part: ReadonlyMap<string, Change>;
	readonly left: ReadonlyMap<string, Change>;
}

const none: readonly Head[] = [];

function without(heads: readonly Head[], others: readonly Head[]): readonly Head[] {
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
