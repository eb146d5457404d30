import type { LinkedEntry, LinkedFile } from '../library/linkedReading';
import { linkedEntry } from '../library/linkedReading';
import { documentSettings } from './documentSettings';

/** The works that a document's front matter writes out under `references`, as entries of the document itself. */
export function writtenReferences(text: string, document: LinkedFile): readonly LinkedEntry[] {
	const lines = idLines(text);
	return documentSettings(text).references.map(item => linkedEntry(item, item.id, document, lines.get(item.id) ?? 1));
}

/** Where each id is written as `- id: song2021`, one-based. */
function idLines(text: string): ReadonlyMap<string, number> {
	const lines = new Map<string, number>();
	for (const [at, line] of text.split(/\r\n|\r|\n/).entries()) {
		const id = /^\s*(?:-\s+)?["']?id["']?\s*:(.*)$/
			.exec(line)?.[1]
			?.trim()
			.replace(/,$/, '')
			.trimEnd()
			.replace(/^["']|["']$/g, '');
		if (id !== undefined && !lines.has(id)) {
			lines.set(id, at + 1);
		}
	}
	return lines;
}
