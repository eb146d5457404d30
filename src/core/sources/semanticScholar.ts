import { doiAddress, parseDoi } from '../paper/doi';
import { isArray, isObject, parseJson, stringsOf, textOf } from '../data/json';
import type { JsonObject } from '../data/json';
import { readLooseDate } from '../paper/looseDate';
import { naturalName } from '../paper/personName';
import { filled, namesField } from '../paper/recordParts';
import { openAccessLinks } from '../paper/links';
import type { Identifiers, IncomingPaper } from '../paper/paper';
import { present } from '../paper/paper';
import { proseText, titleText } from '../text/html';
import { answerList, answerObject, papersOf } from './jsonAnswer';
import { valueAt } from '../data/json';
import { day, queryOf } from './source';
import type { Parsed, SourceRequest } from './source';
import { cslType } from '../ingest/services/workTypes';
import { addressPart } from '../text/addressPart';

/** Only asked fields come. */
const fields = 'title,abstract,year,publicationDate,authors,venue,journal,externalIds,openAccessPdf,publicationTypes,citationCount';

/** Semantic Scholar's graph. https://api.semanticscholar.org/api-docs/graph */
export const semanticScholar = {
	/** As many ids as one question may hold. */
	batch: 500,

	byId: (id: string): SourceRequest => ({
		service: 'semantic-scholar',
		path: `/graph/v1/paper/${addressPart(id)}${queryOf({ fields: `${fields},tldr` })}`,
		expects: 'json',
		keep: 7 * day,
	}),

	byIds: (ids: readonly string[]): SourceRequest => ({
		service: 'semantic-scholar',
		path: `/graph/v1/paper/batch${queryOf({ fields: `${fields},tldr` })}`,
		expects: 'json',
		body: JSON.stringify({ ids }),
	}),

	search: (words: string, limit = 8): SourceRequest => ({
		service: 'semantic-scholar',
		path: `/graph/v1/paper/search${queryOf({ query: words, limit, fields })}`,
		expects: 'json',
		keep: day,
	}),

	/**
	 * What a search finds, newest first; the other search answers by relevance.
	 * https://api.semanticscholar.org/api-docs/graph#tag/Paper-Data/operation/get_graph_paper_bulk_search
	 */
	newest: (words: string): SourceRequest => ({
		service: 'semantic-scholar',
		path: `/graph/v1/paper/search/bulk${queryOf({ query: words, sort: 'publicationDate:desc', fields })}`,
		expects: 'json',
		keep: day,
	}),

	references: (id: string, limit = 100): SourceRequest => ({
		service: 'semantic-scholar',
		path: `/graph/v1/paper/${addressPart(id)}/references${queryOf({ fields, limit })}`,
		expects: 'json',
		keep: 7 * day,
	}),

	citations: (id: string, limit = 100): SourceRequest => ({
		service: 'semantic-scholar',
		path: `/graph/v1/paper/${addressPart(id)}/citations${queryOf({ fields, limit })}`,
		expects: 'json',
		keep: day,
	}),

	/** `DOI:10.1000/a`, `ARXIV:2101.00001`, as this service names papers; `undefined` where it knows none of the identifiers. */
	idOf: ({ s2, doi, arxiv, pmid }: Identifiers): string | undefined =>
		s2 ?? (doi !== undefined ? `DOI:${doi}` : arxiv !== undefined ? `ARXIV:${arxiv}` : pmid === undefined ? undefined : `PMID:${pmid}`),

	/** A paper, a search's answer, or references and citations. */
	parse: (body: string): Parsed => {
		const one = answerObject(body);
		// `null` where a publisher keeps its references to itself.
		const data = one?.['data'] === null ? [] : answerList(body, 'data');
		if (data !== undefined) {
			return papersOf(
				data.map(item => [item['citedPaper'], item['citingPaper']].find(isObject) ?? item),
				paperOf,
				one?.['total'],
			);
		}
		return papersOf(one?.['paperId'] === undefined ? undefined : [one], paperOf);
	},

	/** A batch's answer, in the order asked; `undefined` for ids that are not known. */
	parseBatch: (body: string): readonly (IncomingPaper | undefined)[] | undefined => {
		const value = parseJson(body);
		return isArray(value) ? value.map(item => (isObject(item) ? paperOf(item) : undefined)) : undefined;
	},
};

function paperOf(item: JsonObject): IncomingPaper | undefined {
	const id = textOf(item['paperId']);
	const title = textOf(item['title']);
	if (title === undefined) {
		return undefined;
	}
	const external = isObject(item['externalIds']) ? item['externalIds'] : {};
	const doi = parseDoi(textOf(external['DOI']) ?? '');
	const arxiv = textOf(external['ArXiv']);
	const isArxiv = doi?.startsWith('10.48550/') === true;
	const type = stringsOf(item['publicationTypes'])
		.map(kind => cslType('semantic-scholar', kind))
		.find(known => known !== undefined);
	const abstract = textOf(item['abstract']);
	const summary = textOf(valueAt(item['tldr'], 'text'));
	const journal = textOf(valueAt(item['journal'], 'name')) ?? textOf(item['venue']);
	return {
		type: type ?? (arxiv === undefined ? 'article-journal' : 'article'),
		title: titleText(title),
		...namesField(
			'author',
			(isArray(item['authors']) ? item['authors'] : []).map(author => naturalName(textOf(valueAt(author, 'name')) ?? '')),
		),
		...present('issued', readLooseDate(textOf(item['publicationDate']) ?? textOf(item['year']) ?? '')),
		...present('abstract', abstract === undefined ? undefined : proseText(abstract)),
		...present('container-title', journal === undefined || /^arxiv/i.test(journal) ? undefined : titleText(journal)),
		...present('volume', textOf(valueAt(item['journal'], 'volume'))?.replace(/^abs\/.*$/, '') || undefined),
		...present(
			'page',
			textOf(valueAt(item['journal'], 'pages'))
				?.trim()
				.replace(/(?<!\s)\s*-\s*/, '-') || undefined,
		),
		...present('DOI', isArxiv ? undefined : doi),
		...present(
			'URL',
			doi !== undefined && !isArxiv ? doiAddress(doi) : arxiv === undefined ? textOf(item['url']) : `https://arxiv.org/abs/${arxiv}`,
		),
		identifiers: {
			...present('doi', isArxiv ? undefined : doi),
			...present('arxiv', arxiv),
			...present('pmid', textOf(external['PubMed'])),
			...present('s2', id),
		},
		...present('links', filled(openAccessLinks([textOf(valueAt(item['openAccessPdf'], 'url'))]))),
		...present('custom', summary === undefined ? undefined : { summary }),
		source: { kind: 'semantic-scholar', ...present('url', id === undefined ? undefined : `https://www.semanticscholar.org/paper/${id}`) },
	};
}
