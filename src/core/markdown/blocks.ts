import type { BlockSink } from './blockSink';
import { Closers } from './closers';
import { frontMatterRange } from './frontMatter';
import type { HtmlBlockKind } from './htmlSyntax';
import { htmlBlockKinds } from './htmlSyntax';
import { definitionsEnd } from './linkSyntax';
import type { Closer, Container, OpenBlocks } from './openBlocks';
import { Leaf, nothingOpen } from './openBlocks';
import { delimiterColumns, rowCells } from './tableSyntax';

/**
 * Follows CommonMark's block structure, with GFM's tables and footnotes, front matter, and what pandoc adds: formulae and LaTeX
 * environments of several lines, definition and example lists, text after a comment.
 * https://spec.commonmark.org/0.31.2/#phase-1-block-structure, https://pandoc.org/MANUAL.html#pandocs-markdown. Line by line: nothing is
 * built, each finished leaf goes to the sink. Linear in the text.
 */
export function scanBlocks(text: string, sink: BlockSink): void {
	const front = frontMatterRange(text);
	if (front !== undefined) {
		sink.mask?.('frontMatter', 0, front.end);
	}
	const scanner = new BlockScanner(text, sink, nothingOpen, new Closers(text));
	for (let start = bodyStart(text); start < text.length;) {
		start = scanner.next(start);
	}
	scanner.finish();
}

/** Where the text begins that is no front matter and no byte order mark. */
export function bodyStart(text: string): number {
	return frontMatterRange(text)?.end ?? (text.charCodeAt(0) === 0xfeff ? 1 : 0);
}

/** A line's start, and what is open there: reading can go on from it. */
export interface Resumption {
	readonly at: number;
	readonly open: OpenBlocks;
}

/**
 * Reads a part of a text, from a line's start to after the block that holds `until`, or to where `passed` says that it is enough; that is
 * told of each line's start after the first. `closers` is one object for all parts of a text.
 */
export function scanBlocksBetween(
	text: string,
	sink: BlockSink,
	{ at, open }: Resumption,
	until: number,
	closers: Closers,
	passed: (at: number, open: () => OpenBlocks | undefined) => 'on' | 'enough' = () => 'on',
): void {
	const scanner = new BlockScanner(text, sink, open, closers);
	for (let start = at; start < text.length && (start <= until || scanner.isPending);) {
		start = scanner.next(start);
		if (passed(start, () => scanner.open) === 'enough') {
			break;
		}
	}
	scanner.finish();
}

const deepestContainers = 60;

const tab = 0x09;
const space = 0x20;

class BlockScanner {
	private readonly containers: Container[];
	private quotes: number;
	private leaf: Leaf;
	private leafStart: number;
	private leafEnd: number;
	/** Start of a paragraph's last line, which may be a table's head, and end of the line before. */
	private lastLine: number;
	private bodyEnd: number;
	private prefixes: number[];
	private fenceCode: number;
	private fenceLength: number;
	private html: HtmlBlockKind | undefined;
	private columns: number;
	private closer: Closer | undefined;
	/** Whether a paragraph has an open `$$` up to an offset: counted where a line begins with one. */
	private isInMath: boolean;
	private countedTo: number;

	// The line being read.
	private at = 0;
	private column = 0;
	private lineStart = 0;
	private lineEnd = 0;
	private nonspace = 0;
	private indent = 0;
	private readonly lone: boolean;

	constructor(
		private readonly text: string,
		private readonly sink: BlockSink,
		open: OpenBlocks,
		private readonly closers: Closers,
	) {
		this.lone = text.includes('\r') && /\r(?!\n)/.test(text);
		this.containers = open.containers.map(container => ({ ...container }));
		this.quotes = this.containers.filter(({ kind }) => kind === 'quote').length;
		this.leaf = open.leaf;
		this.leafStart = open.leafStart;
		this.leafEnd = open.leafEnd;
		this.lastLine = open.lastLine;
		this.bodyEnd = open.bodyEnd;
		this.prefixes = [...open.prefixes];
		this.fenceCode = open.fenceCode;
		this.fenceLength = open.fenceLength;
		this.html = open.html;
		this.columns = open.columns;
		this.closer = open.closer;
		this.isInMath = open.isInMath;
		this.countedTo = open.countedTo;
	}

