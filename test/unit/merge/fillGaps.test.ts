import assert from 'node:assert/strict';
import { fillIn, joinAnswers } from '../../../src/core/merge/fillGaps';
import type { IncomingPaper, Paper } from '../../../src/core/paper/paper';

const paper = (fields: Partial<Paper> = {}): Paper => ({
	id: 'p',
	'citation-key': 'k',
	type: 'article',
	title: 'On the Nature of Things',
	status: 'unread',
	added: '2026-01-01',
	updated: '2026-01-01',
	...fields,
});
const found = (fields: Partial<IncomingPaper>, kind = 'crossref'): IncomingPaper => ({
	type: 'article',
	title: 'On the Nature of Things',
	source: { kind },
	...fields,
});
/** What filling in adds or changes. */
const news = (before: Paper, ...answers: readonly IncomingPaper[]) => {
	const after = fillIn(before, answers);
	return Object.fromEntries(Object.entries(after).filter(([field, value]) => JSON.stringify(value) !== JSON.stringify(before[field])));
};

describe('filling in gaps', () => {
	it('should give the very same paper where nothing is new', () => {
		for (const before of [
			paper({ volume: '1' }),
			paper({
				identifiers: { doi: '10.1000/a' },
				links: [{ kind: 'code', url: 'https://a.org' }],
				custom: { a: '1' },
				'value-sources': {},
			}),
		]) {
			assert.equal(fillIn(before, []), before);
			assert.equal(fillIn(before, [found({})]), before);
			assert.equal(fillIn(before, [found({ volume: '2' })]).volume, before.volume ?? '2');
		}
		const full = paper({
			volume: '1',
			identifiers: { doi: '10.1000/a' },
			links: [{ kind: 'code', url: 'https://a.org' }],
			custom: { a: '1' },
		});
		const same = {
			volume: '1',
			identifiers: { doi: '10.1000/a' },
			links: [{ kind: 'data', url: 'https://a.org' }],
			custom: { a: '2' },
		} as const;
		assert.equal(fillIn(full, [found(same)]), full);
	});

	it('should fill what is missing and name the service, the first one first', () => {
		assert.deepEqual(news(paper(), found({ abstract: 'A' }), found({ abstract: 'B', language: 'en' }, 'openalex')), {
			abstract: 'A',
			language: 'en',
			'value-sources': { abstract: 'crossref', language: 'openalex' },
		});
		const unnamed: IncomingPaper = { type: 'article', title: 'On the Nature of Things', abstract: 'A' };
		assert.deepEqual(news(paper(), unnamed)['value-sources'], { abstract: 'unknown' });
		assert.deepEqual(news(paper({ 'value-sources': { DOI: 'user' } }), found({ abstract: 'A', DOI: '10.1000/a' })), {
			abstract: 'A',
			'value-sources': { DOI: 'user', abstract: 'crossref' },
		});
	});

	it('should leave what the user writes and the library keeps to them', () => {
		assert.deepEqual(news(paper(), found({ note: 'n', tags: ['t'], status: 'read', rating: 5, aliases: ['x'] })), {});
	});

	it('should not mix what two publications say', () => {
		const known = paper({ type: 'article-journal', 'container-title': 'Walks', issued: { 'date-parts': [[2020]] } });
		assert.deepEqual(news(known, found({ type: 'article-journal', 'container-title': 'Strolls', volume: '9', abstract: 'A' })), {
			abstract: 'A',
			'value-sources': { abstract: 'crossref' },
		});
		assert.deepEqual(news(known, found({ type: 'article-journal', 'container-title': 'Walks', volume: '9' })), {
			volume: '9',
			'value-sources': { volume: 'crossref' },
		});
	});

	it('should replace the title and type of a stub, and take its mark away', () => {
		const stub = paper({ title: 'doi:10.1000/a', type: 'article-journal', incomplete: true });
		const after = fillIn(stub, [found({ title: 'Walking', type: 'book', publisher: 'P' })]);
		assert.deepEqual([after.title, after.type, after['publisher'], 'incomplete' in after], ['Walking', 'book', 'P', false]);
		assert.equal('incomplete' in fillIn(stub, [found({ title: stub.title, type: stub.type })]), false);
	});

	it('should replace the type of an archive once somebody says where the work was published', () => {
		const published = found({ type: 'article-journal', 'container-title': 'Walks' });
		assert.equal(fillIn(paper(), [published]).type, 'article-journal');
		assert.equal(fillIn(paper(), [found({ type: 'article-journal' })]).type, 'article');
		assert.equal(fillIn(paper({ volume: '1' }), [published]).type, 'article');
		assert.equal(fillIn(paper({ type: 'book' }), [found({ type: 'collection', 'container-title': 'Walks' })]).type, 'book');
		assert.equal(fillIn(paper({ 'value-sources': { type: 'user' } }), [published]).type, 'article');
		assert.equal(fillIn(paper({ title: 'On the Nature of Things and Others' }), [{ ...published, title: 'Walking' }]).type, 'article');
		assert.equal('type' in Object(fillIn(paper(), [{ ...published, type: 'article' }])['value-sources']), false);
	});

	it('should add identifiers, links and fields of its own, and none that the user took away', () => {
		const links = [
			{ kind: 'code', url: 'https://a.org' },
			{ kind: 'data', url: 'https://b.org' },
		] as const;
		const known = paper({ identifiers: { doi: '10.1000/a' }, links: [links[0]], custom: { a: '1' } });
		const answer = found({ identifiers: { doi: '10.1000/b', arxiv: '2101.00001' }, links: [...links], custom: { a: '2', b: '3' } });
		assert.deepEqual(news(known, answer), {
			identifiers: { arxiv: '2101.00001', doi: '10.1000/a' },
			links: [...links],
			custom: { a: '1', b: '3' },
		});
		assert.deepEqual(news(paper(), answer), { identifiers: answer.identifiers, links: [...links], custom: answer['custom'] });
		const taken = { 'identifiers.arxiv': 'user', links: 'user', custom: 'user', abstract: 'user' };
		assert.deepEqual(news({ ...known, 'value-sources': taken }, { ...answer, abstract: 'A' }), {});
	});

	it('should make one answer of two services, the first counting more', () => {
		const first = found({ volume: '1', identifiers: { doi: '10.1000/a' } });
		const second = found({ volume: '2', issue: '3', identifiers: { doi: '10.1000/b', pmid: '7' } });
		const joined = joinAnswers(first, second);
		assert.deepEqual([joined['volume'], joined['issue'], joined.identifiers], ['1', '3', { doi: '10.1000/a', pmid: '7' }]);
		assert.equal('identifiers' in joinAnswers(found({}), found({})), false);
	});
});
