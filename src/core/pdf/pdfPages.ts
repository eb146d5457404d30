/** The text of a PDF page by page. */
export interface PdfPages {
	/** Of the first pages, the first first; a page without words, such as a scan, is empty. */
	readonly pages: readonly string[];
	/** How many pages the file has. */
	readonly total: number;
}

/** What is read of one PDF at most: a thesis has less. Letters are UTF-16 units. */
export const pageLimits = { pages: 500, letters: 2_000_000 } as const;

/** Bytes; a scanned book is larger, and no paper. */
export const largestPdf = 200_000_000;

/** Reads PDFs, one after the other, beside whatever else goes on. */
export interface PageReader {
	/** `undefined` where it is no PDF, is broken beyond repair, or is locked by a password. */
	pages(bytes: Uint8Array): Promise<PdfPages | undefined>;
	dispose(): void;
}

/** Line feeds between signs of Chinese and Japanese, which have no spaces that the end of a line could stand for. */
export const lineEndsOfIdeographs =
	/(?<=[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\u3001-\u303f\uff00-\uff60])\n(?=[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\u3001-\u303f\uff00-\uff60])/gu;

/** A page as it is searched and shown: words that were divided at the end of a line are whole, and all space is one. */
export function searchedText(page: string): string {
	return page
		.replace(/(\p{L})[-\u00ad\u2010]\n(?=\p{Ll})/gu, '$1')
		.replace(lineEndsOfIdeographs, '')
		.replace(/\s+/gu, ' ')
		.trim();
}
