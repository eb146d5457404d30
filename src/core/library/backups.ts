import { isArray, isObject, parseJson } from '../data/json';
import type { Json } from '../data/json';
import type { Pause } from '../work/pace';
import type { Paper } from '../paper/paper';
import type { Clock, FileStore, Lines } from '../files/ports';
import { compareText } from '../text/compare';
import { readVolume } from './volumeReading';
import { closing, opening, volumeName } from './volumeText';

/** Why a backup was made: once a day, or before a change of many papers. */
export type BackupReason = 'daily' | 'edit' | 'merge' | 'restore';

/** A state of the library that can be restored. */
export interface Backup {
	/** Its file in the folder of backups. */
	readonly file: string;
	/** ISO 8601 instant. */
	readonly at: string;
	readonly reason: BackupReason;
	readonly papers: number;
	readonly volumes: readonly SavedVolume[];
}

/** A volume of the library, and the copy of it. Backups share the copies of volumes that did not change between them. */
interface SavedVolume {
	readonly name: string;
	/** {@link FileStore.version} of the volume when it was copied. */
	readonly version: string;
	readonly copy: string;
	/** How many papers it holds. */
	readonly papers: number;
}

export interface BackupLimits {
	/** How many backups are kept; 0 makes none. */
	readonly count: number;
	/** Days after which a backup is removed, unless it is the newest. */
	readonly days: number;
}

export interface BackupsOptions {
	readonly limits: () => BackupLimits;
	readonly clock?: Clock;
	readonly pause?: Pause;
}

/** A folder and the store that reaches it. */
export interface BackupPlace {
	readonly files: FileStore;
	/** The folder's path. */
	readonly path: string;
}

/** A change of more papers than this is preceded by a backup. */
export const manyPapers = 50;
/** A merge of more than these is one of many duplicates at once. */
const onePair = 2;

const day = 86_400_000;

/** Rolling copies of a library: a description each, `backup-….json`, and copies of volumes. */
export class Backups {
	private readonly clock: Clock;
	private readonly pause: Pause;
	/** When the newest backup was made, as far as this window knows, in milliseconds. */
	private newest: number | undefined;
	private isSuspended = false;

	constructor(
		private readonly library: BackupPlace,
		private readonly place: BackupPlace,
		private readonly options: BackupsOptions,
	) {
		this.clock = options.clock ?? { now: () => new Date() };
		this.pause = options.pause ?? (() => Promise.resolve());
	}

	/** Newest first. Descriptions that cannot be read are left out. */
	async list(): Promise<readonly Backup[]> {
		const names = await this.place.files.names(this.place.path);
		const backups = await Promise.all(names.filter(name => backupName.test(name)).map(name => this.description(name)));
		return backups.flatMap(backup => backup ?? []).sort((a, b) => compareText(b.at, a.at));
	}

	/**
	 * Makes the backup that is due before a change of so many papers: where they are many, or where the newest backup is older than a day.
	 */
	async beforeChange(papers: number, kind: 'edit' | 'merge' = 'edit'): Promise<Backup | undefined> {
		if (this.isSuspended) {
			return undefined;
		}
		return papers > (kind === 'merge' ? onePair : manyPapers) ? this.create(kind) : (await this.isDue()) ? this.create('daily') : undefined;
	}

	/** Makes one backup before work that is many changes, and none before each of them. Where that backup fails, there is no work. */
	async beforeAll<T>(reason: BackupReason, work: () => Promise<T>): Promise<T> {
		await this.create(reason);
		this.isSuspended = true;
		try {
			return await work();
		} finally {
			this.isSuspended = false;
		}
	}

	/** Makes a backup if the newest is older than a day. */
	async daily(): Promise<Backup | undefined> {
		return (await this.isDue()) ? this.create('daily') : undefined;
	}

	/**
	 * Copies what changed since the newest backup. `undefined` where there is nothing to save, nothing changed, or backups are switched off.
	 */
	create(reason: BackupReason): Promise<Backup | undefined> {
		if (this.options.limits().count <= 0) {
			return Promise.resolve(undefined);
		}
		return this.place.files.exclusively(`${this.place.path}/backups`, async () => {
			const known = await this.list();
			const now = this.clock.now();
			const volumes = await this.save(stampOf(now), known);
			const [last] = known;
			// Where nothing changed, the newest backup is as good as one of now.
			this.newest = volumes.length === 0 ? undefined : now.getTime();
			if (volumes.length === 0 || (last !== undefined && sameVolumes(last.volumes, volumes))) {
				return undefined;
			}
			const file = `backup-${stampOf(now)}.json`;
			const backup = { file, at: now.toISOString(), reason, papers: volumes.reduce((sum, volume) => sum + volume.papers, 0), volumes };
			await this.place.files.write(`${this.place.path}/${file}`, JSON.stringify({ version: 1, ...backup }));
			await this.tidy([backup, ...known], now);
			return backup;
		});
	}

	/** The papers of a backup by volume, with how many of it cannot be read. */
	async *volumesOf({
		volumes,
	}: Backup): AsyncGenerator<{ readonly papers: readonly Paper[]; readonly unreadable: number }, void, undefined> {
		for (const { copy, papers: count } of volumes) {
			const lines = await this.place.files.readLines(`${this.place.path}/${copy}`);
			await this.pause();
			const reading = lines && readVolume(lines, copy);
			await this.pause();
			const papers = reading?.lines.map(({ paper }) => paper) ?? [];
			const bad = reading?.kind === 'lines' ? reading.bad.length : 1;
			yield { papers, unreadable: Math.max(bad, count - papers.length) };
		}
	}

