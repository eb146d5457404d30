import { Position, Range, Uri } from 'vscode';
import type { DefinitionProvider, LocationLink, TextDocument } from 'vscode';
import type { Head } from '../../../core/paper/head';
import { isThere } from '../../files/filePresence';
import { paperUri } from '../../library/paperScheme';
import type { PapersOfDocuments } from '../../documents/papersOfDocuments';
import { rangeOf } from '../../documents/rangeOf';
import { settings } from '../../settings/settings';
import { keyAt } from '../../documents/documentReading';

/**
 * A citation key leads to the note of its paper, to its entry in a linked bibliography or to the reader: by a setting, and to the next of
 * these that is there.
 */
export class PaperDefinition implements DefinitionProvider {
	constructor(
		private readonly papersOf: PapersOfDocuments,
		private readonly noteUri: (key: string) => Promise<Uri | undefined>,
	) {}

	async provideDefinition(document: TextDocument, position: Position): Promise<LocationLink[] | undefined> {
		const occurrence = keyAt(document, position);
		if (occurrence === undefined) {
			return undefined;
		}
		const papers = await this.papersOf.of(document);
		const head = papers.head(occurrence.key);
		if (head === undefined) {
			return undefined;
		}
		const { uri, line } = await this.targetOf(head, papers.nameOf(head));
		return [
			{
				originSelectionRange: rangeOf(document, occurrence),
				targetUri: uri,
				targetRange: new Range(new Position(line, 0), new Position(line, 0)),
			},
		];
	}

	private async targetOf(head: Head, name: string | undefined): Promise<{ readonly uri: Uri; readonly line: number }> {
		const wanted = settings.citationTarget();
		const entry = head.linked && { uri: Uri.parse(head.linked.file), line: head.linked.line - 1 };
		const reader = { uri: paperUri(name ?? head.key), line: 0 };
		if (wanted === 'reader') {
			return name === undefined ? (entry ?? reader) : reader;
		}
		return (wanted === 'bibliography' ? entry : undefined) ?? (await this.noteOf(head)) ?? entry ?? reader;
	}

	private async noteOf(head: Head): Promise<{ readonly uri: Uri; readonly line: number } | undefined> {
		const note = await this.noteUri(head.key);
		return note !== undefined && (await isThere(note)) ? { uri: note, line: 0 } : undefined;
	}
}
