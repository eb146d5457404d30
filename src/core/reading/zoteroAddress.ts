import { textOf } from '../data/json';
import type { Paper, Source } from '../paper/paper';

/** `zotero://select/library/items/ABCD1234` of a paper that came from Zotero, first or later; `undefined` for others. */
export function selectAddressOf(paper: Pick<Paper, 'source' | 'alsoFrom'>): string | undefined {
	return sourcesOf(paper)
		.map(({ url }) => url)
		.find(isItemAddress);
}

/**
 * Where Zotero opens the paper's PDF: it wants the key of the attachment, which an item of its API names. `undefined` where none is known.
 */
export function pdfAddressOf(paper: Pick<Paper, 'source' | 'alsoFrom'>): string | undefined {
	for (const { url, ...source } of sourcesOf(paper)) {
		const attachment = textOf(source['attachment']);
		if (isItemAddress(url) && attachment !== undefined && /^[A-Z0-9]{8}$/.test(attachment)) {
			return url.replace('zotero://select/', 'zotero://open-pdf/').replace(/[A-Z0-9]{8}$/, attachment);
		}
	}
	return undefined;
}

function sourcesOf({ source, alsoFrom = [] }: Pick<Paper, 'source' | 'alsoFrom'>): readonly Source[] {
	return source === undefined ? alsoFrom : [source, ...alsoFrom];
}

function isItemAddress(url: string | undefined): url is string {
	return /^zotero:\/\/select\/(?:library|groups\/\d+)\/items\/[A-Z0-9]{8}$/.test(url ?? '');
}
