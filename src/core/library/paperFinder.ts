import { Pace } from '../work/pace';
import type { Pause } from '../work/pace';
import type { Paper } from '../paper/paper';
import type { Cache } from '../files/ports';
import { documentOf } from '../search/document';
import type { SearchDocument } from '../search/document';
import type { Alike } from '../search/alike';
import { HeadFinder } from '../search/heads';
import type { SearchIndex } from '../search/searchIndex';
import type * as SearchCode from '../search/searchIndex';
import type { Head } from '../paper/head';
import { lazily } from '../work/lazily';

export interface FindOptions {
	readonly limit: number;
	/** Whether papers that have only some of the words may fill up where none has all. */
	readonly nearMisses?: boolean;
}

/** What the finder asks of a library. */
export interface FinderSource {
	heads(): readonly Head[];
	/** By id. */
	head(id: string): Head | undefined;
	/** The papers of some ids, in any order, those that are gone left out; without ids, all. */
	papers(ids?: ReadonlySet<string>): Iterable<Paper> | AsyncIterable<Paper>;
}

/** Where an index is kept between two sessions. */
export interface KeptIndex {
	readonly cache: Cache;
	/** What the papers are read from at this moment. */
	stamp(): string;
	/** The papers that may have changed since a stamp. */
	idsSince(stamp: string): Iterable<string>;
}

/** Beyond this many papers the titles are not searched for what stands inside words: that would take longer than a frame. */
const scannable = 10_000;

/** So many heads are searched in one go. */
const portion = 500;

/** So few changed papers are taken in at once, so that what was just added is found; more of them take turns with the host. */
const few = 20;

/** An index is written again when so many papers changed: the next session takes fewer in within a moment. */
const worthSaving = 2000;

const indexName = 'search.index';

/**
 * Finds papers by words of title, authors, abstract, year, tags and key, best first. The index is read from the cache or made in the
 * background when somebody first searches; until it stands, titles, authors, years, tags and keys are searched (in a large library those of
 * some papers).
 */
export class PaperFinder {
	private readonly headFinder = new HeadFinder();
	private index: SearchIndex | undefined;
	private building: Promise<SearchIndex> | undefined;
	private changed = new Set<string>();
	/** How many papers the index took in since it was last saved. */
	private unsaved = 0;

	constructor(
		private readonly source: FinderSource,
		private readonly pause: Pause,
		private readonly kept?: KeptIndex,
	) {}

	/** What can be told at once. The empty query finds all, as they come. */
	find(query: string, options: FindOptions): readonly Head[] {
		const heads = this.source.heads();
		this.prepare();
		if (query.trim() === '') {
			return heads.slice(0, options.limit);
		}
		if (this.index === undefined) {
			return this.headFinder.find(heads.length > scannable ? heads.slice(0, scannable) : heads, query, options.limit);
		}
		const found = this.hits(this.index, query, options);
		if (found.length >= options.limit || heads.length > scannable || !this.isWords(query)) {
			return found;
		}
		const known = new Set(found);
		const inside = this.headFinder.find(heads, query, options.limit).filter(head => !known.has(head));
		return [...found, ...inside].slice(0, options.limit);
	}

	/** The ids of all that {@link find} would find if there were room, in slices; `undefined` where it was cancelled. */
	async matching(query: string, cancelled: () => boolean = () => false): Promise<ReadonlySet<string> | undefined> {
		this.prepare();
		if (asksMore.test(query)) {
			await this.ready();
		}
		const pace = new Pace(this.pause);
		const found = new Set<string>();
		for (const ids of this.portions(this.source.heads(), query)) {
			ids.forEach(id => found.add(id));
			await pace.rest();
			if (cancelled()) {
				return undefined;
			}
		}
		return found;
	}

