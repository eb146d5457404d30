import { pathIdentity, safeFileName } from './fileNames';
import type { NoteIdentity } from './frontmatter';
import { decodePath, noteName } from './notePaths';

/** A note and what it says of itself. */
export interface KnownNote extends NoteIdentity {
	/** However the host names files; its last part after a `/` is the file's name, maybe percent-encoded. */
	readonly path: string;
}

/** A paper's key and the keys it had before. */
export interface SoughtPaper {
	readonly 'citation-key': string;
	readonly aliases?: readonly string[];
}

/** What ties a note to a paper, strongest first. */
export const ties = ['front matter', 'earlier key', 'file name', 'alias'] as const;
export type Tie = (typeof ties)[number];

export interface LocatedNote {
	readonly path: string;
	readonly by: Tie;
}

/**
 * The notes of a paper, the one to open first: by its key in the front matter, by a key it had before, by file name, by alias. A note whose front matter
 * names another paper is never taken for this one's. More than one with the same tie are two notes for one paper.
 */
export function locateNotes(paper: SoughtPaper, notes: Iterable<KnownNote>): readonly LocatedNote[] {
	const found: LocatedNote[] = [];
	for (const note of notes) {
		const by = tieOf(paper, note);
		if (by !== undefined) {
			found.push({ path: note.path, by });
		}
	}
	return found.sort((a, b) => ties.indexOf(a.by) - ties.indexOf(b.by) || (a.path < b.path ? -1 : 1));
}

function tieOf(paper: SoughtPaper, note: KnownNote): Tie | undefined {
	const key = paper['citation-key'];
	if (note.citationKey !== undefined) {
		return note.citationKey === key ? 'front matter' : paper.aliases?.includes(note.citationKey) ? 'earlier key' : undefined;
	}
	if (pathIdentity(noteName(decodePath(note.path))) === pathIdentity(safeFileName(key))) {
		return 'file name';
	}
	return note.aliases.some(alias => alias === key || alias === `@${key}`) ? 'alias' : undefined;
}
