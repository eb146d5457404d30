import assert from 'node:assert/strict';
import fc from 'fast-check';
import { joinParts } from '../../../src/core/data/binaryFile';
import type { Head } from '../../../src/core/paper/head';
import { openLibrary } from '../../../src/core/library/library';
import { nameCount, nameHash, packHeads, readHeads } from '../../../src/core/library/packedHeads';
import type { IncomingPaper } from '../../../src/core/paper/paper';
import { statuses } from '../../../src/core/paper/paper';
import type { Lines } from '../../../src/core/files/ports';
import { headOf } from '../../fakes/head';
import { MemoryCache } from '../../fakes/memoryCache';
import { MemoryFileStore } from '../../fakes/memoryFileStore';

const folder = 'library';
const first = 'library/volume-0001.json';

/** What a head says, as plain data. */
function plain(head: Head): Omit<Head, 'linked'> {
	const { id, key, aliases, title, authors, names, year, type, venue, status, tags } = head;
	const { collections, rating, pinned, queued, due, statusDate, hasPdf, sources, added, updated } = head;
	const ofWork = { id, key, aliases, title, authors, names, year, type, venue };
	return { ...ofWork, status, statusDate, tags, collections, rating, pinned, queued, due, hasPdf, sources, added, updated };
}

function papers(count: number): readonly IncomingPaper[] {
	return Array.from({ length: count }, (_, index) => ({
		type: 'article',
		title: `Paper number ${index} of Ναι 数学 many`,
		...(index % 2 === 0 ? { 'container-title': `Journal of <i>Noise</i> ${index % 5}` } : {}),
		author: [{ family: `Öster${index}`, given: 'Ann' }, { literal: 'Łukasz & Co' }],
		issued: { 'date-parts': [[1990 + (index % 30)]] },
		abstract: `Abstract word${index} here.`,
		tags: ['a', `b${index % 3}`],
		source: { kind: 'daily-papers', date: '--08-20', rank: index + 1, upvotes: index % 7 },
	}));
}

/** Without the difference between a field that is `undefined` and one that is not there. */
function asJson(value: unknown): unknown {
	return JSON.parse(JSON.stringify(value));
}

/** Counts the reads of volumes. */
class CountingStore extends MemoryFileStore {
	reads = 0;

	override readLines(path: string): Promise<Lines | undefined> {
		this.reads += 1;
		return super.readLines(path);
	}
}

/** One file cannot be written. */
class FailingCache extends MemoryCache {
	constructor(public refused: string) {
		super();
	}

	override write(name: string, parts: readonly Uint8Array[]): Promise<void> {
		return name === this.refused ? Promise.reject(new Error('The disk is full.')) : super.write(name, parts);
	}
}

