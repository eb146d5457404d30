import { joinRanges } from './cover';
import { readMark } from './citationKeys';
import type { Range } from './syntax';

/** What in a run of inline text is code, HTML, attributes in braces, a formula or a link. Of an image only its destination: its caption is text. */
export function inlineMask(text: string, run: Range, definitions: ReadonlySet<string>): readonly Range[] {
	const reader = new InlineReader(text.slice(run.start, run.end), definitions);
	return joinRanges(reader.read().map(({ start, end }) => ({ start: start + run.start, end: end + run.start })));
}

class InlineReader {
	private readonly masked: Range[] = [];
	private readonly brackets: number[] = [];
	private readonly codeEnds: CodeEnds;
	private lastCommentEnd: number | undefined;

	constructor(private readonly text: string, private readonly definitions: ReadonlySet<string>) {
		this.codeEnds = new CodeEnds(text);
	}

	read(): readonly Range[] {
		const signs = /\\begin\{|\\[^]|`+|<|\{|\$\$?|\[|\]|@|https?:\/\/|www\./g;
		for (let sign = signs.exec(this.text); sign !== null; sign = signs.exec(this.text)) {
			signs.lastIndex = this.take(sign[0], sign.index) ?? signs.lastIndex;
		}
		return this.masked;
	}

	/** Where to go on, where that is not behind the sign. */
	private take(sign: string, at: number): number | undefined {
		switch (sign[0]) {
			case '[':
				this.brackets.push(at);
				return undefined;
			case ']':
				return this.closeBracket(at);
			case '@':
				return readMark(this.text, at)?.end;
			case '`':
				return this.mask(at, this.codeEnds.behind(at, sign.length));
			case '<':
				return this.mask(at, this.commentEnd(at) ?? firstEnd(this.text, at, htmlForms));
			case '{':
				return this.mask(at, firstEnd(this.text, at, attributeForms));
			case '\\':
				return sign.length > 2 ? this.mask(at, firstEnd(this.text, at, environmentForms)) : undefined;
			case '$':
				return this.mask(at, firstEnd(this.text, at, formulaForms));
			case 'h':
			case 'w':
				return /^$|[\s*_~("'<]/.test(this.text.charAt(at - 1)) ? this.mask(at, firstEnd(this.text, at, urlForms)) : undefined;
			default:
				return undefined;
		}
	}

	private mask(start: number, end: number | undefined): number | undefined {
		if (end !== undefined) {
			this.masked.push({ start, end });
		}
		return end;
	}

	private commentEnd(at: number): number | undefined {
		if (!this.text.startsWith('<!--', at)) {
			return undefined;
		}
		this.lastCommentEnd ??= this.text.lastIndexOf('-->');
		return at + 4 <= this.lastCommentEnd ? this.text.indexOf('-->', at + 4) + 3 : undefined;
	}

	/** `[text](url)` and `[text][label]` are links, `![caption](url)` an image. */
	private closeBracket(at: number): number | undefined {
		const open = this.brackets.pop();
		const end = open === undefined ? undefined : firstEnd(this.text, at + 1, linkForms) ?? this.labelEnd(at + 1);
		return open === undefined || end === undefined ? undefined : this.mask(this.text[open - 1] === '!' ? at : open, end);
	}

	private labelEnd(at: number): number | undefined {
		const label = /\[((?:[^[\]\\]|\\[^]){1,999})\]/y;
		label.lastIndex = at;
		const name = label.exec(this.text)?.[1];
		return name !== undefined && this.definitions.has(name.toLowerCase()) ? label.lastIndex : undefined;
	}
}

function firstEnd(text: string, at: number, forms: readonly RegExp[]): number | undefined {
	for (const form of forms) {
		form.lastIndex = at;
		if (form.test(text)) {
			return form.lastIndex;
		}
	}
	return undefined;
}

// Each is bounded, so that a text of many signs that open nothing costs no more than its length times the bound.
const htmlForms = [
	/<(code|pre|script|style|textarea)(?:\s[^<>]{0,500})?>(?:[^<]|<(?!\/\1>)){0,2000}<\/\1>/iy,
	/<[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]{0,2000}>/y,
	/<[^\s<>@]{1,100}@[^\s<>@]{1,200}>/y,
	/<\/?[A-Za-z][A-Za-z0-9-]{0,50}(?:\s(?:[^<>"']|"[^"]{0,1000}"|'[^']{0,1000}'){0,500})?\/?>/y,
];

/** `{#sec-one .wide key="value"}` and Quarto's `{{< include file >}}`. https://pandoc.org/MANUAL.html#extension-attributes */
const attributeForms = [/\{(?:[#.][^\s{}]|[\w:-]{1,50}=)[^{}\n]{0,1000}\}/y, /\{\{[<%](?:[^\n}]|\}(?!\})){0,1000}[>%]\}\}/y];

/** Formulae and verbatim text in LaTeX. https://pandoc.org/MANUAL.html#extension-raw_tex */
const environmentForms = [/\\begin\{((?:equation|align|alignat|flalign|gather|multline|eqnarray|displaymath|math|verbatim|lstlisting|tikzpicture)\*?)\}(?:[^\\]|\\(?!end\{\1\})){0,2000}\\end\{\1\}/y];

/** A dollar follows pandoc's rule, so that prices stay text. https://pandoc.org/MANUAL.html#extension-tex_math_dollars */
const formulaForms = [/\$\$(?:[^$\\]|\\[^]|\$(?!\$)){1,5000}\$\$/y, /\$(?![\s$])(?:[^$\\]|\\[^]){0,1000}?(?:[^\s$\\]|\\[^\s])\$(?![\d$])/y];

const linkForms = [/\(\s{0,100}(?:<[^<>\n]{0,2000}>|(?:[^\s()\\]|\\[^]|\((?:[^\s()\\]|\\[^]){0,500}\)){0,2000})(?:\s{1,100}(?:"(?:[^"\\]|\\[^]){0,1000}"|'(?:[^'\\]|\\[^]){0,1000}'|\([^()]{0,1000}\)))?\s{0,100}\)/y];

const urlForms = [/(?:https?:\/\/|www\.)[^\s<>[\]]{1,2000}/y];

/** Finds the backticks that close a code span: the next as many in a row. */
class CodeEnds {
	private byLength: Map<number, number[]> | undefined;

	constructor(private readonly text: string) {}

	behind(at: number, length: number): number | undefined {
		this.byLength ??= backticks(this.text);
		const starts = this.byLength.get(length) ?? [];
		while ((starts.at(-1) ?? Infinity) <= at) {
			starts.pop();
		}
		const close = starts.at(-1);
		return close === undefined ? undefined : close + length;
	}
}

/** Where runs of backticks start by their length, the last first. */
function backticks(text: string): Map<number, number[]> {
	const starts = new Map<number, number[]>();
	for (const { 0: run, index } of Array.from(text.matchAll(/`+/g)).reverse()) {
		const known = starts.get(run.length);
		if (known === undefined) {
			starts.set(run.length, [index]);
		} else {
			known.push(index);
		}
	}
	return starts;
}
