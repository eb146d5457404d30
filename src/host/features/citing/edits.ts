import { Range } from 'vscode';
import type { TextDocument } from 'vscode';

export function rangeOfEdit(document: TextDocument, { start, end }: { readonly start: number; readonly end: number }): Range {
	return new Range(document.positionAt(start), document.positionAt(end));
}
