import { localize } from '../data/localize';
import { arxivXml } from '../ingest/xml/arxivXml';
import { parseArxivId } from '../paper/identifiers';
import type { IncomingPaper } from '../paper/paper';
import { present } from '../paper/paper';
import { day, incomplete, queryOf } from './source';
import type { Parsed, SourceRequest } from './source';
import { addressPart } from '../text/addressPart';

export interface ArxivSearch {
	/** In arXiv's own language (`au:song AND ti:score`), or just words. */
	readonly query: string;
	readonly start?: number;
	readonly limit?: number;
	readonly sortBy?: 'relevance' | 'lastUpdatedDate' | 'submittedDate';
}

export interface ArxivRevision {
	readonly version: number;
	/** `2026-03-02`. */
	readonly date?: string;
}

/** The arXiv API. https://info.arxiv.org/help/api/user-manual.html */
export const arxiv = {
	/** As many as one answer may hold without trouble. */
	batch: 100,

	byIds: (ids: readonly string[]): SourceRequest => query({ id_list: ids.join(','), max_results: ids.length }, day),

	search: ({ query: text, start, limit = 20, sortBy = 'relevance' }: ArxivSearch): SourceRequest =>
		query(
			{ search_query: hasFields(text) ? text : wordsQuery('all', text), start, max_results: limit, sortBy, sortOrder: 'descending' },
			day / 24,
		),

	byTitle: (title: string, limit = 8): SourceRequest => query({ search_query: wordsQuery('ti', title), max_results: limit }, day),

	/** The day's announcements in categories such as `cs.AI`. https://info.arxiv.org/help/rss.html */
	feed: (categories: readonly string[], kind: 'rss' | 'atom' = 'atom'): SourceRequest => ({
		service: 'arxiv-feeds',
		path: `/${kind}/${categories.map(addressPart).join('+')}`,
		expects: 'xml',
		keep: day / 24,
		explain,
	}),

	parse,
	parseIds,
	parseRevisions,
};

function query(parameters: Readonly<Record<string, string | number | undefined>>, keep: number): SourceRequest {
	return { service: 'arxiv', path: `/api/query${queryOf(parameters)}`, expects: 'xml', keep, explain };
}

/** What arXiv says was wrong: in the shape of a feed, with status 200 or 400. */
function explain(body: string): string | undefined {
	const parsed = isFeed(body) ? parse(body) : undefined;
	return parsed?.kind === 'mistake' && parsed.passing !== true ? parsed.sentence : undefined;
}

/** The papers of an answer to a question for ids: an empty one means that arXiv has none of them, though it counts them. */
function parseIds(body: string): Parsed {
	const parsed = parse(body);
	return parsed.kind === 'mistake' && parsed.passing === true ? { kind: 'papers', papers: [] } : parsed;
}

function isFeed(body: string): boolean {
	return /<(?:[\w-]+:)?(?:feed|rss|OAI-PMH)[\s>]/.test(body.slice(0, 5000));
}

/** The papers of an answer or a feed. An empty channel on a day without announcements is an empty list. */
function parse(body: string): Parsed {
	if (!isFeed(body)) {
		return incomplete();
	}
	if (/<title>\s*Feed error for query/i.test(body.slice(0, 5000))) {
		return { kind: 'mistake', sentence: localize('Unknown arXiv category. See https://arxiv.org/category_taxonomy for all categories.') };
	}
	// An entry stands in for the answer: https://info.arxiv.org/help/api/user-manual.html#34-errors
	const isRefused = /<id>[^<>]*\/api\/errors/i.test(body);
	const papers: IncomingPaper[] = [];
	for (const reading of arxivXml.read({ text: body })) {
		if (reading.kind === 'paper') {
			papers.push(reading.paper);
		} else if (isRefused) {
			return { kind: 'mistake', sentence: reading.message };
		}
	}
	const total = /<(?:[\w-]+:)?totalResults[^<>]*>(\d+)</.exec(body)?.[1];
	const start = /<(?:[\w-]+:)?startIndex[^<>]*>(\d+)</.exec(body)?.[1];
	if (papers.length === 0 && Number(total ?? 0) > Number(start ?? 0)) {
		// Known to its clients too: https://github.com/lukasschwab/arxiv.py
		return {
			kind: 'mistake',
			sentence: 'arXiv sent an empty page, as it sometimes does. Try again.',
			passing: true,
		};
	}
	return { kind: 'papers', papers, ...(total === undefined ? {} : { total: Number(total) }) };
}

/** The newest version of each paper of an answer: `2202.12139` to version 3 and its day. */
function parseRevisions(body: string): ReadonlyMap<string, ArxivRevision> {
	const entries = body.split(/<(?:\w+:)?(?:entry|item)[\s>]/).slice(1);
	return new Map(
		entries.flatMap(entry => {
			const [, id = '', version = ''] =
				/<(?:id|guid)[^<>]*>\s*(?:https?:\/\/arxiv\.org\/abs\/|oai:arXiv\.org:)([^<>\s]+?)v(\d+)\s*</.exec(entry) ?? [];
			const known = parseArxivId(id);
			const date = /<updated>\s*(\d{4}-\d\d-\d\d)/.exec(entry)?.[1];
			return known === undefined ? [] : [[known, { version: Number(version), ...present('date', date) }]];
		}),
	);
}

function hasFields(text: string): boolean {
	return /\b(?:ti|au|abs|co|jr|cat|rn|id|all|submittedDate):/.test(text);
}

/** Words that all have to be there; what the query language would take for itself is left out. */
function wordsQuery(field: string, text: string): string {
	const words = text.match(/[\p{L}\p{N}]+/gu) ?? [];
	return words
		.filter(word => !/^(?:AND|OR|ANDNOT)$/i.test(word))
		.slice(0, 20)
		.map(word => `${field}:${word}`)
		.join(' AND ');
}
