import assert from 'node:assert/strict';
import type { Permissions } from '../../../src/core/sources/asking';
import type { Paper } from '../../../src/core/paper/paper';
import { getOpenPdf } from '../../../src/core/sources/openAccess';
import type { ServiceId } from '../../../src/core/sources/services';
import { unpaywall } from '../../../src/core/sources/unpaywall';
import { crossref } from '../../../src/core/sources/crossref';
import { CallOff } from '../../../src/core/work/callOff';
import { askingFor } from '../../fakes/askingFor';
import type { Responder } from '../../fakes/cannedHttp';

const json = { 'content-type': 'application/json' };
const pdf = new TextEncoder().encode('%PDF-1.4\n%%EOF\n');
const file = { bytes: pdf };
const page = { bytes: new TextEncoder().encode('<!DOCTYPE html><html>Log in</html>') };

const paper = (more: Partial<Paper> = {}): Paper => ({
	id: 'a',
	'citation-key': 'peel2024',
	type: 'article-journal',
	title: 'Bananas',
	status: 'unread',
	added: '2026-01-01T00:00:00Z',
	updated: '2026-01-01T00:00:00Z',
	...more,
});
const free = (...urls: readonly string[]) => urls.map(url => ({ kind: 'other' as const, url, role: 'open-access-pdf' }));
const only = (...on: readonly ServiceId[]): Partial<Permissions> => ({ mayAsk: service => on.includes(service) });

async function get(wanted: Paper, respond: Responder, permissions: Partial<Permissions> = {}) {
	const { asking, http } = askingFor(respond, permissions);
	const found = await getOpenPdf(asking, wanted, { inBrowser: permissions.inBrowser === true });
	return {
		found: found.kind === 'pdf' ? `${found.kind} of ${found.host}` : found.kind === 'cancelled' ? found.kind : found.sentence,
		asked: http.requests.map(({ url }) => url),
		requests: http.requests,
	};
}

describe('a PDF that may be read for free', () => {
	it('should come from an address of the record first, then from arXiv, without a key and only from the public web', async () => {
		const wanted = paper({ links: free('https://journal.example.org/1.pdf', 'ftp://x/y.pdf'), identifiers: { arxiv: '2403.00001' } });
		const { found, asked, requests } = await get(wanted, ({ url }) => (url.includes('journal') ? page : file));
		assert.equal(found, 'pdf of arxiv.org');
		assert.deepEqual(asked, ['https://journal.example.org/1.pdf', 'https://export.arxiv.org/pdf/2403.00001']);
		assert.deepEqual(
			requests.map(({ download, confidential }) => [download?.home, confidential]),
			[
				[undefined, undefined],
				['https://export.arxiv.org', undefined],
			],
		);
	});

	it('should know arXiv by every address and identifier of its own, in old forms too', async () => {
		const wanted = [
			paper({ links: free('http://arxiv.org/pdf/2403.00001v3.pdf') }),
			paper({ DOI: '10.48550/arXiv.2403.00001' }),
			paper({ URL: 'https://arxiv.org/abs/2403.00001v2' }),
			paper({ identifiers: { arxiv: 'hep-th/9901001' } }),
		];
		const asked = await Promise.all(wanted.map(async one => (await get(one, () => file, only('arxiv'))).asked.join()));
		assert.deepEqual(asked, [
			'https://export.arxiv.org/pdf/2403.00001',
			'https://export.arxiv.org/pdf/2403.00001',
			'https://export.arxiv.org/pdf/2403.00001',
			'https://export.arxiv.org/pdf/hep-th/9901001',
		]);
	});

	it('should ask only services that are switched on, each until one has a PDF, no address twice', async () => {
		const wanted = paper({ DOI: '10.5555/peel', links: free('https://a.example.org/1.pdf'), identifiers: { arxiv: '2403.00001' } });
		const respond: Responder = ({ url }) =>
			url.includes('openalex')
				? {
						headers: json,
						body: JSON.stringify({
							id: 'https://openalex.org/W1',
							title: 'Bananas',
							best_oa_location: { pdf_url: 'https://a.example.org/1.pdf' },
						}),
					}
				: url.includes('semanticscholar')
					? {
							headers: json,
							body: JSON.stringify({ paperId: 'p', title: 'Bananas', openAccessPdf: { url: 'https://b.example.org/2.pdf' } }),
						}
					: url.includes('b.example.org')
						? file
						: page;
		const { found, asked } = await get(wanted, respond, only('openalex', 'semantic-scholar', 'crossref'));
		assert.equal(found, 'pdf of b.example.org');
		assert.deepEqual(
			asked.map(url => /^https:\/\/[^/]+/.exec(url)?.[0]),
			['https://a.example.org', 'https://api.openalex.org', 'https://api.semanticscholar.org', 'https://b.example.org'],
		);
		assert.deepEqual((await get(wanted, () => file, only('pubmed'))).asked, []);
	});

	it('should be refused in one sentence that names the paper and says what to do', async () => {
		const wanted = paper({ links: free('https://a.example.org/1.pdf') });
		const cases: readonly (readonly [ReturnType<Responder>, RegExp])[] = [
			[page, /^a\.example\.org sent a web page instead of the PDF of @peel2024; it may require a login\. Download it/],
			[{ bytes: pdf.slice(0, 10) }, /^The PDF of @peel2024 arrived incomplete from a\.example\.org\. Try again\.$/],
			[{ bytes: new TextEncoder().encode('{}') }, /^a\.example\.org sent something other than a PDF of @peel2024\. Download it/],
			[{ bytes: new Uint8Array() }, /something other than a PDF of @peel2024/],
			[{ status: 404, bytes: pdf }, /^a\.example\.org didn’t send the PDF of @peel2024 \(error 404\)/],
			[{ status: 204 }, /didn’t send the PDF of @peel2024/],
			[{ kind: 'failure', reason: 'too-large' }, /^The PDF of @peel2024 at a\.example\.org is larger than 200 MB/],
			[
				{ kind: 'failure', reason: 'elsewhere' },
				/^The link to the PDF of @peel2024 at a\.example\.org leads to an address that isn’t on the public web/,
			],
			[{ kind: 'failure', reason: 'circles' }, /^a\.example\.org redirected the request for the PDF of @peel2024 too often/],
			[{ kind: 'failure', reason: 'unreachable' }, /^Couldn’t download the PDF of @peel2024 from a\.example\.org\. Check the connection/],
			[{ status: 429, headers: { 'retry-after': '600' } }, /@peel2024/],
		];
		for (const [answer, sentence] of cases) {
			assert.match((await get(wanted, () => answer)).found, sentence);
		}
		const inBrowser = await get(wanted, () => ({ kind: 'failure', reason: 'unreachable' }), { inBrowser: true });
		assert.match(inBrowser.found, /doesn’t let VS Code in a browser download the PDF of @peel2024\. Use the desktop application/);
		assert.equal((await get(wanted, () => ({ kind: 'failure', reason: 'cancelled' }))).found, 'cancelled');
	});

	it('should tell a paper without identifiers from one that nobody has, and from services that were silent', async () => {
		assert.match((await get(paper(), () => file)).found, /^@peel2024 has no DOI or arXiv ID/);
		const none: Responder = () => ({ status: 404, headers: json });
		assert.match((await get(paper({ DOI: '10.5555/x' }), none)).found, /^No open-access PDF of @peel2024 found\. Download one/);
		const silent: Responder = () => ({ kind: 'failure', reason: 'unreachable' });
		assert.match((await get(paper({ DOI: '10.5555/x' }), silent)).found, /^No open-access PDF of @peel2024 found, but not every service/);
	});

	it('should try only so many addresses for one paper, and stop when it is called off', async () => {
		const urls = Array.from({ length: 50 }, (_, at) => `https://a${at}.example.org/x.pdf`);
		assert.equal((await get(paper({ links: free(...urls) }), () => page)).asked.length, 8);
		const off = new CallOff(undefined);
		const { asking, http } = askingFor(() => {
			off.callOff();
			return page;
		});
		assert.deepEqual(await getOpenPdf(asking, paper({ links: free(...urls) }), {}, off), { kind: 'cancelled' });
		assert.equal(http.requests.length, 1);
	});
});

