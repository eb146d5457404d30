import { localize } from '../../data/localize';
import { LineCounter } from '../../text/lineCounter';

/** A part of a value: what stands between braces or quotes, or a number (`text`), or the name of a `@string` (`macro`). */
export interface Piece {
	readonly kind: 'text' | 'macro';
	readonly text: string;
}

export interface BibtexField {
	/** In lower case. */
	readonly name: string;
	/** UTF-16 offset of the name. */
	readonly offset: number;
	/** Offset behind the value. */
	readonly end: number;
	/** The parts that `#` joins. */
	readonly pieces: readonly Piece[];
}

/** What is wrong, for those who mend it or decide by it; the message is for people. */
export type MistakeKind =
	/** The text ends, or another entry begins, before the entry's closing brace; it is read as far as it goes. */
	| 'open-entry'
	/** The same, where nothing of the entry was read. */
	| 'unfinished-entry'
	/** A value that swallowed the fields behind it. */
	| 'open-value'
	| 'open-brace'
	| 'open-quotation'
	| 'extra-brace'
	| 'no-key'
	| 'missing-comma'
	| 'no-field'
	| 'no-equals'
	| 'missing-value';

/** What is said of a place of a text. */
export interface Remark {
	/** UTF-16 offset. */
	readonly offset: number;
	/** A plain sentence. */
	readonly message: string;
}

export interface Mistake extends Remark {
	readonly kind: MistakeKind;
}

export interface BibtexEntry {
	readonly kind: 'entry';
	/** In lower case: `article`. */
	readonly type: string;
	/** Empty where the entry has none. */
	readonly key: string;
	readonly fields: readonly BibtexField[];
	/** UTF-16 offset of the `@`. */
	readonly start: number;
	/** Offset behind the entry. */
	readonly end: number;
	/** What is wrong with it though it could be read. */
	readonly mistakes: readonly Mistake[];
}

export type BibtexItem =
	| BibtexEntry
	| { readonly kind: 'string'; readonly name: string; readonly pieces: readonly Piece[]; readonly start: number }
	/** `isOpen`: its brace is not closed up to the end of the text, so that only its line counts as comment. */
	| { readonly kind: 'comment'; readonly text: string; readonly start: number; readonly isOpen: boolean }
	| { readonly kind: 'preamble'; readonly start: number }
	/** An entry that could not be read. */
	| { readonly kind: 'lost'; readonly key: string; readonly start: number; readonly mistakes: readonly Mistake[] };

/**
 * Finds what stands in a BibTeX file, one item a call, and never stops before its end: an entry that cannot be read costs itself. Between
 * fields, whatever looks like the head of an entry begins the next one. Within a value it does so only if the value doesn't end as values
 * do, with a comma, a field or the end of its entry behind it: people paste entries into notes. Time is linear in the text.
 *
 * Grammar: https://ctan.org/pkg/bibtex (btxdoc, btxhak), https://metacpan.org/dist/Text-BibTeX/view/btparse/doc/bt_language.pod for biber's
 * parser. As in both, escaped braces count as braces, and what stands between entries is no one's business.
 */
export class BibtexScanner {
	/** Offset from which the next item is sought. */
	private at: number;
	private mistakes: Mistake[] = [];
	/** Set once a comment was found open to the end of the text, so that no later one looks again. */
	private commentsUnbalanced = false;
	/** How many characters may still be read behind the head of an entry to learn that it's part of no value. */
	private lookahead: number;

	constructor(
		private readonly text: string,
		start = 0,
	) {
		this.at = start;
		this.lookahead = 10 * text.length;
	}

	/** How far the text was read, a UTF-16 offset. */
	get offset(): number {
		return this.at;
	}

	next(): BibtexItem | undefined {
		for (;;) {
			const start = this.text.indexOf('@', this.at);
			if (start < 0) {
				this.at = this.text.length;
				return undefined;
			}
			head.lastIndex = start;
			const match = this.isCommentedOut(start) ? null : head.exec(this.text);
			if (match === null) {
				this.at = start + 1;
				continue;
			}
			this.at = head.lastIndex;
			this.mistakes = [];
			return this.readItem((match[1] ?? '').toLowerCase(), start, match[2] === '{' ? '}' : ')');
		}
	}

