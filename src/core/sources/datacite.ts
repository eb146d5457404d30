import { isArray, isObject, textOf } from '../json';
import type { Json, JsonObject } from '../json';
import { readLooseDate } from '../ingest/looseDate';
import { invertedName } from '../ingest/personName';
import { filled, identifiersOf, namesField } from '../ingest/recordParts';
import { parseArxivId } from '../identifiers';
import { findLinks } from '../links';
import type { IncomingPaper, Name } from '../paper';
import { present } from '../paper';
import { unfold } from '../text/fold';
import { answerObject, papersOf, valueAt } from './jsonAnswer';
import { day, queryOf } from './source';
import type { Parsed, SourceRequest } from './source';
import { doiAddress } from '../paper/doi';

/** DataCite's REST API: data sets, software, theses, and arXiv's own DOIs. https://support.datacite.org/docs/api */
export const datacite = {
	byDoi: (doi: string): SourceRequest => ({ service: 'datacite', path: `/dois/${encodeURIComponent(doi)}`, expects: 'json', keep: day }),

	search: (words: string, limit = 8): SourceRequest => ({ service: 'datacite', path: `/dois${queryOf({ 'query': words, 'page[size]': limit })}`, expects: 'json', keep: day }),

	parse: (body: string): Parsed => {
		const answer = answerObject(body);
		const data = answer?.['data'];
		return papersOf(isArray(data) ? data.filter(isObject) : isObject(data) ? [data] : undefined, item => (isObject(item['attributes']) ? datasetPaper(item['attributes']) : undefined), valueAt(answer, 'meta', 'total'));
	},
};

function datasetPaper(attributes: JsonObject): IncomingPaper | undefined {
	const doi = textOf(attributes['doi']);
	const title = titleOf(attributes['titles']);
	if (doi === undefined || title === undefined) {
		return undefined;
	}
	const arxiv = parseArxivId(doi);
	const abstract = abstractOf(attributes['descriptions']);
	const container = valueAt(attributes['container'], 'title');
	return {
		type: arxiv === undefined ? (textOf(valueAt(attributes['types'], 'citeproc')) ?? 'document') : 'article',
		title,
		...namesField('author', objects(attributes['creators']).map(nameOf)),
		...namesField('editor', objects(attributes['contributors']).filter(person => person['contributorType'] === 'Editor').map(nameOf)),
		...present('issued', dateOf(attributes)),
		...present('abstract', abstract),
		...present('container-title', textOf(container)),
		...present('publisher', textOf(attributes['publisher']) ?? textOf(valueAt(attributes['publisher'], 'name'))),
		...present('version', textOf(attributes['version'])),
		...present('language', textOf(attributes['language'])),
		DOI: doi,
		URL: arxiv === undefined ? (textOf(attributes['url']) ?? doiAddress(doi)) : `https://arxiv.org/abs/${arxiv}`,
		identifiers: { ...identifiersOf([doi]), ...present('arxiv', arxiv) },
		...present('links', filled(findLinks(abstract ?? ''))),
		...present('published-version', publishedVersionOf(attributes)),
		source: { kind: 'datacite', url: doiAddress(doi) },
	};
}

function objects(value: Json | undefined): readonly JsonObject[] {
	return isArray(value) ? value.filter(isObject) : [];
}

/** The title without a type is the main one. */
function titleOf(value: Json | undefined): string | undefined {
	const titles = objects(value);
	const main = titles.find(title => textOf(title['titleType']) === undefined) ?? titles[0];
	const subtitle = titles.find(title => title['titleType'] === 'Subtitle');
	const text = textOf(main?.['title']);
	return text === undefined ? undefined : unfold([text, ...(textOf(subtitle?.['title']) === undefined ? [] : [textOf(subtitle?.['title'])])].join(': '));
}

function nameOf(person: JsonObject): Name | undefined {
	const family = textOf(person['familyName']);
	const name = textOf(person['name']);
	if (family !== undefined) {
		return { family, ...present('given', textOf(person['givenName'])) };
	}
	return name === undefined ? undefined : person['nameType'] === 'Organizational' ? { literal: name } : invertedName(name);
}

function dateOf(attributes: JsonObject): IncomingPaper['issued'] {
	const dates = objects(attributes['dates']);
	const written = ['Issued', 'Available', 'Submitted', 'Created'].map(type => textOf(dates.find(date => date['dateType'] === type)?.['date']));
	const year = textOf(attributes['publicationYear']);
	const exact = written.find(date => date !== undefined && (year === undefined || date.startsWith(year)));
	return readLooseDate(exact ?? year ?? '');
}

function abstractOf(value: Json | undefined): string | undefined {
	const descriptions = objects(value);
	const abstract = descriptions.find(description => description['descriptionType'] === 'Abstract') ?? descriptions.find(description => (textOf(description['description']) ?? '').length > 200);
	const text = textOf(abstract?.['description']);
	return text === undefined ? undefined : unfold(text.replace(/<\/?(?:p|br|i|b|em|strong|div|span|jats:\w+)\b[^<>]*>/gi, ' '));
}

/** https://datacite-metadata-schema.readthedocs.io/en/4.6/appendices/appendix-1/relationType/ */
function publishedVersionOf(attributes: JsonObject): JsonObject | undefined {
	const version = objects(attributes['relatedIdentifiers']).find(item => /^(?:IsPreviousVersionOf|IsVersionOf|IsPreprintOf)$/.test(textOf(item['relationType']) ?? '') && item['relatedIdentifierType'] === 'DOI');
	const doi = textOf(version?.['relatedIdentifier'])?.toLowerCase();
	return doi === undefined || doi.startsWith('10.48550/') ? undefined : { by: 'datacite', DOI: doi };
}
