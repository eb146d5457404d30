/** Where a link of the report leads: to a line (one-based) of a file, or of a file of the library, or to a paper. */
export type ReportTarget =
	| { readonly kind: 'line'; readonly uri: string; readonly line: number }
	| { readonly kind: 'volume'; readonly path: string; readonly line: number }
	| { readonly kind: 'paper'; readonly key: string }
	/** To what makes two papers of a merge, by its place among all merges of the import. */
	| { readonly kind: 'separate'; readonly place: number }
	/** To what says that two papers are two, by their keys. */
	| { readonly kind: 'apart'; readonly keys: readonly [string, string] };

/** Plain text of a report, and what of it can be clicked. Offsets in UTF-16 units, in order. */
export interface Report {
	readonly text: string;
	readonly links: readonly { readonly start: number; readonly end: number; readonly target: ReportTarget }[];
}

/** A piece of a line: text, or text that leads somewhere. */
export type Piece = string | { readonly text: string; readonly target: ReportTarget };

/** Writes a {@link Report} line by line. Strangers' text stays on its line and is nothing but text. */
export class ReportText {
	private text = '';
	private readonly links: { start: number; end: number; target: ReportTarget }[] = [];

	heading(words: string): void {
		this.line(words);
		this.line('='.repeat(words.length));
		this.line();
	}

	/** A heading and a line for each item; nothing at all where there are none. */
	section<T>(words: string, items: readonly T[], piecesOf: (item: T) => readonly Piece[]): void {
		if (items.length > 0) {
			this.line();
			this.line(words);
			this.line('-'.repeat(Math.min(words.length, 80)));
			items.forEach(item => this.line('  ', ...piecesOf(item)));
		}
	}

	line(...pieces: readonly Piece[]): void {
		for (const piece of pieces) {
			const words = oneLine(typeof piece === 'string' ? piece : piece.text);
			if (typeof piece !== 'string') {
				this.links.push({ start: this.text.length, end: this.text.length + words.length, target: piece.target });
			}
			this.text += words;
		}
		this.text += '\n';
	}

	report(): Report {
		return { text: this.text, links: this.links };
	}
}

function oneLine(text: string): string {
	return text.replace(/[\r\n\u2028\u2029]+/g, ' ');
}
