import type { Head } from '../paper/head';
import type { Pace } from '../work/pace';
import { compareText } from '../text/compare';
import type { FeedEntry } from './feedContents';
import type { Taste } from './taste';
import { fewestLiked, learnTaste } from './taste';
import type { Readable } from './terms';

/** What a reader is known by: everything on this machine, and nothing leaves it. */
export interface ReaderProfile {
	/** Papers of the library, those that are cited or noted first. */
	readonly kept: readonly Readable[];
	/** Papers of feeds that were taken out. */
	readonly dismissed: readonly Readable[];
	/** What the feeds brought and the reader left alone so far. */
	readonly seen: readonly FeedEntry[];
}

/** A paper of a feed that the reader should like, and the words that say so, best first. */
export interface Suggestion {
	readonly entry: FeedEntry;
	readonly because: readonly string[];
}

/** So many papers of each kind are learned from: more take longer and say little more. */
const mostOfEach = 1500;

/** The citation keys of the papers of a library that say most of its reader: those that are cited or noted, then the newest. */
export async function tellingKeys(
	heads: readonly Pick<Head, 'key' | 'added'>[],
	isUsed: (key: string) => boolean,
	pace: Pace,
	most = mostOfEach,
): Promise<readonly string[]> {
	let best: { readonly key: string; readonly used: boolean; readonly added: string }[] = [];
	const cut = () => {
		best = best.sort((a, b) => Number(b.used) - Number(a.used) || compareText(b.added, a.added)).slice(0, most);
	};
	for (const { key, added } of heads) {
		best.push({ key, used: isUsed(key), added });
		if (best.length >= 2 * most) {
			cut();
		}
		await pace.rest();
	}
	cut();
	return best.map(({ key }) => key);
}

/** No longer list is shown. */
const mostShown = 30;

/**
 * What feeds brought and a reader should like, best first. `undefined` while the library has fewer than {@link fewestLiked} papers to learn
 * from.
 */
export async function suggestionsFor({ kept, dismissed, seen }: ReaderProfile, pace: Pace): Promise<readonly Suggestion[] | undefined> {
	const [liked, disliked] = [kept, dismissed].map(papers => papers.slice(0, mostOfEach));
	const left = seen.slice(0, mostOfEach).map(readableOf);
	const opinions = { liked: new Set(liked?.map(({ id }) => id)), disliked: new Set(disliked?.map(({ id }) => id)) };
	const taste =
		opinions.liked.size < fewestLiked ? undefined : await learnTaste([...(liked ?? []), ...(disliked ?? []), ...left], opinions, pace);
	return taste && rank(seen, taste, pace);
}

async function rank(entries: readonly FeedEntry[], taste: Taste, pace: Pace): Promise<readonly Suggestion[]> {
	const scored: { readonly entry: FeedEntry; readonly score: number }[] = [];
	for (const entry of entries) {
		scored.push({ entry, score: taste.score(readableOf(entry)) });
		await pace.rest();
	}
	const best = scored.sort((a, b) => b.score - a.score).slice(0, mostShown);
	return best.map(({ entry }) => ({ entry, because: taste.reasons(readableOf(entry)) })).filter(({ because }) => because.length > 0);
}

function readableOf({ id, paper: { title, abstract } }: FeedEntry): Readable {
	return abstract === undefined ? { id, title } : { id, title, abstract };
}
