import { tableOf } from '../../data/table';
import { splitMath } from '../../text/math';
import { isTexHazard } from './texHazards';

export interface TexOptions {
	/** Put braces around capitals that a bibliography style must not lower. */
	readonly protect?: boolean;
	/** Read CSL's inline markup (`<i>`, `<sub>`, ...) as markup. */
	readonly markup?: boolean;
}

/**
 * A text as the TeX of a BibTeX value: UTF-8, special characters escaped, formulae and commands that are already TeX as they stand, unless
 * they do more than set words (`\input{a}`). Its braces balance, escaped ones included, for BibTeX counts those too.
 */
export function textToTex(text: string, { protect = false, markup = false }: TexOptions = {}): string {
	const opensBrace = braceWriter(text);
	const guarded = protect ? capitalGuard(text) : undefined;
	return splitMath(text)
		.map(segment => {
			if (segment.kind === 'math' && balanced(segment.source) && !isTexHazard(segment.source)) {
				return segment.source;
			}
			return markup
				? writeMarkup(segment.source, piece => writeProse(piece, opensBrace, guarded))
				: writeProse(segment.source, opensBrace, guarded);
		})
		.join('');
}

/** Whether every brace has its partner. */
export function balanced(text: string): boolean {
	let depth = 0;
	for (const [brace] of text.matchAll(/[{}]/g)) {
		depth += brace === '{' ? 1 : -1;
		if (depth < 0) {
			return false;
		}
	}
	return depth === 0;
}

/** A text of which nothing counts as TeX, also what looks like a command or a formula. */
export function wordsToTex(text: string): string {
	return text
		.replace(/[\\{}%&#_$~^`]/g, character => signs.get(character) ?? escapes.get(character) ?? character)
		.replace(/-(?=-)|'(?=')/g, mark => `${mark}{}`);
}

const signs = tableOf<string>({ '{': '\\textbraceleft{}', '}': '\\textbraceright{}', $: '\\textdollar{}' });

type Guard = (word: string) => boolean;

function writeProse(text: string, braces: Readonly<Record<string, string>>, guarded: Guard | undefined): string {
	const pieces = text.match(/\\[A-Za-z]+(?:\{[^{}]*\})+|\\\$|[\s-]+|[^\s\\-]+|\\/g) ?? [];
	return pieces.map(piece => writePiece(piece, braces, guarded)).join('');
}

function writePiece(piece: string, braces: Readonly<Record<string, string>>, guarded: Guard | undefined): string {
	// `\foo{bar}` is a command that no reader of ours knew: it goes back as it came. So does `\$`, which keeps two prices from being read as
	// a formula.
	if (/^\\[A-Za-z$]/.test(piece) && !isTexHazard(piece)) {
		return piece;
	}
	const escaped = piece
		.replace(/[\\{}%&#_$~^`]/g, character => braces[character] ?? escapes.get(character) ?? character)
		.replace(/-(?=-)|'(?=')/g, mark => `${mark}{}`);
	return guarded?.(piece) === true ? guardWord(escaped) : escaped;
}

/** `(BERT),` gives `({BERT}),`. */
function guardWord(word: string): string {
	return word.replace(/[\p{L}\p{N}](?:.*[\p{L}\p{N}])?/u, core => (balanced(core) ? `{${core}}` : core));
}

const escapes = tableOf<string>({
	'\\': '\\textbackslash{}',
	'%': '\\%',
	'&': '\\&',
	'#': '\\#',
	_: '\\_',
	$: '\\$',
	'~': '\\textasciitilde{}',
	'^': '\\textasciicircum{}',
	'`': '\\textasciigrave{}',
});

function braceWriter(text: string): Readonly<Record<string, string>> {
	return balanced(text) ? { '{': '\\{', '}': '\\}' } : { '{': '\\textbraceleft{}', '}': '\\textbraceright{}' };
}

/**
 * Which words of a title keep their capitals: `BERT`, `iPhone` and `McDonald` always. In a title in sentence case every capital within it
 * is meant (`Letters of Max Planck`); in one in title case most are not, and styles may lower them.
 */
function capitalGuard(title: string): Guard {
	const sentenceCase = (title.match(/(?<![\p{L}\p{N}\\])\p{Ll}{4,}(?![\p{L}\p{N}])/gu) ?? []).some(word => !smallWords.has(word));
	const first = /^[^\p{L}\p{N}]*([\p{L}\p{N}]+)/u.exec(title)?.[1];
	return word => {
		const bare = word.replace(/^[^\p{L}\p{N}]+|(?<![^\p{L}\p{N}])[^\p{L}\p{N}]+$/gu, '');
		return /.\p{Lu}/u.test(bare) || (sentenceCase && /^\p{Lu}/u.test(bare) && bare !== first);
	};
}

// Long words that title case leaves small.
const smallWords = new Set(
	'about above across after against along among around before behind below beneath beside between beyond from into like near onto over past since than through toward towards under until unto upon versus when with within without'.split(
		' ',
	),
);

/**
 * CSL's inline markup, and the TeX around its content.
 * https://docs.citationstyles.org/en/stable/specification.html#rich-text-formatting-within-fields
 */
const commands: readonly (readonly [open: RegExp, close: string, tex: string])[] = [
	[/^<i>$/i, '</i>', '\\emph'],
	[/^<b>$/i, '</b>', '\\textbf'],
	[/^<sup>$/i, '</sup>', '\\textsuperscript'],
	[/^<sub>$/i, '</sub>', '\\textsubscript'],
	[/^<span style="font-variant:\s*small-caps;?">$/i, '</span>', '\\textsc'],
	[/^<span class="nocase">$/i, '</span>', ''],
];

interface OpenTag {
	readonly close: string;
	/** Where in the output the tag stands as text, to become a command once its end comes. */
	readonly at: number;
	readonly tex: string;
}

function writeMarkup(text: string, write: (piece: string) => string): string {
	const output: string[] = [];
	const open: OpenTag[] = [];
	for (const piece of text.split(/(<\/?(?:i|b|sup|sub|span)(?: [a-z]+="[^"<>]*")?>)/i)) {
		const tag = open.at(-1);
		if (tag !== undefined && piece.toLowerCase() === tag.close) {
			open.pop();
			output[tag.at] = `${tag.tex}{`;
			output.push('}');
			continue;
		}
		const command = commands.find(([pattern]) => pattern.test(piece));
		if (command !== undefined) {
			open.push({ close: command[1], at: output.length, tex: command[2] });
		}
		output.push(write(piece));
	}
	return output.join('');
}
