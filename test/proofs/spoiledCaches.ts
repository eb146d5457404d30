import assert from 'node:assert/strict';
import { joinParts } from '../../src/core/data/binaryFile';
import type { Library } from '../../src/core/library/library';
import { openLibrary } from '../../src/core/library/library';
import { readNoteIndex, writeNoteIndex } from '../../src/core/notes/noteIndexCache';
import type { FileStamp } from '../../src/core/notes/noteIndex';
import { NoteIndex } from '../../src/core/notes/noteIndex';
import type { NoteSource } from '../../src/core/notes/syncNotes';
import { syncNotes } from '../../src/core/notes/syncNotes';
import { Pace } from '../../src/core/work/pace';
import { generatePapers } from '../bench/generatePapers';
import { Random } from '../bench/random';
import { MemoryCache } from '../fakes/memoryCache';
import { MemoryFileStore } from '../fakes/memoryFileStore';

export interface Proof {
	readonly tried: number;
	/** How often each way of spoiling a file was tried. */
	readonly ways: Readonly<Record<string, number>>;
	/** What each wrong answer, exception or lost paper was. */
	readonly failures: readonly string[];
}

/**
 * Spoils one file of the caches so many times, each time opens, searches and edits a library, and compares with what a library without a
 * cache gives.
 */
export async function spoilCaches(count: number, seed: number): Promise<Proof> {
	const random = new Random(seed);
	const version = await versionOf(63);
	const saved = (await cacheOf(version)).files;
	const older = (await cacheOf(await versionOf(60))).files;
	const right = await answersOf(version, new MemoryCache());
	const names = [...saved.keys()];
	const ways: Record<string, number> = {};
	const failures: string[] = [];
	for (let tried = 0; tried < count; tried += 1) {
		const name = random.pick(names);
		const way = random.pick(Object.keys(spoilers));
		ways[way] = (ways[way] ?? 0) + 1;
		const whole = saved.get(name) ?? new Uint8Array();
		const spoiled = spoilers[way]?.(whole.slice(), random, older.get(name) ?? new Uint8Array()) ?? whole;
		const cache = new MemoryCache();
		saved.forEach((bytes, other) => cache.files.set(other, other === name ? spoiled : bytes));
		try {
			assert.deepEqual(await answersOf(version, cache), right);
		} catch (error) {
			failures.push(`${name}, ${way}, number ${tried}: ${error instanceof Error ? error.message.slice(0, 200) : String(error)}`);
		}
	}
	return { tried: count, ways, failures };
}

const page = 4096;

const spoilers: Readonly<Record<string, (bytes: Uint8Array, random: Random, other: Uint8Array) => Uint8Array>> = {
	'one bit': (bytes, random) => {
		const at = random.below(bytes.length);
		bytes[at] = (bytes[at] ?? 0) ^ (1 << random.below(8));
		return bytes;
	},
	'a page of zeros': (bytes, random) => bytes.fill(0, ...pageOf(bytes, random)),
	'a page of ones': (bytes, random) => bytes.fill(0xff, ...pageOf(bytes, random)),
	'two pages swapped': (bytes, random) => {
		const [first, second] = [pageOf(bytes, random), pageOf(bytes, random)];
		const kept = bytes.slice(...first);
		bytes.set(bytes.subarray(...second).subarray(0, kept.length), first[0]);
		bytes.set(kept.subarray(0, second[1] - second[0]), second[0]);
		return bytes;
	},
	'the tail cut off': (bytes, random) => bytes.slice(0, random.below(bytes.length)),
	'the tail cut off at a page': (bytes, random) => bytes.slice(0, pageOf(bytes, random)[0]),
	'something behind the tail': (bytes, random) =>
		joinParts([bytes, Uint8Array.from({ length: 1 + random.below(page) }, () => random.below(256))]),
	'zeros for the tail': (bytes, random) => bytes.fill(0, random.below(bytes.length)),
	'the start of one version, the rest of another': (bytes, random, other) => {
		const at = random.below(Math.min(bytes.length, other.length));
		return joinParts([bytes.slice(0, at), other.slice(at)]);
	},
	'a page of another version': (bytes, random, other) => {
		const [start, end] = pageOf(bytes, random);
		bytes.set(other.subarray(start, end), start);
		return bytes;
	},
	'another version': (_bytes, _random, other) => other,
	nothing: () => new Uint8Array(),
};

function pageOf(bytes: Uint8Array, random: Random): [number, number] {
	const start = page * random.below(Math.ceil(bytes.length / page));
	return [start, Math.min(bytes.length, start + page)];
}

