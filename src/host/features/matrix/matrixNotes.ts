import { workspace } from 'vscode';
import type { Uri } from 'vscode';
import { localize } from '../../../core/data/localize';
import type { DocumentTakeBack } from '../../../core/library/recordedLibrary';
import { cellText, cellsOf, editCell, renameHeading } from '../../../core/matrix/cells';
import type { Cell } from '../../../core/matrix/cells';
import { largestNote } from '../../../core/notes/noteSize';
import { applyEdits, differenceOf } from '../../../core/text/edits';
import { Queue } from '../../../core/work/queue';
import { editExactly, refusalSentence } from '../../documents/exactEditing';
import type { Plan } from '../../documents/exactEditing';
import { takeBackCreation } from '../../documents/takingBack';
import { bytesOf } from '../../files/bytesOf';
import { isThere } from '../../files/filePresence';
import { isWritable } from '../../files/writable';
import { mayWrite } from '../../settings/trust';
import type { MatrixDependencies } from './dependencies';
import { questionsNow } from './questions';

/** A text that a cell is to have. */
export interface NewCell {
	readonly key: string;
	readonly question: string;
	/** What the cell says to who writes. Where the note says something else by now, it stays. */
	readonly before: string;
	readonly text: string;
}

/** What came of writing a cell; `now` is what the note says where it was refused. */
export type WrittenCell =
	| { readonly kind: 'saved'; readonly takeBacks: readonly DocumentTakeBack[] }
	| { readonly kind: 'refused'; readonly message: string; readonly now: string };

/** What came of renaming a heading; the note is as it was where that was refused. */
export type RenamedHeading =
	| { readonly kind: 'saved'; readonly takeBack: DocumentTakeBack }
	| { readonly kind: 'refused'; readonly message: string };

/** The cells of the matrix in the notes of papers. What is written is written one after the other. */
export class MatrixNotes {
	private readonly queue = new Queue();

	constructor(private readonly dependencies: Pick<MatrixDependencies, 'papers' | 'notes' | 'noteUri' | 'ensureNote'>) {}

	/** What the note of a paper says to questions: nothing where there is no note. */
	async cells(key: string, questions: readonly string[]): Promise<readonly Cell[]> {
		return cellsOf((await this.textOf(key)) ?? '', questions);
	}

	/** Why a text can't be in a cell of a paper's note as it is now; `undefined` where it can. */
	async problemOf(key: string, question: string, text: string, questions: readonly string[]): Promise<string | undefined> {
		const edited = editCell((await this.textOf(key)) ?? '', question, text, questions);
		return edited.kind === 'problem' ? edited.message : undefined;
	}

	/** The note of a paper, where it has one. */
	async noteOf(key: string): Promise<{ readonly uri: Uri; readonly text: string } | undefined> {
		const uri = await this.dependencies.noteUri(key);
		const text = uri && (await this.dependencies.notes.textOf(uri.toString()));
		return uri && text !== undefined ? { uri, text } : undefined;
	}

	/** Writes a cell into the paper's note, which is made where there is none and something is to be said. */
	write(cell: NewCell): Promise<WrittenCell> {
		return this.queue.add(() => (mayWrite() ? this.writeNow(cell) : refused(localize('This workspace isn’t trusted.'), cell.before)));
	}

	/** Gives the heading of a question in a note another name, by itself; a note that has no such heading any more stays as it is. */
	rename(uri: Uri, from: string, to: string): Promise<RenamedHeading> {
		return this.queue.add(async () => {
			if (!(await isWritable(uri))) {
				return { kind: 'refused', message: localize('It’s read-only.') };
			}
			let before = '';
			let after = '';
			const refusal = await editExactly(uri, note => {
				const plan = renamePlan(note, from, to);
				before = note;
				after = plan.kind === 'edits' ? applyEdits(note, plan.edits) : note;
				return plan;
			});
			return refusal === undefined
				? { kind: 'saved', takeBack: takeBackHeading(uri, { from, to, before, after }) }
				: { kind: 'refused', message: refusalSentence(refusal) };
		});
	}

	private async textOf(key: string): Promise<string | undefined> {
		return (await this.noteOf(key))?.text;
	}

