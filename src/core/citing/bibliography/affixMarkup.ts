import { decodeEntities } from '../../text/html';
import { withoutPrivateMarks } from './markedText';

// Signs that Unicode leaves to private use stand for those that mean something to citeproc: `<` begins a tag, and quotation marks are
// turned into those of the document's language.
const lessThan = '\uE004';
const standIns: readonly (readonly [standIn: string, sign: string])[] = [
	[lessThan, '<'],
	['\uE008', '“'],
	['\uE009', '”'],
	['\uE00A', '‘'],
	['\uE00B', '’'],
];

/** What citeproc wrote, with the signs that {@link affixMarkup} put others in place of. */
export function withOwnSigns(written: string): string {
	return standIns.reduce((text, [standIn, sign]) => text.replaceAll(standIn, sign), written);
}

/**
 * The Markdown of a prefix or suffix as citeproc reads formatted text: emphasis, raised and lowered text, small capitals; escapes, dashes,
 * code, formulae, links and tags become the words that are seen. Text that is no Markdown stays as it is, and no `<` is left that is not a
 * tag of citeproc's. {@link withOwnSigns} follows it. https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html, https://pandoc.org/MANUAL.html#inline-formatting
 */
export function affixMarkup(markdown: string): string {
	let written = '';
	let at = 0;
	while (at < markdown.length) {
		const found = pieceAt(markdown, at);
		written += found.text;
		at += found.length;
	}
	return written;
}

interface Piece {
	readonly length: number;
	readonly text: string;
}

function pieceAt(markdown: string, at: number): Piece {
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
	return { length: 1, text: literal(sign) };
}

interface Inline {
	/** The signs that it may begin with. */
	readonly first: string;
	readonly pattern: RegExp;
	readonly write: (match: RegExpExecArray) => string;
	/** Whether it may begin after a letter. */
	readonly withinWords: boolean;
}

/** `**words**`: no white space at the inner sides of the signs. `inner` is one step within. */
function between(mark: string, tag: string | undefined, withinWords = true, inner = String.raw`(?:\\[^]|[^\\])`): Inline {
	const escaped = mark.replace(/[*^]/g, '\\$&');
	const ending = withinWords ? '' : String.raw`(?![\p{L}\p{N}])`;
	return {
		first: mark.charAt(0),
		pattern: new RegExp(String.raw`${escaped}(?!\s)(${inner}+?)(?<!\s)${escaped}${ending}`, 'uy'),
		write: ([, words = '']) => (tag === undefined ? affixMarkup(words) : `<${tag}>${affixMarkup(words)}</${tag}>`),
		withinWords,
	};
}

/** The first that fits counts. */
const inlines: readonly Inline[] = [
	{ first: '\\', pattern: /\\ /y, write: () => '\u00a0', withinWords: true },
	{ first: '\\', pattern: /\\([!-/:-@[-`{-~])/y, write: ([, sign = '']) => literal(sign), withinWords: true },
	{
		first: '`',
		pattern: /(`+)(?!`)([^]+?)(?<!`)\1(?!`)(?:\{[^{}]*\})?/y,
		write: ([, , code = '']) => literals(code.trim()),
		withinWords: true,
	},
	{ first: '$', pattern: /\$(?![\s$])((?:\\[^]|[^\\$])+)(?<!\s)\$(?!\d)/y, write: ([, tex = '']) => literals(tex), withinWords: true },
	{
		first: '*',
		pattern: /\*\*\*(?!\s)((?:\\[^]|[^\\*])+)(?<!\s)\*\*\*/y,
		write: ([, words = '']) => `<b><i>${affixMarkup(words)}</i></b>`,
		withinWords: true,
	},
	between('**', 'b'),
	between('__', 'b', false),
	between('*', 'i', true, String.raw`(?:\\[^]|\*\*[^*]+\*\*|[^\\*])`),
	between('_', 'i', false, String.raw`(?:\\[^]|__[^_]+__|[^\\])`),
	between('~~', undefined),
	{ first: '~', pattern: /~((?:\\[^]|[^\\\s~])+)~/y, write: ([, words = '']) => `<sub>${affixMarkup(words)}</sub>`, withinWords: true },
	{ first: '^', pattern: /\^((?:\\[^]|[^\\\s^])+)\^/y, write: ([, words = '']) => `<sup>${affixMarkup(words)}</sup>`, withinWords: true },
	{
		first: '[',
		pattern: /\[((?:\\[^]|[^\\[\]])+)\](?:\{([^{}]*)\}|\([^()\s]*(?:\s+"[^"]*")?\))/y,
		write: ([, words = '', attributes = '']) => span(affixMarkup(words), attributes),
		withinWords: true,
	},
	{ first: '<', pattern: /<((?:https?|mailto):[^\s<>]+)>/y, write: ([, address = '']) => literals(address), withinWords: true },
	{
		first: '<',
		pattern: /<(b|strong|i|em|sup|sub)>([^]*?)<\/\1>/iy,
		write: ([, name = '', words = '']) => element(name.toLowerCase(), affixMarkup(words)),
		withinWords: true,
	},
	{ first: '<', pattern: /<\/?[A-Za-z][A-Za-z0-9]*(?:\s[^<>]*)?\/?>/y, write: () => '', withinWords: true },
	{ first: '<', pattern: /<!--[^]*?-->/y, write: () => '', withinWords: true },
	{
		first: '&',
		pattern: /&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z][A-Za-z\d]{1,31});/y,
		write: ([entity]) => literals(withoutPrivateMarks(decodeEntities(entity))),
		withinWords: true,
	},
	// Quotation marks stay those that were written, whatever the language; citeproc would take the language's.
	{
		first: '"',
		pattern: /"(?!\s)((?:\\[^]|[^\\"])+)(?<!\s)"/y,
		write: ([, words = '']) => `\uE008${affixMarkup(words)}\uE009`,
		withinWords: false,
	},
	{
		first: "'",
		pattern: /'(?!\s)((?:\\[^]|(?<=[\p{L}\p{N}])'(?=[\p{L}\p{N}])|[^\\'])+)(?<!\s)'(?![\p{L}\p{N}])/uy,
		write: ([, words = '']) => `\uE00A${affixMarkup(words)}\uE00B`,
		withinWords: false,
	},
	{ first: "'", pattern: /'/y, write: () => '’', withinWords: true },
	{ first: '-', pattern: /-{2,3}/y, write: ([dashes]) => (dashes.length === 3 ? '—' : '–'), withinWords: true },
	{ first: '.', pattern: /\.\.\./y, write: () => '…', withinWords: true },
];

function span(words: string, attributes: string): string {
	return /\.(?:smallcaps|sc)\b/.test(attributes) ? `<span style="font-variant: small-caps;">${words}</span>` : words;
}

function element(name: string, words: string): string {
	const tag = name === 'strong' ? 'b' : name === 'em' ? 'i' : name;
	return `<${tag}>${words}</${tag}>`;
}

function literals(text: string): string {
	return text.replaceAll('<', lessThan);
}

function literal(sign: string): string {
	return sign === '<' ? lessThan : sign;
}
