import { Uri } from 'vscode';
import type { IndexedNote } from '../../../core/notes/noteIndex';
import type { LocatedNote, SoughtPaper } from '../../../core/notes/noteLocator';
import { isThere } from '../../files/filePresence';
import type { WorkspaceNotes } from '../../documents/workspaceNotes';

/** Finds the note of a paper wherever it lies in the workspace. */
export class NoteFinder {
	constructor(private readonly notes: WorkspaceNotes) {}

	/** The notes of a paper, the one to open first; normally one. Their paths are URIs. */
	async find(paper: SoughtPaper): Promise<readonly LocatedNote[]> {
		const index = await this.notes.current();
		const found = index.notesOf(paper);
		const there = await Promise.all(found.map(note => isThere(Uri.parse(note.path))));
		// The watcher tells of a removed file only after a moment.
		return found.filter((_, place) => there[place]);
	}

	/** Every file that may be a note, and what it says of itself. */
	async all(): Promise<readonly IndexedNote[]> {
		return [...(await this.notes.current()).notes()];
	}

	/** A file that was just made: its watcher tells of it only after a moment. */
	learn(uri: Uri, text: string): void {
		this.notes.learn(uri, text);
	}
}
