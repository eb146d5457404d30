import { frontMatterRange } from './frontMatterRanges';
import { LineCursor } from './lineCursor';
import type { Range } from './syntax';

export interface Blocks {
	/** The inline text of each block, in order, from its first sign to its last. */
	readonly runs: readonly Range[];
	/** Labels of link definitions, in lower case. */
	readonly definitions: ReadonlySet<string>;
}

/**
 * Walks the lines of a markdown text as CommonMark's block structure has it, keeping only what holds inline text.
 * https://spec.commonmark.org/0.31.2/#appendix-a-parsing-strategy
 */
export function scanBlocks(text: string): Blocks {
	return scanBlocksBetween(text, frontMatterRange(text)?.end ?? 0, text.length);
}

/**
 * The blocks of a part of a text, from an offset at which no block is open to the first such offset behind `until`. `resting` gets the offsets in between at which none is
 * open, far enough apart that there are few.
 */
export function scanBlocksBetween(text: string, from: number, until: number, resting: number[] = []): Blocks {
	const scanner = new BlockScanner(text);
	let start = from;
	while (start < text.length && (start <= until || !scanner.isResting)) {
		if (scanner.isResting && start - (resting.at(-1) ?? -Infinity) >= restingDistance) {
			resting.push(start);
		}
		const newline = text.indexOf('\n', start);
		const end = newline < 0 ? text.length : newline;
		start = scanner.line(start, end) + 1;
	}
	return scanner.finish();
}

const restingDistance = 2000;

/** A quote, or an item of a list (also of a definition list, or a footnote) with the columns its lines are indented by. */
type Container = { readonly kind: 'quote' } | { readonly kind: 'item'; readonly indent: number };

/** Code or HTML up to a line it `closes` with, or up to the end of its containers. */
interface Raw {
	closes(line: string): boolean;
}

// No one nests deeper, and each line is held against every open container.
const deepest = 100;

class BlockScanner {
	private readonly runs: Range[] = [];
	private readonly definitions = new Set<string>();
	private containers: Container[] = [];
	private raw: Raw | undefined;
	/** The lines of the paragraph that is open. */
	private paragraph: Range[] = [];
	private inTable = false;

	constructor(private readonly text: string) {}

	/** Whether the next line starts anew, whatever came before. */
	get isResting(): boolean {
		return this.containers.length === 0 && this.raw === undefined && this.paragraph.length === 0 && !this.inTable;
	}

	/** Takes the line between two offsets; answers with the offset behind all it took. */
	line(start: number, end: number): number {
		const cursor = new LineCursor(this.text, start, end);
		const matched = this.matchContainers(cursor);
		if (this.raw !== undefined && matched === this.containers.length) {
			this.raw = this.raw.closes(cursor.rest) ? undefined : this.raw;
			return end;
		}
		this.raw = undefined;
		if (cursor.blank) {
			this.close(matched);
			return end;
		}
		return this.openBlocks(cursor, matched);
	}

	finish(): Blocks {
		this.close(0);
		return { runs: this.runs, definitions: this.definitions };
	}

	/** How many of the open containers the line goes on with. */
	private matchContainers(cursor: LineCursor): number {
		const unmatched = this.containers.findIndex(container => (container.kind === 'quote' ? !skipQuoteSign(cursor) : !skipItemIndent(cursor, container.indent)));
		return unmatched < 0 ? this.containers.length : unmatched;
	}

	private openBlocks(cursor: LineCursor, matched: number): number {
		let depth = matched;
		let continues = this.inTable || this.paragraph.length > 0;
		while (cursor.indent < 4 && depth < deepest) {
			const container = openContainer(cursor, continues && depth === this.containers.length);
			if (container === undefined) {
				break;
			}
			this.close(depth);
			this.containers.push(container);
			continues = false;
			depth += 1;
		}
		if (!continues) {
			this.close(depth);
		}
		// Four columns make code, but not within a paragraph.
		return cursor.blank || (cursor.indent >= 4 && !continues) ? cursor.end : this.openLeaf(cursor, continues, depth);
	}

	private openLeaf(cursor: LineCursor, continues: boolean, depth: number): number {
		const rest = cursor.rest;
		const raw = cursor.indent < 4 ? startRaw(rest) : undefined;
		const isHeading = cursor.indent < 4 && /^#{1,6}(?=[ \t\r]|$)/.test(rest);
		if (raw !== undefined || isHeading || isRule(rest) || isComment(rest)) {
			this.close(depth);
			this.raw = raw;
			if (isHeading) {
				this.runs.push({ start: cursor.textStart(), end: cursor.end });
			}
			return cursor.end;
		}
		if (continues) {
			return this.continueParagraph(cursor, rest);
		}
		const label = definedLabel(rest);
		if (label !== undefined) {
			this.definitions.add(label);
			return cursor.end;
		}
		const formulaEnd = rest.startsWith('$$') ? endOfFormula(this.text, cursor) : undefined;
		if (formulaEnd === undefined) {
			this.paragraph.push({ start: cursor.textStart(), end: cursor.end });
		}
		return formulaEnd ?? cursor.end;
	}

	private continueParagraph(cursor: LineCursor, rest: string): number {
		if (/^=+[ \t\r]*$/.test(rest)) {
			this.endParagraph();
		} else if (this.inTable) {
			this.runs.push({ start: cursor.textStart(), end: cursor.end });
		} else if (isTableRule(rest)) {
			this.startTable();
		} else {
			this.paragraph.push({ start: cursor.textStart(), end: cursor.end });
		}
		return cursor.end;
	}

