import { Range } from 'vscode';
import type { TextDocument } from 'vscode';

/** The range between two offsets of a document, in UTF-16 code units. */
export function rangeOf(document: TextDocument, { start, end }: { readonly start: number; readonly end: number }): Range {
	return new Range(document.positionAt(start), document.positionAt(end));
}
