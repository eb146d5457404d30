import assert from 'node:assert/strict';
import { firstReceived, giverOf, isSetByUser, isUsersOwn, originOf, Received, withUserAsGiver } from '../../../src/core/merge/fingerprints';
import { mergeFromSource } from '../../../src/core/merge/fromSource';
import type { IncomingPaper, Paper } from '../../../src/core/paper/paper';

const source = { kind: 'bibtex', file: 'refs.bib' };
const given = (fields: Partial<IncomingPaper> = {}): IncomingPaper => ({
	type: 'article',
	title: 'On Noise',
	'citation-key': 'song',
	source,
	...fields,
});
/** A paper as it is when it came from `source` just like this, and then was changed. */
const known = (fields: Partial<IncomingPaper> = {}, changes: Partial<Paper> = {}): Paper => {
	const came = given(fields);
	const received = firstReceived(came) ?? {};
	return { ...came, id: '1', 'citation-key': 'song', status: 'unread', added: '2026-01-02', updated: '2026-01-02', received, ...changes };
};

describe('what a source says of a paper now', () => {
	it('should give the very same object where there is nothing new', () => {
		const paper = known({
			volume: '3',
			identifiers: { doi: '10.1000/a' },
			tags: ['a'],
			links: [{ kind: 'other', url: 'https://a.example/' }],
		});
		assert.equal(mergeFromSource(paper, given({ volume: '3', identifiers: { doi: '10.1000/a' }, tags: ['a'] })), paper);
		assert.equal(mergeFromSource(paper, given()), paper);
	});

	it('should fill what is missing and refresh what it gave, and remember both', () => {
		const merged = mergeFromSource(known({ volume: '3' }), given({ volume: '4', page: '1-9' }));
		assert.deepEqual([merged['volume'], merged['page']], ['4', '1-9']);
		const again = mergeFromSource(merged, given({ volume: '5', page: '2-9' }));
		assert.deepEqual([again['volume'], again['page']], ['5', '2-9']);
	});

	it('should leave what has another value, what was taken away and what the user set', () => {
		const changed = known({ volume: '3', page: '1-9', issue: '2' }, { volume: '30', title: 'My Noise' });
		Reflect.deleteProperty(changed, 'page');
		const paper = { ...changed, 'value-sources': withUserAsGiver(changed, ['issue']) };
		const merged = mergeFromSource(paper, given({ volume: '4', page: '2', issue: '9' }));
		assert.deepEqual([merged.title, merged['volume'], merged['page'], merged['issue']], ['My Noise', '30', undefined, '2']);
	});

	it('should only fill gaps of what another source gave', () => {
		const merged = mergeFromSource(known({ volume: '3' }), given({ 'citation-key': 'other', volume: '4', page: '1-9' }));
		assert.deepEqual([merged['volume'], merged['page']], ['3', '1-9']);
	});

	it('should only fill gaps where a record does not say where it comes from, and remember nothing of it', () => {
		const { source: _, ...nameless } = given({ volume: '4', page: '1-9' });
		const paper = known({ volume: '3' });
		const merged = mergeFromSource(paper, nameless);
		assert.deepEqual([merged['volume'], merged['page'], merged.source], ['3', '1-9', source]);
		assert.deepEqual(merged.received, paper.received);
	});

	it('should let lists grow, but not by what the user took away', () => {
		const paper = known({ tags: ['a', 'b'] }, { tags: ['b', 'mine'] });
		assert.deepEqual(mergeFromSource(paper, given({ tags: ['a', 'b', 'c'] })).tags, ['b', 'mine', 'c']);
		const untagged = known();
		assert.deepEqual(mergeFromSource(untagged, given({ tags: ['c'] })).tags, ['c']);
		assert.ok(!('tags' in mergeFromSource(untagged, given({ tags: [] }))));
	});

	it('should add to lists that the user wrote himself', () => {
		const paper = known({}, { tags: ['mine'] });
		const merged = mergeFromSource({ ...paper, 'value-sources': withUserAsGiver(paper, ['tags']) }, given({ tags: ['theirs'] }));
		assert.deepEqual(merged.tags, ['mine', 'theirs']);
	});

	it('should take links for one where they lead to one address', () => {
		const paper = known({ links: [{ kind: 'other', url: 'https://a.example/', title: 'A' }] });
		const merged = mergeFromSource(
			paper,
			given({
				links: [
					{ kind: 'other', url: 'https://a.example/', title: 'Another' },
					{ kind: 'other', url: 'https://b.example/' },
				],
			}),
		);
		assert.deepEqual(merged.links, [
			{ kind: 'other', url: 'https://a.example/', title: 'A' },
			{ kind: 'other', url: 'https://b.example/' },
		]);
	});

	it('should treat each identifier as a field of its own', () => {
		const paper = known(
			{ identifiers: { doi: '10.1000/a', arxiv: '2101.00001', pmid: '1' } },
			{ identifiers: { doi: '10.1000/mine', pmid: '1' } },
		);
		const locked = { ...paper, 'value-sources': withUserAsGiver(paper, ['identifiers.pmid']) };
		const merged = mergeFromSource(locked, given({ identifiers: { doi: '10.1000/b', arxiv: '2101.00002', pmid: '2', openalex: 'W1' } }));
		assert.deepEqual(merged.identifiers, { doi: '10.1000/mine', pmid: '1', openalex: 'W1' });
		assert.deepEqual(mergeFromSource(known(), given({ identifiers: { s2: 'x' } })).identifiers, { s2: 'x' });
		assert.ok(!('identifiers' in mergeFromSource(known({}, { volume: '1' }), given({ identifiers: {}, page: '1' }))));
	});

	it('should never change what the library keeps for itself', () => {
		const merged = mergeFromSource(known(), { ...given({ page: '1' }), id: '2', added: '1999-01-01', aliases: ['x'] });
		assert.deepEqual([merged.id, merged.added, merged.aliases], ['1', '2026-01-02', undefined]);
	});

	it('should describe a stub, but for the title and type that the user set', () => {
		const stub = known({ title: '10.1000/a', type: 'document', incomplete: true });
		const described = mergeFromSource(stub, given({ 'citation-key': 'other', type: 'book', title: 'Noise' }));
		assert.deepEqual([described.title, described.type, 'incomplete' in described], ['Noise', 'book', false]);
		const named = { ...stub, title: 'Mine', 'value-sources': withUserAsGiver(stub, ['title']) };
		const half = mergeFromSource(named, given({ 'citation-key': 'other', type: 'book', title: 'Noise' }));
		assert.deepEqual([half.title, half.type], ['Mine', 'book']);
		const typed = mergeFromSource(
			{ ...stub, 'value-sources': withUserAsGiver(stub, ['type']) },
			given({ 'citation-key': 'other', type: 'book' }),
		);
		assert.deepEqual([typed.title, typed.type], ['On Noise', 'document']);
	});

	it('should stay a stub where another stub says the same', () => {
		const stub = known({ title: '10.1000/a', incomplete: true });
		const merged = mergeFromSource(stub, given({ title: 'doi 10.1000/a', 'citation-key': 'other', incomplete: true, page: '1' }));
		assert.deepEqual([merged['incomplete'], merged.title], [true, '10.1000/a']);
	});

	it('should not put damaged words in place of whole ones, nor in lists of names', () => {
		const paper = known({ publisher: 'Löwe', author: [{ family: 'Müller' }], abstract: 'Caf\ufffd', medium: '' });
		const merged = mergeFromSource(
			paper,
			given({ publisher: 'L\ufffdwe', author: [{ family: 'M\ufffdller' }], abstract: 'C\ufffdfe', note: 'h\ufffd', medium: '\ufffd' }),
		);
		assert.deepEqual(
			[merged['publisher'], merged['author'], merged.abstract, merged['note'], merged['medium']],
			['Löwe', [{ family: 'Müller' }], 'C\ufffdfe', 'h\ufffd', '\ufffd'],
		);
	});
});

