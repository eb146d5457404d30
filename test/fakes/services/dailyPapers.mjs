// Hugging Face's Daily Papers on this computer, as they change in the course of days: lists of many pages, new lists, slow answers.
import { createServer } from 'node:http';

/**
 * @typedef {object} Listed
 * @property {string} id of arXiv
 * @property {string} title
 * @property {string} day as 2026-03-02
 * @property {number} [upvotes]
 */

/**
 * @typedef {object} Lists
 * @property {readonly Listed[]} latest
 * @property {readonly Listed[]} week of any week
 * @property {number} delay of each answer, in milliseconds
 */

/**
 * Starts the server. What it answers is taken from `lists` at that moment.
 * @returns {Promise<{ url: string, lists: Lists, requests: string[], stop: () => Promise<void> }>}
 */
export async function startDailyPapers() {
	/** @type {Lists} */
	const lists = { latest: [], week: [], delay: 0 };
	/** @type {string[]} */
	const requests = [];
	const server = createServer((request, response) => {
		const url = new URL(request.url ?? '/', 'http://services.test');
		requests.push(request.url ?? '/');
		const page = Number(url.searchParams.get('p') ?? 0);
		const limit = Number(url.searchParams.get('limit') ?? 50);
		const list = url.searchParams.has('week') ? lists.week : lists.latest;
		const body = JSON.stringify(list.slice(page * limit, (page + 1) * limit).map(itemOf));
		setTimeout(() => response.writeHead(200, { 'content-type': 'application/json' }).end(body), lists.delay);
	});
	await new Promise(resolve => server.listen(0, '127.0.0.1', () => resolve(undefined)));
	const address = server.address();
	return {
		url: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
		lists,
		requests,
		stop: () =>
			new Promise(resolve => {
				server.close(() => resolve(undefined));
				server.closeAllConnections();
			}),
	};
}

/**
 * @param {Listed} listed
 */
function itemOf({ id, title, day, upvotes = 1 }) {
	return {
		paper: {
			id,
			title,
			summary: `${title}. None of this is true.`,
			upvotes,
			authors: [{ name: 'Ada Peel' }, { name: 'Bruno Curve' }],
			publishedAt: `${day}T00:00:00.000Z`,
			submittedOnDailyAt: `${day}T00:00:00.000Z`,
		},
		numComments: 3,
	};
}
