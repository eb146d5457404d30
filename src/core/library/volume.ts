import { addTo } from '../data/lists';
import { localize } from '../data/localize';
import type { Paper } from '../paper/paper';
import { problemOfPaper } from '../paper/paper';
import { expectedFailure } from '../files/fileFailure';
import type { Cache, FileStore, Lines } from '../files/ports';
import { compareText } from '../text/compare';
import type { Head } from '../paper/head';
import { headOf } from '../paper/head';
import { identityHashes } from './identityHashes';
import type { FieldConflict } from '../merge/threeWay';
import type { ThreeWay } from '../merge/threeWay';
import { packHeads, readHeads } from './packedHeads';
import type { RecentLines } from './recentLines';
import { isOfId, keptTexts, lineOf, nameOf, paperOfLine, paperJson, printVolume, readPrinted } from './volumeText';
import type { BadLine, PaperText, PrintedLine, VolumeProblem, VolumeReading } from './volumeText';

/** One paper's change: `before` is missing for a new paper, `after` for a removed one. */
export interface Change {
	readonly before: Paper | undefined;
	readonly after: Paper | undefined;
}

export type Written =
	| { readonly kind: 'written'; readonly papers: ReadonlyMap<string, Paper | undefined> }
	| { readonly kind: 'refused'; readonly problem: VolumeProblem };

/** What volumes of one library share. */
export interface VolumeSurroundings {
	readonly files: FileStore;
	readonly recent: RecentLines;
	readonly cache?: Cache | undefined;
	/** What both sides of a file that git could not merge started from; `undefined` where that cannot be told. */
	readonly mergeBase?: ((path: string) => Promise<string | undefined>) | undefined;
}

/**
 * One file of the library: papers, one a line, sorted by key. It holds the heads of its papers; the papers themselves stay on the disk but
 * for a few volumes used last. A change made underneath (another window, git pull) is merged paper by paper before anything is written.
 */
export class Volume {
	/** Of the file that the heads were read from. */
	private version: string | undefined;
	/** Of the file as it was last looked at, which may have been broken; `unknown` where it is to be looked at again. */
	private looked: string | undefined = unknown;
	/** Whether the heads are of a whole file. */
	private isGood = false;
	/** Whether the heads came from a cache and were not yet compared with the lines of the file. */
	private isUnchecked = false;
	/** The hashes of each paper's identities, in the order of the heads, where they are known. */
	private hashes: (() => readonly ArrayLike<number>[]) | undefined;
	private cachedVersion: string | undefined;
	/** When each paper was updated that was written from here, by id. */
	private readonly own = new Map<string, string>();
	private overtakenPapers: Paper[] = [];

	constructor(
		private readonly surroundings: VolumeSurroundings,
		readonly path: string,
	) {}

	/** The file's name without its folder. */
	get name(): string {
		return nameOf(this.path);
	}

	/** In the order of the file's lines. A paper's head is another object as soon as the paper may have changed. */
	heads: readonly Head[] = [];

	/** Why the file cannot be used as it is; the heads are then the last good ones, or of what can be read of it, and nothing is written. */
	problem: VolumeProblem | undefined;

	/** Lines that are no papers. They stay in the file. */
	badLines: readonly BadLine[] = [];

	/** Whether the folder names the file: then it is no new one. */
	isListed = false;

	/** Fields that two people had changed, as found when the file was last read. */
	conflicts: readonly FieldConflict[] = [];

	/** Whether the file holds what git could not merge; the heads are of the merged papers. */
	needsRepair = false;

	/** Whether the file stands as we write it, so that its lines can be taken without parsing them. */
	private plain = true;

	/** The whole file's problem, or those of its lines. */
	get problems(): readonly VolumeProblem[] {
		return this.problem === undefined
			? this.badLines.map(({ line, message }) => ({ code: 'bad-line', path: this.path, line, message }))
			: [this.problem];
	}

	/** What the heads were read from, for caches. */
	get stamp(): string | undefined {
		return this.plain && this.problem === undefined ? this.version : undefined;
	}

	/** Reads the file where it changed since the last time. */
	async refresh(): Promise<void> {
		let version: string | undefined;
		try {
			version = await this.surroundings.files.version(this.path);
		} catch (error) {
			this.breakOff(unknown, this.unreadable(error));
			return;
		}
		if (version === this.looked) {
			return;
		}
		if (version !== undefined && this.version === undefined && (await this.takeCached(version))) {
			return;
		}
		await this.read(version);
	}

	/**
	 * Puts papers in place of those of the same id and makes the file durable. Refuses, and changes nothing, where the file cannot be read or
	 * written.
	 */
	async change(changes: ReadonlyMap<string, Change>): Promise<Written> {
		const { mergeThreeWays } = await import('../merge/threeWay');
		return this.rewrite(texts => this.changed(texts, changes, mergeThreeWays));
	}