	private readItem(type: string, start: number, close: string): BibtexItem {
		switch (type) {
			case 'comment':
				return this.readComment(start, close);
			case 'string':
				return this.readString(start, close);
			case 'preamble':
				this.readValue();
				this.skipTo(close);
				return { kind: 'preamble', start };
			default:
				return this.readEntry(type, start, close);
		}
	}

	/** Whether only white space stands between a `%` and the offset. */
	private isCommentedOut(offset: number): boolean {
		let before = offset - 1;
		while (before >= 0 && isBlank(this.text.charCodeAt(before))) {
			before -= 1;
		}
		return this.text[before] === '%' && this.text[before - 1] !== '\\';
	}

	private readComment(offset: number, close: string): BibtexItem {
		const start = this.at;
		const end = this.commentsUnbalanced || close === ')' ? -1 : this.balancedEnd(start);
		if (end >= 0) {
			this.at = end + 1;
			return { kind: 'comment', text: this.text.slice(start, end), start: offset, isOpen: false };
		}
		this.commentsUnbalanced ||= close === '}';
		const lineEnd = this.text.indexOf('\n', start);
		this.at = lineEnd < 0 ? this.text.length : lineEnd;
		return { kind: 'comment', text: this.text.slice(start, this.at), start: offset, isOpen: close === '}' };
	}

	/** Offset of the brace that closes the one before `start`, whatever stands between; -1 where none does. */
	private balancedEnd(start: number): number {
		let depth = 1;
		for (let at = start; at < this.text.length; at += 1) {
			const code = this.text.charCodeAt(at);
			if (code === openBrace) {
				depth += 1;
			} else if (code === closeBrace) {
				depth -= 1;
				if (depth === 0) {
					return at;
				}
			}
		}
		return -1;
	}

	private readString(start: number, close: string): BibtexItem {
		this.skipBlank();
		const name = this.take(bareWord) ?? '';
		this.skipBlank();
		if (this.text[this.at] !== '=') {
			return this.lose('', start, { kind: 'no-equals', offset: start, message: localize('This @string has no = after its name.') });
		}
		this.at += 1;
		const pieces = this.readValue();
		if (pieces === undefined) {
			return this.lose('', start);
		}
		this.skipTo(close);
		return { kind: 'string', name: name.toLowerCase(), pieces, start };
	}

	/** Steps over blanks and one closing mark, where it stands there. */
	private skipTo(close: string): void {
		this.skipBlank();
		if (this.text[this.at] === close) {
			this.at += 1;
		}
	}

	private readEntry(type: string, start: number, close: string): BibtexItem {
		const key = this.readKey(close);
		const fields: BibtexField[] = [];
		for (;;) {
			this.skipSeparators();
			const mark = this.text[this.at];
			if (mark === close) {
				this.at += 1;
				if (!this.closedTooEarly()) {
					return this.entry(type, key, fields, start);
				}
				this.mistake('extra-brace', this.at - 1, localize('Unmatched closing brace.'));
			} else if (mark === undefined || this.isEntryStart(this.at)) {
				return this.unfinished(type, key, fields, start);
			} else if (!this.readField(fields, close)) {
				return this.lose(key, start);
			}
		}
	}

	private entry(type: string, key: string, fields: readonly BibtexField[], start: number): BibtexEntry {
		return { kind: 'entry', type, key, fields, start, end: this.at, mistakes: this.mistakes };
	}

