import { yearOf } from '../dates';
import { identifierUrl } from '../identifiers';
import { fullName } from '../names';
import type { IncomingPaper } from '../paper';
import { withoutMarkup } from '../text/markup';
import { doiAddress } from '../paper/doi';

/** Papers as a markdown list, one an item: the title, linked where there is an address, then authors, where it appeared and the year. */
export function toMarkdownList(papers: readonly IncomingPaper[]): string {
	return papers.map(itemOf).join('');
}

function itemOf(paper: IncomingPaper): string {
	const address = paper.URL ?? (paper.DOI === undefined ? identifierUrl(paper.identifiers ?? {}) : doiAddress(paper.DOI));
	const title = escapeMarkdown(withoutMarkup(paper.title));
	const linked = address !== undefined && /^https?:\/\//i.test(address) ? `[${title}](<${address.replace(/[<>\s]/g, encodeURIComponent)}>)` : title;
	const rest = [(paper.author ?? []).map(fullName).join(', '), paper['container-title'] ?? '', String(yearOf(paper.issued) ?? '')].filter(part => part !== '').map(escapeMarkdown);
	return `- ${[linked, ...rest].join('. ')}${rest.length > 0 ? '.' : ''}\n`;
}

/** CommonMark's marks escaped, formulae left to the reader's mathematics. https://spec.commonmark.org/0.31.2/#backslash-escapes */
function escapeMarkdown(text: string): string {
	return text.replace(/\s+/g, ' ').replace(/(\$[^$]+\$)|([\\`*_[\]<>|])/g, (_all, formula: string | undefined, mark: string | undefined) => formula ?? `\\${mark ?? ''}`);
}
