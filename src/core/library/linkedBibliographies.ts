import { isBibtexFile } from '../bibtex/bibtexFile';
import { Emitter } from '../work/events';
import type { Problem } from '../ingest/format';
import { Pace } from '../work/pace';
import type { Pause } from '../work/pace';
import type { Paper } from '../paper/paper';
import type { Disposable } from '../files/ports';
import { Queue } from '../work/queue';
import type { Alike } from '../search/alike';
import type { Head } from '../paper/head';
import type { LinkedEntry, LinkedFile, LinkedReading } from './linkedReading';
import { PaperFinder } from './paperFinder';
import type { FindOptions } from './paperFinder';
import type { FilteredPapers } from './papers';

/** A linked file and what it holds now. */
export interface LinkedContents extends LinkedFile {
	readonly heads: readonly Head[];
	readonly problems: readonly Problem[];
}

/**
 * The papers of bibliography files that are used in place. The host reads and watches the files and hands over their texts; nothing is ever
 * written. Where two files have one key, the file that was linked first answers for it.
 */
export class LinkedBibliographies implements FilteredPapers {
	private readonly readings = new Map<string, KnownFile>();
	private readonly finder: PaperFinder;
	private readonly changed = new Emitter<void>();
	private index: Index | undefined;
	/** One file at a time, so that a text never overtakes a newer one. */
	private readonly queue = new Queue();

	constructor(private readonly pause: Pause = () => Promise.resolve()) {
		this.finder = new PaperFinder(
			{ heads: () => this.heads(), head: id => this.current().byId.get(id)?.head, papers: ids => this.read(ids) },
			pause,
		);
	}

	readonly onDidChange = (listener: () => void): Disposable => this.changed.event(listener);

	/** Takes in a file as it is now, and what is wrong with its bytes. Resolves once its papers are here. */
	take(file: LinkedFile, text: string, damage: readonly Problem[] = []): Promise<void> {
		return this.queue.add(async () => {
			const before = this.readings.get(file.file);
			await this.readIn(file, text, damage, before?.reading);
			await this.readBorrowers(file.file, [before?.text ?? '', text]);
		});
	}

	/** Lets go of a file that is gone or no longer linked. */
	drop(file: string): Promise<void> {
		return this.queue.add(async () => {
			const before = this.readings.get(file);
			if (before !== undefined) {
				this.replace(file, before.reading, undefined);
				await this.readBorrowers(file, [before.text]);
			}
		});
	}

	/** Whether the file is linked and was there. */
	has(file: string): boolean {
		return this.readings.has(file);
	}

	/** In the order in which they were linked. */
	files(): readonly LinkedContents[] {
		return [...this.readings.values()].map(({ file, label, reading, damage }) => ({
			file,
			label,
			heads: reading.entries.map(entry => entry.head),
			problems: [...damage, ...reading.problems],
		}));
	}

	/** Every entry that has a key, as the files have them, not only the one that answers for it; else the one whose `ids` name it. */
	holders(key: string): readonly Head[] {
		const { holders, byAlias } = this.current();
		const named = byAlias.get(key.toLowerCase());
		return holders.get(key.toLowerCase()) ?? (named === undefined ? [] : [named.head]);
	}

	heads(): readonly Head[] {
		return this.current().heads;
	}

	head(key: string): Head | undefined {
		return this.entry(key)?.head;
	}

	paper(key: string): Promise<Paper | undefined> {
		return Promise.resolve(this.entry(key)?.paper);
	}

	papers(keys: readonly string[]): Promise<readonly Paper[]> {
		return Promise.resolve(keys.flatMap(key => this.entry(key)?.paper ?? []));
	}

	find(query: string, options: FindOptions): readonly Head[] {
		return this.finder.find(query, options);
	}

	search(query: string, options: FindOptions): Promise<readonly Head[]> {
		return this.finder.search(query, options);
	}

	alike(paper: Paper, limit: number): Promise<readonly Alike[]> {
		return this.finder.alike(paper, limit);
	}

	matching(query: string, cancelled?: () => boolean): Promise<ReadonlySet<string> | undefined> {
		return this.finder.matching(query, cancelled);
	}

	private async readIn(file: LinkedFile, text: string, damage: readonly Problem[], before: LinkedReading | undefined): Promise<void> {
		const { readLinked } = await import('./linkedReading');
		const reading = await readLinked(text, file, before, new Pace(this.pause), this.beside(file.file));
		this.replace(file.file, this.readings.get(file.file)?.reading, { ...file, text, reading, damage });
	}

