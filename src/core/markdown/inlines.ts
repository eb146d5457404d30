import type { MaskKind } from './blockSink';
import { autolink, inlineTag } from './htmlSyntax';
import { readLinkTail } from './linkSyntax';

/** What the inline scanner finds, in the order of its end. Offsets are of the source handed in. */
export interface InlineSink {
	mask(kind: MaskKind, start: number, end: number): void;
	/** `[text](destination "title")`, an image where `start` is at its `!`. */
	link?(start: number, end: number, destinationStart: number, destinationEnd: number): void;
	/** From `[[` to behind `]]`. */
	wikilink?(start: number, end: number): void;
	/** From `#` to behind the name. */
	tag?(start: number, end: number): void;
	/** An `@` in text, which a citation may start with. Answers where to go on, where it is the start of a key. */
	mark?(at: number): number | undefined;
	/** Called at `[text][label]` whose label looks like more than text: whether it is depends on definitions anywhere in the document. */
	unsure?(): void;
}

/**
 * Finds code spans, raw HTML, addresses, formulae, links, wikilinks and tags in the paragraphs of one source, which come in order:
 * https://spec.commonmark.org/0.31.2/#phase-2-inline-structure, less emphasis, which decides nothing here. Linear in the source.
 */
export class InlineScanner {
	private readonly sign: RegExp;
	/** Where the next sign stands, also when that is in a paragraph to come. */
	private next = -1;
	private readonly nextClosers = new Map<string, number>();

	constructor(
		private readonly source: string,
		private readonly sink: InlineSink,
	) {
		// A class of signs alone is found several times as fast.
		this.sign = source.includes('www.') ? /[`<$[\]\\#:@{]|(?<![A-Za-z0-9.])www\./g : /[`<$[\]\\#:@{]/g;
	}

	/**
	 * Where a closer stands next at or after an offset; beyond the source where there is none. Offsets only grow, so that each is looked for
	 * once.
	 */
	nextCloser(closer: string, from: number): number {
		let known = this.nextClosers.get(closer) ?? -1;
		if (known < from) {
			known = this.source.indexOf(closer, from);
			known = known < 0 ? Infinity : known;
			this.nextClosers.set(closer, known);
		}
		return known;
	}

	scan(start: number, end: number): void {
		if (this.next >= end) {
			return;
		}
		if (this.next < start) {
			this.seek(start);
		}
		if (this.next < end) {
			new Paragraph(this.source, start, end, this.sink, this).scan();
		}
	}

	/** The first sign at or behind an offset. */
	seek(from: number): number {
		this.sign.lastIndex = from;
		const found = this.sign.exec(this.source);
		this.next = found === null ? Infinity : found.index;
		return this.next;
	}

	get first(): number {
		return this.next;
	}
}

class Paragraph {
	private readonly open: { readonly at: number; readonly image: boolean; active: boolean }[] = [];
	// Made when first needed: most paragraphs need neither, and there are many.
	private missing: Set<string> | undefined;
	private runs: Map<number, Runs> | undefined;

	constructor(
		private readonly source: string,
		private readonly start: number,
		private readonly end: number,
		private readonly sink: InlineSink,
		private readonly signs: InlineScanner,
	) {}

	scan(): void {
		let at = this.signs.first;
		while (at < this.end) {
			at = this.signs.seek(this.read(at));
		}
	}

	/** What starts at a sign; returns where to go on. */
	private read(at: number): number {
		switch (this.source.charCodeAt(at)) {
			case 0x5c: // \
				return this.readLatex(at);
			case 0x60: // `
				return this.readCode(at);
			case 0x3c: // <
				return this.readAngle(at);
			case 0x24: // $
				return this.readMath(at);
			case 0x5b: // [
				return this.readOpening(at);
			case 0x5d: // ]
				return this.readClosing(at);
			case 0x23: // #
				return this.readTag(at);
			case 0x40: // @
				return this.sink.mark?.(at) ?? at + 1;
			case 0x7b: // {
				return this.readAttributes(at);
			case 0x77: // www.
				return this.readBareAddress(at, at);
			default:
				return this.readAddress(at);
		}
	}

