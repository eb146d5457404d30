import assert from 'node:assert/strict';
import type { Paper } from '../../../src/core/paper/paper';
import { paperMarks } from '../../../src/core/reading/paperMarks';
import { checkForNews, withNews } from '../../../src/core/sources/updates';
import type { PaperNews } from '../../../src/core/sources/updates';
import { askingFor } from '../../fakes/askingFor';
import { arxivEntry, crossrefWork, openAlexWork, papers } from '../../fakes/services/papers.mjs';

const [bananas, peel, fruit, peeling] = papers;
assert.ok(bananas && peel && fruit && peeling);

const paper = (key: string, fields: Partial<Paper>): Paper => ({
	id: key,
	'citation-key': key,
	type: 'article',
	title: key,
	status: 'unread',
	added: '2024-01-01T00:00:00Z',
	updated: '2024-01-01T00:00:00Z',
	...fields,
});
const json = (value: unknown) => ({ headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) });
const feed = (entries: string) => ({
	headers: { 'content-type': 'application/atom+xml' },
	body: `<feed xmlns:arxiv="http://arxiv.org/schemas/atom">${entries}</feed>`,
});

const library = [
	paper('fruit', { DOI: '10.5555/fruit.3' }),
	paper('peeling', { DOI: '10.5555/peeling.4' }),
	paper('bananas', { identifiers: { arxiv: '2403.00001' } }),
	paper('peel', { identifiers: { arxiv: '2503.00002' } }),
	paper('nameless', {}),
];
/** Crossref, OpenAlex and arXiv, knowing all. */
const services = () =>
	askingFor(({ url }) => {
		if (url.includes('crossref')) {
			return json({ message: { items: [fruit, peeling].map(crossrefWork) } });
		}
		return url.includes('openalex')
			? json({ results: [fruit, peeling].map(openAlexWork) })
			: feed([bananas, peel].map(arxivEntry).join(''));
	});

describe('updates', () => {
	it('should ask for many papers at once, and tell retractions, publications and versions', async () => {
		const { asking, http } = services();
		const { checks, nameless, troubles, cancelled } = await checkForNews(asking, library);
		assert.deepEqual([http.requests.length, nameless.map(({ id }) => id), troubles, cancelled], [3, ['nameless'], [], false]);
		assert.deepEqual(Object.fromEntries(checks.map(({ paper: { id }, news }) => [id, news])), {
			fruit: { retracted: { by: 'crossref', DOI: '10.5555/retraction.3', date: '2022-01-02' } },
			peeling: { 'published-version': { by: 'crossref', DOI: '10.5555/peeling.5' } },
			bananas: { 'arxiv-version': { version: 2, date: '2024-03-02' } },
			peel: { 'published-version': { by: 'arxiv', DOI: '10.5555/peel.2' }, 'arxiv-version': { version: 2, date: '2025-03-02' } },
		});
	});

	it('should let one service tell what it knows where another is in trouble', async () => {
		const { asking } = askingFor(({ url }) =>
			url.includes('openalex') ? json({ results: [fruit].map(openAlexWork) }) : { kind: 'failure', reason: 'unreachable' },
		);
		const { checks, troubles } = await checkForNews(asking, library);
		assert.deepEqual(checks.find(check => check.paper.id === 'fruit')?.news, { retracted: { by: 'openalex' } });
		assert.deepEqual(
			troubles.map(({ service }) => service),
			['crossref', 'arxiv'],
		);
	});

	it('should know a paper that its authors withdrew, and one that is its own publication', async () => {
		const withdrawn = { ...bananas, abstract: 'This paper has been withdrawn by the author due to a banana.' };
		const { asking } = askingFor(
			({ url }) => (url.includes('arxiv') ? feed([arxivEntry(withdrawn), arxivEntry(peel)].join('')) : json({ message: { items: [] } })),
			{ mayAsk: service => service === 'arxiv' },
		);
		const { checks } = await checkForNews(asking, [
			library[2] ?? assert.fail(),
			paper('peel', { DOI: '10.5555/peel.2', identifiers: { arxiv: '2503.00002' } }),
		]);
		assert.deepEqual(
			checks.map(({ news }) => [news.retracted, news['published-version']]),
			[
				[{ by: 'arxiv' }, undefined],
				[undefined, undefined],
			],
		);
	});

	it('should tell news once, keep what was said, and notice the next version', () => {
		const news: PaperNews = { retracted: { by: 'crossref' }, 'arxiv-version': { version: 2, date: '2024-03-02' } };
		const first = withNews(paper('a', {}), news);
		assert.deepEqual(first.fresh, ['retracted', 'arxiv-version']);
		assert.deepEqual(withNews(first.paper, news), { paper: first.paper, fresh: [] });
		assert.equal(withNews(first.paper, {}).paper, first.paper, 'silence is no all-clear');
		assert.deepEqual(withNews(first.paper, { 'arxiv-version': { version: 3, date: '2024-09-01' } }).fresh, ['arxiv-version']);
		assert.deepEqual(
			withNews(paper('a', { added: '2024-06-01T00:00:00Z' }), news).fresh,
			['retracted'],
			'the version was there when the paper came',
		);
		assert.deepEqual(
			paperMarks(first.paper).map(({ kind }) => kind),
			['retracted', 'revised'],
		);
	});
});
