import { DocumentLink, Uri } from 'vscode';
import type { DocumentLinkProvider, TextDocument } from 'vscode';
import type { Papers } from '../../../core/library/papers';
import { rangeOf } from '../../adapters/rangeOf';
import { keysOfDocument } from './citingDocuments';

/** Citations of known papers as links to the reader, for those who look for links: with the keyboard, a screen reader, or Open Link. */
export class CitationLinks implements DocumentLinkProvider {
	constructor(private readonly library: Papers) {}

	provideDocumentLinks(document: TextDocument): DocumentLink[] {
		return keysOfDocument(document).filter(({ kind, key }) => kind === 'citation' && this.library.head(key) !== undefined).map(occurrence => {
			const link = new DocumentLink(rangeOf(document, occurrence), Uri.parse(`command:marginalia.openPaper?${encodeURIComponent(JSON.stringify([occurrence.key]))}`));
			link.tooltip = 'Open paper';
			return link;
		});
	}
}
