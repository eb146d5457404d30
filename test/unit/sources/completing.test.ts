import assert from 'node:assert/strict';
import type { IncomingPaper, Paper } from '../../../src/core/paper/paper';
import { fillIn } from '../../../src/core/merge/fillGaps';
import { complete, isBare } from '../../../src/core/sources/completing';
import { askingFor } from '../../fakes/askingFor';
import { crossrefWork, dailyItem, papers } from '../../fakes/services/papers.mjs';

const [bananas, , fruit] = papers;
assert.ok(bananas && fruit);
const work = fruit;

const paper = (fields: Partial<Paper>): Paper => ({
	id: `id-${fields.title ?? ''}`,
	'citation-key': 'key',
	type: 'article',
	title: bananas.title,
	status: 'unread',
	added: '2026-01-01T00:00:00Z',
	updated: '2026-01-01T00:00:00Z',
	...fields,
});
const json = { headers: { 'content-type': 'application/json' } };

/** Crossref and Hugging Face, each with some of the made-up papers. */
function services(found = papers) {
	return askingFor(
		({ url }) => {
			if (url.includes('huggingface')) {
				return { ...json, body: JSON.stringify(found.filter(item => item.arxiv).map(dailyItem)) };
			}
			return {
				...json,
				body: JSON.stringify({
					message: /\/works\/10/.test(url) ? crossrefWork(work) : { items: found.filter(item => item.doi).map(crossrefWork) },
				}),
			};
		},
		{ mayAsk: service => service === 'crossref' || service === 'daily-papers' },
	);
}

