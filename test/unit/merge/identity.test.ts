import assert from 'node:assert/strict';
import { areAlike, contradictions, isVeryTitle, mayBeOne } from '../../../src/core/merge/contradictions';
import type { Contradiction } from '../../../src/core/merge/contradictions';
import {
	haveOtherIdentifiers,
	identifiersOf,
	identityKeys,
	isStubOf,
	printedApart,
	shareIdentifier,
} from '../../../src/core/merge/identity';
import type { Identifiers, IncomingPaper } from '../../../src/core/paper/paper';

const paper = (fields: Partial<IncomingPaper> = {}): IncomingPaper => ({ type: 'article', title: 'On the Nature of Things', ...fields });
const in2020 = { issued: { 'date-parts': [[2020]] } };
const in2021 = { issued: { 'date-parts': [[2021]] } };

describe('identifiers of a record', () => {
	it('should be read from its own fields where they are not given as such', () => {
		assert.deepEqual(identifiersOf(paper({ DOI: 'https://doi.org/10.1000/ABC' })), { doi: '10.1000/abc' });
		assert.deepEqual(identifiersOf(paper({ DOI: '10.1000/a', identifiers: { doi: '10.1000/B', pmid: '1' } })), {
			doi: '10.1000/b',
			pmid: '1',
		});
		assert.deepEqual(identifiersOf(paper({ URL: 'https://arxiv.org/abs/2101.00001v12' })), { arxiv: '2101.00001' });
		assert.deepEqual(identifiersOf(paper({ URL: 'https://arxiv.org/abs/2101.00001', identifiers: { arxiv: '2101.00002v1' } })), {
			arxiv: '2101.00002',
		});
		assert.deepEqual(identifiersOf(paper({ URL: 'https://a.example/' })), {});
	});

	it('should be an arXiv id and no DOI where arXiv gave the DOI, wherever it stands', () => {
		for (const fields of [{ DOI: '10.48550/arXiv.2101.00001' }, { identifiers: { doi: '10.48550/arXiv.2101.00001' } }]) {
			assert.deepEqual(identifiersOf(paper(fields)), { arxiv: '2101.00001' });
		}
	});

	it('should name a paper, the strongest first, and its title last', () => {
		const identifiers = { s2: 's', openalex: 'W1', pmid: '1', arxiv: '2101.00001', doi: '10.1000/a' };
		assert.deepEqual(identityKeys(paper({ title: 'A <i>Second</i> Look', identifiers })), [
			'doi:10.1000/a',
			'arxiv:2101.00001',
			'pmid:1',
			'openalex:W1',
			's2:s',
			'title:a second look',
		]);
		assert.deepEqual(identityKeys(paper({ title: '', identifiers: { pmid: '' } })), []);
	});

	it('should be shared where one of the work stands in both, and others where none does', () => {
		const shared = (a: Identifiers, b: Identifiers) => [a, b].map(identifiers => paper({ identifiers }));
		const cases: readonly (readonly [Identifiers, Identifiers, boolean, boolean])[] = [
			[{ doi: '10.1000/a' }, { doi: '10.1000/a' }, true, false],
			[{ doi: '10.1000/a' }, { doi: '10.1000/b' }, false, true],
			[{ doi: '10.1000/a' }, { pmid: '1' }, false, false],
			[{ doi: '10.1000/a', pmid: '1' }, { doi: '10.1000/b', pmid: '1' }, true, false],
			[{ doi: '10.1000/a', pmid: '1' }, { doi: '10.1000/b', pmid: '2' }, false, true],
			[{ arxiv: '2101.00001' }, { arxiv: '2101.00001' }, true, false],
			[{ openalex: 'W1' }, { openalex: 'W1' }, true, false],
			[{ s2: 'a' }, { s2: 'a' }, true, false],
			[{ isbn: '1' }, { isbn: '1' }, false, false],
			[{}, {}, false, false],
		];
		for (const [mine, theirs, share, others] of cases) {
			const [a = paper(), b = paper()] = shared(mine, theirs);
			assert.deepEqual([shareIdentifier(a, b), haveOtherIdentifiers(a, b)], [share, others], JSON.stringify([mine, theirs]));
			assert.deepEqual([shareIdentifier(b, a), haveOtherIdentifiers(b, a)], [share, others]);
		}
	});
});

