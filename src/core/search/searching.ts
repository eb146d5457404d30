import { Best } from './best';
import { conditionsOf } from './conditions';
import type { HeadOf } from './conditions';
import type { Matching } from './matching';
import { stringAt } from './packedStrings';
import type { SearchPlan, Width } from './plan';
import { planOf } from './plan';
import type { Query } from './query';
import type { IndexSegment } from './segment';
import type { SoughtWord } from './soughtWords';
import { byNearness, mostTogether } from './nearness';
import { soughtWords } from './soughtWords';

export interface SearchOptions {
	/** How many papers at most. */
	readonly limit: number;
	/** Whether papers that have only some of the words are left out: to look for them takes longer than all else. */
	readonly everyWord?: boolean;
	/** Papers it refuses are left out, and others take their place. Asked only of those that would be shown. */
	readonly filter?: (id: string) => boolean;
	/** Where heads are, for what a query asks besides words. */
	readonly headOf?: HeadOf;
}

export interface Hit {
	readonly id: string;
	/**
	 * From 0 to 3, higher is better. Above 2 stand papers that have all words as typed, above 1 those that have them with typing mistakes,
	 * below those that have some of them.
	 */
	readonly score: number;
}

/** Of so many papers it is looked at whether the words stand together, in a row or in a title. */
export const nearnessPool = 400;

/** The best papers of some segments. Taken as widely as needed: a wider reading is tried only while there are fewer than `limit`. */
export function searchSegments(
	segments: readonly IndexSegment[],
	query: Query,
	{ limit, everyWord = false, filter, headOf = () => undefined }: SearchOptions,
	matching: Matching,
): readonly Hit[] {
	if (query.clauses.length === 0 || limit < 1) {
		return [];
	}
	const words = soughtWords(query);
	const hits: Hit[] = [];
	const taken = new Set<string>();
	for (const width of widthsFor(words, everyWord)) {
		const left = limit - hits.length;
		const ranksByNearness = words.length > 1;
		const best = new Best(ranksByNearness ? Math.max(left, nearnessPool) : left);
		const plan = planOf(segments, words, width);
		const most = gather({
			segments,
			query,
			words,
			plan,
			width,
			matching,
			best,
			headOf,
			welcome: id => !taken.has(id) && (filter === undefined || filter(id)),
		});
		const found = ranksByNearness
			? byNearness(best.sorted(), words, new Map(segments.map((segment, index) => [segment, plan.words[index] ?? []])))
			: best.sorted();
		for (const { segment, document, points } of found.slice(0, left)) {
			const id = stringAt(segment.ids, document);
			taken.add(id);
			hits.push({ id, score: floors[width] + (most === 0 ? 0 : points / (mostTogether * most)) });
		}
		if (hits.length >= limit) {
			break;
		}
	}
	return hits;
}

/** So many papers are looked at between two portions. */
const portion = 500;

/**
 * The ids of all papers that {@link searchSegments} gives a score above 1, in portions, in no particular order, and some of them twice.
 * Nothing is ranked: to put 100,000 papers in order takes half a second. The segments may be searched by others between two portions.
 */
export function* matchesInSegments(
	segments: readonly IndexSegment[],
	query: Query,
	matching: Matching,
	headOf: HeadOf = () => undefined,
): Generator<readonly string[], void, undefined> {
	if (query.clauses.length === 0) {
		return;
	}
	const words = soughtWords(query);
	for (const width of widthsFor(words, true)) {
		const plan = planOf(segments, words, width);
		for (const [index, segment] of segments.entries()) {
			const conditions = conditionsOf(segment, query, headOf);
			const { documents, scores, count } = matching.find(segment, plan.words[index] ?? []);
			// A copy, for the next search writes over it.
			const found = documents.slice(0, count).filter((_, at) => width === 'typed' || (scores[at] ?? 0) > 0);
			for (let at = 0; at < found.length; at += portion) {
				yield Array.from(found.subarray(at, at + portion))
					.filter(document => segment.removed[document] === 0 && conditions.every(holds => holds(document)))
					.map(document => stringAt(segment.ids, document));
			}
			yield [];
		}
	}
}

function widthsFor(words: readonly SoughtWord[], everyWord: boolean): readonly Width[] {
	const loose = words.filter(word => !word.required).length;
	return words.every(word => word.exact) ? ['typed'] : everyWord || loose < 2 ? ['typed', 'near'] : ['typed', 'near', 'some'];
}

/** What a reading's papers score at least. */
const floors: Readonly<Record<Width, number>> = { typed: 2, near: 1, some: 0 };

interface Gathering {
	readonly segments: readonly IndexSegment[];
	readonly query: Query;
	readonly words: readonly SoughtWord[];
	readonly plan: SearchPlan;
	readonly width: Width;
	readonly matching: Matching;
	readonly best: Best;
	readonly headOf: HeadOf;
	readonly welcome: (id: string) => boolean;
}

/** Offers `best` what one reading finds, and returns the most points a paper could have. */
function gather({ segments, query, words, plan, width, matching, best, headOf, welcome }: Gathering): number {
	const loose = width === 'some' ? words.filter(word => !word.required).length : 0;
	segments.forEach((segment, index) => {
		const conditions = conditionsOf(segment, query, headOf);
		const { documents, scores, met, count } = matching.find(segment, plan.words[index] ?? []);
		let { least } = best;
		for (let at = 0; at < count; at += 1) {
			// Of a part of the words, a paper that has more of them is better by as much.
			const points = loose === 0 ? (scores[at] ?? 0) : (scores[at] ?? 0) * (met[at] ?? 0);
			if (points < least || 2 * (met[at] ?? 0) < loose) {
				continue;
			}
			const document = documents[at] ?? 0;
			if (segment.removed[document] === 0 && conditions.every(holds => holds(document)) && welcome(stringAt(segment.ids, document))) {
				best.offer({ segment, document, points });
				({ least } = best);
			}
		}
	});
	return plan.most * Math.max(loose, 1);
}
