import type { Node, Parent } from 'mdast';
import remarkFrontmatter from 'remark-frontmatter';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { scanWith } from '../../../src/core/markdown/scan';
import { withoutFormulae } from './withoutFormulae';

/** What the scanner and remark must agree on: for each character that is no white space what it belongs to, and links and headings. */
export interface Reading {
	readonly masks: string;
	readonly links: readonly string[];
	readonly headings: readonly string[];
}

// Formulae follow pandoc's rules here, which remark does not know: it sees processing instructions in their place.
const processor = unified().use(remarkParse).use(remarkFrontmatter, ['yaml', 'toml']).use(remarkGfm);

const letters: Readonly<Record<string, string>> = {
	yaml: 'F',
	toml: 'F',
	frontMatter: 'F',
	code: 'C',
	inlineCode: 'C',
	html: 'H',
	math: 'H',
	tex: 'H',
	definition: 'D',
};

export function readWithRemark(text: string): Reading {
	const painter = new Painter(text);
	const links: [number, number][] = [];
	const headings: string[] = [];
	const visit = (node: Node): void => {
		const start = node.position?.start.offset ?? 0;
		const end = node.position?.end.offset ?? 0;
		const letter = letters[node.type];
		if (letter !== undefined) {
			painter.paint(letter, start, end);
		}
		// Addresses that stand alone or in angle brackets are links to remark, and so are references.
		if ((node.type === 'link' || node.type === 'image') && /^!?\[/.test(text.slice(start, end)) && text.slice(start, end).endsWith(')')) {
			links.push([start, end]);
		}
		if (node.type === 'heading' && 'depth' in node) {
			headings.push(String(node.depth));
		}
		for (const child of 'children' in node ? (node as Parent).children : []) {
			visit(child);
		}
	};
	visit(processor.parse(withoutFormulae(text)));
	return { masks: painter.text, links: outermost(links), headings };
}

export function readWithScanner(text: string): Reading & { readonly sure: boolean } {
	const painter = new Painter(text);
	const links: [number, number][] = [];
	const headings: string[] = [];
	const imageTexts: [number, number][] = [];
	const html: [number, number][] = [];
	const sure = scanWith(text, {
		mask: (kind, start, end) => {
			const letter = letters[kind];
			if (
				letter !== undefined &&
				(kind !== 'math' || text.startsWith('$$', start)) &&
				(kind !== 'tex' || text.startsWith('\\begin{', start))
			) {
				painter.paint(letter, start, end);
			}
		},
		link: (start, end) => {
			links.push([start, end]);
			if (text[start] === '!') {
				imageTexts.push([start, end]);
			}
		},
		heading: level => headings.push(String(level)),
		// What stands in lines of HTML, and after a comment, is text for pandoc alone.
		htmlBlock: (start, end) => html.push([start, end]),
	});
	for (const [start, end] of html) {
		painter.paint('H', start, end);
	}
	// The text of an image has no structure for remark.
	for (const [start, end] of imageTexts) {
		painter.paint('.', start, end);
	}
	return {
		masks: painter.text,
		links: outermost(links.filter(([start]) => !html.some(([from, to]) => from <= start && start < to))),
		headings,
		sure,
	};
}

class Painter {
	private readonly cells: string[];

	constructor(text: string) {
		this.cells = text.split('').map(letter => (/[\s>]/.test(letter) ? ' ' : '.'));
	}

	paint(letter: string, start: number, end: number): void {
		for (let at = start; at < end; at += 1) {
			this.cells[at] = this.cells[at] === ' ' ? ' ' : letter;
		}
	}

	get text(): string {
		return this.cells.join('');
	}
}

/** Without those inside the text of an image, which is a plain text to remark. */
function outermost(links: readonly (readonly [number, number])[]): readonly string[] {
	const kept = links.filter(([start, end]) => !links.some(([from, to]) => from < start && end < to));
	return kept.map(([start, end]) => `${start}-${end}`).sort();
}
