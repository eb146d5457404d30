import { openableAddress, webAddress } from './addresses';
import { unfold } from './fold';
import { printable } from './printable';
import { richText } from './richText';
import type { Run } from './richText';

/**
 * A stranger's text as one line of Markdown that reads as it did: formulae and addresses of the web stay what they are, everything else is
 * plain words, never a picture, a link with another text, HTML, a citation, a `[[link]]`, an embed, a tag, a footnote, a comment, a block
 * id, a list or a mark of ours. Spaces are evened out. Backslashes work before any ASCII punctuation:
 * https://spec.commonmark.org/0.31.2/#backslash-escapes
 */
export function markdownProse(text: string): string {
	return escapeLineStart(
		richText(unfold(printable(text)))
			.map(markdownRun)
			.join(''),
	);
}

/** {@link markdownProse} of several paragraphs, `\n` as line ending: the lines and the blank lines between paragraphs stay. */
export function markdownParagraphs(text: string): string {
	const runs = richText(printable(text).replace(/\r\n?|\u2028|\u2029/g, '\n'))
		.map(markdownRun)
		.join('');
	return runs
		.split('\n')
		.map(line => escapeLineStart(unfold(line)))
		.join('\n')
		.replace(/\n{3,}/g, '\n\n')
		.trim();
}

/**
 * {@link markdownProse} where it stands in the text of a link, which can hold no other link, and no bracket without its other: to who knows
 * no formulae, also that of a formula would end it.
 */
export function markdownLabel(text: string): string {
	return richText(unfold(printable(text)))
		.map(run => (run.kind === 'link' || (run.kind === 'math' && !hasBracketsInPairs(run.tex)) ? escaped(run.text) : markdownRun(run)))
		.join('');
}

function hasBracketsInPairs(tex: string): boolean {
	let depth = 0;
	for (const [bracket] of tex.matchAll(/(?<!\\)[[\]]/g)) {
		depth += bracket === '[' ? 1 : -1;
		if (depth < 0) {
			return false;
		}
	}
	return depth === 0;
}

/** A part of a line of plain words; its first signs may still begin a list ({@link escapeLineStart}). */
export function escapeMarkdown(text: string): string {
	return escaped(printable(text).replace(/\s+/g, ' '));
}

function escaped(text: string): string {
	return text.replace(marks, sign => (sign === '<' ? '&lt;' : `\\${sign}`));
}

/**
 * What would make a line a list, a heading, a rule, a quotation, a definition, a block of its own or code of MDX: `- a`, `1. a`, `# a`,
 * `+++`, `===`, `> a`, `::: a`, `% a`, `import a`.
 */
export function escapeLineStart(line: string): string {
	return line.replace(blockStart, '$1\\$2').replace(moduleStart, first => `&#${first.charCodeAt(0)};`);
}

/**
 * A web address that means the same wherever it stands in Markdown or HTML: bare, in `<...>`, in `[text](...)` or an attribute; `undefined`
 * for others.
 */
