import { Low } from 'lowdb';
import type { Adapter } from 'lowdb';
import type { Paper } from '../paper';
import type { Cache, FileStore, Lines } from '../ports';
import { compareText } from '../text/compare';
import type { Head } from './head';
import { headOf } from './head';
import { identityHashes } from './identityHashes';
import type { FieldConflict } from './mergeVolumes';
import { mergePaper } from './mergeVolumes';
import { packHeads, readHeads } from './packedHeads';
import type { RecentLines } from './recentLines';
import { hasConflict, keptTexts, lineOf, paperOfLine, plainText, printVolume, readPrinted, readVolume, rowsOf } from './volumeText';
import type { PaperText, VolumeProblem, VolumeReading } from './volumeText';

/** One paper's change: `before` is missing for a new paper, `after` for a removed one. */
export interface Change {
	readonly before: Paper | undefined;
	readonly after: Paper | undefined;
}

export type Written = { readonly kind: 'written'; readonly papers: ReadonlyMap<string, Paper | undefined> } | { readonly kind: 'refused'; readonly problem: VolumeProblem };

/** What volumes of one library share. */
export interface VolumeSurroundings {
	readonly files: FileStore;
	readonly recent: RecentLines;
	readonly cache?: Cache | undefined;
	/** What both sides of a file that git could not merge started from; `undefined` where that cannot be told. */
	readonly mergeBase?: ((path: string) => Promise<string | undefined>) | undefined;
}

/**
 * One file of the library: a lowdb database of papers, one a line, sorted by key. It holds the heads of its papers; the papers themselves stay on the disk but for a few volumes used last.
 * A change made underneath (another window, git pull) is merged paper by paper before anything is written.
 */
export class Volume {
	private readonly database: Low<readonly PaperText[]>;
	private version: string | undefined;
	/** The hashes of each paper's identities, in the order of the heads, where they are known. */
	private hashes: (() => readonly ArrayLike<number>[]) | undefined;
	private cachedVersion: string | undefined;

	constructor(private readonly surroundings: VolumeSurroundings, readonly path: string) {
		this.database = new Low<readonly PaperText[]>(textsAdapter(surroundings.files, path), []);
	}

	/** The file's name without its folder. */
	get name(): string {
		return this.path.split(/[/\\]/).pop() ?? this.path;
	}

	/** In the order of the file's lines. A paper's head is another object as soon as the paper may have changed. */
	heads: readonly Head[] = [];

	/** Why the file could not be read the last time; the heads are then the last good ones, and nothing is written. */
	problem: VolumeProblem | undefined;

	/** Fields that two people had changed, as found when the file was last read. */
	conflicts: readonly FieldConflict[] = [];

	/** Whether the file holds what git could not merge; the heads are of the merged papers. */
	needsMending = false;

	/** Whether the file stands as we write it, so that its lines can be taken without parsing them. */
	private plain = true;

	/** What the heads were read from, for caches. */
	get stamp(): string | undefined {
		return this.plain && this.problem === undefined ? this.version : undefined;
	}

	/** Reads the file where it changed since the last time. */
	async refresh(): Promise<void> {
		const version = await this.surroundings.files.version(this.path);
		if (version === this.version && this.problem === undefined) {
			return;
		}
		if (this.version === undefined && version !== undefined && (await this.takeCached(version))) {
			return;
		}
		await this.read(version);
	}

	/** Puts papers in place of those of the same id and makes the file durable. Refuses, and changes nothing, where the file cannot be read. */
	change(changes: ReadonlyMap<string, Change>): Promise<Written> {
		return this.surroundings.files.exclusively(this.path, async () => {
			const texts = await this.currentTexts();
			if (this.problem !== undefined) {
				return { kind: 'refused', problem: this.problem };
			}
			const rows = new Map(this.heads.map((head, at): [string, Row] => [head.id, { head, text: texts[at] ?? '' }]));
			const papers = new Map<string, Paper | undefined>();
			for (const [id, { before, after }] of changes) {
				const text = rows.get(id)?.text;
				const current = text === undefined ? undefined : paperOfLine(plainText(text));
				// Who made the change had not seen what another window or git brought since.
				const merged = same(current, before) ? after : mergePaper(before, after, current);
				papers.set(id, merged);
				if (merged === undefined) {
					rows.delete(id);
				} else {
					rows.set(id, { head: headOf(merged), text: lineOf(merged).text });
				}
			}
			await this.write([...rows.values()].sort((a, b) => compareHeads(a.head, b.head)));
			return { kind: 'written', papers };
		});
	}

