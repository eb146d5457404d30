import { markdownLabel } from '../text/markdownProse';
import { isLinkableName } from './fileNames';
import { encodePath, relativePath } from './link';
import type { LinkStyle } from './link';
import { wikilinkWithText } from './wikilinkText';

export interface LinkTarget {
	readonly key: string;
	readonly title: string;
	/** Paths with `/`, of the document that links and of the note; `to` is missing where no note can be made. */
	readonly from: string;
	readonly to: string | undefined;
	/** What was selected, to be the text of the link, with the document and where it stands there. */
	readonly selected?: { readonly text: string; readonly document: string; readonly at: number };
}

/**
 * A link to a paper's note: `[[song2021score]]`, `[[song2021score|what was selected]]`, or `[Score-Based Generative
 * Modeling](../notes/song2021score.md)`, which is also for keys that no wikilink can hold.
 */
export function noteLink(style: LinkStyle, { key, title, from, to, selected }: LinkTarget): string {
	if (to === undefined || (style === 'wikilink' && isLinkableName(key))) {
		return selected === undefined ? `[[${key}]]` : wikilinkWithText(key, selected.text, selected.document, selected.at);
	}
	return `[${selected === undefined ? markdownLabel(title) : ownLabel(selected.text)}](${encodePath(relativePath(from, to))})`;
}

/** What the user wrote stays Markdown, but for brackets that would end the text of a link. */
function ownLabel(text: string): string {
	return /^(?:[^[\]\\]|\\[^])*$/.test(text) && text.trim() !== '' ? text : markdownLabel(text);
}
