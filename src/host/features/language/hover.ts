import { Hover } from 'vscode';
import type { HoverProvider, Position, TextDocument } from 'vscode';
import type { Papers } from '../../../core/library/papers';
import { keyAt, rangeOfKey } from './citingDocuments';
import { paperPage } from './paperText';

/** The paper behind a citation key. */
export class CitationHover implements HoverProvider {
	constructor(private readonly library: Papers) {}

	async provideHover(document: TextDocument, position: Position): Promise<Hover | undefined> {
		const occurrence = keyAt(document, position);
		const head = occurrence && this.library.head(occurrence.key);
		const paper = head && (await this.library.paper(head.key));
		return occurrence && head && paper && new Hover(paperPage(paper, head, true), rangeOfKey(document, occurrence));
	}
}
