import type { Json } from '../json';
import { isArray, isObject, stringsOf, textOf } from '../json';
import type { NoteHeading } from './noteContents';
import type { IndexedFile, NoteIndex } from './noteIndex';
import { numbersPerPlace } from './noteIndex';

/** Counted up whenever what is read of a file, or how it is written here, changes: caches of other versions are not read. */
const version = 1;

/** The index as text, for a cache that can be lost at any time. Files that an editor holds unsaved are left out. */
export function writeNoteIndex(index: NoteIndex): string {
	const targets = new Map<string, number>();
	const files: Json[] = [];
	for (const file of index.entries()) {
		const entry = entryOf(file, targets);
		if (entry !== undefined) {
			files.push(entry);
		}
	}
	return JSON.stringify({ version, targets: [...targets.keys()], files });
}

/** Enters what a cache remembers into an empty index; says how many files that were, 0 where the text is no such cache. */
export function readNoteIndex(index: NoteIndex, text: string): number {
	const cache = parse(text);
	if (!isObject(cache) || cache['version'] !== version || !isArray(cache['files'])) {
		return 0;
	}
	const targets = stringsOf(cache['targets']);
	return cache['files'].filter(entry => isArray(entry) && restoreEntry(index, entry, targets)).length;
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		// A cache that was cut short.
		return undefined;
	}
}

function entryOf({ path, citationKey, aliases, title, tags, headings, targets, numbers, reading }: IndexedFile, known: Map<string, number>): Json | undefined {
	if (reading === undefined) {
		return undefined;
	}
	const ids = targets.map(({ text }) => {
		const id = known.get(text) ?? known.size;
		known.set(text, id);
		return id;
	});
	const head = [citationKey ?? null, title ?? null, aliases, tags];
	return [path, reading.stamp.modified, reading.stamp.size, reading.at, reading.hash, ...head, headings.flatMap(({ level, line, text }) => [level, line, text]), ids, Array.from(numbers)];
}

function restoreEntry(index: NoteIndex, entry: readonly Json[], known: readonly string[]): boolean {
	const [path, modified, size, at, hash, citationKey, title, aliases, tags, headings, ids, numbers] = entry;
	const targets = numbersOf(ids).map(id => known[id]).filter(target => target !== undefined);
	const places = numbersOf(numbers);
	const sound = targets.length === numbersOf(ids).length && places.length % numbersPerPlace === 0;
	if (typeof path !== 'string' || typeof modified !== 'number' || typeof size !== 'number' || typeof at !== 'number' || typeof hash !== 'number' || !sound) {
		return false;
	}
	const head = { citationKey: textOf(citationKey), title: textOf(title), aliases: stringsOf(aliases), tags: stringsOf(tags) };
	index.restore(path, head, headingsOf(headings), targets, Int32Array.from(places), { stamp: { modified, size }, at, hash });
	return true;
}

function headingsOf(value: Json | undefined): readonly NoteHeading[] {
	const parts = isArray(value) ? value : [];
	const headings: NoteHeading[] = [];
	for (let at = 0; at + 2 < parts.length; at += 3) {
		headings.push({ level: Number(parts[at]), line: Number(parts[at + 1]), text: textOf(parts[at + 2]) ?? '' });
	}
	return headings;
}

function numbersOf(value: Json | undefined): readonly number[] {
	return isArray(value) ? value.filter(item => typeof item === 'number') : [];
}