	/**
	 * An entry without its closing brace. If that is all it lacks it is kept; if one of its values has swallowed the fields behind it, it is
	 * not.
	 */
	private unfinished(type: string, key: string, fields: readonly BibtexField[], start: number): BibtexItem {
		const greedy = fields.find(field =>
			field.pieces.some(piece => /[,\n][^\S\n]{0,400}[A-Za-z][\w-]{0,40}\s{0,40}=\s{0,40}[{"\d]/.test(piece.text)),
		);
		if (greedy !== undefined) {
			return this.lose(key, start, {
				kind: 'open-value',
				offset: greedy.offset,
				message: localize('The value of “{0}” isn’t closed.', greedy.name),
			});
		}
		if (fields.length === 0) {
			return this.lose(key, start, { kind: 'unfinished-entry', offset: start, message: localize('This entry is incomplete.') });
		}
		this.mistake('open-entry', start, localize('This entry isn’t closed: the final brace is missing.'));
		return this.entry(type, key, fields, start);
	}

	private lose(key: string, start: number, mistake?: Mistake): BibtexItem {
		return { kind: 'lost', key, start, mistakes: mistake ? [...this.mistakes, mistake] : this.mistakes };
	}

	private mistake(kind: MistakeKind, offset: number, message: string): void {
		this.mistakes.push({ kind, offset, message });
	}

	private readKey(close: string): string {
		this.skipBlank();
		const start = this.at;
		if (this.isEntryStart(start)) {
			return '';
		}
		const written = this.take(close === '}' ? keyInBraces : keyInParentheses) ?? '';
		if (this.text[this.at] === '=') {
			return this.readKeyBeforeEquals(start, written);
		}
		const key = written.trim();
		const end = start + written.trimEnd().length;
		this.skipBlank();
		if (this.text[this.at] === ',') {
			this.at += 1;
			if (key === '') {
				this.mistake('no-key', start, localize('This entry has no key.'));
			}
		} else if (this.text[this.at] !== close && this.at < this.text.length && !this.isEntryStart(this.at)) {
			this.mistake('missing-comma', end, localize('Missing comma after the key “{0}”.', key));
		}
		return key;
	}

	/** `@article{a=b,` has such a key, `@article{key title = {T}` lacks a comma behind it, and `@article{title = {T}` has none. */
	private readKeyBeforeEquals(start: number, written: string): string {
		keyWithEquals.lastIndex = start;
		const key = keyWithEquals.exec(this.text)?.[1];
		if (key !== undefined && !commonFields.has(written.trim().toLowerCase())) {
			this.at = keyWithEquals.lastIndex;
			return key;
		}
		const [, before = '', blanks = ''] = /^(.*?\S)([ \t]+)\S+[ \t]*$/.exec(written) ?? [];
		this.at = start + before.length + blanks.length;
		if (before === '') {
			this.mistake('no-key', start, localize('This entry has no key.'));
		} else {
			this.mistake('missing-comma', start + before.length, localize('Missing comma after the key “{0}”.', before));
		}
		return before;
	}

	/** Reads one field, or passes by what cannot be one. `false` where its value never ends: the entry is lost then. */
	private readField(fields: BibtexField[], close: string): boolean {
		const offset = this.at;
		const name = this.take(bareWord);
		const nameEnd = this.at;
		this.skipBlank();
		if (name === undefined || this.text[this.at] !== '=') {
			this.at = nameEnd;
			this.mistake(
				'no-field',
				offset,
				name === undefined ? localize('This isn’t a field.') : localize('“{0}” has no = and no value.', name),
			);
			fieldBeginning.lastIndex = this.at;
			if (!fieldBeginning.test(this.text)) {
				this.skipField(close);
			}
			return true;
		}
		this.at += 1;
		const pieces = this.readValue();
		if (pieces === undefined) {
			return this.at < this.text.length && !this.isEntryStart(this.at);
		}
		const end = this.at;
		fields.push({ name: name.toLowerCase(), offset, end, pieces });
		this.skipBlank();
		const mark = this.text[this.at];
		if (mark !== undefined && mark !== ',' && mark !== close && !this.isEntryStart(this.at)) {
			this.mistake('missing-comma', end, localize('Missing comma after “{0}”.', name));
		}
		return true;
	}

	/** Goes on at the next comma, line, closing mark or entry. */
	private skipField(close: string): void {
		const { text } = this;
		for (; this.at < text.length; this.at += 1) {
			const mark = text[this.at];
			if (mark === ',' || mark === '\n' || mark === '\r' || mark === close || this.isEntryStart(this.at)) {
				return;
			}
			if (mark === '{') {
				this.take(bracesInLine);
				this.at -= 1;
			}
		}
	}

	/** The pieces of a value; `undefined` where a brace or quote in it is never closed. */
	private readValue(): readonly Piece[] | undefined {
		const pieces: Piece[] = [];
		for (;;) {
			const before = this.at;
			this.skipBlank();
			const piece = this.readPiece();
			if (piece === 'open') {
				return undefined;
			}
			if (piece === undefined) {
				this.mistake('missing-value', before, localize('Missing value.'));
				return pieces;
			}
			pieces.push(piece);
			const end = this.at;
			this.skipBlank();
			if (this.text[this.at] !== '#') {
				this.at = end;
				return pieces;
			}
			this.at += 1;
		}
	}

	private readPiece(): Piece | 'open' | undefined {
		const start = this.at;
		const mark = this.text[start];
		if (mark === '{' || mark === '"') {
			const end = mark === '{' ? this.bracedEnd(start) : this.quotedEnd(start);
			if (end < 0) {
				if (mark === '{') {
					this.mistake('open-brace', start, localize('This brace isn’t closed.'));
				} else {
					this.mistake('open-quotation', start, localize('This quotation mark isn’t closed.'));
				}
				return 'open';
			}
			this.at = end + 1;
			return { kind: 'text', text: this.text.slice(start + 1, end) };
		}
		// In `note =` above `title = {T}` the title is no value.
		fieldBeginning.lastIndex = start;
		const word = fieldBeginning.test(this.text) ? undefined : this.take(bareWord);
		return word === undefined ? undefined : { kind: /^\d+$/.test(word) ? 'text' : 'macro', text: word };
	}

	/** Offset of the closing brace. Where the next entry begins first, -1, and reading goes on there. */
	private bracedEnd(start: number): number {
		const { text } = this;
		let depth = 0;
		let next: number | undefined;
		for (let at = start; at < text.length && this.mayLookOn(at, next); at += 1) {
			const code = text.charCodeAt(at);
			if (code === openBrace) {
				depth += 1;
			} else if (code === closeBrace) {
				depth -= 1;
				if (depth === 0) {
					if (next !== undefined && !this.valueEndsAt(at + 1)) {
						break;
					}
					return at;
				}
			} else if (code === atSign && next === undefined && this.mayBeginEntry(at)) {
				next = at;
			}
		}
		this.at = next ?? text.length;
		return -1;
	}

	/** Offset of the closing quotation mark, braces passed over. Where a new entry or field begins first, -1, and reading goes on there. */
	private quotedEnd(start: number): number {
		const { text } = this;
		let depth = 0;
		let next: number | undefined;
		for (let at = start + 1; at < text.length && this.mayLookOn(at, next); at += 1) {
			const code = text.charCodeAt(at);
			if (code === openBrace) {
				depth += 1;
			} else if (code === closeBrace) {
				depth -= 1;
			} else if (code === quotationMark && depth <= 0) {
				if (next !== undefined && !this.valueEndsAt(at + 1)) {
					break;
				}
				return at;
			} else if (next === undefined && code === atSign && this.mayBeginEntry(at)) {
				next = at;
			} else if (next === undefined && code === newline && depth <= 0 && this.fieldBeginsBehind(at)) {
				next = at + 1;
			}
		}
		this.at = next ?? text.length;
		return -1;
	}

	/** Whether to go on reading a value in which something else seems to begin: so far, and not too often. */
	private mayLookOn(at: number, next: number | undefined): boolean {
		if (next === undefined) {
			return true;
		}
		this.lookahead -= 1;
		return this.lookahead > 0 && at - next < longestPasted;
	}

	/** Whether there stands what stands behind a value. */
	private valueEndsAt(offset: number): boolean {
		behindValue.lastIndex = offset;
		return behindValue.test(this.text);
	}

	private fieldBeginsBehind(lineEnd: number): boolean {
		fieldStart.lastIndex = lineEnd + 1;
		return fieldStart.test(this.text);
	}

	/** Whether the head of an entry stands at an offset outside of values, where nothing else begins with `@`. */
	private isEntryStart(offset: number): boolean {
		if (this.text.charCodeAt(offset) !== atSign) {
			return false;
		}
		head.lastIndex = offset;
		return head.test(this.text);
	}

	/** Whether an entry may begin at an offset within a value: any head at the beginning of a line, one with key and field elsewhere. */
	private mayBeginEntry(offset: number): boolean {
		let before = offset - 1;
		while (before >= 0 && isBlank(this.text.charCodeAt(before))) {
			before -= 1;
		}
		return before < 0 || this.text[before] === '\n' || this.text[before] === '\r' ? this.isEntryStart(offset) : this.isWholeHead(offset);
	}

	private isWholeHead(offset: number): boolean {
		wholeHead.lastIndex = offset;
		return wholeHead.test(this.text);
	}

	/** `}, author = ` behind a closing brace: the brace was one too many. */
	private closedTooEarly(): boolean {
		continuation.lastIndex = this.at;
		return continuation.test(this.text);
	}

	private take(pattern: RegExp): string | undefined {
		pattern.lastIndex = this.at;
		const found = pattern.exec(this.text)?.[0];
		if (found === undefined || found === '') {
			return undefined;
		}
		this.at += found.length;
		return found;
	}

	/** Steps over white space and comments. */
	private skipBlank(): void {
		this.skip(false);
	}

	private skipSeparators(): void {
		this.skip(true);
	}

	/** No expression: a repeated choice keeps a place to return to for each character, and thousands of them exhaust its memory. */
	private skip(commas: boolean): void {
		const { text } = this;
		for (;;) {
			const code = text.charCodeAt(this.at);
			if (code === percent) {
				const lineEnd = text.indexOf('\n', this.at);
				this.at = lineEnd < 0 ? text.length : lineEnd + 1;
			} else if (isSpace(code) || (commas && code === comma)) {
				this.at += 1;
			} else {
				return;
			}
		}
	}
}

/** One-based lines of the entries of a file by key, the first of each key. */
export function entryLines(text: string): ReadonlyMap<string, number> {
	const lines = new Map<string, number>();
	const counter = new LineCounter(text);
	const scanner = new BibtexScanner(text);
	for (let item = scanner.next(); item !== undefined; item = scanner.next()) {
		if ((item.kind === 'entry' || item.kind === 'lost') && !lines.has(item.key)) {
			lines.set(item.key, counter.lineAt(item.start));
		}
	}
	return lines;
}

const openBrace = 0x7b;
const closeBrace = 0x7d;
const quotationMark = 0x22;
const newline = 0x0a;
const atSign = 0x40;
const percent = 0x25;
const comma = 0x2c;

/** As `\s`. */
function isSpace(code: number): boolean {
	return code <= 0x20 ? code === 0x20 || (code >= 0x09 && code <= 0x0d) : code >= 0xa0 && /\s/.test(String.fromCharCode(code));
}

function isBlank(code: number): boolean {
	return code === 0x20 || code === 0x09;
}

// `%` begins a comment up to the end of its line, as in biber; both may stand between all parts of an entry.
// Bounded, so that a text of many `@` costs no more than its length times the bound.
const head = /@\s{0,99}(?:%[^\n]{0,999}\n\s{0,99}){0,9}([A-Za-z][^\s{}()@,"=%#]{0,99})\s{0,99}(?:%[^\n]{0,999}\n\s{0,99}){0,9}([{(])/y;
const wholeHead = /@[A-Za-z]{1,99}\s{0,99}[{(]\s{0,99}[^\s,={}]{1,999}\s{0,99},\s{0,99}[A-Za-z][\w:+-]{0,99}\s{0,99}=/y;
const fieldStart = /[ \t]*[A-Za-z][\w-]*[ \t]*=[ \t]*["{]/y;
const continuation = /[ \t]*,\s*[A-Za-z][\w:+-]*[ \t]*=[ \t]*["{\w]/y;
// Each `@` in a key, a name or a word is looked at, for an entry may begin there: `@misc{doe @book{roe, ...}`. Between them a class is
// repeated alone: a repeated choice keeps a place to return to for each character.
const keyInBraces = /[^@,={}\r\n]*(?:(?:(?<!\s)@|@(?![A-Za-z]{1,99}\s{0,99}[{(]))[^@,={}\r\n]*){0,99}/y;
const keyInParentheses = /[^@,={}\r\n)]*(?:(?:(?<!\s)@|@(?![A-Za-z]{1,99}\s{0,99}[{(]))[^@,={}\r\n)]*){0,99}/y;
const bareWord = /[^\s={}(),"#%@][^\s={},"#%@]*(?:@(?![A-Za-z]{1,99}\s{0,99}[{(])[^\s={},"#%@]*){0,99}/y;
const bracesInLine = /\{(?:[^{}\n]{0,999}(?:\{[^{}\n]{0,999}\}[^{}\n]{0,999}){0,9}\})?/y;
const keyWithEquals = /([^\s,={}]{1,999}=[^\s,{}"]{1,999})[ \t]{0,99},/y;
const fieldBeginning = /\s{0,99}[A-Za-z][\w:+-]{0,99}\s{0,99}=/y;
const behindValue = /\s{0,9999}(?:[,#%})]|(?<=\n[ \t]{0,99})[A-Za-z][\w:+-]{0,99}\s{0,99}=)/y;

/** An entry that was pasted into a value is no longer than this. */
const longestPasted = 50_000;

/** A `=` behind one of these makes no key of it. */
const commonFields = new Set(
	'abstract author booktitle chapter date doi edition editor howpublished institution isbn issn journal journaltitle keywords month note number organization pages publisher school series title type url volume year'.split(
		' ',
	),
);