	/** Reads those files again that sought a string or a parent elsewhere, where the texts that a file had and has now name it. */
	private async readBorrowers(file: string, texts: readonly string[]): Promise<void> {
		const folded = texts.map(text => text.toLowerCase());
		for (const known of [...this.readings.values()]) {
			if (known.file !== file && [...known.reading.sought].some(name => folded.some(text => text.includes(name)))) {
				await this.readIn(known, known.text, known.damage, { ...known.reading, settled: undefined });
			}
		}
	}

	/** The texts of the other BibTeX files: what is sought may stand in any of them, in those of the same folder first. */
	private *beside(file: string): Generator<string, void, undefined> {
		const folder = folderOf(file);
		const others = [...this.readings.values()].filter(other => other.file !== file && isBibtexFile(other.label));
		for (const isNear of [true, false]) {
			for (const other of others) {
				if ((folderOf(other.file) === folder) === isNear) {
					yield other.text;
				}
			}
		}
	}

	private *read(ids?: ReadonlySet<string>): Generator<Paper, void, undefined> {
		for (const { paper } of this.current().byId.values()) {
			if (ids?.has(paper.id) !== false) {
				yield paper;
			}
		}
	}

	/** A key as it is written first, for biber tells cases apart; then the further keys (`ids`) of entries. */
	private entry(key: string): LinkedEntry | undefined {
		const { byId, byKey, byFoldedKey, byAlias } = this.current();
		return byId.get(key) ?? byKey.get(key) ?? byFoldedKey.get(key.toLowerCase()) ?? byAlias.get(key.toLowerCase());
	}

	private current(): Index {
		return (this.index ??= indexOf([...this.readings.values()].flatMap(({ reading }) => reading.entries)));
	}

	private replace(file: string, before: LinkedReading | undefined, after: KnownFile | undefined): void {
		const old = new Map(before?.entries.map(({ paper }) => [paper.id, paper]));
		const fresh = new Map(after?.reading.entries.map(({ paper }) => [paper.id, paper]));
		if (after === undefined) {
			this.readings.delete(file);
		} else {
			this.readings.set(file, after);
		}
		this.index = undefined;
		const changed = [...new Set([...old.keys(), ...fresh.keys()])].filter(id => old.get(id) !== fresh.get(id));
		this.finder.touch(changed, new Map(changed.map(id => [id, fresh.get(id)])));
		this.changed.fire();
	}
}

function folderOf(file: string): string {
	return file.slice(0, file.lastIndexOf('/'));
}

interface KnownFile extends LinkedFile {
	readonly text: string;
	readonly reading: LinkedReading;
	/** What is wrong with its bytes. */
	readonly damage: readonly Problem[];
}

interface Index {
	readonly heads: readonly Head[];
	readonly byId: ReadonlyMap<string, LinkedEntry>;
	readonly byKey: ReadonlyMap<string, LinkedEntry>;
	readonly byFoldedKey: ReadonlyMap<string, LinkedEntry>;
	readonly byAlias: ReadonlyMap<string, LinkedEntry>;
	readonly holders: ReadonlyMap<string, readonly Head[]>;
}

/** The last one entered into a map stays, hence the reversal: the first one counts. */
function indexOf(entries: readonly LinkedEntry[]): Index {
	const reversed = [...entries].reverse();
	return {
		heads: entries.map(entry => entry.head),
		byId: new Map(entries.map(entry => [entry.paper.id, entry])),
		byKey: new Map(reversed.map(entry => [entry.head.key, entry])),
		byFoldedKey: new Map(reversed.map(entry => [entry.head.key.toLowerCase(), entry])),
		byAlias: new Map(reversed.flatMap(entry => entry.head.aliases.map(alias => [alias.toLowerCase(), entry] as const))),
		holders: holdersOf(entries),
	};
}

function holdersOf(entries: readonly LinkedEntry[]): ReadonlyMap<string, readonly Head[]> {
	const holders = new Map<string, Head[]>();
	for (const { head } of entries) {
		const key = head.key.toLowerCase();
		const known = holders.get(key);
		if (known === undefined) {
			holders.set(key, [head]);
		} else {
			known.push(head);
		}
	}
	return holders;
}
