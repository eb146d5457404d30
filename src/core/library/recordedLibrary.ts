import { Emitter } from '../work/events';
import type { Paper } from '../paper/paper';
import type { Disposable } from '../files/ports';
import type { FieldConflict } from '../merge/threeWay';
import { joinChanges } from './changes';
import type { Alike } from '../search/alike';
import type { Head } from '../paper/head';
import type { Addition, Change, Library, LibraryEditor, LibraryReader, Outcome, Refusal, SetAside } from './library';
import type { FindOptions } from './paperFinder';
import type { VolumeProblem } from './volumeText';

/** What taking a step back did. */
export interface Undone {
	/** The step's name, such as `Rename of Key doe2020`. */
	readonly name: string;
	/** How many papers are as they were. */
	readonly papers: number;
	/** Keys that papers had until then, and the ones that they have again: documents still say the former. */
	readonly keys: readonly { readonly from: string; readonly to: string }[];
	/** How many lines of volumes are back in their places. */
	readonly lines: number;
	/** How many documents are as they were. */
	readonly documents: number;
	/** What could not be taken back; it stays to be tried again. */
	readonly refused: readonly VolumeProblem[];
}

interface Step {
	readonly name: string;
	readonly changes: readonly Change[];
	readonly setAside: readonly TakeBack[];
	/** Newest last. */
	readonly documents: readonly DocumentTakeBack[];
}

type TakeBack = Extract<SetAside, { kind: 'done' }>['takeBack'];

/** Takes a change of a document back, which belongs to a step; says in a sentence why it could not be. */
export type DocumentTakeBack = () => Promise<{ readonly path: string; readonly message: string } | undefined>;

/** So many steps can be taken back. */
const mostSteps = 100;

/**
 * The library of a window as everybody gets it: to read, and to change in steps with names, each of which can be taken back, newest first.
 * There is no other way to change it, so no change is left out.
 */
export class RecordedLibrary implements LibraryReader {
	private readonly steps: Step[] = [];
	private readonly ended = new Emitter<Outcome>();
	private readonly recorded = new Emitter<void>();

	constructor(private readonly library: Library) {}

	/** Tells what became of each step that has ended, each paper once, also of one that changed nothing. */
	readonly onDidEndStep = (listener: (outcome: Outcome) => void): Disposable => this.ended.event(listener);
	/** Tells that {@link nextUndo} may be another. */
	readonly onDidChangeHistory = (listener: () => void): Disposable => this.recorded.event(listener);

	/**
	 * Changes the library in one step. `name` says what the step is, to be put behind “Undo”: `Rename of Key doe2020`. Resolves and rejects
	 * as `work` does; what was changed until then is recorded either way, and what was refused is told once, unless the caller tells it
	 * (`quiet`). Changes of documents that belong to the step are in `documents` by its end.
	 */
	async step<T>(
		name: string,
		work: (editor: LibraryEditor) => PromiseLike<T>,
		{ quiet = false, documents = [] }: { readonly quiet?: boolean; readonly documents?: readonly DocumentTakeBack[] } = {},
	): Promise<T> {
		const editor = new RecordingEditor(this.library);
		try {
			return await work(editor);
		} finally {
			const { changes, setAside } = editor;
			this.keep({ name, changes, setAside, documents: [...documents] });
			if (!quiet) {
				this.ended.fire({ changes, refused: editor.refused });
			}
		}
	}

	/**
	 * Records a step that changed documents and nothing in the library: what an assistant wrote into notes is taken back like all else it
	 * did.
	 */
	recordDocuments(name: string, documents: readonly DocumentTakeBack[]): void {
		this.keep({ name, changes: [], setAside: [], documents });
	}

	/** The name of the step that {@link undo} would take back. */
	get nextUndo(): string | undefined {
		return this.steps.at(-1)?.name;
	}

	/** Takes the newest step back, keeping whatever was changed since; `undefined` where there is none. */
	async undo(): Promise<Undone | undefined> {
		const step = this.steps.pop();
		if (step === undefined) {
			return undefined;
		}
		try {
			return await this.takeBack(step);
		} catch (error) {
			this.keep(step);
			throw error;
		} finally {
			this.recorded.fire();
		}
	}

