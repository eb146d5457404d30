import { isoDate, momentOf, momentOfCsl } from '../notes/moment';
import type { IncomingPaper } from '../paper/paper';
import { compareText } from '../text/compare';
import type { FeedEntry } from './feedContents';
import { byTrend } from './trending';

export const feedOrders = ['trend', 'upvotes', 'newest'] as const;
export type FeedOrder = (typeof feedOrders)[number];

/** Entries in an order; ties, and papers without upvotes, as their feed has them. `trend` is upvotes against age. */
export function orderEntries(entries: readonly FeedEntry[], order: FeedOrder, now: Date): readonly FeedEntry[] {
	switch (order) {
		case 'trend':
			return byTrend(entries, entry => ({ upvotes: upvotesOf(entry), listed: listedOn(entry) }), now);
		case 'upvotes':
			return [...entries].sort((a, b) => upvotesOf(b) - upvotesOf(a));
		case 'newest':
			return [...entries].sort((a, b) => compareText(listedOn(b), listedOn(a)));
	}
}

/** The day a paper was listed, else published, else first seen: `2026-11-24`. */
export function listedOn({ paper, seen }: FeedEntry): string {
	return listDay(paper) ?? publishedOn(paper) ?? seen.slice(0, 10);
}

/** Only the entries of the newest day that is listed; all where no days are. */
export function ofNewestDay(entries: readonly FeedEntry[]): readonly FeedEntry[] {
	const days = entries.flatMap(({ paper }) => listDay(paper) ?? []).sort();
	const newest = days.at(-1);
	return newest === undefined ? entries : entries.filter(({ paper }) => listDay(paper) === newest);
}

export function upvotesOf({ paper }: Pick<FeedEntry, 'paper'>): number {
	return paper.source?.upvotes ?? 0;
}

function listDay({ source }: IncomingPaper): string | undefined {
	return source?.date !== undefined && /^\d{4}-\d\d-\d\d/.test(source.date) ? source.date.slice(0, 10) : undefined;
}

/** Years and months alone would put a paper before or behind all of that time. */
function publishedOn({ issued }: IncomingPaper): string | undefined {
	const moment = momentOfCsl(issued);
	return moment?.day === undefined ? undefined : isoDate(moment);
}

/** The day before or after: `2026-03-01` is one after `2026-02-28`. */
export function dayFrom(day: string, step: number): string {
	const [year = 1970, month = 1, date = 1] = day.split('-').map(Number);
	return isoDate(momentOf(new Date(year, month - 1, date + step)));
}
