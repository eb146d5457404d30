import type { Root } from 'mdast';
import remarkFrontmatter from 'remark-frontmatter';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import type { MaskKind } from './blocks';
import { scanWith } from './scan';

/**
 * The whole structure of a markdown text as a tree, with UTF-16 offsets. Exact, at about 1 MB/s: for edits, not for the index.
 * A byte order mark is no part of the text: offsets count from behind it.
 * https://github.com/syntax-tree/mdast
 */
export function parseMarkdown(text: string): Root {
	processor ??= unified().use(remarkParse).use(remarkFrontmatter, ['yaml', 'toml']).use(remarkGfm).freeze();
	return processor.parse(withoutFormulae(text));
}

/**
 * A text of the same length in which formulae between `$$` and LaTeX's environments are processing instructions of HTML, `<? ... ?>`, which begin and end alike. To remark's own formulae one that begins or ends beside other text has no end:
 * https://github.com/remarkjs/remark-math/issues/57
 */
export function withoutFormulae(text: string): string {
	const formulae: { readonly start: number; readonly end: number }[] = [];
	if (text.includes('$$') || text.includes('\\begin{')) {
		const isFormula = (kind: MaskKind, start: number) => (kind === 'math' && text.startsWith('$$', start)) || (kind === 'tex' && text.startsWith('\\begin{', start));
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
let processor: { parse(text: string): Root } | undefined;
