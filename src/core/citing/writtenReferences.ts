import type { LinkedEntry, LinkedFile } from '../library/linkedReading';
import { linkedEntry } from '../library/linkedReading';
import { documentSettings } from './documentSettings';

/** The works that a document's front matter writes out under `references`, as entries of the document itself. */
export function writtenReferences(text: string, document: LinkedFile): readonly LinkedEntry[] {
	const lines = text.split(/\r\n|\n|\r/);
	return documentSettings(text).references.map(item => linkedEntry(item, item.id, document, lineOf(item.id, lines)));
}

/** One-based; the first line of the document where the id is written in another way than `- id: song2021`. */
function lineOf(id: string, lines: readonly string[]): number {
	const at = lines.findIndex(line => /^\s*(?:-\s+)?["']?id["']?\s*:\s*(.*)$/.exec(line)?.[1]?.replace(/^["']|["']?\s*,?$/g, '') === id);
	return at < 0 ? 1 : at + 1;
}
