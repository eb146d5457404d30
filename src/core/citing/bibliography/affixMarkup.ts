/** Stands for `<` in what goes through citeproc, which would take it for a tag. A sign that Unicode leaves to private use. */
export const lessThan = '\uE004';

/**
 * The Markdown of a prefix or suffix as citeproc reads formatted text: emphasis, raised and lowered text, small capitals; escapes, dashes,
 * code, formulae, links and tags become the words that are seen. Text that is no Markdown stays as it is, and no `<` is left that is not a
 * tag of citeproc's. https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html, https://pandoc.org/MANUAL.html#inline-formatting
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
		pattern: /&(amp|lt|gt|quot|nbsp|ndash|mdash|hellip|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});/y,
		write: ([, name = '']) => literals(entityText(name)),
		withinWords: true,
	},
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

function entityText(name: string): string {
	const code = /^#x/i.test(name) ? parseInt(name.slice(2), 16) : name.startsWith('#') ? Number(name.slice(1)) : undefined;
	if (code !== undefined) {
		return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
	}
	return { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: '\u00a0', ndash: '–', mdash: '—', hellip: '…' }[name] ?? '';
}

function literals(text: string): string {
	return text.replaceAll('<', lessThan);
}

function literal(sign: string): string {
	return sign === '<' ? lessThan : sign;
}
