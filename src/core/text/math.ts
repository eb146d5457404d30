/** A run of a text as it stands there (`source`); for mathematics also its TeX without the dollar signs. */
export type Segment =
	| { readonly kind: 'text'; readonly source: string }
	| { readonly kind: 'math'; readonly source: string; readonly tex: string; readonly display: boolean };

/**
 * Splits a text at its `$...$`, `$$...$$`, `\(...\)` and `\[...\]`. A lone dollar follows pandoc's rule, so that prices stay text: the
 * opening one has no white space to its right, the closing one none to its left and no digit to its right.
 * https://pandoc.org/MANUAL.html#extension-tex_math_dollars
 */
export function splitMath(text: string): readonly Segment[] {
	const segments: Segment[] = [];
	let written = 0;
	for (const match of text.matchAll(formula)) {
		const [whole, doubled, single, round, square] = match;
		if (match.index > written) {
			segments.push({ kind: 'text', source: text.slice(written, match.index) });
		}
		segments.push({
			kind: 'math',
			source: whole,
			tex: doubled ?? single ?? round ?? square ?? '',
			display: doubled !== undefined || square !== undefined,
		});
		written = match.index + whole.length;
	}
	if (written < text.length) {
		segments.push({ kind: 'text', source: text.slice(written) });
	}
	return segments;
}

// Bounded, so that a text of many lone dollars costs no more than its length times the bound.
const formula =
	/(?<![\\$])\$\$((?:[^$\\]|\\[^]){1,2000}?)\$\$|(?<![\\$])\$(?![\s$])((?:[^$\\]|\\[^]){0,1000}?(?:[^\s$\\]|\\[^\s]))\$(?![\d$])|\\\(([^]{1,1000}?)\\\)|\\\[([^]{1,2000}?)\\\]/g;
