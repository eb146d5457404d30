import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import MarkdownIt from 'markdown-it';
import remarkFrontmatter from 'remark-frontmatter';
import remarkGfm from 'remark-gfm';
import remarkMath from 'remark-math';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { joinParts } from '../../src/core/data/binaryFile';
import { NoteIndex } from '../../src/core/notes/noteIndex';
import { readNoteContents } from '../../src/core/notes/noteContents';
import { readNoteIndex, writeNoteIndex } from '../../src/core/notes/noteIndexCache';
import { syncNotes, syncSome } from '../../src/core/notes/syncNotes';
import { Pace } from '../../src/core/work/pace';
import { diskNotes } from '../../src/host/documents/diskNotes';
import type { Bench } from './bench';
import { megabytesInUse, repeat, row, timed } from './bench';
import type { GeneratedNote } from './generateNotes';
import { generateNotes } from './generateNotes';

/** remark takes a minute for ten thousand notes: it reads a part of them, and the rest is reckoned. */
const mostForRemark = 500;

const disk = diskNotes();
const clock = { now: () => new Date() };
const pace = () => new Pace(() => new Promise(resolve => setImmediate(resolve)));

export const bench: Bench = {
	sizes: [1000, 10_000],
	async rows(size) {
		const notes = generateNotes(size);
		const folder = mkdtempSync(join(tmpdir(), 'marginalia-notes-'));
		try {
			return await measure(size, notes, writeAll(folder, notes));
		} finally {
			rmSync(folder, { recursive: true });
		}
	},
};

async function measure(size: number, notes: readonly GeneratedNote[], paths: readonly string[]) {
	const reading = () => timed(() => readAll(paths));
	await reading();
	// In turns, so that a machine that is busy for a while is busy for both.
	const rounds = await repeat(async () => ({ reading: await reading(), cold: await sync(new NoteIndex(), paths) }));
	const before = megabytesInUse();
	const index = new NoteIndex();
	await sync(index, paths);
	const memory = megabytesInUse() - before;
	const cache = joinParts(await writeNoteIndex(index, pace()));
	const writing = await repeat(() => timed(() => writeNoteIndex(index, pace())));
	const warm = await repeat(() => sync(undefined, paths, cache));
	const directly = await repeat(() => timed(() => readDirectly(paths)));
	const saves = await repeat(() => save(index, paths[Math.floor(size / 2)] ?? ''), 50);
	const scanning = await repeat(() => timed(() => scanAll(notes)));
	const entering = await repeat(() => timed(() => enterAll(notes)));
	const markdownIt = await repeat(() => timed(() => parseWithMarkdownIt(notes)), 3);
	const remark = await repeat(() => timed(() => parseWithRemark(notes.slice(0, mostForRemark))), 2);
	const words = await repeat(() => timed(() => index.placesOf([notes[7]?.path.replace(/^.*\/|\.md$/g, '') ?? ''])), 50);
	const megabytes = notes.reduce((sum, note) => sum + note.text.length, 0) / 1e6;
	const reads = { name: 'reading the files', values: rounds.map(round => round.reading) };
	return [
		row(
			'notes-index-cold',
			size,
			'ms',
			rounds.map(round => round.cold.time),
			reads,
			{ mostRatio: 2 },
		),
		row(
			'notes-index-cold-direct',
			size,
			'ms',
			rounds.map(round => round.cold.time),
			{ name: 'reading them as it does', values: directly },
		),
		row(
			'notes-index-cold-blocked',
			size,
			'ms',
			rounds.map(round => round.cold.blocked),
			undefined,
			{ most: 50 },
		),
		row(
			'notes-index-warm',
			size,
			'ms',
			warm.map(run => run.time),
			undefined,
			{ most: 300 },
		),
		row(
			'notes-index-warm-blocked',
			size,
			'ms',
			warm.map(run => run.blocked),
			undefined,
			{ most: 50 },
		),
		row('notes-index-cache-written', size, 'ms', writing),
		row('notes-index-one-saved', size, 'ms', saves, undefined, { most: 5 }),
		row('notes-index-references', size, 'ms', words),
		row('notes-index-memory', size, 'MB', [memory], { name: 'the notes', values: [megabytes] }),
		row('notes-index-cache', size, 'MB', [cache.byteLength / 1e6], { name: 'the notes', values: [megabytes] }),
		row('notes-index-enter', size, 'ms', entering),
		row('notes-index-scan', size, 'ms', scanning, { name: 'markdown-it', values: markdownIt }, { mostRatio: 1 / 3 }),
		row(
			'notes-index-scan-remark',
			size,
			'ms',
			scanning,
			{ name: 'remark', values: remark.map(time => (time * notes.length) / Math.min(notes.length, mostForRemark)) },
			{ mostRatio: 1 / 20 },
		),
	];
}