describe('library with a cache', () => {
	let files: CountingStore;
	let cache: MemoryCache;
	const open = () => openLibrary(files, folder, { cache });

	beforeEach(async () => {
		files = new CountingStore();
		cache = new MemoryCache();
		const library = await open();
		await library.add(papers(1500));
		await library.saveCache();
		files.reads = 0;
	});

	it('should open, list and search without reading a volume, and say the same as without a cache', async () => {
		const warm = await open();
		const heads = warm.heads().map(plain);
		const found = (await warm.search('word777', { limit: 5 })).map(plain);
		assert.equal(files.reads, 0);
		const cold = await openLibrary(files, folder);
		assert.deepEqual(heads, cold.heads().map(plain));
		assert.deepEqual(found, (await cold.search('word777', { limit: 5 })).map(plain));
		assert.equal(found.length, 1);
	});

	it('should write all other files where one cannot be written, say so, and write that one the next time', async () => {
		const isWritten = (name: string) => /^volume-\d+\.json\.heads$|^search\.index$/.test(name);
		for (const refused of ['volume-0001.json.heads', 'volume-0002.json.heads', 'search.index']) {
			const failing = new FailingCache(refused);
			const library = await openLibrary(files, folder, { cache: failing });
			await assert.rejects(library.saveCache(), AggregateError, refused);
			const others = ['search.index', 'volume-0001.json.heads', 'volume-0002.json.heads'].filter(name => name !== refused);
			assert.deepEqual([...failing.files.keys()].filter(isWritten).sort(), others);
			failing.refused = '';
			await library.saveCache();
			assert.deepEqual([...failing.files.keys()].filter(isWritten).sort(), [refused, ...others].sort());
		}
	});

	it('should read one volume for one paper, and write one for one change', async () => {
		const warm = await open();
		const key = warm.heads()[3]?.key ?? '';
		assert.match((await warm.paper(key))?.abstract ?? '', /^Abstract/);
		assert.equal(files.reads, 1);
		const { changes } = await warm.update([key], paper => ({ ...paper, status: 'read' }));
		assert.equal(changes.length, 1);
		assert.equal(warm.head(key)?.status, 'read');
		assert.equal(files.reads, 1);
	});

	it('should find duplicates by what the cache knows, and read only the volumes they may stand in', async () => {
		const warm = await open();
		const { added, merged, unchanged } = await warm.add([...papers(2), { type: 'article', title: 'Something Altogether New' }]);
		assert.deepEqual([added.length, merged.length, unchanged], [1, 0, 2]);
	});

	it('should notice what changed since it was saved: another line, another volume, none', async () => {
		files.put(first, files.text(first).replace('"status":"unread"', '"status":"reading"').replace('word5 ', 'zymurgy '));
		const other = await openLibrary(files, folder);
		await other.add([{ type: 'article', title: 'Added Elsewhere', abstract: 'Oenology.' }]);
		const warm = await open();
		assert.equal(warm.heads().filter(head => head.status === 'reading').length, 1);
		assert.equal((await warm.search('zymurgy', { limit: 5 })).length, 1);
		assert.equal((await warm.search('oenology', { limit: 5 })).length, 1);
	});

	it('should do without files of the cache that are gone, cut short, or of another version', async () => {
		const whole = new Map(cache.files);
		for (const spoil of [() => undefined, (bytes: Uint8Array) => bytes.slice(0, 400), (bytes: Uint8Array) => bytes.slice().fill(1, 0, 4)]) {
			cache.files.clear();
			for (const [name, bytes] of whole) {
				const spoiled = spoil(bytes);
				if (spoiled !== undefined) {
					cache.files.set(name, spoiled);
				}
			}
			const library = await open();
			assert.equal(library.heads().length, 1500);
			assert.equal((await library.search('word777', { limit: 5 })).length, 1);
		}
	});

	it('should write again only what changed', async () => {
		const warm = await open();
		cache.written.length = 0;
		await warm.saveCache();
		assert.deepEqual(cache.written, []);
		await warm.update([warm.heads()[0]?.key ?? ''], paper => ({ ...paper, status: 'read' }));
		await warm.saveCache();
		assert.deepEqual(cache.written, ['volume-0001.json.heads']);
		assert.equal((await open()).heads().filter(head => head.status === 'read').length, 1);
	});

	it('should still show a paper whose volume broke, as far as its line is whole', async () => {
		const warm = await open();
		const key = warm.heads()[3]?.key ?? '';
		files.put(first, files.text(first).replace('{"version"', '{"vers'));
		await warm.refresh();
		assert.equal(warm.problems().length, 1);
		assert.equal((await warm.paper(key))?.['citation-key'], key);
	});
});

