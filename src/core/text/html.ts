import { decodeHTMLStrict } from 'entities';
import { unfold } from './fold';
import type { MathNode } from './mathml';
import { mathMarkup, mathTex } from './mathml';

/**
 * Text from the markup that services and files put into titles and abstracts: HTML, JATS and MathML, escaped once or twice.
 * Only elements that these languages have count as markup, so that `x<y but not z>w` and `a<b and c>d` stay what they say.
 */

/**
 * The text with its character references replaced: `&eacute;`, `&#233;` and `&#xe9;` are é; `AT&T` stays. All names of
 * https://html.spec.whatwg.org/multipage/named-characters.html
 */
export function decodeEntities(text: string): string {
	return text.includes('&') ? decodeHTMLStrict(text) : text;
}

/**
 * A title in one line, with CSL's inline markup (`<i>`, `<b>`, `<sub>`, `<sup>`, `<span style="font-variant:small-caps;">`) where the
 * source has markup of that meaning. https://docs.citationstyles.org/en/stable/specification.html#rich-text-formatting-within-fields
 */
export function titleText(html: string): string {
	if (!mayHoldMarkup(html)) {
		return unfold(html);
	}
	// `<sc>` between the two readings: CSL's own form of small capitals has the same name as any span.
	const named = html.replace(/<span style="font-variant:\s?small-caps;?">([^<]*)<\/span>/g, '<sc>$1</sc>');
	return unfold(
		twice(named, part => convert(part, titleStyle))
			.replace(/<sc>/g, `<${smallCapitals}>`)
			.replace(/<\/sc>/g, '</span>'),
	);
}

/**
 * An abstract as plain text, a paragraph a line, its formulae as TeX between dollars. A heading within it is the beginning of its
 * paragraph: `Methods: We walked.`
 */
export function proseText(html: string): string {
	const text = mayHoldMarkup(html) ? twice(html, part => convert(part, proseStyle)) : html;
	return text
		.split('\n')
		.map(unfold)
		.filter(line => line !== '')
		.join('\n');
}

function mayHoldMarkup(text: string): boolean {
	return text.includes('<') || text.includes('&');
}

/** Crossref and feeds escape markup a second time now and then: `&lt;i&gt;`. */
function twice(html: string, pass: (part: string) => string): string {
	const once = decodeEntities(pass(html));
	return mayHoldMarkup(once) ? decodeEntities(pass(once)) : once;
}

interface Style {
	/** What stands for an element's start or end; '' for nothing. */
	mark(name: string, isEnd: boolean): string;
	/** What stands for raised or lowered text without further markup in it. */
	script(name: 'sub' | 'sup', text: string): string;
	math(node: MathNode): string;
	tex(tex: string): string;
}

const faces: ReadonlyMap<string, string> = new Map([
	['i', 'i'],
	['em', 'i'],
	['italic', 'i'],
	['b', 'b'],
	['strong', 'b'],
	['bold', 'b'],
	['sub', 'sub'],
	['inf', 'sub'],
	['sup', 'sup'],
	['sc', 'sc'],
	['scp', 'sc'],
]);
const smallCapitals = 'span style="font-variant:small-caps;"';
const blocks = new Set([
	'p',
	'div',
	'li',
	'list-item',
	'sec',
	'section',
	'br',
	'tr',
	'ul',
	'ol',
	'list',
	'blockquote',
	'table',
	'hr',
	'dd',
	'dt',
	'break',
	'disp-formula',
]);
const headings = new Set(['title', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'label']);

const titleStyle: Style = {
	mark: (name, isEnd) => {
		const face = faces.get(name);
		return face === undefined ? (blocks.has(name) ? ' ' : '') : `<${isEnd ? '/' : ''}${face}>`;
	},
	script: (name, text) => `<${name}>${text}</${name}>`,
	math: mathMarkup,
	tex: tex => `$${tex}$`,
};

const proseStyle: Style = {
	mark: (name, isEnd) => (headings.has(name) ? (isEnd ? headingEnd : '\n') : blocks.has(name) ? '\n' : ''),
	script: plainScript,
	math: node => `$${mathTex(node)}$`,
	tex: tex => `$${tex}$`,
};

