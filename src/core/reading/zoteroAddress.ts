import type { Paper } from '../paper';

/** `zotero://select/library/items/ABCD1234` of a paper that came from Zotero, first or later; `undefined` for others. */
export function selectAddressOf(paper: Pick<Paper, 'source' | 'alsoFrom'>): string | undefined {
	return [paper.source, ...(paper.alsoFrom ?? [])].map(source => source?.url).find(url => /^zotero:\/\/select\/(?:library|groups\/\d+)\/items\/[A-Z0-9]{8}$/.test(url ?? ''));
}

/** Where Zotero opens the PDF of the item that an address of {@link selectAddressOf} names. */
export function pdfAddress(selectAddress: string): string {
	return selectAddress.replace('zotero://select/', 'zotero://open-pdf/');
}
