import { frontMatterSpan } from '../notes/frontMatterSpan';
import type { HtmlBlockKind } from './htmlSyntax';
import { htmlBlockKinds } from './htmlSyntax';

/** What holds no prose. */
export type MaskKind = 'frontMatter' | 'code' | 'html' | 'math' | 'definition' | 'url';

/** What the block scanner finds, in the order of the text. */
export interface BlockSink {
	mask(kind: MaskKind, start: number, end: number): void;
	/**
	 * The text of a paragraph, a heading (`level` 1 to 6) or a table cell (`level` 0 for both). `prefixes` holds start and end of what stands at the start of its further
	 * lines and is no part of it (`> `), in pairs.
	 */
	inline(start: number, end: number, level: number, prefixes: readonly number[]): void;
	/** The paragraph from `start` on: returns where its definitions end and its text begins. */
	definitions(start: number, end: number, prefixes: readonly number[]): number;
	/** Called where blocks stand in each other deeper than is followed here. */
	unsure(): void;
}

/**
 * Follows CommonMark's block structure, with GFM's tables and footnotes, front matter and `$$` blocks, line by line:
 * https://spec.commonmark.org/0.31.2/#phase-1-block-structure. Nothing is built; each finished leaf goes to the sink. Linear in the text.
 */
export function scanBlocks(text: string, sink: BlockSink): void {
	new BlockScanner(text, sink).run();
}

const enum Leaf {
	None,
	Paragraph,
	Table,
	Fence,
	Math,
	Html,
	Indented,
}

interface Container {
	readonly kind: 'quote' | 'item' | 'footnote';
	/** Columns that lines of an item must be indented by. */
	readonly indent: number;
	/** An item that has only its marker yet. */
	empty: boolean;
}

const deepestContainers = 60;

const tab = 0x09;
const space = 0x20;

class BlockScanner {
	private containers: Container[] = [];
	private quotes = 0;
	private leaf = Leaf.None;
	private leafStart = 0;
	private leafEnd = 0;
	/** Start of a paragraph's last line, which may be a table's head, and end of the line before. */
	private lastLine = 0;
	private bodyEnd = 0;
	private prefixes: number[] = [];
	private fenceCode = 0;
	private fenceLength = 0;
	private html: HtmlBlockKind | undefined;
	private columns = 0;

	// The line being read.
	private at = 0;
	private column = 0;
	private lineStart = 0;
	private lineEnd = 0;
	private nonspace = 0;
	private indent = 0;
	private readonly lone: boolean;

	constructor(private readonly text: string, private readonly sink: BlockSink) {
		this.lone = text.includes('\r') && /\r(?!\n)/.test(text);
	}

	run(): void {
		const { text } = this;
		let start = this.skipFrontMatter();
		while (start < text.length) {
			let next = this.lone ? endOfLine(text, start) : text.indexOf('\n', start);
			let end = next;
			if (next < 0) {
				next = end = text.length;
			} else {
				if (text.charCodeAt(end) === 0x0a && end > start && text.charCodeAt(end - 1) === 0x0d) {
					end -= 1;
				}
				next += 1;
			}
			if (end < text.length && this.lone && text.charCodeAt(end) === 0x0d && text.charCodeAt(end + 1) === 0x0a) {
				next = end + 2;
			}
			this.line(start, end);
			start = next;
		}
		this.closeLeaf();
	}

	private skipFrontMatter(): number {
		const span = frontMatterSpan(this.text) ?? tomlSpan(this.text);
		if (!span) {
			return this.text.charCodeAt(0) === 0xfeff ? 1 : 0;
		}
		this.sink.mask('frontMatter', 0, span.next);
		return span.next;
	}

	private line(start: number, end: number): void {
		if (this.containers.length === 0 && start < end) {
			const code = this.text.charCodeAt(start);
			// Most lines: prose at the left margin.
			if (code > 0x7f || startsProse[code] === 1) {
				if (this.leaf === Leaf.Paragraph) {
					this.lastLine = start;
					this.bodyEnd = this.leafEnd;
					this.leafEnd = end;
					return;
				}
				if (this.leaf === Leaf.None) {
					this.openParagraph(start, end);
					return;
				}
			}
		}
		this.lineStart = start;
		this.lineEnd = end;
		this.at = start;
		this.column = 0;
		this.findNonspace();
		const matched = this.matchContainers();
		if (this.continueLeaf(matched)) {
			return;
		}
		this.startBlocks(matched);
	}

