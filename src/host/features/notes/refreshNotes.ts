import { WorkspaceEdit, workspace } from 'vscode';
import type { TextDocument, Uri } from 'vscode';
import type { NoteProblem } from '../../../core/notes/managedBlocks';
import { refreshNote } from '../../../core/notes/refresh';
import type { RefreshConflict, RefreshedNote } from '../../../core/notes/refresh';
import { Pace } from '../../../core/pace';
import type { Paper } from '../../../core/paper';
import { hindrance, notSaved, textOnDisk } from '../../adapters/exactEditing';
import { pause } from '../../adapters/pause';
import { rangeOf } from '../../adapters/rangeOf';

export interface RefreshTarget {
	readonly uri: Uri;
	readonly paper: Paper;
}

export interface RefreshReport {
	readonly refreshed: number;
	readonly upToDate: number;
	/** What the user wrote into a managed part, and what stayed. Lines are one-based. */
	readonly kept: readonly { readonly path: string; readonly line: number; readonly name: string }[];
	/** Notes that were left alone, by the line to mend. */
	readonly problems: readonly { readonly path: string; readonly uri: string; readonly line: number; readonly message: string }[];
}

/** What becomes of blocks that the user edited, when both texts are known. `keep all` answers for the notes to come as well. */
export type Decide = (question: EditedNote) => Promise<'keep' | 'replace' | 'keep all'>;

export interface EditedNote {
	readonly document: TextDocument;
	readonly conflicts: readonly BlockConflict[];
	/** How many more notes are still to be asked about. */
	readonly left: number;
}

/** A block the user edited, and what would stand there. */
export type BlockConflict = RefreshConflict & { readonly fresh: string };

interface Template {
	readonly name: string;
	readonly text: string;
}

/**
 * Brings notes up to date in one undo step. First all questions are asked, then every note is looked at once more as it is by then: what the user typed meanwhile stays.
 * Editors with unsaved text are edited in place and stay unsaved; all other files are saved.
 */
export async function refreshNotes(targets: readonly RefreshTarget[], template: Template, decide: Decide): Promise<RefreshReport> {
	const refresh = new Refresh(template);
	const pace = new Pace(pause);
	const changing: { readonly target: RefreshTarget; readonly document: TextDocument }[] = [];
	for (const target of targets) {
		const text = await textOf(target.uri);
		if (text !== undefined && refresh.concerns(target, text)) {
			changing.push({ target, document: await workspace.openTextDocument(target.uri) });
		}
		await pace.rest();
	}
	const ready = [];
	for (const note of changing) {
		const message = await hindrance(note.document);
		if (message === undefined) {
			ready.push(note);
		} else {
			refresh.problem(note.target.uri, { line: 1, message });
		}
	}
	const givenUp = await askAll(ready.map(({ target, document }) => ({ document, conflicts: refresh.conflicts(target, document.getText()) })), decide);
	for (const { target, document } of ready) {
		refresh.plan(target, document, givenUp.get(document) ?? []);
		await pace.rest();
	}
	return refresh.apply();
}

/** Gathers the edits of all notes. */
class Refresh {
	private readonly edit = new WorkspaceEdit();
	private readonly documents = new Set<TextDocument>();
	private readonly kept: RefreshReport['kept'][number][] = [];
	private readonly problems: RefreshReport['problems'][number][] = [];
	private upToDate = 0;

	constructor(private readonly template: Template) {}

	/** Whether there is anything to do to a note; counts it where there is not. */
	concerns(target: RefreshTarget, text: string): boolean {
		const result = this.run(target, text);
		if (result === undefined) {
			return false;
		}
		const concerned = result.edits.length > 0 || result.conflicts.length > 0;
		this.upToDate += concerned ? 0 : 1;
		return concerned;
	}

	conflicts(target: RefreshTarget, text: string): readonly BlockConflict[] {
		const result = refreshNote(text, target.paper, { template: this.template.text, now: new Date() });
		return result.kind === 'mistake' ? [] : blocksOf(result);
	}