	private mask(kind: MaskKind, start: number, end: number): number {
		this.sink.mask(kind, start, end);
		return end;
	}

	private readCode(at: number): number {
		return this.readBetweenRuns('code', at, 0x60);
	}

	/** What stands between two runs of a character that are equally long, such as ``` `` ` `` ```. */
	private readBetweenRuns(kind: MaskKind, at: number, code: number): number {
		const length = runLength(this.source, at, this.end, code);
		const close = this.closingRun(code, length, at + length);
		return close === undefined ? at + length : this.mask(kind, at, close + length);
	}

	/** The next run of that many. All runs are listed once, so that many without a partner cost no more. */
	private closingRun(code: number, length: number, from: number): number | undefined {
		const known = (this.runs ??= new Map<number, Runs>());
		let runs = known.get(code);
		if (!runs) {
			runs = runsOf(this.source, code, from, this.end);
			known.set(code, runs);
		}
		return firstFrom(runs.get(length) ?? [], from);
	}

	private readAngle(at: number): number {
		for (const pattern of [autolink, inlineTag]) {
			pattern.lastIndex = at;
			if (pattern.test(this.source) && pattern.lastIndex <= this.end) {
				return this.mask(
					pattern === autolink ? 'url' : 'html',
					at,
					pattern === inlineTag ? this.tagEnd(at, pattern.lastIndex) : pattern.lastIndex,
				);
			}
		}
		const kind = spans.find(({ opens }) => this.source.startsWith(opens, at));
		if (kind && (kind.opens !== '<!' || /[A-Za-z]/.test(this.source.charAt(at + 2)))) {
			const close = this.find(kind.closes, at + kind.skip);
			return close === undefined ? at + 1 : this.mask('html', at, close);
		}
		return at + 1;
	}

	/** After the next closer; `undefined` where the paragraph has none. */
	private find(closer: string, from: number): number | undefined {
		const end = this.signs.nextCloser(closer, from) + closer.length;
		return end <= this.end ? end : undefined;
	}

	/** The end of a tag, or of the element where what is in it is no Markdown: `<pre>` and its like. */
	private tagEnd(at: number, end: number): number {
		verbatimTag.lastIndex = at;
		const name = verbatimTag.exec(this.source)?.[1]?.toLowerCase();
		if (name === undefined || this.missing?.has(name) === true) {
			return end;
		}
		const close = this.source.slice(end, this.end).toLowerCase().indexOf(`</${name}>`);
		if (close < 0) {
			this.isMissing(name);
			return end;
		}
		return end + close + name.length + 3;
	}

	/** A command with arguments in braces, and an environment: LaTeX to pandoc. https://pandoc.org/MANUAL.html#extension-raw_tex */
	private readLatex(at: number): number {
		if (!/[A-Za-z]/.test(this.source.charAt(at + 1))) {
			return at + 2;
		}
		environmentStart.lastIndex = at;
		const name = environmentStart.exec(this.source)?.[1];
		const close = name === undefined ? undefined : this.find(`\\end{${name}}`, at);
		return close === undefined ? this.readForm('tex', at, [latexCommand]) : this.mask('tex', at, close);
	}