	/**
	 * For each query the ids of all papers that have what it asks for, once the index stands; with `among`, of these papers alone, which
	 * costs what they do and not what the library does.
	 */
	async fitting(queries: readonly string[], among?: ReadonlySet<string>): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
		const whole = await this.ready();
		const pace = new Pace(this.pause);
		const index = among === undefined ? whole : await this.indexOf(among, pace);
		const found = new Map<string, ReadonlySet<string>>();
		for (const query of queries) {
			const ids = new Set<string>();
			for (const portion of index.matches(query, this.headOf)) {
				portion.filter(id => this.source.head(id) !== undefined).forEach(id => ids.add(id));
				await pace.rest();
			}
			found.set(query, ids);
		}
		return found;
	}

	/** {@link find} once the index stands. */
	async search(query: string, options: FindOptions): Promise<readonly Head[]> {
		await this.ready();
		return this.find(query, options);
	}

	/** The papers most like one, which may be another library's, best first, once the index stands. */
	async alike(paper: Paper, limit: number): Promise<readonly Alike[]> {
		const index = await this.ready();
		return index.alike(documentOf(paper), limit, id => this.source.head(id) !== undefined, new Pace(this.pause));
	}

	/** Says that papers came, changed or went; `known` has those of which it is known what they are now. */
	touch(ids: Iterable<string>, known: ReadonlyMap<string, Paper | undefined> = new Map()): void {
		if (this.index === undefined && this.building === undefined) {
			// The index will be made of what there is then.
			return;
		}
		for (const id of ids) {
			this.changed.add(id);
		}
		if (this.index !== undefined && this.changed.size <= few) {
			for (const id of this.changed) {
				if (known.has(id)) {
					this.changed.delete(id);
					this.take(this.index, id, known.get(id));
				}
			}
		}
	}

	/** Keeps the index for the next session, where that is worth it. Makes it first, where there is none. */
	async save(): Promise<void> {
		const { kept } = this;
		if (kept === undefined) {
			return;
		}
		const index = await this.ready();
		if (this.unsaved < Math.min(worthSaving, Math.max(1, index.size))) {
			return;
		}
		await index.compact(new Pace(this.pause));
		if (this.changed.size === 0) {
			const { unsaved } = this;
			await kept.cache.write(indexName, index.save(kept.stamp()));
			// Only now: what could not be written is to be saved still, and what came meanwhile too.
			this.unsaved -= unsaved;
		}
	}

	/** The code of the index, which is not read before somebody searches. */
	private readonly code = lazily(async () => (this.known = await import('../search/searchIndex')));
	private known: typeof SearchCode | undefined;

	/** Whether a query asks for nothing but words, which can stand inside others; as long as nothing reads queries, all do. */
	private isWords(query: string): boolean {
		const clauses = this.known?.parseQuery(query).clauses ?? [];
		return clauses.every(clause => clause.kind === 'words' && !clause.excluded && clause.field === undefined);
	}

	private readonly headOf = (id: string): Head | undefined => this.source.head(id);

	private *portions(heads: readonly Head[], query: string): Generator<readonly string[], void, undefined> {
		for (const ids of this.index?.matches(query, this.headOf) ?? []) {
			// A kept index may know papers that are gone since.
			yield ids.filter(id => this.source.head(id) !== undefined);
		}
		const inHeads =
			query.trim() === ''
				? heads.length
				: this.isWords(query) && (this.index === undefined || heads.length <= scannable)
					? Math.min(heads.length, scannable)
					: 0;
		for (let at = 0; at < inHeads; at += portion) {
			yield this.headFinder.find(heads.slice(at, Math.min(at + portion, inHeads)), query, portion).map(head => head.id);
		}
	}

	/**
	 * Begins to bring the index up to date. What goes wrong, {@link search} and {@link save} tell, which wait for it; until then heads are
	 * searched.
	 */
	private prepare(): void {
		this.ready().catch(() => undefined);
	}

	/** The index when every paper is in it, those too that changed while it was brought up to date. */
	private async ready(): Promise<SearchIndex> {
		const index = await (this.building ??= this.build().finally(() => (this.building = undefined)));
		return this.isBehind ? this.ready() : index;
	}

	/** Whether something is to be taken in, or being taken in for somebody else who waited. */
	private get isBehind(): boolean {
		return this.changed.size > 0 || this.building !== undefined;
	}

	private async build(): Promise<SearchIndex> {
		const pace = new Pace(this.pause);
		const index = (this.index ??= (await this.load()) ?? (await this.indexOfAll(pace)));
		if (this.changed.size > 0) {
			await this.takeChanged(index, pace);
		}
		await index.tidy(pace);
		return index;
	}

	private async load(): Promise<SearchIndex | undefined> {
		const bytes = await this.kept?.cache.read(indexName);
		const saved = bytes && (await this.code()).loadSearchIndex(bytes);
		if (saved === undefined || this.kept === undefined) {
			return undefined;
		}
		for (const id of this.kept.idsSince(saved.note)) {
			this.changed.add(id);
		}
		return saved.index;
	}

	private async indexOfAll(pace: Pace): Promise<SearchIndex> {
		const index = await this.indexOf(undefined, pace);
		this.unsaved += index.size;
		return index;
	}

	/** A new index of some papers; without ids, of all. */
	private async indexOf(ids: ReadonlySet<string> | undefined, pace: Pace): Promise<SearchIndex> {
		const index = (await this.code()).createSearchIndex();
		await index.addAll(documentsOf(this.source.papers(ids)), pace);
		return index;
	}

	private async takeChanged(index: SearchIndex, pace: Pace): Promise<void> {
		const ids = this.changed;
		this.changed = new Set();
		try {
			const gone = new Set(ids);
			for await (const paper of this.source.papers(ids)) {
				gone.delete(paper.id);
				this.take(index, paper.id, paper);
				await pace.rest();
			}
			gone.forEach(id => this.take(index, id, undefined));
		} catch (error) {
			// They are to be read still.
			ids.forEach(id => this.changed.add(id));
			throw error;
		}
	}

	private take(index: SearchIndex, id: string, paper: Paper | undefined): void {
		this.unsaved += 1;
		if (paper === undefined) {
			index.remove(id);
		} else {
			index.add(documentOf(paper));
		}
	}

	/** Above 1 score those that have every word, mistyped ones included. */
	private hits(index: SearchIndex, query: string, { limit, nearMisses = false }: FindOptions): readonly Head[] {
		// A kept index may know papers that are gone since.
		const hits = index.search(query, {
			limit,
			everyWord: !nearMisses,
			filter: id => this.source.head(id) !== undefined,
			headOf: this.headOf,
		});
		const full = hits.filter(hit => hit.score > 1);
		const wanted = full.length === 0 && nearMisses ? hits : full;
		return wanted.flatMap(hit => this.source.head(hit.id) ?? []);
	}
}

/** What asks for more than words, which no list of titles can tell: `year:2020`, `-word`, `(a OR b)`. */
const asksMore = /[:("]|(?<!\S)-|\b(?:OR|NOT)\b/;

async function* documentsOf(papers: ReturnType<FinderSource['papers']>): AsyncGenerator<SearchDocument, void, undefined> {
	for await (const paper of papers) {
		yield documentOf(paper);
	}
}
