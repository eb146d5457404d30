import assert from 'node:assert/strict';
import { readOpml, writeOpml } from '../../../src/core/feeds/opml';
import type { Subscription } from '../../../src/core/feeds/subscription';

const all: readonly Subscription[] = [
	{ topic: { kind: 'daily-papers', list: 'day' }, every: 'hour' },
	{ topic: { kind: 'arxiv', categories: ['cs.CL', 'cond-mat.str-el'] }, every: 'day', label: 'Words & <matter> "now"' },
	{ topic: { kind: 'search', service: 'openalex', words: 'score matching' }, every: 'week' },
	{ topic: { kind: 'citations', works: ['W1', 'W22'] }, every: 'day' },
	{ topic: { kind: 'web-feed', url: 'https://walks.example/rss?a=1&b=2' }, every: '6 hours', label: 'Walks' },
];

describe('subscriptions as OPML', () => {
	it('should be the same after writing and reading', () => {
		const text = writeOpml(all, new Date('2026-03-01T12:00:00Z'));
		assert.deepEqual(readOpml(text), { subscriptions: all, skipped: 0 });
		assert.match(text, /xmlUrl="https:\/\/rss\.arxiv\.org\/atom\/cs\.CL\+cond-mat\.str-el"/, 'other readers follow arXiv too');
	});

	it('should read what other feed readers write: folders, cases, quotes, entities, and what is no feed', () => {
		const text = `<?xml version="1.0"?>
			<opml version="1.0"><head><title>Feedly</title></head><body>
			<outline text="Journals" title="Journals">
				<outline type="rss" text="Rivers &amp; Stones" title="Rivers &amp; Stones" xmlUrl="https://walks.example/rss?a=1&amp;b=2" htmlUrl="https://walks.example"/>
				<OUTLINE TYPE='atom' TEXT='Isn&apos;t "it"' XMLURL='https://walks.example/atom'></OUTLINE>
				<outline type="rss" text="cs" xmlUrl="http://export.arxiv.org/rss/cs.CL"/>
			</outline>
			<outline type="rss" text="again" xmlUrl="https://walks.example/atom"/>
			<outline type="rss" text="bad" xmlUrl="file:///etc/passwd"/>
			<outline type="rss" text="broken & half" xmlUrl="https://walks.example/c"/>
			</body></opml>`;
		assert.deepEqual(
			readOpml(text)?.subscriptions.map(({ topic, label }) => [
				topic.kind === 'web-feed' ? topic.url : topic.kind === 'arxiv' ? topic.categories.join() : '',
				label,
			]),
			[
				['https://walks.example/rss?a=1&b=2', 'Rivers & Stones'],
				['https://walks.example/atom', 'Isn\'t "it"'],
				['cs.CL', 'cs'],
				['https://walks.example/c', 'broken & half'],
			],
		);
		assert.equal(readOpml(text)?.skipped, 1);
		assert.equal(readOpml('<rss version="2.0"><channel/></rss>'), undefined);
		assert.deepEqual(readOpml('<opml version="2.0"><body/></opml>'), { subscriptions: [], skipped: 0 });
	});

	it('should take no subscription of a stranger that the setting would not', () => {
		const outline = (value: object) =>
			`<opml><body><outline text="x" marginalia="${JSON.stringify(value).replace(/"/g, '&quot;')}"/></body></opml>`;
		assert.deepEqual(readOpml(outline({ kind: 'web-feed', url: 'command:x' })), { subscriptions: [], skipped: 1 });
		assert.deepEqual(readOpml(outline({ kind: 'citations', works: ['W1 OR 1=1'] })), { subscriptions: [], skipped: 1 });
	});
});
