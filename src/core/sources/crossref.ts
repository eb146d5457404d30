import { cslRecord } from '../ingest/csl/cslRecord';
import { unescapeHtml } from '../ingest/daily/htmlText';
import { isArray, isObject, stringsOf, textOf } from '../json';
import type { Json, JsonObject } from '../json';
import type { IncomingPaper } from '../paper';
import { present } from '../paper';
import { unfold } from '../text/fold';
import { answerObject, papersOf, valueAt } from './jsonAnswer';
import { day, queryOf } from './source';
import type { Parsed, SourceRequest } from './source';
import { doiAddress } from '../paper/doi';

/** Crossref's REST API. https://api.crossref.org, https://www.crossref.org/documentation/retrieve-metadata/rest-api/ */
export const crossref = {
	byDoi: (doi: string): SourceRequest => ({ service: 'crossref', path: `/works/${encodeURIComponent(doi)}`, expects: 'json', keep: day }),

	/** As many DOIs as one address holds well. */
	batch: 40,

	/** Works of several DOIs, those that are not known left out. A DOI with a comma would be two. */
	byDois: (dois: readonly string[]): SourceRequest => ({ service: 'crossref', path: `/works${queryOf({ filter: dois.map(doi => `doi:${doi}`).join(','), rows: dois.length })}`, expects: 'json', keep: day }),

	/** Any words of a reference: title, authors, journal, year. */
	search: (words: string, limit = 8): SourceRequest => ({ service: 'crossref', path: `/works${queryOf({ 'query.bibliographic': words, rows: limit })}`, expects: 'json', keep: day }),

	/** One work's answer or a list's. */
	parse: (body: string): Parsed => {
		const message = valueAt(answerObject(body), 'message');
		const items = valueAt(message, 'items');
		return papersOf(isArray(items) ? items.filter(isObject) : isObject(message) ? [message] : undefined, crossrefWork, valueAt(message, 'total-results'));
	},
};

/** The paper of a Crossref work. Its JSON is CSL's in part: titles are lists, abstracts JATS, types and much else its own. */
export function crossrefWork(work: JsonObject): IncomingPaper | undefined {
	const doi = textOf(work['DOI']);
	const title = titleOf(work);
	if (doi === undefined || title === '') {
		return undefined;
	}
	const taken = Object.fromEntries(variables.flatMap(name => (work[name] === undefined ? [] : [[name, plainText(work[name])]])));
	const abstract = textOf(work['abstract']);
	const type = textOf(work['type']) ?? '';
	return {
		...cslRecord({ ...taken, type: types[type] ?? 'document', title, issued: dateOf(work) }, { kind: 'crossref', url: doiAddress(doi) }),
		...present('abstract', abstract === undefined ? undefined : jatsText(abstract)),
		...present('retracted', retractionOf(work)),
		...present('published-version', publishedVersionOf(work)),
	};
}

const variables = ['DOI', 'author', 'editor', 'translator', 'chair', 'container-title', 'publisher', 'volume', 'issue', 'page', 'ISSN', 'ISBN', 'language', 'URL'];

/** https://api.crossref.org/types, as CSL names them. */
const types: Readonly<Record<string, string>> = {
	'journal-article': 'article-journal', 'proceedings-article': 'paper-conference', 'posted-content': 'article', 'book-chapter': 'chapter', 'book-section': 'chapter', 'book-part': 'chapter', 'book': 'book', 'edited-book': 'book',
	'monograph': 'book', 'reference-book': 'book', 'reference-entry': 'entry', 'report': 'report', 'report-component': 'report', 'dissertation': 'thesis', 'dataset': 'dataset', 'standard': 'standard', 'peer-review': 'review', 'proceedings': 'book',
};

/** The title with its subtitle, each once. */
function titleOf(work: JsonObject): string {
	const [title = ''] = stringsOf(work['title']);
	const [subtitle] = stringsOf(work['subtitle']);
	const joined = subtitle === undefined || title.toLowerCase().includes(subtitle.toLowerCase()) ? title : `${title.replace(/[:.]\s*$/, '')}: ${subtitle}`;
	return faced(joined);
}

