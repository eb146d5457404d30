import assert from 'node:assert/strict';
import fc from 'fast-check';
import { styleItem } from '../../../src/core/citing/bibliography/styleItem';
import { citationKey } from '../../../src/core/keys/citekey';
import { exportFormats } from '../../../src/core/export/exportFormats';
import { ingest } from '../../../src/core/ingest/ingest';
import { headOf } from '../../../src/core/paper/head';
import type { Library } from '../../../src/core/library/library';
import { openLibrary } from '../../../src/core/library/library';
import { fieldsOf } from '../../../src/core/notes/paperFields';
import { isPaper } from '../../../src/core/paper/paper';
import type { IncomingPaper, Paper } from '../../../src/core/paper/paper';
import { fields } from '../../../src/core/paper/fields';
import { paperPage } from '../../../src/core/reading/paperPage';
import { comparePapers } from '../../../src/core/reading/comparison';
import { documentOf } from '../../../src/core/search/document';
import { fillIn } from '../../../src/core/merge/fillGaps';
import { MemoryFileStore } from '../../fakes/memoryFileStore';

const inherited = Object.getOwnPropertyNames(Object.prototype);
const parts = [
	'family',
	'given',
	'literal',
	'suffix',
	'date-parts',
	'season',
	'circa',
	'raw',
	'kind',
	'url',
	'role',
	'file',
	'date',
	'rank',
	'doi',
	'arxiv',
	'pmid',
	...inherited,
];
const names = [...fields.map(({ name }) => name), ...inherited, 'keyword', 'keywords', 'citekey', 'file', 'parse-names', 'unknown'];

const scalar = fc.oneof(
	fc.constantFrom<unknown>(
		null,
		true,
		false,
		'',
		'x',
		0,
		-0,
		1984,
		2.5,
		1e300,
		'2020-01-02',
		'https://example.org/a',
		'10.1000/x',
		'\uD800',
		'{"',
	),
	fc.string({ maxLength: 12 }),
	fc.constantFrom(...inherited),
);
const value = fc.letrec<{ any: unknown }>(tie => ({
	any: fc.oneof(
		{ depthSize: 'small', withCrossShrink: true },
		scalar,
		fc.array(tie('any'), { maxLength: 4 }),
		dictionary(fc.constantFrom(...parts), tie('any')),
	),
})).any;
const record = dictionary(fc.constantFrom(...names), value);

/** Objects as `JSON.parse` makes them: `__proto__` is a field like any other. */
function dictionary(key: fc.Arbitrary<string>, part: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
	return fc.array(fc.tuple(key, part), { maxLength: 8 }).map(entries => Object.fromEntries(entries) as unknown);
}

const good: readonly IncomingPaper[] = [
	{ type: 'book', title: 'A good thing to have', author: [{ family: 'Good', given: 'Ann' }], issued: { 'date-parts': [[1999]] } },
	{ type: 'article-journal', title: 'Another one that stays', author: [{ family: 'Else' }] },
];

async function allOf(library: Library): Promise<readonly Paper[]> {
	const papers: Paper[] = [];
	for await (const paper of library.all()) {
		papers.push(paper);
	}
	return papers;
}

/** Everything that looks at a paper. */
function look(paper: Paper): void {
	headOf(paper).names.join();
	documentOf(paper);
	paperPage(paper);
	comparePapers(paper, paper);
	citationKey(paper, 'auth.lower + year + shorttitle(3,3) + journal + volume | editors + title');
	JSON.stringify(styleItem(paper, 'k'));
	for (const field of fieldsOf(paper, {}).values()) {
		JSON.stringify(typeof field === 'function' ? field() : field);
	}
	fillIn(paper, [paper]);
	exportFormats.forEach(format => format.write([paper]));
}

async function live(incoming: readonly IncomingPaper[]): Promise<void> {
	const files = new MemoryFileStore();
	const library = await openLibrary(files, 'library');
	await library.add(good);
	const { changes, refused } = await library.add(incoming);
	assert.deepEqual(refused, []);
	const again = await openLibrary(files, 'library');
	assert.deepEqual(again.problems(), []);
	const papers = await allOf(again);
	assert.equal(papers.length, library.heads().length);
	assert.deepEqual(papers, await allOf(library));
	papers.forEach(look);
	for (const query of ['good', 'x', 'author:1984', 'constructor']) {
		again.find(query, { limit: 10 });
		await again.search(query, { limit: 10 });
	}
	await again.add(incoming);
	const before = JSON.stringify(await allOf(again));
	const keys = again.heads().map(head => head.key);
	const merged = await again.merge([keys]);
	assert.deepEqual(merged.refused, []);
	(await allOf(again)).forEach(look);
	await again.undo(merged.changes);
	assert.deepEqual(new Set((await allOf(again)).map(({ id }) => id)), new Set((JSON.parse(before) as Paper[]).map(({ id }) => id)));
	await again.undo(changes);
	assert.deepEqual((await openLibrary(files, 'library')).problems(), []);
	const titles = (await allOf(await openLibrary(files, 'library'))).map(({ title }) => title);
	good.forEach(({ title }) => assert.ok(titles.includes(title), title));
}

const runs = Number(process.env['STRANGE_RECORDS'] ?? 40);

describe('strange records', () => {
	it('should cost themselves and nothing else, from a text to a merge and back', async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(record, { minLength: 1, maxLength: 3 }), async records => {
				const text = JSON.stringify([{ id: 'sound', type: 'book', title: 'A sound record', author: [{ family: 'Sound' }] }, ...records]);
				const { papers } = ingest(text, { fileName: 'a.json' });
				assert.ok(papers.some(({ title }) => title === 'A sound record'));
				await live(papers);
			}),
			{ numRuns: runs },
		);
	}).timeout(600_000);

	it('should cost themselves and nothing else where an extension or a service hands them over', async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(record, { minLength: 1, maxLength: 3 }), records => live(records as IncomingPaper[])),
			{ numRuns: runs },
		);
	}).timeout(600_000);

	it('should be looked at without a throw wherever they are taken for papers', () => {
		const base = { id: 'i', 'citation-key': 'k', type: 'book', title: 'T', status: 'unread', added: '', updated: '' };
		let papers = 0;
		fc.assert(
			fc.property(record, strange => {
				const paper: unknown = { ...base, ...(strange as object) };
				if (isPaper(paper)) {
					papers += 1;
					look(paper);
				}
			}),
			{ numRuns: runs * 4 },
		);
		assert.ok(papers > runs / 10, String(papers));
	}).timeout(600_000);
});
