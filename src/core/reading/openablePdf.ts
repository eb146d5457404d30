import type { Paper } from '../paper/paper';
import { namedPdfs } from '../pdf/fileField';
import { attachedPdfs, openPdfAddress } from '../pdf/pdfLinks';
import { pdfAddressOf } from './zoteroAddress';

/** Whether a PDF of the paper is known: attached, named by its bibliography, in Zotero or free on the web. It may be gone. */
export function knowsPdf(paper: Paper): boolean {
	return (
		attachedPdfs(paper).length > 0 ||
		namedPdfs({ ...paper }).length > 0 ||
		pdfAddressOf(paper) !== undefined ||
		openPdfAddress(paper) !== undefined
	);
}
