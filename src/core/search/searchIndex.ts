import { addTo } from '../data/lists';
import type { Pace } from '../work/pace';
import { Queue } from '../work/queue';
import type { SearchDocument } from './document';
import { numbersOfId } from './idTable';
import { alikeInSegments } from './alike';
import type { Alike } from './alike';
import { Matching } from './matching';
import { mergeSegments } from './mergeSegments';
import type { HeadOf } from './conditions';
import type { Query } from './query';
import { parseQuery } from './query';
import type { Hit, SearchOptions } from './searching';
import { matchesInSegments, searchSegments } from './searching';
import type { IndexSegment } from './segment';
import { liveCount, mostDocuments } from './segment';
import { readSegments, writeSegments } from './segmentFile';
import { SegmentBuilder } from './segmentBuilder';

export { parseQuery } from './query';

/** Finds papers by words. Holds no texts: hits are ids. */
export interface SearchIndex {
	/** How many papers it knows. */
	readonly size: number;
	/** Takes a paper in, in place of the one with the same id. It is found from the next search on. */
	add(document: SearchDocument): void;
	/** As {@link add} for many, giving way to the host on its way. Searches in between find what is in already. */
	addAll(documents: Iterable<SearchDocument> | AsyncIterable<SearchDocument>, pace: Pace): Promise<void>;
	/** Says whether the paper was there. */
	remove(id: string): boolean;
	/** The best papers first; none for an empty query. A few milliseconds at 100,000 papers. */
	search(query: string | Query, options: SearchOptions): readonly Hit[];
	/**
	 * All papers with a score above 1, in portions, in no particular order, and some of them twice. Between two portions others may search,
	 * and papers may come and go.
	 */
	matches(query: string | Query, headOf?: HeadOf): Iterable<readonly string[]>;
	/**
	 * The papers most like one that is given whole, best first, without itself: by words that few papers have, and by authors. Gives way to
	 * the host on its way; `isWanted` says whether a paper of the index is there still.
	 */
	alike(document: SearchDocument, limit: number, isWanted: (id: string) => boolean, pace: Pace): Promise<readonly Alike[]>;
	/** Puts small parts together where there are many. Worth calling after changes; searches and further changes may go on meanwhile. */
	tidy(pace: Pace): Promise<void>;
	/** As {@link tidy}, down to as few parts as can be, without anything that was removed: worth it before {@link save}. */
	compact(pace: Pace): Promise<void>;
	/**
	 * The whole index as the parts of one file, for {@link loadSearchIndex}, with a note that it gives back. It stays as it is now, whatever
	 * comes and goes later.
	 */
	save(note?: string): readonly Uint8Array[];
}

export function createSearchIndex(): SearchIndex {
	return new SegmentedIndex([]);
}

/**
 * An index from {@link SearchIndex.save}. Nothing is read until it is searched, so `bytes` must not change later. `undefined` where they
 * are no index of this version.
 */
export function loadSearchIndex(bytes: Uint8Array): SavedIndex | undefined {
	const saved = readSegments(bytes);
	return saved && { index: new SegmentedIndex(saved.segments), note: saved.note };
}

export interface SavedIndex {
	readonly index: SearchIndex;
	/** What was given to {@link SearchIndex.save}. */
	readonly note: string;
}

/** Documents gathered before they become a segment: some ten milliseconds of work. */
const documentsPerSegment = 512;
/** The same bound for documents that are far longer than abstracts. */
const postingsPerSegment = 150_000;

/** Segments below this are put together at once, without waiting for {@link SearchIndex.tidy}. */
const tinySegment = 128;

/** As many segments of like size are put together. */
const fanIn = 8;

class SegmentedIndex implements SearchIndex {
	private segments: readonly IndexSegment[];
	private builder = new SegmentBuilder();
	private readonly matching = new Matching();
	/** Segments that {@link tidy} is working on. */
	private busy: ReadonlySet<IndexSegment> = new Set();
	/** One merge at a time. */
	private readonly merging = new Queue();

	constructor(segments: readonly IndexSegment[]) {
		this.segments = segments;
	}

	get size(): number {
		return this.segments.reduce((sum, segment) => sum + liveCount(segment), this.builder.live);
	}

	add(document: SearchDocument): void {
		this.gather(document);
		if (this.isFull) {
			this.flush();
		}
	}

	async addAll(documents: Iterable<SearchDocument> | AsyncIterable<SearchDocument>, pace: Pace): Promise<void> {
		let added = 0;
		for await (const document of documents) {
			this.gather(document);
			added += 1;
			if (this.isFull) {
				await pace.restNow();
				this.flush();
			}
			await pace.rest();
			if (added % mostDocuments === 0) {
				await this.tidy(pace);
			}
		}
		await this.tidy(pace);
	}