describe('packed heads', () => {
	it('should give back what was packed, whatever the texts (property)', function () {
		this.timeout(60_000);
		const text = fc.string({ unit: 'binary', maxLength: 30 });
		const texts = fc.array(text, { maxLength: 4 });
		const source = fc.record(
			{ kind: text, file: text, rank: fc.oneof(fc.nat(), fc.double({ noNaN: true, noDefaultInfinity: true })), upvotes: fc.nat() },
			{ requiredKeys: ['kind'] },
		);
		const day = fc.option(fc.string({ minLength: 1 }), { nil: undefined });
		const head = fc.record({
			id: text,
			key: text,
			aliases: texts,
			title: text,
			authors: fc.option(fc.string({ minLength: 1 }), { nil: undefined }),
			names: texts,
			year: fc.option(fc.integer({ min: -3000, max: 3000 }), { nil: undefined }),
			type: text,
			venue: fc.option(fc.string({ minLength: 1 }), { nil: undefined }),
			status: fc.constantFrom(...statuses),
			tags: texts,
			collections: texts,
			rating: fc.option(fc.oneof(fc.integer(), fc.constantFrom(0.5, 4.25)), { nil: undefined }),
			pinned: fc.boolean(),
			queued: day,
			due: day,
			statusDate: day,
			hasPdf: fc.boolean(),
			sources: fc.array(source, { maxLength: 3 }),
			added: text,
			updated: text,
		});
		fc.assert(
			fc.property(fc.array(fc.tuple(head, fc.array(fc.nat(), { maxLength: 4 })), { maxLength: 5 }), rows => {
				const packed = readHeads(
					joinParts(
						packHeads(
							'stamp',
							rows.map(([one]) => one),
							rows.map(([, hashes]) => hashes),
						),
					),
					'stamp',
				);
				assert.deepEqual(asJson(packed?.heads.map(plain)), asJson(rows.map(([one]) => one)));
				assert.deepEqual(
					packed?.hashes().map(hashes => [...hashes]),
					rows.map(([, hashes]) => hashes),
				);
			}),
			{ numRuns: 20 },
		);
	});

	it('should give back every field, of several papers one behind the other, and the names that each goes by', () => {
		const lists = [
			{ kind: 'daily-papers', date: '2026-08-20', rank: 0, upvotes: 7 },
			{ kind: 'daily-papers', date: '2026-08-20', upvotes: 0 },
			{ kind: 'bibtex', file: 'refs.bib', rank: 2.5 },
		];
		const heads = [
			headOf('a', {
				aliases: ['A1', 'a2'],
				names: ['Ann A.'],
				tags: ['x', 'y'],
				collections: ['C'],
				year: 2021,
				rating: 4.5,
				pinned: true,
			}),
			headOf('B', {
				id: 'ID',
				sources: lists,
				venue: 'V',
				queued: 'i000',
				due: '2026-12-01',
				status: 'read',
				statusDate: '2026-11-30',
				hasPdf: true,
			}),
			headOf('c', {
				names: ['C. C.', 'D. D.'],
				authors: 'C & D',
				year: -44,
				type: 'book',
				sources: lists.slice(1),
				status: 'reading',
				pinned: true,
				hasPdf: true,
			}),
			headOf('d', { added: '2026-01-01', updated: '2026-01-02', collections: ['C', 'D > E'], venue: 'V', year: 0 }),
		];
		const hashes = [[1, 2], [], [3], [4, 5, 6]];
		const bytes = joinParts(packHeads('now', heads, hashes));
		const read = readHeads(bytes, 'now') ?? assert.fail();
		assert.deepEqual(asJson(read.heads.map(plain)), asJson(heads));
		assert.deepEqual(
			read.hashes().map(list => [...list]),
			hashes,
		);
		const namesOf = (head: Head) => Array.from({ length: nameCount(head) }, (_, index) => nameHash(head, index));
		assert.deepEqual(read.heads.map(namesOf), heads.map(namesOf));
		assert.deepEqual(heads.map(nameCount), [4, 2, 2, 2]);
		assert.equal(new Set(heads.flatMap(namesOf)).size, 7, 'three papers have one name twice');
		assert.equal(nameHash(headOf('DOE'), 1), nameHash(headOf('x', { aliases: ['doe'] }), 2));
		assert.equal(readHeads(bytes.subarray(0, -1), 'now'), undefined);
		assert.equal(readHeads(joinParts([bytes, new Uint8Array(4)]), 'now'), undefined);
	});

	it('should be of no use for another state of the volume', () => {
		assert.equal(readHeads(joinParts(packHeads('old', [], [])), 'new'), undefined);
		assert.deepEqual(readHeads(joinParts(packHeads('now', [], [])), 'now')?.heads, []);
	});
});