describe('the places a paper was found in', () => {
	const feed = (fields: object = {}) => ({ kind: 'feed', url: 'https://a.example/', date: '2026-01-02', ...fields });

	it('should be remembered beside the first, each once', () => {
		const once = mergeFromSource(known(), given({ source: { kind: 'ris', file: 'b.ris' } }));
		assert.deepEqual([once.source, once.alsoFrom], [source, [{ kind: 'ris', file: 'b.ris' }]]);
		const twice = mergeFromSource(once, given({ source: { kind: 'ris', file: 'c.ris' } }));
		assert.deepEqual(twice.alsoFrom, [
			{ kind: 'ris', file: 'b.ris' },
			{ kind: 'ris', file: 'c.ris' },
		]);
		assert.deepEqual(mergeFromSource(twice, given({ source: { kind: 'ris', file: 'b.ris' } })).alsoFrom, twice.alsoFrom);
	});

	it('should be the first where none was known', () => {
		const { source: _, ...placeless } = known();
		const merged = mergeFromSource(placeless, given());
		assert.deepEqual([merged.source, 'alsoFrom' in merged], [source, false]);
	});

	it('should be other places where kind, day, address or file differ', () => {
		const paper = known({ source: feed() });
		for (const other of [feed({ kind: 'list' }), feed({ date: '2026-01-03' }), feed({ url: 'https://b.example/' })]) {
			assert.deepEqual(mergeFromSource(paper, given({ source: other })).alsoFrom, [other]);
		}
		// On one day one address is one place, whatever file it was kept in.
		assert.equal(mergeFromSource(paper, given({ source: feed({ file: 'x' }) })).alsoFrom, undefined);
	});

	it('should take a new rank, new upvotes and a new PDF, the first place and further ones alike', () => {
		const news = { rank: 2, upvotes: 7, attachment: 'https://a.example/new.pdf' };
		const first = mergeFromSource(known({ source: feed({ rank: 1 }) }), given({ source: feed({ ...news, query: 'noise' }) }));
		assert.deepEqual([first.source, 'alsoFrom' in first], [feed(news), false]);
		const further = mergeFromSource(known({}, { alsoFrom: [feed({ rank: 1 })] }), given({ source: feed(news) }));
		assert.deepEqual([further.source, further.alsoFrom], [source, [feed(news)]]);
		const kept = mergeFromSource(known({ source: feed({ rank: 1 }) }), given({ source: feed(), page: '1' }));
		assert.deepEqual(kept.source, feed({ rank: 1 }));
	});
});