	/** What is open before the next line; `undefined` in a quotation so long that it would cost much to keep. */
	get open(): OpenBlocks | undefined {
		const { leaf, leafStart, leafEnd, lastLine, bodyEnd, fenceCode, fenceLength, html, columns, closer, isInMath, countedTo } = this;
		return this.prefixes.length > longestKept
			? undefined
			: {
					containers: this.containers.map(container => ({ ...container })),
					leaf,
					leafStart,
					leafEnd,
					lastLine,
					bodyEnd,
					prefixes: [...this.prefixes],
					fenceCode,
					fenceLength,
					html,
					columns,
					closer,
					isInMath,
					countedTo,
				};
	}

	/** Whether the text of lines before is still to be told of. */
	get isPending(): boolean {
		return this.leaf === Leaf.Paragraph || this.leaf === Leaf.Closed || (this.leaf === Leaf.Html && this.html?.closes === undefined);
	}

	/** Takes the line that starts at an offset; the answer is where the next one does. */
	next(start: number): number {
		const { text } = this;
		const found = this.lone ? endOfLine(text, start) : text.indexOf('\n', start);
		if (found < 0) {
			this.line(start, text.length);
			return text.length;
		}
		const isReturn = text.charCodeAt(found) === 0x0d;
		const end = !isReturn && found > start && text.charCodeAt(found - 1) === 0x0d ? found - 1 : found;
		this.line(start, end);
		return isReturn && text.charCodeAt(found + 1) === 0x0a ? found + 2 : found + 1;
	}

	finish(): void {
		this.lineStart = this.text.length;
		this.closeDownTo(0);
		this.closeLeaf();
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
				this.leafEnd = this.lineEnd;
				if (this.closesFence()) {
					this.closeLeaf();
				}
				return true;
			case Leaf.Closed:
				if (blank && this.closer?.spansBlanks === false) {
					this.closeLeaf();
					return false;
				}
				this.takeUpToCloser(this.nonspace);
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
				this.keepPrefix();
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

	/** Ends HTML at what closes it in this line, where that is there. What follows is text: so it is for pandoc, and readers see it. */
	private closeHtmlAt(closes: RegExp): void {
		const found = closes.exec(this.text.slice(this.nonspace, this.lineEnd));
		if (found !== null) {
			this.leafEnd = this.nonspace + found.index + found[0].length;
			this.sink.htmlBlock?.(this.leafStart, this.lineEnd);
			this.tellTop('html', this.leafStart, this.lineEnd);
			this.leaf = Leaf.None;
			this.sink.mask?.('html', this.leafStart, this.leafEnd);
			if (!this.isBlank(this.leafEnd)) {
				this.moveTo(this.leafEnd);
				this.sink.inline?.(this.nonspace, this.lineEnd, 0, []);
			}
		}
	}

	/** Takes a line of a formula or an environment from an offset on, as far as that goes. */
	private takeUpToCloser(from: number): void {
		const closer = this.closer?.text ?? '';
		const found = this.text.slice(from, this.lineEnd).indexOf(closer);
		if (found < 0) {
			this.keepPrefix();
			this.leafEnd = this.lineEnd;
			return;
		}
		const end = from + found + closer.length;
		this.leaf = Leaf.None;
		this.prefixes = [];
		this.sink.mask?.(this.closer?.kind ?? 'math', this.leafStart, end);
		this.tellTop('text', this.leafStart, end);
		this.goOnWithText(end);
	}

	/** Tells of a leaf that stands in no container. */
	private tellTop(kind: 'text' | 'code' | 'html' | 'rule' | 'unclosed', start: number, end: number): void {
		if (this.containers.length === 0) {
			this.sink.top?.({ kind, start, end });
		}
	}

	private tellHeading(level: number, start: number, end: number, wordsStart: number, wordsEnd: number): void {
		if (this.containers.length === 0) {
			this.sink.top?.({ kind: 'heading', level, start, end, wordsStart, wordsEnd });
		}
	}

	/** Begins a paragraph with the rest of a line, where that is not blank. */
	private goOnWithText(from: number): void {
		if (!this.isBlank(from)) {
			this.moveTo(from);
			this.openParagraph(this.nonspace, this.lineEnd);
		}
	}

	/** What stands at the start of this line, and is no part of a leaf that goes on in it. */
	private keepPrefix(): void {
		if (this.quotes > 0) {
			this.prefixes.push(this.lineStart, this.nonspace);
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
				this.sink.unsure?.();
				break;
			}
			const container = this.startsContainer(code, interrupts);
			if (!container) {
				break;
			}
			this.closeDownTo(depth, container.before);
			if (depth === 0) {
				this.sink.top?.({ kind: container.made.kind, start: container.before });
			}
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
			this.keepPrefix();
			this.lastLine = this.nonspace;
			this.bodyEnd = this.leafEnd;
			this.leafEnd = this.lineEnd;
			return;
		}
		if (this.leaf === Leaf.Table && !unmatched) {
			this.leafEnd = this.lineEnd;
			this.addRow(this.nonspace, this.lineEnd, false);
			return;
		}
		this.closeDownTo(depth);
		this.closeLeaf();
		this.openParagraph(this.nonspace, this.lineEnd);
	}