describe('completing', () => {
	it('should find a bare paper by its title alone', async () => {
		const { asking, http } = services();
		const [completion] = await complete(asking, [paper({ title: 'bananas in space — a survey', source: { kind: 'daily-papers' } })]);
		assert.ok(completion?.kind === 'found', completion?.kind);
		const filled = fillIn(completion.paper, completion.found);
		assert.deepEqual(
			[filled.title, filled.identifiers?.arxiv, filled.author?.length, filled['value-sources']],
			[
				'bananas in space — a survey',
				'2403.00001',
				2,
				{
					author: 'daily-papers',
					issued: 'daily-papers',
					abstract: 'daily-papers',
					publisher: 'daily-papers',
					number: 'daily-papers',
					URL: 'daily-papers',
				},
			],
		);
		assert.equal(http.requests.length, 1, 'what came from Daily Papers is looked up there first');
	});

	it('should ask by DOI where there is one, and learn of a retraction', async () => {
		const { asking } = services();
		const [completion] = await complete(asking, [paper({ title: 'Fruit', DOI: '10.5555/fruit.3' })]);
		assert.ok(completion?.kind === 'found');
		assert.deepEqual(fillIn(completion.paper, completion.found)['retracted'], {
			by: 'crossref',
			DOI: '10.5555/retraction.3',
			date: '2022-01-02',
		});
	});

	it('should leave near misses for a choice, best first, with how alike they are', async () => {
		const { asking } = services();
		const [completion] = await complete(asking, [paper({ title: 'Bananas in Space: A Short Survey' })]);
		assert.ok(completion?.kind === 'doubtful', completion?.kind);
		assert.deepEqual(
			completion.candidates.map(candidate => candidate.paper.title),
			[bananas.title],
		);
		assert.ok((completion.candidates[0]?.similarity ?? 0) > 0.6);
	});

	it('should tell what nobody knows from services that failed', async () => {
		const none = askingFor(() => ({ ...json, body: '{"message":{"items":[]}}' }), { mayAsk: service => service === 'crossref' });
		const failing = askingFor(() => ({ kind: 'failure', reason: 'unreachable' }));
		const off = askingFor(() => ({}), { mayAsk: () => false });
		const kinds = await Promise.all(
			[none, failing, off].map(async ({ asking }) => (await complete(asking, [paper({ title: 'Nobody Ever Wrote about This' })]))[0]?.kind),
		);
		assert.deepEqual(kinds, ['missing', 'failed', 'failed']);
	});

	it('should end where the user says so', async () => {
		const { asking, http } = services();
		const completions = await complete(asking, [paper({ title: 'One of Two Titles' }), paper({ title: 'Two of Two Titles' })], {
			isCancellationRequested: true,
			onCancellationRequested: listener => (listener(), { dispose: () => undefined }),
		});
		assert.deepEqual(
			completions.map(({ kind }) => kind),
			['cancelled', 'cancelled'],
		);
		assert.equal(http.requests.length, 0);
	});

	describe('filling in', () => {
		const found: IncomingPaper = {
			type: 'article-journal',
			title: 'Other',
			abstract: 'Theirs.',
			DOI: '10.1/a',
			identifiers: { doi: '10.1/a', arxiv: '9' },
			tags: ['theirs'],
			links: [{ kind: 'code', url: 'https://b' }],
			source: { kind: 'crossref' },
		};

		it('should replace nothing that is there', () => {
			const mine = paper({
				title: 'Mine',
				abstract: 'Mine.',
				tags: ['mine'],
				identifiers: { arxiv: '1' },
				links: [{ kind: 'code', url: 'https://a' }],
			});
			const { 'value-sources': sources, ...filled } = fillIn(mine, [found]);
			assert.deepEqual(filled, {
				...mine,
				DOI: '10.1/a',
				identifiers: { arxiv: '1', doi: '10.1/a' },
				links: [
					{ kind: 'code', url: 'https://a' },
					{ kind: 'code', url: 'https://b' },
				],
			});
			assert.deepEqual(sources, { DOI: 'crossref' });
		});

		it('should give a stub its title and type, for those were only its identifier', () => {
			const filled = fillIn(paper({ title: 'doi:10.1/a', incomplete: true }), [found]);
			assert.deepEqual(
				[filled.title, filled.type, 'incomplete' in filled, filled['citation-key']],
				['Other', 'article-journal', false, 'key'],
			);
		});

		it('should give the very same object where nothing is new', () => {
			const full = fillIn(paper({}), [found]);
			assert.equal(fillIn(full, [found]), full);
		});

		it('should never put two publications into one', () => {
			const journal: IncomingPaper = {
				type: 'article-journal',
				title: 'T',
				issued: { 'date-parts': [[2020]] },
				'container-title': 'J. Rivers',
				volume: '3',
				issue: '2',
				abstract: 'A.',
				author: [{ family: 'Roe' }],
				DOI: '10.1/j',
				source: { kind: 'crossref' },
			};
			const said = (fields: Partial<Paper>) => {
				const {
					type,
					issued,
					volume,
					issue,
					publisher,
					abstract,
					'container-title': container,
				} = fillIn(paper({ title: 'T', ...fields }), [journal]);
				return [type, issued?.['date-parts']?.[0]?.[0], container, volume, issue, publisher, abstract];
			};
			assert.deepEqual(said({ type: 'paper-conference', 'container-title': 'Proc. Rivers', issued: { 'date-parts': [[2019]] } }), [
				'paper-conference',
				2019,
				'Proc. Rivers',
				undefined,
				undefined,
				undefined,
				'A.',
			]);
			assert.deepEqual(said({ type: 'thesis', publisher: 'Hillside', issued: { 'date-parts': [[2018]] } }), [
				'thesis',
				2018,
				undefined,
				undefined,
				undefined,
				'Hillside',
				'A.',
			]);
			assert.deepEqual(said({ type: 'article', publisher: 'arXiv', issued: { 'date-parts': [[2017]] } }), [
				'article',
				2017,
				undefined,
				undefined,
				undefined,
				'arXiv',
				'A.',
			]);
			assert.deepEqual(said({}), ['article-journal', 2020, 'J. Rivers', '3', '2', undefined, 'A.']);
			// Of two records that differ, the second adds nothing to the first's publication.
			const second = { ...journal, 'container-title': 'Rivers Letters', volume: '7', page: '9', source: { kind: 'openalex' } };
			assert.equal(fillIn(paper({ title: 'T' }), [journal, second])['page'], undefined);
		});

		it('should take the first source that has a field', () => {
			const filled = fillIn(paper({}), [{ ...found, source: { kind: 'arxiv' }, DOI: '10.1/first' }, found]);
			assert.deepEqual([filled.DOI, filled['value-sources']], ['10.1/first', { abstract: 'arxiv', DOI: 'arxiv' }]);
		});
	});

	it('should know a bare paper', () => {
		const whole = { author: [{ family: 'Peel' }], issued: { 'date-parts': [[2024]] }, abstract: 'A', DOI: '10.1000/a' };
		assert.deepEqual([isBare(paper({})), isBare(paper(whole)), isBare(paper({ ...whole, incomplete: true }))], [true, false, true]);
	});
});
