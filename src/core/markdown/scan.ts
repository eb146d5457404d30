import type { Range } from '../text/edits';
import type { BlockSink, MaskKind } from './blockSink';
import { scanBlocks } from './blocks';
import type { InlineSink } from './inlines';
import { InlineScanner } from './inlines';
import { withoutPrefixes } from './linePrefixes';

export interface Wikilink extends Range {
	/** `![[...]]`: the note is shown in place. */
	readonly embed: boolean;
	/** What is linked, without the `@` of `[[@key]]`: a key, a note's name or a path. */
	readonly target: string;
	/** Where the target stands, without its `@`. */
	readonly targetStart: number;
	readonly targetEnd: number;
	/** `Heading` of `[[key#Heading]]`. */
	readonly heading?: string;
	/** `text` of `[[key|text]]`. */
	readonly text?: string;
}

export interface MarkdownLink extends Range {
	readonly image: boolean;
	/** As it is written, without angle brackets. */
	readonly destination: string;
	readonly destinationStart: number;
	readonly destinationEnd: number;
}

export interface Heading extends Range {
	readonly level: number;
	/** As it is written, without the signs that make it a heading. */
	readonly text: string;
}

export interface Tag extends Range {
	readonly name: string;
}

/** What a markdown text holds, all in UTF-16 offsets and in the order of the text. */
export interface MarkdownScan {
	readonly wikilinks: readonly Wikilink[];
	readonly links: readonly MarkdownLink[];
	readonly headings: readonly Heading[];
	readonly tags: readonly Tag[];
	/** What is no prose: code, raw HTML, formulae, addresses, definitions, front matter. Sorted, none overlapping another. */
	readonly masked: readonly Range[];
	/** `false` where blocks stand in each other deeper than the scanner follows. */
	readonly sure: boolean;
}

/** Reads a markdown text fast and, but for what `sure` says, as CommonMark with GFM, wikilinks and pandoc's formulae. */
export function scanMarkdown(text: string): MarkdownScan {
	const collector = new Collector(text);
	const sure = scanWith(text, collector);
	return { ...collector.found, sure };
}

/** Only {@link MarkdownScan.masked}: for finding citations and mentions. */
export function maskedRanges(text: string): readonly Range[] {
	const masked: Range[] = [];
	scanWith(text, { mask: (_kind, start, end) => masked.push({ start, end }) });
	return masked;
}

/** What the scanner tells of a text, with the reason for each mask. */
export interface ScanSink extends InlineSink {
	heading?(level: number, start: number, end: number): void;
	/** All lines of raw HTML, told before what is in them. */
	htmlBlock?(start: number, end: number): void;
}

/** Runs the scanner; the answer is whether it is sure. */
export function scanWith(text: string, sink: ScanSink): boolean {
	const blocks = new LeafReader(text, sink);
	scanBlocks(text, blocks);
	return blocks.sure;
}

/** Hands the text of each leaf to the inline scanner. */
class LeafReader implements BlockSink {
	sure = true;
	private readonly scanner: InlineScanner;

	constructor(
		private readonly text: string,
		private readonly sink: ScanSink,
	) {
		this.scanner = new InlineScanner(text, this.reporting(0));
	}

	unsure(): void {
		this.sure = false;
	}

	mask(kind: MaskKind, start: number, end: number): void {
		this.sink.mask(kind, start, end);
	}

	htmlBlock(start: number, end: number): void {
		this.sink.htmlBlock?.(start, end);
	}

	/** Citations and wikilinks count in it, as for pandoc; for editors and their preview it holds no other links. */
	html(start: number, end: number, prefixes: readonly number[]): void {
		new InlineScanner(withoutPrefixes(this.text, start, end, prefixes), this.reporting(start, false)).scan(0, end - start);
	}

	inline(start: number, end: number, level: number, prefixes: readonly number[]): void {
		if (level > 0) {
			this.sink.heading?.(level, start, end);
		}
		if (prefixes.length === 0) {
			this.scanner.scan(start, end);
			return;
		}
		new InlineScanner(withoutPrefixes(this.text, start, end, prefixes), this.reporting(start)).scan(0, end - start);
	}

	/** The sink, for offsets that count from `origin`, with Markdown's own links and tags or without. */
	private reporting(origin: number, withLinks = true): InlineSink {
		const { sink } = this;
		return {
			mask: (kind, start, end) => sink.mask(kind, start + origin, end + origin),
			unsure: () => this.unsure(),
			...(withLinks &&
				sink.link && {
					link: (start: number, end: number, from: number, to: number) =>
						sink.link?.(start + origin, end + origin, from + origin, to + origin),
				}),
			...(sink.wikilink && { wikilink: (start: number, end: number) => sink.wikilink?.(start + origin, end + origin) }),
			...(withLinks && sink.tag && { tag: (start: number, end: number) => sink.tag?.(start + origin, end + origin) }),
			...(sink.mark && { mark: (at: number) => shifted(sink.mark?.(at + origin), -origin) }),
		};
	}
}

function shifted(offset: number | undefined, by: number): number | undefined {
	return offset === undefined ? undefined : offset + by;
}

class Collector implements ScanSink {
	readonly found = {
		wikilinks: new Array<Wikilink>(),
		links: new Array<MarkdownLink>(),
		headings: new Array<Heading>(),
		tags: new Array<Tag>(),
		masked: new Array<Range>(),
	};

	constructor(private readonly text: string) {}

	mask(_kind: MaskKind, start: number, end: number): void {
		this.found.masked.push({ start, end });
	}

	heading(level: number, start: number, end: number): void {
		this.found.headings.push({ level, text: this.text.slice(start, end), start, end });
	}

	tag(start: number, end: number): void {
		this.found.tags.push({ name: this.text.slice(start + 1, end), start, end });
	}

	link(start: number, end: number, destinationStart: number, destinationEnd: number): void {
		const destination = this.text.slice(destinationStart, destinationEnd);
		this.found.links.push({ image: this.text[start] === '!', destination, destinationStart, destinationEnd, start, end });
	}

	wikilink(start: number, end: number): void {
		this.found.wikilinks.push(readWikilink(this.text, start, end));
	}
}

/** The parts of `![[target#Heading|text]]`. */
export function readWikilink(text: string, start: number, end: number): Wikilink {
	const embed = text[start] === '!';
	const open = start + (embed ? 3 : 2);
	const inner = text.slice(open, end - 2);
	const bar = inner.indexOf('|');
	const address = bar < 0 ? inner : inner.slice(0, bar).replace(/\\$/, '');
	const hash = address.indexOf('#');
	const written = hash < 0 ? address : address.slice(0, hash);
	// `[[papers/@key]]` names the work as `[[@key]]` does.
	const before = /^\s*(?:(?:[^@]*\/)?@)?/.exec(written)?.[0].length ?? 0;
	const target = written.slice(before).trimEnd();
	return {
		embed,
		target,
		targetStart: open + before,
		targetEnd: open + before + target.length,
		...(hash >= 0 && { heading: address.slice(hash + 1).trim() }),
		...(bar >= 0 && { text: inner.slice(bar + 1) }),
		start,
		end,
	};
}