	/** Adds the edits of a note. A block is given up only where it still reads as it did when the user decided. */
	plan(target: RefreshTarget, document: TextDocument, givenUp: readonly BlockConflict[]): void {
		const text = document.getText();
		const isAsShown = (now: BlockConflict) => givenUp.some(shown => shown.name === now.name && shown.current === now.current);
		const conflicts = this.conflicts(target, text);
		const changed = new Set(conflicts.filter(now => !isAsShown(now)).map(({ name }) => name));
		const replace = new Set(conflicts.map(({ name }) => name).filter(name => !changed.has(name)));
		const result = this.run(target, text, replace);
		if (result === undefined) {
			return;
		}
		for (const edit of result.edits) {
			this.edit.replace(target.uri, rangeOf(document, edit), edit.text);
		}
		if (result.edits.length > 0) {
			this.documents.add(document);
		} else {
			this.upToDate += result.conflicts.length === 0 ? 1 : 0;
		}
		this.kept.push(...result.conflicts.map(({ line, name }) => ({ path: workspace.asRelativePath(target.uri), line, name })));
	}

	problem(uri: Uri, { line, message }: NoteProblem): void {
		this.problems.push({ path: workspace.asRelativePath(uri), uri: uri.toString(), line, message });
	}

	async apply(): Promise<RefreshReport> {
		const unsaved = new Set([...this.documents].filter(document => document.isDirty));
		const applied = this.documents.size === 0 || (await workspace.applyEdit(this.edit));
		if (!applied) {
			this.documents.forEach(document => this.problem(document.uri, { line: 1, message: 'It changed while it was refreshed. Refresh it again.' }));
			this.documents.clear();
		}
		for (const document of this.documents) {
			if (!unsaved.has(document) && !document.isUntitled && !(await document.save())) {
				this.problem(document.uri, { line: 1, message: notSaved });
			}
		}
		return { refreshed: this.documents.size, upToDate: this.upToDate, kept: this.kept, problems: this.problems };
	}

	/** `undefined` where a problem keeps the note from being refreshed. */
	private run(target: RefreshTarget, text: string, replace?: ReadonlySet<string>): RefreshedNote | undefined {
		const result = refreshNote(text, target.paper, { template: this.template.text, now: new Date(), ...(replace && { replace }) });
		if (result.kind === 'mistake') {
			this.problem(target.uri, { line: 1, message: `${this.template.name}, line ${result.line}: ${result.message}` });
			return undefined;
		}
		result.problems.forEach(problem => this.problem(target.uri, problem));
		return result.problems.length > 0 ? undefined : result;
	}
}

/** The blocks that the user gives up, as they were shown. */
async function askAll(notes: readonly { readonly document: TextDocument; readonly conflicts: readonly BlockConflict[] }[], decide: Decide): Promise<ReadonlyMap<TextDocument, readonly BlockConflict[]>> {
	const givenUp = new Map<TextDocument, readonly BlockConflict[]>();
	const open = notes.filter(note => note.conflicts.length > 0);
	for (const [index, note] of open.entries()) {
		const answer = await decide({ ...note, left: open.length - index - 1 });
		if (answer === 'keep all') {
			break;
		}
		if (answer === 'replace') {
			givenUp.set(note.document, note.conflicts);
		}
	}
	return givenUp;
}

function blocksOf({ conflicts }: RefreshedNote): readonly BlockConflict[] {
	return conflicts.flatMap(conflict => (conflict.fresh === undefined ? [] : [{ ...conflict, fresh: conflict.fresh }]));
}

/** What an editor holds unsaved counts before what the disk holds; `undefined` where there is no such file (any more). */
async function textOf(uri: Uri): Promise<string | undefined> {
	const open = workspace.textDocuments.find(document => document.uri.toString() === uri.toString());
	return open?.isDirty === true || uri.scheme === 'untitled' ? open?.getText() : textOnDisk(uri);
}
