import { DocumentLink, Range, Uri } from 'vscode';
import type { DocumentLinkProvider, TextDocument } from 'vscode';
import { localize } from '../../../core/data/localize';
import { decodedAddress } from '../../../core/text/addressPart';

/** A Markdown link to a page of a PDF, as a quotation has: `[PDF](../papers/x.pdf#page=4&annotation=…)`. */
const pdfPageLink = /\]\((?!https?:)([^()<>\s]{1,2000}\.pdf#page=\d{1,7}[^()<>\s]{0,500})\)/gi;

/** Opens links to pages of PDFs in Marginalia's view, at the mark that they name; elsewhere they lead to the page. */
export class PdfLinks implements DocumentLinkProvider {
	provideDocumentLinks(document: TextDocument): DocumentLink[] {
		return [...document.getText().matchAll(pdfPageLink)].map(match => {
			const [, address = ''] = match;
			const start = match.index + 2;
			const [path = '', fragment = ''] = address.split(/#(.*)/s);
			const uri = Uri.joinPath(document.uri, '..', decodedAddress(path)).with({ fragment });
			const link = new DocumentLink(
				new Range(document.positionAt(start), document.positionAt(start + address.length)),
				Uri.parse(`command:marginalia.openPdfFile?${encodeURIComponent(JSON.stringify([uri.toString()]))}`),
			);
			link.tooltip = localize('Open the PDF at this place');
			return link;
		});
	}
}
