import { decodeEntities } from '../text/html';
import { isWebAddress, resolvedAddress } from '../text/addresses';
import { unfold } from '../text/fold';

/** A feed that a page names. */
export interface FeedLink {
	readonly url: string;
	/** As the page calls it; '' where it does not. */
	readonly title: string;
}

/** A page's head is at its start; nothing behind is looked at. */
const longestHead = 500_000;

/** Whether a text is a web page rather than a feed. */
export function isWebPage(text: string): boolean {
	const start = text.slice(0, 5000);
	return /<(?:!doctype\s+html|html[\s>]|head[\s>])/i.test(start) && !/<(?:[\w-]+:)?(?:feed|rss|RDF)[\s>]/.test(start);
}

/**
 * The feeds that a page names in its head, `<link rel="alternate" type="application/rss+xml" href="…">`, in its order and each once; else
 * the links of its text that look like feeds. Comments on the page are no papers, so feeds called so come last.
 * https://html.spec.whatwg.org/multipage/links.html#rel-alternate
 */
export function feedLinksIn(page: string, address: string): readonly FeedLink[] {
	const text = withoutComments(page.slice(0, longestHead));
	const base = resolvedAddress(attributeOf(/<base\s[^<>]*>/i.exec(text)?.[0] ?? '', 'href') ?? '', address) || address;
	const named = tags(text, 'link').filter(
		tag =>
			/(?:^|\s)alternate(?:\s|$)/i.test(attributeOf(tag, 'rel') ?? '') &&
			/^(?:application|text)\/(?:(?:rss|atom|rdf)\+xml|xml)\s*(?:;|$)/i.test(attributeOf(tag, 'type') ?? ''),
	);
	const links = named.length > 0 ? named : tags(text, 'a').filter(tag => looksLikeFeed(attributeOf(tag, 'href') ?? ''));
	const found = new Map<string, FeedLink>();
	for (const tag of links) {
		const href = attributeOf(tag, 'href');
		const url = href === undefined ? '' : resolvedAddress(href, base);
		if (isWebAddress(url) && !found.has(url)) {
			found.set(url, { url, title: unfold(attributeOf(tag, 'title') ?? '') });
		}
	}
	const isOfComments = ({ url, title }: FeedLink) => /comments?\b/i.test(`${title} ${url}`);
	return [...[...found.values()].filter(link => !isOfComments(link)), ...[...found.values()].filter(isOfComments)].slice(0, 50);
}

function withoutComments(text: string): string {
	const parts: string[] = [];
	for (let at = 0; ;) {
		const start = text.indexOf('<!--', at);
		const end = start < 0 ? -1 : text.indexOf('-->', start);
		if (end < 0) {
			return [...parts, text.slice(at)].join('');
		}
		parts.push(text.slice(at, start));
		at = end + '-->'.length;
	}
}

function tags(text: string, name: string): readonly string[] {
	return [...text.matchAll(new RegExp(`<${name}\\s(?:[^<>"']|"[^"]{0,2000}"|'[^']{0,2000}')*>`, 'gi'))].map(([tag]) => tag);
}

function attributeOf(tag: string, name: string): string | undefined {
	const [, double, single, bare] = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'i').exec(tag) ?? [];
	const value = double ?? single ?? bare;
	return value === undefined ? undefined : decodeEntities(value).trim();
}

function looksLikeFeed(href: string): boolean {
	return /(?:[/.?=_-](?:rss|atom|feed|rdf)(?:\.xml)?\/?(?:[?#].*)?$)|[?&](?:type|format|feed)=(?:rss|atom)/i.test(href);
}