	/** How many of the open containers the line goes on. */
	private matchContainers(): number {
		let matched = 0;
		for (const container of this.containers) {
			if (container.kind === 'quote') {
				if (this.indent > 3 || this.text.charCodeAt(this.nonspace) !== 0x3e || this.nonspace >= this.lineEnd) {
					return matched;
				}
				this.skipQuoteMark();
			} else if (this.nonspace >= this.lineEnd) {
				if (container.empty) {
					return matched;
				}
			} else if (this.indent >= container.indent) {
				this.advanceColumns(container.indent);
			} else {
				return matched;
			}
			matched += 1;
		}
		return matched;
	}

	/** Gives the line to an open leaf that takes lines without looking for other blocks in them; `false` where it is not one, or ends. */
	private continueLeaf(matched: number): boolean {
		if (this.leaf < Leaf.Fence) {
			return false;
		}
		if (matched < this.containers.length) {
			this.closeDownTo(matched);
			return false;
		}
		const blank = this.nonspace >= this.lineEnd;
		switch (this.leaf) {
			case Leaf.Fence:
			case Leaf.Math:
				this.leafEnd = this.lineEnd;
				if (this.closesFence()) {
					this.closeLeaf();
				}
				return true;
			case Leaf.Html:
				if (this.html?.closes) {
					this.leafEnd = this.lineEnd;
					this.closeHtmlAt(this.html.closes);
					return true;
				}
				if (blank) {
					this.closeLeaf();
					return false;
				}
				this.leafEnd = this.lineEnd;
				return true;
			default:
				if (blank) {
					return true;
				}
				if (this.indent >= 4) {
					this.leafEnd = this.lineEnd;
					return true;
				}
				this.closeLeaf();
				return false;
		}
	}

	private closesFence(): boolean {
		if (this.indent > 3 || this.text.charCodeAt(this.nonspace) !== this.fenceCode) {
			return false;
		}
		const end = this.runEnd(this.nonspace, this.fenceCode);
		return end - this.nonspace >= this.fenceLength && this.isBlank(end);
	}

	private closeHtmlAt(closes: RegExp): void {
		if (closes.test(this.text.slice(this.nonspace, this.lineEnd))) {
			this.closeLeaf();
		}
	}

	private startBlocks(matched: number): void {
		let unmatched = matched < this.containers.length;
		let depth = matched;
		for (;;) {
			if (this.nonspace >= this.lineEnd) {
				this.blankLine(depth);
				return;
			}
			const paragraph = this.leaf === Leaf.Paragraph;
			if (this.indent >= 4) {
				if (!paragraph) {
					this.openLeaf(Leaf.Indented, depth);
					return;
				}
				break;
			}
			const code = this.text.charCodeAt(this.nonspace);
			if (startsBlock[code] !== 1) {
				break;
			}
			const interrupts = paragraph && !unmatched;
			if (this.startsLeaf(code, interrupts, depth)) {
				return;
			}
			if (depth >= deepestContainers) {
				this.sink.unsure();
				break;
			}
			const container = this.startsContainer(code, interrupts);
			if (!container) {
				break;
			}
			this.closeDownTo(depth, container.before);
			this.containers.push(container.made);
			this.quotes += container.made.kind === 'quote' ? 1 : 0;
			depth = this.containers.length;
			unmatched = false;
		}
		this.addText(depth, unmatched);
	}

	private blankLine(depth: number): void {
		this.closeDownTo(depth);
		this.closeLeaf();
	}

	private addText(depth: number, unmatched: boolean): void {
		if (this.leaf === Leaf.Paragraph) {
			// Also where not all containers go on: the lazy line of a paragraph.
			if (this.quotes > 0) {
				this.prefixes.push(this.lineStart, this.nonspace);
			}
			this.lastLine = this.nonspace;
			this.bodyEnd = this.leafEnd;
			this.leafEnd = this.lineEnd;
			return;
		}
		if (this.leaf === Leaf.Table && !unmatched) {
			this.addRow(this.nonspace, this.lineEnd);
			return;
		}
		this.closeDownTo(depth);
		this.closeLeaf();
		this.openParagraph(this.nonspace, this.lineEnd);
	}

	private openParagraph(start: number, end: number): void {
		this.leaf = Leaf.Paragraph;
		this.leafStart = this.lastLine = start;
		this.leafEnd = end;
		this.fillItem();
	}

	private openLeaf(leaf: Leaf, depth: number): void {
		this.closeDownTo(depth);
		this.closeLeaf();
		this.leaf = leaf;
		this.leafStart = this.nonspace;
		this.leafEnd = this.lineEnd;
		this.fillItem();
	}

	/** The innermost item has something in it now. */
	private fillItem(): void {
		const innermost = this.containers[this.containers.length - 1];
		if (innermost) {
			innermost.empty = false;
		}
	}

