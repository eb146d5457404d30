import { DocumentHighlight, Location } from 'vscode';
import type { CancellationToken, DocumentHighlightProvider, Position, ReferenceProvider, TextDocument } from 'vscode';
import type { Papers } from '../../../core/library/papers';
import { keysOfDocument } from '../../documents/documentReading';
import { rangeOf } from '../../documents/rangeOf';
import type { WorkspaceNotes } from '../../documents/workspaceNotes';
import { keyAt } from '../../documents/documentReading';
import { findKeys } from './citingDocuments';

/** Every place that names a paper, by whichever of its keys. */
export class KeyReferences implements ReferenceProvider, DocumentHighlightProvider {
	constructor(
		private readonly library: Papers,
		private readonly notes: WorkspaceNotes,
	) {}

	async provideReferences(
		document: TextDocument,
		position: Position,
		_: unknown,
		token: CancellationToken,
	): Promise<Location[] | undefined> {
		const key = keyAt(document, position)?.key;
		if (key === undefined) {
			return undefined;
		}
		const head = this.library.head(key);
		const found = await findKeys(
			this.notes,
			[key, ...(head === undefined ? [] : [head.key, ...head.aliases])],
			other => this.isSame(key, other),
			() => token.isCancellationRequested,
		);
		return found.map(({ uri, range }) => new Location(uri, range));
	}

	provideDocumentHighlights(document: TextDocument, position: Position): DocumentHighlight[] | undefined {
		const key = keyAt(document, position)?.key;
		return key === undefined
			? undefined
			: keysOfDocument(document)
					.filter(other => this.isSame(key, other.key))
					.map(other => new DocumentHighlight(rangeOf(document, other)));
	}

	private isSame(key: string, other: string): boolean {
		const head = this.library.head(key);
		return other.toLowerCase() === key.toLowerCase() || (head !== undefined && this.library.head(other) === head);
	}
}
