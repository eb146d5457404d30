import assert from 'node:assert/strict';
import { Draft } from '../../../src/core/library/draft';
import type { Taken } from '../../../src/core/library/draft';
import { foldKey } from '../../../src/core/library/foldKey';
import { identityHashes } from '../../../src/core/library/identityHashes';
import { addIdentity } from '../../../src/core/library/identityIndex';
import { sortChanges, unwritable } from '../../../src/core/library/soundChanges';
import type { Change } from '../../../src/core/library/volume';
import { firstReceived } from '../../../src/core/merge/fingerprints';
import type { IncomingPaper, Paper } from '../../../src/core/paper/paper';

const instant = '2026-03-01T12:00:00.000Z';
const earlier = '2026-01-01T00:00:00.000Z';
const [mine, theirs] = [
	{ kind: 'bibtex', file: 'mine.bib' },
	{ kind: 'ris', file: 'theirs.ris' },
];
const vale = { author: [{ family: 'Vale' }], issued: { 'date-parts': [[2020]] } };

function record(title: string, fields: Partial<IncomingPaper> = {}): IncomingPaper {
	return { type: 'article-journal', title, ...fields };
}

/** The paper of the library that a record became. */
function known(id: string, came: IncomingPaper, fields: Partial<Paper> = {}): Paper {
	const received = firstReceived(came);
	return {
		...came,
		id,
		'citation-key': id,
		status: 'unread',
		added: earlier,
		updated: earlier,
		...(received === undefined ? {} : { received }),
		...fields,
	};
}

/** A draft of an addition to a library that holds some papers. */
function draftOf(...papers: readonly Paper[]) {
	const identities = new Map<number, string[]>();
	papers.forEach(paper => {
		addIdentity(identities, paper.id, identityHashes(paper));
	});
	const draft = new Draft(identities, key => papers.find(paper => foldKey(paper['citation-key']) === key)?.id);
	const add = (incoming: IncomingPaper, isApart = false): Taken =>
		draft.add(incoming, id => papers.find(paper => paper.id === id), undefined, instant, isApart);
	const told = (incoming: IncomingPaper) => {
		const { kind, key } = add(incoming);
		return `${kind} ${key}`;
	};
	return { draft, add, told };
}