	private openParagraph(start: number, end: number): void {
		this.leaf = Leaf.Paragraph;
		this.leafStart = this.lastLine = this.bodyEnd = start;
		this.leafEnd = end;
		this.isInMath = false;
		this.countedTo = start;
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
			case 0x5c: // \
				return this.startsEnvironment(depth);
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
		this.tellHeading(level, this.nonspace, this.lineEnd, start, stop);
		this.sink.inline?.(start, stop, level, []);
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

	/** A formula that begins the line and ends in a later one, wherever in it. https://pandoc.org/MANUAL.html#extension-tex_math_dollars */
	private startsMath(depth: number): boolean {
		const end = this.runEnd(this.nonspace, 0x24);
		if (end - this.nonspace < 2 || within(this.text, '$$', end, this.lineEnd) || this.isInFormula()) {
			return false;
		}
		return this.startsClosed({ text: '$$', kind: 'math', spansBlanks: this.isBlank(end) }, depth);
	}

	/** Whether the paragraph that is open has a formula that is: then the line closes it. */
	private isInFormula(): boolean {
		if (this.leaf !== Leaf.Paragraph) {
			return false;
		}
		for (let at = this.text.indexOf('$$', this.countedTo); at >= 0 && at < this.leafEnd; at = this.text.indexOf('$$', at + 2)) {
			this.isInMath = !this.isInMath;
		}
		this.countedTo = this.leafEnd;
		return this.isInMath;
	}

	/** `\begin{equation}`, of any name: LaTeX to pandoc. https://pandoc.org/MANUAL.html#extension-raw_tex */
	private startsEnvironment(depth: number): boolean {
		environment.lastIndex = this.nonspace;
		const name = environment.exec(this.text)?.[1];
		const closer = `\\end{${name ?? ''}}`;
		return (
			name !== undefined &&
			!within(this.text, closer, this.nonspace, this.lineEnd) &&
			this.startsClosed({ text: closer, kind: 'tex', spansBlanks: true }, depth)
		);
	}

	private startsClosed(closer: Closer, depth: number): boolean {
		if (!this.closers.isAfter(closer.text, this.lineEnd)) {
			return false;
		}
		this.openLeaf(Leaf.Closed, depth);
		this.closer = closer;
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
		const start = this.definitionsEnd(this.leafStart, this.leafEnd);
		if (start >= this.leafEnd) {
			// Definitions alone: the line is text, which begins a paragraph of its own.
			this.tellTop('text', this.leafStart, this.leafEnd);
			this.leafStart = this.nonspace;
			this.prefixes = [];
			this.leaf = Leaf.None;
			return false;
		}
		if (start > this.leafStart) {
			this.tellTop('text', this.leafStart, start);
		}
		const level = code === 0x3d ? 1 : 2;
		this.tellHeading(level, start, this.lineEnd, start, this.leafEnd);
		this.sink.inline?.(start, this.leafEnd, level, this.prefixes);
		this.leaf = Leaf.None;
		this.prefixes = [];
		return true;
	}

	/** Where the definitions that a paragraph begins with end, and its text begins. */
	private definitionsEnd(start: number, end: number): number {
		return definitionsEnd(this.text, start, end, this.prefixes, (from, to) => this.sink.mask?.('definition', from, to));
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
		this.tellTop('rule', this.nonspace, this.lineEnd);
		return true;
	}

	/** Whether the line is the delimiter row below a paragraph's last line. https://github.github.com/gfm/#tables-extension- */
	private startsTable(): boolean {
		const row = this.text.slice(this.nonspace, this.lineEnd);
		if (!/^[|:\- \t]*$/.test(row) || !/[|:]/.test(row)) {
			return false;
		}
		const columns = delimiterColumns(row);
		if (columns === 0 || rowCells(this.text, this.lastLine, this.leafEnd).length !== columns) {
			return false;
		}
		const { lastLine, leafEnd } = this;
		this.leafEnd = this.bodyEnd;
		this.closeLeaf();
		this.leaf = Leaf.Table;
		this.leafStart = lastLine;
		this.leafEnd = this.lineEnd;
		this.columns = columns;
		this.prefixes = [];
		this.addRow(lastLine, leafEnd, true);
		return true;
	}

	private addRow(start: number, end: number, isHead: boolean): void {
		const cells = rowCells(this.text, start, end).slice(0, this.columns);
		for (const [from, to] of cells) {
			this.sink.inline?.(from, to, 0, []);
		}
		this.sink.row?.(cells, isHead);
	}

	/** A container the line starts, having read its mark; `before` is where that stands. */
	private startsContainer(code: number, interrupts: boolean): { readonly made: Container; readonly before: number } | undefined {
		const before = this.nonspace;
		if (code === 0x3e) {
			this.skipQuoteMark();
			return { made: { kind: 'quote', indent: 0, start: before, empty: false }, before };
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
		return { made: { kind: 'footnote', indent: 4, start: before, empty: false }, before };
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
		// Numbered examples go on four columns further in, whatever their label. https://pandoc.org/MANUAL.html#block-content-in-list-items
		const indent = code === 0x28 && this.text.charCodeAt(before + 1) === 0x40 ? 4 : outer + width + padding;
		return { made: { kind: 'item', indent, start: before, empty: true }, before };
	}

	/** After `-`, `12.` or `3)`; and in pandoc's lists after `:` or `~` of a definition, `#.`, `(@good)` or `(a)`. */
	private markerEnd(code: number, start: number, interrupts: boolean): number | undefined {
		if (code === 0x3a || code === 0x7e) {
			return start + 1;
		}
		if (code === 0x23 || code === 0x28) {
			pandocMarker.lastIndex = start;
			return !interrupts && pandocMarker.test(this.text) ? pandocMarker.lastIndex : undefined;
		}
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
			const closed = this.containers.pop();
			this.quotes -= closed?.kind === 'quote' ? 1 : 0;
			if (closed?.kind === 'footnote') {
				this.sink.footnote?.(closed.start, this.lineStart);
			}
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
				const start = this.text.charCodeAt(leafStart) === 0x5b ? this.definitionsEnd(leafStart, leafEnd) : leafStart;
				if (start > leafStart) {
					this.tellTop('text', leafStart, start);
				}
				if (start < leafEnd) {
					this.tellTop('text', start, leafEnd);
					this.sink.inline?.(start, leafEnd, 0, this.prefixes);
				}
				if (this.prefixes.length > 0) {
					this.prefixes = [];
				}
				break;
			}
			case Leaf.Fence:
			case Leaf.Indented:
				this.tellTop('code', leafStart, leafEnd);
				this.sink.mask?.('code', leafStart, leafEnd);
				break;
			case Leaf.Table:
				this.tellTop('text', leafStart, leafEnd);
				break;
			case Leaf.Closed:
				// It was not closed here after all: text, in which other blocks may have been passed by.
				if (this.text.slice(leafStart, leafEnd).search(/[\r\n]/) >= 0) {
					this.sink.unsure?.();
				}
				this.tellTop('unclosed', leafStart, leafEnd);
				this.sink.inline?.(leafStart, leafEnd, 0, this.prefixes);
				this.prefixes = [];
				break;
			case Leaf.Html:
				this.tellTop('html', leafStart, leafEnd);
				this.sink.htmlBlock?.(leafStart, leafEnd);
				if (this.html?.closes === undefined) {
					this.sink.html?.(leafStart, leafEnd, this.prefixes);
				} else {
					this.sink.mask?.('html', leafStart, leafEnd);
				}
				this.prefixes = [];
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

const pandocMarker = /#\.|\((?:@[\p{L}\p{N}_-]{0,100}|[\p{L}\p{N}]{1,4})\)/uy;
const environment = /\\begin\{([A-Za-z]{1,40}\*?)\}/y;

/** Beyond so many offsets a paragraph is read again from its start. */
const longestKept = 1000;

/** What may stand at the start of a line without starting a block. */
const startsBlock = marks('#`~$<=:|-*_>[+(\\0123456789');
const startsProse = marks('#`~$<=:|-*_>[+(\\0123456789 \t').map((mark, code) => (mark === 1 || code < 0x20 ? 0 : 1));

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

/** Only that part is looked through: where a sign is rare, a search would go on to the end of the text, line by line. */
function within(text: string, sign: string, start: number, end: number): boolean {
	return text.slice(start, end).includes(sign);
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