describe('a bare title', () => {
	const full = paper({ author: [{ family: 'Lucretius' }] });

	it('should be bare no more where it says anything else, or has an identifier', () => {
		const fields: readonly Partial<IncomingPaper>[] = [
			{ author: [{ family: 'Lucretius' }] },
			{ editor: [{ family: 'Lucretius' }] },
			in2020,
			{ 'container-title': 'Poems' },
			{ publisher: 'P' },
			{ volume: '1' },
			{ page: '1' },
			{ number: '1' },
			{ ISBN: '9783161484100' },
			{ DOI: '10.1000/a' },
			{ identifiers: { pmid: '1' } },
		];
		for (const says of fields) {
			assert.ok(!isStubOf(paper(says), full), JSON.stringify(says));
		}
		assert.ok(isStubOf(paper({ URL: 'https://a.example/', abstract: 'Of atoms.' }), full));
	});

	it('should have four words, and be contradicted by nothing', () => {
		assert.ok(isStubOf(paper({ title: 'On Nature of Things' }), { ...full, title: 'On Nature of Things' }));
		assert.ok(!isStubOf(paper({ title: 'On Our Nature' }), { ...full, title: 'On Our Nature' }));
		assert.ok(!isStubOf(paper({ type: 'book' }), { ...full, type: 'chapter' }));
	});
});

describe('papers of one title, in print', () => {
	const cases: readonly (readonly [string, boolean, Partial<IncomingPaper>, Partial<IncomingPaper>])[] = [
		['two volumes of one journal', true, { 'container-title': 'J. Walks', volume: '1' }, { 'container-title': 'j walks', volume: '2' }],
		['two first pages of one journal', true, { 'container-title': 'J. Walks', page: '1-9' }, { 'container-title': 'J. Walks', page: '11' }],
		[
			'one page of one journal',
			false,
			{ 'container-title': 'Walks', page: '1-9', volume: '1' },
			{ 'container-title': 'Walks', page: '1', volume: '1' },
		],
		['a volume that only one names', false, { 'container-title': 'Walks', volume: '1' }, { 'container-title': 'Walks' }],
		['volumes of two journals', false, { 'container-title': 'Walks', volume: '1' }, { 'container-title': 'Runs', volume: '2' }],
		['volumes of no journal', false, { volume: '1' }, { volume: '2' }],
		['two years under a title that says something', false, in2020, in2021],
		['two years under a title of three words', false, { title: 'On a Walk', ...in2020 }, { title: 'On a Walk', ...in2021 }],
		['two years of an editorial', true, { title: 'Guest Editorial', ...in2020 }, { title: 'Guest Editorial', ...in2021 }],
		['one year of an editorial', false, { title: 'Editorial', ...in2020 }, { title: 'Editorial', ...in2020 }],
		[
			'an editorial in two journals',
			true,
			{ title: 'Editorial', 'container-title': 'Walks' },
			{ title: 'Editorial', 'container-title': 'Runs' },
		],
		[
			'an editorial in one journal',
			false,
			{ title: 'Editorial', 'container-title': 'Walks' },
			{ title: 'Editorial', 'container-title': 'Walks' },
		],
		['an editorial of which one names its journal', false, { title: 'Editorial', 'container-title': 'Walks' }, { title: 'Editorial' }],
		[
			'a preprint and its publication',
			false,
			{ title: 'Editorial', 'container-title': 'arXiv preprint' },
			{ title: 'Editorial', 'container-title': 'Walks' },
		],
		['two volumes of preprints', false, { 'container-title': 'CoRR', volume: 'abs/1' }, { 'container-title': 'CoRR', volume: 'abs/2' }],
	];
	for (const [name, apart, a, b] of cases) {
		it(`should be ${apart ? 'two' : 'one, for all it says,'} with ${name}`, () => {
			assert.deepEqual([printedApart(paper(a), paper(b)), printedApart(paper(b), paper(a))], [apart, apart]);
		});
	}
});

