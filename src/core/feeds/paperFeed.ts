import { localize } from '../data/localize';
import type { Reading } from '../ingest/format';
import { readLooseDate } from '../paper/looseDate';
import { creditedNames } from '../paper/personName';
import { filled, identifiersIn, namesField, pageRange } from '../paper/recordParts';
import type { Node } from '../ingest/xml/xmlRecords';
import { readXmlRecords } from '../ingest/xml/xmlRecords';
import { parseArxivId } from '../paper/identifiers';
import { isWebAddress, resolvedAddress, webAddress } from '../text/addresses';
import type { IncomingPaper, Source } from '../paper/paper';
import { present } from '../paper/paper';
import { doiOfPage, writtenDoi } from '../paper/doi';
import { unfold } from '../text/fold';
import { proseText, titleText } from '../text/html';
import { withoutMarkup } from '../text/markup';
import { texToText } from '../text/tex';

/**
 * The papers of any RSS (0.9 to 2.0, with Dublin Core and PRISM as publishers use them) or Atom feed, one entry a paper. An entry that
 * cannot be read is a problem with its line, and costs no other. https://www.rssboard.org/rss-specification,
 * https://www.rfc-editor.org/rfc/rfc4287, https://web.resource.org/rss/1.0/modules/prism/
 */
export function readPaperFeed(text: string, source: Source): Iterable<Reading> {
	const start = text.slice(0, 20_000);
	const journal = /<rss|<rdf:RDF/i.test(start.slice(0, 5000)) ? channelTitle(start) : undefined;
	const base =
		/\sxml:base\s*=\s*["']([^"'<>]{1,1000})["']/.exec(
			start.slice(0, Math.max(0, start.search(/<(?:entry|item)[\s>]/)) || start.length),
		)?.[1] ??
		channelLink(start) ??
		feedLink(start);
	return readXmlRecords(
		[text],
		['entry', 'item'],
		(entry, line): readonly Reading[] => {
			const title = texToText(titleText(entry.first('title')?.raw() ?? ''));
			return title === ''
				? [{ kind: 'problem', line, message: localize('This entry has no title.') }]
				: [{ kind: 'paper', paper: paperOf(entry, unfold(title), journal, base, source), line }];
		},
		true,
	);
}

function paperOf(entry: Node, title: string, journal: string | undefined, base: string | undefined, source: Source): IncomingPaper {
	const addresses = addressesOf(entry, base);
	const named = [entry.text('doi'), ...entry.texts('identifier'), entry.text('guid'), entry.text('id'), ...addresses];
	const doi = named
		.map(text => (text === undefined ? undefined : (doiOfPage(text) ?? writtenDoi(text))))
		.find(found => found !== undefined);
	const date =
		entry.text('publicationDate') ?? entry.text('date') ?? entry.text('published') ?? entry.text('pubDate') ?? entry.text('updated');
	// XHTML is markup of the feed itself, HTML is text in it.
	const texts = ['encoded', 'content', 'summary', 'description', 'abstract']
		.map(name => entry.first(name))
		.map(node => (node === undefined ? '' : node.children().length > 0 ? node.markup() : node.raw()));
	const abstract = texToText(proseText(longest(texts))).replace(/^Abstract[:.]?\s+(?=\p{Lu})/u, '');
	return {
		type: 'article',
		title,
		...namesField('author', authorsOf(entry)),
		...present('issued', date === undefined ? undefined : readLooseDate(dayOf(date))),
		...present('abstract', filled(abstract)),
		...present(
			'container-title',
			entry.text('publicationName') ?? journal ?? (pmidOf(named) === undefined ? undefined : entry.text('source')),
		),
		...present('volume', entry.text('volume')),
		...present('issue', entry.text('number') ?? entry.text('issueIdentifier')),
		...present(
			'page',
			pageRange(entry.text('startingPage') ?? entry.text('startPage'), entry.text('endingPage') ?? entry.text('endPage')) ??
				entry.text('pageRange'),
		),
		...present('DOI', doi),
		...present('URL', addresses.find(isWebAddress)),
		...present(
			'identifiers',
			identifiersIn([doi, ...[entry.text('guid'), entry.text('id'), ...addresses].filter(isArxivs)], pmidOf(named)),
		),
		...present(
			'tags',
			filled([
				...new Set([...entry.all('category').flatMap(node => node.attribute('term') ?? node.content() ?? []), ...entry.texts('subject')]),
			]),
		),
		source: {
			...source,
			...present('discussion', discussionOf(entry, base)),
			...present('entry', entry.text('id') ?? entry.text('guid') ?? entry.attribute('rdf:about') ?? addresses[0]),
		},
	};
}

/** PubMed's own feeds say `pubmed:12345678` or `pmid:12345678`. */
function pmidOf(texts: readonly (string | undefined)[]): string | undefined {
	return texts.map(text => /^(?:pubmed|pmid)\s*:\s*(\d{1,9})$/i.exec(text ?? '')?.[1]).find(id => id !== undefined);
}