/** Written an hour ago, so that none is in doubt. */
function writeAll(folder: string, notes: readonly GeneratedNote[]): readonly string[] {
	const then = new Date(Date.now() - 3_600_000);
	return notes.map(({ path, text }) => {
		const file = join(folder, path);
		mkdirSync(dirname(file), { recursive: true });
		writeFileSync(file, text);
		utimesSync(file, then, then);
		return file;
	});
}

/** The files alone, by the way that Node offers, as many at once as the index reads. */
async function readAll(paths: readonly string[]): Promise<void> {
	let next = 0;
	const work = async () => {
		while (next < paths.length) {
			next += 1;
			await readFile(paths[next - 1] ?? '', 'utf8');
		}
	};
	await Promise.all(Array.from({ length: 64 }, work));
}

/** The files alone, as the index itself reads them. */
async function readDirectly(paths: readonly string[]): Promise<void> {
	let next = 0;
	const work = async () => {
		while (next < paths.length) {
			next += 1;
			await disk.read(paths[next - 1] ?? '');
		}
	};
	await Promise.all(Array.from({ length: 64 }, work));
}

interface Run {
	readonly time: number;
	/** The longest the host waited, in milliseconds. */
	readonly blocked: number;
}

async function sync(known: NoteIndex | undefined, paths: readonly string[], cache?: Uint8Array): Promise<Run> {
	let blocked = 0;
	let last = performance.now();
	const heart = setInterval(() => {
		blocked = Math.max(blocked, performance.now() - last - 1);
		last = performance.now();
	}, 1);
	const time = await timed(async () => {
		const index = known ?? new NoteIndex();
		if (cache !== undefined) {
			await readNoteIndex(index, cache, pace());
		}
		await syncNotes(index, paths, disk, { pace: pace(), clock });
	});
	clearInterval(heart);
	return { time, blocked };
}

/** A note whose text changed: read, entered, asked about. */
async function save(index: NoteIndex, path: string): Promise<number> {
	writeFileSync(path, `${await readFile(path, 'utf8')}\nMore, by [@someone].\n`);
	return timed(async () => {
		await syncSome(index, [path], disk, { pace: new Pace(() => Promise.resolve()), clock });
		index.placesOf(['someone']);
	});
}

/** All that the index takes from a text, as the peers make a tree of it. */
function scanAll(notes: readonly GeneratedNote[]): number {
	return notes.reduce((sum, { text }) => sum + readNoteContents(text, 'markdown').places.length, 0);
}

function enterAll(notes: readonly GeneratedNote[]): number {
	const index = new NoteIndex();
	notes.forEach(({ path, text }) => index.set(`file:///${path}`, text, 'markdown'));
	return index.size;
}

function parseWithMarkdownIt(notes: readonly GeneratedNote[]): void {
	const parser = new MarkdownIt();
	notes.forEach(({ text }) => parser.parse(text, {}));
}

function parseWithRemark(notes: readonly GeneratedNote[]): void {
	const parser = unified().use(remarkParse).use(remarkFrontmatter, ['yaml', 'toml']).use(remarkGfm).use(remarkMath);
	notes.forEach(({ text }) => parser.parse(text));
}
