import { DocumentLink, Uri } from 'vscode';
import type { DocumentLinkProvider, TextDocument } from 'vscode';
import { localize } from '../../../core/data/localize';
import { keysOfDocument } from '../../documents/documentReading';
import type { PapersOfDocuments } from '../../documents/papersOfDocuments';
import { rangeOf } from '../../documents/rangeOf';
import { addressPart } from '../../../core/text/addressPart';

/** Citations of known papers as links to the reader, for those who look for links: with the keyboard, a screen reader, or Open Link. */
export class CitationLinks implements DocumentLinkProvider {
	constructor(private readonly papersOf: PapersOfDocuments) {}

	async provideDocumentLinks(document: TextDocument): Promise<DocumentLink[]> {
		const papers = await this.papersOf.of(document);
		return keysOfDocument(document)
			.filter(({ kind }) => kind === 'citation')
			.flatMap(occurrence => {
				const head = papers.head(occurrence.key);
				const name = head && papers.nameOf(head);
				if (name === undefined) {
					return [];
				}
				const link = new DocumentLink(
					rangeOf(document, occurrence),
					Uri.parse(`command:marginalia.openPaper?${addressPart(JSON.stringify([name]))}`),
				);
				link.tooltip = localize('Open paper');
				return [link];
			});
	}
}
