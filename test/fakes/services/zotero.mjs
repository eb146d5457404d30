import { papers } from './papers.mjs';

/** The library's version, as Zotero counts its changes. */
const version = 12;

/**
 * Zotero's local API, Better BibTeX, and the Web API, for one library with the made-up papers.
 * @param {'zotero' | 'zotero-web'} service
 * @param {URL} url
 * @param {string} body
 * @param {import('node:http').IncomingHttpHeaders} headers
 * @returns {import('./server.mjs').Answer | undefined}
 */
export function zoteroAnswer(service, url, body, headers) {
	const path = service === 'zotero' ? url.pathname.replace(/^\/api/, '') : url.pathname;
	if (service === 'zotero-web' && headers['zotero-api-key'] !== 'made-up-key') {
		return { status: 403, headers: { 'content-type': 'text/plain' }, body: 'Forbidden' };
	}
	if (path === '/better-bibtex/json-rpc') {
		return rpc(JSON.parse(body));
	}
	if (path === '/better-bibtex/cayw') {
		return { headers: { 'content-type': 'text/plain' }, body: url.searchParams.get('probe') ? 'ready' : '[@peel2024bananas, p. 3]' };
	}
	if (path === '/keys/current') {
		return json({ userID: 7, username: 'nobody', access: { user: { library: true } } });
	}
	if (/^\/users\/\d+\/groups$/.test(path)) {
		return json([{ id: 99, version: 1, data: { id: 99, name: 'Fruit Group' } }]);
	}
	if (/\/collections$/.test(path)) {
		return json([{ key: 'COLL0001', version: 3, data: { key: 'COLL0001', name: 'Fruit', parentCollection: false } }]);
	}
	if (/\/deleted$/.test(path)) {
		return json({ items: [], collections: [] });
	}
	if (/\/items$/.test(path) && url.searchParams.get('itemType') === 'annotation') {
		const since = Number(url.searchParams.get('since') ?? 0);
		return url.searchParams.get('format') === 'versions'
			? json(Object.fromEntries(annotations.map(item => [item.key, item.version])))
			: page(
					annotations.filter(item => item.version > since),
					url,
				);
	}
	if (/\/items$/.test(path) && url.searchParams.has('itemKey')) {
		const keys = (url.searchParams.get('itemKey') ?? '').split(',');
		return json(keys.map(key => ({ key, version: 1, data: { key, itemType: 'attachment', parentItem: key.replace('FILE', 'ITEM') } })));
	}
	if (/^\/(?:users|groups)\/\d+\/items(?:\/top)?$/.test(path)) {
		const since = Number(url.searchParams.get('since') ?? 0);
		const words = (url.searchParams.get('q') ?? '').toLowerCase();
		const items = papers.map(zoteroItem).filter(item => item.version > since && item.data.title.toLowerCase().includes(words));
		return page(items, url);
	}
	return undefined;
}

/** What somebody marked in the PDF of the first paper. */
const annotations = [
	{ type: 'highlight', text: 'Bananas are <i>yellow</i>', comment: 'Why?', color: '#2ea8e5' },
	{ type: 'image', text: undefined, comment: '', color: '#aaaaaa' },
].map(({ type, text, comment, color }, at) => ({
	key: `NOTE000${at + 1}`,
	version: 5 + at,
	data: {
		key: `NOTE000${at + 1}`,
		itemType: 'annotation',
		parentItem: 'FILE0001',
		annotationType: type,
		annotationText: text,
		annotationComment: comment,
		annotationColor: color,
		annotationPageLabel: '1',
		annotationPosition: JSON.stringify({ pageIndex: 0, rects: [[72, 700 - 50 * at, 300, 712 - 50 * at]] }),
		tags: [{ tag: 'claim' }],
		dateModified: '2026-01-01T00:00:00Z',
	},
}));

/**
 * A page of a list, as it was asked for.
 * @param {readonly unknown[]} items
 * @param {URL} url
 */
function page(items, url) {
	const start = Number(url.searchParams.get('start') ?? 0);
	const limit = Number(url.searchParams.get('limit') ?? 25);
	return {
		...json(items.slice(start, start + limit)),
		headers: { 'content-type': 'application/json', 'total-results': String(items.length), 'last-modified-version': String(version) },
	};
}

/**
 * @param {{ method: string, params: unknown[], id: number }} call
 */
function rpc({ method, params, id }) {
	const found = papers.filter(paper => paper.title.toLowerCase().includes(String(params[0]).toLowerCase()));
	const results = {
		'api.ready': { betterbibtex: '7.0.0', zotero: '7.0.0' },
		'user.groups': [
			{ id: 1, name: 'My Library' },
			{ id: 2, name: 'Fruit Group' },
		],
		'item.search': found.map(paper => ({
			id: 'http://zotero.org/users/7/items/ITEM0001',
			type: 'article-journal',
			title: paper.title,
			author: paper.authors.map(name => ({ given: name.split(' ')[0], family: name.split(' ')[1] })),
			citekey: keyOf(paper),
			'citation-key': keyOf(paper),
			library: 'My Library',
		})),
	};
	const result = Reflect.get(results, method);
	return json(
		result === undefined
			? { jsonrpc: '2.0', error: { code: -32601, message: `Method not found: ${method}` }, id }
			: { jsonrpc: '2.0', result, id },
	);
}

/**
 * @param {import('./papers.mjs').MadeUpPaper} paper
 */
function zoteroItem(paper) {
	const place = papers.indexOf(paper) + 1;
	return {
		key: `ITEM000${place}`,
		version: place + 3,
		library: { type: 'user', id: 7 },
		links: paper.arxiv
			? {
					attachment: {
						href: `https://api.zotero.org/users/7/items/FILE000${place}`,
						type: 'application/json',
						attachmentType: 'application/pdf',
					},
				}
			: {},
		meta: { numChildren: 1 },
		data: {
			key: `ITEM000${place}`,
			version: place + 3,
			itemType: 'journalArticle',
			title: paper.title,
			abstractNote: paper.abstract,
			date: String(paper.year),
			DOI: paper.doi ?? '',
			extra: `Citation Key: ${keyOf(paper)}`,
			creators: paper.authors.map(name => ({
				creatorType: 'author',
				firstName: name.split(' ')[0],
				lastName: name.split(' ').slice(1).join(' '),
			})),
			tags: [{ tag: 'fruit' }],
			collections: ['COLL0001'],
		},
	};
}

/**
 * @param {import('./papers.mjs').MadeUpPaper} paper
 */
function keyOf({ title, authors, year }) {
	return `${(authors[0] ?? '').split(' ').at(-1)}${year}${title.split(' ')[0]}`.toLowerCase();
}

/**
 * @param {unknown} value
 */
function json(value) {
	return { headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) };
}
