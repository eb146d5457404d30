import { isoDate, momentOf, momentOfCsl } from '../notes/moment';
import type { IncomingPaper } from '../paper/paper';
import { compareText } from '../text/compare';
import type { FeedContents, FeedEntry } from './feedContents';
import { listDay, newestDay } from './feedContents';
import type { FeedOrder } from './feedOrders';
import { byTrend } from './trending';

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

/** So many days of unread papers stay beside the newest list. */
const unreadDays = 7;

/**
 * The entries of the newest day that is listed, and those of the days before, up to a week, that are unread and came since the feed was
 * subscribed; all where no days are.
 */
export function ofNewestDay({ entries, from }: FeedContents, isUnread: (entry: FeedEntry) => boolean): readonly FeedEntry[] {
	const newest = newestDay(entries);
	if (newest === undefined) {
		return entries;
	}
	const oldest = [from ?? newest, dayFrom(newest, -unreadDays)].sort().at(-1) ?? newest;
	return entries.filter(entry => {
		const day = listDay(entry.paper) ?? '';
		return day === newest || (day >= oldest && isUnread(entry));
	});
}

export function upvotesOf({ paper }: Pick<FeedEntry, 'paper'>): number {
	return paper.source?.upvotes ?? 0;
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
