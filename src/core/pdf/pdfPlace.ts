import { addressPart, decodedAddress } from '../text/addressPart';

/** Where in a PDF an address leads. */
export interface PdfPlace {
	/** One-based. */
	readonly page: number;
	/** A mark there, by its id. */
	readonly mark?: string | undefined;
}

/**
 * The place that an address of a PDF names after its `#`: `page=4`, as every viewer reads it
 * (https://www.rfc-editor.org/rfc/rfc8118#section-3), and with `annotation=urn:uuid:…` the mark.
 */
export function placeOfFragment(fragment: string): PdfPlace | undefined {
	const page = Number(/(?:^|&)page=(\d{1,7})(?:&|$)/.exec(fragment)?.[1]);
	if (!Number.isInteger(page) || page < 1) {
		return undefined;
	}
	const mark = /(?:^|&)annotation=([^&]+)/.exec(fragment)?.[1];
	return mark === undefined ? { page } : { page, mark: decodedAddress(mark) };
}

/** What {@link placeOfFragment} reads, fit for the destination of a Markdown link: ids are others' words too. */
export function fragmentOf({ page, mark }: PdfPlace): string {
	const id = mark === undefined ? '' : `&annotation=${addressPart(mark).replace(/[()]/g, sign => `%${sign.charCodeAt(0).toString(16)}`)}`;
	return `page=${page}${id}`;
}
