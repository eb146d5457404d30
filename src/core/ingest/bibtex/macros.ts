import type { RawEntry } from './inheritance';
import type { BibtexEntry, Piece } from './scanner';

/** The `@string` names of a file. Names do not tell cases apart. */
export class Macros {
	private readonly values = new Map<string, string>();

	define(name: string, pieces: readonly Piece[]): void {
		this.values.set(name, this.join(pieces));
	}

	/** The entry with names replaced by what they stand for; unknown ones, the months among them, stand for themselves. Of two fields of one name the first counts, but keywords add up. */
	expand(entry: BibtexEntry): RawEntry {
		const fields = new Map<string, string>();
		for (const { name, pieces } of entry.fields) {
			const before = fields.get(name);
			if (before === undefined || before === '') {
				fields.set(name, this.join(pieces));
			} else if (name === 'keywords') {
				fields.set(name, `${before}, ${this.join(pieces)}`);
			}
		}
		return { type: entry.type, key: entry.key, fields };
	}

	/** The names in an entry that nothing defines. Months and numbers need no definition. */
	unknownIn(entry: BibtexEntry): readonly string[] {
		return entry.fields.flatMap(field => field.pieces.filter(piece => piece.kind === 'macro' && !this.isKnown(piece.text)).map(piece => piece.text));
	}

	private isKnown(name: string): boolean {
		return this.values.has(name.toLowerCase()) || /^(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)$/i.test(name) || /^[\d-]+$/.test(name);
	}

	private join(pieces: readonly Piece[]): string {
		const [only] = pieces;
		return only !== undefined && pieces.length === 1 ? this.valueOf(only) : pieces.map(piece => this.valueOf(piece)).join('').slice(0, longestValue);
	}

	private valueOf(piece: Piece): string {
		return piece.kind === 'macro' ? (this.values.get(piece.text.toLowerCase()) ?? piece.text) : piece.text;
	}
}

// Strings may be built from strings: fifty lines that each double the last would fill any memory.
const longestValue = 1_000_000;
