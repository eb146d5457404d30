import { localize, localizeCount } from '../data/localize';
import { isArray, isObject, stringsOf, textOf } from '../data/json';
import type { JsonObject } from '../data/json';
import { isWebAddress } from '../text/addresses';
import { present } from '../paper/paper';
import { arxiv } from '../sources/arxiv';
import { dailyPapers } from '../sources/dailyPapers';
import { openAlex } from '../sources/openAlex';
import { semanticScholar } from '../sources/semanticScholar';
import type { ServiceId } from '../sources/services';
import type { Parsed, SourceRequest } from '../sources/source';
import { webFeeds } from './webFeeds';
import { spanOf } from './digest';

export const dailyLists = ['day', 'week', 'month', 'trending'] as const;
export type DailyKind = (typeof dailyLists)[number];

export const searchServices = ['arxiv', 'openalex', 'semantic-scholar', 'daily-papers'] as const satisfies readonly ServiceId[];
export type SearchService = (typeof searchServices)[number];

/** How often a feed is asked for, with its length in milliseconds. */
export const intervals = { hour: 3_600_000, '6 hours': 6 * 3_600_000, day: 24 * 3_600_000, week: 7 * 24 * 3_600_000 } as const;
export type Interval = keyof typeof intervals;

/** How often a feed is checked, for people. */
export function intervalLabel(interval: Interval): string {
	switch (interval) {
		case 'hour':
			return localize('Every hour');
		case '6 hours':
			return localize('Every 6 hours');
		case 'day':
			return localize('Every day');
		case 'week':
			return localize('Every week');
	}
}

/** What brings papers without being asked. */
export type Topic =
	| { readonly kind: 'daily-papers'; readonly list: DailyKind }
	/** What a person put on Daily Papers. */
	| { readonly kind: 'submitter'; readonly name: string }
	/** The day's announcements: `cs.CL`. */
	| { readonly kind: 'arxiv'; readonly categories: readonly string[] }
	| { readonly kind: 'search'; readonly service: SearchService; readonly words: string }
	| { readonly kind: 'author'; readonly name: string }
	/** What cites one of some works, by their ids of OpenAlex. */
	| { readonly kind: 'citations'; readonly works: readonly string[] }
	/** Any RSS or Atom feed of papers. */
	| { readonly kind: 'web-feed'; readonly url: string };

/** A topic as the settings have it, with how often it is asked for. */
export interface Subscription {
	readonly topic: Topic;
	readonly every: Interval;
	/** What the user calls it, if not as we do. */
	readonly label?: string;
}

export interface ReadSubscriptions {
	readonly subscriptions: readonly Subscription[];
	/** A sentence for each that is none. */
	readonly mistakes: readonly string[];
}

/**
 * Reads the setting, a list such as `[{ "kind": "arxiv", "categories": ["cs.CL"], "every": "day" }]`. What is subscribed twice counts once.
 */
export function readSubscriptions(value: unknown): ReadSubscriptions {
	const subscriptions = new Map<string, Subscription>();
	const mistakes: string[] = [];
	for (const [at, item] of (isArray(value) ? value : []).entries()) {
		const topic = isObject(item) ? readTopic(item) : undefined;
		const unknown = isObject(item) && topic?.kind === 'arxiv' ? categoryTexts(item).flatMap(unknownCategories) : [];
		if (unknown.length > 0) {
			mistakes.push(
				localize(
					'Subscription {0} in the setting “marginalia.feeds.subscriptions” has “{1}”, which isn’t an arXiv category.',
					at + 1,
					unknown.join('”, “'),
				),
			);
		}
		if (topic === undefined || !isObject(item)) {
			mistakes.push(
				localize(
					'Subscription {0} in the setting “marginalia.feeds.subscriptions” isn’t valid: its kind, or a field that kind needs, is missing.',
					at + 1,
				),
			);
		} else {
			const subscription = { topic, every: intervalOf(item['every']), ...present('label', textOf(item['label'])) };
			subscriptions.set(idOf(topic), subscriptions.get(idOf(topic)) ?? subscription);
		}
	}
	return { subscriptions: [...subscriptions.values()], mistakes };
}

