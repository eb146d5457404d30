import assert from 'node:assert/strict';
import { FeedStore } from '../../../src/core/feeds/feedStore';
import { Lease } from '../../../src/core/feeds/lease';
import { Polling } from '../../../src/core/feeds/polling';
import type { Subscription } from '../../../src/core/feeds/subscription';
import { idOf, intervals } from '../../../src/core/feeds/subscription';
import { askingFor } from '../../fakes/askingFor';
import type { Responder } from '../../fakes/cannedHttp';
import { MemoryFileStore } from '../../fakes/memoryFileStore';
import { silentLog } from '../../fakes/silentLog';

const daily: Subscription = { topic: { kind: 'daily-papers', list: 'trending' }, every: 'hour' };
const rss: Subscription = { topic: { kind: 'web-feed', url: 'https://example.org/rss' }, every: 'hour' };
const item = (id: string, upvotes = 1) => ({
	paper: { id, title: `Paper ${id}`, summary: 'None of it is true.', upvotes, submittedOnDailyAt: '2026-03-01T00:00:00.000Z' },
});
const rssOf = (...titles: readonly string[]) =>
	`<rss version="2.0"><channel><title>J</title>${titles.map(title => `<item><title>${title}</title><link>https://example.org/${title}</link></item>`).join('')}</channel></rss>`;

function pollingFor(respond: Responder, owner = 'one', files = new MemoryFileStore(), shouldSave = () => false) {
	const asked = askingFor(respond, {}, files);
	const store = new FeedStore(files, 'feeds', silentLog);
	const polling = new Polling({
		asking: asked.asking,
		store,
		lease: new Lease(files, 'feeds/lease.json', owner, asked.clock),
		clock: asked.clock,
		log: silentLog,
		random: () => 0.5,
		shouldSave: () => Promise.resolve(shouldSave()),
	});
	return {
		...asked,
		polling,
		store,
		files,
		titles: async (subscription: Subscription) => (await store.read(idOf(subscription.topic))).entries.map(({ paper }) => paper.title),
	};
}

