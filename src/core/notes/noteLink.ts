import { markdownLabel } from '../text/markdownProse';
import { encodePath, relativePath } from './link';
import type { LinkStyle } from './link';

export interface LinkTarget {
	readonly key: string;
	readonly title: string;
	/** Paths with `/`, of the document that links and of the note; `to` is missing where no note can be made. */
	readonly from: string;
	readonly to: string | undefined;
}

/** A link to a paper's note: `[[song2021score]]`, or `[Score-Based Generative Modeling](../notes/song2021score.md)`. */
export function noteLink(style: LinkStyle, { key, title, from, to }: LinkTarget): string {
	if (style === 'wikilink' || to === undefined) {
		return `[[${key}]]`;
	}
	return `[${markdownLabel(title)}](${encodePath(relativePath(from, to))})`;
}
