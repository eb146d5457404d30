import type { Guard } from './shapes';
import { isFlag, isText, listOf, oneOf, parsed, record, union } from './shapes';

/** What the host tells the literature matrix. */
export type ToMatrix =
	| { readonly type: 'matrix'; readonly matrix: ShownMatrix }
	/** The note has the text now that was sent for a cell. */
	| ({ readonly type: 'saved' } & CellName)
	/** The note is as it was; `now` is what it says where that isn't what the cell's text began with. */
	| ({ readonly type: 'refused'; readonly message: string; readonly now: string } & CellName);

export interface CellName {
	/** The paper's id. */
	readonly paper: string;
	readonly question: string;
}

export interface ShownMatrix {
	readonly questions: readonly string[];
	readonly papers: readonly ShownPaper[];
}

export interface ShownPaper {
	readonly id: string;
	readonly title: string;
	/** `Song et al. · 2021`, or its key. */
	readonly byline: string;
	readonly isLinked: boolean;
	/** One for each question. */
	readonly cells: readonly ShownCell[];
}

export interface ShownCell {
	/** The Markdown of the note. */
	readonly text: string;
	/** What is to be known of it, in a sentence; empty where there is nothing. */
	readonly remark: string;
}

/** What the user asks for in the matrix. */
export type FromMatrix =
	| { readonly type: 'ready' }
	/** `before` is the text that the cell had when the user began to write. */
	| ({ readonly type: 'write'; readonly before: string; readonly text: string } & CellName)
	| { readonly type: 'open'; readonly paper: string }
	/** The cell's place in the note. */
	| ({ readonly type: 'openNote' } & CellName)
	| { readonly type: 'focus'; readonly paper: string }
	| { readonly type: 'addQuestion' }
	/** Asks what to do with a question. */
	| { readonly type: 'question'; readonly question: string }
	| { readonly type: 'copy' }
	| { readonly type: 'undo' };

/** What the view keeps across reloads of the window. */
export interface MatrixState {
	/** The ids of its papers. */
	readonly papers: readonly string[];
	/** What is being written, and what isn't saved yet. */
	readonly drafts: readonly MatrixDraft[];
}

export interface MatrixDraft extends CellName {
	readonly before: string;
	readonly text: string;
}

/** `undefined` for anything that is not such a message. */
export function parseToMatrix(value: unknown): ToMatrix | undefined {
	return parsed(isToMatrix, value);
}

/** `undefined` for anything that is not such a message. */
export function parseFromMatrix(value: unknown): FromMatrix | undefined {
	return parsed(isFromMatrix, value);
}

/** `undefined` for anything that is not such a state. */
export function parseMatrixState(value: unknown): MatrixState | undefined {
	return parsed(isMatrixState, value);
}

const isShownMatrix = record<ShownMatrix>({
	questions: listOf(isText),
	papers: listOf(
		record<ShownPaper>({
			id: isText,
			title: isText,
			byline: isText,
			isLinked: isFlag,
			cells: listOf(record<ShownCell>({ text: isText, remark: isText })),
		}),
	),
});

const isToMatrix = union<'type', ToMatrix>('type', {
	matrix: record({ type: oneOf(['matrix']), matrix: isShownMatrix }),
	saved: record({ type: oneOf(['saved']), paper: isText, question: isText }),
	refused: record({ type: oneOf(['refused']), paper: isText, question: isText, message: isText, now: isText }),
});

const isFromMatrix = union<'type', FromMatrix>('type', {
	ready: record({ type: oneOf(['ready']) }),
	write: record({ type: oneOf(['write']), paper: isText, question: isText, before: isText, text: isText }),
	open: record({ type: oneOf(['open']), paper: isText }),
	openNote: record({ type: oneOf(['openNote']), paper: isText, question: isText }),
	focus: record({ type: oneOf(['focus']), paper: isText }),
	addQuestion: record({ type: oneOf(['addQuestion']) }),
	question: record({ type: oneOf(['question']), question: isText }),
	copy: record({ type: oneOf(['copy']) }),
	undo: record({ type: oneOf(['undo']) }),
});

const isDraft: Guard<MatrixDraft> = record<MatrixDraft>({ paper: isText, question: isText, before: isText, text: isText });
const isMatrixState = record<MatrixState>({ papers: listOf(isText), drafts: listOf(isDraft) });
