import { window } from 'vscode';
import type { Papers } from '../../../core/library/papers';
import type { NoteIndex, Subject } from '../../../core/notes/noteIndex';
import { currentPassage } from '../../library/currentPaper';

/** What the view is about: a paper with its notes, or a file of the workspace. */
export interface ShownSubject extends Subject {
	readonly label: string;
	/** Titles and aliases, which a text may say without linking. */
	readonly names: readonly string[];
	/** What a link to it is written as. */
	readonly target: string;
}

/** The paper or note of the active reader or editor; `undefined` where neither is active. */
export async function activeSubject(papers: Papers, index: NoteIndex): Promise<ShownSubject | undefined> {
	const passage = window.activeTextEditor === undefined ? await currentPassage() : undefined;
	if (passage !== undefined) {
		return subjectOfPaper(papers, index, passage.key);
	}
	const path = window.activeTextEditor?.document.uri.toString();
	const note = path === undefined ? undefined : index.get(path);
	if (note === undefined) {
		return undefined;
	}
	const paper = subjectOfPaper(papers, index, note.citationKey ?? note.name);
	return paper?.notes.includes(note.path) === true
		? paper
		: {
				label: note.title ?? note.name,
				keys: note.citationKey === undefined ? [] : [note.citationKey],
				notes: [note.path],
				names: [note.title ?? '', note.name, ...note.aliases],
				target: note.name,
			};
}

/** A paper by one of its keys. */
export function subjectOfPaper(papers: Papers, index: NoteIndex, key: string): ShownSubject | undefined {
	const head = papers.head(key);
	if (head === undefined) {
		return undefined;
	}
	const { keys, notes } = index.subjectOf(head);
	const aliases = notes.flatMap(path => index.get(path)?.aliases ?? []);
	return { label: head.title || head.key, keys, notes, names: [head.title, ...aliases], target: head.key };
}
