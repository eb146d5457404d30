import { Uri } from 'vscode';
import { editEntry } from '../../../core/editing/entryEdits';
import { conflictsOf } from '../../../core/editing/paperEdits';
import type { SeenEdit } from '../../../core/editing/paperEdits';
import { settledEdits } from '../../../core/editing/saving';
import type { AskConflicts, Saving } from '../../../core/editing/saving';
import type { Papers } from '../../../core/library/papers';
import { fieldValue, withFieldEdits } from '../../../core/paper/fieldEdit';
import type { IncomingPaper } from '../../../core/paper/paper';
import { editExactly, refusalSentence } from '../../documents/exactEditing';

/**
 * Saves edits of an entry of a linked `.bib` into its file, of which only the fields change that were edited. The file's own editor takes
 * it back.
 */
export async function saveEntry(papers: Papers, id: string, edits: readonly SeenEdit[], ask: AskConflicts): Promise<Saving> {
	const now = await papers.paper(id);
	const file = papers.head(id)?.linked?.file;
	if (now === undefined || file === undefined) {
		return { kind: 'gone' };
	}
	const conflicts = conflictsOf(now, edits);
	const answer = conflicts.length === 0 ? 'mine' : await ask(conflicts, now);
	if (answer === undefined) {
		return { kind: 'cancelled' };
	}
	const wanted = settledEdits(edits, conflicts, answer);
	const made: IncomingPaper[] = [];
	const refused = await editExactly(Uri.parse(file), text => {
		const edit = editEntry(text, now['citation-key'], wanted);
		if (edit.kind === 'problem') {
			return edit;
		}
		made.push(edit.paper);
		return { kind: 'edits', edits: edit.edits };
	});
	const read = made.at(-1);
	if (refused !== undefined || read === undefined) {
		return { kind: 'refused', sentence: refused === undefined ? '' : refusalSentence(refused) };
	}
	const known = wanted.map(({ field }) => {
		const value = fieldValue(read, field);
		return value === undefined ? { field } : { field, value };
	});
	return { kind: 'saved', paper: withFieldEdits(now, known) };
}
