import { localize } from '../data/localize';
import { readPaperFeed } from './paperFeed';
import type { IncomingPaper } from '../paper/paper';
import { incomplete } from '../sources/source';
import type { Parsed, SourceRequest } from '../sources/source';

/** RSS and Atom feeds of papers, wherever they are. Servers call them many things. */
export const webFeeds = {
	request: (url: string): SourceRequest => ({
		service: 'web-feeds',
		path: url,
		expects: 'any',
		headers: { accept: 'application/atom+xml, application/rss+xml, application/xml, text/xml, */*;q=0.1' },
	}),

	parse: (body: string): Parsed => {
		if (!/<(?:[\w-]+:)?(?:feed|rss|RDF)[\s>]/.test(body.slice(0, 5000))) {
			return /<html[\s>]/i.test(body.slice(0, 5000))
				? { kind: 'mistake', sentence: localize('This is a web page, not a feed. Look for an RSS or Atom link on it.') }
				: incomplete();
		}
		const papers: IncomingPaper[] = [];
		const problems: string[] = [];
		for (const reading of readPaperFeed(body.slice(0, longestFeed), { kind: 'web-feed' })) {
			if (papers.length + problems.length === mostEntries) {
				problems.unshift(localize('This feed is very long, so only its first {0} entries were read.', mostEntries));
				break;
			}
			if (reading.kind === 'paper') {
				papers.push(reading.paper);
			} else {
				problems.push(`Line ${reading.line}: ${reading.message}`);
			}
		}
		const [first] = problems;
		return papers.length === 0 && first !== undefined
			? { kind: 'mistake', sentence: `Couldn’t read any entry of this feed. ${first}` }
			: { kind: 'papers', papers, ...(first === undefined ? {} : { problems }) };
	},
};

/** Feeds have some hundred entries, and megabytes of text at the most. All of an answer is read at once. */
const mostEntries = 2000;
/** In UTF-16 units. The entry that it cuts is one that cannot be read. */
const longestFeed = 8_000_000;
