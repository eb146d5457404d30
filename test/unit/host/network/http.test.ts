import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { HttpRequest } from '../../../../src/core/files/ports';
import { fetchHttp } from '../../../../src/host/network/http';
import { startServices } from '../../../fakes/services/server.mjs';

describe('http', () => {
	let services: Awaited<ReturnType<typeof startServices>>;
	before(async () => {
		services = await startServices();
	});
	after(() => services.stop());

	const http = fetchHttp('Test/1', 5_000_000);
	const get = (mode: string, request: Partial<HttpRequest> = {}) =>
		http.send({ url: `${services.url}/${mode}/crossref/works/10.5555%2Ffruit.3`, ...request });

	it('should bring the status, the headers and the text', async () => {
		const reply = await get('ok');
		assert.ok(reply.kind === 'answer');
		assert.deepEqual([reply.status, reply.headers['content-type']], [200, 'application/json']);
		assert.match(reply.body, /Núñez/);
		assert.equal((await http.send({ url: `${services.url}/ok/crossref/works/10.1%2Fno` })).kind, 'answer');
	});

	it('should read a feed in the encoding that it or the answer names', async () => {
		const feed = (encoding: string) => Buffer.from(`<?xml version="1.0"${encoding}?><rss><title>Caf\xe9</title></rss>`, 'latin1');
		const answers = new Map([
			['/declared', { type: 'application/rss+xml', body: feed(' encoding="ISO-8859-1"') }],
			['/charset', { type: 'application/rss+xml; charset=iso-8859-1', body: feed('') }],
			['/quoted', { type: 'text/xml; charset="ISO-8859-1"; v=1', body: feed('') }],
			['/wrong', { type: 'text/xml; charset=ISO-8859-1', body: Buffer.from('<title>Café</title>') }],
			['/marked', { type: 'text/xml', body: Buffer.from('\ufeff<title>Café</title>', 'utf16le') }],
		]);
		const server = createServer((request, reply) => {
			const answer = answers.get(request.url ?? '');
			reply.writeHead(200, { 'content-type': answer?.type ?? '' }).end(answer?.body);
		});
		await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
		const address = server.address();
		assert.ok(address !== null && typeof address === 'object');
		for (const path of ['/declared', '/charset', '/quoted', '/wrong', '/marked']) {
			const reply = await http.send({ url: `http://127.0.0.1:${address.port}${path}` });
			assert.match(reply.kind === 'answer' ? reply.body : reply.reason, /<title>Café<\/title>/, path);
		}
		server.close();
	});

	const troubles = { cut: 'cut-off', killed: 'cut-off', loop: 'circles', huge: 'too-large', endless: 'too-large' };
	for (const [mode, reason] of Object.entries(troubles)) {
		it(`should say ${reason} of a connection that is ${mode}`, async () => {
			assert.deepEqual(await get(mode), { kind: 'failure', reason });
		});
	}

	it('should say that nobody is there', async () => {
		assert.deepEqual(await http.send({ url: 'http://127.0.0.1:1/' }), { kind: 'failure', reason: 'unreachable' });
	});

	it('should end a request that takes too long', async () => {
		assert.deepEqual(await get('slow', { patience: 50 }), { kind: 'failure', reason: 'too-slow' });
	});

	it('should end a request that is called off', async () => {
		let callOff: () => void = () => undefined;
		const cancellation = {
			isCancellationRequested: false,
			onCancellationRequested: (listener: () => void) => ((callOff = listener), { dispose: () => undefined }),
		};
		const reply = http.send({ url: `${services.url}/slow/crossref/` }, cancellation);
		setImmediate(() => callOff());
		assert.deepEqual(await reply, { kind: 'failure', reason: 'cancelled' });
	});

	it('should not carry a key to where it is redirected', async () => {
		assert.deepEqual(await get('loop', { confidential: true }), { kind: 'failure', reason: 'circles' });
		assert.equal(services.requests.filter(request => request.includes('/loop/')).length > 1, true);
	});
});