	/** Takes a line that is no paper out of the file, where it is still there. */
	async takeOut(line: BadLine): Promise<Written> {
		return this.rewrite(texts => ({
			rows: this.rowsOf(texts),
			bad: this.badLines.filter(other => !isSameLine(other, line)),
			papers: new Map(),
		}));
	}

	/** Puts lines that are no papers into the file, each after the paper it stood after and before the line that took its place. */
	async putBack(lines: readonly BadLine[]): Promise<Written> {
		return this.rewrite(texts => ({
			rows: this.rowsOf(texts),
			bad: [...lines, ...this.badLines].sort((one, other) => one.line - other.line),
			papers: new Map(),
		}));
	}

	private async rewrite(make: (texts: readonly PaperText[]) => Rewriting): Promise<Written> {
		// Where nothing can be written, no lock is made either, nor the folder that it would be in.
		await this.refresh();
		if (this.problem !== undefined) {
			return { kind: 'refused', problem: this.problem };
		}
		try {
			return await this.surroundings.files.exclusively(this.path, () => this.rewriteHeld(make));
		} catch (error) {
			const { reason } = expectedFailure(error);
			return {
				kind: 'refused',
				problem: { code: 'unwritable', path: this.path, line: 1, message: localize('Couldn’t save {0}: {1}.', this.name, reason) },
			};
		}
	}

	private async rewriteHeld(make: (texts: readonly PaperText[]) => Rewriting): Promise<Written> {
		for (let tries = 0; tries < mostTries; tries += 1) {
			const texts = await this.currentTexts();
			if (this.problem !== undefined) {
				return { kind: 'refused', problem: this.problem };
			}
			const rewriting = make(texts);
			if (await this.write(rewriting)) {
				return { kind: 'written', papers: rewriting.papers };
			}
		}
		throw this.changesAllTheTime();
	}

	private changed(texts: readonly PaperText[], changes: ReadonlyMap<string, Change>, mergeThreeWays: ThreeWay): Rewriting {
		const rows = new Map(this.rowsOf(texts).map((row): [string, Row] => [row.head.id, row]));
		const papers = new Map<string, Paper | undefined>();
		let difference = 0;
		for (const [id, { before, after }] of changes) {
			const text = rows.get(id)?.text;
			const current = text === undefined ? undefined : paperOfLine(paperJson(text));
			// Whoever made the change had not seen what another window or git brought since.
			const merged = same(current, before) ? after : mergeThreeWays(before, after, current);
			const problem = merged === undefined || merged === after ? undefined : problemOfPaper(merged);
			if (problem !== undefined) {
				throw new Error(`${this.path} would hold a paper ${id} that could not be read back: ${problem}`);
			}
			difference += (merged === undefined ? 0 : 1) - (text === undefined ? 0 : 1);
			papers.set(id, merged);
			if (merged === undefined) {
				rows.delete(id);
			} else {
				rows.set(id, { head: headOf(merged), text: lineOf(merged).text });
			}
		}
		if (rows.size !== texts.length + difference) {
			throw new Error(`${this.path} would hold ${rows.size} papers where ${texts.length + difference} are due`);
		}
		return { rows: [...rows.values()].sort((a, b) => compareHeads(a.head, b.head)), bad: this.badLines, papers };
	}

	private rowsOf(texts: readonly PaperText[]): readonly Row[] {
		return this.heads.map((head, at): Row => ({ head, text: texts[at] ?? '' }));
	}

	/** The papers of some ids, in the file's order; without ids, all. */
	async papers(ids?: ReadonlySet<string>): Promise<readonly Paper[]> {
		return [...(await this.eachPaper(ids))];
	}