	/** The papers of some ids, in the file's order; without ids, all. */
	async papers(ids?: ReadonlySet<string>): Promise<readonly Paper[]> {
		return [...(await this.eachPaper(ids))];
	}

	/** {@link papers} as they are now, of which each is parsed when it is asked for: 1,000 in one go take a slice of the host's time by themselves. */
	async eachPaper(ids?: ReadonlySet<string>): Promise<Iterable<Paper>> {
		const { heads } = this;
		const texts = await this.texts();
		// A change that was made meanwhile brought other texts.
		if (texts === undefined || heads !== this.heads) {
			return this.papersOfOtherState(ids);
		}
		return papersOf(heads, texts, ids);
	}

	/** What each paper may be known by, as hashes, in the order of the heads. */
	async identities(): Promise<readonly ArrayLike<number>[]> {
		const { heads } = this;
		if (this.hashes === undefined) {
			const papers = new Map((await this.papers()).map(paper => [paper.id, paper]));
			const hashes = heads.map(({ id }) => {
				const paper = papers.get(id);
				return paper === undefined ? [] : identityHashes(paper);
			});
			if (this.heads !== heads) {
				return hashes;
			}
			this.hashes = () => hashes;
		}
		return this.hashes();
	}

	/** Saves what makes the next opening quick, where it is not saved yet. */
	async saveCache(): Promise<void> {
		const { cache } = this.surroundings;
		const { stamp } = this;
		if (cache === undefined || stamp === undefined || stamp === this.cachedVersion) {
			return;
		}
		const hashes = await this.identities();
		const { heads } = this;
		if (this.stamp === stamp && hashes.length === heads.length) {
			await cache.write(this.cacheName, packHeads(stamp, heads, hashes));
			this.cachedVersion = stamp;
		}
	}

	private get cacheName(): string {
		return `${this.name}.heads`;
	}

	private async takeCached(version: string): Promise<boolean> {
		const bytes = await this.surroundings.cache?.read(this.cacheName);
		const packed = bytes && readHeads(bytes, version);
		if (packed === undefined) {
			return false;
		}
		this.heads = packed.heads;
		this.hashes = packed.hashes;
		this.version = version;
		this.cachedVersion = version;
		return true;
	}

	private async read(version: string | undefined): Promise<void> {
		const known = this.surroundings.recent.get(this);
		const lines = await this.surroundings.files.readLines(this.path);
		const before = known === undefined ? undefined : new Map(this.heads.map((head, at): [string, Row] => [head.id, { head, text: known[at] ?? '' }]));
		const headFor = (paper: Paper, text: string): Head => {
			const row = before?.get(paper.id);
			return row !== undefined && plainText(row.text) === text ? row.head : headOf(paper);
		};
		const printed = lines && readPrinted(lines, headFor);
		if (lines !== undefined && printed !== undefined) {
			this.take({ version, heads: printed, texts: lines, plain: true, mended: false, conflicts: [] });
			return;
		}
		const reading = await this.readingOf(lines && rowsOf(lines));
		if (reading.kind === 'problem') {
			// What is known of the papers stays within reach while their file is broken.
			this.surroundings.recent.pin(this);
			this.problem = reading.problem;
			return;
		}
		this.take({ ...reading, version, heads: reading.lines.map(({ paper, text }) => headFor(paper, text)), texts: reading.lines.map(line => line.text) });
	}

	private take({ version, heads, texts, plain, mended, conflicts }: VolumeState): void {
		this.heads = heads;
		this.surroundings.recent.set(this, texts);
		this.problem = undefined;
		this.conflicts = conflicts;
		this.needsMending = mended;
		this.plain = plain;
		this.version = version;
		this.hashes = undefined;
	}