	private async writeNow({ key, question, before, text }: NewCell): Promise<WrittenCell> {
		const paper = await this.dependencies.papers.paper(key);
		if (paper === undefined) {
			return refused(localize('No paper in the library has the citation key “{0}”.', key), before);
		}
		const questions = questionsNow();
		const uri = await this.dependencies.noteUri(key);
		const isNew = uri === undefined || !(await isThere(uri));
		if (!isNew && !(await isWritable(uri))) {
			const [cell] = await this.cells(key, [question]);
			const path = workspace.asRelativePath(uri);
			return refused(localize('{0} is read-only. Make the file writable, then try again.', path), cell?.text ?? '');
		}
		const inNewNote = editCell('', question, text, questions);
		if (isNew && inNewNote.kind !== 'edit') {
			return inNewNote.kind === 'same' ? { kind: 'saved', takeBacks: [] } : refused(inNewNote.message, '');
		}
		const note = isNew ? await this.dependencies.ensureNote(paper) : uri;
		if (note === undefined) {
			return refused(localize('“{0}” has no note to add it to.', key), before);
		}
		const created = isNew ? await bytesOf(note) : undefined;
		const takeBacks = created === undefined ? [] : [takeBackCreation(note, new TextDecoder().decode(created))];
		// What a new note says comes from its template.
		const written = await writeCell(note, { question, before: isNew ? undefined : before, text }, questions);
		return written.kind === 'saved' ? { kind: 'saved', takeBacks: [...takeBacks, ...written.takeBacks] } : written;
	}
}

interface CellInNote {
	readonly question: string;
	/** `undefined` where anything may be replaced. */
	readonly before: string | undefined;
	readonly text: string;
}

async function writeCell(uri: Uri, { question, before, text }: CellInNote, questions: readonly string[]): Promise<WrittenCell> {
	let from = '';
	let to = '';
	let now = '';
	const refusal = await editExactly(uri, note => {
		from = to = note;
		if (note.length > largestNote) {
			return { kind: 'problem', message: localize('It is larger than {0} MB, which is too large for a note.', largestNote / 1e6) };
		}
		now = textIn(note, question);
		if (before !== undefined && now !== before && now !== cellText(text)) {
			return {
				kind: 'problem',
				message: localize('The note has changed in the meantime. Save again to replace its text, or press Escape to keep it.'),
			};
		}
		const plan = planOf(note, question, text, questions);
		to = plan.kind === 'edits' ? applyEdits(note, plan.edits) : note;
		return plan;
	});
	const path = workspace.asRelativePath(uri);
	// What couldn't be saved may be in an editor by now, or in none: the words stay where they were written.
	if (refusal !== undefined) {
		return refused(refusal.kind === 'unplanned' ? refusal.message : `${path}: ${refusalSentence(refusal)}`, now);
	}
	return { kind: 'saved', takeBacks: from === to ? [] : [takeBackCell(uri, { question, from, to })] };
}

/** Takes the edit of a cell back, where the cell still has its text: whatever else of the note was edited since stays. */
function takeBackCell(
	uri: Uri,
	{ question, from, to }: { readonly question: string; readonly from: string; readonly to: string },
): DocumentTakeBack {
	const [old, written] = [textIn(from, question), textIn(to, question)];
	return async () => {
		if (!(await isThere(uri))) {
			return undefined;
		}
		const refusal = await editExactly(uri, note =>
			note === to
				? { kind: 'edits', edits: [differenceOf(to, from)] }
				: textIn(note, question) === written
					? planOf(note, question, old, [])
					: { kind: 'problem', message: localize('It has been edited since. Undo the change in its editor.') },
		);
		return refusal && { path: workspace.asRelativePath(uri), message: refusalSentence(refusal) };
	};
}

function renamePlan(note: string, from: string, to: string): Plan {
	const renamed = renameHeading(note, from, to);
	switch (renamed.kind) {
		case 'none':
			return { kind: 'problem', message: localize('Its heading “{0}” has changed in the meantime.', from) };
		case 'edit':
			return { kind: 'edits', edits: [renamed.edit] };
		case 'problem':
			return renamed;
	}
}

/** Gives a heading its name back, whatever else of the note was edited since. */
function takeBackHeading(
	uri: Uri,
	{ from, to, before, after }: { readonly from: string; readonly to: string; readonly before: string; readonly after: string },
): DocumentTakeBack {
	return async () => {
		if (!(await isThere(uri))) {
			return undefined;
		}
		const refusal = await editExactly(uri, note =>
			note === after ? { kind: 'edits', edits: [differenceOf(after, before)] } : renamePlan(note, to, from),
		);
		return refusal && { path: workspace.asRelativePath(uri), message: refusalSentence(refusal) };
	};
}

function planOf(note: string, question: string, text: string, questions: readonly string[]): Plan {
	const edited = editCell(note, question, text, questions);
	return edited.kind === 'problem' ? edited : { kind: 'edits', edits: edited.kind === 'same' ? [] : [edited.edit] };
}

function textIn(note: string, question: string): string {
	return cellsOf(note, [question])[0]?.text ?? '';
}

function refused(message: string, now: string): WrittenCell {
	return { kind: 'refused', message, now };
}