	/** A leaf of one line, or the start of one of several; containers down to `depth` stay open around it. */
	private startsLeaf(code: number, interrupts: boolean, depth: number): boolean {
		switch (code) {
			case 0x23: // #
				return this.startsHeading(depth);
			case 0x60: // `
			case 0x7e: // ~
				return this.startsFence(code, depth);
			case 0x24: // $
				return this.startsMath(depth);
			case 0x3c: // <
				return this.startsHtml(this.leaf === Leaf.Paragraph, depth);
			case 0x3d: // =
				return interrupts && this.underlines(code);
			case 0x3a: // :
			case 0x7c: // |
				return interrupts && this.startsTable();
			case 0x2d: // -
				return (interrupts && (this.startsTable() || this.underlines(code))) || this.breaks(code, depth);
			case 0x2a: // *
			case 0x5f: // _
				return this.breaks(code, depth);
			default:
				return false;
		}
	}

	private startsHeading(depth: number): boolean {
		const end = this.runEnd(this.nonspace, 0x23);
		const level = end - this.nonspace;
		if (level > 6 || !this.isSpaceOrEnd(end)) {
			return false;
		}
		this.closeDownTo(depth);
		this.closeLeaf();
		this.fillItem();
		const [start, stop] = headingContent(this.text, end, this.lineEnd);
		this.sink.inline(start, stop, level, []);
		return true;
	}

	private startsFence(code: number, depth: number): boolean {
		const end = this.runEnd(this.nonspace, code);
		if (end - this.nonspace < 3 || (code === 0x60 && within(this.text, '`', end, this.lineEnd))) {
			return false;
		}
		this.fenceCode = code;
		this.fenceLength = end - this.nonspace;
		this.openLeaf(Leaf.Fence, depth);
		return true;
	}

	private startsMath(depth: number): boolean {
		const end = this.runEnd(this.nonspace, 0x24);
		if (end - this.nonspace < 2 || within(this.text, '$', end, this.lineEnd)) {
			return false;
		}
		this.fenceCode = 0x24;
		this.fenceLength = end - this.nonspace;
		this.openLeaf(Leaf.Math, depth);
		return true;
	}

	private startsHtml(paragraph: boolean, depth: number): boolean {
		const line = this.text.slice(this.nonspace, this.lineEnd);
		const kind = htmlBlockKinds.find(({ opens, interruptsParagraph }) => (interruptsParagraph || !paragraph) && opens.test(line));
		if (!kind) {
			return false;
		}
		this.openLeaf(Leaf.Html, depth);
		this.html = kind;
		if (kind.closes) {
			this.closeHtmlAt(kind.closes);
		}
		return true;
	}

	/** Whether the line makes a heading of the paragraph above. */
	private underlines(code: number): boolean {
		if (!this.isBlank(this.runEnd(this.nonspace, code))) {
			return false;
		}
		const start = this.sink.definitions(this.leafStart, this.leafEnd, this.prefixes);
		if (start >= this.leafEnd) {
			// Definitions alone: the line is text, which begins a paragraph of its own.
			this.leafStart = this.nonspace;
			this.prefixes = [];
			this.leaf = Leaf.None;
			return false;
		}
		this.sink.inline(start, this.leafEnd, code === 0x3d ? 1 : 2, this.prefixes);
		this.leaf = Leaf.None;
		this.prefixes = [];
		return true;
	}

	/** `***`, `- - -`, `___` */
	private breaks(code: number, depth: number): boolean {
		let count = 0;
		for (let at = this.nonspace; at < this.lineEnd; at += 1) {
			const here = this.text.charCodeAt(at);
			if (here === code) {
				count += 1;
			} else if (here !== space && here !== tab) {
				return false;
			}
		}
		if (count < 3) {
			return false;
		}
		this.closeDownTo(depth);
		this.closeLeaf();
		this.fillItem();
		return true;
	}

	/** Whether the line is the delimiter row below a paragraph's last line. https://github.github.com/gfm/#tables-extension- */
	private startsTable(): boolean {
		const row = this.text.slice(this.nonspace, this.lineEnd);
		if (!/^[|:\- \t]*$/.test(row) || !/[|:]/.test(row)) {
			return false;
		}
		const columns = delimiterColumns(row);
		if (columns === 0 || cellsOf(this.text, this.lastLine, this.leafEnd).length !== columns) {
			return false;
		}
		const { lastLine, leafEnd } = this;
		if (lastLine > this.leafStart) {
			this.leafEnd = this.bodyEnd;
			this.closeLeaf();
		}
		this.leaf = Leaf.Table;
		this.columns = columns;
		this.prefixes = [];
		this.addRow(lastLine, leafEnd);
		return true;
	}

