import type { ArrayReader } from '../binaryFile';
import { readArrays, writeArrays } from '../binaryFile';
import { TextReader, TextWriter } from '../packedTexts';
import type { Pace } from '../pace';
import type { IndexedFile, NoteDetails, NoteIndex, RememberedFile, Target } from './noteIndex';
import { numbersPerPlace } from './placeStore';

/** 'MNI2' when read as the machine reads numbers. The last sign is counted up whenever what is read of a file, or how it is written here, changes. */
const magic = 0x3249_4e4d;

/** For each file: its first text, first place and first heading; how many call names, aliases and tags it has; whether it has a citation key (1) and a title (2); its hash. */
const numbersPerFile = 8;
/** When the file was changed, its size, and when it was read: as they are, fractions and all. */
const timesPerFile = 3;

/** The index in one binary, for a cache that can be lost at any time. Files that an editor holds unsaved, and those that change meanwhile, are left out. */
export async function writeNoteIndex(index: NoteIndex, pace: Pace): Promise<Uint8Array<ArrayBuffer>> {
	const writer = new CacheWriter();
	for (const file of [...index.entries()]) {
		const places = index.placesOfEntry(file);
		if (places !== undefined) {
			writer.add(file, places.numbers, places.target);
		}
		await pace.rest();
	}
	return writer.finish();
}

class CacheWriter {
	private readonly texts = new TextWriter();
	/** Text and folded name of each target. */
	private readonly targets: number[] = [];
	private readonly targetNumbers = new Map<string, number>();
	private readonly files: number[] = [];
	private readonly times: number[] = [];
	/** Level, line and text of each. */
	private readonly headings: number[] = [];
	private readonly places: number[] = [];

	add(file: IndexedFile, numbers: Uint32Array, target: (number: number) => Target): void {
		const { texts } = this;
		const { reading, path, callNames, citationKey, title, aliases, tags } = file;
		if (reading === undefined) {
			return;
		}
		const firstHeading = this.headings.length / 3;
		for (const { level, line, text } of file.headings) {
			this.headings.push(level, line, texts.addOnce(text));
		}
		const has = (citationKey === undefined ? 0 : 1) + (title === undefined ? 0 : 2);
		this.files.push(texts.count, this.places.length / numbersPerPlace, firstHeading, callNames.length, aliases.length, tags.length, has, reading.hash);
		this.times.push(reading.stamp.modified, reading.stamp.size, reading.at);
		[path, ...callNames, citationKey ?? '', title ?? '', ...aliases, ...tags].forEach(text => texts.add(text));
		for (let at = 0; at < numbers.length; at += numbersPerPlace) {
			const [kind = 0, named = 0, start = 0, line = 0, column = 0] = numbers.subarray(at, at + numbersPerPlace);
			this.places.push(kind, this.targetNumber(target(named)), start, line, column);
		}
	}

	finish(): Uint8Array<ArrayBuffer> {
		const times = new Uint32Array(Float64Array.from(this.times).buffer);
		return writeArrays(magic, [...this.texts.arrays(), times, ...[this.targets, this.files, this.headings, this.places].map(numbers => Uint32Array.from(numbers))]);
	}

	private targetNumber({ text, name }: Target): number {
		const known = this.targetNumbers.get(text);
		if (known !== undefined) {
			return known;
		}
		const number = this.targets.length / 2;
		this.targetNumbers.set(text, number);
		this.targets.push(this.texts.addOnce(text), this.texts.addOnce(name));
		return number;
	}
}

/** Enters what a cache remembers into an empty index; says how many files that were, 0 where the bytes are no such cache. */
export async function readNoteIndex(index: NoteIndex, bytes: Uint8Array, pace: Pace): Promise<number> {
	const reader = readArrays(magic, bytes);
	if (reader?.count !== 8) {
		return 0;
	}
	const cache = new CacheReader(reader);
	if (!reader.isAtEnd) {
		return 0;
	}
	const targets: Target[] = [];
	for (let at = 0; at < cache.targetCount; at += 1) {
		const { text, name } = cache.target(at);
		targets.push(index.restoreTarget(text, name));
		await pace.rest();
	}
	for (let at = 0; at < cache.fileCount; at += 1) {
		index.restore(cache.file(at), number => targets[number] ?? index.restoreTarget('', ''));
		await pace.rest();
	}
	return cache.fileCount;
}

class CacheReader {
	private readonly texts: TextReader;
	private readonly targets: Uint32Array;
	private readonly files: Uint32Array;
	private readonly times: Float64Array;
	private readonly headings: Uint32Array;
	private readonly places: Uint32Array;

	constructor(reader: ArrayReader) {
		this.texts = new TextReader(reader);
		// A copy, for numbers of 64 bits must begin at a multiple of eight bytes.
		this.times = new Float64Array(reader.words().slice().buffer);
		this.targets = reader.words();
		this.files = reader.words();
		this.headings = reader.words();
		this.places = reader.words();
	}

	get targetCount(): number {
		return this.targets.length / 2;
	}

	get fileCount(): number {
		return this.files.length / numbersPerFile;
	}

	target(at: number): { readonly text: string; readonly name: string } {
		return { text: this.text(this.targets[2 * at]), name: this.text(this.targets[2 * at + 1]) };
	}

	file(at: number): RememberedFile {
		const { files } = this;
		const row = at * numbersPerFile;
		const firstText = files[row] ?? 0;
		const last = this.places.length / numbersPerPlace;
		const [modified = 0, size = 0, readAt = 0] = this.times.subarray(at * timesPerFile, (at + 1) * timesPerFile);
		const [first, end] = [files[row + 1] ?? 0, files[row + numbersPerFile + 1] ?? last];
		return {
			path: this.text(firstText),
			callNames: this.textsFrom(firstText + 1, files[row + 3] ?? 0),
			details: () => this.details(at),
			reading: { stamp: { modified, size }, at: readAt, hash: files[row + 7] ?? 0 },
			numbers: this.places.subarray(first * numbersPerPlace, end * numbersPerPlace),
		};
	}

	private details(at: number): NoteDetails {
		const [firstText = 0, , firstHeading = 0, names = 0, aliases = 0, tags = 0, has = 0] = this.files.subarray(at * numbersPerFile, (at + 1) * numbersPerFile);
		const own = firstText + 1 + names;
		return {
			citationKey: has % 2 === 1 ? this.text(own) : undefined,
			title: has >= 2 ? this.text(own + 1) : undefined,
			aliases: this.textsFrom(own + 2, aliases),
			tags: this.textsFrom(own + 2 + aliases, tags),
			headings: this.headingsFrom(firstHeading, this.files[(at + 1) * numbersPerFile + 2] ?? this.headings.length / 3),
		};
	}

	private headingsFrom(first: number, end: number): NoteDetails['headings'] {
		return Array.from({ length: end - first }, (_, index) => {
			const [level = 0, line = 0, text = 0] = this.headings.subarray(3 * (first + index), 3 * (first + index + 1));
			return { level, line, text: this.text(text) };
		});
	}

	private text(number = 0): string {
		return this.texts.at(number);
	}

	private textsFrom(first: number, count: number): readonly string[] {
		return count === 0 ? [] : Array.from({ length: count }, (_, index) => this.text(first + index));
	}
}
