// A server on this computer that answers like the services do, and like they do on a bad day.
import { createServer } from 'node:http';
import { arxivEntry, crossrefWork, dailyItem, openAlexId, openAlexWork, papers } from './papers.mjs';
import { zoteroAnswer } from './zotero.mjs';

/**
 * @typedef {object} Answer
 * @property {number} [status]
 * @property {Record<string, string>} [headers]
 * @property {string} body
 */

/**
 * Starts the server. An address is `${url}/MODE/SERVICE`: `ok` answers, the others are {@link troubles}.
 * @returns {Promise<{ url: string, requests: string[], stop: () => Promise<void> }>}
 */
export async function startServices() {
	/** @type {string[]} */
	const requests = [];
	const server = createServer((request, response) => {
		const url = request.url ?? '/';
		const [, mode = '', service = ''] = url.split('/');
		// The web worker host is a page of another origin. https://developer.mozilla.org/docs/Web/HTTP/CORS
		response.setHeader('access-control-allow-origin', '*');
		response.setHeader('access-control-allow-headers', '*');
		response.setHeader('access-control-expose-headers', '*');
		if (request.method === 'OPTIONS') {
			response.writeHead(204).end();
			return;
		}
		// What a test in the editor sees of `requests`.
		if (url === '/asked') {
			send(response, { headers: { 'content-type': 'application/json' }, body: JSON.stringify(requests) });
			return;
		}
		requests.push(`${request.method} ${url}`);
		let body = '';
		request.on('data', chunk => {
			body += chunk;
		});
		request.on('end', () => {
			const answer = answerOf(service, url.slice(`/${mode}/${service}`.length), body, request.headers) ?? {
				status: 404,
				headers: { 'content-type': 'text/plain' },
				body: 'Resource not found.',
			};
			const trouble = troubles[mode];
			if (trouble) {
				trouble(response, answer, url);
			} else {
				send(response, answer);
			}
		});
	});
	await new Promise(resolve => server.listen(0, '127.0.0.1', () => resolve(undefined)));
	const address = server.address();
	const port = typeof address === 'object' && address !== null ? address.port : 0;
	return {
		url: `http://127.0.0.1:${port}`,
		requests,
		stop: () =>
			new Promise(resolve => {
				server.close(() => resolve(undefined));
				server.closeAllConnections();
			}),
	};
}

/**
 * What services and networks do on a bad day.
 * @type {Record<string, (response: import('node:http').ServerResponse, answer: Answer, url: string) => void>}
 */
const troubles = {
	half: (response, answer) => send(response, { ...answer, body: answer.body.slice(0, answer.body.length / 2) }),
	cut: (response, answer) => {
		response.writeHead(200, { ...answer.headers, 'content-length': String(answer.body.length * 2) });
		response.write(answer.body.slice(0, answer.body.length / 2), () => setTimeout(() => response.destroy(), 20));
	},
	killed: response => response.destroy(),
	error: response => send(response, { status: 500, body: 'oops' }),
	limit: response => send(response, { status: 429, headers: { 'retry-after': '3600' }, body: 'slow down' }),
	html: response => send(response, { headers: { 'content-type': 'text/html' }, body: '<html><body>Log in to this network</body></html>' }),
	loop: (response, _answer, url) => response.writeHead(302, { location: url }).end(),
	huge: response => {
		response.writeHead(200, { 'content-type': 'application/json', 'content-length': String(2_000_000_000) });
		response.write(' '.repeat(1000));
	},
	// Says nothing of its size, and goes on as long as somebody listens.
	endless: response => {
		response.writeHead(200, { 'content-type': 'application/json' });
		const more = () => response.write(' '.repeat(1_000_000));
		response.on('drain', more);
		more();
	},
	slow: () => {
		/* never answers */
	},
};

/**
 * @param {import('node:http').ServerResponse} response
 * @param {Answer} answer
 */
function send(response, { status = 200, headers = {}, body }) {
	response.writeHead(status, headers).end(body);
}

/**
 * @param {string} service
 * @param {string} path
 * @param {string} body
 * @param {import('node:http').IncomingHttpHeaders} headers
 * @returns {Answer | undefined}
 */
