/** One-based line and column (in UTF-16 units) of a place in a text. */
export interface Position {
	readonly line: number;
	readonly column: number;
}

/** Tells lines of ascending offsets in time linear in the text; an offset before the last one costs a count from the start. `\r\n`, `\n` and a lone `\r` end lines. */
export class LineCounter {
	private line = 1;
	private lineStart = 0;
	private at = 0;
	private readonly loneReturns: boolean;

	constructor(private readonly text: string) {
		this.loneReturns = !text.includes('\n') && text.includes('\r');
	}

	lineAt(offset: number): number {
		return this.positionAt(offset).line;
	}

	positionAt(offset: number): Position {
		if (offset < this.at) {
			this.line = 1;
			this.lineStart = 0;
			this.at = 0;
		}
		const ending = this.loneReturns ? '\r' : '\n';
		for (let next = this.text.indexOf(ending, this.at); next >= 0 && next < offset; next = this.text.indexOf(ending, next + 1)) {
			this.line += 1;
			this.lineStart = next + 1;
		}
		this.at = offset;
		return { line: this.line, column: offset - this.lineStart + 1 };
	}
}
