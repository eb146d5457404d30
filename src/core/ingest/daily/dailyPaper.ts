import { localize } from '../../data/localize';
import { parseArxivId } from '../../paper/identifiers';
import { isArray, isObject, textOf } from '../../data/json';
import type { Json, JsonObject } from '../../data/json';
import { findLinks, linkKind } from '../../paper/links';
import type { IncomingPaper, Link, Name, Source } from '../../paper/paper';
import { present } from '../../paper/paper';
import { unfold } from '../../text/fold';
import { texToText } from '../../text/tex';
import { cslDate } from '../../paper/looseDate';
import { naturalName } from '../../paper/personName';
import { filled, namesField } from '../../paper/recordParts';

/**
 * The paper of an item of Hugging Face's Daily Papers, in any of the shapes its interface has had: `{paper: {...}, ...}` in lists, the
 * paper alone elsewhere. A sentence where it is none. https://huggingface.co/docs/hub/api#get-apidailypapers
 */
export function dailyPaper(item: JsonObject, source: Source): IncomingPaper | string {
	const paper = isObject(item['paper']) ? item['paper'] : item;
	const id = textOf(paper['id']);
	const arxiv = id === undefined ? undefined : parseArxivId(id);
	const title = textOf(paper['title']) ?? textOf(item['title']);
	if (arxiv === undefined || title === undefined) {
		return localize('Not a Daily Papers record: it has no arXiv ID or no title.');
	}
	const abstract = unfold(texToText(textOf(paper['summary']) ?? textOf(item['summary']) ?? ''));
	const keywords = isArray(paper['ai_keywords'])
		? paper['ai_keywords'].flatMap(word => (typeof word === 'string' ? [unfold(texToText(word))] : []))
		: [];
	const organisation = paper['organization'] ?? item['organization'] ?? item['submitterOrganization'];
	const links = linksOf(paper, abstract);
	return {
		type: 'article',
		title: unfold(texToText(title)),
		...namesField('author', isArray(paper['authors']) ? paper['authors'].map(authorOf) : []),
		// The outer publishedAt is a time of submission, and since 2025 hours off: the day before for many.
		...present('issued', dayOf(textOf(paper['publishedAt']) ?? textOf(item['publishedAt']))),
		...present('abstract', filled(abstract)),
		publisher: 'arXiv',
		number: `arXiv:${arxiv}`,
		URL: `https://arxiv.org/abs/${arxiv}`,
		identifiers: { arxiv },
		...present('links', filled(links)),
		...present('tags', filled(keywords)),
		...present('custom', customOf(paper, isObject(organisation) ? organisation : {})),
		source: {
			...source,
			url: `https://huggingface.co/papers/${arxiv}`,
			...present('date', listDate(textOf(paper['submittedOnDailyAt'])) ?? source.date),
			...present('upvotes', typeof paper['upvotes'] === 'number' ? paper['upvotes'] : undefined),
		},
	};
}

function customOf(paper: JsonObject, organisation: JsonObject): JsonObject | undefined {
	const custom = {
		...present('summary', textOf(paper['ai_summary'])),
		...present('organization', textOf(organisation['fullname']) ?? textOf(organisation['name'])),
	};
	return Object.keys(custom).length === 0 ? undefined : custom;
}

function authorOf(author: Json): Name | undefined {
	return naturalName(textOf(isObject(author) ? author['name'] : author) ?? '');
}

function dayOf(text: string | undefined): IncomingPaper['issued'] {
	const match = /^(\d{4})-(\d\d)-(\d\d)/.exec(text ?? '');
	return match === null ? undefined : cslDate(Number(match[1]), Number(match[2]), Number(match[3]));
}

function listDate(text: string | undefined): string | undefined {
	return /^\d{4}-\d\d-\d\d/.exec(text ?? '')?.[0];
}

function linksOf(paper: JsonObject, abstract: string): readonly Link[] {
	const given: readonly (readonly [Link['kind'], string | undefined])[] = [
		['code', textOf(paper['githubRepo'])],
		['project', textOf(paper['projectPage'])],
	];
	const links = given.flatMap(([kind, url]) =>
		url !== undefined && /^https?:\/\//i.test(url) ? [{ kind: linkKind(url) === 'other' ? kind : linkKind(url), url }] : [],
	);
	const known = new Set(links.map(link => link.url));
	return [...links, ...findLinks(abstract).filter(link => !known.has(link.url))];
}
