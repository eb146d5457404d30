import type { ArrayReader } from '../data/binaryFile';
import { readArrays, writeArrays } from '../data/binaryFile';
import { TextReader, TextWriter } from '../data/packedTexts';
import type { Pace } from '../work/pace';
import type { IndexedFile, NoteIndex, RememberedFile, Target } from './noteIndex';
import { numbersPerPlace } from './placeStore';

/**
 * 'MNI5' when read as the machine reads numbers. The last sign is counted up whenever what is read of a file, or how it is written here,
 * changes.
 */
const magic = 0x3549_4e4d;

/** For each file: its first text (path, head, headings), its first place, and its hash. */
const numbersPerFile = 3;
/** When the file was changed, its size, and when it was read: as they are, fractions and all. */
const timesPerFile = 3;

/**
 * The index as the parts of one file, for a cache that can be lost at any time. Files that an editor holds unsaved, and those that change
 * meanwhile, are left out.
 */
export async function writeNoteIndex(index: NoteIndex, pace: Pace): Promise<readonly Uint8Array[]> {
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
	private readonly places: number[] = [];

	add(file: IndexedFile, numbers: Uint32Array, target: (number: number) => Target): void {
		const { reading, path, packed } = file;
		if (reading === undefined) {
			return;
		}
		this.files.push(this.texts.count, this.places.length / numbersPerPlace, reading.hash);
		this.times.push(reading.stamp.modified, reading.stamp.size, reading.at);
		[path, packed.head, packed.headings].forEach(text => this.texts.add(text));
		for (let at = 0; at < numbers.length; at += numbersPerPlace) {
			const named = this.targetNumber(target(numbers[at + 1] ?? 0));
			this.places.push(numbers[at] ?? 0, named, numbers[at + 2] ?? 0, numbers[at + 3] ?? 0, numbers[at + 4] ?? 0);
		}
	}

	finish(): readonly Uint8Array[] {
		const times = new Uint32Array(Float64Array.from(this.times).buffer);
		return writeArrays(magic, [
			...this.texts.arrays(),
			times,
			...[this.targets, this.files, this.places].map(numbers => new Uint32Array(numbers)),
		]);
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
	if (reader?.count !== 7) {
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
	private readonly places: Uint32Array;

	constructor(reader: ArrayReader) {
		this.texts = new TextReader(reader);
		const times = reader.words();
		// A copy of whole numbers, for those of 64 bits must begin at a multiple of eight bytes.
		this.times = new Float64Array(times.slice(0, times.length & ~1).buffer);
		this.targets = reader.words();
		this.files = reader.words();
		this.places = reader.words();
	}

	get targetCount(): number {
		return Math.floor(this.targets.length / 2);
	}

	get fileCount(): number {
		return Math.floor(this.files.length / numbersPerFile);
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
			details: { head: this.text(firstText + 1), headings: this.text(firstText + 2) },
			reading: { stamp: { modified, size }, at: readAt, hash: files[row + 2] ?? 0 },
			numbers: this.places.subarray(first * numbersPerPlace, end * numbersPerPlace),
		};
	}

	private text(number = 0): string {
		return this.texts.at(number);
	}
}