function answerOf(service, path, body, headers) {
	const url = new URL(path, 'http://services.test');
	const ask = (/** @type {string} */ name) => url.searchParams.get(name) ?? '';
	switch (service) {
		case 'arxiv': {
			const file = /^\/pdf\/(.+)$/.exec(url.pathname)?.[1];
			if (file) {
				return pdfAnswer(file);
			}
			const ids = ask('id_list')
				.split(',')
				.filter(Boolean)
				.map(id => id.replace(/v\d+$/, ''));
			if (ids.some(id => !/^[\d.]+$|\//.test(id))) {
				return {
					...xml(
						`<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>https://arxiv.org/api/errors#incorrect_id_format_for_${ids[0]}</id><title>Error</title><summary>incorrect id format for ${ids[0]}</summary></entry></feed>`,
					),
					status: 400,
				};
			}
			const found =
				ids.length > 0
					? papers.filter(paper => paper.arxiv && ids.includes(paper.arxiv))
					: matching(ask('search_query').replace(/\b[a-z]+:|\bAND\b/g, ' ')).filter(paper => paper.arxiv);
			return xml(
				`<?xml version="1.0" encoding="UTF-8"?><feed xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns="http://www.w3.org/2005/Atom"><opensearch:totalResults>${found.length}</opensearch:totalResults>${found.map(arxivEntry).join('')}</feed>`,
			);
		}
		case 'crossref': {
			const doi = decodeURIComponent(/^\/works\/(.+)$/.exec(url.pathname)?.[1] ?? '');
			const work = papers.find(paper => paper.doi === doi);
			const dois = ask('filter')
				.split(',')
				.filter(Boolean)
				.map(part => part.replace(/^doi:/, ''));
			const list =
				dois.length > 0
					? papers.filter(paper => paper.doi && dois.includes(paper.doi))
					: matching(ask('query.bibliographic')).filter(paper => paper.doi);
			return doi
				? work && json({ status: 'ok', message: crossrefWork(work) })
				: json({ status: 'ok', message: { items: list.map(crossrefWork) } });
		}
		case 'openalex': {
			const id = decodeURIComponent(/^\/works\/(.+)$/.exec(url.pathname)?.[1] ?? '');
			const work = papers.find(paper => [`doi:${paper.doi}`, `doi:10.48550/arxiv.${paper.arxiv}`, openAlexId(paper)].includes(id));
			const ids = /^(?:doi|openalex):(.*)$/.exec(ask('filter'))?.[1]?.split('|');
			const cited = /^cites:(W\d+)$/.exec(ask('filter'))?.[1];
			const list = ids
				? papers.filter(paper => ids.includes(openAlexId(paper)) || ids.includes(paper.doi ?? ''))
				: cited
					? papers.filter(paper => openAlexWork(paper).referenced_works.some(other => other.endsWith(cited)))
					: matching(ask('search'));
			return id ? work && json(openAlexWork(work)) : json({ meta: { count: list.length }, results: list.map(openAlexWork) });
		}
		case 'unpaywall': {
			const doi = decodeURIComponent(/^\/v2\/(.+)$/.exec(url.pathname)?.[1] ?? '');
			const paper = papers.find(known => known.doi === doi);
			if (!ask('email').includes('@')) {
				return { ...json({ error: true, message: 'Please use your own email address in API calls.' }), status: 422 };
			}
			const location = paper?.arxiv && { url_for_pdf: `https://arxiv.org/pdf/${paper.arxiv}` };
			return paper && json({ doi, title: paper.title, best_oa_location: location ?? null, oa_locations: location ? [location] : [] });
		}
		case 'daily-papers': {
			const one = papers.find(paper => paper.arxiv && url.pathname === `/api/papers/${paper.arxiv}`);
			if (one) {
				return json(dailyItem(one).paper);
			}
			const list = url.pathname.endsWith('/search') ? matching(ask('q')).filter(paper => paper.arxiv) : papers.filter(paper => paper.arxiv);
			if (/^\d/.test(ask('date')) && ask('date') !== '2025-03-02') {
				return { ...json({ error: 'No list of this day' }), status: 404 };
			}
			return /^\/api\/(?:daily_papers|papers\/search)$/.test(url.pathname) ? json(list.map(dailyItem)) : undefined;
		}
		case 'arxiv-feeds':
			return xml(
				`<feed xmlns="http://www.w3.org/2005/Atom">${papers
					.filter(paper => paper.arxiv)
					.map(arxivEntry)
					.join('')}</feed>`,
			);
		case 'web-feeds':
			// Says when nothing changed, as good servers do.
			return headers['if-none-match'] === '"1"'
				? { status: 304, body: '' }
				: {
						headers: { 'content-type': 'application/rss+xml', etag: '"1"' },
						body: `<rss version="2.0"><channel><title>Annals of Nothing</title>${papers
							.filter(paper => paper.doi)
							.map(
								paper =>
									`<item><title>${paper.title}</title><guid isPermaLink="false">${paper.doi}</guid><link>https://doi.org/${paper.doi}</link><description>${paper.abstract}</description></item>`,
							)
							.join('')}</channel></rss>`,
					};
		case 'open-library':
			return json(
				Object.fromEntries(
					ask('bibkeys')
						.split(',')
						.filter(key => key === 'ISBN:9783161484100')
						.map(key => [
							key,
							{
								title: 'A Book of Nothing',
								authors: [{ name: 'Ada Peel' }],
								publish_date: 'March 2001',
								publishers: [{ name: 'Nobody' }],
								url: 'https://openlibrary.org/books/OL1M',
							},
						]),
				),
			);
		case 'zotero':
		case 'zotero-web':
			return zoteroAnswer(service, url, body, headers);
		default:
			return undefined;
	}
}

/**
 * arXiv leads to the newest version; of one paper it sends a page.
 * @param {string} id
 * @returns {Answer | undefined}
 */
function pdfAnswer(id) {
	const paper = papers.find(known => known.arxiv && id.startsWith(known.arxiv));
	if (paper?.doi) {
		return { headers: { 'content-type': 'application/pdf' }, body: '<!DOCTYPE html><html><body>Are you a robot?</body></html>' };
	}
	return (
		paper &&
		(id.endsWith('v2')
			? { headers: { 'content-type': 'application/pdf' }, body: `%PDF-1.4\n% ${paper.title}\ntrailer << >>\nstartxref\n0\n%%EOF\n` }
			: { status: 302, headers: { location: `${id}v2` }, body: '' })
	);
}

/**
 * Papers that share a word with a text, most first.
 * @param {string} text
 */
function matching(text) {
	const words = (/** @type {string} */ part) => part.toLowerCase().match(/\p{L}{3,}/gu) ?? [];
	const asked = new Set(words(text));
	return papers
		.map(paper => ({ paper, shared: words(paper.title).filter(word => asked.has(word)).length }))
		.filter(({ shared }) => shared > 0)
		.sort((a, b) => b.shared - a.shared)
		.map(({ paper }) => paper);
}

/**
 * @param {unknown} value
 * @returns {Answer}
 */
function json(value) {
	return { headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) };
}

/**
 * @param {string} body
 * @returns {Answer}
 */
function xml(body) {
	return { headers: { 'content-type': 'application/atom+xml; charset=utf-8' }, body };
}