describe('what a source gave last', () => {
	it('should be one source where format and key are the same, or without a key the name of the file but for numbers and copies', () => {
		const origin = (file: string | undefined, key = '') =>
			originOf(given({ source: { kind: 'ris', ...(file && { file }) }, 'citation-key': key }));
		assert.equal(origin('a.ris', 'song'), 'ris#song');
		for (const file of ['Export.ris', 'export (2).ris', 'export copy.ris', 'export-2026_01.txt']) {
			assert.equal(origin(file), 'ris/export', file);
		}
		assert.equal(origin('copybook.ris'), 'ris/copybook');
		assert.equal(origin('export.old.ris'), 'ris/exportold');
		assert.equal(origin(undefined), 'ris/');
		assert.equal(originOf({ type: 'book', title: 'A' }), undefined);
		assert.equal(firstReceived({ type: 'book', title: 'A' }), undefined);
	});

	it('should be told apart by field, value and item', () => {
		const paper = known({ volume: '3', tags: ['a', 'b'], identifiers: { doi: '10.1000/a' }, issued: { 'date-parts': [[2020]] } });
		const received = new Received(paper, 'bibtex#song');
		assert.ok(received.gave('volume') && received.gave('identifiers.doi') && !received.gave('page') && !received.gave('identifiers'));
		assert.ok(received.gaveValue('volume', '3') && !received.gaveValue('volume', '4') && !received.gaveValue('page', '3'));
		assert.ok(received.gaveValue('identifiers.doi', '10.1000/a') && received.gaveValue('issued', { 'date-parts': [[2020]] }));
		assert.ok(!received.gaveValue('issued', { 'date-parts': [[2021]] }));
		assert.ok(received.gaveItem('tags', 'b') && !received.gaveItem('tags', 'c') && !received.gaveItem('links', 'b'));
		assert.ok(!new Received(paper, 'ris#song').gave('volume'));
	});

	it('should be written as six letters and digits for each field, the same on every machine', () => {
		const text = firstReceived({ ...given({ volume: '3', tags: ['a', 'b'] }), 'my field': 'x', 'a:b': 'x', id: '1', page: undefined });
		assert.deepEqual(text, { 'bibtex#song': 'type:6hrwpl title:d08o76 volume:ezvv42 tags:r9wi7g,s3vbad' });
		assert.match(firstReceived(given({ title: 'x'.repeat(100) }))?.['bibtex#song'] ?? '', / title:[a-z\d]{6}$/);
	});

	it('should be remembered of each source apart, also where the source leaves it out now', () => {
		const paper = known({ volume: '3' });
		const later = new Received(paper, 'bibtex#song').with(paper, given({ page: '1' }));
		const other = new Received(paper, 'ris#song').with(paper, given({ page: '1' }));
		const now = new Received({ ...paper, ...(later && { received: later }) }, 'bibtex#song');
		assert.ok(now.gaveValue('volume', '3') && now.gaveValue('page', '1') && !now.gave(''));
		assert.deepEqual(Object.keys(other ?? {}), ['bibtex#song', 'ris#song']);
		assert.doesNotMatch(other?.['ris#song'] ?? '', /(?:^| ):/);
	});

	it("should tell what is the user's own from what sources, services and nobody gave", () => {
		const paper = known(
			{ volume: '3', page: '1' },
			{ page: '2', publisher: 'P', 'value-sources': { publisher: 'crossref', volume: 'user' } },
		);
		const owns = (field: string, of: Paper = paper) => isUsersOwn(of, field);
		assert.deepEqual(
			['volume', 'page', 'publisher', 'title', 'abstract'].filter(field => owns(field)),
			['volume', 'page'],
		);
		const { received: _, ...unknown } = paper;
		assert.deepEqual(
			['volume', 'page', 'publisher'].filter(field => owns(field, unknown)),
			['volume'],
		);
		const twoSources = {
			...paper,
			received: { ...paper.received, 'ris#song': firstReceived(given({ page: '2' }))?.['bibtex#song'] ?? '' },
		};
		assert.ok(!owns('page', twoSources));
		assert.deepEqual([giverOf(paper, 'publisher'), giverOf(paper, 'page')], ['crossref', undefined]);
		assert.deepEqual([isSetByUser(paper, 'publisher'), isSetByUser(paper, 'volume')], [false, true]);
	});

	it('should keep the givers of other fields when the user sets some', () => {
		const paper = known({}, { 'value-sources': { page: 'crossref', volume: 'crossref' } });
		assert.deepEqual(withUserAsGiver(paper, ['volume', 'issue']), { page: 'crossref', volume: 'user', issue: 'user' });
		assert.deepEqual(withUserAsGiver(known(), ['volume']), { volume: 'user' });
	});
});
