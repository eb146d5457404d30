import assert from 'node:assert/strict';
import { Politeness } from '../../../src/core/sources/politeness';
import { readRetryAfter } from '../../../src/core/sources/retryAfter';
import { CannedHttp } from '../../fakes/cannedHttp';
import type { Responder } from '../../fakes/cannedHttp';
import { SteppedClock } from '../../fakes/steppedClock';

function polite(respond: Responder) {
	const http = new CannedHttp(respond);
	const clock = new SteppedClock();
	return { http, clock, politeness: new Politeness(http, { clock, wait: clock.wait, random: () => 0.5 }) };
}

/** Answers in turn, the last one for ever. */
function inTurn(...replies: readonly ReturnType<Responder>[]): Responder {
	let next = 0;
	return () => replies[Math.min(next++, replies.length - 1)] ?? {};
}

describe('politeness', () => {
	it('should send one request at a time to a host, with the gap between two', async () => {
		const { http, clock, politeness } = polite(() => ({ body: 'ok' }));
		await Promise.all([1, 2, 3].map(id => politeness.send({ url: `https://one.test/${id}` }, 3000)));
		assert.deepEqual(
			http.requests.map(({ url }) => url),
			['https://one.test/1', 'https://one.test/2', 'https://one.test/3'],
		);
		assert.deepEqual(clock.waits, [3000, 3000]);
		assert.equal(http.most, 1);
	});

	it('should not let one host wait for another', async () => {
		const { clock, politeness } = polite(() => ({}));
		await politeness.send({ url: 'https://one.test/' }, 3000);
		await politeness.send({ url: 'https://two.test/' }, 3000);
		assert.deepEqual(clock.waits, []);
	});

	it('should wait as long as the server asks, then ask again', async () => {
		const { http, clock, politeness } = polite(inTurn({ status: 429, headers: { 'retry-after': '7' } }, { body: 'ok' }));
		const reply = await politeness.send({ url: 'https://one.test/' }, 100);
		assert.deepEqual([reply.kind, http.requests.length, clock.waits], ['answer', 2, [7000]]);
	});

	it('should back off longer each time, and give up after three tries', async () => {
		const { http, clock, politeness } = polite(() => ({ status: 500 }));
		const reply = await politeness.send({ url: 'https://one.test/' }, 0);
		assert.deepEqual([reply.kind === 'answer' && reply.status, http.requests.length, clock.waits], [500, 3, [750, 1500]]);
	});

	it('should not keep a user waiting for a server that wants long to be left alone, nor ask it meanwhile', async () => {
		const { http, clock, politeness } = polite(() => ({ status: 503, headers: { 'retry-after': '600' } }));
		const first = await politeness.send({ url: 'https://one.test/' }, 0);
		const second = await politeness.send({ url: 'https://one.test/other' }, 0);
		assert.deepEqual([first.kind, second.kind, http.requests.length, clock.waits], ['later', 'later', 1, []]);
		clock.step(600_000);
		await politeness.send({ url: 'https://one.test/' }, 0);
		assert.equal(http.requests.length, 2);
	});

	it('should not ask again what the server refused, and what is not there', async () => {
		for (const status of [400, 401, 403, 404, 501]) {
			const { http, politeness } = polite(() => ({ status }));
			await politeness.send({ url: 'https://one.test/' }, 0);
			assert.equal(http.requests.length, 1, String(status));
		}
		const { http, politeness } = polite(() => ({ kind: 'failure', reason: 'unreachable' }));
		await politeness.send({ url: 'https://one.test/' }, 0);
		assert.equal(http.requests.length, 1);
	});

	it('should hold off the next request where Zotero asks for it', async () => {
		const { clock, politeness } = polite(inTurn({ headers: { backoff: '5' } }, {}));
		await politeness.send({ url: 'https://api.test/' }, 100);
		await politeness.send({ url: 'https://api.test/' }, 100);
		assert.deepEqual(clock.waits, [5000]);
	});

	it('should give up at once when called off while waiting for its turn, and send nothing', async () => {
		const { http, politeness } = polite(() => ({}));
		const listeners: (() => void)[] = [];
		const cancellation = {
			isCancellationRequested: false,
			onCancellationRequested: (listener: () => void) => (listeners.push(listener), { dispose: () => undefined }),
		};
		const first = politeness.send({ url: 'https://one.test/1' }, 0);
		const second = politeness.send({ url: 'https://one.test/2' }, 0, cancellation);
		cancellation.isCancellationRequested = true;
		for (const listener of listeners) {
			listener();
		}
		assert.deepEqual([(await second).kind, (await first).kind], ['failure', 'answer']);
		await new Promise(resolve => setImmediate(resolve));
		assert.deepEqual(
			http.requests.map(({ url }) => url),
			['https://one.test/1'],
		);
	});

	it('should read Retry-After as seconds and as a date', () => {
		const now = new Date('2026-03-01T12:00:00Z');
		assert.deepEqual(
			[
				readRetryAfter('120', now),
				readRetryAfter('Sun, 01 Mar 2026 12:01:00 GMT', now),
				readRetryAfter('Sun, 01 Mar 2026 11:00:00 GMT', now),
				readRetryAfter('soon', now),
				readRetryAfter(undefined, now),
			],
			[120_000, 60_000, 0, undefined, undefined],
		);
	});

	it('should be kept from a service for a day at most, whatever it says', () => {
		const now = new Date('2026-03-01T12:00:00Z');
		assert.deepEqual(
			['999999999', '999999999999', 'Sun, 01 Mar 2076 12:00:00 GMT', '54000', '1e9', 'soon'].map(header => readRetryAfter(header, now)),
			[86_400_000, 86_400_000, 86_400_000, 54_000_000, undefined, undefined],
		);
	});
});
