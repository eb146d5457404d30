/**
 * Vertical tab, form feed, NEL and Unicode's separators: lines end with CR and LF only, and word processors leave the others within titles
 * and abstracts, where they are white space.
 */
export const blanksWithinLines = /[\v\f\x85\u2028\u2029]/g;

/** One-based line and column (in UTF-16 units) of a place in a text. */
export interface Position {
	readonly line: number;
	readonly column: number;
}

/**
 * Tells lines of ascending offsets in time linear in the text; an offset before the last one costs a count from the start. `\r\n`, `\n` and
 * a lone `\r` end lines.
 */
export class LineCounter {
	private line = 1;
	private lineStart = 0;
	private at = 0;
	/** Offset of the first line ending that was not passed; -1 where there is none left. */
	private next: number;
	private readonly ending: string;

	constructor(private readonly text: string) {
		this.ending = !text.includes('\n') && text.includes('\r') ? '\r' : '\n';
		this.next = text.indexOf(this.ending);
	}

	lineAt(offset: number): number {
		return this.positionAt(offset).line;
	}

	positionAt(offset: number): Position {
		if (offset < this.at) {
			this.line = 1;
			this.lineStart = 0;
			this.next = this.text.indexOf(this.ending);
		}
		while (this.next >= 0 && this.next < offset) {
			this.line += 1;
			this.lineStart = this.next + 1;
			this.next = this.text.indexOf(this.ending, this.lineStart);
		}
		this.at = offset;
		return { line: this.line, column: offset - this.lineStart + 1 };
	}
}
