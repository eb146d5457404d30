import { localize } from '../../core/data/localize';

/** Links on one page that get a name: a list of references has fewer. */
const mostLinks = 500;

/**
 * Mends what pdf.js leaves to screen readers and the Tab key, on a page whose text and annotations are drawn: links in the paper have no
 * name, and annotations come after everything else in the window.
 */
export function tidyAnnotations(page: HTMLElement): void {
	for (const annotation of page.querySelectorAll<HTMLElement>('.annotationLayer [tabindex="1000"]')) {
		annotation.tabIndex = 0;
	}
	const links = [...page.querySelectorAll<HTMLAnchorElement>('.annotationLayer a:not([title], [aria-label])')].slice(0, mostLinks);
	if (links.length === 0) {
		return;
	}
	// All are measured before any is named, so that the page is laid out once.
	const pieces = [...page.querySelectorAll<HTMLElement>('.textLayer span')].flatMap(span =>
		span.firstElementChild === null ? [{ text: span.textContent, box: span.getBoundingClientRect() }] : [],
	);
	const names = links.map(link => wordsUnder(link.getBoundingClientRect(), pieces));
	for (const [at, link] of links.entries()) {
		const words = names[at] ?? '';
		link.setAttribute('aria-label', words === '' ? localize('Link to another place in this PDF') : words);
	}
}

interface TextPiece {
	readonly text: string;
	readonly box: DOMRect;
}

/** The words that lie under a link; where within a piece it begins is reckoned by its letters, and a word is taken whole. */
function wordsUnder({ left, right, top, bottom }: DOMRect, pieces: readonly TextPiece[]): string {
	return pieces
		.filter(({ box }) => {
			const middle = (box.top + box.bottom) / 2;
			return top <= middle && middle <= bottom && box.left < right && left < box.right;
		})
		.map(({ text, box }) => {
			const offsetOf = (x: number) => Math.round(Math.min(Math.max((x - box.left) / box.width, 0), 1) * text.length);
			const [from, to] = [offsetOf(left), offsetOf(right)];
			const before = /(?<!\S)\S*$/.exec(text.slice(0, from))?.[0] ?? '';
			const after = /^\S*/.exec(text.slice(to))?.[0] ?? '';
			return from < to ? before + text.slice(from, to) + after : '';
		})
		.join(' ')
		.replace(/\s+/g, ' ')
		.trim();
}
