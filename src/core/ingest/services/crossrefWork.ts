import { cslRecord } from '../csl/cslRecord';
import { isArray, isObject, stringsOf, textOf, valueAt } from '../../data/json';
import type { Json, JsonObject } from '../../data/json';
import type { IncomingPaper } from '../../paper/paper';
import { present } from '../../paper/paper';
import { decodeEntities, proseText, titleText } from '../../text/html';
import { cslType } from './workTypes';
import { doiAddress } from '../../paper/doi';
import { openAccessLinks } from '../../paper/links';
import { filled } from '../../paper/recordParts';
import { isTitledRetracted } from '../../paper/retraction';

/**
 * The paper of a Crossref work; `undefined` where it has no DOI or no title. Its JSON is CSL's in part: titles are lists, titles and
 * abstracts JATS, types and much else its own. https://github.com/CrossRef/rest-api-doc/blob/master/api_format.md. `by` is the service that
 * answered: doi.org gives the same form.
 */
export function crossrefWork(work: JsonObject, by: 'crossref' | 'doi' = 'crossref'): IncomingPaper | undefined {
	const doi = textOf(work['DOI']);
	const title = titleOf(work);
	if (doi === undefined || title === '') {
		return undefined;
	}
	const type = cslType('crossref', textOf(work['type'])) ?? 'document';
	const taken = Object.fromEntries(variables.flatMap(name => (work[name] === undefined ? [] : [[name, plainText(work[name])]])));
	const abstract = textOf(work['abstract']);
	return {
		...cslRecord(
			{
				...taken,
				...people(work),
				...containersOf(work, type),
				...publisherOf(work, type),
				...eventOf(work),
				...numbersOf(work),
				type,
				title,
				issued: dateOf(work),
			},
			{ kind: by, url: doiAddress(doi) },
		),
		...present('abstract', abstract === undefined ? undefined : proseText(abstract)),
		...present('links', filled(openAccessLinks(freePdfsOf(work)))),
		...present('retracted', retractionOf(work)),
		...present('concern', noticeOf(work, /^expression[_-]of[_-]concern$/i)),
		...present('published-version', publishedVersionOf(work)),
	};
}

const variables = ['DOI', 'volume', 'issue', 'page', 'ISSN', 'ISBN', 'language', 'URL'];

/** The title with its subtitle, each once. */
function titleOf(work: JsonObject): string {
	const [title = ''] = textsOf(work['title']).map(titleText);
	const [subtitle] = textsOf(work['subtitle']).map(titleText);
	return subtitle === undefined || title.toLowerCase().includes(subtitle.toLowerCase())
		? title
		: `${title.trimEnd().replace(/[:.]$/, '')}: ${subtitle}`;
}

/**
 * PDFs that a licence frees: publishers deposit links for text mining, too, which lead to a login.
 * https://www.crossref.org/documentation/retrieve-metadata/rest-api/text-and-data-mining/
 */
