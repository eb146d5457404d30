import { Uri } from 'vscode';
import type { NoteSource } from '../../core/notes/syncNotes';
import { diskNotes } from './diskNotes';
import { noteFiles as filesThroughEditor } from './noteFiles.web';

const disk = diskNotes();

/** Files of the workspace by their URIs as text: those of this machine's disk without a detour. */
export const noteFiles: NoteSource = {
	stamp: path => (isOnDisk(path) ? disk.stamp(Uri.parse(path).fsPath) : filesThroughEditor.stamp(path)),
	read: path => (isOnDisk(path) ? disk.read(Uri.parse(path).fsPath) : filesThroughEditor.read(path)),
};

function isOnDisk(path: string): boolean {
	return path.startsWith('file:');
}