	private async readingOf(rows: readonly string[] | undefined): Promise<VolumeReading> {
		if (rows === undefined) {
			return { kind: 'lines', lines: [], plain: true, mended: false, conflicts: [] };
		}
		const base = hasConflict(rows) ? await this.surroundings.mergeBase?.(this.path) : undefined;
		return readVolume(rows, this.path, base);
	}

	private async write(rows: readonly Row[]): Promise<void> {
		this.database.data = rows.map(row => row.text);
		await this.database.write();
		this.version = await this.surroundings.files.version(this.path);
		this.heads = rows.map(row => row.head);
		this.surroundings.recent.set(this, this.database.data);
		this.database.data = [];
		this.hashes = undefined;
		this.needsMending = false;
		this.plain = true;
	}

	/** The papers' texts as the file is now, and the heads in step with them. */
	private async currentTexts(): Promise<readonly PaperText[]> {
		for (let tries = 0; tries < 5; tries += 1) {
			await this.refresh();
			const texts = this.problem === undefined ? await this.texts() : [];
			if (texts !== undefined) {
				return texts;
			}
		}
		throw new Error(`${this.path} changes all the time`);
	}

	/** The text of each paper, in the order of the heads; `undefined` where the file is not what it was when these were read. */
	private async texts(): Promise<readonly PaperText[] | undefined> {
		const known = this.surroundings.recent.get(this);
		if (known !== undefined || this.heads.length === 0) {
			return known ?? [];
		}
		const { version } = this;
		const texts = await this.textsNow();
		if (texts?.length !== this.heads.length || version !== this.version || version !== (await this.surroundings.files.version(this.path))) {
			return undefined;
		}
		this.surroundings.recent.set(this, texts);
		return texts;
	}

	private async textsNow(): Promise<readonly PaperText[] | undefined> {
		if (!this.plain) {
			const lines = await this.surroundings.files.readLines(this.path);
			const reading = await this.readingOf(lines && rowsOf(lines));
			return reading.kind === 'lines' ? reading.lines.map(line => line.text) : undefined;
		}
		await this.database.read();
		const texts = this.database.data;
		this.database.data = [];
		return texts;
	}

	/** The papers as the file has them now, though the heads do not know of it yet. Of a broken file, those whose lines are whole. */
	private async papersOfOtherState(ids: ReadonlySet<string> | undefined): Promise<readonly Paper[]> {
		const lines = await this.surroundings.files.readLines(this.path);
		const rows = lines === undefined ? [] : rowsOf(lines);
		const reading = await this.readingOf(rows);
		const papers = reading.kind === 'lines' ? reading.lines.map(line => line.paper) : rows.flatMap(row => paperOfLine(row) ?? []);
		return ids === undefined ? papers : papers.filter(paper => ids.has(paper.id));
	}
}

function* papersOf(heads: readonly Head[], texts: readonly PaperText[], ids: ReadonlySet<string> | undefined): Generator<Paper, void, undefined> {
	for (const [at, { id }] of heads.entries()) {
		const paper = ids === undefined || ids.has(id) ? paperOfLine(plainText(texts[at] ?? '')) : undefined;
		if (paper !== undefined) {
			yield paper;
		}
	}
}

/** What was read from the file. */
interface VolumeState {
	readonly version: string | undefined;
	readonly heads: readonly Head[];
	readonly texts: Lines | readonly PaperText[];
	readonly plain: boolean;
	readonly mended: boolean;
	readonly conflicts: readonly FieldConflict[];
}

interface Row {
	readonly head: Head;
	readonly text: PaperText;
}

function compareHeads(a: Head, b: Head): number {
	return compareText(a.key, b.key) || compareText(a.id, b.id);
}

function same(a: Paper | undefined, b: Paper | undefined): boolean {
	return a === b || JSON.stringify(a) === JSON.stringify(b);
}

/** Reads and writes the lines as they stand: only who asks for a paper decodes and parses it. */
function textsAdapter(files: FileStore, path: string): Adapter<readonly PaperText[]> {
	return {
		async read() {
			const lines = await files.readLines(path);
			return lines === undefined ? null : keptTexts(lines);
		},
		write: texts => files.writeLines(path, printVolume(texts)),
	};
}