/** The subscription as the setting has it. */
export function writeSubscription({ topic, every, label }: Subscription): JsonObject {
	return { ...topic, every, ...present('label', label) };
}

/** The same for the same topic, however often it is asked for: `arxiv:cs.CL+stat.ML`. */
export function idOf(topic: Topic): string {
	switch (topic.kind) {
		case 'daily-papers':
			return `daily-papers:${topic.list}`;
		case 'submitter':
		case 'author':
			return `${topic.kind}:${topic.name}`;
		case 'arxiv':
			return `arxiv:${topic.categories.join('+')}`;
		case 'citations':
			return `citations:${topic.works.join('+')}`;
		case 'search':
			return `search:${topic.service}:${topic.words}`;
		case 'web-feed':
			return `web-feed:${topic.url}`;
	}
}

/** As people read it: `Daily Papers, today`, `arXiv cs.CL`. */
export function subscriptionLabel({ topic, label }: Pick<Subscription, 'topic' | 'label'>): string {
	return label ?? topicLabel(topic);
}

export function dailyLabel(list: DailyKind): string {
	switch (list) {
		case 'day':
			return 'Daily Papers';
		case 'week':
			return localize('Daily Papers of the Week');
		case 'month':
			return localize('Daily Papers of the Month');
		case 'trending':
			return localize('Trending Papers');
	}
}

function topicLabel(topic: Topic): string {
	switch (topic.kind) {
		case 'daily-papers':
			return dailyLabel(topic.list);
		case 'submitter':
			return localize('Submitted by {0}', topic.name);
		case 'arxiv':
			return `arXiv ${topic.categories.join(', ')}`;
		case 'search':
			return `“${topic.words}”`;
		case 'author':
			return topic.name;
		case 'citations':
			return localizeCount(topic.works.length, 'Citing 1 of Your Papers', 'Citing {0} of Your Papers');
		case 'web-feed':
			return topic.url
				.replace(/^https?:\/\/(?:www\.)?/i, '')
				.replace(/\/$/, '')
				.slice(0, 60);
	}
}

/** Whether an answer is the whole list as it now is; else it holds the newest of a stream, and what it leaves out stays. */
export function isWholeList(topic: Topic): boolean {
	return topic.kind === 'daily-papers' && topic.list !== 'day';
}

export interface Question {
	readonly request: SourceRequest;
	readonly parse: (body: string) => Parsed;
}

/**
 * What to ask for a topic, page by page; one that is not full is the last. An answer is asked for anew each time, conditionally where the
 * service can.
 */
export function questionsOf(topic: Topic, now: Date): readonly Question[] {
	return rawQuestions(topic, now).map(({ request, parse }) => ({ request: { ...request, keep: 0 }, parse }));
}

/** How many papers a full page has. */
export const pageSize = 100;

/** No list is followed further: 2,000 papers. */
const mostPages = 20;

function rawQuestions(topic: Topic, now: Date): readonly Question[] {
	switch (topic.kind) {
		case 'daily-papers': {
			const list = listAt(topic.list, now);
			// The newest lists have no end; what is listed on one day is on the first pages.
			const pages = topic.list === 'trending' ? 1 : topic.list === 'day' ? 3 : mostPages;
			return Array.from({ length: pages }, (_, page) => ({
				request: dailyPapers.list(list, page, pageSize),
				parse: (body: string) => dailyPapers.parse(body, list, page * pageSize + 1),
			}));
		}
		case 'submitter': {
			const list = { kind: 'submitter', name: topic.name } as const;
			return [{ request: dailyPapers.list(list, 0, pageSize), parse: body => dailyPapers.parse(body, list) }];
		}
		case 'arxiv':
			return [{ request: arxiv.feed(topic.categories), parse: arxiv.parse }];
		case 'search':
			return [searchQuestion(topic.service, topic.words, now)];
		case 'author':
			return [
				{
					request: arxiv.search({ query: `au:"${topic.name.replaceAll('"', '')}"`, limit: 100, sortBy: 'submittedDate' }),
					parse: arxiv.parse,
				},
			];
		case 'citations':
			return [{ request: openAlex.newestCiting(topic.works, now), parse: openAlex.parse }];
		case 'web-feed':
			return [{ request: webFeeds.request(topic.url), parse: webFeeds.parse }];
	}
}

