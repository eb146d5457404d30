import type { Uri } from 'vscode';
import type { GraphNote, GraphTie } from '../../../core/graph/graph';
import type { Papers } from '../../../core/library/papers';
import type { Log } from '../../../core/files/ports';

export interface GraphDependencies {
	readonly extensionUri: Uri;
	readonly papers: Papers;
	readonly notes: NotesOfWorkspace;
	readonly log: Log;
}

/** What the graph asks of the index of notes. */
export interface NotesOfWorkspace {
	current(): Promise<{ notes(): Iterable<GraphNote>; edges(): Iterable<GraphTie> }>;
	onDidChange(listener: () => void): { dispose(): void };
}
