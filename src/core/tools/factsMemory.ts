import type { ArrayReader } from '../data/binaryFile';
import { readArrays, writeArrays } from '../data/binaryFile';
import { TextReader, TextWriter } from '../data/packedTexts';
import type { Clock } from '../files/ports';
import type { FileReadAt } from '../notes/noteIndex';
import type { NoteSource } from '../notes/syncNotes';
import { isSame } from '../notes/syncNotes';
import type { DocumentFacts, LinkToNote, TextPlace } from './documentFacts';
import { documentFacts } from './documentFacts';

/**
 * 'MCF2' when read as the machine reads numbers. The last sign is counted up whenever what is read of a document, or how it is written
 * here, changes.
 */
const magic = 0x3246_434d;

type ReadAt = Omit<FileReadAt, 'hash'>;

interface RememberedFacts {
	readonly reading: ReadAt;
	readonly facts: DocumentFacts;
}

/**
 * What a check read of documents, for the next one: a document whose time and size are as remembered is not read. The bytes come from a
 * cache that can be lost at any time; nothing is ever written from them but themselves.
 */
export class FactsMemory {
	private readonly remembered: ReadonlyMap<string, RememberedFacts>;
	private readonly looked = new Map<string, RememberedFacts>();
	private read = 0;

	/** @param bytes what `parts` gave the last time, if anything */
	constructor(
		private readonly source: NoteSource,
		private readonly clock: Clock,
		bytes: Uint8Array | undefined,
	) {
		this.remembered = bytes === undefined ? new Map() : remembered(bytes);
	}

	/** Whether there was anything that was not remembered. */
	get hasRead(): boolean {
		return this.read > 0;
	}

	/** `undefined` for what `source` doesn't read: what is not there, not UTF-8, or very long. */
	async factsOf(path: string, uri: string): Promise<DocumentFacts | undefined> {
		const known = this.remembered.get(uri);
		const stamp = known && (await this.source.stamp(uri));
		if (known !== undefined && stamp !== undefined && isSame(known.reading, stamp)) {
			this.looked.set(uri, known);
			return known.facts;
		}
		const at = this.clock.now().getTime();
		const note = await this.source.read(uri);
		if (note?.text === undefined || note.text.includes('\uFFFD')) {
			return undefined;
		}
		const facts = documentFacts(path, note.text);
		if (facts.references.length === 0) {
			// Works written out are whole records: such a document is read each time.
			this.read += 1;
			this.looked.set(uri, { reading: { stamp: note.stamp, at }, facts });
		}
		return facts;
	}

	/** All that was looked at, as the parts of a file. */
	parts(): readonly Uint8Array[] {
		const writer = new FactsWriter();
		this.looked.forEach(({ reading, facts }, uri) => {
			writer.add(uri, reading, facts);
		});
		return writer.finish();
	}
}

class FactsWriter {
	private readonly texts = new TextWriter();
	private readonly times: number[] = [];
	private readonly numbers: number[] = [];

	add(uri: string, { stamp, at }: ReadAt, { citations, bibliographies, project, wikilinks, links, places }: DocumentFacts): void {
		this.times.push(stamp.modified, stamp.size, at);
		this.numbers.push(this.texts.addOnce(uri));
		this.list(citations, ({ key, start, end, isBare }) => [this.texts.addOnce(key), start, end, isBare === true ? 1 : 0]);
		this.list(bibliographies, ({ name, line }) => [this.texts.addOnce(name), line]);
		this.list(project.takesIn, places => [places.length, ...places.map(place => this.texts.addOnce(place))]);
		this.list(project.mains, main => [this.texts.addOnce(main)]);
		this.list(wikilinks, ({ target, heading, start, end, targetStart, targetEnd }) => [
			this.texts.addOnce(target),
			// One more than the number of its text; 0 without one.
			heading === undefined ? 0 : 1 + this.texts.addOnce(heading),
			...[start, end, targetStart, targetEnd],
		]);
		this.list(links, ({ path, start }) => [this.texts.addOnce(path), start]);
		this.list([...places], ([offset, { line, column }]) => [offset, line, column]);
	}

	finish(): readonly Uint8Array[] {
		const times = new Uint32Array(Float64Array.from(this.times).buffer);
		return writeArrays(magic, [...this.texts.arrays(), times, Uint32Array.from(this.numbers)]);
	}

	private list<T>(items: readonly T[], numbersOf: (item: T) => readonly number[]): void {
		this.numbers.push(items.length);
		for (const item of items) {
			this.numbers.push(...numbersOf(item));
		}
	}
}

function remembered(bytes: Uint8Array): ReadonlyMap<string, RememberedFacts> {
	const reader = readArrays(magic, bytes);
	const found = new Map<string, RememberedFacts>();
	if (reader?.count !== 5) {
		return found;
	}
	const facts = new FactsReader(reader);
	for (let row = 0; row < facts.count; row += 1) {
		found.set(...facts.next(row));
	}
	return found;
}

class FactsReader {
	private readonly texts: TextReader;
	private readonly known = new Map<number, string>();
	private readonly times: Float64Array;
	private readonly numbers: Uint32Array;
	private at = 0;

	constructor(reader: ArrayReader) {
		this.texts = new TextReader(reader);
		// A copy of whole numbers, for those of 64 bits must begin at a multiple of eight bytes.
		const times = reader.words();
		this.times = new Float64Array(times.slice(0, times.length & ~1).buffer);
		this.numbers = reader.words();
	}

	get count(): number {
		return Math.floor(this.times.length / 3);
	}

	/** The next row, which is also the number of its times. */
	next(row: number): readonly [string, RememberedFacts] {
		const [modified = 0, size = 0, at = 0] = this.times.subarray(3 * row, 3 * row + 3);
		const uri = this.text();
		const facts = {
			citations: this.list(() => {
				const occurrence = { key: this.text(), start: this.number(), end: this.number(), kind: 'citation' as const };
				return this.number() === 1 ? { ...occurrence, isBare: true as const } : occurrence;
			}),
			bibliographies: this.list(() => ({ name: this.text(), line: this.number() })),
			project: { takesIn: this.list(() => this.list(() => this.text())), mains: this.list(() => this.text()) },
			references: [],
			wikilinks: this.list(() => this.wikilink()),
			links: this.list(() => ({ path: this.text(), start: this.number() })),
			places: new Map(this.list((): readonly [number, TextPlace] => [this.number(), { line: this.number(), column: this.number() }])),
		};
		return [uri, { reading: { stamp: { modified, size }, at }, facts }];
	}

	private wikilink(): LinkToNote {
		const target = this.text();
		const heading = this.number();
		const ranges = { start: this.number(), end: this.number(), targetStart: this.number(), targetEnd: this.number() };
		return heading === 0 ? { target, ...ranges } : { target, heading: this.textAt(heading - 1), ...ranges };
	}

	/** Whatever a broken file says, no more than it holds. */
	private list<T>(item: () => T): readonly T[] {
		const items: T[] = [];
		for (let left = this.number(); left > 0 && this.at < this.numbers.length; left -= 1) {
			items.push(item());
		}
		return items;
	}

	private number(): number {
		const number = this.numbers[this.at] ?? 0;
		this.at += 1;
		return number;
	}

	private text(): string {
		return this.textAt(this.number());
	}

	/** The same text is made once. */
	private textAt(number: number): string {
		const known = this.known.get(number) ?? this.texts.at(number);
		this.known.set(number, known);
		return known;
	}
}
