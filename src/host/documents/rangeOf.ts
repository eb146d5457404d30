import { Position, Range } from 'vscode';
import type { TextDocument } from 'vscode';
import { lineAt, lineStarts } from '../../core/text/lines';

/** The range between two offsets of a document, in UTF-16 code units. */
export function rangeOf(document: TextDocument, { start, end }: { readonly start: number; readonly end: number }): Range {
	return new Range(document.positionAt(start), document.positionAt(end));
}

/** Turns offsets of a text into lines as VS Code counts them: CRLF, LF and CR end one. */
export function placesIn(text: string): (range: { readonly start: number; readonly end: number }) => Range {
	const starts = lineStarts(text);
	const position = (offset: number) => {
		const line = lineAt(starts, offset) - 1;
		return new Position(line, offset - (starts[line] ?? 0));
	};
	return ({ start, end }) => new Range(position(start), position(end));
}
