import { readXmlOutline } from '../ingest/xml/xmlOutline';
import { isObject, parseJson } from '../data/json';
import { isWebAddress } from '../text/addresses';
import { idOf, readCategories, readSubscriptions, subscriptionLabel, writeSubscription } from './subscription';
import type { Subscription } from './subscription';

/** Subscriptions of an OPML file, each once, and how many of its feeds are none. */
export interface ReadOpml {
	readonly subscriptions: readonly Subscription[];
	readonly skipped: number;
}

/**
 * The feeds that an OPML file of any feed reader lists, in whatever folders: outlines with `xmlUrl`. arXiv's own feeds become categories;
 * what we wrote for other subscriptions is read again. `undefined` where the text is no OPML. https://opml.org/spec2.opml
 */
export function readOpml(text: string): ReadOpml | undefined {
	const outlines = readXmlOutline(text);
	if (outlines === undefined) {
		return undefined;
	}
	const found = new Map<string, Subscription>();
	let skipped = 0;
	for (const attributes of outlines) {
		const own = attributes.get('marginalia');
		const url = attributes.get('xmlurl');
		const label = attributes.get('title') ?? attributes.get('text');
		const value = own === undefined ? undefined : parseJson(own);
		const item = isObject(value) ? value : url === undefined ? undefined : { ...topicOf(url), ...(label === undefined ? {} : { label }) };
		if (item === undefined) {
			continue;
		}
		const [subscription] = readSubscriptions([item]).subscriptions;
		if (subscription === undefined) {
			skipped += 1;
		} else {
			found.set(idOf(subscription.topic), found.get(idOf(subscription.topic)) ?? subscription);
		}
	}
	return { subscriptions: [...found.values()], skipped };
}

function topicOf(url: string): { readonly kind: string; readonly url?: string; readonly categories?: readonly string[] } {
	const list = /^https?:\/\/(?:rss|export)\.arxiv\.org\/(?:rss|atom)\/([\w.+-]+)$/i.exec(url)?.[1];
	const categories = readCategories(list ?? '');
	return categories.length > 0 ? { kind: 'arxiv', categories } : { kind: 'web-feed', url };
}

/** An OPML file of subscriptions, which other feed readers take as far as they have an address of a feed. */
export function writeOpml(subscriptions: readonly Subscription[], now: Date): string {
	const outlines = subscriptions.map(subscription => {
		const { topic } = subscription;
		const url =
			topic.kind === 'web-feed' && isWebAddress(topic.url)
				? topic.url
				: topic.kind === 'arxiv'
					? `https://rss.arxiv.org/atom/${topic.categories.join('+')}`
					: undefined;
		const label = escaped(subscriptionLabel(subscription));
		const address = url === undefined ? '' : ` xmlUrl="${escaped(url)}"`;
		return `    <outline type="${url === undefined ? 'marginalia' : 'rss'}" text="${label}" title="${label}"${address} marginalia="${escaped(JSON.stringify(writeSubscription(subscription)))}"/>`;
	});
	return `<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0">
  <head>
    <title>Subscriptions of Marginalia</title>
    <dateCreated>${now.toUTCString()}</dateCreated>
  </head>
  <body>
${outlines.join('\n')}
  </body>
</opml>
`;
}

function escaped(text: string): string {
	return text
		.replace(/[\x00-\x1f\ufffe\uffff]/g, ' ')
		.replace(/&/g, '&amp;')
		.replace(/</g, '&lt;')
		.replace(/>/g, '&gt;')
		.replace(/"/g, '&quot;');
}
