import type { Uri } from 'vscode';
import type { Log } from '../../../core/files/ports';
import type { Papers } from '../../../core/library/papers';
import type { RecordedLibrary } from '../../../core/library/recordedLibrary';
import type { Paper } from '../../../core/paper/paper';
import type { WorkspaceNotes } from '../../documents/workspaceNotes';

export interface MatrixDependencies {
	readonly extensionUri: Uri;
	/** Has the steps that can be undone. */
	readonly library: RecordedLibrary;
	/** The library and what is linked. */
	readonly papers: Papers;
	readonly notes: WorkspaceNotes;
	/** The note of a paper, or where it would be made. */
	readonly noteUri: (key: string) => Promise<Uri | undefined>;
	/** The note of a paper, made where it is missing; `undefined` where that could not be, which the user was told. */
	readonly ensureNote: (paper: Paper) => Promise<Uri | undefined>;
	readonly log: Log;
}
