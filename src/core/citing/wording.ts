import { splitMath } from '../text/math';

/** The languages in which the words of a citation's prefix and suffix are written. */
export type Markup = 'markdown' | 'latex' | 'typst';

/** The words of a prefix or suffix in another language: emphasis, signs that have a meaning there, dashes and ties. Formulae and what has no counterpart stay as they are. */
export function translateWording(words: string, from: Markup, to: Markup): string {
	return from === to ? words : splitMath(words).map(({ kind, source }) => (kind === 'math' ? source : writers[to](readers[from](source)))).join('');
}

/** Plain text with emphasis between signs that no text has. */
type Marked = string;

const italic = '\uE100';
const bold = '\uE101';
const end = '\uE102';

const readers: Readonly<Record<Markup, (words: string) => Marked>> = {
	markdown: words => words
		.replace(/\*\*([^*]+)\*\*/g, `${bold}$1${end}`)
		.replace(/\*([^*]+)\*|(?<![\p{L}\p{N}])_([^_]+)_(?![\p{L}\p{N}])/gu, (_, starred: string | undefined, lined: string | undefined) => `${italic}${starred ?? lined ?? ''}${end}`)
		.replace(/\\([!-/:-@[-`{-~])/g, '$1'),
	latex: words => words
		.replace(/\\(?:emph|textit)\{([^{}]*)\}/g, `${italic}$1${end}`)
		.replace(/\\textbf\{([^{}]*)\}/g, `${bold}$1${end}`)
		.replace(/---/g, '—').replace(/--/g, '–')
		.replace(/\\text(backslash|asciitilde|asciicircum)(?:\{\}|(?![A-Za-z]) ?)/g, (_, name: string) => ({ backslash: '\\', asciitilde: '~', asciicircum: '^' })[name] ?? '')
		.replace(/\\([%&#_$])/g, '$1'),
	typst: words => words.replace(/(?<!\\)\*([^*]+)\*/g, `${bold}$1${end}`).replace(/(?<![\p{L}\p{N}\\])_([^_]+)_(?![\p{L}\p{N}])/gu, `${italic}$1${end}`).replace(/\\([^\p{L}\p{N}\s])/gu, '$1'),
};

const writers: Readonly<Record<Markup, (words: Marked) => string>> = {
	markdown: words => marked(withoutLoneBrackets(words.replace(/[\\*`@]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\$&')), '*', '**'),
	latex: words => words
		.replace(/[\\~^%&#_$]/g, sign => ({ '\\': '\\textbackslash{}', '~': '\\textasciitilde{}', '^': '\\textasciicircum{}' })[sign] ?? `\\${sign}`)
		.replace(/—/g, '---').replace(/–/g, '--')
		.replaceAll(italic, '\\emph{').replaceAll(bold, '\\textbf{').replaceAll(end, '}'),
	typst: words => marked(words.replace(/[\\*_`@$#<>[\]]/g, '\\$&'), '_', '*'),
};

/** Brackets in pairs read as text; one alone would end the citation. */
function withoutLoneBrackets(words: string): string {
	return (words.match(/\[/g)?.length ?? 0) === (words.match(/\]/g)?.length ?? 0) ? words : words.replace(/[[\]]/g, '\\$&');
}

function marked(words: Marked, slanted: string, strong: string): string {
	return words.replace(new RegExp(`([${italic}${bold}])([^${end}]*)${end}`, 'g'), (_, sign: string, inside: string) => {
		const mark = sign === italic ? slanted : strong;
		return mark + inside + mark;
	});
}
