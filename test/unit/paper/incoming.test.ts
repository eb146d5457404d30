import assert from 'node:assert/strict';
import { ingest } from '../../../src/core/ingest/ingest';
import type { JsonObject } from '../../../src/core/data/json';
import { isPaper } from '../../../src/core/paper/paper';
import { fields } from '../../../src/core/paper/fields';
import { leftOutSentence, longestField, takeIncoming } from '../../../src/core/paper/incoming';
import type { Origin } from '../../../src/core/paper/incoming';

function taken(record: JsonObject, origin: Origin = 'text'): readonly [JsonObject, readonly string[]] {
	const { paper, leftOut } = takeIncoming({ type: 'book', title: 'T', ...record }, origin);
	const { type, title, ...rest } = paper;
	return [
		{ ...rest, ...(type === 'book' ? {} : { type }), ...(title === 'T' ? {} : { title }) },
		leftOut.map(({ field, reason }) => `${field}: ${reason}`),
	];
}

const wrapped = { 'citation-key': 'k', id: 'i', status: 'unread', added: '', updated: '' };

describe('gate for records from outside', () => {
	const cases: readonly (readonly [given: JsonObject, taken: JsonObject, leftOut: readonly string[]])[] = [
		[{ volume: 12, title: 1984, DOI: 10.5 }, { volume: '12', title: '1984', DOI: '10.5' }, []],
		[{ abstract: ['first', 'second'], volume: '1' }, { volume: '1' }, ['abstract: kind']],
		[{ 'citation-key': 'k\u001B[2J\u009B\u202E1' }, { 'citation-key': 'k[2J1' }, []],
		[{ 'citation-key': '\u0007' }, {}, ['citation-key: kind']],
		[{ DOI: false, URL: true }, {}, ['DOI: kind', 'URL: kind']],
		[{ DOI: ['10.1/x'], URL: { a: 'b' } }, {}, ['DOI: kind', 'URL: kind']],
		[{ 'container-title': [1] }, {}, ['container-title: kind']],
		[
			{ author: [{ family: 1984 }, { family: ['x'] }, { family: 'B', given: [] }, 'Plain', null] },
			{ author: [{ family: '1984' }, { family: 'B' }, { literal: 'Plain' }] },
			['author: part'],
		],
		[{ author: 'nobody', editor: { family: 'x' } }, {}, ['author: kind', 'editor: kind']],
		[{ issued: { 'date-parts': [[2020, '3', null]], literal: 5 } }, { issued: { 'date-parts': [[2020, '3']], literal: '5' } }, []],
		[{ issued: true }, {}, ['issued: kind']],
		// Numbers that JavaScript reads otherwise than they stand there.
		[
			{ volume: 1e999, issue: 2 ** 60, page: -(2 ** 70), number: 2 ** 53 - 1 },
			{ number: '9007199254740991' },
			['volume: kind', 'issue: kind', 'page: kind'],
		],
		[
			{
				issued: {
					'date-parts': [
						[1e308, 5],
						[2020, 1e400],
					],
				},
			},
			{ issued: { 'date-parts': [[2020]] } },
			['issued: part'],
		],
		[{ identifiers: { pmid: 1e30 } }, { identifiers: {} }, ['identifiers: part']],
		[{ links: 'x' }, {}, ['links: kind']],
		[{ links: [{}, { url: 'https://a.b' }] }, { links: [{ kind: 'other', url: 'https://a.b' }] }, []],
		[
			{ links: [{ kind: 'other', url: 'file:///x.sh', role: 'pdf' }] },
			{ links: [{ kind: 'other', url: 'file:///x.sh' }] },
			['links: role'],
		],
		[{ identifiers: { pmid: 123, doi: ['x'] } }, { identifiers: { pmid: '123' } }, ['identifiers: part']],
		[{ tags: ['a', 1, { tag: 'b' }] }, { tags: ['a', '1'] }, ['tags: part']],
		[
			{
				id: 'x',
				received: { a: 'b' },
				distinctFrom: ['x'],
				aliases: ['y'],
				status: 'read',
				rating: 5,
				added: 'x',
				conflicts: {},
				superseded: true,
			},
			{ aliases: ['y'] },
			['id: own', 'received: own', 'distinctFrom: own', 'status: own', 'rating: own', 'added: own', 'superseded: own'],
		],
		[{ abstract: null, note: '', tags: [], volume: {} }, { note: '' }, []],
		[{ anything: { else: [1, true] }, custom: { x: 'y' } }, { anything: { else: [1, true] }, custom: { x: 'y' } }, []],
		[{ abstract: 'x'.repeat(longestField + 1), 'citation-key': 'k'.repeat(2000) }, {}, ['abstract: size', 'citation-key: size']],
		[{ type: { a: 1 }, title: ['x'] }, { type: 'document', title: '' }, ['type: kind', 'title: kind']],
	];
	for (const [given, expected, leftOut] of cases) {
		it(`should take ${JSON.stringify(expected).slice(0, 60)} of ${JSON.stringify(given).slice(0, 60)}`, () => {
			assert.deepEqual(taken(given), [expected, leftOut]);
			const { paper } = takeIncoming({ type: 'book', title: 'T', ...given }, 'text');
			assert.ok(isPaper({ ...paper, ...wrapped }));
			assert.deepEqual(takeIncoming(paper, 'text'), { paper, leftOut: [] });
		});
	}

	it('should give what is as it should be as it is', () => {
		const record = { 'citation-key': 'a', type: 'book', title: 'T', author: [{ family: 'A' }], anything: [1] };
		assert.equal(takeIncoming(record, 'text').paper, record);
	});

	it('should let a service say where a PDF is on the web, and Marginalia itself anything', () => {
		const links = [{ kind: 'other', url: 'https://a.b/c.pdf', role: 'open-access-pdf' }];
		assert.deepEqual(taken({ links }, 'service'), [{ links }, []]);
		assert.deepEqual(taken({ links: [{ ...links[0], url: 'ms-settings:privacy' }] }, 'service')[1], ['links: role']);
		assert.deepEqual(taken({ links: [{ ...links[0], role: 'pdf' }] }, 'service')[1], ['links: role']);
		assert.deepEqual(taken({ links: [{ ...links[0], role: 'pdf' }] }, 'own')[1], []);
		assert.deepEqual(taken({ links }, 'text')[1], ['links: role']);
	});

	it('should leave out what is nested too deeply, and keep what stands beside it', () => {
		const text = JSON.stringify([
			{ id: 'k', type: 'book', title: 'A', author: [{ family: 'B' }], strange: 0, custom: { strange: 0, sound: 'x' } },
		]).replaceAll('0', `${'['.repeat(40)}1${']'.repeat(40)}`);
		const { papers, problems } = ingest(text, { fileName: 'a.json' });
		assert.deepEqual(papers[0]!['custom'], { sound: 'x' });
		assert.equal(papers[0]!['strange'], undefined);
		assert.deepEqual(
			problems.map(({ message }) => message),
			[
				'“strange” of “A” was left out: it’s nested more than 24 levels deep.',
				'“custom.strange” of “A” was left out: it’s nested more than 24 levels deep.',
			],
		);
	});

	it('should say in words what it left out of a file, at the line of its record', () => {
		const { papers, problems } = ingest(
			'[\n{"id":"k","type":"article-journal","title":"A","author":[{"family":"B"}],"abstract":["first part","second part"]},\n{"id":"good","type":"book","title":"Good","author":[{"family":"G"}]}]',
			{ fileName: 'a.json' },
		);
		assert.deepEqual(
			papers.map(paper => paper['citation-key']),
			['k', 'good'],
		);
		assert.deepEqual(problems, [{ line: 2, message: '“abstract” of “A” was left out: it should be text.' }]);
		for (const reason of ['kind', 'part', 'own', 'role', 'depth', 'size'] as const) {
			fields.forEach(({ name }) => assert.match(leftOutSentence({ field: name, reason }, { type: 'book', title: '' }), /^\S.*\.$/u));
		}
	});
});
