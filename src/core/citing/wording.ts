/** A language in which the words of a citation's prefix and suffix are written. */
export interface Markup {
	/** Or TeX, whose reader is apart: few documents need it. */
	readonly read: 'tex' | ((words: string) => Marked);
	readonly write: (words: Marked) => string;
	/** Characters that end a key or mean something else in it. */
	readonly neverInKey: RegExp;
	/** A comma is set between a citation's works and the words after them, without anybody writing it. */
	readonly addsComma?: true;
}

/** Plain text with emphasis between signs that no text has. */
export type Marked = string;

export const italic = '\uE100';
export const bold = '\uE101';
/** Closes what {@link italic} or {@link bold} opened. */
export const end = '\uE102';

export const markdownMarkup: Markup = {
	read: words =>
		words
			.replace(/(?<!\\)\*\*((?:[^*\\]|\\[^])+)\*\*/g, `${bold}$1${end}`)
			.replace(
				/(?<!\\)\*((?:[^*\\]|\\[^])+)\*|(?<![\p{L}\p{N}\\])_((?:[^_\\]|\\[^])+)_(?![\p{L}\p{N}])/gu,
				(_, starred: string | undefined, lined: string | undefined) => `${italic}${starred ?? lined ?? ''}${end}`,
			)
			.replace(/\\([!-/:-@[-`{-~])/g, '$1'),
	write: words => marked(withoutLoneBrackets(words.replace(/[\\*`@]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\$&')), '*', '**'),
	neverInKey: /[\s{}]/,
};

export const latexMarkup: Markup = {
	read: 'tex',
	write: words =>
		words
			.replace(
				/[\\~^%&#_$]/g,
				sign => ({ '\\': '\\textbackslash{}', '~': '\\textasciitilde{}', '^': '\\textasciicircum{}' })[sign] ?? `\\${sign}`,
			)
			.replace(/—/g, '---')
			.replace(/–/g, '--')
			.replaceAll(italic, '\\emph{')
			.replaceAll(bold, '\\textbf{')
			.replaceAll(end, '}'),
	neverInKey: /[{}\\,#%~\s]/,
	addsComma: true,
};

export const typstMarkup: Markup = {
	read: words =>
		words
			.replace(/(?<!\\)\*((?:[^*\\]|\\[^])+)\*/g, `${bold}$1${end}`)
			.replace(/(?<![\p{L}\p{N}\\])_((?:[^_\\]|\\[^])+)_(?![\p{L}\p{N}])/gu, `${italic}$1${end}`)
			.replace(/\\([^\p{L}\p{N}\s])/gu, '$1'),
	write: words => marked(words.replace(/[\\*_`@$#<>[\]]/g, '\\$&'), '_', '*'),
	neverInKey: /["\n]/,
	addsComma: true,
};

/** Brackets in pairs read as text; one alone would end the citation. */
function withoutLoneBrackets(words: string): string {
	return (words.match(/\[/g)?.length ?? 0) === (words.match(/\]/g)?.length ?? 0) ? words : words.replace(/[[\]]/g, '\\$&');
}

/** Words with one pair of signs around what is slanted and another around what is bold. */
export function marked(words: Marked, slanted: string, strong: string): string {
	return words.replace(new RegExp(`([${italic}${bold}])([^${end}]*)${end}`, 'g'), (_, sign: string, inside: string) => {
		const mark = sign === italic ? slanted : strong;
		return mark + inside + mark;
	});
}