	/**
	 * {@link papers} as they are now, of which each is parsed when it is asked for: 1,000 in one go take a slice of the host's time by
	 * themselves.
	 */
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
		this.looked = version;
		this.problem = undefined;
		this.isGood = true;
		this.isUnchecked = true;
		this.cachedVersion = version;
		return true;
	}

	/** Reads the file, whatever a cache knows of it. */
	private async read(version: string | undefined): Promise<void> {
		let lines: Lines | undefined;
		try {
			lines = await this.surroundings.files.readLines(this.path);
		} catch (error) {
			this.breakOff(unknown, this.unreadable(error));
			return;
		}
		if (lines === undefined) {
			this.takeAbsence();
			return;
		}
		const known = this.surroundings.recent.get(this);
		const before =
			known === undefined ? undefined : new Map(this.heads.map((head, at): [string, Row] => [head.id, { head, text: known[at] ?? '' }]));
		const headFor = (paper: Paper, text: PaperText): Head => {
			const row = before?.get(paper.id);
			return row !== undefined && paperJson(row.text) === paperJson(text) ? row.head : headOf(paper);
		};
		const printed = readPrinted(lines, headFor);
		if (printed !== undefined) {
			this.noticeOvertaken(printed, before);
			this.take({ version, heads: printed, texts: lines, plain: true, bad: [], needsRepair: false, conflicts: [] });
			return;
		}
		const reading = await this.readingOf(lines);
		if (reading.kind === 'lines') {
			const heads = reading.lines.map(({ paper, text }) => headFor(paper, text));
			this.noticeOvertaken(heads, before);
			this.take({ ...reading, version, heads, texts: reading.lines.map(line => line.text) });
			return;
		}
		if (!this.isGood) {
			// Nothing better is known: what can be read of the broken file is shown.
			const heads = reading.lines.map(({ paper, text }) => headFor(paper, text));
			this.take({ version, heads, texts: reading.lines.map(line => line.text), plain: false, bad: [], needsRepair: false, conflicts: [] });
			this.isGood = false;
		}
		this.breakOff(version, reading.problem);
	}

	/**
	 * Papers as they were saved from here that the file, as another program left it, has in an earlier state or not at all. Each is told
	 * once.
	 */
	takeOvertaken(): readonly Paper[] {
		const papers = this.overtakenPapers;
		this.overtakenPapers = [];
		return papers;
	}

	private noticeOvertaken(heads: readonly Head[], before: ReadonlyMap<string, Row> | undefined): void {
		const updated = new Map(heads.map(head => [head.id, head.updated]));
		for (const [id, saved] of this.own) {
			const now = updated.get(id);
			if (now === undefined || now < saved) {
				const row = before?.get(id);
				const paper = row && paperOfLine(paperJson(row.text));
				this.overtakenPapers.push(...(paper === undefined ? [] : [paper]));
				this.own.delete(id);
			}
		}
	}

	/** What is known of the papers stays within reach while their file is broken. */
	private breakOff(looked: string | undefined, problem: VolumeProblem): void {
		this.surroundings.recent.pin(this);
		this.looked = looked;
		this.problem = problem;
	}

	/** A file that is gone may be back in a moment: a disk that is mounted again, another program that writes it. An empty one is no loss. */
	private takeAbsence(): void {
		if (this.heads.length === 0 && this.badLines.length === 0 && !this.isListed) {
			this.take({ version: undefined, heads: [], texts: [], plain: true, bad: [], needsRepair: false, conflicts: [] });
			return;
		}
		const message =
			this.heads.length === 0
				? localize('{0} is a link to a missing file.', this.name)
				: localize('{0} is missing. Showing its papers as last read; you can change them once the file is back.', this.name);
		this.breakOff(undefined, { code: 'missing', path: this.path, line: 1, message });
	}

	private unreadable(error: unknown): VolumeProblem {
		const { reason } = expectedFailure(error);
		return { code: 'unreadable', path: this.path, line: 1, message: localize('Couldn’t read {0}: {1}.', this.name, reason) };
	}

	private take({ version, heads, texts, plain, bad, needsRepair, conflicts }: VolumeState): void {
		this.heads = heads;
		this.surroundings.recent.set(this, texts);
		this.problem = undefined;
		this.badLines = bad;
		this.conflicts = conflicts;
		this.needsRepair = needsRepair;
		this.plain = plain;
		this.version = version;
		this.looked = version;
		this.isGood = true;
		this.isUnchecked = false;
		this.hashes = undefined;
	}

	/** Of a file that does not stand as we write it. */
	private async readingOf(lines: Lines): Promise<VolumeReading> {
		const { hasConflict, readVolume } = await import('./volumeReading');
		const base = hasConflict(lines) ? await this.surroundings.mergeBase?.(this.path) : undefined;
		return readVolume(lines, this.path, base);
	}

	/** `false` where somebody else wrote the file meanwhile; nothing is written then. */
	private async write({ rows, bad, papers }: Rewriting): Promise<boolean> {
		const { lines, placed } = withBadLines(rows, bad, this.heads);
		const result = await this.surroundings.files.writeLines(this.path, printVolume(lines), { version: this.version });
		if (result.kind === 'changed') {
			return false;
		}
		this.take({
			version: result.version,
			heads: rows.map(row => row.head),
			texts: rows.map(row => row.text),
			plain: placed.length === 0,
			bad: placed,
			needsRepair: false,
			conflicts: this.conflicts,
		});
		if (result.version === undefined) {
			this.looked = unknown;
		}
		for (const [id, paper] of papers) {
			if (paper === undefined) {
				this.own.delete(id);
			} else {
				this.own.set(id, paper.updated);
			}
		}
		return true;
	}

	/**
	 * The papers' texts as the file is now, and the heads in sync with them. What was taken from a cache is compared with the lines
	 * themselves.
	 */
	private async currentTexts(): Promise<readonly PaperText[]> {
		for (let tries = 0; tries < mostTries; tries += 1) {
			await this.refresh();
			const texts = this.problem === undefined ? await this.texts() : [];
			if (texts !== undefined) {
				return texts;
			}
		}
		throw this.changesAllTheTime();
	}

	private changesAllTheTime(): Error {
		return Object.assign(new Error(`${this.path} changes all the time`), { code: 'EBUSY' });
	}

	/** The text of each paper, in the order of the heads; `undefined` where the file is not what it was when these were read. */
	private async texts(): Promise<readonly PaperText[] | undefined> {
		const known = this.surroundings.recent.get(this);
		if (known !== undefined || this.heads.length === 0) {
			return known ?? [];
		}
		const { version, heads } = this;
		const texts = await this.textsNow();
		if (texts === undefined || heads !== this.heads || version !== (await this.surroundings.files.version(this.path))) {
			return undefined;
		}
		if (texts.length !== heads.length || (this.isUnchecked && !areOf(heads, texts))) {
			// The heads came from a cache that is spoiled.
			await this.read(version);
			return undefined;
		}
		this.isUnchecked = false;
		this.surroundings.recent.set(this, texts);
		return texts;
	}

	private async textsNow(): Promise<readonly PaperText[] | undefined> {
		const lines = await this.surroundings.files.readLines(this.path);
		if (lines === undefined) {
			return undefined;
		}
		return this.plain ? keptTexts(lines) : (await this.readingOf(lines)).lines.map(line => line.text);
	}

	/** The papers as the file has them now, though the heads do not know of it yet. Of a broken file, those that can be read. */
	private async papersOfOtherState(ids: ReadonlySet<string> | undefined): Promise<readonly Paper[]> {
		const lines = await this.surroundings.files.readLines(this.path);
		const papers = lines === undefined ? [] : (await this.readingOf(lines)).lines.map(line => line.paper);
		return ids === undefined ? papers : papers.filter(paper => ids.has(paper.id));
	}
}

