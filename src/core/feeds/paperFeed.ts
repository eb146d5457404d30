import { unescapeHtml } from '../ingest/daily/htmlText';
import type { Reading } from '../ingest/format';
import { readLooseDate } from '../ingest/looseDate';
import { invertedName, naturalName } from '../ingest/personName';
import { filled, identifiersOf, namesField } from '../ingest/recordParts';
import { writtenDoi } from '../paper/doi';
import type { Node } from '../ingest/xml/xmlRecords';
import { readXmlRecords } from '../ingest/xml/xmlRecords';
import { isWebAddress } from '../links';
import type { IncomingPaper, Source } from '../paper';
import { present } from '../paper';
import { unfold } from '../text/fold';
import { texToText } from '../text/tex';

/**
 * The papers of any RSS (0.9 to 2.0, with Dublin Core and PRISM as publishers use them) or Atom feed, one entry a paper. An entry that cannot be read is a problem with its line, and
 * costs no other. https://www.rssboard.org/rss-specification, https://www.rfc-editor.org/rfc/rfc4287, https://web.resource.org/rss/1.0/modules/prism/
 */
export function readPaperFeed(text: string, source: Source): Iterable<Reading> {
	const journal = /<rss|<rdf:RDF/i.test(text.slice(0, 5000)) ? channelTitle(text) : undefined;
	return readXmlRecords([text], ['entry', 'item'], (entry, line): readonly Reading[] => {
		const title = unfold(texToText(plainText(entry.first('title')?.raw() ?? '')));
		return title === '' ? [{ kind: 'problem', line, message: 'This entry has no title.' }] : [{ kind: 'paper', paper: paperOf(entry, title, journal, source), line }];
	});
}

function paperOf(entry: Node, title: string, journal: string | undefined, source: Source): IncomingPaper {
	const addresses = addressesOf(entry);
	const doi = [entry.text('doi'), ...entry.texts('identifier'), entry.text('guid'), entry.text('id'), ...addresses].map(writtenDoi).find(found => found !== undefined);
	const date = entry.text('publicationDate') ?? entry.text('date') ?? entry.text('published') ?? entry.text('pubDate') ?? entry.text('updated');
	const abstract = unfold(texToText(plainText(longest(['encoded', 'content', 'summary', 'description', 'abstract'].map(name => entry.first(name)?.raw() ?? ''))))).replace(/^Abstract[:.]?\s+(?=\p{Lu})/u, '');
	return {
		type: 'article',
		title,
		...namesField('author', authorsOf(entry)),
		...present('issued', date === undefined ? undefined : readLooseDate(dayOf(date))),
		...present('abstract', filled(abstract)),
		...present('container-title', entry.text('publicationName') ?? journal),
		...present('volume', entry.text('volume')),
		...present('issue', entry.text('number')),
		...present('DOI', doi),
		...present('URL', addresses.find(isWebAddress)),
		...present('identifiers', identifiersOf([doi, entry.text('guid'), entry.text('id'), ...addresses])),
		...present('tags', filled([...new Set([...entry.all('category').flatMap(node => node.attribute('term') ?? node.content() ?? []), ...entry.texts('subject')])])),
		source,
	};
}

/** Atom's page comes before its other links. */
function addressesOf(entry: Node): readonly string[] {
	const links = entry.all('link').map(node => ({ address: node.attribute('href') ?? node.content(), isPage: (node.attribute('rel') ?? 'alternate') === 'alternate' }));
	const guid = entry.first('guid')?.attribute('isPermaLink') === 'false' ? undefined : entry.text('guid');
	return [...links.filter(({ isPage }) => isPage), ...links.filter(({ isPage }) => !isPage), { address: guid }].flatMap(({ address }) => address ?? []);
}

/** `<author><name>`, `<dc:creator>` once or for each author, `Song, Yang; Ermon, Stefano`, RSS's `a@b.org (Yang Song)`. */
function authorsOf(entry: Node): ReturnType<typeof naturalName>[] {
	const written = [...entry.all('author').map(node => node.text('name') ?? node.content() ?? ''), ...entry.texts('creator')];
	const names = written.flatMap(text => {
		const plain = unfold(texToText(plainText(text))).replace(/^\S+@\S+\s+\((.*)\)$/, '$1');
		return plain.includes(';') ? plain.split(/\s*;\s*/) : isOneName(plain) ? [plain] : plain.split(/,\s+(?:and\s+)?|\s+and\s+/);
	});
	return [...new Set(names)].filter(name => name !== '').map(name => (name.includes(',') ? invertedName(name) : naturalName(name)));
}

/** `Song, Yang` is one name, `Yang Song, Stefano Ermon` are two. */
function isOneName(text: string): boolean {
	const parts = text.split(/,\s+/);
	return !/\sand\s/.test(text) && (parts.length === 1 || (parts.length === 2 && !/\s/.test(parts[0] ?? '')));
}

function channelTitle(text: string): string | undefined {
	const title = /<channel\b[^>]*>\s*(?:<(?!item\b)[^>]*>[^<]*<\/[^>]*>\s*)*?<title>\s*(?:<!\[CDATA\[)?([^<\]]{1,300})/i.exec(text.slice(0, 20_000))?.[1];
	return title === undefined ? undefined : filled(unfold(unescapeHtml(title)));
}

function longest(texts: readonly string[]): string {
	return texts.reduce((best, text) => (text.length > best.length ? text : best), '');
}

/** Feeds hold pages of HTML as text. */
function plainText(text: string): string {
	return /<\/?[a-z][^<>]*>|&#?\w+;/i.test(text) ? unescapeHtml(text.replace(/<\/(?:p|div|li)>|<br\s*\/?>/gi, ' ').replace(/<\/?[a-z][^<>]*>/gi, '')) : text;
}

/** `Wed, 20 Aug 2025 00:00:00 -0400` is `20 Aug 2025`, `2025-08-20T00:00:00Z` is `2025-08-20`. */
function dayOf(text: string): string {
	return text.replace(/^\w{3}, /, '').replace(/[T ]\d\d:\d\d.*$/, '');
}