/** `10<sup>6</sup>` as 10⁶ where there are such characters, else as `10^6`. */
function plainScript(name: 'sub' | 'sup', text: string): string {
	const places = Array.from(text).map(sign => '0123456789+-=()n'.indexOf(sign === '−' || sign === '–' ? '-' : sign));
	const signs = Array.from(name === 'sup' ? '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ' : '₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₙ');
	return places.every(place => place >= 0) ? places.map(place => signs[place] ?? '').join('') : `${name === 'sup' ? '^' : '_'}${text}`;
}

/** Stands for the end of a heading until it is known what follows. */
const headingEnd = '\u0000';

interface Tag {
	readonly name: string;
	readonly isEnd: boolean;
	readonly isEmpty: boolean;
	/** UTF-16 offsets. */
	readonly start: number;
	readonly end: number;
}

const known = new Set([
	...faces.keys(),
	...blocks,
	...headings,
	'a',
	'span',
	'font',
	'u',
	'small',
	'big',
	'code',
	'tt',
	'abbr',
	'cite',
	'q',
	's',
	'del',
	'ins',
	'img',
	'td',
	'th',
	'tbody',
	'thead',
	'html',
	'body',
	'head',
	'article',
	'center',
	'abstract',
	'inline-formula',
	'alternatives',
	'tex-math',
	'math',
	'xref',
	'ext-link',
	'named-content',
	'styled-content',
	'uri',
	'email',
	'monospace',
	'overline',
	'underline',
	'roman',
	'sans-serif',
	'strike',
	'inline-graphic',
	'related-article',
	'fn',
	'underaccent',
	'def-list',
	'def-item',
	'term',
	'def',
	'graphic',
	'script',
	'style',
	'figure',
	'figcaption',
	'caption',
	'main',
	'header',
	'footer',
]);

