import { present } from '../../paper/paper';
import { parseArxivId, parsePmid } from '../../paper/identifiers';
import { doiAddress, parseDoi } from '../../paper/doi';
import { isArray, isObject, textOf, valueAt } from '../../data/json';
import type { Json, JsonObject } from '../../data/json';
import { readLooseDate } from '../../paper/looseDate';
import { naturalName } from '../../paper/personName';
import { namesField, filled, pageRange } from '../../paper/recordParts';
import { openAccessLinks } from '../../paper/links';
import type { IncomingPaper } from '../../paper/paper';
import { unfold } from '../../text/fold';
import { titleText } from '../../text/html';
import { cslType } from './workTypes';

/** `https://openalex.org/W97658052` is `W97658052`. */
export function shortId(id: string): string {
	return id.replace(/^https?:\/\/openalex\.org\//i, '');
}

/** The paper of a work of OpenAlex; `undefined` where it has no id or no title. */
export function openAlexWork(item: JsonObject): IncomingPaper | undefined {
	const id = textOf(item['id']);
	const title = textOf(item['title']) ?? textOf(item['display_name']);
	if (id === undefined || title === undefined) {
		return undefined;
	}
	const doi = parseDoi(textOf(item['doi']) ?? '');
	const pmid = parsePmid(textOf(valueAt(item['ids'], 'pmid')) ?? '');
	const locations = isArray(item['locations']) ? item['locations'].filter(isObject) : [];
	const arxiv = [
		textOf(item['doi']),
		...[item['primary_location'] ?? null, ...locations].map(place => textOf(valueAt(place, 'landing_page_url'))),
	]
		.map(url => parseArxivId(url ?? ''))
		.find(found => found !== undefined);
	const biblio = item['biblio'];
	const journal = valueAt(item['primary_location'], 'source', 'display_name');
	const isArxiv = doi?.startsWith('10.48550/') === true;
	const type = typeOf(item);
	// A repository is where a copy lies, not where the work appeared: https://docs.openalex.org/api-entities/sources/source-object#type
	const isRepository = valueAt(item['primary_location'], 'source', 'type') === 'repository';
	const publisher = textOf(valueAt(item['primary_location'], 'source', 'host_organization_name'));
	return {
		type,
		title: titleText(title),
		...present('genre', genres.get(textOf(item['type']) ?? '')),
		...namesField(
			'author',
			(isArray(item['authorships']) ? item['authorships'] : []).map(authorship =>
				naturalName(textOf(valueAt(authorship, 'author', 'display_name')) ?? textOf(valueAt(authorship, 'raw_author_name')) ?? ''),
			),
		),
		...present('issued', readLooseDate(textOf(item['publication_date']) ?? textOf(item['publication_year']) ?? '')),
		...present('abstract', rebuildAbstract(item['abstract_inverted_index'])),
		...present('container-title', isArxiv || isRepository || type === 'book' ? undefined : titled(journal)),
		...present('publisher', isArxiv ? undefined : titled(isRepository ? journal : publisher)),
		...present('volume', textOf(valueAt(biblio, 'volume'))),
		...present('issue', textOf(valueAt(biblio, 'issue'))),
		...present('page', pageRange(textOf(valueAt(biblio, 'first_page')), textOf(valueAt(biblio, 'last_page')))),
		...present('language', textOf(item['language'])),
		...present('DOI', doi),
		...present('URL', doi === undefined ? textOf(valueAt(item['primary_location'], 'landing_page_url')) : doiAddress(doi)),
		identifiers: {
			...present('doi', isArxiv ? undefined : doi),
			...present('arxiv', arxiv),
			...present('pmid', pmid),
			openalex: shortId(id),
		},
		...present(
			'links',
			filled(
				openAccessLinks([textOf(valueAt(item['best_oa_location'], 'pdf_url')) ?? textOf(valueAt(item['primary_location'], 'pdf_url'))]),
			),
		),
		...present('retracted', item['is_retracted'] === true ? { by: 'openalex' } : undefined),
		source: { kind: 'openalex', url: id },
	};
}

/** Conference papers are articles to OpenAlex unless their source is a conference. */
function typeOf(item: JsonObject): string {
	const type = cslType('openalex', textOf(item['type'])) ?? cslType('crossref', textOf(item['type_crossref'])) ?? 'document';
	return type === 'article-journal' && valueAt(item['primary_location'], 'source', 'type') === 'conference' ? 'paper-conference' : type;
}

/** What a work is of another that has its title. https://docs.openalex.org/api-entities/works/work-object#type */
const genres: ReadonlyMap<string, string> = new Map([
	['erratum', 'Erratum'],
	['retraction', 'Retraction'],
	['supplementary-materials', 'Supplement'],
	['paratext', 'Paratext'],
	['conference-abstract', 'Abstract'],
]);

function titled(value: Json | undefined): string | undefined {
	const text = textOf(value);
	return text === undefined ? undefined : titleText(text);
}

/**
 * The text behind `{word: [positions]}`, which OpenAlex gives in its place.
 * https://docs.openalex.org/api-entities/works/work-object#abstract_inverted_index
 */
export function rebuildAbstract(index: Json | undefined): string | undefined {
	if (!isObject(index)) {
		return undefined;
	}
	const places = Object.entries(index).flatMap(([word, positions]) =>
		isArray(positions) ? positions.flatMap(position => (typeof position === 'number' ? [{ position, word }] : [])) : [],
	);
	const text = places
		.sort((a, b) => a.position - b.position)
		.map(({ word }) => word)
		.join(' ');
	return filled(unfold(text).replace(/^abstract[:.]?\s+(?=\p{Lu})/iu, ''));
}