export function markdownAddress(address: string): string | undefined {
	const url = webAddress(address.trim());
	return url?.replace(/[^\w:/?#&+,;=%.-]|%(?![0-9a-f]{2})|=(?==)|(?<==)=|&(?=#|\w{1,31};)/giu, encoded);
}

/**
 * A stranger's value as it can stand behind a text that a template has in the line before it: as prose, in the address of a link, in an
 * attribute of HTML, in a `[[link]]`, in code, behind the `@` of a citation. An address that nothing may open ({@link openableAddress}) is
 * no address there either. Several texts are joined by commas, in prose each by itself: a dollar in one name and a dollar in the next make
 * no formula.
 */
export function markdownBehind(before: string, ...texts: readonly string[]): string {
	const text = texts.join(', ');
	// What is escaped begins nothing.
	const paragraph = before.slice(before.lastIndexOf('\n\n') + 1).replace(/\\[!-/:-@[-`{-~]/g, 'xx');
	const line = paragraph.slice(paragraph.lastIndexOf('\n') + 1);
	if (/@\{?$/.test(line) && citationKey.test(text)) {
		return text;
	}
	const destination = /\]\(\s*<?([^\s<>()]*)$|^ {0,3}\[[^\]]+\]:\s*<?(\S*)$|<((?:[a-z][a-z0-9+.-]+:[^\s<>]*)?)$/im.exec(paragraph);
	if (destination !== null) {
		return addressPart(text, destination.slice(1).join(''));
	}
	if (/<[a-z][^<>]*$/i.test(paragraph)) {
		const isAddress = /\s(?:xlink:)?(?:href|src|srcset|data|action|formaction|poster|cite|background|ping|manifest)\s*=\s*["']?$/i.test(
			paragraph,
		);
		return isAddress ? addressPart(text, '') : unfold(printable(text)).replace(/[\s"'`=<>&]/g, sign => `&#${sign.charCodeAt(0)};`);
	}
	if (/\[\[[^\]]*$/.test(line)) {
		return unfold(printable(text).replace(/[[\]|#^\\<>`]/g, ' '));
	}
	if ((line.match(/`+/g)?.length ?? 0) % 2 === 1) {
		return unfold(printable(text).replaceAll('`', "'"));
	}
	if (/\[[^[\]]*$/.test(paragraph)) {
		return texts.map(markdownLabel).join(', ');
	}
	return texts.map(part => (/^https?:\/\/\S+$/i.test(part) ? markdownAddress(part) : undefined) ?? markdownParagraphs(part)).join(', ');
}

/** A whole address, or what comes behind the beginning that the template gives it. */
function addressPart(text: string, start: string): string {
	const whole = start === '' ? (markdownAddress(text) ?? openableAddress(text)) : undefined;
	return (
		whole ??
		printable(text)
			.split('/')
			.map(part => encodeURIComponent(part.replace(/\p{Surrogate}/gu, '\uFFFD')).replace(/[!'()*~]/g, encoded))
			.join('/')
	);
}

function markdownRun(run: Run): string {
	switch (run.kind) {
		case 'text':
			return escaped(run.text);
		case 'link':
			return unusualAddress.test(run.text) ? escaped(run.text) : `<${run.text}>`;
		case 'math':
			return formula(run) ?? escaped(run.text);
	}
}

/**
 * What no address needs (https://www.rfc-editor.org/rfc/rfc3986#appendix-A) and what hides or marks a stretch of text wherever it stands:
 * `{{`, `|` of a table, `%%`, `==`, `~~`, `[[`.
 */
const unusualAddress = /[<>\\`{}|^]|==|%%|~~|\[\[|\]\]/;

/**
 * `\(x\)` is mathematics to the reader alone, `$x$` to every tool. `undefined` where it would be more than a formula, also to a tool that
 * knows no formulae.
 */
function formula({ tex, display }: Extract<Run, { kind: 'math' }>): string | undefined {
	const line = unfold(tex);
	// `<b` would begin a tag for who knows no formulae, `{{` a field of a template; TeX does not mind the space. Two tildes would strike out
	// what is between them; a space is what they say in a formula.
	const plain = line
		.replace(/<(?=[^\s=\d])/g, '< ')
		.replace(/\{(?=\{)/g, '{ ')
		.replace(/(?<!\\)~/g, '\\ ');
	if (plain === '' || commands.test(plain) || comesAlive.test(plain)) {
		return undefined;
	}
	return display ? `$$${plain}$$` : `$${plain}$`;
}

/** Commands that link, load, define, run, hide, or name styles and attributes in MathJax, KaTeX, Temml or TeX itself. */
const commands = new RegExp(
	String.raw`\\(?:href|url|includegraphics|html\w*|class|cssId|style|data|require|unicode|bbox|toggle|\w*tip|action\w*|mml\w*|x?[gel]?def|(?:future|g)?let|(?:re|provide)?newcommand|renewcommand|providecommand|\w*environment|Declare\w*|` +
		String.raw`[hv]?phantom|\w*color\w*|input|include|open(?:in|out)|(?:immediate|write|read|special|catcode|csname|expandafter|directlua|usepackage|verb\w*|message|loop|tag|label|(?:eq)?ref|cite\w*)|begin\s*\{(?:filecontents|document|verbatim|comment)\b)(?![a-z])`,
	'i',
);

/** What is alive in Markdown without its formulae, or ends one of ours. */
const comesAlive = /[`@$~]|==|\]\(|!\[|\[\[|\]\]|\[\^|(?<!\\)%|\^\^|:\/\/|www\.|<!|-->|\u0000/;

/**
 * Signs that could begin or end an emphasis, code, link, tag, citation, formula, cell, entity, comment, attribute or tag of HTML; and
 * addresses, since a bare one takes the backslash of the next sign in. An underscore within a word, a `<` before a number and a `>` behind
 * the start of a line are none of these.
 */
const marks =
	/[\\`*[\]@$|~^{]|_(?![\p{L}\p{N}])|(?<![\p{L}\p{N}])_|<(?![\s\d=])|&(?=#?\w)|#(?=[\p{L}\p{N}_/-])|%(?=%)|(?<=%)%|=(?==)|(?<==)=|(?<=\bwww)\.|:(?=\/\/)/giu;

const blockStart =
	/^([ \t]*\d{0,9})((?<!\d)[-+](?=[\s+:-]|$)|(?<=\d)[.)](?=\s|$)|(?<!\d)(?:#(?=[\s#.)]|$)|=(?=[\s=]*$)|>|:(?=[\s:~-]|$)|%))/;

const moduleStart = /^[ie](?=mport\s|xport\s)/;

/** A key as pandoc reads it without braces. https://pandoc.org/MANUAL.html#citation-syntax */
const citationKey = /^[\p{L}\p{N}_](?:[:.#$%&\-+?~/]?[\p{L}\p{N}_])*$/u;

function encoded(sign: string): string {
	return sign.length === 1 && sign.charCodeAt(0) < 0x80
		? `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`
		: encodeURIComponent(sign.replace(/\p{Surrogate}/gu, '\uFFFD'));
}