	private async takeBack(step: Step): Promise<Undone> {
		const lines = await Promise.all(step.setAside.map(async takeBack => ({ takeBack, refused: await takeBack() })));
		const outcome: Outcome = step.changes.length === 0 ? { changes: [], refused: [] } : await this.library.undo(step.changes);
		const refusedDocuments: VolumeProblem[] = [];
		for (const takeBack of [...step.documents].reverse()) {
			const problem = await takeBack();
			if (problem !== undefined) {
				refusedDocuments.push({ code: 'unwritable', line: 1, path: problem.path, message: `${problem.path}: ${problem.message}` });
			}
		}
		const made = new Set(outcome.changes.map(idOf));
		// It can be tried again when the disk has room.
		const left: Step = {
			name: step.name,
			changes: outcome.refused.length === 0 ? [] : step.changes.filter(change => !made.has(idOf(change))),
			setAside: lines.flatMap(({ takeBack, refused }) => (refused.length === 0 ? [] : [takeBack])),
			// What was edited since is its author's: it is not tried again.
			documents: [],
		};
		if (left.changes.length + left.setAside.length > 0) {
			this.keep(left);
		}
		return {
			name: step.name,
			papers: outcome.changes.length,
			keys: outcome.changes.flatMap(({ before, after }) => {
				const [from, to] = [before?.['citation-key'], after?.['citation-key']];
				return from === undefined || to === undefined || from === to ? [] : [{ from, to }];
			}),
			lines: lines.length - left.setAside.length,
			documents: step.documents.length - refusedDocuments.length,
			refused: [...lines.flatMap(({ refused }) => refused), ...outcome.refused, ...refusedDocuments],
		};
	}

	/** A step that changed nothing is none. */
	private keep(step: Step): void {
		if (step.changes.length + step.setAside.length + step.documents.length === 0) {
			return;
		}
		this.steps.push(step);
		this.steps.splice(0, this.steps.length - mostSteps);
		this.recorded.fire();
	}

	get folder(): string {
		return this.library.folder;
	}

	heads(): readonly Head[] {
		return this.library.heads();
	}

	head(key: string): Head | undefined {
		return this.library.head(key);
	}

	paper(key: string): Promise<Paper | undefined> {
		return this.library.paper(key);
	}

	papers(keys: readonly string[]): Promise<readonly Paper[]> {
		return this.library.papers(keys);
	}

	all(): AsyncIterable<Paper> {
		return this.library.all();
	}

	find(query: string, options: FindOptions): readonly Head[] {
		return this.library.find(query, options);
	}

	search(query: string, options: FindOptions): Promise<readonly Head[]> {
		return this.library.search(query, options);
	}

	fitting(queries: readonly string[], among?: ReadonlySet<string>): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
		return this.library.fitting(queries, among);
	}

	alike(paper: Paper, limit: number): Promise<readonly Alike[]> {
		return this.library.alike(paper, limit);
	}

	matching(query: string, cancelled?: () => boolean): Promise<ReadonlySet<string> | undefined> {
		return this.library.matching(query, cancelled);
	}

	keysFor(papers: Parameters<Library['keysFor']>[0]): Promise<readonly string[]> {
		return this.library.keysFor(papers);
	}

	problems(): readonly VolumeProblem[] {
		return this.library.problems();
	}

	conflicts(): readonly FieldConflict[] {
		return this.library.conflicts();
	}

	takeOvertaken(): readonly Paper[] {
		return this.library.takeOvertaken();
	}

	refresh(): Promise<void> {
		return this.library.refresh();
	}

	forgetMissing(): Promise<void> {
		return this.library.forgetMissing();
	}

	onDidChange(listener: () => void): Disposable {
		return this.library.onDidChange(listener);
	}

	onDidWrite(listener: (changes: readonly Change[]) => void): Disposable {
		return this.library.onDidWrite(listener);
	}
}

/** Does what it is told and keeps what came of it. */
class RecordingEditor implements LibraryEditor {
	changes: readonly Change[] = [];
	readonly refused: Refusal[] = [];
	readonly setAside: TakeBack[] = [];

	constructor(private readonly library: Library) {}

	async add(...args: Parameters<Library['add']>): Promise<Addition> {
		return this.record(await this.library.add(...args));
	}

	async update(...args: Parameters<Library['update']>): Promise<Outcome> {
		return this.record(await this.library.update(...args));
	}

	async remove(...args: Parameters<Library['remove']>): Promise<Outcome> {
		return this.record(await this.library.remove(...args));
	}

	async merge(...args: Parameters<Library['merge']>): Promise<Outcome> {
		return this.record(await this.library.merge(...args));
	}

	async undo(...args: Parameters<Library['undo']>): Promise<Outcome> {
		return this.record(await this.library.undo(...args));
	}

	async restore(...args: Parameters<Library['restore']>): Promise<Outcome> {
		return this.record(await this.library.restore(...args));
	}

	async setAsideLine(...args: Parameters<Library['setAsideLine']>): Promise<SetAside> {
		const outcome = await this.library.setAsideLine(...args);
		if (outcome.kind === 'done') {
			this.setAside.push(outcome.takeBack);
		}
		return outcome;
	}

	private record<O extends Outcome>(outcome: O): O {
		this.changes = joinChanges(this.changes, outcome.changes);
		this.refused.push(...outcome.refused);
		return outcome;
	}
}

function idOf({ before, after }: Change): string {
	return before?.id ?? after?.id ?? '';
}