	/**
	 * Attributes follow what they belong to, or end a line: that of a heading, a formula or a block. In the midst of text braces are text.
	 */
	private readAttributes(at: number): number {
		if (this.source.charCodeAt(at + 1) === 0x7b) {
			return this.readForm('attribute', at, [shortcode]);
		}
		attributes.lastIndex = at;
		if (!attributes.test(this.source) || attributes.lastIndex > this.end) {
			return at + 1;
		}
		const { lastIndex } = attributes;
		lineRest.lastIndex = lastIndex;
		return /[\])`]/.test(this.source.charAt(at - 1)) || lastIndex === this.end || lineRest.test(this.source)
			? this.mask('attribute', at, lastIndex)
			: at + 1;
	}

	/** What one of some expressions matches in this paragraph. */
	private readForm(kind: MaskKind, at: number, forms: readonly RegExp[]): number {
		for (const form of forms) {
			form.lastIndex = at;
			if (form.test(this.source) && form.lastIndex <= this.end) {
				return this.mask(kind, at, form.lastIndex);
			}
		}
		return at + 1;
	}

	/** `$x$` by pandoc's rule, which leaves prices alone, and `$$x$$`. https://pandoc.org/MANUAL.html#extension-tex_math_dollars */
	private readMath(at: number): number {
		if (this.source.charCodeAt(at + 1) === 0x24 && at + 1 < this.end) {
			const close = this.find('$$', at + 3);
			return close === undefined ? at + 2 : this.mask('math', at, close);
		}
		if (isSpace(this.source.charCodeAt(at + 1)) || at + 1 >= this.end || this.missing?.has('dollar') === true) {
			return at + 1;
		}
		for (let close = this.source.indexOf('$', at + 1); close >= 0 && close < this.end; close = this.source.indexOf('$', close + 1)) {
			const before = this.source.charCodeAt(close - 1);
			if (isSpace(before)) {
				return at + 1;
			}
			if (before !== 0x5c && !isDigit(this.source.charCodeAt(close + 1))) {
				return this.mask('math', at, close + 1);
			}
		}
		this.isMissing('dollar');
		return at + 1;
	}

	private isMissing(closer: string): void {
		(this.missing ??= new Set<string>()).add(closer);
	}

	private readOpening(at: number): number {
		const image = at > this.start && this.source.charCodeAt(at - 1) === 0x21 && !isEscaped(this.source, at - 1, this.start);
		if (this.source.charCodeAt(at + 1) === 0x5b) {
			wikilink.lastIndex = at;
			if (wikilink.test(this.source) && wikilink.lastIndex <= this.end) {
				this.sink.wikilink?.(image ? at - 1 : at, wikilink.lastIndex);
				return wikilink.lastIndex;
			}
		}
		this.open.push({ at, image, active: true });
		return at + 1;
	}

	private readClosing(at: number): number {
		const opening = this.open.pop();
		const next = this.source.charCodeAt(at + 1);
		if (next === 0x5b && tellingLabel.test(this.source.slice(at + 1, Math.min(this.end, at + 1000)))) {
			this.sink.unsure?.();
		}
		if (!opening?.active || next !== 0x28) {
			return at + 1;
		}
		const tail = readLinkTail(this.source, at + 1, this.end);
		if (!tail) {
			return at + 1;
		}
		if (!opening.image) {
			// No link holds another.
			for (const outer of this.open) {
				outer.active &&= outer.image;
			}
		}
		this.sink.link?.(opening.image ? opening.at - 1 : opening.at, tail.end, tail.destination.start, tail.destination.end);
		return this.mask('url', at + 1, tail.end);
	}

	private readTag(at: number): number {
		const before = this.source.charCodeAt(at - 1);
		if (!this.sink.tag || (at > this.start && !isSpace(before) && before !== 0x28 && before !== 0x2c)) {
			return at + 1;
		}
		tagName.lastIndex = at + 1;
		if (!tagName.test(this.source)) {
			return at + 1;
		}
		const end = Math.min(tagName.lastIndex, this.end);
		this.sink.tag(at, end);
		return end;
	}

	/** `https://...` without anything around it. https://github.github.com/gfm/#autolinks-extension- */
	private readAddress(at: number): number {
		if (this.source.charCodeAt(at + 1) !== 0x2f || this.source.charCodeAt(at + 2) !== 0x2f) {
			return at + 1;
		}
		const scheme = /(?<![A-Za-z0-9+.-])(?:https?|ftp)$/i.exec(this.source.slice(Math.max(this.start, at - 12), at))?.[0];
		if (scheme === undefined) {
			return at + 1;
		}
		return this.readBareAddress(at - scheme.length, at + 3);
	}