describe('what speaks against two records being of one work', () => {
	const cases: readonly (readonly [Partial<IncomingPaper>, Partial<IncomingPaper>, readonly Contradiction[]])[] = [
		[{}, {}, []],
		[{ title: 'Walking' }, { title: 'Introduction' }, ['title']],
		[{ title: 'Walking', incomplete: true }, { title: 'Introduction', type: 'book' }, []],
		[{ volume: '1' }, { volume: '2', incomplete: true }, ['volume']],
		[{ type: 'book' }, { type: 'chapter' }, ['type']],
		[{ volume: '2' }, {}, []],
		[{ volume: '2' }, { volume: ' ' }, []],
		[{ volume: '012' }, { volume: 'Band 12' }, []],
		[{ volume: '0' }, { volume: '00' }, []],
		[{ volume: 'IV' }, { volume: '4' }, []],
		[{ volume: 'LIX' }, { volume: '59' }, []],
		[{ volume: 'B' }, { volume: 'b' }, []],
		[{ volume: 'B' }, { volume: 'C' }, ['volume']],
		[{ volume: 'Vol. B' }, { volume: 'tome b' }, []],
		[{ volume: 'Tom B' }, { volume: 'b' }, []],
		[{ edition: 'Second edition' }, { edition: '2nd ed.' }, []],
		[{ edition: 'Revised ed.' }, { edition: 'revised' }, []],
		[{ edition: 'Expanded' }, { edition: 'Expanded edition' }, []],
		[{ edition: 'Tenth' }, { edition: '10. Auflage' }, []],
		[{ edition: 'first' }, { edition: 'second' }, ['edition']],
		[{ number: 'TR-12' }, { number: 'tr 12' }, []],
		[{ number: 'TR-12' }, { number: 'TR-13' }, ['number']],
		[{ number: 'arXiv:2101.00001' }, { number: '5' }, []],
		[{ number: '2101.00001v2' }, { number: '5' }, []],
		[{ number: '-' }, { number: '5' }, []],
		[{ version: 'Version 4.2' }, { version: 'v4.2' }, []],
		[{ version: 'vista' }, { version: 'ista' }, ['version']],
		[{ version: '4.2' }, { version: '4.3' }, ['version']],
		[{ ISBN: '9783161484100' }, { ISBN: '9780306406157' }, ['isbn']],
		[{ ISBN: '9783161484100, 0-306-40615-2' }, { ISBN: '978-0-306-40615-7' }, []],
		[{ ISBN: '9783161484100 9780306406157' }, { ISBN: '9780306406157' }, []],
		[{ ISBN: '080442957x' }, { ISBN: '9780804429573' }, []],
		[{ ISBN: '123' }, { ISBN: '9780306406157' }, []],
		[{ 'container-title': 'Walks', page: '1-9' }, { 'container-title': 'walks', page: '11' }, ['page']],
		[{ 'container-title': 'Walks', page: 'e0012' }, { 'container-title': 'Walks', page: '12' }, []],
		[{ 'container-title': 'Walks', page: '1' }, { 'container-title': 'Runs', page: '2' }, []],
		[{ page: '1' }, { page: '2' }, []],
		[{ type: 'report', ...in2020 }, { type: 'report', ...in2021 }, ['year']],
		[{ type: 'report', ...in2020 }, { type: 'document', ...in2021 }, []],
		[{ type: 'article', ...in2020 }, { type: 'article', ...in2021 }, []],
	];
	for (const [a, b, what] of cases) {
		it(`should be ${what.join(', ') || 'nothing'} of ${JSON.stringify(a)} and ${JSON.stringify(b)}`, () => {
			assert.deepEqual([contradictions(paper(a), paper(b)), contradictions(paper(b), paper(a))], [what, what]);
		});
	}

	it('should be what kind of writing about a work a title says it is', () => {
		const about = [
			['Erratum', 'Publisher’s Note: Corrigendum to', 'Correction for', 'Addendum:'],
			['Retraction note', 'Expression of Concern:', 'Withdrawal notice:'],
			['Reply to', 'Authors’ response to', 'Rejoinder:'],
			['Comment on', 'Comments on', 'Discussion of', 'Letter to'],
			['Book review:', 'Review of', 'Peer review'],
			['Supplementary material to', 'Supporting information for', 'Data from'],
		].map(words => words.map(word => (/^Erratum$/.test(word) ? `${word}: On Things` : `${word} On Things`)));
		for (const [at, titles] of about.entries()) {
			for (const title of titles) {
				assert.ok(contradictions(paper({ title }), paper({ title: 'On Things' })).includes('kind'), title);
				assert.ok(!contradictions(paper({ title }), paper({ title: about[at]?.[0] ?? '' })).includes('kind'), title);
				const another = about[(at + 1) % about.length]?.[0] ?? '';
				assert.ok(contradictions(paper({ title }), paper({ title: another })).includes('kind'), `${title}, ${another}`);
			}
		}
		for (const title of ['Corrections of Vision', 'Reviewing Things', 'Commenting Code', 'On Errata']) {
			assert.deepEqual(contradictions(paper({ title }), paper({ title })), [], title);
		}
	});

	it('should not be two types that sources mix up', () => {
		assert.ok(mayBeOne('book', 'book') && mayBeOne('book', 'document') && mayBeOne('document', 'book'));
		assert.ok(mayBeOne('article-journal', 'paper-conference') && mayBeOne('chapter', 'paper-conference') && mayBeOne('chapter', 'entry'));
		assert.ok(!mayBeOne('chapter', 'article-journal') && !mayBeOne('speech', 'chapter') && !mayBeOne('book', 'thesis'));
	});
});

