import { Position, Range, workspace } from 'vscode';
import type { DefinitionProvider, LocationLink, TextDocument, Uri } from 'vscode';
import type { Papers } from '../../../core/library/papers';
import { keyAt, rangeOfKey } from './citingDocuments';
import { paperUri } from './paperDocuments';

/** A citation key leads to the note of its paper, or to the reader where there is none. */
export class NoteDefinition implements DefinitionProvider {
	constructor(private readonly library: Papers, private readonly noteUri: (key: string) => Promise<Uri | undefined>) {}

	async provideDefinition(document: TextDocument, position: Position): Promise<LocationLink[] | undefined> {
		const occurrence = keyAt(document, position);
		const head = occurrence && this.library.head(occurrence.key);
		if (occurrence === undefined || head === undefined) {
			return undefined;
		}
		const note = await this.noteUri(head.key);
		const targetUri = note !== undefined && (await isThere(note)) ? note : paperUri(head.key);
		return [{ originSelectionRange: rangeOfKey(document, occurrence), targetUri, targetRange: new Range(new Position(0, 0), new Position(0, 0)) }];
	}
}

async function isThere(uri: Uri): Promise<boolean> {
	return workspace.fs.stat(uri).then(() => true, () => false);
}
