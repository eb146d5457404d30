import { yearOf } from '../paper/dates';
import { identifierUrl } from '../paper/identifiers';
import { fullName } from '../paper/names';
import type { IncomingPaper } from '../paper/paper';
import { escapeLineStart, markdownAddress, markdownLabel, markdownProse } from '../text/markdownProse';
import { withoutMarkup } from '../text/markup';
import { doiAddress } from '../paper/doi';

/** Papers as a markdown list, one an item: the title, linked where there is an address, then authors, where it appeared and the year. */
export function toMarkdownList(papers: readonly IncomingPaper[]): string {
	return papers.map(itemOf).join('');
}

function itemOf(paper: IncomingPaper): string {
	const address = markdownAddress(
		paper.URL ?? (paper.DOI === undefined ? (identifierUrl(paper.identifiers ?? {}) ?? '') : doiAddress(paper.DOI)),
	);
	const title = withoutMarkup(paper.title);
	const linked = address === undefined ? markdownProse(title) : `[${markdownLabel(title)}](<${address}>)`;
	const rest = [
		(paper.author ?? []).map(name => markdownProse(fullName(name))).join(', '),
		markdownProse(paper['container-title'] ?? ''),
		String(yearOf(paper.issued) ?? ''),
	].filter(part => part !== '');
	// The title `1984` with our full stop behind it would begin a list.
	return `- ${escapeLineStart([linked, ...rest].join('. '))}${rest.length > 0 ? '.' : ''}\n`;
}