describe('an addition in the making', () => {
	describe('of a record that the library has not', () => {
		it('should be a paper with an id and a key of its own, unread, and all else as it came', () => {
			const { draft, add } = draftOf();
			const came = record('Creep of Pine in Bridges', { ...vale, id: 'foreign', aliases: ['old', 'other'], tags: ['x'], source: mine });
			const taken = add({ ...came, 'citation-key': 'vale' });
			assert.deepEqual(taken, { kind: 'added', key: 'vale', title: came.title });
			const [[id, change] = []] = [...draft.changes];
			assert.ok(id !== undefined && change?.after !== undefined);
			assert.match(id, /^[0-9a-z]{16}$/);
			assert.deepEqual(change, {
				before: undefined,
				after: {
					...came,
					id,
					'citation-key': 'vale',
					aliases: ['old', 'other'],
					status: 'unread',
					added: instant,
					updated: instant,
					received: firstReceived({ ...came, 'citation-key': 'vale' }),
				},
			});
			assert.deepEqual(Object.keys(change.after).slice(0, 2), ['id', 'citation-key']);
			assert.equal(draft.unchanged, 0);
		});

		it('should have no aliases and no source where it came without', () => {
			const { draft, add } = draftOf();
			add(record('Creep of Pine in Bridges'));
			const [change] = draft.changes.values();
			assert.deepEqual(Object.keys(change?.after ?? {}).sort(), ['added', 'citation-key', 'id', 'status', 'title', 'type', 'updated']);
		});

		it('should get a key that nobody has, in any case, and say which one it came with', () => {
			const { add } = draftOf(known('Vale', record('Another Work Altogether')));
			const wish = (key: string) => {
				const { key: given, wished } = add(record(`The Work of ${key} and Others`, { 'citation-key': key }), true);
				return [given, wished];
			};
			assert.deepEqual(['vale', 'VALE', 'new', 'new', ''].map(wish), [
				['valea', 'vale'],
				['VALEb', 'VALE'],
				['new', undefined],
				['newa', 'new'],
				['workOthers', undefined],
			]);
		});

		it('should not take a key of another paper for an alias', () => {
			const { draft, add } = draftOf(known('vale', record('Another Work Altogether')));
			add(record('The First of Them', { 'citation-key': 'one', aliases: ['VALE', 'old', '', 'one'] }));
			add(record('The Second of Them', { 'citation-key': 'two', aliases: ['OLD', 'one'] }));
			add(record('The Third of Them', { 'citation-key': 'old' }));
			assert.deepEqual(
				[...draft.changes.values()].map(({ after }) => [after?.['citation-key'], after?.aliases]),
				[
					['one', ['old']],
					['two', undefined],
					['olda', undefined],
				],
			);
		});
	});

	describe('of a record that the library has', () => {
		const paper = known('vale', record('Creep of Pine in Bridges', { ...vale, DOI: '10.1000/a', source: mine }));

		it('should change nothing where it says nothing new', () => {
			const { draft, add } = draftOf(paper);
			const again = { ...record(paper.title, { ...vale, DOI: '10.1000/a', source: mine }), 'citation-key': 'vale' };
			assert.deepEqual(add(again), { kind: 'unchanged', key: 'vale', title: paper.title });
			assert.deepEqual([draft.changes.size, draft.unchanged], [0, 1]);
			add(again);
			assert.equal(draft.unchanged, 2);
		});

		it('should be merged into its paper, with what takes that apart again', () => {
			const { draft, add } = draftOf(paper);
			const incoming = record('Creep of pine in bridges', {
				DOI: '10.1000/A',
				abstract: 'Of creep.',
				'citation-key': 'theirs',
				aliases: ['further'],
				source: theirs,
			});
			const taken = add(incoming);
			const after = draft.changes.get('vale')?.after;
			assert.deepEqual(
				[after?.['abstract'], after?.aliases, after?.updated, after?.added],
				['Of creep.', ['theirs', 'further'], instant, earlier],
			);
			assert.deepEqual(taken, {
				kind: 'merged',
				key: 'vale',
				title: 'Creep of pine in bridges',
				merge: { before: paper, after, record: incoming },
			});
			assert.deepEqual(draft.changes.get('vale')?.before, paper);
			// A second record goes into what the first one made of it.
			const second = add(record(paper.title, { DOI: '10.1000/a', note: 'More.', source: theirs }));
			assert.deepEqual(second.merge?.before, after);
			const change = draft.changes.get('vale');
			assert.deepEqual([change?.before, change?.after?.['abstract'], change?.after?.['note']], [paper, 'Of creep.', 'More.']);
		});

		it('should be merged into a paper of the same addition, which stays a new one', () => {
			const { draft, add, told } = draftOf();
			add(record('Creep of Pine in Bridges', { DOI: '10.1000/a' }));
			assert.equal(told(record('Creep of Pine in Bridges', { DOI: '10.1000/a', abstract: 'Of creep.' })), 'merged creepPineBridges');
			const [change, ...others] = draft.changes.values();
			assert.deepEqual([change?.before, change?.after?.['abstract'], others], [undefined, 'Of creep.', []]);
		});

		it('should be a paper of its own where the user says so', () => {
			const { add } = draftOf(paper);
			assert.equal(add(record(paper.title, { DOI: '10.1000/a' }), true).kind, 'added');
		});

		it('should be found by what it may be recognized by and by its key', () => {
			const other = known('other', record('Walks over Land'));
			const { draft } = draftOf(paper, other);
			assert.deepEqual(draft.idsLike(record('x', { DOI: '10.1000/a' })), ['vale']);
			assert.deepEqual(draft.idsLike(record('Walks over Land', { DOI: '10.1000/a', 'citation-key': 'OTHER' })).toSorted(), [
				'other',
				'other',
				'vale',
			]);
			assert.deepEqual(draft.idsLike(record('Nothing of the Kind')), []);
		});

		it('should go to the paper of its key where it is the same entry again, though another has its title', () => {
			const twin = known('twin', record(paper.title, { ...vale, 'citation-key': 'twin', source: mine }));
			const { told } = draftOf(paper, twin);
			assert.equal(told(record(paper.title, { ...vale, abstract: 'x', 'citation-key': 'twin', source: mine })), 'merged twin');
		});

		it('should go by its identifier to the paper that its source gave before, of these to the one that says all of it', () => {
			const of = (id: string, source: typeof mine, fields: Partial<IncomingPaper> = {}) =>
				known(id, record(paper.title, { ...vale, DOI: '10.1000/a', source, ...fields }));
			const incoming = (source: typeof mine) => record(paper.title, { ...vale, DOI: '10.1000/a', volume: '3', source });
			assert.equal(draftOf(of('a', mine), of('b', theirs)).told(incoming(theirs)), 'merged b');
			assert.equal(draftOf(of('a', mine), of('b', theirs)).told(incoming(mine)), 'merged a');
			assert.equal(draftOf(of('a', mine), of('b', mine, { volume: '3' })).told(incoming(mine)), 'unchanged b');
			assert.equal(draftOf(of('b', mine, { volume: '3' }), of('a', theirs)).told(incoming(theirs)), 'merged a');
			assert.equal(draftOf(of('a', mine), of('b', mine)).told(incoming({ kind: 'ris', file: 'third.ris' })), 'merged a');
		});

		it('should go to the same entry without a key, once', () => {
			const came = record('Creep of Pine in Bridges', { ...vale, source: mine });
			const paperOfEntry = known('vale', came);
			const { told } = draftOf(paperOfEntry);
			assert.equal(told(came), 'unchanged vale');
			// A second entry of that title in one file is another one.
			assert.match(told(came), /^added /);
			const { told: toldAgain } = draftOf(paperOfEntry, known('second', came));
			assert.deepEqual([toldAgain(came), toldAgain(came)], ['unchanged vale', 'unchanged second']);
		});

		it('should go, of two entries of one title, to the one that says all of it', () => {
			const came = record('Creep of Pine in Bridges', { ...vale, source: mine });
			const { told } = draftOf(known('a', { ...came, abstract: 'One.' }), known('b', { ...came, abstract: 'Two.' }));
			assert.equal(told({ ...came, abstract: 'Two.' }), 'unchanged b');
		});

		it('should go to the paper that says all it says, word for word, though it came from elsewhere', () => {
			const came = record('Creep of Pine in Bridges', { ...vale, volume: '3' });
			const { told } = draftOf(known('vale', came));
			assert.match(told({ ...came, volume: '4' }), /^added /);
			assert.match(told(record(came.title, { author: vale.author })), /^added /);
			assert.equal(draftOf(known('vale', came)).told(came), 'unchanged vale');
		});

		it('should go as a bare title to the one paper of that title, and to none of two', () => {
			const bare = record('Creep of Pine in Bridges');
			assert.equal(draftOf(paper).told(bare), 'unchanged vale');
			assert.match(draftOf(paper, known('other', record(bare.title, { DOI: '10.1000/b' }))).told(bare), /^added /);
			assert.match(draftOf(known('slip', record('Creep of Pine in Bridge', vale))).told(bare), /^added /);
			assert.equal(draftOf(known('bare', bare)).told(record(bare.title, { ...vale, DOI: '10.1000/a' })), 'merged bare');
		});
	});

	it('should name a paper once for each thing it may be recognized by', () => {
		const index = new Map<number, string[]>();
		addIdentity(index, 'a', [1, 2]);
		addIdentity(index, 'b', new Int32Array([2, -3]));
		addIdentity(index, 'a', [2]);
		assert.deepEqual(
			[...index],
			[
				[1, ['a']],
				[2, ['a', 'b']],
				[-3, ['b']],
			],
		);
		assert.deepEqual([foldKey('Vale2020É'), foldKey('ẞ')], ['vale2020é', 'ß']);
	});

	it('should take papers through the gate', () => {
		const { draft } = draftOf();
		const [admitted] = draft.admit([Object.assign(record('T'), { tags: 'no list', volume: 3 })]);
		assert.deepEqual([admitted?.title, admitted?.tags], ['T', undefined]);
	});
});

describe('changes that may be written', () => {
	const paper = known('a', record('One'));
	const broken = Object.assign({ ...known('b', record('Two')) }, { title: 7 });

	it('should be all but those that could not be read back, each with what is wrong', () => {
		const changes = new Map<string, Change>([
			['a', { before: undefined, after: paper }],
			['b', { before: paper, after: broken }],
			['c', { before: broken, after: undefined }],
		]);
		const { sound, unsound } = sortChanges(changes, 'library');
		assert.deepEqual([...sound.keys()], ['a', 'c']);
		assert.deepEqual(unsound, [
			[{ code: 'no-paper', path: 'library', line: 1, message: '“title” must be text.' }, 'b', { before: paper, after: broken }],
		]);
		assert.deepEqual([...changes.keys()], ['a', 'b', 'c']);
		assert.deepEqual(sortChanges(new Map([['a', { before: undefined, after: paper }]]), 'library').unsound, []);
		assert.equal(unwritable(paper, 'library'), undefined);
	});
});