	/** An address that starts at one offset, and whose end is looked for from another. */
	private readBareAddress(start: number, from: number): number {
		addressRest.lastIndex = from;
		const end = addressRest.test(this.source) ? Math.min(addressRest.lastIndex, this.end) : from;
		return this.mask('url', start, trimmedAddress(this.source, from, end));
	}
}

const spans: readonly { readonly opens: string; readonly closes: string; readonly skip: number }[] = [
	// `<!-->` and `<!--->` are comments.
	{ opens: '<!--', closes: '-->', skip: 2 },
	{ opens: '<?', closes: '?>', skip: 2 },
	{ opens: '<![CDATA[', closes: ']]>', skip: 9 },
	{ opens: '<!', closes: '>', skip: 2 },
];

const verbatimTag = /<(pre|script|textarea)(?=[\s>])/iy;
const environmentStart = /\\begin\{([A-Za-z]{1,40}\*?)\}/y;
/** With arguments that nest three deep; a command without any is a word like others. */
const latexCommand = /\\[A-Za-z]{1,40}\*?(?:\[[^[\]\n]{0,200}\])?(?:\{(?:[^{}]|\{(?:[^{}]|\{[^{}]{0,200}\}){0,200}\}){0,500}\})+/y;
/** `{#sec-one .wide key="value"}`; a shortcode is Quarto's `{{< include file >}}`. https://pandoc.org/MANUAL.html#extension-attributes */
const attributes = /\{(?:[#.][^\s{}]|[\w:-]{1,50}=)[^{}\r\n]{0,1000}\}/y;
const shortcode = /\{\{[<%](?:[^\r\n}]|\}(?!\})){0,1000}[>%]\}\}/y;
const lineRest = /[ \t]*[\r\n]/y;

/** `[[key]]`, `[[key#Heading|text]]`; in tables the bar is escaped. Never two keys of a citation, nor `^[[see @key]]`, a footnote. */
const wikilink = /(?<!\^)\[\[(?![ \t]*\]\])[^[\]\r\n|;]{1,500}(?:\|[^[\]\r\n]{0,500})?\]\]/y;
const tagName = /(?=[\p{N}_/-]*\p{L})[\p{L}\p{M}\p{N}_/-]+/uy;
/** A label with code, HTML or a formula in it. */
const tellingLabel = /^\[[^[\]`<$]*[`<$]/;
const addressRest = /[^\s<>[\]`]+/y;

function trimmedAddress(source: string, start: number, end: number): number {
	let stop = end;
	let closers = 0;
	for (let at = start; at < end; at += 1) {
		const code = source.charCodeAt(at);
		closers += code === 0x29 ? 1 : code === 0x28 ? -1 : 0;
	}
	while (stop > start) {
		const code = source.charCodeAt(stop - 1);
		if (code === 0x29 && closers > 0) {
			closers -= 1;
		} else if (!'?!.,:*_~\'";'.includes(source.charAt(stop - 1))) {
			break;
		}
		stop -= 1;
	}
	return stop;
}

function runLength(source: string, at: number, end: number, code: number): number {
	let stop = at;
	while (stop < end && source.charCodeAt(stop) === code) {
		stop += 1;
	}
	return stop - at;
}

/** Where runs of a character start, by their length. */
type Runs = ReadonlyMap<number, readonly number[]>;

function runsOf(source: string, code: number, start: number, end: number): Runs {
	const character = String.fromCharCode(code);
	const runs = new Map<number, number[]>();
	for (let at = source.indexOf(character, start); at >= 0 && at < end;) {
		const length = runLength(source, at, end, code);
		const same = runs.get(length);
		if (same) {
			same.push(at);
		} else {
			runs.set(length, [at]);
		}
		at = source.indexOf(character, at + length);
	}
	return runs;
}

/** The first of some sorted offsets that is not before another. */
function firstFrom(offsets: readonly number[], from: number): number | undefined {
	let low = 0;
	let high = offsets.length;
	while (low < high) {
		const middle = (low + high) >>> 1;
		if ((offsets[middle] ?? 0) < from) {
			low = middle + 1;
		} else {
			high = middle;
		}
	}
	return offsets[low];
}

function isEscaped(source: string, at: number, start: number): boolean {
	let slashes = 0;
	while (at - slashes > start && source.charCodeAt(at - slashes - 1) === 0x5c) {
		slashes += 1;
	}
	return slashes % 2 === 1;
}

function isSpace(code: number): boolean {
	return code === 0x20 || (code >= 0x09 && code <= 0x0d);
}

function isDigit(code: number): boolean {
	return code >= 0x30 && code <= 0x39;
}