/** Face markup as CSL has it; entities are escaped twice now and then. */
function faced(text: string): string {
	return unfold(unescapeHtml(unescapeHtml(text)).replace(/<(\/?)(?:jats:)?(italic|bold|scp|i|b|sub|sup|em|strong)>/gi, (_all, slash: string, name: string) => `<${slash}${faces[name.toLowerCase()] ?? name.toLowerCase()}>`).replace(/<(?!\/?(?:i|b|sub|sup|sc)>)\/?[a-z][^<>]*>/gi, ''));
}

const faces: Readonly<Record<string, string>> = { italic: 'i', bold: 'b', em: 'i', strong: 'b', scp: 'sc' };

function plainText(value: Json | undefined): Json | undefined {
	if (typeof value === 'string') {
		return unescapeHtml(unescapeHtml(value));
	}
	if (isArray(value)) {
		return value.map(item => (isObject(item) ? nameOf(item) : (plainText(item) ?? null)));
	}
	return value;
}

/** Only what a name needs; affiliations and the order of authors are none of it. */
function nameOf(name: JsonObject): JsonObject {
	const parts = ['family', 'given', 'suffix', 'name'].flatMap(part => {
		const text = textOf(name[part]);
		return text === undefined ? [] : [[part === 'name' ? 'literal' : part, unfold(unescapeHtml(text))] as const];
	});
	return Object.fromEntries(parts);
}

/** `issued` may be `[[null]]`. */
function dateOf(work: JsonObject): Json {
	const dates = ['issued', 'published', 'published-print', 'published-online', 'posted', 'created'].map(name => work[name]);
	const found = dates.find(date => typeof firstPart(date) === 'number');
	return found === undefined ? null : { 'date-parts': [valueAt(found, 'date-parts')].filter(isArray).flatMap(parts => parts.slice(0, 1)) };
}

function firstPart(date: Json | undefined): Json | undefined {
	const parts = valueAt(date, 'date-parts');
	const first = isArray(parts) ? parts[0] : undefined;
	return isArray(first) ? first[0] : undefined;
}

/** A JATS abstract as text, a paragraph a line; a heading that says "Abstract" is none of it. */
export function jatsText(jats: string): string {
	const lines = unescapeHtml(unescapeHtml(jats)
		.replace(/<(?:jats:)?title>\s*abstract:?\s*<\/(?:jats:)?title>/gi, '')
		.replace(/<\/(?:jats:)?title>\s*(?:<(?:jats:)?p>)?/gi, ': ')
		.replace(/<\/(?:jats:)?(?:p|sec|list-item)>/gi, '\n')
		.replace(/<(?:jats:)?(?:inline-formula|tex-math|mml:math)[^<>]*>/gi, ' ')
		.replace(/<\/?[a-z][^<>]*>/gi, ''))
		.split('\n')
		.map(unfold);
	return lines.filter(line => line !== '').join('\n').replace(/^abstract[:.]?\s+(?=\p{Lu})/iu, '');
}

/** What took the paper back. Crossref has Retraction Watch's data: https://www.crossref.org/documentation/retrieve-metadata/retraction-watch/ */
function retractionOf(work: JsonObject): JsonObject | undefined {
	const updates = work['updated-by'];
	const notice = isArray(updates) ? updates.filter(isObject).find(update => /^(?:retraction|withdrawal|removal)$/.test(textOf(update['type']) ?? '')) : undefined;
	if (notice === undefined) {
		return /^(?:retracted(?: article)?|withdrawn)\s*[:\]-]/i.test(stringsOf(work['title'])[0] ?? '') ? { by: 'crossref' } : undefined;
	}
	const parts = valueAt(notice['updated'], 'date-time');
	return { by: 'crossref', ...present('DOI', textOf(notice['DOI'])?.toLowerCase()), ...present('date', textOf(parts)?.slice(0, 10)) };
}

/** https://www.crossref.org/documentation/principles-practices/posted-content-includes-preprints/ */
function publishedVersionOf(work: JsonObject): JsonObject | undefined {
	const versions = valueAt(work['relation'], 'is-preprint-of');
	const version = isArray(versions) ? versions.filter(isObject).find(item => textOf(item['id-type']) === 'doi') : undefined;
	const doi = textOf(version?.['id']);
	return doi === undefined ? undefined : { by: 'crossref', DOI: doi.toLowerCase() };
}