describe('polling feeds', () => {
	it('should ask for what is due, and not again before its time', async () => {
		const { polling, http, clock, titles } = pollingFor(() => ({ body: JSON.stringify([item('2603.00001'), item('2603.00002')]) }));
		await polling.pollDue([daily]);
		await polling.pollDue([daily]);
		assert.deepEqual([await titles(daily), http.requests.length], [['Paper 2603.00001', 'Paper 2603.00002'], 1]);
		clock.step(intervals.hour * 1.06);
		await polling.pollDue([daily]);
		assert.equal(http.requests.length, 2);
	});

	it('should wait while the computer saves, but not where the user asks', async () => {
		let saves = true;
		const { polling, http } = pollingFor(
			() => ({ body: JSON.stringify([item('2603.00001')]) }),
			'one',
			new MemoryFileStore(),
			() => saves,
		);
		await polling.pollDue([daily]);
		assert.deepEqual([http.requests.length, polling.pauses], [0, true]);
		await polling.poll([daily]);
		assert.equal(http.requests.length, 1);
		saves = false;
		await polling.pollDue([rss]);
		assert.deepEqual([http.requests.length, polling.pauses], [2, false]);
	});

	it('should ask conditionally, and take "nothing changed" for a good answer', async () => {
		const { polling, http, clock, store } = pollingFor(({ headers }) =>
			headers?.['if-none-match'] === '"1"' ? { status: 304 } : { headers: { etag: '"1"' }, body: rssOf('a') },
		);
		await polling.pollDue([rss]);
		clock.step(2 * intervals.hour);
		await polling.pollDue([rss]);
		assert.equal(http.requests[1]?.headers?.['if-none-match'], '"1"');
		const contents = await store.read(idOf(rss.topic));
		assert.deepEqual([contents.failures, contents.entries.length, contents.at], [0, 1, clock.now().toISOString()]);
	});

	it('should keep what a stream no longer has, with the time it was first seen, and drop what a list no longer has', async () => {
		let [stream, list] = [rssOf('a', 'b'), JSON.stringify([item('2603.00001', 1)])];
		const { polling, clock, titles, store } = pollingFor(({ url }) => ({ body: url.includes('rss') ? stream : list }));
		await polling.pollDue([rss, daily]);
		const first = clock.now().toISOString();
		clock.step(2 * intervals.hour);
		[stream, list] = [rssOf('c', 'b'), JSON.stringify([item('2603.00003')])];
		await polling.pollDue([rss, daily]);
		assert.deepEqual([await titles(rss), await titles(daily)], [['c', 'b', 'a'], ['Paper 2603.00003']]);
		const seen = (await store.read(idOf(rss.topic))).entries.map(entry => entry.seen === first);
		assert.deepEqual(seen, [false, true, true]);
	});

	it('should keep entries of one title apart, by what the feed calls them', async () => {
		const feed = `<rss version="2.0"><channel><title>J</title>${['a', 'b'].map(id => `<item><title>Book Review</title><link>https://example.org/${id}</link></item>`).join('')}<item><title>Editorial</title><guid>77</guid></item></channel></rss>`;
		const { polling, store } = pollingFor(() => ({ body: feed }));
		await polling.pollDue([rss]);
		assert.deepEqual(
			(await store.read(idOf(rss.topic))).entries.map(({ id }) => id),
			['entry:https://example.org/a', 'entry:https://example.org/b', 'entry:77'],
		);
	});

	it('should keep what is there when a list is empty, and all of a long answer', async () => {
		let body = JSON.stringify(Array.from({ length: 90 }, (_, at) => item(`2603.${String(at).padStart(5, '0')}`)));
		const { polling, clock, titles } = pollingFor(({ url }) => ({
			body: url.includes('rss') ? rssOf(...Array.from({ length: 800 }, (_, at) => `t${at}`)) : body,
		}));
		await polling.pollDue([daily, rss]);
		assert.equal((await titles(rss)).length, 800);
		body = '[]';
		clock.step(2 * intervals.hour);
		await polling.pollDue([daily]);
		assert.equal((await titles(daily)).length, 90);
	});

	it('should follow a list to its end though an item of a page is no paper', async () => {
		const week: Subscription = { topic: { kind: 'daily-papers', list: 'week' }, every: 'day' };
		const page = (start: number, count: number) =>
			Array.from({ length: count }, (_, at) => item(`2603.${String(start + at).padStart(5, '0')}`));
		const { polling, titles } = pollingFor(({ url }) => ({
			body: JSON.stringify(url.includes('p=1') ? page(100, 30) : [{ paper: { title: 'no id' } }, ...page(0, 99)]),
		}));
		await polling.pollDue([week]);
		assert.equal((await titles(week)).length, 129);
	});

	it('should say what of a feed cannot be read, and keep the rest', async () => {
		const { polling, store } = pollingFor(() => ({
			body: '<rss version="2.0"><channel><title>J</title><item><title>Good</title></item>\n<item><link>x</link></item></channel></rss>',
		}));
		await polling.pollDue([rss]);
		const { trouble, entries, failures } = await store.read(idOf(rss.topic));
		assert.deepEqual([trouble, entries.length, failures], ['Line 2: This entry has no title.', 1, 0]);
	});

	it('should keep all that is there through failures, wait longer after each, and say why', async () => {
		let reply: ReturnType<Responder> = { body: rssOf('a') };
		const { polling, http, clock, store, titles } = pollingFor(() => reply);
		await polling.pollDue([rss]);
		reply = { kind: 'failure', reason: 'unreachable' };
		const waits: number[] = [];
		for (let failures = 1; failures <= 9; failures += 1) {
			clock.step(24 * intervals.hour);
			await polling.pollDue([rss]);
			const contents = await store.read(idOf(rss.topic));
			assert.equal(contents.failures, failures);
			waits.push((Date.parse(contents.next ?? '') - clock.now().getTime()) / 60_000);
		}
		assert.deepEqual(waits, [3.75, 7.5, 15, 30, 60, 120, 240, 480, 540]);
		assert.match((await store.read(idOf(rss.topic))).trouble ?? '', /Couldn’t reach/);
		assert.deepEqual(await titles(rss), ['a']);
		const asked = http.requests.length;
		await polling.pollDue([rss]);
		assert.equal(http.requests.length, asked);
		reply = { body: rssOf('b') };
		await polling.poll([rss]);
		const contents = await store.read(idOf(rss.topic));
		assert.deepEqual([contents.failures, contents.trouble, await titles(rss)], [0, undefined, ['b', 'a']]);
	});

	it('should follow a long list page by page, one request at a time', async () => {
		const week: Subscription = { topic: { kind: 'daily-papers', list: 'week' }, every: 'day' };
		const page = (start: number, count: number) =>
			JSON.stringify(Array.from({ length: count }, (_, at) => item(`2603.${String(start + at).padStart(5, '0')}`)));
		const { polling, http, titles } = pollingFor(({ url }) => ({ body: url.includes('p=1') ? page(100, 30) : page(0, 100) }));
		await polling.pollDue([week]);
		assert.deepEqual([(await titles(week)).length, http.requests.length, http.most], [130, 2, 1]);
		assert.match(http.requests[0]?.url ?? '', /week=2026-W09/);
	});

	it('should poll in one window only, and in another when that is gone', async () => {
		const files = new MemoryFileStore();
		const respond = () => ({ body: rssOf('a') });
		const [one, two] = [pollingFor(respond, 'one', files), pollingFor(respond, 'two', files)];
		await one.polling.pollDue([rss]);
		await two.polling.pollDue([rss]);
		assert.deepEqual([one.http.requests.length, two.http.requests.length, await two.titles(rss)], [1, 0, ['a']]);
		two.clock.step(2 * intervals.hour);
		await two.polling.pollDue([rss]);
		assert.equal(two.http.requests.length, 1);
	});

	it('should leave services alone that are switched off', async () => {
		const files = new MemoryFileStore();
		const { asking, http, clock } = askingFor(() => ({}), { mayAsk: () => false }, files);
		const store = new FeedStore(files, 'feeds', silentLog);
		const polling = new Polling({
			asking,
			store,
			lease: new Lease(files, 'lease', 'one', clock),
			clock,
			log: silentLog,
			random: () => 0.5,
			shouldSave: () => Promise.resolve(false),
		});
		await polling.pollDue([rss]);
		await polling.poll([rss]);
		assert.deepEqual([http.requests, (await store.read(idOf(rss.topic))).failures], [[], 0]);
	});

	it('should take a file that is no contents, or of another feed, for nothing', async () => {
		const { store, files, polling, titles } = pollingFor(() => ({ body: rssOf('a') }));
		await polling.poll([rss]);
		const [path = ''] = files.paths.filter(name => name.includes('feed-'));
		const good = files.text(path);
		for (const text of [
			'{',
			'[]',
			'{"entries":[{"id":1}]}',
			good.replace('example.org/rss', 'example.org/other'),
			JSON.stringify({ feed: idOf(rss.topic), entries: [{ id: 'x', seen: 'y', paper: { title: 3 } }], failures: 'many' }),
		]) {
			files.put(path, text);
			assert.deepEqual((await store.read(idOf(rss.topic))).entries, []);
		}
		files.put(path, good);
		assert.deepEqual(await titles(rss), ['a']);
		await store.keepOnly([]);
		assert.deepEqual(
			files.paths.filter(name => name.includes('feed-')),
			[],
		);
	});

	it('should forget what a feed brought that nobody subscribes to any more, also in memory', async () => {
		const { polling, store } = pollingFor(({ url }) => ({ body: url.includes('rss') ? rssOf('a') : JSON.stringify([item('2603.00001')]) }));
		await polling.pollDue([rss, daily]);
		await store.keepOnly([idOf(daily.topic)]);
		assert.deepEqual([store.current(idOf(rss.topic)).entries.length, store.current(idOf(daily.topic)).entries.length], [0, 1]);
	});
});

describe('Lease', () => {
	it('should go to whoever comes after its time or its release', async () => {
		const files = new MemoryFileStore();
		const { clock } = askingFor(() => ({}));
		const [one, two] = [new Lease(files, 'lease', 'one', clock), new Lease(files, 'lease', 'two', clock)];
		assert.deepEqual([await one.hold(), await two.hold(), await one.hold()], [true, false, true]);
		clock.step(4 * 60_000);
		assert.deepEqual([await two.hold(), await one.hold()], [true, false]);
		await two.release();
		assert.equal(await one.hold(), true);
		// A clock that was set back must not lock everybody out.
		files.put('lease', JSON.stringify({ owner: 'far', until: clock.now().getTime() + 1e9 }));
		assert.equal(await one.hold(), true);
	});
});
