import { isWebAddress, locateLinks } from './addresses';
import { splitMath } from './math';

/** A run of a text as it stands there (`text`), and what it is. The texts of all runs, joined, are the whole. */
export type Run =
	| { readonly kind: 'text'; readonly text: string }
	| { readonly kind: 'link'; readonly text: string; readonly url: string }
	| { readonly kind: 'math'; readonly text: string; readonly tex: string; readonly display: boolean };

export type RichText = readonly Run[];

/** Finds the formulae and the bare links of a text, for showing them as such. */
export function richText(text: string): RichText {
	return splitMath(text).flatMap((segment): RichText => {
		return segment.kind === 'text'
			? splitLinks(segment.source)
			: [{ kind: 'math', text: segment.source, tex: segment.tex, display: segment.display }];
	});
}

/** The paragraphs of a text: what blank lines part. Single line ends are white space, as in markdown. */
export function paragraphs(text: string): readonly RichText[] {
	return text
		.split(/\r?\n(?:[^\S\n]*\n)+/)
		.map(paragraph => paragraph.trim())
		.filter(paragraph => paragraph !== '')
		.map(richText);
}

function splitLinks(text: string): RichText {
	const runs: Run[] = [];
	let written = 0;
	for (const { start, end, url } of locateLinks(text).filter(link => isWebAddress(link.url))) {
		if (start > written) {
			runs.push({ kind: 'text', text: text.slice(written, start) });
		}
		runs.push({ kind: 'link', text: text.slice(start, end), url });
		written = end;
	}
	if (written < text.length) {
		runs.push({ kind: 'text', text: text.slice(written) });
	}
	return runs;
}
