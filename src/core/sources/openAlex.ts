import { stringsOf, valueAt } from '../data/json';
import { answerList, answerObject, papersOf } from './jsonAnswer';
import { day, queryOf } from './source';
import type { Parsed, SourceRequest } from './source';
import { addressPart } from '../text/addressPart';
import { openAlexWork, shortId } from '../ingest/services/openAlexWork';

/** OpenAlex. A key is free and needed for more than a few questions a day. https://docs.openalex.org */
export const openAlex = {
	/** As many ids as one list answers. */
	batch: 100,

	/** By `doi:10.1000/a`, `pmid:1` or an OpenAlex id. */
	byId: (id: string): SourceRequest => ({ service: 'openalex', path: `/works/${addressPart(id)}`, expects: 'json', keep: 7 * day }),

	byDois: (dois: readonly string[]): SourceRequest => works({ filter: `doi:${dois.join('|')}`, per_page: dois.length }),

	byIds: (ids: readonly string[]): SourceRequest => works({ filter: `openalex:${ids.map(shortId).join('|')}`, per_page: ids.length }),

	search: (words: string, limit = 8): SourceRequest => works({ search: words, per_page: limit }),

	/** What a search finds, newest first, without what is dated after `now`: publishers announce issues of next year. */
	newest: (words: string, now: Date, limit = 100): SourceRequest =>
		works({
			search: words,
			filter: `to_publication_date:${now.toISOString().slice(0, 10)}`,
			sort: 'publication_date:desc',
			per_page: limit,
		}),

	citing: (id: string, limit = 50): SourceRequest =>
		works({ filter: `cites:${shortId(id)}`, sort: 'cited_by_count:desc', per_page: limit }),

	/** What cites any of some works, newest first, without what is dated after `now`. At most 100 works: as many as a filter takes. */
	newestCiting: (ids: readonly string[], now: Date, limit = 100): SourceRequest =>
		works({
			filter: `cites:${ids.map(shortId).join('|')},to_publication_date:${now.toISOString().slice(0, 10)}`,
			sort: 'publication_date:desc',
			per_page: limit,
		}),

	parse: (body: string): Parsed => {
		const results = answerList(body, 'results');
		const one = answerObject(body);
		return results === undefined
			? papersOf(one?.['id'] === undefined ? undefined : [one], openAlexWork)
			: papersOf(results, openAlexWork, valueAt(one, 'meta', 'count'));
	},

	/** OpenAlex ids of what a work cites. */
	parseReferences: (body: string): readonly string[] => stringsOf(answerObject(body)?.['referenced_works']).map(shortId),
};

function works(parameters: Readonly<Record<string, string | number>>): SourceRequest {
	return { service: 'openalex', path: `/works${queryOf(parameters)}`, expects: 'json', keep: 7 * day };
}
