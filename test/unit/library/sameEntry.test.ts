import assert from 'node:assert/strict';
import { holdsAll, isSameEntry } from '../../../src/core/library/sameEntry';
import { firstReceived, withUserAsGiver } from '../../../src/core/merge/fingerprints';
import { mergeFromSource } from '../../../src/core/merge/fromSource';
import type { IncomingPaper, Paper } from '../../../src/core/paper/paper';

const entry: IncomingPaper = {
	type: 'article-journal',
	title: 'Creep of Pine in Bridges',
	'citation-key': 'vale',
	author: [{ family: 'Vale' }],
	issued: { 'date-parts': [[2020]] },
	'container-title': 'Journal of Wood',
	volume: '3',
	page: '1-9',
	source: { kind: 'bibtex', file: 'refs.bib' },
};
const doi = (text: string) => ({ identifiers: { doi: text } });

/** The paper that an entry became, with what the user changed since. */
const paperOf = (came: IncomingPaper, changes: Partial<Paper> = {}): Paper => ({
	...came,
	id: '1',
	'citation-key': 'vale',
	status: 'unread',
	added: '2026-01-01',
	updated: '2026-01-01',
	received: firstReceived(came) ?? {},
	...changes,
});

describe('an entry of a source that gave one of its key before', () => {
	const cases: readonly (readonly [string, boolean, before: Partial<IncomingPaper>, now: Partial<IncomingPaper>])[] = [
		['says the same', true, {}, {}],
		['says more', true, {}, { abstract: 'Of creep.', ...doi('10.1000/a') }],
		['has a slip in its title corrected', true, { title: 'Creep of Pine in Bridgs' }, {}],
		[
			'has another title under one identifier, with other words',
			false,
			doi('10.1000/a'),
			{ title: 'Walks over Land', ...doi('10.1000/a') },
		],
		['has a subtitle now', true, {}, { title: 'Creep of Pine in Bridges: A Study' }],
		[
			'has nearly all words of the title under one identifier',
			true,
			doi('10.1000/a'),
			{ title: 'The Creep of Pine in Bridges', ...doi('10.1000/a') },
		],
		['has nearly all words of the title', false, {}, { title: 'Creep of Spruce in Bridges' }],
		['has other authors', false, {}, { author: [{ family: 'Roe' }] }],
		['has other authors under one identifier', true, doi('10.1000/a'), { author: [{ family: 'Roe' }], ...doi('10.1000/a') }],
		['stands in another volume', false, {}, { volume: '4' }],
		['stands in another volume under one identifier', true, doi('10.1000/a'), { volume: '4', ...doi('10.1000/a') }],
		['starts on another page under one identifier', true, doi('10.1000/a'), { page: '10', ...doi('10.1000/a') }],
		['is another volume with another title', false, doi('10.1000/a'), { title: 'Creep of Pine', volume: '4', ...doi('10.1000/a') }],
		['is another edition', false, { edition: '1', ...doi('10.1000/a') }, { edition: '2', ...doi('10.1000/a') }],
		['is of another type', false, doi('10.1000/a'), { type: 'thesis', ...doi('10.1000/a') }],
		['has its identifier corrected', true, doi('10.1000/a'), doi('10.1000/b')],
		['has another identifier and another title', false, doi('10.1000/a'), { title: 'Creep of Pine', ...doi('10.1000/b') }],
		['has another identifier and another volume', false, doi('10.1000/a'), { volume: '4', ...doi('10.1000/b') }],
		[
			'has another identifier, authors and year',
			false,
			doi('10.1000/a'),
			{ author: [{ family: 'Roe' }], issued: { 'date-parts': [[2021]] }, ...doi('10.1000/b') },
		],
		['has another identifier and year', true, doi('10.1000/a'), { issued: { 'date-parts': [[2021]] }, ...doi('10.1000/b') }],
		['comes with another key', false, {}, { 'citation-key': 'vale2' }],
		['comes from another format', false, {}, { source: { kind: 'ris' } }],
		[
			'is an editorial of another year',
			false,
			{ title: 'Editorial', volume: '', page: '' },
			{ title: 'Editorial', volume: '', page: '', issued: { 'date-parts': [[2021]] } },
		],
	];
	for (const [name, same, before, now] of cases) {
		it(`should ${same ? 'be' : 'not be'} that one where it ${name}`, () => {
			assert.equal(isSameEntry(paperOf({ ...entry, ...before }), { ...entry, ...now }), same);
		});
	}

	it('should be that one whatever the user changed in the paper', () => {
		const changes: readonly Partial<Paper>[] = [
			{ title: 'My own words' },
			{ volume: '30' },
			{ type: 'thesis' },
			{ author: [{ family: 'Me' }] },
			{ 'container-title': 'Wood', page: '100' },
			{ page: '100' },
			{ title: 'Erratum: On Bridges' },
			{ issued: { 'date-parts': [[1999]] } },
		];
		for (const change of changes) {
			assert.ok(isSameEntry(paperOf(entry, change), entry), JSON.stringify(change));
		}
		const named = paperOf(
			{ ...entry, DOI: '10.1000/a' },
			{ DOI: '10.1000/mine', author: [{ family: 'Me' }], issued: { 'date-parts': [[1999]] } },
		);
		assert.ok(isSameEntry(named, { ...entry, DOI: '10.1000/a' }));
		const short = { ...entry, title: 'Editorial' };
		for (const change of [{ 'container-title': 'Wood' }, { issued: { 'date-parts': [[1999]] } }]) {
			assert.ok(isSameEntry(paperOf(short, change), short), JSON.stringify(change));
		}
		// What the source says of the year still parts two editorials.
		assert.ok(!isSameEntry(paperOf(short, { 'container-title': 'Wood' }), { ...short, issued: { 'date-parts': [[2021]] } }));
	});

	it('should not be that one where the paper does not say that this source gave it', () => {
		const { received: _, ...unknown } = paperOf(entry);
		assert.ok(!isSameEntry(unknown, entry));
		const { source: __, ...nameless } = entry;
		assert.ok(!isSameEntry(paperOf(entry), nameless));
	});
});

describe('a record that says nothing new', () => {
	const holds = (known: Paper, incoming: IncomingPaper) => holdsAll(known, incoming, mergeFromSource(known, incoming));

	it('should be held where the paper says all of it, word for word', () => {
		assert.ok(holds(paperOf(entry), entry));
		const { source: __, ...nameless } = entry;
		assert.ok(holds(paperOf(entry), { ...nameless, title: 'creep of pine in bridges' }));
		const { 'container-title': _, ...less } = entry;
		assert.ok(holds(paperOf(entry), less));
	});

	it('should not be held where it says one thing otherwise or more, or does not name authors and year', () => {
		const edited = paperOf(entry, { volume: '30', 'value-sources': withUserAsGiver(paperOf(entry), ['volume']) });
		assert.ok(!holds(edited, entry));
		assert.ok(!holds(paperOf(entry), { ...entry, publisher: 'P' }));
		const { author: _, ...anonymous } = entry;
		assert.ok(!holds(paperOf(entry), anonymous));
		const { issued: __, ...undated } = entry;
		assert.ok(!holds(paperOf(entry), undated));
		const renamed = paperOf(entry, { title: 'Mine' });
		assert.ok(!holds(renamed, entry));
	});
});