function searchQuestion(service: SearchService, words: string, now: Date): Question {
	switch (service) {
		case 'arxiv':
			return { request: arxiv.search({ query: words, limit: 100, sortBy: 'submittedDate' }), parse: arxiv.parse };
		case 'openalex':
			return { request: openAlex.newest(words, now, 100), parse: openAlex.parse };
		case 'semantic-scholar':
			return { request: semanticScholar.newest(words), parse: semanticScholar.parse };
		case 'daily-papers':
			return { request: dailyPapers.search(words, 50), parse: body => dailyPapers.parse(body) };
	}
}

function listAt(list: DailyKind, now: Date): Parameters<typeof dailyPapers.list>[0] {
	switch (list) {
		case 'day':
			return { kind: 'latest' };
		case 'trending':
			return { kind: 'trending' };
		case 'week':
			return { kind: 'week', week: spanOf('week', now).name };
		case 'month':
			return { kind: 'month', month: spanOf('day', now).name.slice(0, 7) };
	}
}

function readTopic(item: JsonObject): Topic | undefined {
	const [name, words, url] = [textOf(item['name']), textOf(item['words']), textOf(item['url'])];
	switch (item['kind']) {
		case 'daily-papers': {
			const list = dailyLists.find(known => known === item['list']);
			return list && { kind: 'daily-papers', list };
		}
		case 'submitter':
		case 'author':
			return name === undefined ? undefined : { kind: item['kind'], name };
		case 'arxiv': {
			const categories = categoryTexts(item).flatMap(readCategories);
			return categories.length === 0 ? undefined : { kind: 'arxiv', categories };
		}
		case 'search': {
			const service = searchServices.find(known => known === item['service']);
			return service === undefined || words === undefined ? undefined : { kind: 'search', service, words };
		}
		case 'citations': {
			const works = (isArray(item['works']) ? stringsOf(item['works']) : [])
				.filter(work => /^W\d{1,12}$/.test(work))
				.slice(0, openAlex.batch);
			return works.length === 0 ? undefined : { kind: 'citations', works: [...new Set(works)].sort() };
		}
		case 'web-feed':
			return url !== undefined && isWebAddress(url) ? { kind: 'web-feed', url } : undefined;
		default:
			return undefined;
	}
}

function categoryTexts(item: JsonObject): readonly string[] {
	return (isArray(item['categories']) ? item['categories'] : [item['categories']]).filter(part => typeof part === 'string');
}

/** The categories of a text, as arXiv writes them: `cs.CL, stat.ML hep-th cond-mat.str-el`. https://arxiv.org/category_taxonomy */
export function readCategories(text: string): readonly string[] {
	return categoryWords(text)
		.filter(isCategory)
		.map(part => {
			const [archive = '', subject] = part.split('.');
			return [
				archive.toLowerCase(),
				...(subject === undefined ? [] : [subject.length === 2 ? subject.toUpperCase() : subject.toLowerCase()]),
			].join('.');
		});
}

/** The words of a text that are no categories: one that is mistyped must not vanish. */
export function unknownCategories(text: string): readonly string[] {
	return categoryWords(text).filter(part => !isCategory(part));
}

function categoryWords(text: string): readonly string[] {
	return text.split(/[\s,;+]+/).filter(part => part !== '');
}

/** `cs.CL`, `hep-th`, `cond-mat.str-el`, `physics.flu-dyn`. */
function isCategory(word: string): boolean {
	return /^[a-z]+(?:-[a-z]{2,})?(?:\.[a-z]{2,}(?:-[a-z]{2,})?)?$/i.test(word);
}

export function isInterval(text: string): text is Interval {
	return Object.hasOwn(intervals, text);
}

function intervalOf(value: unknown): Interval {
	return typeof value === 'string' && isInterval(value) ? value : 'day';
}