/** The page where people talk about the entry: RSS's `comments`, Atom's link `replies`. https://www.rfc-editor.org/rfc/rfc4685 */
function discussionOf(entry: Node, base: string | undefined): string | undefined {
	const replies = entry
		.all('link')
		.find(node => node.attribute('rel') === 'replies')
		?.attribute('href');
	const address = entry.texts('comments').find(text => /^(?:https?:)?\/?\/?\S+$/i.test(text) && !/^\d+$/.test(text)) ?? replies;
	return address === undefined ? undefined : webAddress(resolvedAddress(address, base));
}

/** Whether an id says itself that it is arXiv's: `post/1234567` of somebody's weblog has the form of an old one. */
function isArxivs(text: string | undefined): text is string {
	return text !== undefined && /arxiv|huggingface\.co\/papers/i.test(text) && parseArxivId(text) !== undefined;
}

/** Atom's page comes before its other links. Relative ones belong to the feed's base: https://www.rfc-editor.org/rfc/rfc4287#section-2 */
function addressesOf(entry: Node, base: string | undefined): readonly string[] {
	const links = entry.all('link').map(node => ({
		address: resolvedOrNothing(node.attribute('href') ?? node.content(), baseOf(node, baseOf(entry, base))),
		isPage: (node.attribute('rel') ?? 'alternate') === 'alternate',
	}));
	const guid = entry.first('guid')?.attribute('isPermaLink') === 'false' ? undefined : entry.text('guid');
	const found = [...links.filter(({ isPage }) => isPage), ...links.filter(({ isPage }) => !isPage)].flatMap(({ address }) => address ?? []);
	return [...found, ...(guid === undefined ? [] : [guid])];
}

/** Bases nest, each resolved at the one around it: https://www.w3.org/TR/xmlbase/ */
function baseOf(node: Node, around: string | undefined): string | undefined {
	const own = node.attribute('xml:base');
	return own === undefined ? around : resolvedAddress(own, around);
}

function resolvedOrNothing(address: string | undefined, base: string | undefined): string | undefined {
	return address === undefined ? undefined : resolvedAddress(address, base);
}

/**
 * `<author><name>`, `<dc:creator>` once or for each author, IEEE's `<authors>`, RSS's `a@b.org (Yang Song)`; else the line of authors that
 * ScienceDirect puts into the description.
 */
function authorsOf(entry: Node): ReturnType<typeof creditedNames> {
	const written = [
		...entry.all('author').map(node => node.text('name') ?? node.content() ?? ''),
		...entry.texts('creator'),
		...entry.texts('authors'),
	];
	const texts = written.map(text => unfold(texToText(withoutMarkup(titleText(text)))).replace(/^[^\s@]+@\S+\s+\((.*)\)$/, '$1'));
	const described = /Author\(s\):\s*([^\n<]{1,5000})/i.exec(proseText(entry.first('description')?.raw() ?? ''))?.[1];
	const names = (texts.length > 0 ? texts : described === undefined ? [] : [described]).flatMap(creditedNames);
	const seen = new Set<string>();
	return names.filter(name => seen.size < seen.add(JSON.stringify(name)).size);
}

function channelTitle(start: string): string | undefined {
	const title = /<channel\b[^>]*>\s*(?:<(?!item\b)[^>]*>[^<]*<\/[^>]*>\s*){0,30}?<title>\s*(?:<!\[CDATA\[)?([^<\]]{1,300})/i.exec(
		start,
	)?.[1];
	// PubMed's searches call themselves "pubmed: words".
	return title === undefined || /^\s*pubmed\s*:/i.test(title) ? undefined : filled(withoutMarkup(titleText(title)));
}

function channelLink(start: string): string | undefined {
	const address = /<channel\b[^>]*>[^]{0,3000}?<link>\s*(https?:\/\/[^\s<]{1,1000})/i.exec(start)?.[1];
	return address;
}

/** The page of an Atom feed, or the feed's own address. */
function feedLink(start: string): string | undefined {
	const links = [...start.slice(0, Math.max(0, start.search(/<entry[\s>]/))).matchAll(/<link\b[^<>]{1,1000}>/g)].map(([tag]) => tag);
	const addressOf = (tag: string | undefined) => /\shref\s*=\s*["'](https?:\/\/[^"'<>\s]{1,1000})["']/.exec(tag ?? '')?.[1];
	return (
		addressOf(links.find(tag => !/\srel\s*=/.test(tag) || /\srel\s*=\s*["']alternate["']/.test(tag))) ??
		addressOf(links.find(tag => /["']self["']/.test(tag)))
	);
}

function longest(texts: readonly string[]): string {
	return texts.reduce((best, text) => (text.length > best.length ? text : best), '');
}

/** `Wed, 20 Aug 2025 00:00:00 -0400` is `20 Aug 2025`, `2025-08-20T00:00:00Z` is `2025-08-20`. */
function dayOf(text: string): string {
	return text.replace(/^\w{3}, /, '').replace(/[T ]\d\d:\d\d.*$/, '');
}
