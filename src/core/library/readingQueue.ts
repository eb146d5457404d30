import { placeAmong } from '../data/lists';
import type { Head } from '../paper/head';
import type { Paper } from '../paper/paper';
import { compareText } from '../text/compare';
import type { Pace } from '../work/pace';
import { sortedInSlices } from '../work/slicedSort';
import { listDifference } from './listDifference';

/** The id of the group of the Library view that holds the queue. */
export const queueGroup = 'queue:all';

/**
 * The papers of the reading queue in their order. Each says its place by a text that sorts: to put one between two others changes no other
 * paper, so two people who sort a library that git puts together get in each other's way only where they move the same paper.
 */
export function queueOf(heads: readonly Head[]): readonly Head[] {
	return heads
		.flatMap(queuedHead)
		.sort(compareQueued)
		.map(({ head }) => head);
}

/** So many papers that are new in a queue put it in order again. */
const many = 200;

/**
 * {@link queueOf} of a list that changes, with rests in between: to put 50,000 papers in order takes some hundred milliseconds. When papers
 * change, only these are looked at again.
 */
export class ReadingQueue {
	private known: { readonly heads: readonly Head[]; readonly entries: readonly QueuedHead[]; readonly queue: readonly Head[] } = {
		heads: [],
		entries: [],
		queue: [],
	};

	/** The papers of the queue in their order. */
	async of(heads: readonly Head[], pace: Pace): Promise<readonly Head[]> {
		const { known } = this;
		if (heads === known.heads) {
			return known.queue;
		}
		const { removed, added } = listDifference(known.heads, heads);
		const entries = added.length > many ? await inOrder(heads, pace) : brought(known.entries, new Set(removed), added.flatMap(queuedHead));
		await pace.rest();
		this.known = { heads, entries, queue: entries.map(({ head }) => head) };
		return this.known.queue;
	}
}

/** Read from the cache, a head makes the text of its place each time that it is asked. */
interface QueuedHead {
	readonly head: Head;
	readonly place: string;
}

function queuedHead(head: Head): readonly QueuedHead[] {
	const place = head.queued;
	return place === undefined ? [] : [{ head, place }];
}

async function inOrder(heads: readonly Head[], pace: Pace): Promise<readonly QueuedHead[]> {
	const entries: QueuedHead[] = [];
	await pace.each(heads, head => entries.push(...queuedHead(head)));
	return sortedInSlices(entries, compareQueued, pace);
}

/** What was in order, without what went and with what came. */
function brought(known: readonly QueuedHead[], removed: ReadonlySet<Head>, added: readonly QueuedHead[]): readonly QueuedHead[] {
	const stay = known.filter(({ head }) => !removed.has(head));
	for (const entry of added) {
		stay.splice(placeAmong(stay, entry, compareQueued), 0, entry);
	}
	return stay;
}

/** Of two that were added in two windows at once, and so have one place, the order is the same everywhere. */
function compareQueued(a: QueuedHead, b: QueuedHead): number {
	return compareText(a.place, b.place) || compareText(a.head.id, b.head.id);
}

/**
 * The places of papers that are put at the end of a queue, in their order, or onto one of it: from above they come after that, from below
 * and from outside before it. Has the places of others, too, where no room was left between them.
 * @param queue in its order
 * @param ids of the papers, which may be in the queue
 */
export function placesInQueue(queue: readonly Head[], ids: readonly string[], onto?: string): ReadonlyMap<string, string> {
	const moved = new Set(ids);
	if (onto !== undefined && moved.has(onto)) {
		return new Map();
	}
	const inQueue = queue.map(({ id }) => id);
	const others = queue.filter((_, place) => !moved.has(inQueue[place] ?? ''));
	const goal = onto === undefined ? -1 : inQueue.indexOf(onto);
	const movedAbove = inQueue.slice(0, Math.max(0, goal)).filter(id => moved.has(id)).length;
	const comesFromAbove = movedAbove > 0;
	const at = goal < 0 ? -1 : goal - movedAbove;
	const before = at < 0 ? others.length : comesFromAbove ? at + 1 : at;
	const places = new Map<string, string>();
	const next = others[before]?.queued;
	let last = others[before - 1]?.queued;
	for (const id of moved) {
		const place: string | undefined = placeBetween(last, next);
		if (place === undefined) {
			const all = [...others.slice(0, before).map(head => head.id), ...moved, ...others.slice(before).map(head => head.id)];
			return new Map(all.map((each, index) => [each, numbered(firstPlace + index)]));
		}
		places.set(id, place);
		last = place;
	}
	return places;
}

/** The paper at a place of the queue. */
export function queued(paper: Paper, place: string | undefined): Paper {
	return place === undefined || paper.queued === place ? paper : { ...paper, queued: place };
}

/** The paper out of the queue, with no date. */
export function unqueued({ queued: place, due, ...paper }: Paper): Paper {
	return paper;
}

/** The paper due on a day, `2026-12-01`, or with no date for the empty text. */
export function dueOn({ due, ...paper }: Paper, day: string): Paper {
	return day === '' ? paper : { ...paper, due: day };
}

// A place is a number of four digits of base 36, and further digits behind it where one had to go between two numbers.
const digits = '0123456789abcdefghijklmnopqrstuvwxyz';
const wholeDigits = 4;
const firstPlace = Number.parseInt('i000', digits.length);
const placePattern = /^[0-9a-z]{4}(?:[0-9a-z]{0,200}[1-9a-z])?$/;

function numbered(number: number): string {
	return number.toString(digits.length).padStart(wholeDigits, '0');
}

/** A text that sorts after one and before the other; `undefined` where there is none, or where these are no such texts. */
function placeBetween(before: string | undefined, after: string | undefined): string | undefined {
	if (![before, after].every(place => place === undefined || placePattern.test(place))) {
		return undefined;
	}
	if (before === undefined) {
		return after === undefined ? numbered(firstPlace) : placeBefore(after);
	}
	return after === undefined ? placeAfter(before) : before < after ? middle(before, after) : undefined;
}

function placeBefore(after: string): string | undefined {
	const whole = Number.parseInt(after.slice(0, wholeDigits), digits.length);
	return after.length > wholeDigits ? numbered(whole) : whole > 0 ? numbered(whole - 1) : undefined;
}

function placeAfter(before: string): string | undefined {
	const next = numbered(Number.parseInt(before.slice(0, wholeDigits), digits.length) + 1);
	return next.length > wholeDigits ? undefined : next;
}

function middle(before: string, after: string): string {
	let at = 0;
	while (digitAt(before, at) === digitAt(after, at)) {
		at += 1;
	}
	const [low, high] = [digitAt(before, at), digitAt(after, at)];
	if (high - low > 1) {
		return placeOf(after.slice(0, at), (low + high) >> 1);
	}
	at += 1;
	while (digitAt(before, at) === digits.length - 1) {
		at += 1;
	}
	return placeOf(before.padEnd(at, '0').slice(0, at), (digitAt(before, at) + digits.length) >> 1);
}

function digitAt(place: string, at: number): number {
	return at < place.length ? digits.indexOf(place.charAt(at)) : 0;
}

function placeOf(start: string, digit: number): string {
	return (start + digits.charAt(digit)).padEnd(wholeDigits, '0');
}
