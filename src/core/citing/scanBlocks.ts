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
	return scanBlocksBetween(text, { at: frontMatterRange(text)?.end ?? 0, open: nothingOpen }, text.length);
}

/** What is open at the start of a line, of what came before. */
export interface OpenBlocks {
	readonly containers: readonly Container[];
	readonly raw: Raw | undefined;
	readonly paragraph: Paragraph | undefined;
	readonly inTable: boolean;
}

export const nothingOpen: OpenBlocks = { containers: [], raw: undefined, paragraph: undefined, inTable: false };

/** A line's start, and what is open there: reading can go on from it. */
export interface Resumption {
	readonly at: number;
	readonly open: OpenBlocks;
}

/**
 * The blocks of a part of a text, from a line's start to behind the block that holds `until`, or to where `passed` says that it is enough. `passed` is told of each line's start
 * behind the first.
 */
export function scanBlocksBetween(text: string, { at, open }: Resumption, until: number, passed: (at: number, open: () => OpenBlocks) => 'on' | 'enough' = () => 'on'): Blocks {
	const scanner = new BlockScanner(text, open);
	let start = at;
	while (start < text.length && (start <= until || scanner.isInParagraph)) {
		const newline = text.indexOf('\n', start);
		const end = newline < 0 ? text.length : newline;
		start = scanner.line(start, end) + 1;
		if (passed(start, () => scanner.open) === 'enough') {
			break;
		}
	}
	return scanner.finish();
}

/** Whether two texts go on alike from a line's start, of which the second stands so much further on. */
export function isSameOpen(one: OpenBlocks, other: OpenBlocks, shift: number): boolean {
	return (
		one.inTable === other.inTable &&
		one.raw?.name === other.raw?.name &&
		one.containers.length === other.containers.length &&
		one.containers.every((container, index) => indentOf(container) === indentOf(other.containers[index])) &&
		(one.paragraph?.start ?? -shift) + shift === (other.paragraph?.start ?? 0)
	);
}

/** What is open, in a text in which so much was written before it. */
export function shiftedOpen(open: OpenBlocks, shift: number): OpenBlocks {
	const { paragraph } = open;
	return paragraph === undefined ? open : { ...open, paragraph: { start: paragraph.start + shift, endBefore: paragraph.endBefore + shift, lastLine: { start: paragraph.lastLine.start + shift, end: paragraph.lastLine.end + shift } } };
}

function indentOf(container: Container | undefined): number | undefined {
	return container?.kind === 'item' ? container.indent : undefined;
}

/** A quote, or an item of a list (also of a definition list, or a footnote) with the columns its lines are indented by. */
type Container = { readonly kind: 'quote' } | { readonly kind: 'item'; readonly indent: number };

/** Code or HTML up to a line it `closes` with, or up to the end of its containers. The same name closes alike. */
interface Raw {
	readonly name: string;
	closes(line: string): boolean;
}

/** From its first sign to the end of its last line. */
interface Paragraph {
	readonly start: number;
	/** The end of the line before the last; {@link start} where there is none. */
	readonly endBefore: number;
	readonly lastLine: Range;
}

// No one nests deeper, and each line is held against every open container.
const deepest = 100;

class BlockScanner {
	private readonly runs: Range[] = [];
	private readonly definitions = new Set<string>();
	private readonly containers: Container[];
	private raw: Raw | undefined;
	private paragraph: Paragraph | undefined;
	private inTable: boolean;

	constructor(private readonly text: string, { containers, raw, paragraph, inTable }: OpenBlocks) {
		this.containers = [...containers];
		this.raw = raw;
		this.paragraph = paragraph;
		this.inTable = inTable;
	}

	get open(): OpenBlocks {
		return { containers: [...this.containers], raw: this.raw, paragraph: this.paragraph, inTable: this.inTable };
	}

	get isInParagraph(): boolean {
		return this.paragraph !== undefined;
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
		let continues = this.inTable || this.paragraph !== undefined;
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
			this.addLine(cursor);
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
			this.addLine(cursor);
		}
		return cursor.end;
	}

	private addLine(cursor: LineCursor): void {
		const lastLine = { start: cursor.textStart(), end: cursor.end };
		this.paragraph = { start: this.paragraph?.start ?? lastLine.start, endBefore: this.paragraph?.lastLine.end ?? lastLine.start, lastLine };
	}

	/** The last line was the table's header; from here each line is a row. */
	private startTable(): void {
		if (this.paragraph !== undefined) {
			const { start, endBefore, lastLine } = this.paragraph;
			this.runs.push(...(start === endBefore ? [] : [{ start, end: endBefore }]), lastLine);
		}
		this.paragraph = undefined;
		this.inTable = true;
	}

	/** Ends the paragraph and all containers deeper than that. */
	private close(depth: number): void {
		this.endParagraph();
		this.containers.length = Math.min(this.containers.length, depth);
	}

	private endParagraph(): void {
		if (this.paragraph !== undefined) {
			this.runs.push({ start: this.paragraph.start, end: this.paragraph.lastLine.end });
		}
		this.paragraph = undefined;
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
	return line.includes('|') && /^\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?$/.test(line.trimEnd());
}

/** A block of code or HTML which this line opens and does not close. */
function startRaw(line: string): Raw | undefined {
	const fence = /^(?:(`{3,})[^`]*$|(~{3,}))/.exec(line);
	const sign = fence?.[1] ?? fence?.[2];
	if (sign !== undefined) {
		return { name: sign, closes: later => closesFence(later, sign) };
	}
	const [, close] = htmlBlocks.find(([open]) => open.test(line)) ?? [];
	return close === undefined || close.test(line) ? undefined : { name: close.source, closes: later => close.test(later) };
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
