import assert from 'node:assert/strict';
import { keeperFirst, mergeKnown } from '../../../src/core/merge/duplicates';
import type { Paper } from '../../../src/core/paper/paper';

const paper = (key: string, fields: Partial<Paper> = {}): Paper => ({
	id: key,
	'citation-key': key,
	type: 'article-journal',
	title: 'On Noise',
	status: 'unread',
	added: '2026-01-02',
	updated: '2026-01-02',
	...fields,
});
/** A field of one paper from two. */
const field = (name: string, a: Partial<Paper>, b: Partial<Paper>) => mergeKnown(paper('a', a), paper('b', b))[name];

describe('one paper from two', () => {
	it('should have the first value of what describes the work, and what only the other has', () => {
		assert.equal(field('volume', { volume: '1' }, { volume: '2' }), '1');
		assert.equal(field('volume', {}, { volume: '2' }), '2');
		assert.equal(field('volume', { volume: '' }, { volume: '2' }), '2');
		assert.equal(field('volume', { volume: '1' }, {}), '1');
	});

	it('should join notes, unless one holds the other', () => {
		assert.equal(field('note', { note: 'A' }, { note: 'B' }), 'A\n\nB');
		assert.equal(field('note', { note: 'A and B' }, { note: 'B' }), 'A and B');
		assert.equal(field('note', { note: 'B' }, { note: 'A and B' }), 'A and B');
	});

	it('should unite lists and records, the first one counting more', () => {
		const links = [
			{ kind: 'code', url: 'https://a.org' },
			{ kind: 'data', url: 'https://b.org' },
		] as const;
		assert.deepEqual(field('links', { links: [links[0]] }, { links: [links[1], links[0]] }), [links[0], links[1]]);
		assert.deepEqual(field('custom', { custom: { a: '1' } }, { custom: { a: '2', b: '3' } }), { a: '1', b: '3' });
		assert.deepEqual(field('custom', { custom: 'x' }, { custom: { a: '2' } }), 'x');
	});

	it('should be as far as the one that was read further', () => {
		for (const [a, b, expected] of [
			['unread', 'reading', 'reading'],
			['read', 'reading', 'read'],
			['reading', 'unread', 'reading'],
			['unread', 'read', 'read'],
		] as const) {
			assert.equal(field('status', { status: a }, { status: b }), expected);
		}
	});

	it('should prefer the publication to the preprint, in what a publication says', () => {
		const published = { 'container-title': 'Walks', DOI: '10.1000/a', abstract: 'Theirs', publisher: 'P' };
		for (const [known, expected] of [
			[{ type: 'article', publisher: 'Q' }, 'P'],
			[{ type: 'manuscript', publisher: 'Q' }, 'P'],
			[{ type: 'document', publisher: 'Q' }, 'P'],
			[{ type: 'article', publisher: 'Q', 'container-title': 'arXiv preprints' }, 'P'],
			[{ type: 'article', publisher: 'Q', 'container-title': 'bioRxiv' }, 'P'],
			[{ type: 'article', publisher: 'Q', 'container-title': 'CoRR' }, 'P'],
			[{ type: 'article', publisher: 'Q', 'container-title': 'Strolls' }, 'Q'],
			[{ type: 'article', publisher: 'Q', DOI: '10.1000/q' }, 'Q'],
			[{ type: 'book', publisher: 'Q' }, 'Q'],
		] as const) {
			assert.equal(field('publisher', known, published), expected, JSON.stringify(known));
		}
		assert.equal(field('publisher', { type: 'article', publisher: 'Q' }, { type: 'article', publisher: 'P' }), 'Q');
		assert.equal(field('abstract', { type: 'article', abstract: 'Ours' }, published), 'Ours');
	});

	it('should hold what the user set, on whichever side', () => {
		const set = (name: string) => ({ 'value-sources': { [name]: 'user' } });
		assert.equal(field('volume', { volume: '1' }, { volume: '2', ...set('volume') }), '2');
		assert.equal(field('volume', { volume: '1', ...set('volume') }, { volume: '2', ...set('volume') }), '1');
		assert.equal(field('volume', set('volume'), { volume: '2' }), undefined);
		assert.equal(field('publisher', { type: 'article', publisher: 'Q', ...set('publisher') }, { publisher: 'P', DOI: '10.1000/a' }), 'Q');
		assert.deepEqual(field('value-sources', { volume: '1' }, { volume: '2', ...set('volume') }), { volume: 'user' });
		assert.deepEqual(field('value-sources', {}, { volume: '2', 'value-sources': { volume: 'crossref' } }), { volume: 'crossref' });
		assert.equal(field('value-sources', {}, { volume: '2' }), undefined);
		assert.deepEqual(field('value-sources', { issue: '1', 'value-sources': { issue: 'crossref' } }, {}), { issue: 'crossref' });
	});

	it('should have the identifiers of both, the first one counting more unless the user set the other', () => {
		const a = { identifiers: { doi: '10.1000/a' } };
		const b = { identifiers: { doi: '10.1000/b', pmid: '2' } };
		assert.deepEqual(field('identifiers', a, b), { doi: '10.1000/a', pmid: '2' });
		assert.deepEqual(field('identifiers', a, { ...b, 'value-sources': { 'identifiers.doi': 'user' } }), { doi: '10.1000/b', pmid: '2' });
		assert.deepEqual(field('identifiers', { ...a, 'value-sources': { 'identifiers.pmid': 'user' } }, b), { doi: '10.1000/a' });
	});

	it('should know where both came from, and since when', () => {
		const [one, two, three] = ['1', '2', '3'].map(file => ({ kind: 'bibtex', file }));
		assert.ok(one && two && three);
		assert.deepEqual(field('source', { source: one }, { source: two }), one);
		assert.deepEqual(field('alsoFrom', { source: one }, { source: two, alsoFrom: [three, two] }), [two, three]);
		assert.deepEqual(field('source', {}, { source: two }), two);
		assert.equal(field('alsoFrom', {}, { source: two }), undefined);
		assert.equal(field('alsoFrom', { source: one }, {}), undefined);
		assert.equal(field('added', { added: '2026-01-03' }, { added: '2026-01-01' }), '2026-01-01');
		assert.equal(field('added', { added: '2026-01-01' }, { added: '2026-01-03' }), '2026-01-01');
		assert.deepEqual(field('aliases', { aliases: ['x'] }, { aliases: ['a', 'x', 'y'] }), ['x', 'b', 'y']);
	});
});

describe('which of several papers is kept', () => {
	const order = (...papers: readonly Paper[]) =>
		keeperFirst(papers)
			.map(({ id }) => id)
			.join('');

	it('should be the one that the user did most with', () => {
		assert.equal(order(paper('a'), paper('b', { rating: 3 })), 'ba');
		assert.equal(order(paper('a'), paper('b', { collections: ['c'] })), 'ba');
		assert.equal(order(paper('a'), paper('b', { annote: 'x' })), 'ba');
		assert.equal(order(paper('a'), paper('b', { status: 'reading' })), 'ba');
		assert.equal(order(paper('a', { rating: 3 }), paper('b', { rating: 1, status: 'read' }), paper('c')), 'bac');
		assert.equal(order(paper('a', { rating: 0, collections: [] }), paper('b', { rating: 1 })), 'ba');
	});

	it('should be the one that was there first, else the one named first', () => {
		assert.equal(order(paper('a'), paper('b', { added: '2026-01-01' })), 'ba');
		assert.equal(order(paper('b'), paper('a')), 'ba');
		assert.equal(
			order(paper('a', { added: '2026-01-03' }), paper('b', { added: '2026-01-01' }), paper('c', { added: '2026-01-02', rating: 1 })),
			'cba',
		);
	});
});
