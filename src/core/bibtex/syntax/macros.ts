import { Expansion } from '../read/expansion';
import { standardStrings } from '../read/journalMacros';
import type { RawEntry } from '../read/inheritance';
import type { BibtexEntry, Piece } from './scanner';

/** The `@string` names of a file. Names do not tell cases apart. */
export class Macros {
	private readonly values = new Map<string, string>();

	/** What names stand for counts as expansion of the file. */
	constructor(private readonly expansion: Expansion = new Expansion()) {}

	define(name: string, pieces: readonly Piece[]): void {
		this.values.set(name.toLowerCase(), this.join(pieces));
	}

	/**
	 * The entry with names replaced by what they stand for; unknown ones, the months among them, stand for themselves. Of two fields of one
	 * name the first counts, but keywords add up.
	 */
	expand(entry: BibtexEntry): RawEntry {
		this.expansion.grant(entry.end - entry.start);
		const fields = new Map<string, string>();
		const keywords: string[] = [];
		for (const { name, pieces } of entry.fields) {
			const before = fields.get(name);
			if (before === undefined || before === '') {
				fields.set(name, this.join(pieces));
			} else if (name === 'keywords') {
				keywords.push(this.join(pieces));
			}
		}
		if (keywords.length > 0) {
			fields.set('keywords', [fields.get('keywords'), ...keywords].join(', '));
		}
		return { type: entry.type, key: entry.key, fields };
	}

	/** The names in an entry that nothing defines, once each. Months and numbers need no definition. */
	unknownIn(entry: Pick<BibtexEntry, 'fields'>): readonly string[] {
		const names = new Set<string>();
		for (const { pieces } of entry.fields) {
			for (const { kind, text } of pieces) {
				if (kind === 'macro' && !this.isKnown(text)) {
					names.add(text);
				}
			}
		}
		return [...names];
	}

	private isKnown(name: string): boolean {
		return (
			this.values.has(name.toLowerCase()) ||
			standardStrings.has(name.toLowerCase()) ||
			/^(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)$/i.test(name) ||
			/^[\d-]+$/.test(name)
		);
	}

	private join(pieces: readonly Piece[]): string {
		const [only] = pieces;
		return only !== undefined && pieces.length === 1 ? this.valueOf(only) : pieces.map(piece => this.valueOf(piece)).join('');
	}

	/** A name stands for itself where nothing defines it, or its value would be too much. */
	private valueOf({ kind, text }: Piece): string {
		const value = kind === 'macro' ? (this.values.get(text.toLowerCase()) ?? standardStrings.get(text.toLowerCase())) : undefined;
		return value !== undefined && this.expansion.take(value.length) ? value : text;
	}
}