describe('Unpaywall and Crossref as ways to a PDF', () => {
	it('should read every location of Unpaywall, the best first', async () => {
		const body = JSON.stringify({
			doi: '10.5555/x',
			title: 'Bananas',
			best_oa_location: { url_for_pdf: 'https://b.example.org/x.pdf', url: 'https://b.example.org/x' },
			oa_locations: [
				{ url_for_pdf: null },
				null,
				{ url_for_pdf: 'https://b.example.org/x.pdf' },
				{ url_for_pdf: 'https://c.example.org/y.pdf' },
			],
		});
		const parsed = unpaywall.parse(body);
		assert.deepEqual(parsed.kind === 'papers' && parsed.papers[0]?.links?.map(({ url }) => url), [
			'https://b.example.org/x.pdf',
			'https://c.example.org/y.pdf',
		]);
		for (const strange of ['{}', '[]', 'null', '{"doi":1,"oa_locations":"x","best_oa_location":[]}']) {
			assert.ok(['papers', 'mistake'].includes(unpaywall.parse(strange).kind));
		}
		const { asking } = askingFor(() => ({
			status: 422,
			headers: json,
			body: '{"error":true,"message":"Please use your own email address in API calls."}',
		}));
		const refused = await asking.papers(unpaywall.byDoi('10.5555/x'), unpaywall.parse);
		assert.match(refused.kind === 'papers' ? '' : refused.sentence, /marginalia\.network\.email/);
	});

	it('should take a PDF of Crossref only where a licence frees it', () => {
		const work = (license: string) =>
			crossref.parse(
				JSON.stringify({
					message: {
						DOI: '10.5555/x',
						title: ['Bananas'],
						license: [{ URL: license }, null],
						link: [
							{ URL: 'https://a.example.org/x.xml', 'content-type': 'text/xml' },
							{ URL: 'https://a.example.org/x.pdf', 'content-type': 'application/pdf' },
							{ URL: 'javascript:x', 'content-type': 'application/pdf' },
						],
					},
				}),
			);
		const linksOf = (parsed: ReturnType<typeof work>) => (parsed.kind === 'papers' ? parsed.papers[0]?.links : undefined);
		assert.deepEqual(linksOf(work('http://creativecommons.org/licenses/by/4.0/')), free('https://a.example.org/x.pdf'));
		assert.equal(linksOf(work('https://www.elsevier.com/tdm/userlicense/1.0/')), undefined);
	});
});
