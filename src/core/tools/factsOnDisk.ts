import type { NoteIndex } from '../notes/noteIndex';
import type { WorkspaceFacts } from '../search/facts';
import type { NotesOnDisk } from './notesOnDisk';

/** Which papers have notes in a folder, and which its documents cite or link, as its files are when somebody waits for it to be ready. */
export function factsOnDisk(notes: Pick<NotesOnDisk, 'current'>): WorkspaceFacts {
	let index: NoteIndex | undefined;
	return {
		hasNote: ({ key, aliases }) => (index?.notesOf({ 'citation-key': key, aliases }).length ?? 0) > 0,
		isCited: paper => (index?.countOf(index.subjectOf(paper)).places ?? 0) > 0,
		ready: async () => {
			index = await notes.current();
		},
	};
}
