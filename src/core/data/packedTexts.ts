import type { ArrayReader } from './binaryFile';

/** Gathers texts: those of Latin letters with a byte each, others with two. */
export class TextWriter {
	private readonly places: number[] = [];
	private readonly known = new Map<string, number>();
	private narrow = '';
	private wide = '';

	get count(): number {
		return this.places.length / 2;
	}

	add(text: string): void {
		// The one-byte characters, all of them.
		if (/^[\u0000-\u00ff]*$/.test(text)) {
			this.places.push(2 * this.narrow.length, text.length);
			this.narrow += text;
		} else {
			this.places.push(2 * this.wide.length + 1, text.length);
			this.wide += text;
		}
	}

	/** The number of a text that stands outside the rows, once however often it is added. */
	addOnce(text: string): number {
		const known = this.known.get(text);
		if (known !== undefined) {
			return known;
		}
		this.known.set(text, this.count);
		this.add(text);
		return this.count - 1;
	}

	arrays(): readonly [Uint32Array, Uint8Array, Uint16Array] {
		return [Uint32Array.from(this.places), bytesOf(this.narrow), shortsOf(this.wide)];
	}
}

function bytesOf(text: string): Uint8Array {
	const bytes = new Uint8Array(text.length);
	for (let at = 0; at < text.length; at += 1) {
		bytes[at] = text.charCodeAt(at);
	}
	return bytes;
}

function shortsOf(text: string): Uint16Array {
	const shorts = new Uint16Array(text.length);
	for (let at = 0; at < text.length; at += 1) {
		shorts[at] = text.charCodeAt(at);
	}
	return shorts;
}

/** Gives back what a {@link TextWriter} gathered, each text by its number. */
export class TextReader {
	private readonly places: Uint32Array;
	private readonly narrow: Uint8Array;
	private readonly wide: Uint16Array;

	constructor(reader: ArrayReader) {
		this.places = reader.words();
		this.narrow = reader.bytes();
		this.wide = reader.shorts();
	}

	at(index: number): string {
		const place = this.places[2 * index] ?? 0;
		const start = place >>> 1;
		const end = start + (this.places[2 * index + 1] ?? 0);
		return place % 2 === 0 ? textOf(this.narrow, start, end) : textOf(this.wide, start, end);
	}
}

/** A call takes some ten thousand arguments at most. */
const mostUnits = 8192;

/** What lies beyond the units is left out. */
function textOf(units: Uint8Array | Uint16Array, start: number, end: number): string {
	const last = Math.min(end, units.length);
	if (last - start <= mostUnits) {
		return shortTextOf(units, start, last);
	}
	const texts: string[] = [];
	for (let at = start; at < last; at += mostUnits) {
		texts.push(shortTextOf(units, at, Math.min(last, at + mostUnits)));
	}
	return texts.join('');
}

function shortTextOf(units: Uint8Array | Uint16Array, start: number, end: number): string {
	// A plain array: it is handed over twice as fast as one of numbers of a fixed width.
	const codes: number[] = [];
	for (let at = start; at < end; at += 1) {
		codes.push(units[at] ?? 0);
	}
	return String.fromCharCode(...codes);
}