	private addRow(start: number, end: number): void {
		for (const [from, to] of cellsOf(this.text, start, end).slice(0, this.columns)) {
			this.sink.inline(from, to, 0, []);
		}
	}

	/** A container the line starts, having read its mark; `before` is where that stands. */
	private startsContainer(code: number, interrupts: boolean): { readonly made: Container; readonly before: number } | undefined {
		const before = this.nonspace;
		if (code === 0x3e) {
			this.skipQuoteMark();
			return { made: { kind: 'quote', indent: 0, empty: false }, before };
		}
		if (code === 0x5b) {
			return this.startsFootnote(before);
		}
		return this.startsItem(code, interrupts, before);
	}

	private startsFootnote(before: number): { readonly made: Container; readonly before: number } | undefined {
		footnoteMark.lastIndex = before;
		if (!footnoteMark.test(this.text) || footnoteMark.lastIndex > this.lineEnd) {
			return undefined;
		}
		this.moveTo(footnoteMark.lastIndex);
		return { made: { kind: 'footnote', indent: 4, empty: false }, before };
	}

	private startsItem(code: number, interrupts: boolean, before: number): { readonly made: Container; readonly before: number } | undefined {
		const end = this.markerEnd(code, before, interrupts);
		if (end === undefined || !this.isSpaceOrEnd(end) || (interrupts && this.isBlank(end))) {
			return undefined;
		}
		const outer = this.indent;
		const width = end - before;
		this.moveTo(end);
		const blank = this.nonspace >= this.lineEnd;
		const padding = blank || this.indent > 4 || this.indent < 1 ? 1 : this.indent;
		this.advanceColumns(padding);
		return { made: { kind: 'item', indent: outer + width + padding, empty: true }, before };
	}

	/** Behind `-`, `12.` or `3)`. */
	private markerEnd(code: number, start: number, interrupts: boolean): number | undefined {
		if (code === 0x2d || code === 0x2b || code === 0x2a) {
			return start + 1;
		}
		let end = start;
		while (end < this.lineEnd && isDigit(this.text.charCodeAt(end))) {
			end += 1;
		}
		const mark = this.text.charCodeAt(end);
		const allowed = end > start && end - start <= 9 && end < this.lineEnd && (mark === 0x2e || mark === 0x29);
		return allowed && (!interrupts || (end === start + 1 && code === 0x31)) ? end + 1 : undefined;
	}

	/** Closes the containers behind the first `depth`, and the leaf with them; also where a new container takes the leaf's place. */
	private closeDownTo(depth: number, opening?: number): void {
		if (opening !== undefined || this.containers.length > depth) {
			this.closeLeaf();
		}
		while (this.containers.length > depth) {
			this.quotes -= this.containers.pop()?.kind === 'quote' ? 1 : 0;
		}
		if (opening !== undefined) {
			this.fillItem();
		}
	}

	private closeLeaf(): void {
		const { leaf, leafStart, leafEnd } = this;
		this.leaf = Leaf.None;
		switch (leaf) {
			case Leaf.Paragraph: {
				const start = this.text.charCodeAt(leafStart) === 0x5b ? this.sink.definitions(leafStart, leafEnd, this.prefixes) : leafStart;
				if (start < leafEnd) {
					this.sink.inline(start, leafEnd, 0, this.prefixes);
				}
				if (this.prefixes.length > 0) {
					this.prefixes = [];
				}
				break;
			}
			case Leaf.Fence:
			case Leaf.Indented:
				this.sink.mask('code', leafStart, leafEnd);
				break;
			case Leaf.Math:
				this.sink.mask('math', leafStart, leafEnd);
				break;
			case Leaf.Html:
				this.sink.mask('html', leafStart, leafEnd);
				break;
			default:
				break;
		}
	}

	/** Where the line's next character stands that is no blank, and how many columns away. */
	private findNonspace(): void {
		const { text, lineEnd } = this;
		let at = this.at;
		let column = this.column;
		for (; at < lineEnd; at += 1) {
			const code = text.charCodeAt(at);
			if (code === space) {
				column += 1;
			} else if (code === tab) {
				column += 4 - (column % 4);
			} else {
				break;
			}
		}
		this.nonspace = at;
		this.indent = column - this.column;
	}

	private moveTo(offset: number): void {
		this.column += this.indent + offset - this.nonspace;
		this.at = offset;
		this.findNonspace();
	}

