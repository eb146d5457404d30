import { localize } from '../data/localize';
import { dailyPaper } from '../ingest/daily/dailyPaper';
import { textOf } from '../data/json';
import type { JsonObject } from '../data/json';
import type { IncomingPaper, Source } from '../paper/paper';
import { present } from '../paper/paper';
import { answerList, answerObject, papersOf } from './jsonAnswer';
import { valueAt } from '../data/json';
import { day, queryOf } from './source';
import type { Parsed, SourceRequest } from './source';

/** Which list: `2026-08-20`, `2026-W34`, `2026-08`, or what is trending now; a person's own submissions among any of them. */
export type DailyList =
	/** The newest lists, whatever their days. */
	| { readonly kind: 'latest' }
	| { readonly kind: 'day'; readonly date: string }
	| { readonly kind: 'week'; readonly week: string }
	| { readonly kind: 'month'; readonly month: string }
	| { readonly kind: 'trending' }
	| { readonly kind: 'submitter'; readonly name: string };

/** Hugging Face Daily Papers. https://huggingface.co/docs/hub/api#papers-api */
export const dailyPapers = {
	/** The most that one page may hold. */
	pageSize: 100,

	/** A page of a list, zero-based. A day without a list is answered with an error, which the caller may take for an empty one. */
	list: (list: DailyList, page = 0, limit = 100): SourceRequest => ({
		service: 'daily-papers',
		path: `/api/daily_papers${queryOf({ ...listQuery(list), p: page === 0 ? undefined : page, limit })}`,
		expects: 'json',
		keep: day / 96,
	}),

	search: (words: string, limit = 20): SourceRequest => ({
		service: 'daily-papers',
		path: `/api/papers/search${queryOf({ q: words, limit })}`,
		expects: 'json',
		keep: day / 24,
	}),

	byArxivId: (id: string): SourceRequest => ({ service: 'daily-papers', path: `/api/papers/${id}`, expects: 'json', keep: day / 24 }),

	/**
	 * A list, a search's answer or one paper. Papers get their rank in the answer; their list's date is the one HF gives them, else the day
	 * that was asked for.
	 */
	parse: (body: string, asked?: DailyList, firstRank = 1): Parsed => {
		const error = textOf(valueAt(answerObject(body), 'error'));
		if (error !== undefined) {
			return { kind: 'mistake', sentence: localize('Hugging Face says: {0}.', error.replace(/(?<![\s.…])[\s.…]+$/, '')) };
		}
		const one = answerObject(body);
		const source: Source = { kind: 'daily-papers', ...present('date', asked?.kind === 'day' ? asked.date : undefined) };
		if (one !== undefined) {
			return papersOf(one['id'] === undefined ? undefined : [one], item => paperOf(item, source, undefined));
		}
		let rank = firstRank - 1;
		return papersOf(answerList(body), item => {
			rank += 1;
			return paperOf(item, source, asked === undefined || asked.kind === 'submitter' ? undefined : rank);
		});
	},
};

function listQuery(list: DailyList): Readonly<Record<string, string>> {
	switch (list.kind) {
		case 'latest':
			return {};
		case 'day':
			return { date: list.date };
		case 'week':
			return { week: list.week };
		case 'month':
			return { month: list.month };
		case 'trending':
			return { sort: 'trending' };
		case 'submitter':
			return { submitter: list.name };
	}
}

/** What the lists add to a paper: comments, a picture, who put it there. */
function paperOf(item: JsonObject, source: Source, rank: number | undefined): IncomingPaper | undefined {
	const paper = dailyPaper(item, source);
	if (typeof paper === 'string') {
		return undefined;
	}
	const stars = valueAt(item, 'paper', 'githubStars') ?? item['githubStars'];
	return {
		...paper,
		...present(
			'source',
			paper.source && {
				...paper.source,
				...present('rank', rank),
				...present('comments', typeof item['numComments'] === 'number' ? item['numComments'] : undefined),
				...present('thumbnail', textOf(item['thumbnail'])),
				...present('stars', typeof stars === 'number' ? stars : undefined),
				...present(
					'submitter',
					textOf(valueAt(item['submittedBy'], 'name')) ?? textOf(valueAt(item, 'paper', 'submittedOnDailyBy', 'name')),
				),
			},
		),
	};
}
