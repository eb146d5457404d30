import type { Root } from 'mdast';
import { toString } from 'mdast-util-to-string';
import remarkFrontmatter from 'remark-frontmatter';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import type { Processor } from 'unified';
import { unified } from 'unified';
import type { MaskKind } from './blocks';
import { scanWith } from './scan';

/**
 * The blocks of a markdown text as a tree, with UTF-16 offsets: what stands within a line is text. Exact, at about 1 MB/s: for edits, not
 * for the index. A byte order mark is no part of the text: offsets count from behind it. https://github.com/syntax-tree/mdast
 */
export function parseBlocks(text: string): Root {
	blockProcessor ??= unified().use(remarkParse).use(remarkFrontmatter, ['yaml', 'toml']).use(remarkGfm).use(withoutInlines).freeze();
	return blockProcessor.parse(withoutDepth(withoutFormulae(text)));
}

/**
 * The words of a heading, without its markup. One that is longer than any heading keeps it: brackets and stars that match nothing take time
 * that grows with the square of their number.
 */
export function headingWords(source: string): string {
	inlineProcessor ??= unified().use(remarkParse).use(remarkGfm).freeze();
	return source.length > longestHeading ? source : toString(inlineProcessor.parse(source));
}

const longestHeading = 1000;

/** Leaves inlines out, and with them what remark-gfm does to a finished tree by recursion. */
function withoutInlines(this: Processor): void {
	const data = this.data();
	const inlines = [
		'attention',
		'autolink',
		'characterEscape',
		'characterReference',
		'codeText',
		'hardBreakEscape',
		'htmlText',
		'labelEnd',
		'labelStartImage',
		'labelStartLink',
		'protocolAutolink',
		'wwwAutolink',
		'emailAutolink',
		'strikethrough',
		'gfmFootnoteCall',
		'gfmPotentialFootnoteCall',
	];
	data.micromarkExtensions = [...(data.micromarkExtensions ?? []), { disable: { null: inlines } }];
	data.fromMarkdownExtensions = (data.fromMarkdownExtensions ?? []).flat().map(extension => ({ ...extension, transforms: [] }));
}

/**
 * A text of the same length in which markers of lists and quotations that stand deeper than anybody writes are letters: the parser takes
 * time that grows with the square of the depth.
 */
function withoutDepth(text: string): string {
	return text.replace(nestedMarkers, (whole, read: string) =>
		isThematicBreak.test(whole) ? whole : read + 'x'.repeat(whole.length - read.length),
	);
}

const nestedMarkers = /^((?:[ \t]*(?:>|(?:[-+*]|\d{1,9}[.)])(?=[ \t]))){100})(?:[ \t]*(?:>|(?:[-+*]|\d{1,9}[.)])(?=[ \t])))+/gm;
const isThematicBreak = /^(?:[ \t]*-)+$|^(?:[ \t]*\*)+$/;

/**
 * A text of the same length in which formulae between `$$` and LaTeX's environments are processing instructions of HTML, `<? ... ?>`, which
 * begin and end alike. To remark's own formulae one that begins or ends beside other text has no end:
 * https://github.com/remarkjs/remark-math/issues/57
 */
export function withoutFormulae(text: string): string {
	const formulae: { readonly start: number; readonly end: number }[] = [];
	if (text.includes('$$') || text.includes('\\begin{')) {
		const isFormula = (kind: MaskKind, start: number) =>
			(kind === 'math' && text.startsWith('$$', start)) || (kind === 'tex' && text.startsWith('\\begin{', start));
		scanWith(text, {
			mask: (kind, start, end) => {
				if (isFormula(kind, start)) {
					formulae.push({ start, end });
				}
			},
		});
	}
	let written = '';
	let at = 0;
	for (const { start, end } of formulae) {
		written += `${text.slice(at, start)}<?${text.slice(start + 2, end - 2).replaceAll('?>', '  ')}?>`;
		at = end;
	}
	return written + text.slice(at);
}

// Made at the first use: most sessions never edit a note's structure.
let blockProcessor: { parse(text: string): Root } | undefined;
let inlineProcessor: { parse(text: string): Root } | undefined;