function freePdfsOf(work: JsonObject): readonly (string | undefined)[] {
	const isFree = objectsOf(work['license']).some(({ URL: url }) => /^https?:\/\/(?:www\.)?creativecommons\.org\//i.test(textOf(url) ?? ''));
	return isFree ? objectsOf(work['link']).flatMap(link => (link['content-type'] === 'application/pdf' ? [textOf(link['URL'])] : [])) : [];
}

function objectsOf(value: Json | undefined): readonly JsonObject[] {
	return isArray(value) ? value.filter(isObject) : [];
}

/** Crossref has lists where doi.org has the first of them. */
function textsOf(value: Json | undefined): readonly string[] {
	return isArray(value) ? stringsOf(value) : [textOf(value)].filter(text => text !== undefined);
}

function plainText(value: Json | undefined): Json | undefined {
	return isArray(value) ? value.map(item => plainText(item) ?? null) : typeof value === 'string' ? titleText(value) : value;
}

const roles = ['author', 'editor', 'translator', 'chair'];

/** Only what a name needs: affiliations and the order of authors are left out. */
function people(work: JsonObject): JsonObject {
	return Object.fromEntries(
		roles.flatMap(role => {
			const list = work[role];
			const names = isArray(list)
				? list
						.filter(isObject)
						.map(nameOf)
						.filter(name => Object.keys(name).length > 0)
				: [];
			return names.length === 0 ? [] : [[role, areCapitals(names) ? names.map(withSmallLetters) : names]];
		}),
	);
}

function nameOf(name: JsonObject): JsonObject {
	return Object.fromEntries(
		['family', 'given', 'suffix', 'name'].flatMap(part => {
			const text = decodeEntities(decodeEntities(textOf(name[part]) ?? ''))
				.replace(/\s+/g, ' ')
				.trim();
			return text === '' ? [] : [[part === 'name' ? 'literal' : part, text] as const];
		}),
	);
}

/** Whether a work has all its family names in capitals, as some publishers deposit them: one alone may be an abbreviation. */
function areCapitals(names: readonly JsonObject[]): boolean {
	const families = names.map(name => textOf(name['family']) ?? '').filter(family => family.length > 2);
	return families.length > 0 && families.every(family => family === family.toUpperCase() && family !== family.toLowerCase());
}

function withSmallLetters(name: JsonObject): JsonObject {
	return Object.fromEntries(
		Object.entries(name).map(([part, text]) => [
			part,
			part === 'literal' || typeof text !== 'string'
				? text
				: text.replace(/\p{L}[\p{L}\p{M}]+/gu, word => (word === word.toUpperCase() ? capitalized(word) : word)),
		]),
	);
}

/** `MCCARTHY` is McCarthy; particles are small. */
function capitalized(word: string): string {
	const small = word.toLowerCase();
	return /^(?:de|del|der|den|di|du|la|le|van|von|und|af|av|zu|zur|ten|ter)$/.test(small)
		? small
		: small.replace(
				/^(mc)?(\p{L})/u,
				(_all, mc: string | undefined, letter: string) => `${mc === undefined ? '' : 'Mc'}${letter.toUpperCase()}`,
			);
}

/** What a chapter, a paper or a book appeared in. Of two titles one is the series', in either order; a book has only a series. */
function containersOf(work: JsonObject, type: string): JsonObject {
	const titles = [...new Set(textsOf(work['container-title']).map(titleText))].filter(title => title !== '');
	const [first, second] = titles;
	if (first === undefined) {
		return {};
	}
	if (ownBooks.has(type)) {
		return { 'collection-title': first };
	}
	if (second === undefined || type === 'article-journal') {
		return {
			'container-title': first,
			...(type === 'article-journal'
				? present(
						'container-title-short',
						textsOf(work['short-container-title'])
							.map(titleText)
							.find(short => short !== first),
					)
				: {}),
		};
	}
	return seriesWords.test(second) && !seriesWords.test(first)
		? { 'container-title': first, 'collection-title': second }
		: { 'container-title': second, 'collection-title': first };
}

const ownBooks = new Set(['book', 'report', 'standard', 'thesis', 'dataset', 'periodical']);
const seriesWords =
	/\b(?:lecture notes|series|studies in|advances in|topics in|communications in|progress in|contributions to|monographs?|library|handbooks?|transactions on|publications of|texts in)\b/i;

/** A thesis and a preprint name who published them as their institution. */
function publisherOf(work: JsonObject, type: string): JsonObject {
	const [institution] = (isArray(work['institution']) ? work['institution'] : [work['institution']]).filter(isObject);
	const name = plainText(textOf(institution?.['name']));
	const place = isArray(institution?.['place']) ? plainText(textOf(institution['place'][0])) : undefined;
	const publisher = plainText(textOf(work['publisher']));
	const isInstitutions = type === 'thesis' || type === 'article' || type === 'report';
	return {
		...present('publisher', (isInstitutions ? name : undefined) ?? publisher ?? name),
		...present('publisher-place', plainText(textOf(work['publisher-location'])) ?? (isInstitutions ? place : undefined)),
	};
}

function eventOf(work: JsonObject): JsonObject {
	const event = work['event'];
	if (!isObject(event)) {
		return {};
	}
	const dates = [event['start'], event['end']].map(partsOf).filter(date => date !== undefined);
	return {
		...present('event-title', plainText(textOf(event['name']))),
		...present('event-place', plainText(textOf(event['location']))),
		...present('event-date', dates.length === 0 ? undefined : { 'date-parts': dates }),
	};
}

function numbersOf(work: JsonObject): JsonObject {
	const [degree] = textsOf(work['degree']);
	return {
		...present('edition', textOf(work['edition-number'])),
		...present(
			'number',
			textOf(work['report-number']) ??
				textOf(work['standard-number']) ??
				(textOf(work['page']) === undefined ? textOf(work['article-number']) : undefined),
		),
		...present('genre', degree === undefined ? noticeKindOf(work) : titleText(degree)),
	};
}

/** `issued` may be `[[null]]`. */
function dateOf(work: JsonObject): Json {
	const parts = ['issued', 'published', 'published-print', 'published-online', 'posted', 'approved', 'created']
		.map(name => partsOf(work[name]))
		.find(found => found !== undefined);
	return parts === undefined ? null : { 'date-parts': [parts] };
}

/** The first date of a value with `date-parts`, if it has a year. */
function partsOf(date: Json | undefined): readonly Json[] | undefined {
	const parts = valueAt(date, 'date-parts');
	const first = isArray(parts) ? parts[0] : undefined;
	return isArray(first) && typeof first[0] === 'number' ? first : undefined;
}

/**
 * What took the paper back, in whole or in part. Crossref has Retraction Watch's data:
 * https://www.crossref.org/documentation/retrieve-metadata/retraction-watch/
 */
function retractionOf(work: JsonObject): JsonObject | undefined {
	const notice = noticeOf(work, /^(?:retraction|withdrawal|removal)$/i);
	const partial = notice === undefined ? noticeOf(work, /^partial[_-]retraction$/i) : undefined;
	return (
		notice ??
		(partial === undefined ? undefined : { ...partial, extent: 'partial' }) ??
		(isTitledRetracted(textsOf(work['title'])[0] ?? '') ? { by: 'crossref' } : undefined)
	);
}

/** The update of a kind that a work got: its DOI and day. https://www.crossref.org/documentation/crossmark/version-control-corrections-and-retractions/ */
function noticeOf(work: JsonObject, kind: RegExp): JsonObject | undefined {
	const updates = work['updated-by'];
	const notice = (isArray(updates) ? updates.filter(isObject) : []).find(update => kind.test(textOf(update['type']) ?? ''));
	return (
		notice && {
			by: 'crossref',
			...present('DOI', textOf(notice['DOI'])?.toLowerCase()),
			...present('date', textOf(valueAt(notice['updated'], 'date-time'))?.slice(0, 10)),
		}
	);
}

/** What a work is of another that has its title: `Erratum`, `Retraction`. A new version is a work like others. */
function noticeKindOf(work: JsonObject): string | undefined {
	const updates = work['update-to'];
	const types = (isArray(updates) ? updates.filter(isObject) : []).map(update => (textOf(update['type']) ?? '').replace(/[_-]+/g, ' '));
	const type = types.find(word =>
		/^(?:correction|corrigendum|erratum|addendum|clarification|(?:partial )?retraction|withdrawal|removal|expression of concern)$/i.test(
			word,
		),
	);
	return type && `${type.charAt(0).toUpperCase()}${type.slice(1).toLowerCase()}`;
}

/** https://www.crossref.org/documentation/principles-practices/posted-content-includes-preprints/ */
function publishedVersionOf(work: JsonObject): JsonObject | undefined {
	const versions = valueAt(work['relation'], 'is-preprint-of');
	const version = isArray(versions) ? versions.filter(isObject).find(item => textOf(item['id-type']) === 'doi') : undefined;
	const doi = textOf(version?.['id']);
	return doi === undefined ? undefined : { by: 'crossref', DOI: doi.toLowerCase() };
}
