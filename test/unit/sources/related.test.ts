import assert from 'node:assert/strict';
import type { IncomingPaper } from '../../../src/core/paper/paper';
import { relatedEntries, wantedText } from '../../../src/core/reading/relatedEntry';
import { relatedPapers } from '../../../src/core/sources/related';
import { questionsOf } from '../../../src/core/feeds/subscription';
import { openAlexIdsOf } from '../../../src/core/sources/citedWorks';
import { askingFor } from '../../fakes/askingFor';
import { openAlexId, openAlexWork, papers } from '../../fakes/services/papers.mjs';

const [bananas, , fruit, peeling] = papers;
assert.ok(bananas && fruit && peeling);
const mine: IncomingPaper = { type: 'article', title: bananas.title, identifiers: { arxiv: '2403.00001' } };
const json = (value: unknown) => ({ headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) });

describe('related papers', () => {
	it('should be the references in their order, by OpenAlex', async () => {
		const cited = [peeling, fruit];
		const { asking, http } = askingFor(({ url }) =>
			url.includes('/works/')
				? json({ ...openAlexWork(bananas), referenced_works: cited.map(work => `https://openalex.org/${openAlexId(work)}`) })
				: json({ meta: { count: 2 }, results: [fruit, peeling].map(openAlexWork) }),
		);
		const related = await relatedPapers(asking, mine, 'references');
		assert.deepEqual(
			related.kind === 'papers' && related.papers.map(({ title }) => title),
			cited.map(({ title }) => title),
		);
		assert.match(http.requests[0]?.url ?? '', /doi%3A10\.48550%2Farxiv\.2403\.00001/);
	});

	it('should be what Semantic Scholar knows where OpenAlex has nothing', async () => {
		const { asking } = askingFor(({ url }) =>
			url.includes('openalex')
				? json({ ...openAlexWork(bananas), referenced_works: [] })
				: json({ data: [{ citedPaper: { paperId: 'p', title: fruit.title, externalIds: { DOI: fruit.doi } } }] }),
		);
		const related = await relatedPapers(asking, mine, 'references');
		assert.deepEqual(related.kind === 'papers' && [related.service, related.papers.map(wantedText)], [
			'semantic-scholar',
			['doi:10.5555/fruit.3'],
		]);
	});

	it('should be a sentence where nobody may be asked, nobody answers, nothing is known, or nothing can be asked for', async () => {
		const sentence = async (asking: ReturnType<typeof askingFor>['asking'], paper = mine) => {
			const related = await relatedPapers(asking, paper, 'citations');
			return related.kind === 'papers' ? '' : related.sentence;
		};
		assert.match(await sentence(askingFor(() => ({}), { mayAsk: () => false }).asking), /Turn one on/);
		assert.match(await sentence(askingFor(() => ({ kind: 'failure', reason: 'unreachable' })).asking), /Couldn’t reach/);
		assert.match(
			await sentence(
				askingFor(({ url }) =>
					json(url.includes('/works/') ? openAlexWork(bananas) : url.includes('openalex') ? { results: [] } : { data: null }),
				).asking,
			),
			/No known citing papers/,
		);
		assert.match(await sentence(askingFor(() => ({})).asking, { type: 'article', title: 'Nameless' }), /no identifier/);
	});

	it('should say which of them the library has', () => {
		assert.deepEqual(relatedEntries([mine], new Map([[mine, 'peel2024']])), [
			{ id: '0', title: bananas.title, byline: '', key: 'peel2024' },
		]);
		assert.equal(wantedText(mine), 'arXiv:2403.00001');
	});

	it('should name works of OpenAlex by their own id, by DOI and by arXiv id, in one question', async () => {
		const known = new Map([
			['10.1000/a', 'W2'],
			['10.48550/arxiv.2403.00001', 'W3'],
		]);
		const { asking, http } = askingFor(({ url }) => ({
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({
				results: [...known]
					.filter(([doi]) => decodeURIComponent(url).includes(doi))
					.map(([doi, id]) => ({ id: `https://openalex.org/${id}`, doi: `https://doi.org/${doi}`, title: id })),
			}),
		}));
		const paper = (fields: Partial<IncomingPaper>): IncomingPaper => ({ type: 'article', title: 'T', ...fields });
		const papers = [
			paper({ identifiers: { openalex: 'W1' } }),
			paper({ DOI: '10.1000/A' }),
			paper({ identifiers: { arxiv: '2403.00001' } }),
			paper({ DOI: '10.1000/unknown' }),
			paper({}),
		];
		assert.deepEqual(await openAlexIdsOf(asking, papers), { kind: 'works', ids: ['W1', 'W2', 'W3'] });
		assert.equal(http.requests.length, 1);
		const dead = askingFor(() => ({ kind: 'failure', reason: 'unreachable' }));
		assert.equal((await openAlexIdsOf(dead.asking, papers)).kind, 'failed');
	});

	it('should follow what cites works, newest first and nothing of the future', () => {
		const [question] = questionsOf({ kind: 'citations', works: ['W1', 'W2'] }, new Date('2026-03-01T12:00:00Z'));
		assert.equal(
			decodeURIComponent(question?.request.path ?? ''),
			'/works?filter=cites:W1|W2,to_publication_date:2026-03-01&sort=publication_date:desc&per_page=100',
		);
	});
});