/** No version: the file is to be looked at. */
const unknown = '\0';

/** So often a file is read again that changes while it is read or written. */
const mostTries = 20;

/** Whether each text is of the head in its place, and no head is there twice. */
function areOf(heads: readonly Head[], texts: readonly PaperText[]): boolean {
	return new Set(heads.map(head => head.id)).size === heads.length && texts.every((text, at) => isOfId(text, heads[at]?.id ?? ''));
}

/**
 * The lines of a volume: papers, and each line that is none after the paper it stood after, or the last one of those before that is still
 * there.
 */
function withBadLines(
	rows: readonly Row[],
	bad: readonly BadLine[],
	before: readonly Head[],
): { readonly lines: readonly PrintedLine[]; readonly placed: readonly BadLine[] } {
	const ids = new Set<string | undefined>(rows.map(row => row.head.id));
	const placeOf = ({ after }: BadLine) =>
		before[before.slice(0, 1 + before.findIndex(head => head.id === after)).findLastIndex(head => ids.has(head.id))]?.id;
	const places = new Map<string | undefined, BadLine[]>();
	for (const line of bad) {
		const after = placeOf(line);
		addTo(places, after, { ...line, after });
	}
	const lines: PrintedLine[] = [];
	const placed: BadLine[] = [];
	const place = (after: string | undefined) => {
		for (const line of places.get(after) ?? []) {
			placed.push({ ...line, line: lines.length + 2 });
			lines.push(line);
		}
	};
	place(undefined);
	for (const { head, text } of rows) {
		lines.push(text);
		place(head.id);
	}
	return { lines, placed };
}

function isSameLine(a: BadLine, b: BadLine): boolean {
	return a.line === b.line && paperJson(a.text) === paperJson(b.text);
}

function* papersOf(
	heads: readonly Head[],
	texts: readonly PaperText[],
	ids: ReadonlySet<string> | undefined,
): Generator<Paper, void, undefined> {
	for (const [at, { id }] of heads.entries()) {
		const paper = ids === undefined || ids.has(id) ? paperOfLine(paperJson(texts[at] ?? '')) : undefined;
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
	readonly bad: readonly BadLine[];
	readonly needsRepair: boolean;
	readonly conflicts: readonly FieldConflict[];
}

interface Row {
	readonly head: Head;
	readonly text: PaperText;
}

/** What a volume shall hold. */
interface Rewriting {
	/** Sorted by key. */
	readonly rows: readonly Row[];
	readonly bad: readonly BadLine[];
	/** What the changes came to, by id. */
	readonly papers: ReadonlyMap<string, Paper | undefined>;
}

function compareHeads(a: Head, b: Head): number {
	return compareText(a.key, b.key) || compareText(a.id, b.id);
}

function same(a: Paper | undefined, b: Paper | undefined): boolean {
	return a === b || JSON.stringify(a) === JSON.stringify(b);
}
