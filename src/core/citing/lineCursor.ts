/** A place in one line, which moves over its indentation by columns: a tab reaches to the next multiple of four. */
export class LineCursor {
	private column = 0;
	/** Columns of a tab of which only a part was taken. */
	private carry = 0;

	constructor(private readonly text: string, public at: number, readonly end: number) {}

	get blank(): boolean {
		return this.textStart() === this.end;
	}

	get rest(): string {
		return this.text.slice(this.textStart(), this.end);
	}

	/** The columns of white space ahead. */
	get indent(): number {
		let column = this.column;
		for (let at = this.at; at < this.end && isSpace(this.text[at]); at += 1) {
			column += this.text[at] === '\t' ? 4 - (column % 4) : 1;
		}
		return column - this.column + this.carry;
	}

	/** Where the first sign that is no white space stands, or the line's end. */
	textStart(): number {
		let at = this.at;
		while (at < this.end && isSpace(this.text[at])) {
			at += 1;
		}
		return at;
	}

	/** Moves over that much white space, at most. */
	skipColumns(columns: number): void {
		let left = columns - this.carry;
		this.carry = Math.max(0, -left);
		while (left > 0 && this.at < this.end && isSpace(this.text[this.at])) {
			const width = this.text[this.at] === '\t' ? 4 - (this.column % 4) : 1;
			this.column += width;
			this.at += 1;
			left -= width;
			this.carry = Math.max(0, -left);
		}
	}

	/** Moves over signs that are no white space. */
	skipSigns(count: number): void {
		this.at += count;
		this.column += count;
		this.carry = 0;
	}
}

function isSpace(sign: string | undefined): boolean {
	return sign === ' ' || sign === '\t' || sign === '\r';
}