describe('titles', () => {
	const cases: readonly (readonly [string, string, alike: boolean, very: boolean])[] = [
		['Deep Learning', 'deep-learning', true, true],
		['', 'Walks', true, false],
		['', '', true, false],
		['Walks in the Woods', 'Walks in the Woods: A Guide', true, false],
		['Walks: A Guide', 'Walks', true, false],
		['Walks', 'Walks 2', false, false],
		['Walks in Woods', 'Walks in Woods 2', false, false],
		['Walks in Woods', 'Walks in Woods III', false, false],
		['Old Walks', 'Old Walks: The Best of 2020', false, false],
		['Walks in Woods', 'Walks in Woods: The Best of 2020', true, false],
		['Walks, Part I', 'Walks, Part I and II', false, false],
		['Walks in the Dark Woods', 'Walks in Dark Woods, the', true, false],
		['one two three four five', 'one two three six seven', true, false],
		['one two three four five', 'one two six seven eight', false, false],
		['one one one four five', 'one two six seven eight', false, false],
		['Walks at 1 GeV in the woods', 'Walks at 2 GeV in the woods', false, false],
		['Caf\ufffds of Vienna', 'Cafés of Vienna', true, true],
		['Caf\ufffd\ufffds of Vienna', 'Cafés of Vienna', true, true],
		['\ufffdber Caf\ufffd', 'Über Café', true, true],
		['Caf\ufffds of Vienna', 'Cafeterias of Vienna', false, false],
		['\ufffd\ufffd\ufffd', 'Walks', true, false],
	];
	for (const [a, b, alike, very] of cases) {
		it(`should ${very ? 'be the same' : alike ? 'be alike' : 'differ'}: “${a}”, “${b}”`, () => {
			assert.deepEqual([areAlike(a, b), areAlike(b, a), isVeryTitle(a, b), isVeryTitle(b, a)], [alike, alike, very, very]);
		});
	}
});
