import { decodedAddress } from '../../../core/text/addressPart';
import type { PdfPlace } from '../../../protocol/pdf';

/**
 * The place that an address of a PDF names behind its `#`: `page=4`, as every viewer reads it
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
