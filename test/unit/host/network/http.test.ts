import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HttpReply, HttpRequest } from '../../../../src/core/files/ports';
import { fetchHttp } from '../../../../src/host/network/http';
import { leadsInward } from '../../../../src/host/network/inwardHosts';
import { startServices } from '../../../fakes/services/server.mjs';

async function listening(server: Server): Promise<string> {
	await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	assert.ok(address !== null && typeof address === 'object');
	return `http://127.0.0.1:${address.port}`;
}

function reasonIn(reply: HttpReply): string {
	return reply.kind === 'failure' ? reply.reason : `an answer: ${reply.status}`;
}

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

	it('should bring a file as bytes, follow its redirects, and tell how much is here', async () => {
		const sizes: number[] = [];
		const download = { limit: 1_000_000, home: services.url, onProgress: (bytes: number) => void sizes.push(bytes) };
		const reply = await http.send({ url: `${services.url}/ok/arxiv/pdf/2403.00001`, download });
		assert.ok(reply.kind === 'answer' && reply.bytes !== undefined);
		assert.match(new TextDecoder().decode(reply.bytes), /^%PDF-1\.4\n% Bananas.*%%EOF\n$/s);
		assert.deepEqual([reply.status, reply.body, sizes.at(-1)], [200, '', reply.bytes.length]);
		const small = await http.send({ url: `${services.url}/ok/arxiv/pdf/2403.00001`, download: { ...download, limit: 10 } });
		assert.equal(reasonIn(small), 'too-large');
		assert.equal(reasonIn(await http.send({ url: `${services.url}/endless/arxiv/pdf/2403.00001`, download })), 'too-large');
		assert.equal(reasonIn(await http.send({ url: `${services.url}/cut/arxiv/pdf/2403.00001v2`, download })), 'cut-off');
	});

	it('should fetch no file from a host that is not public, and follow no redirect to one', async () => {
		const asked = services.requests.length;
		const { port } = new URL(services.url);
		for (const url of [
			services.url,
			`http://localhost:${port}`,
			`http://2130706433:${port}`,
			`http://[::1]:${port}`,
			'file:///etc/passwd',
		]) {
			assert.equal(reasonIn(await http.send({ url: `${url}/ok/arxiv/pdf/2403.00001`, download: { limit: 1000 } })), 'elsewhere', url);
		}
		assert.equal(services.requests.length, asked);
		const targets = [`http://localhost:${port}/`, 'http://router.local/', 'http://10.0.0.1/', 'ftp://example.org/', '//['];
		const server = createServer((request, reply) => reply.writeHead(302, { location: targets[Number(request.url?.slice(1))] }).end());
		const home = await listening(server);
		for (const at of targets.keys()) {
			assert.equal(reasonIn(await http.send({ url: `${home}/${at}`, download: { limit: 1000, home } })), 'elsewhere', targets[at]);
		}
		assert.equal(services.requests.length, asked);
		await new Promise(resolve => server.close(resolve));
	});

	it('should fetch no file from a host of the public web that leads into the own network, nor follow a redirect to one', async () => {
		assert.deepEqual(await Promise.all(['localhost', 'no-such-host.invalid'].map(leadsInward)), [true, false]);
		const server = createServer((_request, reply) => reply.writeHead(302, { location: 'http://printer.example.org/paper.pdf' }).end());
		const home = await listening(server);
		const asked: string[] = [];
		const careful = fetchHttp('Test/1', 1000, host => Promise.resolve(asked.push(host) > 0));
		for (const url of ['http://router.example.org/paper.pdf', home]) {
			assert.equal(reasonIn(await careful.send({ url, download: { limit: 1000, home } })), 'elsewhere');
		}
		assert.deepEqual(asked, ['router.example.org', 'printer.example.org']);
		await new Promise(resolve => server.close(resolve));
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
			assert.equal(reasonIn(await get(mode)), reason);
		});
	}

	it('should say that nobody is there', async () => {
		const reply = await http.send({ url: 'http://127.0.0.1:9/' });
		assert.ok(reply.kind === 'failure');
		assert.equal(reply.reason, 'unreachable');
		assert.match(reply.detail ?? '', /ECONNREFUSED|bad port/, 'the log says what the platform said');
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
		const asked: string[] = [];
		const other = createServer((request, reply) => {
			asked.push(request.url ?? '');
			reply.end('no');
		});
		const elsewhere = await listening(other);
		const own = createServer((request, reply) => {
			const to = request.url === '/away' ? `${elsewhere}/x` : request.url === '/plain' ? 'javascript:1' : '//user@127.0.0.1.example/';
			reply.writeHead(301, { location: to }).end();
		});
		const here = await listening(own);
		for (const path of ['/away', '/plain', '/odd']) {
			assert.equal(reasonIn(await http.send({ url: here + path, confidential: true, headers: { 'x-api-key': 'k' } })), 'elsewhere', path);
		}
		assert.deepEqual(asked, []);
		own.close();
		other.close();
	});

	it('should follow a redirect of the same host with the key, in a header or in the query', async () => {
		const asked: string[] = [];
		const server = createServer((request, reply) => {
			asked.push(`${request.url ?? ''} ${String(request.headers['x-api-key'])}`);
			if (request.url?.startsWith('/works/W2') === true) {
				reply.end('merged');
			} else {
				reply.writeHead(301, { location: '/works/W2?select=id' }).end();
			}
		});
		const url = await listening(server);
		const reply = await http.send({
			url: `${url}/works/W1?api_key=secret`,
			confidential: true,
			ownQuery: { api_key: 'secret' },
			headers: { 'x-api-key': 'k' },
		});
		assert.equal(reply.kind === 'answer' && reply.body, 'merged');
		assert.deepEqual(asked, ['/works/W1?api_key=secret k', '/works/W2?select=id&api_key=secret k']);
		server.close();
	});

	it('should tell a certificate that is not trusted from a server that is not there', async function () {
		const folder = mkdtempSync(join(tmpdir(), 'certificate-'));
		const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
		try {
			const options = `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 1 -subj /CN=localhost -keyout ${key} -out ${cert}`;
			execFileSync('openssl', options.split(' '), { stdio: 'ignore' });
		} catch {
			this.skip();
		}
		const server = createSecureServer({ key: readFileSync(key), cert: readFileSync(cert) }, (_request, reply) => reply.end('no'));
		const url = (await listening(server)).replace('http:', 'https:').replace('127.0.0.1', 'localhost');
		const reply = await http.send({ url });
		assert.ok(reply.kind === 'failure');
		assert.equal(reply.reason, 'certificate');
		assert.match(reply.detail ?? '', /SELF_SIGNED/);
		server.close();
		rmSync(folder, { recursive: true });
	});
});
