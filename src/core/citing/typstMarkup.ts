import type { Range } from '../text/edits';

/** What of a Typst text is markup: where `@key` is a reference; and what is a call's arguments or other code: where only calls are read. */
export interface TypstParts {
	/** Comments, raw text, formulae and strings of code: no citation stands in them. Sorted, none overlapping another. */
	readonly masked: readonly Range[];
	/** Code outside of these, sorted: there `cite(<key>)` needs no `#`, and `@` is no sign. */
	readonly code: readonly Range[];
}

/** https://typst.app/docs/reference/syntax/#modes. Takes time in proportion to the text; what is never closed reaches to its end. */
export function typstParts(text: string): TypstParts {
	const reader = new TypstReader(text);
	reader.read();
	return reader;
}

type Mode =
	| { readonly kind: 'markup'; readonly close: ']' | '' }
	/** Up to a bracket or the end of a line, or before that `to` the end of its block: `#if x [a] else [b]`. */
	| { readonly kind: 'code'; readonly close: ')' | '}' | '\n'; readonly to?: 'block' };

class TypstReader implements TypstParts {
	readonly masked: Range[] = [];
	readonly code: Range[] = [];
	private readonly modes: Mode[] = [{ kind: 'markup', close: '' }];
	private at = 0;
	private codeStart = 0;

	constructor(private readonly text: string) {}

	read(): void {
		while (this.at < this.text.length) {
			const mode = this.modes.at(-1);
			if (mode?.kind === 'code') {
				this.readCode(mode);
			} else {
				this.readMarkup(mode?.close ?? '');
			}
		}
		if (this.modes.at(-1)?.kind === 'code') {
			this.code.push({ start: this.codeStart, end: this.at });
		}
	}

	private readMarkup(close: string): void {
		const { sign, start } = this.nextSign(/\\[^]|\/\/|\/\*|https?:\/\/|`+|\$|#|[[\]]/g);
		if (this.skipMasked(start, sign)) {
			return;
		}
		switch (sign.charAt(0)) {
			case 'h':
				this.at = matchEnd(/[^\s\]]*/y, this.text, this.at);
				this.mask(start);
				break;
			case '#':
				this.startCode();
				break;
			case '[':
				// A bracket of markup closes before that of the content it stands in.
				this.modes.push({ kind: 'markup', close: ']' });
				break;
			case ']':
				if (close === ']') {
					this.leave();
				}
				break;
			default:
				break;
		}
	}

	private readCode({ close }: Mode & { readonly kind: 'code' }): void {
		const { sign, start } = this.nextSign(/"|\/\/|\/\*|`+|\$|[[\](){}\n;]/g);
		if (this.skipMasked(start, sign)) {
			return;
		}
		switch (sign) {
			case '(':
			case '{':
				this.enter({ kind: 'code', close: sign === '(' ? ')' : '}' });
				break;
			case '[':
				this.enter({ kind: 'markup', close: ']' });
				break;
			case '\n':
			case ';':
				if (close === '\n') {
					this.leave();
				}
				break;
			case ')':
			case '}':
			case ']':
				if (close === '\n') {
					// `#let` within `[...]` ends with it.
					this.at = start;
					this.leave();
				} else if (sign === close) {
					this.leave();
				}
				break;
			default:
				break;
		}
	}

	/** Moves behind the next match; to the text's end, with an empty sign, where there is none. */
	private nextSign(signs: RegExp): { readonly sign: string; readonly start: number } {
		signs.lastIndex = this.at;
		const match = signs.exec(this.text);
		this.at = match === null ? this.text.length : signs.lastIndex;
		return { sign: match?.[0] ?? '', start: match?.index ?? this.text.length };
	}

