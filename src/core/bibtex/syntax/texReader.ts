import { tableOf } from '../../data/table';
import { bibString } from './bibStrings';
import { unescapeDollars } from '../../text/tex';
import { furtherMarks, letters, marks, symbols } from '../../text/texSymbols';
import { decodeEntities } from '../../text/html';

export interface TexReading {
	/** Give emphasis, sub- and superscripts as CSL's inline markup (`<i>`, `<sub>`); without it their content alone. */
	readonly markup?: boolean;
	/**
	 * Mark words that braces protect and that a style would otherwise capitalise: `{de novo}` gives `<span class="nocase">de novo</span>`.
	 */
	readonly nocase?: boolean;
	/** Keep the addresses of links beside their words. */
	readonly addresses?: boolean;
	/** Leave dashes and quotation marks as they stand. */
	readonly literal?: boolean;
}

/**
 * The text of a BibTeX value: accents, letters and signs as Unicode, braces gone, lines joined (an empty line parts paragraphs), formulae
 * kept as `$...$`. Commands that are not known stay as they are, with their arguments. Never throws, linear in the text, and nested no
 * deeper than {@link deepest}.
 */
export function readTex(tex: string, reading: TexReading = {}): string {
	if (!special.test(tex)) {
		return withoutReferences(foldLines(tex));
	}
	const whole = withoutBraces(withoutEnvironments(tex.trim()));
	return withoutReferences(unescapeDollars(foldLines(new TexReader(whole, reading).readAll())));
}

/** Publishers and web pages give BibTeX with HTML's character references in it: `Science \&amp; Wheels`, `Caf&eacute;`. */
function withoutReferences(text: string): string {
	return text.includes('&') ? decodeEntities(text) : text;
}

