import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseQuery } from '../../../src/core/search/query';
import { createSearchIndex } from '../../../src/core/search/searchIndex';

const plain = { excluded: false, unfinished: false } as const;

describe('query', () => {
	const examples: readonly (readonly [text: string, clauses: readonly unknown[]])[] = [
		['', []],
		['  - "" "', []],
		[
			'diffusion mod',
			[
				{ kind: 'words', words: ['diffusion'], ...plain },
				{ kind: 'words', words: ['mod'], ...plain, unfinished: true },
			],
		],
		['mod ', [{ kind: 'words', words: ['mod'], ...plain }]],
		['Score-Based ', [{ kind: 'words', words: ['score', 'based'], ...plain }]],
		['-noise', [{ kind: 'words', words: ['noise'], excluded: true, unfinished: false }]],
		['-score-based', [{ kind: 'phrase', words: ['score', 'based'], excluded: true }]],
		['"a phrase"', [{ kind: 'phrase', words: ['a', 'phrase'], excluded: false }]],
		['“a phrase”', [{ kind: 'phrase', words: ['a', 'phrase'], excluded: false }]],
		['"a phr', [{ kind: 'words', words: ['a', 'phr'], ...plain, unfinished: true }]],
		['author:song', [{ kind: 'words', words: ['song'], field: 'author', ...plain, unfinished: true }]],
		['-author:"yang song"', [{ kind: 'phrase', words: ['yang', 'song'], field: 'author', excluded: true }]],
		['tags:x ', [{ kind: 'words', words: ['x'], field: 'tag', ...plain }]],
		['BERT:pre ', [{ kind: 'words', words: ['bert', 'pre'], ...plain }]],
		['author:', [{ kind: 'words', words: ['author'], ...plain, unfinished: true }]],
		['doi:10.1000/X ', [{ kind: 'words', words: ['10', '1000', 'x'], field: 'identifier', ...plain }]],
		['year:2020', [{ kind: 'year', from: 2020, to: 2020, excluded: false }]],
		['year:20', [{ kind: 'year', from: 2000, to: 2099, excluded: false }]],
		['year:2020..2023', [{ kind: 'year', from: 2020, to: 2023, excluded: false }]],
		['year:2020..', [{ kind: 'year', from: 2020, excluded: false }]],
		['year:..2020', [{ kind: 'year', to: 2020, excluded: false }]],
		['year:>2020', [{ kind: 'year', from: 2021, excluded: false }]],
		['year:<=2020', [{ kind: 'year', to: 2020, excluded: false }]],
		['-status:unread', [{ kind: 'status', statuses: ['unread'], excluded: true }]],
		['status:read', [{ kind: 'status', statuses: ['read'], excluded: false }]],
		['status:rea', [{ kind: 'status', statuses: ['reading', 'read'], excluded: false }]],
	];
	for (const [text, clauses] of examples) {
		it(`should read ${JSON.stringify(text)}`, () => assert.deepEqual(parseQuery(text), { clauses, mistakes: [] }));
	}

	it('should say where a year or status cannot be read, and search for the rest', () => {
		const { clauses, mistakes } = parseQuery('noise year:soon status:lost');
		assert.equal(clauses.length, 1);
		assert.deepEqual(mistakes, [
			{ start: 6, end: 15, message: '“soon” isn’t a year. Use year:2020 or year:2020..2023.' },
			{ start: 16, end: 27, message: '“lost” isn’t a status. Use status:unread, status:reading, status:read.' },
		]);
	});

	for (const [typed, meant] of [
		['autor:smith', 'author:smith'],
		['titel:"score based"', 'title:score based'],
		['staus:read', 'status:read'],
		['tgas:noise', 'tags:noise'],
		['colection:thesis', 'collection:thesis'],
		['yaer:2020', 'year:2020'],
	] as const) {
		it(`should ask of ${typed} whether ${meant} was meant`, () => {
			const { clauses, mistakes } = parseQuery(typed);
			assert.equal(clauses.length, 1);
			assert.deepEqual(
				mistakes.map(({ message }) => message.replace(/^.*Did you mean (.*)\?$/, '$1')),
				[meant],
			);
		});
	}

	for (const pasted of [
		'BERT:Pre-training',
		'https://doi.org/10.1/x',
		'doi:10.1/x',
		'note:this',
		'LLM:s',
		'author:smith',
		'au:smith',
		'C:x',
	]) {
		it(`should find no mistake in ${pasted}`, () => assert.deepEqual(parseQuery(pasted).mistakes, []));
	}

	it('should read no more than 32 parts, and say so', () => {
		const { clauses, mistakes } = parseQuery(Array.from({ length: 40 }, (_, index) => `w${index}`).join(' '));
		assert.equal(clauses.length, 32);
		assert.equal(mistakes.length, 1);
	});

	it('should take any text', () => {
		const index = createSearchIndex();
		index.add({ id: 'a', texts: { title: ['Some "odd": -title\u{1f600}'] }, year: 2020 });
		const odd = fc.oneof(
			fc.string({ unit: 'binary', maxLength: 60 }),
			fc
				.array(fc.constantFrom('"', '-', ':', 'year:', 'author:', '..', 'a', ' ', '\\', '$', '<', '“', '\ud83d', 'status:'))
				.map(parts => parts.join('')),
		);
		fc.assert(
			fc.property(odd, text => {
				for (const { start, end } of parseQuery(text).mistakes) {
					assert.ok(start >= 0 && start < end && end <= text.length);
				}
				index.search(text, { limit: 5 });
			}),
			{ numRuns: 500 },
		);
	});

	for (const [name, text] of [
		['quotes', '"'.repeat(100_000)],
		['minus signs', '-'.repeat(100_000)],
		['colons', 'a:'.repeat(50_000)],
		['dollars', '$a'.repeat(50_000)],
		['angle brackets', '<sub '.repeat(20_000)],
		['one long word', 'x'.repeat(100_000)],
		['backslashes', '\\"'.repeat(50_000)],
	] as const) {
		it(`should read 100,000 characters of ${name} in no time`, () => {
			const started = process.cpuUsage();
			const index = createSearchIndex();
			parseQuery(text);
			index.search(text, { limit: 5 });
			index.add({ id: 'a', texts: { title: [text], abstract: [text], author: [text] } });
			index.search('x', { limit: 5 });
			// Of the processor: others may be at work too.
			assert.ok(process.cpuUsage(started).user < 3_000_000);
		});
	}
});