// Names as XML has them, `jats:` and `mml:` before them, and attributes that have values: `<b and c>` is no tag.
const tagPattern =
	/<(\/?)(?:(?:jats|mml|m|ns\d{1,2}):)?([A-Za-z][A-Za-z0-9-]{0,30})((?:\s+[\w:-]{1,60}\s{0,5}=\s{0,5}(?:"[^"<>]*"|'[^'<>]*'|[^\s"'<>=]+))*)\s*(\/?)>/g;
const mathElements =
	/^(?:m(?:i|n|o|s|row|sub|sup|subsup|frac|sqrt|root|text|space|fenced|over|under|underover|table|tr|td|style|padded|phantom|enclose|error|multiscripts|prescripts|labeledtr)|semantics|annotation|annotation-xml|none)$/;

/** Whether elements of a name, without prefix, are markup of HTML, JATS or MathML. */
export function isMarkup(name: string): boolean {
	const plain = name.toLowerCase();
	return known.has(plain) || mathElements.test(plain);
}

function* tagsOf(text: string): Generator<Tag> {
	for (const match of text.matchAll(tagPattern)) {
		const name = (match[2] ?? '').toLowerCase();
		if (isMarkup(name)) {
			yield { name, isEnd: match[1] === '/', isEmpty: match[4] === '/', start: match.index, end: match.index + match[0].length };
		}
	}
}

/** Elements whose content nobody reads. */
const unread = new Set(['script', 'style']);

function convert(html: string, style: Style): string {
	const text = withoutComments(html);
	const out: string[] = [];
	const tags = [...tagsOf(text)];
	const ends = endsOf(tags);
	let at = 0;
	// Within a formula that comes as TeX and as MathML, only the first counts.
	let written = false;
	for (let index = 0; index < tags.length; index += 1) {
		const tag = tags[index];
		if (tag === undefined || tag.start < at) {
			continue;
		}
		out.push(text.slice(at, tag.start));
		at = tag.end;
		const isFormula = tag.name === 'math' || tag.name === 'tex-math';
		if (!tag.isEnd && !tag.isEmpty && (isFormula || unread.has(tag.name))) {
			const close = ends[index] ?? -1;
			const end = tags[close];
			const inner = text.slice(tag.end, end?.start ?? tag.end);
			if (isFormula && !written) {
				out.push(
					inner === ''
						? ''
						: tag.name === 'math'
							? style.math(mathTree(inner, tags.slice(index + 1, close), tag.end))
							: style.tex(texOf(inner)),
				);
				written = inner !== '';
			}
			at = end?.end ?? tag.end;
			index = close < 0 ? index : close;
		} else if ((tag.name === 'sub' || tag.name === 'sup') && !tag.isEnd && ends[index] === index + 1) {
			const end = tags[index + 1];
			out.push(style.script(tag.name, text.slice(tag.end, end?.start)));
			at = end?.end ?? tag.end;
			index += 1;
		} else if (tag.name === 'alternatives' || tag.name === 'inline-formula' || tag.name === 'disp-formula') {
			written = false;
			out.push(tag.name === 'disp-formula' ? style.mark(tag.name, tag.isEnd) : '');
		} else {
			written &&= tag.isEnd && isFormula;
			out.push(style.mark(tag.name, tag.isEnd));
		}
	}
	out.push(text.slice(at));
	return withColons(out.join('')).replace(/(^|\n)(?:abstract|summary)(?:: |[:.]\s+(?=\p{Lu}))/iu, '$1');
}

/** With `: ` for the end of each heading, whatever colon and blanks stand there already. */
function withColons(text: string): string {
	const parts = text.split(headingEnd);
	return parts
		.map((part, at) => {
			const start = at === 0 ? part : part.trimStart();
			return at === parts.length - 1 ? start : start.trimEnd().replace(/:$/, '').trimEnd();
		})
		.join(': ');
}

/** For each tag the number of the next one that ends an element of its name; -1 where none does. */
function endsOf(tags: readonly Tag[]): Int32Array {
	const ends = new Int32Array(tags.length).fill(-1);
	const next = new Map<string, number>();
	for (let index = tags.length - 1; index >= 0; index -= 1) {
		const tag = tags[index];
		if (tag !== undefined) {
			ends[index] = next.get(tag.name) ?? -1;
			if (tag.isEnd) {
				next.set(tag.name, index);
			}
		}
	}
	return ends;
}

/** Without comments and the marks of CDATA sections; a comment that is never closed is text. */
function withoutComments(html: string): string {
	const plain = html.replace(/<!\[CDATA\[|\]\]>/g, '');
	const parts: string[] = [];
	let at = 0;
	for (let start = plain.indexOf('<!--'); start >= 0; start = plain.indexOf('<!--', at)) {
		const end = plain.indexOf('-->', start);
		if (end < 0) {
			break;
		}
		parts.push(plain.slice(at, start));
		at = end + '-->'.length;
	}
	return parts.join('') + plain.slice(at);
}

/** `\documentclass[12pt]{minimal}...\begin{document}$$\alpha$$\end{document}`, as Springer deposits it, is `\alpha`. */
function texOf(tex: string): string {
	const begin = tex.indexOf('\\begin{document}');
	const end = tex.lastIndexOf('\\end{document}');
	const own = begin < 0 ? tex : tex.slice(begin + '\\begin{document}'.length, end < begin ? undefined : end);
	return unfold(decodeEntities(own))
		.replace(/^\$+|(?<!\$)\$+$/g, '')
		.replace(/^\\[([]|\\[)\]]$/g, '')
		.trim();
}

/** MathML is nested no deeper than this; what lies deeper is read as its text. */
const deepest = 50;

/** `offset` is where `inner` begins in the text that the tags' offsets count in. */
function mathTree(inner: string, tags: readonly Tag[], offset: number): MathNode {
	const root: MathNode & { children: MathNode[] } = { name: 'mrow', text: '', children: [] };
	const stack = [root];
	let at = offset;
	const takeText = (until: number): void => {
		const text = unfold(decodeEntities(inner.slice(at - offset, until - offset)));
		const parent = stack.at(-1);
		if (text !== '' && parent !== undefined) {
			parent.children.push({ name: '', text, children: [] });
		}
	};
	for (const tag of tags) {
		takeText(tag.start);
		at = tag.end;
		if (tag.isEnd) {
			if (stack.length > 1) {
				stack.pop();
			}
		} else {
			const node = { name: tag.name, text: '', children: [] };
			stack.at(-1)?.children.push(node);
			if (!tag.isEmpty && stack.length < deepest) {
				stack.push(node);
			}
		}
	}
	takeText(offset + inner.length);
	return root;
}