const folder = 'library';
const volume = `${folder}/volume-0001.json`;
const notesName = 'notes';
const pace = new Pace(() => Promise.resolve());
const clock = { now: () => new Date('2026-01-02T03:04:05Z') };

/** A library and its notes at one moment. */
interface Version {
	/** How many papers it was made of: another number for each version. */
	readonly count: number;
	readonly text: string;
}

async function versionOf(count: number): Promise<Version> {
	const files = new MemoryFileStore();
	const papers = generatePapers(count).map(paper => JSON.stringify(paper));
	files.put(volume, `{"version":1,"papers":[\n${papers.join(',\n')}\n]}\n`);
	// So that it is written as the library writes it.
	const library = await openLibrary(files, folder, { clock });
	await library.update(
		library
			.heads()
			.slice(0, 1)
			.map(head => head.key),
		paper => ({ ...paper, rating: 1 }),
	);
	return { count, text: files.text(volume) };
}

async function cacheOf(version: Version): Promise<MemoryCache> {
	const cache = new MemoryCache();
	const library = await openLibrary(storeOf(version), folder, { cache, clock });
	await library.saveCache();
	const notes = notesOf(version);
	const index = new NoteIndex();
	await syncNotes(index, [...notes.keys()], sourceOf(notes), { pace, clock });
	await cache.write(notesName, await writeNoteIndex(index, pace));
	return cache;
}

/** With another stamp for each version, as a disk has it. */
function storeOf({ count, text }: Version): MemoryFileStore {
	const files = new MemoryFileStore();
	Array.from({ length: count }, () => files.put(volume, text));
	return files;
}

/** What people see of a library, and what it makes of its volume when they edit it. */
async function answersOf(version: Version, cache: MemoryCache): Promise<unknown> {
	const files = storeOf(version);
	const library = await openLibrary(files, folder, { cache, clock });
	const shown = library.heads().map(({ id, key, aliases, title, authors, names, year, status, tags, sources, added, updated }) => ({
		id,
		key,
		aliases,
		title,
		authors,
		names,
		year,
		status,
		tags,
		sources,
		added,
		updated,
	}));
	const found = await Promise.all(['learning', 'a', 'model net', 'tag:x', 'network transformr'].map(query => idsFor(library, query)));
	const keys = shown.map(({ key }) => key);
	await library.update(keys.slice(3, 4), paper => ({ ...paper, rating: 3 }));
	await library.remove(keys.slice(5, 6));
	await library.add([{ type: 'article', title: 'A Paper That Was Not There Before' }]);
	const texts = files.text(volume).replace(/"id":"[^"]*"(?=[^\n]*Was Not There)/, '');
	return JSON.parse(JSON.stringify([shown, found, library.heads().length, texts, await notesIn(cache, notesOf(version))])) as unknown;
}

async function idsFor(library: Library, query: string): Promise<readonly string[]> {
	return (await library.search(query, { limit: 20, nearMisses: true })).map(head => head.id);
}

interface NoteFile {
	readonly text: string;
	readonly stamp: FileStamp;
}

function notesOf({ count }: Version): ReadonlyMap<string, NoteFile> {
	return new Map(
		Array.from({ length: 40 }, (_, at) => {
			const text =
				`---\ntitle: Note ${at}\naliases: [Ä${at}, 中]\n---\n# Heading ${at}\n[@key${(at * 7) % count}, p. 3] and [[n${at + 1}]]\n`.repeat(
					1 + (at % 5),
				);
			return [`file:///notes/n${at}.md`, { text, stamp: { modified: count, size: text.length } }];
		}),
	);
}

/** Taken from the cache, then brought up to date as a window does: files whose stamp is another are read again. */
async function notesIn(cache: MemoryCache, notes: ReadonlyMap<string, NoteFile>): Promise<unknown> {
	const index = new NoteIndex();
	const bytes = await cache.read(notesName);
	if (bytes !== undefined) {
		await readNoteIndex(index, bytes, pace);
	}
	await syncNotes(index, [...notes.keys()], sourceOf(notes), { pace, clock });
	return [...notes.keys()].map(path => [index.placesIn(path), index.get(path)?.title, index.get(path)?.aliases]);
}

function sourceOf(notes: ReadonlyMap<string, NoteFile>): NoteSource {
	return { stamp: path => Promise.resolve(notes.get(path)?.stamp), read: path => Promise.resolve(notes.get(path)) };
}