	/** The last line was the table's header; from here each line is a row. */
	private startTable(): void {
		const header = this.paragraph.pop();
		this.endParagraph();
		this.runs.push(...(header === undefined ? [] : [header]));
		this.inTable = true;
	}

	/** Ends the paragraph and all containers deeper than that. */
	private close(depth: number): void {
		this.endParagraph();
		this.containers.length = Math.min(this.containers.length, depth);
	}

	private endParagraph(): void {
		const first = this.paragraph[0];
		const last = this.paragraph.at(-1);
		if (first !== undefined && last !== undefined) {
			this.runs.push({ start: first.start, end: last.end });
		}
		this.paragraph = [];
		this.inTable = false;
	}
}

function skipQuoteSign(cursor: LineCursor): boolean {
	if (cursor.indent > 3 || !cursor.rest.startsWith('>')) {
		return false;
	}
	cursor.skipColumns(cursor.indent);
	cursor.skipSigns(1);
	cursor.skipColumns(1);
	return true;
}

function skipItemIndent(cursor: LineCursor, indent: number): boolean {
	if (cursor.blank) {
		return true;
	}
	if (cursor.indent < indent) {
		return false;
	}
	cursor.skipColumns(indent);
	return true;
}

/** `-`, `1.`, `(@example)`, `:` of a definition list, `[^1]:` */
const itemMarker = /^(?:[-+*]|(\d{1,9})[.)]|#\.|[:~]|\((?:@[\p{L}\p{N}_-]*|[\p{L}\p{N}]{1,4})\)|(\[\^[^\]\s]{1,999}\]:))(?=[ \t\r]|$)/u;

/** @param interrupts whether a paragraph at the same depth is open, which only some items may end */
function openContainer(cursor: LineCursor, interrupts: boolean): Container | undefined {
	const rest = cursor.rest;
	if (rest.startsWith('>')) {
		skipQuoteSign(cursor);
		return { kind: 'quote' };
	}
	const marker = itemMarker.exec(rest);
	if (marker === null || isRule(rest) || (interrupts && !mayInterrupt(rest, marker))) {
		return undefined;
	}
	const before = cursor.indent;
	cursor.skipColumns(before);
	cursor.skipSigns(marker[0].length);
	const space = cursor.blank || cursor.indent > 4 ? 1 : cursor.indent;
	cursor.skipColumns(space);
	return { kind: 'item', indent: marker[2] === undefined ? before + marker[0].length + space : 4 };
}

function mayInterrupt(rest: string, [whole, number, footnote]: RegExpExecArray): boolean {
	const bulletOrFirst = /^[-+*:~]/.test(whole) || number === '1' || footnote !== undefined;
	return bulletOrFirst && rest.slice(whole.length).trim() !== '';
}

function isRule(line: string): boolean {
	return /^(?:(?:-[ \t\r]*){3,}|(?:\*[ \t\r]*){3,}|(?:_[ \t\r]*){3,})$/.test(line);
}

/** A line that is a comment and nothing else: for pandoc text behind a comment is text. */
function isComment(line: string): boolean {
	return line.startsWith('<!--') && /^[ \t\r]*$/.test(line.slice(line.indexOf('-->') + 3)) && line.includes('-->');
}

function isTableRule(line: string): boolean {
	return line.includes('|') && /^\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t\r]*$/.test(line);
}

/** A block of code or HTML which this line opens and does not close. */
function startRaw(line: string): Raw | undefined {
	const fence = /^(?:(`{3,})[^`]*$|(~{3,}))/.exec(line);
	const sign = fence?.[1] ?? fence?.[2];
	if (sign !== undefined) {
		return { closes: later => closesFence(later, sign) };
	}
	const [, close] = htmlBlocks.find(([open]) => open.test(line)) ?? [];
	return close === undefined || close.test(line) ? undefined : { closes: later => close.test(later) };
}

function closesFence(line: string, sign: string): boolean {
	const close = /^(`+|~+)[ \t\r]*$/.exec(line)?.[1];
	return close?.[0] === sign[0] && close !== undefined && close.length >= sign.length;
}

/** https://spec.commonmark.org/0.31.2/#html-blocks, those whose inside is no text. */
const htmlBlocks: readonly (readonly [open: RegExp, close: RegExp])[] = [
	[/^<(?:script|pre|style|textarea)(?=[\s>]|$)/i, /<\/(?:script|pre|style|textarea)>/i],
	[/^<!--/, /-->/],
	[/^<\?/, /\?>/],
	[/^<!\[CDATA\[/, /\]\]>/],
	[/^<![A-Za-z]/, />/],
];

/** The label in `[label]: destination "title"`, in lower case. */
function definedLabel(line: string): string | undefined {
	return /^\[(?!\^)((?:[^[\]\\]|\\[^]){1,999})\]:[ \t]*(?:<[^<>]*>|[^\s<]\S*)(?:[ \t]+(?:"[^"]*"|'[^']*'|\([^()]*\)))?[ \t\r]*$/.exec(line)?.[1]?.toLowerCase();
}

/** The end of the line that closes a formula of several lines; with text behind the first `$$` no line within may be empty. */
function endOfFormula(text: string, cursor: LineCursor): number | undefined {
	const start = cursor.textStart() + 2;
	const body = formulaBody.exec(text.slice(start, start + longestFormula));
	const close = body === null ? -1 : start + body[0].length;
	if (body === null || close <= cursor.end || (cursor.rest.trim() !== '$$' && /\n[ \t>]*\r?\n/.test(body[0]))) {
		return undefined;
	}
	const newline = text.indexOf('\n', close);
	return newline < 0 ? text.length : newline;
}

const longestFormula = 5000;
const formulaBody = /^(?:[^$\\]|\\[^]|\$(?!\$))*\$\$/;