	private async isDue(): Promise<boolean> {
		if (this.options.limits().count <= 0) {
			return false;
		}
		const now = this.clock.now().getTime();
		if (this.newest === undefined || Math.abs(now - this.newest) > day) {
			const [last] = await this.list();
			this.newest = last === undefined ? undefined : Date.parse(last.at);
		}
		return this.newest === undefined || Math.abs(now - this.newest) > day;
	}

	private async save(stamp: string, known: readonly Backup[]): Promise<readonly SavedVolume[]> {
		const copies = new Set(await this.place.files.names(this.place.path));
		const last = new Map((known[0]?.volumes ?? []).filter(({ copy }) => copies.has(copy)).map(volume => [volume.name, volume]));
		const names = (await this.library.files.names(this.library.path)).filter(name => volumeName.test(name));
		const volumes: SavedVolume[] = [];
		for (const name of names) {
			const path = `${this.library.path}/${name}`;
			// Asked before reading: where the volume changes meanwhile, the next backup copies it again.
			const version = await this.library.files.version(path);
			const saved = last.get(name);
			if (version !== undefined && saved?.version === version) {
				volumes.push(saved);
			} else if (version !== undefined) {
				volumes.push(...(await this.copy(name, version, `${name.replace(/\.json$/i, '')}.${stamp}.json`)));
			}
			await this.pause();
		}
		return volumes;
	}

	private async copy(name: string, version: string, copy: string): Promise<readonly SavedVolume[]> {
		const lines = await this.library.files.readLines(`${this.library.path}/${name}`);
		if (lines === undefined) {
			return [];
		}
		await this.pause();
		await this.place.files.writeLines(
			`${this.place.path}/${copy}`,
			Array.from({ length: lines.count }, (_, index) => ({ of: lines, index })),
		);
		await this.pause();
		return [{ name, version, copy, papers: countOf(lines, name) }];
	}

	/** Removes backups beyond the limits, and copies that no backup needs any more. */
	private async tidy(backups: readonly Backup[], now: Date): Promise<void> {
		const kept = new Set(backupsToKeep(backups, this.options.limits(), now));
		const { files, path: folder } = this.place;
		for (const { file } of backups.filter(backup => !kept.has(backup))) {
			await files.remove(`${folder}/${file}`);
		}
		const names = await files.names(folder);
		if (names.filter(name => backupName.test(name)).length > kept.size) {
			// A description that cannot be read may need any of them.
			return;
		}
		const needed = new Set([...kept].flatMap(({ volumes }) => volumes.map(({ copy }) => copy)));
		for (const name of names.filter(one => copyName.test(one) && !needed.has(one))) {
			await files.remove(`${folder}/${name}`);
		}
	}

	private async description(name: string): Promise<Backup | undefined> {
		const value = parseJson((await this.place.files.read(`${this.place.path}/${name}`)) ?? '');
		if (
			!isObject(value) ||
			value['version'] !== 1 ||
			typeof value['at'] !== 'string' ||
			Number.isNaN(Date.parse(value['at'])) ||
			!isArray(value['volumes'])
		) {
			return undefined;
		}
		const volumes = value['volumes'].flatMap(savedVolume);
		return volumes.length < value['volumes'].length
			? undefined
			: {
					file: name,
					at: value['at'],
					reason: reasonOf(value['reason']),
					papers: volumes.reduce((sum, volume) => sum + volume.papers, 0),
					volumes,
				};
	}
}

/**
 * Which backups stay, given newest first: none that is older than the days allow but the newest, and no more than the count allows. Of
 * those the first to go are backups that have a later one of the same day, so that an hour of many changes does not push out what was a
 * week ago; the three newest stay.
 */
export function backupsToKeep(backups: readonly Backup[], { count, days }: BackupLimits, now: Date): readonly Backup[] {
	const kept = backups.filter(({ at }, index) => index === 0 || now.getTime() - Date.parse(at) <= days * day);
	while (kept.length > Math.max(1, count)) {
		const doubled = kept.findLastIndex(
			({ at }, index) => index >= recent && kept[index - 1]?.at.slice(0, dayLength) === at.slice(0, dayLength),
		);
		kept.splice(doubled < 0 ? kept.length - 1 : doubled, 1);
	}
	return kept;
}

const recent = 3;
const dayLength = '2026-01-01'.length;

const stampPattern = String.raw`\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}-\d{3}Z`;
const backupName = new RegExp(`^backup-${stampPattern}\\.json$`);
const copyName = new RegExp(`^volume-\\d{4,}\\.${stampPattern}\\.json$`, 'i');

/** An instant as file names may hold it. */
function stampOf(at: Date): string {
	return at.toISOString().replace(/[:.]/g, '-');
}

/** Our own volumes have a paper on each line between the first and the last; nothing of them needs to be decoded. */
function countOf(lines: Lines, name: string): number {
	const isOurs = lines.at(0) === opening && lines.at(lines.count - 2) === closing;
	return isOurs ? lines.count - 3 : readVolume(lines, name).lines.length;
}

function sameVolumes(some: readonly SavedVolume[], others: readonly SavedVolume[]): boolean {
	return some.length === others.length && some.every(({ copy }, at) => copy === others[at]?.copy);
}

function savedVolume(value: Json): readonly SavedVolume[] {
	if (!isObject(value)) {
		return [];
	}
	const { name, version, copy, papers } = value;
	const isSound =
		typeof name === 'string' &&
		typeof version === 'string' &&
		typeof copy === 'string' &&
		typeof papers === 'number' &&
		copyName.test(copy);
	return isSound ? [{ name, version, copy, papers }] : [];
}

function reasonOf(value: Json | undefined): BackupReason {
	return value === 'edit' || value === 'merge' || value === 'restore' ? value : 'daily';
}
