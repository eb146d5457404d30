import { familyOf } from '../citing/languages';
import { TableRows } from '../markdown/tableRows';
import { markdownLabel } from '../text/markdownProse';
import { isLinkableName } from './fileNames';
import { encodePath, relativePath } from './link';
import type { LinkStyle } from './link';
import { wikilinkWithText } from './wikilinkText';

export interface LinkTarget {
	readonly key: string;
	readonly title: string;
	/** VS Code's id of the document's language. */
	readonly languageId: string;
	/** Paths with `/`, of the document that links and of the note; `to` is missing where no note can be made. */
	readonly from: string;
	readonly to: string | undefined;
	/** What was selected, to be the text of the link, with the document and where it stands there. */
	readonly selected?: { readonly text: string; readonly document: string; readonly at: number };
}

/**
 * A link to a paper's note: `[[song2021score]]`, `[[song2021score|what was selected]]`, or `[Score-Based Generative
 * Modeling](../notes/song2021score.md)`, which is also for keys that no wikilink can hold. In
 * LaTeX it is hyperref's `\\href`, in Typst `#link`.
 */
export function noteLink(style: LinkStyle, { key, title, languageId, from, to, selected }: LinkTarget): string {
	const family = familyOf(languageId);
	if (to !== undefined && (family === 'latex' || family === 'typst')) {
		const way = encodePath(relativePath(from, to));
		return family === 'latex'
			? `\\href{${way.replace(/[%#]/g, '\\$&')}}{${selected?.text ?? texText(title)}}`
			: `#link("${way}")[${selected?.text ?? typstText(title)}]`;
	}
	if (to === undefined || (style === 'wikilink' && isLinkableName(key))) {
		return selected === undefined
			? `[[${key}]]`
			: wikilinkWithText(key, selected.text, new TableRows(selected.document).holds(selected.at));
	}
	return `[${selected === undefined ? markdownLabel(title) : ownLabel(selected.text)}](${encodePath(relativePath(from, to))})`;
}

/** A text as LaTeX shows it unchanged: a stranger's title is no command. */
function texText(text: string): string {
	return text.replace(/[\\{}$&#%_^~]/g, sign =>
		sign === '\\' ? '\\textbackslash{}' : sign === '^' || sign === '~' ? `\\${sign}{}` : `\\${sign}`,
	);
}

/** A text as Typst shows it unchanged. https://typst.app/docs/reference/syntax/#markup */
function typstText(text: string): string {
	return text.replace(/[\\*_`$#[\]<>@~/="'-]/g, '\\$&');
}

/** What the user wrote stays Markdown, but for brackets that would end the text of a link. */
function ownLabel(text: string): string {
	return /^(?:[^[\]\\]|\\[^])*$/.test(text) && text.trim() !== '' ? text : markdownLabel(text);
}
