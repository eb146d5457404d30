import { isArray, isObject, textOf } from '../data/json';
import type { IncomingPaper } from '../paper/paper';
import { present, problemOfPaper } from '../paper/paper';
import { feedEntryKeys } from './entryKeys';
import type { Interval } from './subscription';
import { intervals } from './subscription';

/** A paper of a feed. */
export interface FeedEntry {
	/** What it is known by, the same in every feed: `arxiv:2403.00001`. */
	readonly id: string;
	readonly paper: IncomingPaper;
	/** When this machine first saw it there; an ISO 8601 instant. */
	readonly seen: string;
}

/** What a feed brought, and how asking for it went. Instants are ISO 8601. */
export interface FeedContents {
	/** In the order of the last answer; what only older answers had comes after it. */
	readonly entries: readonly FeedEntry[];
	/** The last good answer. */
	readonly at?: string;
	/** The newest day that was listed when the feed was asked for first: what came later is news, what is older is not. */
	readonly from?: string;
	/** Not to be asked for before. */
	readonly next?: string;
	/** How often in a row there was no good answer. */
	readonly failures: number;
	/** Why there was no good answer the last time, or what of it could not be read: for the user. */
	readonly trouble?: string;
}

export const emptyContents: FeedContents = { entries: [], failures: 0 };

/** Entries that only older answers had are kept up to this number, and so long after they were first seen. All of an answer is kept. */
const mostOlder = 2000;
const longest = 60 * intervals.day;

export interface AnswerFacts {
	readonly now: Date;
	/** Whether the answer is the whole list, so that what it leaves out is gone. */
	readonly whole: boolean;
	readonly every: Interval;
	/** Between 0 and 1. */
	readonly random: number;
	/** What of the answer could not be read, in a sentence. */
	readonly trouble?: string | undefined;
}

/**
 * The contents after a good answer. What was there before keeps the time it was first seen, and gets the newer facts: upvotes grow.
 * An answer without papers takes nothing away: lists are empty on the first morning of their week.
 */
export function withAnswer(
	{ entries, from }: FeedContents,
	papers: readonly IncomingPaper[],
	{ now, whole, every, random, trouble }: AnswerFacts,
): FeedContents {
	const before = new Map(entries.map(entry => [entry.id, entry]));
	const fresh = new Map(
		papers.map(paper => {
			const id = entryId(paper);
			return [id, { id, paper, seen: before.get(id)?.seen ?? now.toISOString() }];
		}),
	);
	const replaces = whole && fresh.size > 0;
	const older = replaces ? [] : entries.filter(entry => !fresh.has(entry.id) && now.getTime() - Date.parse(entry.seen) < longest);
	const known = from ?? newestDay(entries) ?? newestDay([...fresh.values()]);
	const next = new Date(now.getTime() + intervals[every] * (0.95 + random * 0.1));
	return {
		entries: [...fresh.values(), ...older.slice(0, mostOlder)],
		at: now.toISOString(),
		...present('from', known),
		next: next.toISOString(),
		failures: 0,
		...present('trouble', trouble),
	};
}

/** The contents after a failure: all stays, and the feed is left alone for 5 minutes, 10, 20, up to half a day, half of it by chance. */
export function withFailure(contents: FeedContents, trouble: string, now: Date, random: number): FeedContents {
	const pause = Math.min(12 * intervals.hour, 300_000 * 2 ** contents.failures);
	const next = new Date(now.getTime() + pause / 2 + (random * pause) / 2);
	return { ...contents, failures: contents.failures + 1, trouble, next: next.toISOString() };
}

export function isDue({ next }: FeedContents, now: Date): boolean {
	return next === undefined || Date.parse(next) <= now.getTime();
}

/** The day of the list in which a paper stood: `2026-11-24`; `undefined` where it stood in none, or without a year. */
export function listDay({ source }: IncomingPaper): string | undefined {
	return source?.date !== undefined && /^\d{4}-\d\d-\d\d/.test(source.date) ? source.date.slice(0, 10) : undefined;
}

/** The newest day that is listed. */
export function newestDay(entries: readonly FeedEntry[]): string | undefined {
	if (!newestDays.has(entries)) {
		let newest: string | undefined;
		for (const { paper } of entries) {
			const day = listDay(paper);
			newest = day !== undefined && day > (newest ?? '') ? day : newest;
		}
		newestDays.set(entries, newest);
	}
	return newestDays.get(entries);
}

/** Each row of a list asks for the day of the whole list. */
const newestDays = new WeakMap<readonly FeedEntry[], string | undefined>();

/** The strongest of what a paper is known by. */
export function entryId(paper: IncomingPaper): string {
	return feedEntryKeys(paper)[0] ?? `title:${paper.title}`;
}

/** Contents as a file has them; nothing for what is no contents, and none of the entries that are no entries. */
export function readContents(value: unknown): FeedContents {
	if (!isObject(value)) {
		return emptyContents;
	}
	const entries = feedEntriesOf(value['entries']);
	const failures = value['failures'];
	return {
		entries,
		failures: typeof failures === 'number' ? failures : 0,
		...present('at', textOf(value['at'])),
		...present('from', textOf(value['from'])),
		...present('next', textOf(value['next'])),
		...present('trouble', textOf(value['trouble'])),
	};
}

/** Those of a list that are entries. */
export function feedEntriesOf(value: unknown): readonly FeedEntry[] {
	return (isArray(value) ? value : []).flatMap((entry): readonly FeedEntry[] => {
		const { id, paper, seen } = isObject(entry) ? entry : {};
		return typeof id === 'string' && typeof seen === 'string' && isIncoming(paper) ? [{ id, paper, seen }] : [];
	});
}

/** Whether a value is a paper but for what the library gives it. */
function isIncoming(value: unknown): value is IncomingPaper {
	return (
		isObject(value) &&
		problemOfPaper({ id: 'none', 'citation-key': 'none', status: 'unread', added: '', updated: '', ...value }) === undefined
	);
}
