import type { SearchedWords } from '../../core/search/searchedWords';
import { searchedPlaces } from '../../core/search/searchedWords';

/** Where the fields of a paper stand. */
const fields: readonly (readonly [selector: string, field: string])[] = [
	['.heading', 'title'],
	['.authors', 'author'],
	['.abstract p', 'abstract'],
	['.tag', 'tag'],
];

/** As the style sheet names it. */
const name = 'searched';

/**
 * Marks searched words without touching the page, so that selections, links and what is copied stay as they are.
 * https://www.w3.org/TR/css-highlight-api-1/
 */
export function markSearched(root: HTMLElement, searched: readonly SearchedWords[]): void {
	CSS.highlights.delete(name);
	if (searched.length === 0) {
		return;
	}
	const texts = fields.flatMap(([selector, field]) =>
		[...root.querySelectorAll(selector)].flatMap(home => textsWithin(home)).map(node => ({ node, field, text: node.data })),
	);
	const ranges = searchedPlaces(texts, searched).flatMap((places, at) => {
		const node = texts[at]?.node;
		return node === undefined
			? []
			: places.map(({ start, end }) => new StaticRange({ startContainer: node, startOffset: start, endContainer: node, endOffset: end }));
	});
	if (ranges.length > 0) {
		CSS.highlights.set(name, new Highlight(...ranges));
	}
}

/** Without those of formulas and buttons. */
function textsWithin(home: Element): readonly Text[] {
	const walker = document.createTreeWalker(home, NodeFilter.SHOW_TEXT, node =>
		node.parentElement?.closest('.formula, button') instanceof Element ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
	);
	const texts: Text[] = [];
	for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
		if (node instanceof Text) {
			texts.push(node);
		}
	}
	return texts;
}
