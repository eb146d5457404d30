import assert from 'node:assert/strict';
import { crossref } from '../../../src/core/sources/crossref';
import { arxiv } from '../../../src/core/sources/arxiv';
import type { Asker } from '../../../src/core/sources/asking';
import { lookUp } from '../../../src/core/sources/lookup';
import { day } from '../../../src/core/sources/source';
import type { IncomingPaper } from '../../../src/core/paper/paper';
import type { Parsed, SourceRequest } from '../../../src/core/sources/source';
import { askingFor } from '../../fakes/askingFor';
import type { Responder } from '../../fakes/cannedHttp';

const json = { 'content-type': 'application/json' };
const work = JSON.stringify({ message: { DOI: '10.1000/a', type: 'journal-article', title: ['Bananas'] } });
const question = crossref.byDoi('10.1000/a');

/** As a service's faulty record, read past the types. */
const anyPaper = JSON.parse('{"type":"article","title":"Bananas","abstract":["a","b"]}') as IncomingPaper;

describe('asking services', () => {
	it('should read a good answer with the source’s own parser', async () => {
		const { asking } = askingFor(() => ({ headers: json, body: work }));
		const answer = await asking.papers(question, crossref.parse);
		assert.deepEqual(answer.kind === 'papers' && answer.papers.map(paper => [paper.title, paper.DOI]), [['Bananas', '10.1000/a']]);
	});

	it('should name a field of an answer that a library cannot take', async () => {
		const { asking } = askingFor(() => ({ headers: json, body: work }));
		const parse = (): Parsed => ({ kind: 'papers', papers: [anyPaper] });
		const answer = await asking.papers(question, parse);
		assert.deepEqual(answer.kind === 'papers' && [answer.papers, answer.leftOut], [
			[{ type: 'article', title: 'Bananas' }],
			['“abstract” of “Bananas” was left out: it should be text.'],
		]);
		const asker: Asker = {
			mayAsk: () => true,
			papers: (request, _parse, off) => asking.papers(request, parse, off),
			pause: () => Promise.resolve(),
		};
		const [found] = await lookUp(asker, [{ kind: 'doi', id: '10.1000/a' }]);
		assert.deepEqual(found?.leftOut, ['“abstract” of “Bananas” was left out: it should be text.']);
	});

	const failures: readonly (readonly [string, ReturnType<Responder>, RegExp])[] = [
		['a killed connection', { kind: 'failure', reason: 'cut-off' }, /was interrupted/],
		['no connection', { kind: 'failure', reason: 'unreachable' }, /Couldn’t reach/],
		['429', { status: 429, headers: { 'retry-after': '600' } }, /accepts no requests until \d\d:\d\d\. Try again then\.$/],
		[
			'a quota that lasts until tomorrow',
			{ status: 429, headers: { 'retry-after': '54000' } },
			/has reached its request limit until \w+day, \d+ March, \d\d:\d\d\./,
		],
		['a certificate', { kind: 'failure', reason: 'certificate' }, /certificate.*http\.systemCertificates/],
		['a proxy', { kind: 'failure', reason: 'proxy' }, /your proxy requires a login.*http\.proxy/],
		['a proxy that answers itself', { status: 407 }, /your proxy requires a login/],
		['a redirect with a key', { kind: 'failure', reason: 'elsewhere' }, /another host, which doesn’t get your key/],
		['429 without a time', { status: 429 }, /too many requests/],
		['500', { status: 500 }, /has a problem \(error 500\)/],
		['403', { status: 403 }, /refused/],
		['half a JSON', { headers: json, body: work.slice(0, 30) }, /incomplete or invalid/],
		['a redirect loop', { kind: 'failure', reason: 'circles' }, /too often/],
		['far too much', { kind: 'failure', reason: 'too-large' }, /too large a response/],
		[
			'a page of the network’s own',
			{ headers: { 'content-type': 'text/html; charset=utf-8' }, body: '<html>Log in</html>' },
			/web page instead of data/,
		],
		['slowness', { kind: 'failure', reason: 'too-slow' }, /too long/],
	];
	for (const [name, reply, sentence] of failures) {
		it(`should make one plain sentence of ${name}`, async () => {
			const { asking, files } = askingFor(() => reply);
			const answer = await asking.papers(question, crossref.parse);
			assert.ok(answer.kind === 'failed', answer.kind);
			assert.match(answer.sentence, sentence);
			assert.match(answer.sentence, /^[A-Z“][^\n]*\.$/);
			assert.deepEqual(files.paths, []);
		});
	}

	it('should offer a key where a quota is spent and the service takes keys, if there is none', async () => {
		const spent = () => ({ status: 429, headers: { 'retry-after': '54000' } });
		const request = { service: 'openalex', path: '/works', expects: 'json' } as const;
		const without = await askingFor(spent).asking.ask(request);
		assert.match(without.kind === 'failed' ? without.sentence : '', /Set API Key…/);
		const withKey = await askingFor(spent, { credentials: () => Promise.resolve({ secret: true }) }).asking.ask(request);
		assert.doesNotMatch(withKey.kind === 'failed' ? withKey.sentence : 'Set Key', /Set Key/);
	});

	it('should say what arXiv says of a mistyped id and of a category, whatever the status', async () => {
		const feed = (entry: string) => `<feed xmlns="http://www.w3.org/2005/Atom">${entry}</feed>`;
		const badId = feed(
			'<entry><id>https://arxiv.org/api/errors#incorrect_id_format_for_abc</id><title>Error</title><summary>incorrect id format for abc</summary></entry>',
		);
		const badCategory = feed('<title>Feed error for query: cs.XX</title>');
		for (const status of [200, 400]) {
			const said = async (request: SourceRequest, body: string) => {
				const answer = await askingFor(() => ({ status, headers: { 'content-type': 'application/atom+xml' }, body })).asking.papers(
					request,
					arxiv.parseIds,
				);
				return answer.kind === 'failed' ? answer.sentence : answer.kind;
			};
			assert.equal(await said(arxiv.byIds(['abc']), badId), 'arXiv reported an error: incorrect id format for abc.');
			assert.match(await said(arxiv.feed(['cs.XX']), badCategory), /^Unknown arXiv category\./);
		}
	});

	it('should ask once for an id that arXiv counts and does not have', async () => {
		const empty =
			'<feed xmlns="http://www.w3.org/2005/Atom" xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/"><opensearch:totalResults>1</opensearch:totalResults><opensearch:startIndex>0</opensearch:startIndex></feed>';
		const { asking, http } = askingFor(({ url }) =>
			url.includes('arxiv.org') ? { headers: { 'content-type': 'application/atom+xml' }, body: empty } : { status: 404 },
		);
		const [lookup] = await lookUp(asking, [{ kind: 'arxiv', id: '2403.99999' }]);
		assert.equal(http.requests.filter(({ url }) => url.includes('export.arxiv.org')).length, 1);
		assert.equal(lookup?.troubles[0]?.sentence, 'arXiv has no paper with this arXiv ID. Check it for typing mistakes.');
	});

	it('should ask nobody who is switched off, nor who does not answer browsers', async () => {
		const off = askingFor(() => ({}), { mayAsk: () => false });
		assert.equal((await off.asking.ask(question)).kind, 'off');
		const browser = askingFor(() => ({}), { inBrowser: true });
		const answer = await browser.asking.ask({ service: 'zotero', path: '/api', expects: 'json' });
		assert.ok(answer.kind === 'off');
		assert.match(answer.sentence, /browser/);
		assert.deepEqual([off.http.requests, browser.http.requests], [[], []]);
	});

	it('should tell what is not there from what went wrong', async () => {
		for (const [status, kind] of [
			[404, 'missing'],
			[410, 'missing'],
			[400, 'failed'],
			[500, 'failed'],
		] as const) {
			const { asking } = askingFor(() => ({ status, body: 'Resource not found.' }));
			assert.equal((await asking.ask(question)).kind, kind, `${status}`);
		}
	});

	it('should use an answer again while it is new, and ask whether it changed afterwards', async () => {
		let status = 200;
		const { asking, http, clock } = askingFor(() => ({
			status,
			headers: { ...json, etag: '"1"', 'last-modified': 'Sun, 01 Mar 2026 10:00:00 GMT' },
			body: status === 200 ? work : '',
		}));
		await asking.ask(question);
		await asking.ask(question);
		assert.equal(http.requests.length, 1);
		clock.step(day + 1);
		status = 304;
		const answer = await asking.papers(question, crossref.parse);
		assert.deepEqual(
			[http.requests[1]?.headers?.['if-none-match'], http.requests[1]?.headers?.['if-modified-since']],
			['"1"', 'Sun, 01 Mar 2026 10:00:00 GMT'],
		);
		assert.equal(answer.kind === 'papers' && answer.papers[0]?.title, 'Bananas');
		await asking.ask(question);
		assert.equal(http.requests.length, 2, 'unchanged counts as new');
	});

	it('should fall back on the last good answer and say that it is old', async () => {
		let good = true;
		const { asking, clock } = askingFor(() => (good ? { headers: json, body: work } : { kind: 'failure', reason: 'unreachable' }));
		await asking.ask(question);
		good = false;
		clock.step(2 * day);
		const answer = await asking.papers(question, crossref.parse);
		assert.ok(answer.kind === 'papers');
		assert.deepEqual([answer.papers[0]?.title, answer.at.toISOString()], ['Bananas', '2026-03-01T12:00:00.000Z']);
		assert.match(answer.stale ?? '', /Couldn’t reach/);
	});

	it('should survive a store that cannot be read or written', async () => {
		const { asking, files, lines } = askingFor(() => ({ headers: json, body: work }));
		files.failure = new Error('disk full');
		assert.equal((await asking.ask(question)).kind, 'answer');
		assert.ok(lines.some(line => line.includes('could not be kept')));
	});

	it('should log every request and never a key, and not follow redirects with one', async () => {
		const { asking, http, lines, files } = askingFor(() => ({ headers: json, body: work }), {
			credentials: () =>
				Promise.resolve({ secret: true, headers: { 'x-api-key': 'TOPSECRET' }, query: { api_key: 'TOPSECRET', mailto: 'me@example.org' } }),
		});
		await asking.ask(question);
		assert.match(http.requests[0]?.url ?? '', /api_key=TOPSECRET/);
		assert.equal(http.requests[0]?.confidential, true);
		assert.match(lines.join('\n'), /GET https:\/\/api\.crossref\.org\/works\/10\.1000%2Fa: 200/);
		assert.doesNotMatch(lines.join('\n'), /TOPSECRET|me@example/);
		assert.doesNotMatch(files.paths.map(path => files.text(path)).join(''), /TOPSECRET/);
	});

	it('should say which service runs and when it last worked', async () => {
		const { asking } = askingFor(() => ({ headers: json, body: work }));
		const seen: number[] = [];
		asking.onDidChange(() => seen.push(asking.serviceStates[0]?.running ?? -1));
		await asking.ask(question);
		assert.deepEqual(
			asking.serviceStates.map(({ service, running, lastGood }) => [service, running, lastGood?.toISOString()]),
			[['crossref', 0, '2026-03-01T12:00:00.000Z']],
		);
		assert.ok(seen.includes(1));
	});

	it('should tell half an XML answer from a whole one', async () => {
		const feed = '<feed><entry><id>http://arxiv.org/abs/2101.00001v1</id><title>T</title></entry></feed>\n';
		const whole = askingFor(() => ({ headers: { 'content-type': 'application/atom+xml' }, body: feed }));
		const half = askingFor(() => ({ headers: { 'content-type': 'application/atom+xml' }, body: feed.slice(0, 50) }));
		const request = arxiv.byIds(['2101.00001']);
		assert.deepEqual([(await whole.asking.ask(request)).kind, (await half.asking.ask(request)).kind], ['answer', 'failed']);
	});

	it('should ask arXiv again for a page that is empty by mistake', async () => {
		const page = (entry: string) =>
			`<feed xmlns="http://www.w3.org/2005/Atom" xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/"><opensearch:totalResults>7</opensearch:totalResults><opensearch:startIndex>0</opensearch:startIndex>${entry}</feed>`;
		const bodies = [page(''), page('<entry><id>http://arxiv.org/abs/2403.00001v1</id><title>Bananas</title></entry>')];
		const { asking, http } = askingFor(() => ({
			headers: { 'content-type': 'application/atom+xml' },
			body: bodies[http.requests.length - 1] ?? page(''),
		}));
		const answer = await asking.papers(arxiv.search({ query: 'bananas' }), arxiv.parse);
		assert.deepEqual([answer.kind === 'papers' && answer.papers.length, http.requests.length], [1, 2]);
		const never = askingFor(() => ({ headers: { 'content-type': 'application/atom+xml' }, body: page('') }));
		assert.equal((await never.asking.papers(arxiv.search({ query: 'bananas' }), arxiv.parse)).kind, 'failed');
		assert.equal(never.http.requests.length, 2);
	});
});
