import { markdownProse } from '../text/markdownProse';
import { citationOf } from './citationOf';

export interface Quotation {
	readonly key: string;
	/** What was selected: paragraphs between blank lines, formulae as TeX between dollars. */
	readonly text: string;
	/** The part of the paper it stands in: `Abstract`. */
	readonly place?: string;
	/** A relative address that leads to the words in the PDF: `../papers/x.pdf#page=4`. */
	readonly link?: string;
}

/**
 * A block quote in markdown, `\n` as line ending, without one at its end; empty where nothing is quoted:
 *
 *     > Noise is added in continuous time.
 *     >
 *     > — [@song2021score, Abstract]
 */
export function quoteBlock({ key, text, place, link }: Quotation): string {
	const paragraphs = text
		.split(/(?:\r\n?|\n)[^\S\r\n]*(?:\r\n?|\n)\s*/)
		.map(markdownProse)
		.filter(paragraph => paragraph !== '');
	if (paragraphs.length === 0) {
		return '';
	}
	const source = `— ${citationOf(key, place === undefined || place === '' ? '' : `, ${markdownProse(place)}`)}`;
	return [...paragraphs, link === undefined ? source : `${source} [PDF](${link})`].map(paragraph => `> ${paragraph}`).join('\n>\n');
}