	remove(id: string): boolean {
		let found = this.builder.remove(id);
		for (const segment of this.segments) {
			for (const number of numbersOfId(segment.ids, segment.idTable, id)) {
				found ||= segment.removed[number] === 0;
				segment.removed[number] = 1;
			}
		}
		return found;
	}

	search(query: string | Query, options: SearchOptions): readonly Hit[] {
		this.flush();
		return searchSegments(this.segments, typeof query === 'string' ? parseQuery(query) : query, options, this.matching);
	}

	matches(query: string | Query, headOf?: HeadOf): Iterable<readonly string[]> {
		this.flush();
		return matchesInSegments(this.segments, typeof query === 'string' ? parseQuery(query) : query, this.matching, headOf);
	}

	async alike(document: SearchDocument, limit: number, isWanted: (id: string) => boolean, pace: Pace): Promise<readonly Alike[]> {
		this.flush();
		const work = alikeInSegments(this.segments, document, limit, isWanted);
		let step = work.next();
		while (step.done !== true) {
			await pace.rest();
			step = work.next();
		}
		return step.value;
	}

	tidy(pace: Pace): Promise<void> {
		return this.merging.add(() => this.mergeAll(pace, segmentsToTidy));
	}

	compact(pace: Pace): Promise<void> {
		return this.merging.add(() => this.mergeAll(pace, segmentsToCompact));
	}

	save(note = ''): readonly Uint8Array[] {
		this.flush();
		return writeSegments(this.segments, note);
	}

	private gather(document: SearchDocument): void {
		this.remove(document.id);
		this.builder.add(document);
	}

	private get isFull(): boolean {
		return this.builder.count >= documentsPerSegment || this.builder.postings >= postingsPerSegment;
	}

	private flush(): void {
		if (this.builder.count === 0) {
			return;
		}
		this.segments = [...this.segments, this.builder.finish()];
		this.builder = new SegmentBuilder();
		const tiny = this.segments.filter(segment => segment.years.length < tinySegment && !this.busy.has(segment));
		if (tiny.length >= fanIn) {
			const work = mergeSegments(tiny);
			let step = work.next();
			while (step.done !== true) {
				step = work.next();
			}
			this.replace(tiny, step.value.segment);
		}
	}

	private async mergeAll(pace: Pace, choose: (segments: readonly IndexSegment[]) => readonly IndexSegment[]): Promise<void> {
		this.flush();
		for (let sources = choose(this.segments); sources.length > 0; sources = choose(this.segments)) {
			this.busy = new Set(sources);
			const work = mergeSegments(sources);
			let step = work.next();
			while (step.done !== true) {
				await pace.rest();
				step = work.next();
			}
			const { segment, numbers } = step.value;
			sources.forEach((source, index) => carryRemovals(source, numbers[index], segment));
			this.replace(sources, segment);
			this.busy = new Set();
		}
	}

	private replace(sources: readonly IndexSegment[], merged: IndexSegment): void {
		this.segments = [...this.segments.filter(segment => !sources.includes(segment)), ...(merged.years.length > 0 ? [merged] : [])];
	}
}

/** Removes from a merged segment what was removed from its sources while it was made. */
function carryRemovals(source: IndexSegment, numbers: Int32Array | undefined, merged: IndexSegment): void {
	numbers?.forEach((number, document) => {
		if (number >= 0 && source.removed[document] === 1) {
			merged.removed[number] = 1;
		}
	});
}

/** Segments worth putting together: many of like size, or one of which much was removed. Empty where all is tidy. */
function segmentsToTidy(segments: readonly IndexSegment[]): readonly IndexSegment[] {
	const worn = segments.find(segment => removedCount(segment) > segment.removed.length / 4);
	if (worn !== undefined) {
		return [worn];
	}
	const bySize = new Map<number, IndexSegment[]>();
	for (const segment of segments) {
		const size = Math.max(0, Math.floor(Math.log(liveCount(segment) / documentsPerSegment) / Math.log(fanIn)));
		addTo(bySize, size, segment);
	}
	const alike = [...bySize.values()].find(group => group.length >= fanIn);
	return alike === undefined ? [] : thatFit(alike);
}

function segmentsToCompact(segments: readonly IndexSegment[]): readonly IndexSegment[] {
	const together = thatFit(segments);
	return together.length > 0 ? together : segments.filter(segment => removedCount(segment) > 0).slice(0, 1);
}

/** The smaller ones of some segments, as many as one segment can hold; none where that is but one. */
function thatFit(segments: readonly IndexSegment[]): readonly IndexSegment[] {
	let room = mostDocuments;
	const chosen = [...segments]
		.sort((a, b) => liveCount(a) - liveCount(b))
		.filter(segment => {
			room -= liveCount(segment);
			return room >= 0;
		});
	return chosen.length > 1 ? chosen : [];
}

function removedCount(segment: IndexSegment): number {
	return segment.removed.length - liveCount(segment);
}