	/** Past blanks of that many columns, a part of a tab maybe among them. */
	private advanceColumns(count: number): void {
		const goal = this.column + count;
		while (this.column < goal && this.at < this.lineEnd) {
			const code = this.text.charCodeAt(this.at);
			const next = code === tab ? this.column + 4 - (this.column % 4) : this.column + 1;
			if (next > goal) {
				// The rest of the tab stays to be counted.
				this.column = goal;
				break;
			}
			this.column = next;
			this.at += 1;
		}
		this.findNonspace();
	}

	private skipQuoteMark(): void {
		this.moveTo(this.nonspace + 1);
		if (this.indent > 0) {
			this.advanceColumns(1);
		}
	}

	private runEnd(start: number, code: number): number {
		let end = start;
		while (end < this.lineEnd && this.text.charCodeAt(end) === code) {
			end += 1;
		}
		return end;
	}

	private isBlank(from: number): boolean {
		for (let at = from; at < this.lineEnd; at += 1) {
			const code = this.text.charCodeAt(at);
			if (code !== space && code !== tab) {
				return false;
			}
		}
		return true;
	}

	private isSpaceOrEnd(at: number): boolean {
		const code = this.text.charCodeAt(at);
		return at >= this.lineEnd || code === space || code === tab;
	}
}

/** `[^label]:` with the blanks behind it. */
const footnoteMark = /\[\^(?:[^\][\\\s]|\\[^\s]){1,999}\]:[ \t]*/y;

/** What may stand at the start of a line without starting a block. */
const startsBlock = marks('#`~$<=:|-*_>[+0123456789');
const startsProse = marks('#`~$<=:|-*_>[+0123456789 \t').map((mark, code) => (mark === 1 || code < 0x20 ? 0 : 1));

function marks(characters: string): Uint8Array {
	const table = new Uint8Array(128);
	for (const character of characters) {
		table[character.charCodeAt(0)] = 1;
	}
	return table;
}

function isDigit(code: number): boolean {
	return code >= 0x30 && code <= 0x39;
}

function endOfLine(text: string, start: number): number {
	const ending = /[\r\n]/g;
	ending.lastIndex = start;
	return ending.exec(text)?.index ?? -1;
}

function within(text: string, character: string, start: number, end: number): boolean {
	const found = text.indexOf(character, start);
	return found >= 0 && found < end;
}

/** `# Heading ##` without its signs. */
function headingContent(text: string, from: number, to: number): readonly [number, number] {
	let start = from;
	let end = to;
	const trim = () => {
		while (end > start && (text.charCodeAt(end - 1) === space || text.charCodeAt(end - 1) === tab)) {
			end -= 1;
		}
	};
	while (start < end && (text.charCodeAt(start) === space || text.charCodeAt(start) === tab)) {
		start += 1;
	}
	trim();
	let hashes = end;
	while (hashes > start && text.charCodeAt(hashes - 1) === 0x23) {
		hashes -= 1;
	}
	if (hashes < end && (hashes === start || text.charCodeAt(hashes - 1) === space || text.charCodeAt(hashes - 1) === tab)) {
		end = hashes;
		trim();
	}
	return [start, end];
}

/** How many columns a delimiter row such as `| :-- | --: |` has; 0 where it is none. */
function delimiterColumns(row: string): number {
	const cells = row.trim().replace(/^\||\|$/g, '').split('|');
	return cells.every(cell => /^[ \t]*:?-+:?[ \t]*$/.test(cell)) ? cells.length : 0;
}

/** The cells of a table's row, as pairs of offsets. */
function cellsOf(text: string, start: number, end: number): readonly (readonly [number, number])[] {
	let from = start;
	let to = end;
	while (to > from && (text.charCodeAt(to - 1) === space || text.charCodeAt(to - 1) === tab)) {
		to -= 1;
	}
	const cells: [number, number][] = [];
	if (text[from] === '|') {
		from += 1;
	}
	let at = from;
	for (; at < to; at += 1) {
		const code = text.charCodeAt(at);
		if (code === 0x5c) {
			at += 1;
		} else if (code === 0x7c) {
			cells.push([from, at]);
			from = at + 1;
		}
	}
	if (from < to) {
		cells.push([from, to]);
	}
	return cells;
}

/** Front matter in TOML: between two lines `+++`. */
function tomlSpan(text: string): { readonly next: number } | undefined {
	const found = /^\uFEFF?\+\+\+[ \t]*\r?\n(?:[^]*?\r?\n)?\+\+\+[ \t]*(?:\r?\n|$)/.exec(text);
	return found ? { next: found[0].length } : undefined;
}
