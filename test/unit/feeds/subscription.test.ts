import assert from 'node:assert/strict';
import { dayFrom, listedOn, ofNewestDay, orderEntries } from '../../../src/core/feeds/feedOrder';
import type { FeedEntry } from '../../../src/core/feeds/feedContents';
import {
	idOf,
	subscriptionLabel,
	questionsOf,
	readCategories,
	readSubscriptions,
	writeSubscription,
} from '../../../src/core/feeds/subscription';
import type { Subscription } from '../../../src/core/feeds/subscription';

const all: readonly Subscription[] = [
	{ topic: { kind: 'daily-papers', list: 'day' }, every: 'hour' },
	{ topic: { kind: 'submitter', name: 'akhaliq' }, every: 'day' },
	{ topic: { kind: 'arxiv', categories: ['cs.CL', 'stat.ML'] }, every: 'day' },
	{ topic: { kind: 'search', service: 'openalex', words: 'score matching' }, every: 'week', label: 'Scores' },
	{ topic: { kind: 'search', service: 'semantic-scholar', words: 'score' }, every: '6 hours' },
	{ topic: { kind: 'search', service: 'arxiv', words: 'score' }, every: 'day' },
	{ topic: { kind: 'search', service: 'daily-papers', words: 'score' }, every: 'day' },
	{ topic: { kind: 'author', name: 'Yang Song' }, every: 'day' },
	{ topic: { kind: 'web-feed', url: 'https://www.example.org/rss/' }, every: 'day' },
];

describe('subscriptions', () => {
	it('should be the same after writing and reading', () => {
		assert.deepEqual(readSubscriptions(JSON.parse(JSON.stringify(all.map(writeSubscription)))), { subscriptions: all, mistakes: [] });
	});

	it('should tell what is none, count what stands twice once, and take a day where no interval is known', () => {
		const { subscriptions, mistakes } = readSubscriptions([
			{ kind: 'arxiv', categories: 'cs.CL' },
			{ kind: 'arxiv', categories: ['cs.CL'], every: 'hour' },
			{ kind: 'arxiv', categories: '../..' },
			{ kind: 'web-feed', url: 'file:///etc/passwd' },
			{ kind: 'search', service: 'zotero', words: 'a' },
			7,
		]);
		assert.deepEqual(subscriptions, [{ topic: { kind: 'arxiv', categories: ['cs.CL'] }, every: 'day' }]);
		assert.equal(mistakes.length, 4);
		assert.deepEqual(
			[readSubscriptions(undefined), readSubscriptions('x')],
			[
				{ subscriptions: [], mistakes: [] },
				{ subscriptions: [], mistakes: [] },
			],
		);
	});

	it('should know every category of arXiv, and name what is none', () => {
		assert.deepEqual(readCategories('cs.cl, cond-mat.str-el physics.flu-dyn PHYSICS.ao-ph hep-th q-bio.BM cs.'), [
			'cs.CL',
			'cond-mat.str-el',
			'physics.flu-dyn',
			'physics.ao-ph',
			'hep-th',
			'q-bio.BM',
		]);
		const { subscriptions, mistakes } = readSubscriptions([{ kind: 'arxiv', categories: ['cs.CL', 'cs..x'], every: 'day' }]);
		assert.equal(subscriptions.length, 1);
		assert.match(mistakes.join(), /“cs\.\.x”/);
	});

	it('should each have an id, a name and a question', () => {
		assert.equal(new Set(all.map(({ topic }) => idOf(topic))).size, all.length);
		assert.deepEqual(all.map(subscriptionLabel), [
			'Daily Papers',
			'Submitted by akhaliq',
			'arXiv cs.CL, stat.ML',
			'Scores',
			'“score”',
			'“score”',
			'“score”',
			'Yang Song',
			'example.org/rss',
		]);
		const paths = all.map(({ topic }) => questionsOf(topic, new Date('2026-11-24T12:00:00Z'))[0]?.request.path);
		assert.deepEqual(paths.slice(0, 4), [
			'/api/daily_papers?limit=100',
			'/api/daily_papers?submitter=akhaliq&limit=100',
			'/atom/cs.CL+stat.ML',
			'/works?search=score%20matching&filter=to_publication_date%3A2026-11-24&sort=publication_date%3Adesc&per_page=100',
		]);
		assert.match(paths[7] ?? '', /search_query=au%3A%22Yang%20Song%22.*sortBy=submittedDate/);
		assert.equal(paths[8], 'https://www.example.org/rss/');
	});

	it('should read categories as people write them', () => {
		assert.deepEqual(readCategories('CS.CL, stat.ML  hep-th math.AG'), ['cs.CL', 'stat.ML', 'hep-th', 'math.AG']);
		assert.deepEqual(readCategories('all of it!'), ['all', 'of']);
	});
});

describe('the order of a feed', () => {
	const entry = (title: string, upvotes: number, date: string): FeedEntry => ({
		id: title,
		seen: '2026-03-05T10:00:00Z',
		paper: { type: 'article', title, source: { kind: 'daily-papers', upvotes, ...(date === '' ? {} : { date }) } },
	});
	const entries = [
		entry('old and loved', 100, '2026-02-01'),
		entry('fresh', 20, '2026-03-05'),
		entry('yesterday', 25, '2026-03-04'),
		entry('undated', 0, ''),
	];
	const titles = (some: readonly FeedEntry[]) => some.map(({ paper }) => paper.title);

	it('should be by trend, upvotes or day', () => {
		const now = new Date('2026-03-05T12:00:00Z');
		assert.deepEqual(titles(orderEntries(entries, 'trend', now)), ['fresh', 'yesterday', 'old and loved', 'undated']);
		assert.deepEqual(titles(orderEntries(entries, 'upvotes', now)), ['old and loved', 'yesterday', 'fresh', 'undated']);
		assert.deepEqual(titles(orderEntries(entries, 'newest', now)), ['fresh', 'undated', 'yesterday', 'old and loved']);
	});

	it('should know the day of a list, of a publication, or of the first sight', () => {
		const ofDay = (some: readonly FeedEntry[], unread: readonly string[] = [], from?: string) =>
			titles(ofNewestDay({ entries: some, failures: 0, ...(from === undefined ? {} : { from }) }, ({ id }) => unread.includes(id)));
		assert.deepEqual(ofDay(entries), ['fresh']);
		assert.deepEqual(ofDay(entries.slice(3)), ['undated']);
		assert.deepEqual(ofDay(entries, ['yesterday', 'old and loved'], '2026-01-01'), ['fresh', 'yesterday'], 'unread ones stay for a week');
		assert.deepEqual(ofDay(entries, [], '2026-01-01'), ['fresh'], 'read ones do not');
		assert.deepEqual(ofDay(entries, ['yesterday'], '2026-03-05'), ['fresh'], 'what was listed before one subscribed is no news');
		const published = {
			id: 'p',
			seen: '2026-03-05T10:00:00Z',
			paper: { type: 'article', title: 'p', issued: { 'date-parts': [[2026, 1, 9]] } },
		};
		assert.deepEqual(
			[listedOn(published), listedOn({ ...published, paper: { ...published.paper, issued: { 'date-parts': [[2026]] } } })],
			['2026-01-09', '2026-03-05'],
		);
		assert.deepEqual([dayFrom('2026-03-01', -1), dayFrom('2024-02-28', 1)], ['2026-02-28', '2024-02-29']);
	});
});
