import { Pace } from '../pace';
import type { Pause } from '../pace';
import type { Paper } from '../paper';
import { documentOf } from '../search/document';
import { HeadFinder } from '../search/heads';
import type { SearchIndex } from '../search/searchIndex';
import { createSearchIndex } from '../search/searchIndex';
import type { Head } from './head';

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
	paper(id: string): Paper | undefined;
}

/** Beyond this many papers the titles are not searched for what stands inside words: that would take longer than a frame. */
const scannable = 20_000;

/** So few changed papers are taken in at once, so that what was just added is found; more of them take turns with the host. */
const few = 20;

/**
 * Finds papers by words of title, authors, abstract, year, tags and key, best first. The index is made in the background when somebody first searches;
 * until it stands, titles, authors, years, tags and keys are searched.
 */
export class PaperFinder {
	private readonly headFinder = new HeadFinder();
	private index: SearchIndex | undefined;
	private building: Promise<void> | undefined;
	private readonly changed = new Set<string>();

	constructor(private readonly source: FinderSource, private readonly pause: Pause) {}

	/** What can be told at once. The empty query finds all, as they come. */
	find(query: string, options: FindOptions): readonly Head[] {
		const heads = this.source.heads();
		void this.ready();
		if (query.trim() === '' || this.index === undefined) {
			return this.headFinder.find(heads, query, options.limit);
		}
		const found = this.hits(this.index, query, options);
		if (found.length >= options.limit || heads.length > scannable) {
			return found;
		}
		const known = new Set(found);
		const inside = this.headFinder.find(heads, query, options.limit).filter(head => !known.has(head));
		return [...found, ...inside].slice(0, options.limit);
	}

	/** {@link find} once the index stands. */
	async search(query: string, options: FindOptions): Promise<readonly Head[]> {
		await this.ready();
		return this.find(query, options);
	}

	/** Says that papers came, changed or went. */
	touch(ids: Iterable<string>): void {
		for (const id of ids) {
			this.changed.add(id);
		}
		if (this.index !== undefined && this.changed.size <= few) {
			for (const id of this.changed) {
				this.take(this.index, id);
			}
			this.changed.clear();
		}
	}

	/** Resolves when every paper is in the index. */
	private ready(): Promise<void> {
		return (this.building ??= this.build().finally(() => (this.building = undefined)));
	}

	private async build(): Promise<void> {
		const pace = new Pace(this.pause);
		if (this.index === undefined) {
			const index = createSearchIndex();
			this.changed.clear();
			for (const { id } of this.source.heads()) {
				this.take(index, id);
				await pace.rest();
			}
			this.index = index;
		}
		for (const id of this.changed) {
			this.changed.delete(id);
			this.take(this.index, id);
			await pace.rest();
		}
		await this.index.tidy(pace);
	}

	private take(index: SearchIndex, id: string): void {
		const paper = this.source.paper(id);
		if (paper === undefined) {
			index.remove(id);
		} else {
			index.add(documentOf(paper));
		}
	}

	/** Above 1 score those that have every word, mistyped ones included. */
	private hits(index: SearchIndex, query: string, { limit, nearMisses = false }: FindOptions): readonly Head[] {
		const hits = index.search(query, { limit });
		const full = hits.filter(hit => hit.score > 1);
		const wanted = full.length === 0 && nearMisses ? hits : full;
		return wanted.flatMap(hit => this.source.head(hit.id) ?? []);
	}
}
