import { splitMath } from './math';

/** How the words between Markdown's signs are written. */
export interface InlineWriter {
	/** Words as they are read, a sign that was escaped among them. */
	readonly words: (text: string) => string;
	/** A formula: its TeX, and how it was written, `$x^2$`. */
	readonly formula: (tex: string, written: string) => string;
	/** Signs that mean something to this writer alone, and are tried last. */
	readonly signs: (read: (markdown: string) => string) => readonly Inline[];
}

/** One kind of inline formatting. */
export interface Inline {
	/** The signs that it may begin with. */
	readonly first: string;
	/** Sticky. */
	readonly pattern: RegExp;
	readonly write: (match: RegExpExecArray) => string;
	/** Whether it may begin after a letter or digit. */
	readonly withinWords: boolean;
}

/**
 * What reads Markdown's inline formatting, as pandoc has it, into the markup of CSL's texts: emphasis, raised and lowered text, small
 * capitals and `nocase`; escapes, dashes, code and links become the words that are seen. Text that is no Markdown stays as it is.
 * https://pandoc.org/MANUAL.html#inline-formatting, https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html
 */
export function inlineReader(writer: InlineWriter): (markdown: string) => string {
	const inlines = [...inlinesOf(writer, read), ...writer.signs(read)];
	return read;

	function read(markdown: string): string {
		let written = '';
		let at = 0;
		while (at < markdown.length) {
			const found = pieceAt(markdown, at, inlines, writer);
			written += found.text;
			at += found.length;
		}
		return written;
	}
}

interface Piece {
	readonly length: number;
	readonly text: string;
}

/** The first that fits counts. */
function pieceAt(markdown: string, at: number, inlines: readonly Inline[], { words }: InlineWriter): Piece {
	const sign = markdown.charAt(at);
	for (const { first, pattern, write, withinWords } of inlines) {
		if (first.includes(sign) && (withinWords || !/[\p{L}\p{N}]/u.test(markdown.charAt(at - 1)))) {
			pattern.lastIndex = at;
			const match = pattern.exec(markdown);
			if (match !== null) {
				return { length: match[0].length, text: write(match) };
			}
		}
	}
	return { length: 1, text: words(sign) };
}

function inlinesOf({ words, formula }: InlineWriter, read: (markdown: string) => string): readonly Inline[] {
	return [
		{ first: '\\', pattern: /\\ /y, write: () => '\u00a0', withinWords: true },
		{ first: '\\', pattern: /\\([!-/:-@[-`{-~])/y, write: ([, sign = '']) => words(sign), withinWords: true },
		{
			first: '`',
			pattern: /(`+)(?!`)([^]+?)(?<!`)\1(?!`)(?:\{[^{}]*\})?/y,
			write: ([, , code = '']) => words(code.trim()),
			withinWords: true,
		},
		{
			first: '$',
			pattern: /\$(?![\s$])((?:\\[^]|[^\\$])+)(?<!\s)\$(?!\d)/y,
			write: ([written, tex = '']) => formula(tex, written),
			withinWords: true,
		},
		{
			first: '*',
			pattern: /\*\*\*(?!\s)((?:\\[^]|[^\\*])+)(?<!\s)\*\*\*/y,
			write: ([, inside = '']) => `<b><i>${read(inside)}</i></b>`,
			withinWords: true,
		},
		between('**', 'b', read),
		between('__', 'b', read, false),
		between('*', 'i', read, true, String.raw`(?:\\[^]|\*\*[^*]+\*\*|[^\\*])`),
		between('_', 'i', read, false, String.raw`(?:\\[^]|__[^_]+__|[^\\])`),
		between('~~', undefined, read),
		{ first: '~', pattern: /~((?:\\[^]|[^\\\s~])+)~/y, write: ([, inside = '']) => `<sub>${read(inside)}</sub>`, withinWords: true },
		{ first: '^', pattern: /\^((?:\\[^]|[^\\\s^])+)\^/y, write: ([, inside = '']) => `<sup>${read(inside)}</sup>`, withinWords: true },
		{
			first: '[',
			pattern: /\[((?:\\[^]|[^\\[\]])+)\](?:\{([^{}]*)\}|\([^()\s]*(?:\s+"[^"]*")?\))/y,
			write: ([, inside = '', attributes = '']) => span(read(inside), attributes),
			withinWords: true,
		},
		{ first: '<', pattern: /<((?:https?|mailto):[^\s<>]+)>/y, write: ([, address = '']) => words(address), withinWords: true },
		{ first: '-', pattern: /-{2,3}/y, write: ([dashes]) => (dashes.length === 3 ? '—' : '–'), withinWords: true },
		{ first: '.', pattern: /\.\.\./y, write: () => '…', withinWords: true },
	];
}

/** `**words**`: no white space at the inner sides of the signs. `inner` is one step within. */
function between(
	mark: string,
	tag: string | undefined,
	read: (markdown: string) => string,
	withinWords = true,
	inner = String.raw`(?:\\[^]|[^\\])`,
): Inline {
	const escaped = mark.replace(/[*^]/g, '\\$&');
	const ending = withinWords ? '' : String.raw`(?![\p{L}\p{N}])`;
	return {
		first: mark.charAt(0),
		pattern: new RegExp(String.raw`${escaped}(?!\s)(${inner}+?)(?<!\s)${escaped}${ending}`, 'uy'),
		write: ([, words = '']) => (tag === undefined ? read(words) : `<${tag}>${read(words)}</${tag}>`),
		withinWords,
	};
}

function span(words: string, attributes: string): string {
	return /\.(?:smallcaps|sc)\b/.test(attributes)
		? `<span style="font-variant:small-caps;">${words}</span>`
		: /\.nocase\b/.test(attributes)
			? `<span class="nocase">${words}</span>`
			: words;
}

/**
 * The markup of CSL's texts as Markdown that an {@link inlineReader} reads as it was: what would mean something else is escaped, formulae
 * stay. Line breaks stay, too.
 */
export function inlineMarkdown(text: string): string {
	const open: Sign[] = [];
	return text
		.split(tags)
		.map(piece => (tags.test(piece) ? signAt(piece, open) : escaped(piece, open.at(-1))))
		.join('');
}

interface Sign {
	readonly open: string;
	readonly close: string;
}

const tags = /(<\/?(?:i|b|sub|sup)>|<span (?:class="nocase"|style="font-variant: ?small-caps;?")>|<\/span>)/;

const signOf: ReadonlyMap<string, Sign> = new Map([
	['<i>', { open: '*', close: '*' }],
	['<b>', { open: '**', close: '**' }],
	['<sub>', { open: '~', close: '~' }],
	['<sup>', { open: '^', close: '^' }],
]);

function escaped(words: string, within: Sign | undefined): string {
	return splitMath(words)
		.map(({ kind, source }) => (kind === 'math' ? source : source.replace(meaningful, '\\$&')))
		.join('')
		.replace(/ /g, within !== undefined && /^[~^]$/.test(within.open) ? '\\ ' : ' ');
}

/** What Markdown would take for something. */
const meaningful = /[\\*`~^[\]$@]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|<(?=[A-Za-z/!])|-(?=-)|\.(?=\.\.)/gu;

/** The sign of a tag; `open` has those that are not closed yet. */
function signAt(tag: string, open: Sign[]): string {
	if (tag.startsWith('</')) {
		return open.pop()?.close ?? '';
	}
	const sign = signOf.get(tag) ?? { open: '[', close: tag.includes('nocase') ? ']{.nocase}' : ']{.smallcaps}' };
	open.push(sign);
	return sign.open;
}
