import { isArray, isObject, textOf } from '../data/json';
import type { Json, JsonObject } from '../data/json';
import { readLooseDate } from '../paper/looseDate';
import { invertedName, isBody } from '../paper/personName';
import { filled, identifiersIn, namesField, pageRange } from '../paper/recordParts';
import { parseArxivId } from '../paper/identifiers';
import { findLinks } from '../paper/links';
import type { IncomingPaper, Name } from '../paper/paper';
import { present } from '../paper/paper';
import { decodeEntities, proseText, titleText } from '../text/html';
import { answerObject, papersOf } from './jsonAnswer';
import { valueAt } from '../data/json';
import { day, queryOf } from './source';
import type { Parsed, SourceRequest } from './source';
import { cslType } from '../ingest/services/workTypes';
import { doiAddress, parseDoi } from '../paper/doi';
import { addressPart } from '../text/addressPart';

/** DataCite's REST API: data sets, software, theses, and arXiv's own DOIs. https://support.datacite.org/docs/api */
export const datacite = {
	byDoi: (doi: string): SourceRequest => ({ service: 'datacite', path: `/dois/${addressPart(doi)}`, expects: 'json', keep: day }),

	search: (words: string, limit = 8): SourceRequest => ({
		service: 'datacite',
		path: `/dois${queryOf({ query: words, 'page[size]': limit })}`,
		expects: 'json',
		keep: day,
	}),

	parse: (body: string): Parsed => {
		const answer = answerObject(body);
		const data = answer?.['data'];
		return papersOf(
			isArray(data) ? data.filter(isObject) : isObject(data) ? [data] : undefined,
			item => (isObject(item['attributes']) ? datasetPaper(item['attributes']) : undefined),
			valueAt(answer, 'meta', 'total'),
		);
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
	const { container } = attributes;
	const isSeries = textOf(valueAt(container, 'type')) === 'Series' && textOf(valueAt(container, 'volume')) === undefined;
	return {
		type: arxiv === undefined ? typeOf(attributes['types']) : 'article',
		title,
		...namesField('author', objects(attributes['creators']).map(nameOf)),
		...namesField(
			'editor',
			objects(attributes['contributors'])
				.filter(person => person['contributorType'] === 'Editor')
				.map(nameOf),
		),
		...present('issued', dateOf(attributes)),
		...present('abstract', abstract),
		...present(isSeries ? 'collection-title' : 'container-title', plain(valueAt(container, 'title'))),
		...present('volume', textOf(valueAt(container, 'volume'))),
		...present('issue', textOf(valueAt(container, 'issue'))),
		...present('page', pageRange(textOf(valueAt(container, 'firstPage')), textOf(valueAt(container, 'lastPage')))),
		...present('edition', textOf(valueAt(container, 'edition'))),
		...present('number', textOf(valueAt(container, 'number'))),
		...present('publisher', plain(attributes['publisher']) ?? plain(valueAt(attributes['publisher'], 'name'))),
		...present('version', textOf(attributes['version'])),
		...present('language', textOf(attributes['language'])),
		DOI: doi,
		URL: arxiv === undefined ? (textOf(attributes['url']) ?? doiAddress(doi)) : `https://arxiv.org/abs/${arxiv}`,
		identifiers: { ...identifiersIn([doi]), ...present('arxiv', arxiv) },
		...present('links', filled(findLinks(abstract ?? ''))),
		...present('published-version', publishedVersionOf(attributes)),
		source: { kind: 'datacite', url: doiAddress(doi) },
	};
}

function objects(value: Json | undefined): readonly JsonObject[] {
	return isArray(value) ? value.filter(isObject) : [];
}

function typeOf(types: Json | undefined): string {
	return textOf(valueAt(types, 'citeproc')) ?? cslType('datacite', textOf(valueAt(types, 'resourceTypeGeneral'))) ?? 'document';
}

/** Without markup and character references. */
function plain(value: Json | undefined): string | undefined {
	const text = textOf(value);
	return text === undefined ? undefined : titleText(text);
}

/** The title without a type is the main one. */
function titleOf(value: Json | undefined): string | undefined {
	const titles = objects(value);
	const main = titles.find(title => textOf(title['titleType']) === undefined) ?? titles[0];
	const subtitle = titles.find(title => title['titleType'] === 'Subtitle');
	const text = textOf(main?.['title']);
	return text === undefined ? undefined : titleText([text, ...[textOf(subtitle?.['title'])].filter(more => more !== undefined)].join(': '));
}

function nameOf(person: JsonObject): Name | undefined {
	const family = textOf(person['familyName']);
	const name = textOf(person['name']);
	if (family !== undefined) {
		return { family: decodeEntities(family), ...present('given', textOf(person['givenName'])) };
	}
	return name === undefined
		? undefined
		: person['nameType'] === 'Organizational' || isBody(name)
			? { literal: decodeEntities(name) }
			: invertedName(decodeEntities(name));
}

function dateOf(attributes: JsonObject): IncomingPaper['issued'] {
	const dates = objects(attributes['dates']);
	const written = ['Issued', 'Available', 'Submitted', 'Created'].map(type =>
		textOf(dates.find(date => date['dateType'] === type)?.['date']),
	);
	const year = textOf(attributes['publicationYear']);
	const exact = written.find(date => date !== undefined && (year === undefined || date.startsWith(year)));
	return readLooseDate(exact ?? year ?? '');
}

function abstractOf(value: Json | undefined): string | undefined {
	const descriptions = objects(value);
	const abstract =
		descriptions.find(description => description['descriptionType'] === 'Abstract') ??
		descriptions.find(description => (textOf(description['description']) ?? '').length > 200);
	const text = textOf(abstract?.['description']);
	return text === undefined ? undefined : proseText(text);
}

/**
 * Where a preprint was published, or its newer version. That a record is a version of another (`IsVersionOf`) only names what all versions
 * have in common: each of Zenodo's does. https://datacite-metadata-schema.readthedocs.io/en/4.6/appendices/appendix-1/relationType/
 */
function publishedVersionOf(attributes: JsonObject): JsonObject | undefined {
	const version = objects(attributes['relatedIdentifiers']).find(
		item => publications.has(textOf(item['relationType']) ?? '') && item['relatedIdentifierType'] === 'DOI',
	);
	const doi = parseDoi(textOf(version?.['relatedIdentifier']) ?? '');
	return doi === undefined || doi.startsWith('10.48550/') ? undefined : { by: 'datacite', DOI: doi };
}

const publications = new Set(['IsPreviousVersionOf', 'IsPreprintOf']);
