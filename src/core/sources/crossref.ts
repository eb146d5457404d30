import { isArray, isObject, valueAt } from '../data/json';
import { answerObject, papersOf } from './jsonAnswer';
import { day, queryOf } from './source';
import type { Parsed, SourceRequest } from './source';
import { addressPart } from '../text/addressPart';
import { crossrefWork } from '../ingest/services/crossrefWork';

/** Crossref's REST API. https://api.crossref.org, https://www.crossref.org/documentation/retrieve-metadata/rest-api/ */
export const crossref = {
	byDoi: (doi: string): SourceRequest => ({ service: 'crossref', path: `/works/${addressPart(doi)}`, expects: 'json', keep: day }),

	/** As many DOIs as one address holds well. */
	batch: 40,

	/** Works of several DOIs, those that are not known left out. A DOI with a comma would be two. */
	byDois: (dois: readonly string[]): SourceRequest => ({
		service: 'crossref',
		path: `/works${queryOf({ filter: dois.map(doi => `doi:${doi}`).join(','), rows: dois.length })}`,
		expects: 'json',
		keep: day,
	}),

	/** Any words of a reference: title, authors, journal, year. */
	search: (words: string, limit = 8): SourceRequest => ({
		service: 'crossref',
		path: `/works${queryOf({ 'query.bibliographic': words, rows: limit })}`,
		expects: 'json',
		keep: day,
	}),

	/** One work's answer or a list's. */
	parse: (body: string): Parsed => {
		const message = valueAt(answerObject(body), 'message');
		const items = valueAt(message, 'items');
		return papersOf(
			isArray(items) ? items.filter(isObject) : isObject(message) ? [message] : undefined,
			crossrefWork,
			valueAt(message, 'total-results'),
		);
	},
};