	/** Behind a `#`: a statement to the end of its line, a block, or a call with its arguments and contents. */
	private startCode(): void {
		this.at = matchEnd(/context\b[ \t]*/y, this.text, this.at);
		const statement = matchEnd(/(?:let|set|show|import|include|if|for|while|return)\b/y, this.text, this.at);
		if (statement > this.at) {
			const hasBlock = /^(?:if|for|while)$/.test(this.text.slice(this.at, statement));
			this.at = statement;
			this.enter({ kind: 'code', close: '\n', ...(hasBlock ? { to: 'block' } : {}) });
			return;
		}
		this.at = matchEnd(/[\p{L}_][\p{L}\p{M}\p{N}_-]*(?:\.[\p{L}_][\p{L}\p{M}\p{N}_-]*)*/uy, this.text, this.at);
		this.openArguments();
	}

	/** `(...)` and `[...]` directly behind an expression of code in markup belong to it. */
	private openArguments(): void {
		const sign = this.text[this.at];
		if (sign === '(' || sign === '{') {
			this.at += 1;
			this.enter({ kind: 'code', close: sign === '(' ? ')' : '}' });
		} else if (sign === '"') {
			const start = this.at;
			this.at = endOf(this.text, /\\[^]|"/g, start + 1, '"');
			this.mask(start);
		}
	}

	private enter(mode: Mode): void {
		if (this.modes.at(-1)?.kind === 'code') {
			this.code.push({ start: this.codeStart, end: this.at });
		}
		this.codeStart = this.at;
		this.modes.push(mode);
	}

	private leave(): void {
		const left = this.modes.pop();
		if (left?.kind === 'code' && this.codeStart < this.at) {
			this.code.push({ start: this.codeStart, end: this.at });
		}
		this.codeStart = this.at;
		const around = this.modes.at(-1);
		if ((left?.close === ']' || left?.close === '}') && around?.kind === 'code' && around.to === 'block') {
			const another = matchEnd(/\s*else\b/y, this.text, this.at);
			if (another === this.at) {
				this.leave();
			}
			this.at = another;
		}
	}

	private mask(start: number): void {
		this.masked.push({ start, end: this.at });
	}

	/** Skips what a sign opens in which no citation stands; `false` where it opens nothing of the kind. */
	private skipMasked(start: number, sign: string): boolean {
		const end = this.maskedEnd(sign);
		if (end !== undefined) {
			this.at = end;
			this.mask(start);
		}
		return end !== undefined;
	}

	private maskedEnd(sign: string): number | undefined {
		switch (sign.charAt(0)) {
			case '"':
				return endOf(this.text, /\\[^]|"/g, this.at, '"');
			case '$':
				return endOf(this.text, /\\[^]|\$/g, this.at, '$');
			case '/':
				return sign === '//' ? matchEnd(/[^\n]*/y, this.text, this.at) : endOfComment(this.text, this.at);
			case '`': {
				const close = this.text.indexOf(sign, this.at);
				// Two backticks are an empty raw text.
				return sign.length === 2 ? this.at : close < 0 ? this.text.length : close + sign.length;
			}
			default:
				return undefined;
		}
	}
}

function matchEnd(expression: RegExp, text: string, at: number): number {
	expression.lastIndex = at;
	return expression.test(text) ? expression.lastIndex : at;
}

/** Behind the first match that is the sign itself and no escape. */
function endOf(text: string, expression: RegExp, at: number, sign: string): number {
	expression.lastIndex = at;
	for (let match = expression.exec(text); match !== null; match = expression.exec(text)) {
		if (match[0] === sign) {
			return expression.lastIndex;
		}
	}
	return text.length;
}

/** Comments nest. */
function endOfComment(text: string, at: number): number {
	const signs = /\/\*|\*\//g;
	signs.lastIndex = at;
	let depth = 1;
	for (let sign = signs.exec(text); sign !== null; sign = signs.exec(text)) {
		depth += sign[0] === '/*' ? 1 : -1;
		if (depth === 0) {
			return signs.lastIndex;
		}
	}
	return text.length;
}