/** A value that is no prose, an address or an identifier: as it stands, less what TeX makes people write around `_`, `%` and the like. */
export function readVerbatim(tex: string): string {
	const text = tex.trim().replace(/(?<!\s)\s*\n\s*/g, '');
	if (!/[\\{}]/.test(text)) {
		return text;
	}
	return withoutBraces(text)
		.replace(/^\\url\s*\{([^]*)\}$/, '$1')
		.replace(/\{\\textasciitilde\s*\}|\\textasciitilde\s?(?:\{\})?|\\~(?:\{\})?|\{\\~\{?\}?\}|\$\\sim\$/g, '~')
		.replace(/\{\\textunderscore\s*\}|\\textunderscore\s?(?:\{\})?/g, '_')
		.replace(/\{\\([_%&#$])\}|\\([_%&#${}])/g, '$1$2');
}

const special = /[\\{}$~`]|--|''/;
const deepest = 60;

/** `\\begin{it}so\\end{it}` is `{\\it so}`; of lists and quotations within a value the items are left. Formulae stay what they are. */
function withoutEnvironments(tex: string): string {
	return tex.includes('\\begin{')
		? tex
				.replace(/\\begin\s?\{([a-z]{1,12})\}/gi, (whole, name: string) =>
					declarations.has(name) ? `{\\${name} ` : plainEnvironments.has(name) ? ' ' : whole,
				)
				.replace(/(?<!\s)\s*\\end\s?\{([a-z]{1,12})\}/gi, (whole, name: string) =>
					declarations.has(name) ? '}' : plainEnvironments.has(name) ? ' ' : whole,
				)
				.replace(/\\item(?![A-Za-z])\s*/g, '• ')
		: tex;
}

const plainEnvironments = new Set(
	'itemize enumerate description quote quotation verse center flushleft flushright abstract document'.split(' '),
);

/** Lines of a value are joined; an empty line, or `\par`, parts paragraphs. */
function foldLines(text: string): string {
	if (!/[\n\r\t]| {2}|^ | $/.test(text)) {
		return text;
	}
	return text.trim().replace(/\s+/g, blank => (/\n\s*?\n/.test(blank) ? '\n\n' : ' '));
}

/** Without braces around the whole: exporters put them there, and they say nothing. */
function withoutBraces(tex: string): string {
	let inner = tex;
	for (let layer = 0; layer < 4 && inner.startsWith('{') && closingBrace(inner, 0) === inner.length - 1; layer += 1) {
		inner = inner.slice(1, -1).trim();
	}
	return inner;
}

/** Offset of the brace that closes the one at an offset, escaped braces passed over; -1 where there is none within `reach`. */
export function closingBrace(text: string, open: number, reach = text.length): number {
	let depth = 0;
	for (let at = open; at < text.length && at - open < reach; at += 1) {
		const code = text.charCodeAt(at);
		if (code === 0x5c) {
			at += 1;
		} else if (code === 0x7b) {
			depth += 1;
		} else if (code === 0x7d) {
			depth -= 1;
			if (depth === 0) {
				return at;
			}
		}
	}
	return -1;
}

class TexReader {
	private at = 0;
	private openSingleQuotes = 0;
	private openQuotes = 0;

	constructor(
		private readonly tex: string,
		private readonly reading: TexReading,
	) {}

	readAll(): string {
		return this.readGroup(0);
	}

	/** Reads up to the brace that closes the group, or to the end of the text. */
	private readGroup(depth: number): string {
		let text = '';
		while (this.at < this.tex.length) {
			plainRun.lastIndex = this.at;
			const run = plainRun.exec(this.tex)?.[0] ?? '';
			text += run;
			this.at += run.length;
			const mark = this.tex[this.at];
			if (mark === undefined) {
				break;
			}
			if (mark === '}') {
				this.at += 1;
				if (depth > 0) {
					return text;
				}
			} else if (mark === '\\' && this.atDeclaration()) {
				text += this.readDeclaration(depth);
				if (depth > 0) {
					return text;
				}
			} else {
				text += this.readMark(mark, depth);
			}
		}
		return text;
	}

	private readMark(mark: string, depth: number): string {
		switch (mark) {
			case '\\':
				return this.readFormula() ?? this.readCommand(depth);
			case '{':
				return this.readBraces(depth);
			case '$':
				return this.readFormula() ?? this.readAlone(mark);
			case '~':
				this.at += 1;
				return ' ';
			case '-':
				return this.readDashes();
			default:
				return this.readQuotes(mark);
		}
	}

	private readDashes(): string {
		dashes.lastIndex = this.at;
		const run = dashes.exec(this.tex)?.[0] ?? '-';
		this.at += run.length;
		return this.reading.literal === true ? run : (['', '-', '–', '—'][run.length] ?? run);
	}

	private readQuotes(mark: string): string {
		const doubled = this.tex[this.at + 1] === mark;
		this.at += doubled ? 2 : 1;
		if (this.reading.literal === true) {
			return doubled ? mark + mark : mark;
		}
		if (doubled) {
			return mark === '`' ? '“' : '”';
		}
		if (mark === '`') {
			this.openSingleQuotes += 1;
			return '‘';
		}
		// `so' ends what a backtick began; the apostrophe of ``don't'' does not.
		if (this.openSingleQuotes > 0 && !/\p{L}/u.test(this.tex[this.at] ?? '')) {
			this.openSingleQuotes -= 1;
			return '’';
		}
		return mark;
	}

	private readBraces(depth: number): string {
		const start = this.at;
		this.at += 1;
		if (depth >= deepest) {
			return '';
		}
		const text = this.readGroup(depth + 1);
		const protects = this.reading.nocase === true && depth === 0 && this.tex[start + 1] !== '\\';
		return protects && this.standsAlone(start) && /(?<![\p{L}\p{N}.'’?!])\p{Ll}+(?![\p{L}\p{N}])/u.test(text) && !text.includes('$')
			? `<span class="nocase">${text}</span>`
			: text;
	}

	/** Whether what was read since `start` is no part of a word. */
	private standsAlone(start: number): boolean {
		return !/[\p{L}\p{N}}]/u.test(this.tex[start - 1] ?? '') && !/[\p{L}\p{N}{]/u.test(this.tex[this.at] ?? '');
	}

	private readAlone(mark: string): string {
		this.at += 1;
		return mark;
	}

	/** `$x$` and `\(x\)` stay formulae, in the form that can be told from two prices; `undefined` where none begins that ends. */
	private readFormula(): string | undefined {
		const marks = formulaMarks.find(([opening]) => this.tex.startsWith(opening, this.at));
		const [opening, closing, doubled] = marks ?? ['', '', false];
		const start = this.at + opening.length;
		const end = marks === undefined ? -1 : this.formulaEnd(start, closing);
		if (end < 0) {
			return undefined;
		}
		this.at = end + closing.length;
		return this.asFormula(this.tex.slice(start, end).trim(), doubled);
	}

	/** A formula that ends here, as it stands in a text. */
	private asFormula(formula: string, doubled: boolean): string {
		const plain = plainFormulae.get(formula);
		if (plain !== undefined) {
			return plain;
		}
		if (formula === '') {
			return '';
		}
		return doubled ? `$$${formula}$$` : /\d/.test(this.tex[this.at] ?? '') ? `\\(${formula}\\)` : `$${formula}$`;
	}

	private formulaEnd(start: number, closing: string): number {
		let depth = 0;
		for (let at = start; at < this.tex.length && at < start + longestFormula; at += 1) {
			const mark = this.tex[at];
			if (depth === 0 && this.tex.startsWith(closing, at)) {
				return at;
			}
			if (mark === '\\') {
				at += 1;
			} else if (mark === '{') {
				depth += 1;
			} else if (mark === '}') {
				depth -= 1;
				if (depth < 0) {
					return -1;
				}
			}
		}
		return -1;
	}

	private atDeclaration(): boolean {
		declaration.lastIndex = this.at;
		return declaration.test(this.tex);
	}

	/** `\em so` holds to the end of its group. */
	private readDeclaration(depth: number): string {
		declaration.lastIndex = this.at;
		const name = declaration.exec(this.tex)?.[1] ?? '';
		this.at = declaration.lastIndex;
		return depth >= deepest * 2 ? '' : this.mark(declarations.get(name), this.readGroup(depth + 1));
	}

	private mark(tag: string | undefined, text: string): string {
		if (this.reading.markup !== true || tag === undefined || tag === '' || text.trim() === '') {
			return text;
		}
		return `<${tag}>${text}</${tag.split(' ')[0] ?? ''}>`;
	}

	private readCommand(depth: number): string {
		commandName.lastIndex = this.at;
		const name = commandName.exec(this.tex)?.[1];
		if (name === undefined) {
			this.at += 1;
			return '\\';
		}
		const start = this.at;
		this.at = commandName.lastIndex;
		const letter = letters.get(name) ?? symbols.get(name);
		if (letter !== undefined) {
			this.skip(behindLetter);
			return letter;
		}
		const accent = marks.get(name) ?? furtherMarks.get(name);
		if (accent !== undefined) {
			return this.readAccented(name, accent, depth);
		}
		const known = single.get(name);
		if (known !== undefined) {
			return known;
		}
		if (spacing.has(name)) {
			this.skip(behindSpacing);
			return spacing.get(name) ?? '';
		}
		return (styles.has(name) ? this.readStyled(name, depth) : this.readSpecial(name, depth)) ?? this.keepCommand(start);
	}

	private skip(pattern: RegExp): void {
		pattern.lastIndex = this.at;
		if (pattern.test(this.tex)) {
			this.at = pattern.lastIndex;
		}
	}

	/** `\'e`, `\'{e}`, `\'\i`, `\c{c}`: the mark stands on the first letter of what follows. */
	private readAccented(name: string, accent: string, depth: number): string {
		this.skip(/[A-Za-z]/.test(name) ? blanks : inlineBlanks);
		const base = this.readArgument(depth) ?? '';
		const letter = /^\P{M}\p{M}*/u.exec(base)?.[0];
		if (letter === undefined || !/^[\p{L}\p{N}\p{Zs}]/u.test(letter)) {
			// \~{} and \^{} are the signs themselves.
			return (bareAccents.get(name) ?? '') + base;
		}
		const bare = (accent < '\u0316' && letter === 'ı' ? 'i' : accent < '\u0316' && letter === 'ȷ' ? 'j' : letter) + accent;
		return bare.normalize('NFC') + base.slice(letter.length);
	}

	/** A group, a command, or one character; `undefined` at the end of the text. */
	private readArgument(depth: number): string | undefined {
		const mark = this.tex[this.at];
		if (mark === undefined || mark === '}' || mark === '$') {
			return undefined;
		}
		if (mark === '{') {
			this.at += 1;
			return depth >= deepest ? '' : this.readGroup(depth + 1);
		}
		if (mark === '\\') {
			return depth >= deepest ? '' : this.readCommand(depth + 1);
		}
		const character = String.fromCodePoint(this.tex.codePointAt(this.at) ?? 0);
		this.at += character.length;
		return character;
	}

	private readStyled(name: string, depth: number): string | undefined {
		this.skip(blanks);
		if (this.tex[this.at] !== '{') {
			return undefined;
		}
		return this.mark(styles.get(name), this.readArgument(depth) ?? '');
	}

	private readSpecial(name: string, depth: number): string | undefined {
		const behindName = this.at;
		this.skip(blanks);
		const text = this.tex[this.at] === '{' ? this.readWithBraces(name, depth) : undefined;
		if (text === undefined) {
			this.at = behindName;
		}
		return text;
	}

	private readWithBraces(name: string, depth: number): string | undefined {
		switch (name) {
			case 'url':
			case 'nolinkurl':
			case 'path':
				return this.readRaw().replace(/\\([_%&#~])/g, '$1');
			case 'ensuremath':
				return this.asFormula(this.readRaw().trim(), false);
			case 'enquote':
			case 'mkbibquote':
			case 'textquote':
			case 'mkbibemphquote':
				return this.readQuoted(depth);
			case 'mkbibparens':
				return `(${this.readArgument(depth) ?? ''})`;
			case 'mkbibbrackets':
				return `[${this.readArgument(depth) ?? ''}]`;
			case 'bibstring':
			case 'bibsstring':
			case 'biblstring':
				return bibString(this.readRaw());
			case 'ElsevierGlyph':
				return glyphOf(this.readRaw());
			case 'uppercase':
			case 'MakeUppercase':
				return (this.readArgument(depth) ?? '').toUpperCase();
			case 'lowercase':
			case 'MakeLowercase':
				return (this.readArgument(depth) ?? '').toLowerCase();
			case 'noopsort':
			case 'nosort':
			case 'hspace':
			case 'vspace':
			case 'vphantom':
			case 'phantom':
			case 'label':
				this.readRaw();
				return name === 'hspace' ? ' ' : '';
			case 'href':
			case 'bibinfo':
			case 'textcolor':
			case 'foreignlanguage':
			case 'texorpdfstring':
				return this.readOfTwo(name, depth);
			default:
				return undefined;
		}
	}

	/** `\href{address}{text}` gives the text; `\texorpdfstring{TeX}{text}` likewise. */
	private readOfTwo(name: string, depth: number): string {
		const first = this.readRaw();
		this.skip(blanks);
		if (this.tex[this.at] === '{') {
			const text = this.readArgument(depth) ?? '';
			const address = name === 'href' && this.reading.addresses === true ? first.trim().replace(/\\([_%&#~])/g, '$1') : '';
			return address === '' || text.includes(address) ? text : `${text} (${address})`;
		}
		return name === 'href' ? first : '';
	}

	private readQuoted(depth: number): string {
		this.openQuotes += 1;
		const text = this.readArgument(depth) ?? '';
		this.openQuotes -= 1;
		return this.openQuotes % 2 === 0 ? `“${text}”` : `‘${text}’`;
	}

	/** The content of the braces at hand, as it stands. */
	private readRaw(): string {
		const end = closingBrace(this.tex, this.at);
		const raw = this.tex.slice(this.at + 1, end < 0 ? undefined : end);
		this.at = end < 0 ? this.tex.length : end + 1;
		return raw;
	}

	/** A command that is not known, with the arguments that follow at once: `\cite[p. 3]{a}`. */
	private keepCommand(start: number): string {
		this.skip(optionalArgument);
		while (this.tex[this.at] === '{') {
			const end = closingBrace(this.tex, this.at, longestArgument);
			if (end < 0) {
				break;
			}
			this.at = end + 1;
		}
		return this.tex.slice(start, this.at);
	}
}

/** What a formula stands between, and whether it is displayed; the longer mark first. */
const formulaMarks = [
	['$$', '$$', true],
	['$', '$', false],
	['\\(', '\\)', false],
	['\\[', '\\]', true],
] as const;

const longestFormula = 2000;
// Of an unknown command: it bounds how often the same text is looked at.
const longestArgument = 5000;

const plainRun = /[^\\{}$~`'-]*/y;
const dashes = /-{1,3}/y;
const commandName = /\\([A-Za-z]+\*?|[^])/y;
const behindLetter = /\{\}|[ \t\n\r]+(?:\{\})?/y;
const behindSpacing = /\{\}|\s+/y;
const blanks = /\s*/y;
const inlineBlanks = /[ \t]*/y;
const optionalArgument = /\[[^\][{}]{0,200}\]/y;

const declarations = tableOf<string>({
	it: 'i',
	em: 'i',
	sl: 'i',
	itshape: 'i',
	slshape: 'i',
	bf: 'b',
	bfseries: 'b',
	sc: 'span style="font-variant:small-caps;"',
	scshape: 'span style="font-variant:small-caps;"',
	rm: '',
	tt: '',
	sf: '',
	normalfont: '',
	upshape: '',
	mdseries: '',
	ttfamily: '',
	sffamily: '',
	rmfamily: '',
	cal: '',
	small: '',
	footnotesize: '',
	large: '',
	tiny: '',
});
const declaration = new RegExp(String.raw`\\(${[...declarations.keys()].join('|')})(?![A-Za-z])\s*`, 'y');

/** Commands whose argument is styled, and CSL's tag for the style; empty where CSL has none. */
const styles = tableOf<string>({
	emph: 'i',
	textit: 'i',
	textsl: 'i',
	mkbibemph: 'i',
	mkbibitalic: 'i',
	textbf: 'b',
	mkbibbold: 'b',
	strong: 'b',
	textsc: 'span style="font-variant:small-caps;"',
	textsuperscript: 'sup',
	mkbibsuperscript: 'sup',
	up: 'sup',
	textsubscript: 'sub',
	mkbibsubscript: 'sub',
	texttt: '',
	textrm: '',
	textsf: '',
	textup: '',
	textmd: '',
	textnormal: '',
	text: '',
	textlatin: '',
	textgreek: '',
	textcyrillic: '',
	mbox: '',
	hbox: '',
	underline: '',
	uline: '',
	textulc: '',
	natexlab: '',
	bibnamefont: '',
	bibfnamefont: '',
	NoCaseChange: '',
	boldsymbol: '',
	mkbibacro: '',
	mkbibnamefamily: '',
	mkbibnamegiven: '',
	textsmaller: '',
});

/** Commands of one character. */
const single = tableOf<string>({
	'%': '%',
	'&': '&',
	_: '_',
	'#': '#',
	'{': '{',
	'}': '}',
	$: '\\$',
	' ': ' ',
	'\n': ' ',
	'\t': ' ',
	',': ' ',
	';': ' ',
	':': ' ',
	'/': '',
	'-': '',
	'!': '',
	'@': '',
	'\\': ' ',
	'|': '|',
	'>': '',
});

/** Commands that part words or do nothing. */
const spacing = tableOf<string>({
	par: '\n\n',
	newline: ' ',
	linebreak: ' ',
	quad: ' ',
	qquad: ' ',
	enspace: ' ',
	enskip: ' ',
	thinspace: ' ',
	space: ' ',
	nobreakspace: ' ',
	hfill: ' ',
	hskip: ' ',
	nobreak: '',
	allowbreak: '',
	protect: '',
	relax: '',
	xspace: '',
	ignorespaces: '',
	noindent: '',
	bgroup: '',
	egroup: '',
	addcomma: ',',
	addsemicolon: ';',
	addcolon: ':',
	addperiod: '.',
	adddot: '.',
	addspace: ' ',
	addnbspace: ' ',
	addhighpenspace: ' ',
	adddotspace: '. ',
	addslash: '/',
	hyphen: '-',
	isdot: '',
	nopunct: '',
	sortnoop: '',
	cyr: '',
	selectlanguage: '',
});

const bareAccents = tableOf<string>({ '~': '~', '^': '^', '`': '`', "'": "'", '"': '"', '=': '' });

// Exporters write these for single characters that mean something in TeX.
const plainFormulae = tableOf<string>({
	'\\backslash': '\\',
	'<': '<',
	'>': '>',
	'\\sim': '~',
	'\\{': '{',
	'\\}': '}',
	'|': '|',
	'\\_': '_',
	'\\&': '&',
	'\\%': '%',
	'\\#': '#',
	'-': '−',
	'\\ldots': '…',
	'\\dots': '…',
	'\\bullet': '•',
	'\\cdot': '·',
	"'": '′',
	'^\\circ': '°',
	'^{\\circ}': '°',
	'\\circ': '∘',
});

/** Elsevier's `\ElsevierGlyph{2014}`: a character by its number. */
function glyphOf(hexadecimal: string): string {
	return /^[\dA-F]{2,5}$/i.test(hexadecimal) ? String.fromCodePoint(Number.parseInt(hexadecimal, 16)) : '';
}
